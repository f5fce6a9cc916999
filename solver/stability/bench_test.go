package stability

import (
	"context"
	"testing"

	"brink/games"
)

// The games of the benchmarks: payoffs as scholars write them, and harder ones.
var benchGames = []struct {
	name string
	game written
}{
	// First strike (Jervis 1978) with the cost and the advantage as parameters.
	{"2x2 first strike", bimatrixGame("phi c", "-1/2 <= phi <= 1/2;c > 0",
		[]string{"1/2, 1/2", "1/2 - phi - c, 1/2 + phi - c"},
		[]string{"1/2 + phi - c, 1/2 - phi - c", "1/2 - c, 1/2 - c"})},
	// Inspection game (Dresher 1962).
	{"2x2 inspection", bimatrixGame("a b c d e", "0 < e;e <= a;a < c;b > 0;d > 0",
		[]string{"-e, 0", "-a, -b"},
		[]string{"0, 0", "-c, d"})},
	// A third, half-way action in an arms race.
	{"3x3 partial restraint", bimatrixGame("g c", "g > 0;c > 0",
		[]string{"0, 0", "-g, g - c", "-2*g, 2*g - 2*c"},
		[]string{"g - c, -g", "-c, -c", "-g - c, g - 2*c"},
		[]string{"2*g - 2*c, -2*g", "g - 2*c, -g - c", "-2*c, -2*c"})},
	// Hold, arm or strike.
	{"3x3 escalation", bimatrixGame("phi c", "c > 0;phi > 0",
		[]string{"1, 1", "1 - phi, 1 + phi - c/4", "-c, phi"},
		[]string{"1 + phi - c/4, 1 - phi", "1 - c/4, 1 - c/4", "-c/2, phi - c/2"},
		[]string{"phi, -c", "phi - c/2, -c/2", "-c, -c"})},
	// Three-strategy hawk-dove-bourgeois.
	{"3x3 hawk dove bourgeois", bimatrixGame("V C", "V > 0;C > 0",
		[]string{"(V - C)/2, (V - C)/2", "V, 0", "3*V/4 - C/4, V/4 - C/4"},
		[]string{"0, V", "V/2, V/2", "V/4, 3*V/4"},
		[]string{"V/4 - C/4, 3*V/4 - C/4", "3*V/4, V/4", "V/2, V/2"})},
	{"3x3 linear asymmetric", bimatrixGame("x y", "",
		[]string{"x, 1", "0, y", "2, x - 1"},
		[]string{"1, 0", "y, 2 - x", "x, 1"},
		[]string{"y - 1, x", "1, 0", "0, y"})},
}

func BenchmarkConditions(b *testing.B) {
	for _, bg := range benchGames {
		b.Run(bg.name, func(b *testing.B) {
			g := bg.game.must(b)
			for b.Loop() {
				run(b, g)
			}
		})
	}
}

func run(b *testing.B, g *games.Game) {
	t, err := Conditions(context.Background(), g, Options{})
	if err != nil || !t.Complete {
		b.Fatal(err)
	}
}
