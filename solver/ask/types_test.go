package ask_test

import (
	"context"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
)

// What was derived by hand about games with private types.
func TestClaimsAboutTypes(t *testing.T) {
	for _, text := range []string{
		// A's cut-off x and the chance q of B's r: x = q, and B mixes where A's r, of
		// chance x^2, has k; so x = sqrt(k), up to 1.
		`brink: 1
id: root
parameters: {k: {range: "(0, 4)"}}
players: {A: [l, r], B: [l, r]}
types: {A: {c: {density: "2*z", in: z, range: "[0, 1]"}}}
payoffs: {A: "is(r)*(others(r) - own(c))", B: "is(r)*(k - others(r))"}
claims:
  - {id: square, holds: "cutoff(A)^2 = min(k, 1)", verdict: proved}
  - {id: inside, holds: "cutoff(A) < 1", verdict: conditional}
  - {id: when, holds: "cutoff(A) < 1 <=> k < 1", verdict: proved}
  - {id: both, holds: "chance(B, r) = cutoff(A) and chance(A, r) = cutoff(A)^2", verdict: proved}
  - {id: rises, given: [k < 1], holds: "increasing(cutoff(A), k)", verdict: proved}
  - {id: falls, given: [k < 1], holds: "decreasing(cutoff(A), k)", verdict: refuted}
  - {id: paid, given: [k < 1], holds: "payoff(A)^2 = k^3/9", verdict: proved}
`,
		// Harsanyi (1973): as e vanishes the chances are those of the mixed equilibrium.
		`brink: 1
id: purification
parameters: {e: {range: "(0, 1)"}}
players: {A: [l, r], B: [l, r]}
types: {A: {a: {uniform: [0, 1]}}, B: {b: {uniform: [0, 1]}}}
payoffs: {A: "is(l)*(3*others(l) - 1 - e*own(a))", B: "is(l)*(1 - 2*others(l) - e*own(b))"}
claims:
  - {id: exact, holds: "chance(A, l) = (3 - e)/(6 + e^2)", verdict: proved}
  - {id: near, holds: "abs(chance(A, l) - 1/2) <= e/4 and abs(chance(B, l) - 1/3) <= e/6", verdict: proved}
`,
		// Two bidders, values 0 and 1, bids 0 and h, ties broken by a coin.
		`brink: 1
id: first-price
parameters: {p: {range: "(0, 1)", description: chance of the value 1}, h: {range: "(0, 1)"}}
players: {A: [low, high], B: [low, high]}
types: {each: {keen: {prob: p, v: 1}, dull: {prob: 1 - p, v: 0}}}
payoffs: {each: "is(high)*(own(v) - h)*(others(low) + others(high)/2) + is(low)*own(v)*others(low)/2"}
claims:
  - {id: sorts, holds: "bne(each.keen = high, each.dull = low) <=> h <= 1/(2 - p)", verdict: proved}
  - {id: hides, holds: "bne(each = low) <=> h >= 1/2", verdict: proved}
  - {id: never, holds: "bne(each.dull = high)", verdict: refuted}
`,
		// Feddersen and Pesendorfer (1998), two jurors, unanimity: each votes as if the
		// other had voted to convict.
		`brink: 1
id: jury
parameters: {s: {range: "(1/2, 1)", description: how often a signal is right}, q: {range: "(0, 1)", description: the doubt that is reasonable}}
define:
  both: s^2/(s^2 + (1 - s)^2)
players: {A: [convict, acquit], B: [convict, acquit]}
types:
  A: {guilty: {v: 1}, innocent: {v: 0}}
  B: {guilty: {v: 1}, innocent: {v: 0}}
  prior: {"guilty guilty": "(s^2 + (1 - s)^2)/2", "guilty innocent": s*(1 - s), "innocent guilty": s*(1 - s), "innocent innocent": "(s^2 + (1 - s)^2)/2"}
payoffs: {each: "plays(A, convict)*plays(B, convict)*(if(v(A) + v(B) = 2, both, if(v(A) + v(B) = 1, 1/2, 1 - both)) - q)"}
claims:
  - {id: informative, holds: "bne(each.guilty = convict, each.innocent = acquit) <=> 1/2 <= q and q <= both", verdict: proved}
  - {id: nobody, holds: "bne(each = acquit)", verdict: proved}
  - {id: everybody, holds: "bne(each = convict) <=> q <= 1 - s", verdict: proved}
`,
	} {
		f, ds := format.Read("test.yaml", []byte(text), "")
		if ds.HasErrors() {
			t.Fatalf("%v\n%s", ds, text)
		}
		v, err := ask.VerifyAll(context.Background(), []games.Model{f.Model}, ask.Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range v.Claims {
			if !c.OK() {
				t.Errorf("%s %s: %s, expected %s: %v", c.Model.Head().ID, c.Claim.ID, c.Status, answer.Expected(c.Claim), c.Why)
			}
		}
	}
}
