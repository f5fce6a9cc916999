package ask

import (
	"context"
	"math/big"
	"math/rand/v2"
	"testing"

	"brink/games/expr"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/prove"
	"brink/solver/repeated"
)

// repeatedTables are the thresholds of restraint in the repeated prisoner's dilemma
// and its kin, derived by hand from the one-shot deviations at every state: Friedman
// (1971) for grim, Axelrod (1981) for tit-for-tat as a Nash equilibrium, Kalai,
// Samet and Stanford (1988) for it as a subgame-perfect one, Nowak and Sigmund (1993)
// for win-stay lose-shift, van Damme (1989) for penance, Abreu (1988) for the penal
// code, Abreu, Milgrom and Pearce (1991) for monitoring. Empty cells are not checked.
var repeatedTables = []struct {
	game, profile               string
	spe, nash, possible, robust string // robust: weakly renegotiation-proof
	least                       bool   // no strategies need less patience
}{
	{"pd", "grim", "delta >= (T-R)/(T-P)", "delta >= (T-R)/(T-P)", "true", "false", true},
	{"pd", "nash-reversion(race, race)", "delta >= (T-R)/(T-P)", "delta >= (T-R)/(T-P)", "true", "false", true},
	{"pd", "tit-for-tat", "delta = (T-R)/(R-S) and T+S = R+P", "delta >= max((T-R)/(T-P), (T-R)/(R-S))", "T+S = R+P", "false", false},
	{"pd", "win-stay-lose-shift", "delta >= (T-R)/(R-P)", "delta >= (T-R)/(R-P)", "2*R > T+P", "false", false},
	{"pd", "limited-punishment(1)", "delta >= (T-R)/(R-P)", "delta >= (T-R)/(R-P)", "R-P > T-R", "false", false},
	{"pd", "limited-punishment(2)", "(R-P)*(delta+delta^2) >= T-R", "(R-P)*(delta+delta^2) >= T-R", "2*(R-P) > T-R", "false", false},
	{"pd", "limited-punishment(3)", "(R-P)*(delta+delta^2+delta^3) >= T-R", "(R-P)*(delta+delta^2+delta^3) >= T-R", "3*(R-P) > T-R", "false", false},
	{"pd", "penance", "delta >= max((T-R)/(R-S), (P-S)/(R-S))", "", "2*R > T+S", "delta >= max((T-R)/(R-S), (P-S)/(R-S))", false},
	{"pd", "always-race", "true", "true", "true", "true", true},
	// Reversion to the deviator's own worst equilibrium, the optimal penal code of
	// chicken; the disaster for ever is a threat that only a Nash equilibrium carries.
	{"chicken", "submission", "delta >= (T-R)/(T-S)", "delta >= (T-R)/(T-S)", "true", "", true},
	{"chicken", "grim", "false", "delta >= (T-R)/(T-S)", "false", "false", false},
	// Detection with probability t a period.
	{"treaty-window", "grim", "delta*(T-R+t*(R-P)) >= T-R", "delta*(T-R+t*(R-P)) >= T-R", "t > 0", "", false},
	// False alarms; alpha*((q_D-q_C)*(R-P) - q_C*(T-R)) is (q_D-q_C) times the value
	// net of P at which the condition binds.
	{"public-monitoring", "grim", "delta*((T-R)+alpha*((q_D-q_C)*(R-P)-q_C*(T-R))) >= T-R", "", "(q_D-q_C)*(R-P) > q_C*(T-R)", "", false},
}

