package expr

import (
	"fmt"
	"strings"
	"testing"
)

// tree prints a syntax tree in parentheses, for tests.
func tree(n *Node) string {
	args := func(head string) string {
		parts := []string{head}
		for _, a := range n.Args {
			parts = append(parts, tree(a))
		}
		return "(" + strings.Join(parts, " ") + ")"
	}
	switch n.Kind {
	case NNumber:
		return n.Value.RatString()
	case NName, NBool:
		return n.Text
	case NString:
		return fmt.Sprintf("%q", n.Text)
	case NCall:
		return args(n.Text)
	case NCompare:
		parts := []string{tree(n.Args[0])}
		for i, op := range n.Ops {
			parts = append(parts, op.String(), tree(n.Args[i+1]))
		}
		return "(" + strings.Join(parts, " ") + ")"
	}
	return args(map[NodeKind]string{NNeg: "neg", NAdd: "+", NSub: "-", NMul: "*", NDiv: "/", NPow: "^", NTuple: "list",
		NNot: "not", NAnd: "and", NOr: "or", NImplies: "=>", NIff: "<=>"}[n.Kind])
}

func TestParsePrecedence(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"a + b*c", "(+ a (* b c))"},
		{"a - b - c", "(- (- a b) c)"},
		{"a/b/c", "(/ (/ a b) c)"},
		{"a/b*c", "(* (/ a b) c)"},
		{"-x^2", "(neg (^ x 2))"},
		{"(-x)^2", "(^ (neg x) 2)"},
		{"2^3^2", "(^ 2 (^ 3 2))"},
		{"2^-3", "(^ 2 (neg 3))"},
		{"2^-3^2", "(^ 2 (neg (^ 3 2)))"},
		{"-a*b", "(* (neg a) b)"},
		{"a*-b", "(* a (neg b))"},
		{"a - -b", "(- a (neg b))"},
		{"--a", "(neg (neg a))"},
		{"+a + +b", "(+ a b)"},
		{"a ** b", "(^ a b)"},
		{"a < b < c", "(a < b < c)"},
		{"a < b <= c = d != e >= f > g", "(a < b <= c = d != e >= f > g)"},
		{"(a < b) < c", "((a < b) < c)"},
		{"a < (b < c)", "(a < (b < c))"},
		{"(a < b) = (c < d)", "((a < b) = (c < d))"},
		{"(a) < b < c", "(a < b < c)"},
		{"a + 1 < b*2", "((+ a 1) < (* b 2))"},
		{"a == b", "(a = b)"},
		{"not a < b", "(not (a < b))"},
		{"not a < b and c < d", "(and (not (a < b)) (c < d))"},
		{"not not a", "(not (not a))"},
		{"!a && b || c", "(or (and (not a) b) c)"},
		{"a and b or c and d", "(or (and a b) (and c d))"},
		{"a or b => c or d", "(=> (or a b) (or c d))"},
		{"a => b => c", "(=> a (=> b c))"},
		{"a <=> b <=> c", "(<=> (<=> a b) c)"},
		{"a => b <=> c", "(<=> (=> a b) c)"},
		{"a and b and c", "(and (and a b) c)"},
		{"true and false", "(and true false)"},
		{"min(a, b + 1, (c))", "(min a (+ b 1) c)"},
		{"f()", "(f)"},
		{"nash((a, b), c)", "(nash (list a b) c)"},
		{"if(a < b, c, d)", "(if (a < b) c d)"},
		{"payoff(Blue, ('hold fire', \"it's\"))", `(payoff Blue (list "hold fire" "it's"))`},
		{"tit-for-tat", "(- (- tit for) tat)"},
		{"1.5e2 + .25 - 1e-1", "(- (+ 150 1/4) 1/10)"},
		{"φ₀·β ≤ 1 ∧ ¬(x ≥ 2) ∨ y ≠ 3", "(or (and ((* φ₀ β) <= 1) (not (x >= 2))) (y != 3))"},
		{"a ⇒ b ⇔ c", "(<=> (=> a b) c)"},
		{"a × b − c", "(- (* a b) c)"},
		{"_x1 + naïve + 参数", "(+ (+ _x1 naïve) 参数)"},
		{"e + e1 + 2*e2", "(+ (+ e e1) (* 2 e2))"},
		{" \t\n a \r\n + b ", "(+ a b)"},
	} {
		n, err := Parse(c.in)
		if err != nil {
			t.Errorf("%s: %v", c.in, err)
			continue
		}
		if got := tree(n); got != c.want {
			t.Errorf("%s: got %s, want %s", c.in, got, c.want)
		}
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct {
		in       string
		pos, end int
		says     string
	}{
		{"", 0, 0, "found the end where a number, a name or ( was expected (write a formula)"},
		{"1 +", 3, 3, "found the end where a number, a name or ( was expected (write what stands behind +)"},
		{"2x", 0, 2, `found "2x", which is neither a number nor a name (write the product as 2*x)`},
		{"2 x", 2, 3, `found "x" where an operator or the end was expected (a product needs an explicit *)`},
		{"a (b)", 5, 5, ""}, // a call: no error
		{"(a + b", 0, 1, "found ( that is never closed (add the missing ))"},
		{"a + b)", 5, 6, `found ")" where an operator or the end was expected (there is no ( for this ))`},
		{"(a + )", 5, 6, `found ")" where a number, a name or ( was expected (write what stands behind +)`},
		{"f(a b)", 4, 5, `found "b" where , or ) was expected (put a comma between them, or quotes around a name of several words: 'a b')`},
		{"f(,)", 2, 3, `found "," where a number, a name or ( was expected (write what stands before ,)`},
		{"a < < b", 4, 5, `found "<" where a number, a name or ( was expected (two operators stand side by side: write what is between them)`},
		{"a $ b", 2, 3, `found "$", which has no meaning in a formula (formulas are written without LaTeX: a/b, x^2, phi)`},
		{"a \xff b", 2, 3, `found "\xff", which has no meaning in a formula`},
		{"'abc", 0, 4, "a quoted name is not closed (add ' at its end)"},
		{"1.2.3", 3, 5, `found ".3" where an operator or the end was expected (a number has one decimal point)`},
		{"1e99999", 0, 7, `the exponent of "1e99999" is too large: at most 10000`},
		{"and", 0, 3, `found "and" where a number, a name or ( was expected (write what stands before and)`},
	} {
		n, err := Parse(c.in)
		if c.says == "" {
			if err != nil {
				t.Errorf("%s: %v", c.in, err)
			}
			continue
		}
		if err == nil {
			t.Errorf("%s: read as %s", c.in, tree(n))
			continue
		}
		if err.Error() != c.says || err.Pos != c.pos || err.End != c.end {
			t.Errorf("%s: got %d-%d %s, want %d-%d %s", c.in, err.Pos, err.End, err, c.pos, c.end, c.says)
		}
	}
}

