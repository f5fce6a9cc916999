package nash

import (
	"context"
	"errors"
	"math"
	"math/big"
	"testing"

	"brink/games"
)

// symmetric2x2 pays R, S, T, P as usual: row plays (hold, race).
func symmetric2x2(tt, r, p, s int64) *games.Strategic {
	return bimatrixGame([][]int64{{r, s}, {tt, p}}, [][]int64{{r, tt}, {s, p}})
}

func logit(t testing.TB, g *games.Strategic, opt LogitOptions) *LogitPath {
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
		path := logit(t, symmetric2x2(c.t, c.r, c.p, c.s), LogitOptions{Lambdas: c.lambdas})
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
		if path.Selected == nil || show(*path.Selected) != c.limit {
			t.Errorf("%s: leads to %v, want %s", c.name, path.Selected, c.limit)
		}
	}
}

// TestLogitPointsSatisfyTheModel: at every point of the branch players respond as
// the model says, and the branch leads to an equilibrium.
func TestLogitPointsSatisfyTheModel(t *testing.T) {
	for _, shape := range [][]int{{2, 2}, {3, 4}, {2, 2, 2}, {3, 3, 3}, {2, 2, 2, 2}} {
		for seed := range uint64(6) {
			g := randomMany(seed, shape, -99, 99)
			path := logit(t, g, LogitOptions{})
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
	if path := logit(t, g, LogitOptions{MaxSteps: 3}); path.Complete {
		t.Error("three steps are not the whole branch")
	}
	if path := logit(t, g, LogitOptions{MaxLambda: 2}); !path.Complete || path.Points[len(path.Points)-1].Lambda < 2 {
		t.Errorf("to λ = 2: %+v", path)
	}
}

// TestLogitDegenerate: where the limit lies on a continuum, no equilibrium is
// named: player 2 does not care.
func TestLogitDegenerate(t *testing.T) {
	path := logit(t, bimatrixGame([][]int64{{1, 2}, {0, 0}}, [][]int64{{3, 3}, {3, 3}}), LogitOptions{})
	end := path.Points[len(path.Points)-1]
	if !path.Complete || path.Selected != nil || math.Abs(end.Strategies[1][0]-0.5) > 1e-9 {
		t.Errorf("%+v", path)
	}
}

func BenchmarkLogit(b *testing.B) {
	g := randomMany(1, []int{3, 3, 3}, 0, 99)
	for b.Loop() {
		logit(b, g, LogitOptions{})
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
	if _, err := LogitTwoByTwo(randomMany(1, []int{2, 2, 2}, 0, 9), 1); !errors.Is(err, ErrLogit) {
		t.Error(err)
	}
}
