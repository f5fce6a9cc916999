package sequential_test

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/solver/concept"
	"brink/solver/sequential"
)

// Messages can change places: tables of games with talk have the rows, beliefs and
// conditions that are found when nobody knows that they can.
func TestMessagesChangePlaces(t *testing.T) {
	r := rand.New(rand.NewPCG(21, 22))
	for name, text := range map[string]string{
		"types": `brink: 1
parameters: {b: {default: 1/4, range: "[0, inf)"}, p: {default: 1/2, range: "(0, 1)"}}
players: {Sender: [speak], Receiver: [left, middle, right]}
types: {Sender: {low: {prob: p, t: 0}, high: {prob: 1 - p, t: 2}}}
talk: {Sender: [m1, m2]}
payoffs:
  Sender: "-(if(plays(Receiver, left), 0, if(plays(Receiver, middle), 1, 2)) - own(t) - b)^2"
  Receiver: "-(if(is(left), 0, if(is(middle), 1, 2)) - t(Sender))^2"
`,
		"two speakers": `brink: 1
parameters: {d: {default: 3, range: "(0, inf)"}, p: {default: 1/2, range: "(0, 1)"}}
players: {Row: [stag, hare], Col: [wait]}
talk: {Row: [a, b], Col: [x, y]}
payoffs: {Row: "is(stag)*(p - 1/2)", Col: "plays(Row, stag)*d"}
`,
		"three messages": `brink: 1
parameters: {d: {default: 3, range: "(0, inf)"}, p: {default: 1/2, range: "(0, 1)"}}
players: {Row: [stag, hare], Col: [wait]}
talk: {Col: [x, y, z]}
payoffs: {Row: "is(stag)*(p - 1/2)", Col: "plays(Row, stag)*d"}
`,
	} {
		tree := read(t, text)
		if len(tree.Swaps) == 0 {
			t.Fatalf("%s: no messages change places", name)
		}
		plain := *tree
		plain.Swaps = nil
		got, err := sequential.PerfectBayesian(context.Background(), tree)
		if err != nil || !got.Complete {
			t.Fatal(name, err)
		}
		want, err := sequential.PerfectBayesian(context.Background(), &plain)
		if err != nil || !want.Complete {
			t.Fatal(name, err)
		}
		rows := make(map[string]*concept.Row)
		settled := 0
		for _, row := range got.Rows {
			rows[playOf(row)] = row
			if !row.Copy {
				settled++
			}
		}
		if len(rows) != len(got.Rows) || len(rows) != len(want.Rows) || settled*3 > len(rows)*2 {
			t.Fatalf("%s: %d rows, %d of them settled, want %d", name, len(rows), settled, len(want.Rows))
		}
		for _, w := range want.Rows {
			label := playOf(w)
			g := rows[label]
			if g == nil {
				t.Fatalf("%s: no row %s", name, label)
			}
			for range 30 {
				at := []*big.Rat{big.NewRat(1+r.Int64N(20), 4), big.NewRat(1+r.Int64N(11), 12)}
				if g.Exists.Eval(at) != w.Exists.Eval(at) {
					t.Fatalf("%s: %s at %v", name, label, at)
				}
			}
			for i, c := range w.Beliefs {
				d := g.Beliefs[i]
				if d.Place != c.Place {
					t.Fatalf("%s: belief %d of %s is at %s, want %s", name, i, label, d.Place, c.Place)
				}
				for k, x := range c.Probs {
					if y := d.Probs[k]; x.Known() != y.Known() || x.Known() && !x.Value.Equal(*y.Value) {
						t.Fatalf("%s: %s: belief %d at %s", name, label, k, c.Place)
					}
				}
			}
		}
	}
}

// playOf lists the supports of a row by place.
func playOf(r *concept.Row) string {
	out := ""
	for _, c := range r.Play {
		out += fmt.Sprintf("%s %v; ", c.Place, c.Over)
	}
	return out
}