// TestRepeatedTables proves every cell of the tables of repeated play, as printed,
// equivalent, under the assumptions of the model, to the one derived by hand.
func TestRepeatedTables(t *testing.T) {
	ctx := context.Background()
	rows := map[string]*answer.RepeatedRow{}
	for _, c := range repeatedTables {
		src, ok := models.Source(c.game)
		if !ok {
			t.Fatalf("no model %s", c.game)
		}
		f, problems := format.Read(c.game+".yaml", src, "")
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		if _, ok := rows[c.game]; !ok {
			got, err := Repeated.Run(ctx, f.Game, nil, Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range got.(*answer.Repeated).Rows {
				rows[c.game+" "+r.Profile[0]] = r
			}
			rows[c.game] = nil
		}
		row, ok := rows[c.game+" "+c.profile]
		if !ok {
			t.Errorf("%s has no row %s", c.game, c.profile)
			continue
		}
		asm, names, pr := prove.Assume(f.Game.Hypotheses(), prove.Options{}), f.Game.Names(), f.Game.Printer()
		check := func(what string, f *expr.Formula, want string) {
			if want == "" {
				return
			}
			if f == nil {
				t.Errorf("%s, %s: no %s", c.game, c.profile, what)
				return
			}
			// Through the language, for tables are read by people and programs.
			got := pr.Formula(*f)
			a, _, err := expr.CompileFormula(got, expr.Names(names))
			if err != nil {
				t.Errorf("%s, %s: %s %q: %v", c.game, c.profile, what, got, err)
				return
			}
			b, _, err := expr.CompileFormula(want, expr.Names(names))
			if err != nil {
				t.Fatal(err)
			}
			if asm.Implies(ctx, expr.Iff(a, b)) != prove.Yes {
				t.Errorf("%s, %s: %s is %s, want %s", c.game, c.profile, what, got, want)
			}
		}
		check("spe", &row.SPE, c.spe)
		check("nash", row.Nash, c.nash)
		check("possible", row.Rests.Possible, c.possible)
		check("renegotiation-proof", row.Rests.Renegotiation, c.robust)
		if row.Rests.LeastPatience != c.least {
			t.Errorf("%s, %s: least patience of any is %v", c.game, c.profile, row.Rests.LeastPatience)
		}
		if knife := c.profile == "tit-for-tat"; row.Rests.KnifeEdge != knife {
			t.Errorf("%s, %s: knife-edge %v", c.game, c.profile, row.Rests.KnifeEdge)
		}
	}
}

// TestPossibleAgreesWithCritical holds the condition under which some discount
// factor works against the sets of those that do, at random numbers.
func TestPossibleAgreesWithCritical(t *testing.T) {
	ctx := context.Background()
	rng := rand.New(rand.NewPCG(61, 62))
	for _, game := range []string{"pd", "chicken", "noisy-pd", "supplier-cartel", "taboo", "relative-gains", "dual-use-norm"} {
		src, _ := models.Source(game)
		f, _ := format.Read(game+".yaml", src, "")
		g := f.Game
		point, err := g.Point(nil)
		if err != nil {
			t.Fatal(err)
		}
		v := newView(g, point)
		decided, points := 0, 0
		for _, names := range g.Repeated.Profiles {
			row, err := repeated.Analyse(ctx, g, names)
			if err != nil {
				t.Fatal(err)
			}
			possible, ok := v.possible(ctx, row, v.asm.Simplify(ctx, row.SPE))
			if !ok {
				continue
			}
			decided++
			points = 0
			for range 2000 {
				x := make([]*big.Rat, len(point))
				for i := range x {
					switch rng.IntN(3) {
					case 0:
						x[i] = point[i]
					case 1:
						x[i] = big.NewRat(int64(rng.IntN(9)), 8)
					default:
						x[i] = big.NewRat(int64(rng.IntN(25)-4), int64(1+rng.IntN(4)))
					}
				}
				x[v.present.First] = new(big.Rat)
				if !g.Hypotheses().Eval(x) {
					continue
				}
				if points++; points > 200 {
					break
				}
				c, err := repeated.CriticalSet(context.Background(), g, row.SPE, x)
				if err != nil {
					t.Fatal(err)
				}
				if got := possible.Eval(x); got == c.Empty() {
					t.Fatalf("%s, %v at %v: possible is %v, those that work %v", game, names, x, got, c)
				}
			}
		}
		if decided == 0 || points < 20 {
			t.Errorf("%s: %d profiles decided, %d points", game, decided, points)
		}
	}
}
