package stability

import (
	"context"
	"testing"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/games/format"
	"brink/solver/note"
	"brink/solver/prove"
)

func TestPresenterOfNumbers(t *testing.T) {
	names := expr.Names{"p", "g", "l", "q"}
	hyps, _, err := expr.CompileFormula("0 < p and p < 1 and g > 0 and l > 0 and 0 <= q and q <= 1", names)
	if err != nil {
		t.Fatal(err)
	}
	pr := Presenter{prove.Assume(hyps, prove.Options{Names: names, Budget: fullBudget}), -1}
	print := expr.Printer{Names: names}
	for _, c := range []struct{ in, want string }{
		{"(p*g + p*l - g)/(g*(p - 1))", "1 - p*l/(g*(1 - p))"},
		{"if(q != 0 and q != 1, 1, if(q = 0, 1, 1))", "1"},
		{"if(q = 0, g, g + q*l)", "l*q + g"},
		{"if(q < 1, g/(1 - q)*(1 - q), l)", "if(q < 1, g, l)"},
		{"if(q > 2, g, l)", "l"},
	} {
		v, _, err := expr.CompileValue(c.in, names)
		if err != nil {
			t.Fatal(err)
		}
		v = pr.Value(context.Background(), v)
		got := print.Ratio(v.Cases[len(v.Cases)-1].Is)
		if len(v.Cases) == 2 {
			got = "if(" + print.Formula(v.Cases[0].When) + ", " + print.Ratio(v.Cases[0].Is) + ", " + got + ")"
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
	for _, c := range []struct{ in, want string }{
		{"g <= p*g + p*l", "p >= g/(g + l)"},
		{"g <= q*g + q", "q >= g/(g + 1)"},
	} {
		f, _, err := expr.CompileFormula(c.in, names)
		if err != nil {
			t.Fatal(err)
		}
		if got := print.Formula(pr.Formula(context.Background(), f)); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
	// What is not known is left as it is.
	r := pr.Ratio(context.Background(), algebra.RatioOf(algebra.Variable(1), algebra.Variable(1).Sub(algebra.Variable(2))))
	if got := print.Ratio(r); got != "g/(g - l)" {
		t.Errorf("got %s", got)
	}
}

// TestManyTies: six actions that all tie with a for one reason are decided; where more
// actions may tie than are examined, the table says so and a claim is undecided.
func TestManyTies(t *testing.T) {
	ties := func(actions string) (*games.Game, *Table) {
		f, problems := format.Read("ties.yaml", []byte(`
brink: 1
id: ties
parameters: {v: {default: 1, range: "(0, inf)"}}
players: {count: 2, prefix: P, actions: [`+actions+`]}
payoffs: {each: "if(is(a), v, v*others(a))"}
`), "")
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		table, err := Conditions(context.Background(), f.Game, Options{})
		if err != nil {
			t.Fatal(err)
		}
		return f.Game, table
	}
	g, table := ties("a, b, c, d, e, f")
	if r := table.Rows[0]; r.Profile(g) != "(a, a)" || r.ESS == nil || !r.ESS.IsTrue() {
		t.Errorf("six actions: %+v", r)
	}
	g, table = ties("a, b, c, d, e, f, g, h, i")
	for _, r := range table.Rows {
		first := r.Profile(g) == "(a, a)"
		if open := len(r.NotDecided) == 1 && r.NotDecided[0].Why.Code == note.ManyTies && r.ESS == nil; first && !open {
			t.Errorf("(a, a): %+v", r)
		}
		if len(r.NotDecided) > 0 && r.ESS != nil {
			t.Errorf("%s has a condition that was not decided", r.Profile(g))
		}
	}
}