// The range of every node is source text that reads as that node.
func checkRanges(t *testing.T, src string, n *Node) {
	if n.Pos < 0 || n.End > len(src) || n.Pos >= n.End {
		t.Fatalf("range %d-%d in %q", n.Pos, n.End, src)
	}
	if superscript(first(n.Source(src))) >= 0 || strings.HasPrefix(n.Source(src), "⁻") || strings.HasPrefix(n.Source(src), "⁺") {
		return // an exponent means nothing alone
	}
	again, err := Parse(n.Source(src))
	if err != nil || tree(again) != tree(n) {
		t.Fatalf("%q in %q: %v", n.Source(src), src, err)
	}
	for _, a := range n.Args {
		checkRanges(t, src, a)
	}
}

func TestNodesKnowTheirSource(t *testing.T) {
	for _, src := range []string{"  (a + b)*-c^2 <= min(x, (y), ((z))) ", "spe(tit-for-tat, (win-stay-lose-shift))", "a < b < (c) => not d = 1", "-(+x)"} {
		n, err := Parse(src)
		if err != nil {
			t.Fatal(err)
		}
		checkRanges(t, src, n)
	}
	src := "spe(tit-for-tat, 'grim')"
	n, _ := Parse(src)
	if got := n.Args[0].Source(src); got != "tit-for-tat" {
		t.Errorf("got %q", got)
	}
	if n.IsFormula() || !mustParse(t, "a < b").IsFormula() {
		t.Error("forms of formulas")
	}
}

func mustParse(t *testing.T, src string) *Node {
	t.Helper()
	n, err := Parse(src)
	if err != nil {
		t.Fatalf("%s: %v", src, err)
	}
	return n
}

func TestValidName(t *testing.T) {
	for name, want := range map[string]bool{
		"x": true, "_": true, "phi_0": true, "φ₀": true, "é": true, "参数": true, "x1": true, "andy": true,
		"": false, "1x": false, "a b": false, "a-b": false, "and": false, "or": false, "not": false, "true": false,
		"if": false, "min": false, "max": false, "abs": false, "x²": false, "₀": false, "\xff": false,
	} {
		if got := ValidName(name); got != want {
			t.Errorf("%q: got %v, want %v", name, got, want)
		}
	}
}

func TestDidYouMean(t *testing.T) {
	names := []string{"phi", "cost", "delta"}
	for in, want := range map[string]string{
		"ph": "did you mean phi?", "Phi": "did you mean phi?", "dleta": "did you mean delta?", "cots": "did you mean cost?",
		"zebra": "known here: phi, cost, delta",
	} {
		if got := DidYouMean(in, names); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
	if got := DidYouMean("x", nil); got != "" {
		t.Errorf("nothing known: got %q", got)
	}
	if got := DidYouMean("kitten", strings.Fields("a b c d e f g h i j k l m")); got != "" {
		t.Errorf("too many to list: got %q", got)
	}
}
