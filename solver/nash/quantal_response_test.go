package nash

import (
	"context"
	"errors"
	"math"
	"math/big"
	"testing"

	"brink/games"
	"brink/solver/nash/nashtest"
)

// symmetric2x2 pays R, S, T, P as usual: row plays (hold, race).
func symmetric2x2(tt, r, p, s int64) *games.Strategic {
	return nashtest.BimatrixGame([][]int64{{r, s}, {tt, p}}, [][]int64{{r, tt}, {s, p}})
}

func traced(t testing.TB, g *games.Strategic, opt LogitOptions) *LogitPath {
	t.Helper()
	path, err := Logit(context.Background(), g, opt)
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// TestLogitOfSymmetricGames: probabilities of the first action on the principal
// branch, computed to six digits from x = 1/(1 + exp(λ(x(T-R) + (1-x)(P-S)))).
func TestLogitOfSymmetricGames(t *testing.T) {
	for _, c := range []struct {
		name       string
		t, r, p, s int64
		lambdas    []float64
		want       []float64
		limit      string
	}{
		{"prisoner's dilemma", 5, 3, 1, 0, []float64{0.5, 1, 2, 5}, []float64{.338648, .226751, .099788, .006481}, "0 1 0 1"},
		{"chicken", 7, 6, 0, 2, []float64{1, 2, 5}, []float64{.571151, .599462, .630922}, "2/3 1/3 2/3 1/3"},
		{"risky stag hunt", 3, 4, 2, 0, []float64{1, 5}, []float64{.195846, .000045}, "0 1 0 1"},
		{"stag hunt", 3, 4, 2, 1, []float64{1, 1.9}, []float64{.5, .5}, "1/2 1/2 1/2 1/2"},
	} {
		path := traced(t, symmetric2x2(c.t, c.r, c.p, c.s), LogitOptions{Lambdas: c.lambdas})
		if len(path.At) != len(c.want) || !path.Complete {
			t.Errorf("%s: %d points, complete %v %v", c.name, len(path.At), path.Complete, path.Reasons)
			continue
		}
		for k, pt := range path.At {
			for p := range 2 {
				if x := pt.Strategies[p][0]; math.Abs(x-c.want[k]) > 6e-7 || pt.Residual > 1e-8 {
					t.Errorf("%s: λ = %g: %f, want %f (residual %g)", c.name, pt.Lambda, x, c.want[k], pt.Residual)
				}
			}
		}
		if path.Selected == nil || nashtest.Show(*path.Selected) != c.limit {
			t.Errorf("%s: leads to %v, want %s", c.name, path.Selected, c.limit)
		}
	}
}

// TestLogitPointsSatisfyTheModel: at every point of the branch players respond as
// the model says, and the branch leads to an equilibrium.
func TestLogitPointsSatisfyTheModel(t *testing.T) {
	for _, shape := range [][]int{{2, 2}, {3, 4}, {2, 2, 2}, {3, 3, 3}, {2, 2, 2, 2}} {
		for seed := range uint64(6) {
			g := nashtest.RandomMany(seed, shape, -99, 99)
			path := traced(t, g, LogitOptions{})
			if !path.Complete {
				t.Errorf("%v %d: %v", shape, seed, path.Reasons)
			}
			for _, pt := range path.Points {
				checkLogit(t, g, pt)
			}
			if path.Points[0].Lambda != 0 {
				t.Errorf("starts at λ = %v", path.Points[0].Lambda)
			}
			if end := path.Points[len(path.Points)-1]; end.Regret > 1e-3 {
				t.Errorf("%v %d: regret %g at λ = %g", shape, seed, end.Regret, end.Lambda)
			}
			if path.Selected == nil {
				t.Errorf("%v %d: no equilibrium selected", shape, seed)
			} else if path.Selected.Irrational == nil {
				if _, err := g.Verify(path.Selected.Strategies); err != nil {
					t.Error(err)
				}
			}
		}
	}
}

// checkLogit compares probabilities with exp(λu)/Σexp(λu), evaluated from the
// payoff tables alone.
func checkLogit(t *testing.T, g *games.Strategic, pt LogitPoint) {
	t.Helper()
	mixed := make([][]*big.Rat, len(pt.Strategies))
	for p, s := range pt.Strategies {
		for _, x := range s {
			mixed[p] = append(mixed[p], new(big.Rat).SetFloat64(x))
		}
	}
	for p, s := range pt.Strategies {
		u := g.Expected(p, mixed)
		weight := make([]float64, len(u))
		best := math.Inf(-1)
		for a := range u {
			weight[a], _ = u[a].Float64()
			best = max(best, weight[a])
		}
		sum := 0.0
		for a := range weight {
			weight[a] = math.Exp(pt.Lambda * (weight[a] - best))
			sum += weight[a]
		}
		for a, x := range s {
			if math.Abs(x-weight[a]/sum) > 1e-6*(1+pt.Lambda) {
				t.Fatalf("λ = %g: player %d plays action %d with %g, should with %g", pt.Lambda, p+1, a+1, x, weight[a]/sum)
			}
		}
	}
}

func TestLogitErrors(t *testing.T) {
	g := symmetric2x2(5, 3, 1, 0)
	for _, opt := range []LogitOptions{{Lambdas: []float64{-1}}, {MaxLambda: math.NaN()}, {Lambdas: []float64{math.Inf(1)}}} {
		if _, err := Logit(context.Background(), g, opt); !errors.Is(err, ErrLogit) {
			t.Errorf("%+v: %v", opt, err)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if path, err := Logit(ctx, g, LogitOptions{}); err != nil || path.Complete || len(path.Reasons) == 0 {
		t.Errorf("cancelled: %v %v", path, err)
	}
	if path := traced(t, g, LogitOptions{MaxSteps: 3}); path.Complete {
		t.Error("three steps are not the whole branch")
	}
	if path := traced(t, g, LogitOptions{MaxLambda: 2}); !path.Complete || path.Points[len(path.Points)-1].Lambda < 2 {
		t.Errorf("to λ = 2: %+v", path)
	}
}

// TestLogitDegenerate: where the limit lies on a continuum, no equilibrium is
// named: player 2 does not care.
func TestLogitDegenerate(t *testing.T) {
	path := traced(t, nashtest.BimatrixGame([][]int64{{1, 2}, {0, 0}}, [][]int64{{3, 3}, {3, 3}}), LogitOptions{})
	end := path.Points[len(path.Points)-1]
	if !path.Complete || path.Selected != nil || math.Abs(end.Strategies[1][0]-0.5) > 1e-9 {
		t.Errorf("%+v", path)
	}
}

func BenchmarkLogit(b *testing.B) {
	g := nashtest.RandomMany(1, []int{3, 3, 3}, 0, 99)
	for b.Loop() {
		traced(b, g, LogitOptions{})
	}
}

// TestLogitTwoByTwo: all logit equilibria of symmetric games on and off the
// principal branch, by probability of the first action.
func TestLogitTwoByTwo(t *testing.T) {
	for _, c := range []struct {
		name   string
		game   *games.Strategic
		lambda float64
		want   []float64 // of the symmetric ones
	}{
		{"stag hunt", symmetric2x2(3, 4, 2, 1), 1.9, []float64{.5}}, // the branches part at 2
		{"stag hunt", symmetric2x2(3, 4, 2, 1), 5, []float64{.007188, .5, .992812}},
		{"risky stag hunt", symmetric2x2(3, 4, 2, 0), 1, []float64{.195846}},
		{"risky stag hunt", symmetric2x2(3, 4, 2, 0), 5, []float64{.000045, .734508, .992518}},
		{"prisoner's dilemma", symmetric2x2(5, 3, 1, 0), 5, []float64{.006481}},
		{"uniform", symmetric2x2(5, 3, 1, 0), 0, []float64{.5}},
	} {
		pts, err := LogitTwoByTwo(c.game, c.lambda)
		if err != nil {
			t.Fatal(err)
		}
		var got []float64
		for _, pt := range pts {
			checkLogit(t, c.game, pt)
			if math.Abs(pt.Strategies[0][0]-pt.Strategies[1][0]) < 1e-6 {
				got = append(got, pt.Strategies[0][0])
			}
		}
		if len(got) != len(c.want) {
			t.Errorf("%s, λ = %g: %v, want %v", c.name, c.lambda, got, c.want)
			continue
		}
		for k := range got {
			if math.Abs(got[k]-c.want[k]) > 6e-7 {
				t.Errorf("%s, λ = %g: %v, want %v", c.name, c.lambda, got, c.want)
			}
		}
	}
	if _, err := LogitTwoByTwo(nashtest.RandomMany(1, []int{2, 2, 2}, 0, 9), 1); !errors.Is(err, ErrLogit) {
		t.Error(err)
	}
}

// TestLogitPublished: equilibria printed in the literature.
func TestLogitPublished(t *testing.T) {
	// Asymmetric matching pennies of Ochs (1995) in the units of McKelvey and
	// Palfrey (1995): the estimate from his data, here to the digits that Gambit
	// 16 gives it with.
	ochs := nashtest.BimatrixGame([][]int64{{11141, 0}, {0, 2785}}, [][]int64{{0, 11141}, {11141, 0}})
	path := traced(t, ochs, LogitOptions{Lambdas: []float64{1.8456097536855862e-4}})
	if len(path.At) != 1 {
		t.Fatal(path)
	}
	for k, want := range []float64{.615651314427859, .3832909400456291} {
		if got := path.At[0].Strategies[k][0]; math.Abs(got-want) > 1e-12 {
			t.Errorf("Ochs: %v, want %v", got, want)
		}
	}
	if got := path.Selected; got == nil || nashtest.Show(*got) != "1/2 1/2 2785/13926 11141/13926" {
		t.Errorf("Ochs: leads to %v", got)
	}

	// McKelvey and Palfrey (1995), Table I with A = B = 5: the equilibria mix the
	// first and the last action arbitrarily, only the last is perfect, and the
	// branch leads to equal weights.
	table := nashtest.BimatrixGame([][]int64{{1, 0, 1}, {0, 0, 0}, {1, 5, 1}}, [][]int64{{1, 0, 1}, {0, 0, 5}, {1, 0, 1}})
	path = traced(t, table, LogitOptions{Lambdas: []float64{100}})
	for _, x := range path.At[0].Strategies {
		if math.Abs(x[0]-.5) > 1e-9 || x[1] > 1e-9 {
			t.Errorf("Table I: %v", path.At[0].Strategies)
		}
	}
	res, err := All(context.Background(), table, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if c := path.Component(res); path.Selected != nil || c != 1 || len(res.Components) != 1 {
		t.Errorf("Table I: leads to %v in component %d", path.Selected, c)
	}
}

// TestLogitMatchingPennies: in the game with payoffs X, 0; 0, 1 against 0, 1; 1, 0
// the logarithms of the odds are λ((X+1)q - 1) and λ(1 - 2p), p and q being the
// probabilities of the first actions (Goeree, Holt and Palfrey 2003). For X > 1
// the own payoff matters, p > 1/2, although it does not in equilibrium.
func TestLogitMatchingPennies(t *testing.T) {
	for _, x := range []int64{1, 4, 9} {
		g := nashtest.BimatrixGame([][]int64{{x, 0}, {0, 1}}, [][]int64{{0, 1}, {1, 0}})
		path := traced(t, g, LogitOptions{Lambdas: LogitPrecisions(t.Context(), g)})
		if len(path.At) != 14 || path.Turns != 0 || path.At[0].Lambda != 0 {
			t.Fatalf("X = %d: %d points, %d turns", x, len(path.At), path.Turns)
		}
		for _, pt := range path.At {
			p, q := pt.Strategies[0][0], pt.Strategies[1][0]
			odds := func(y float64) float64 { return math.Log(y / (1 - y)) }
			a, b := pt.Lambda*(float64(x+1)*q-1), pt.Lambda*(1-2*p)
			if math.Abs(odds(p)-a) > 1e-9*(1+pt.Lambda) || math.Abs(odds(q)-b) > 1e-9*(1+pt.Lambda) {
				t.Errorf("X = %d, λ = %g: p = %v, q = %v", x, pt.Lambda, p, q)
			}
			if x > 1 && pt.Lambda > 0 && p <= .5 || x == 1 && math.Abs(p-.5) > 1e-12 {
				t.Errorf("X = %d, λ = %g: p = %v", x, pt.Lambda, p)
			}
		}
		want := map[int64]string{1: "1/2 1/2 1/2 1/2", 4: "1/2 1/2 1/5 4/5", 9: "1/2 1/2 1/10 9/10"}[x]
		if path.Selected == nil || nashtest.Show(*path.Selected) != want {
			t.Errorf("X = %d: leads to %v", x, path.Selected)
		}
	}
}

// TestLogitComponent: no component is named for an unfinished branch.
func TestLogitComponent(t *testing.T) {
	g := nashtest.BimatrixGame([][]int64{{1, 1}, {0, 0}}, [][]int64{{3, 3}, {3, 3}})
	res, err := All(context.Background(), g, Options{})
	if err != nil {
		t.Fatal(err)
	}
	path := traced(t, g, LogitOptions{})
	if c := path.Component(res); c != 1 {
		t.Errorf("component %d", c)
	}
	path.Complete = false
	if c := path.Component(res); c != 0 {
		t.Errorf("unfinished: component %d", c)
	}
}

// TestLogitOfHugePayoffs: adding to a player's payoffs a function of what the
// others do changes no logit equilibrium, however large it is beside the gains.
func TestLogitOfHugePayoffs(t *testing.T) {
	g := nashtest.RandomMany(3, []int{2, 3, 2}, 0, 9)
	far, _ := new(big.Rat).SetString("1e30")
	h := nashtest.RandomMany(3, []int{2, 3, 2}, 0, 9)
	profile := make([]int, 3)
	for p := range h.Players {
		var u []*big.Rat
		for i := range h.Profiles() {
			h.Decode(i, profile)
			shift := big.NewRat(int64(profile[(p+1)%3]*7-profile[(p+2)%3]), 3)
			u = append(u, shift.Add(shift.Mul(shift, far), h.Payoffs[p].Rat(i)))
		}
		h.Payoffs[p] = games.NewTable(u)
	}
	lambdas := []float64{0.1, 0.5, 1, 5}
	a, b := traced(t, g, LogitOptions{Lambdas: lambdas}), traced(t, h, LogitOptions{Lambdas: lambdas})
	if len(a.At) != len(b.At) || a.Selected == nil || b.Selected == nil || nashtest.Show(*a.Selected) != nashtest.Show(*b.Selected) {
		t.Fatalf("%d and %d points, leading to %v and %v", len(a.At), len(b.At), a.Selected, b.Selected)
	}
	for k := range a.At {
		for p, x := range a.At[k].Strategies {
			for i := range x {
				if math.Abs(x[i]-b.At[k].Strategies[p][i]) > 1e-9 {
					t.Errorf("λ = %g: %v and %v", a.At[k].Lambda, a.At[k].Strategies, b.At[k].Strategies)
				}
			}
		}
	}
}
