package ask_test

import (
	"context"
	"fmt"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
)

// Restraint in a prisoner's dilemma that a defection ends for good, written with
// states: it holds from (T - R)/(T - P) on, which rises in T and falls in R, and what
// binds is to defect while there is trust.
func TestPatience(t *testing.T) {
	f, ds := format.Read("grim.yaml", []byte(`brink: 1
parameters:
  T: {default: 5, range: "(0, inf)"}
  R: {default: 3, range: "(0, inf)"}
  d: {default: 9/10, range: "[0, 1)"}
assume: [T > R, R > 1]
players: {Blue: [hold, race], Red: [hold, race]}
discount: d
states:
  trust: {payoffs: {hold: [[R, R], [0, T]], race: [[T, 0], [1, 1]]}, next: {"hold hold": trust, else: war}}
  war: {payoffs: {hold: [[R, R], [0, T]], race: [[T, 0], [1, 1]]}, next: war}
`), "")
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	a, err := ask.Conditions.Run(context.Background(), f.Model, nil, ask.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := a.(*answer.Equilibria)
	var got []string
	for i, r := range e.Table.Rows {
		play := ""
		for _, c := range r.Play {
			play += c.Over[0] + " "
		}
		p := e.Patience[0].Rows[i]
		statics := ""
		for _, s := range p.Statics {
			statics += fmt.Sprintf(" %s %s", e.About().Params[s.Parameter].Name, s.Everywhere)
		}
		got = append(got, fmt.Sprint(play, p.Critical.Set, " ", p.Binding, statics))
	}
	want := []string{
		"hold hold race race [1/2, 1) [{trust Blue race} {trust Red race}] T increasing R decreasing",
		"race race race race [0, 1) []",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
	// At another point.
	at, err := f.Model.(*games.Stochastic).Point(nil)
	if err != nil {
		t.Fatal(err)
	}
	at[0] = at[1] // T = R, against the assumptions: nothing works there
	if a, err = ask.Conditions.Run(context.Background(), f.Model, at, ask.Options{}); err != nil || a.(*answer.Equilibria).Patience[0].Rows[0] != nil {
		t.Error(err, a.(*answer.Equilibria).Patience[0].Rows[0])
	}
}

// With discount factors of their own, each player must be patient enough for herself:
// (T - R)/(T - P) again, whatever the other's is as long as that is enough.
func TestPatienceOfOwn(t *testing.T) {
	f, ds := format.Read("grim.yaml", []byte(`brink: 1
parameters: {b: {default: 9/10, range: "[0, 1)"}, r: {default: 3/5, range: "[0, 1)"}}
players: {Blue: [hold, race], Red: [hold, race]}
discount: {Blue: b, Red: r}
states:
  trust: {payoffs: {hold: [[3, 3], [0, 5]], race: [[5, 0], [1, 1]]}, next: {"hold hold": trust, else: war}}
  war: {payoffs: {hold: [[3, 3], [0, 5]], race: [[5, 0], [1, 1]]}, next: war}
`), "")
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	a, err := ask.Conditions.Run(context.Background(), f.Model, nil, ask.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e := a.(*answer.Equilibria)
	for i, player := range []string{"Blue", "Red"} {
		of := e.Patience[i]
		if got, want := fmt.Sprint(of.Factor, of.Shared, of.Rows[0].Critical.Set, of.Rows[0].Binding), fmt.Sprintf("%d false[1/2, 1)[{trust %s race}]", i, player); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
