package stability

import (
	"context"
	"testing"

	"brink/games/format"
)

// TestKnifeEdgeOfImpliedEquation: the assumption rises in x and in z, so that it
// says x = z, and (a, a) exists wherever it holds.
func TestKnifeEdgeOfImpliedEquation(t *testing.T) {
	src := `brink: 1
id: knife
name: knife
parameters:
  x: {default: 1, description: a}
  y: {default: 1, description: b}
  z: {default: 1, description: c}
assume: ["x^7 + x^3*y^4 + x*y^2 + x = z^7 + z^3*y^4 + z*y^2 + z"]
players:
  Blue: [a, b]
  Red: [a, b]
payoffs:
  a: [["0", "0"], ["0", "(x - z)^2"]]
  b: [["(x - z)^2", "0"], ["1", "1"]]
`
	f, diags := format.Read("knife.yaml", []byte(src), "")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	tab, err := Conditions(context.Background(), f.Game, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range tab.Rows {
		t.Logf("%s: exists %v, knife-edge %v", r.Profile(f.Game), f.Game.Printer().Formula(r.Exists), r.KnifeEdge)
		if r.Profile(f.Game) == "(a, a)" && r.KnifeEdge {
			t.Errorf("(a, a) exists wherever the assumption holds, and is called a knife-edge")
		}
	}
}
