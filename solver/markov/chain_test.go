package markov

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"
	"brink/solver/concept"
)

// Long-run frequencies, probabilities to be reached and expected times agree with
// iterating the chain in floating point, where probabilities vanish too.
func TestWhatBecomesOfPlay(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	seen := make(map[string]int)
	for range 4 {
		text := randomGame(r)
		g := read(t, text)
		table, err := Equilibria(context.Background(), g)
		if err != nil {
			t.Fatal(err)
		}
		for range 8 {
			at := []*big.Rat{big.NewRat(r.Int64N(8), 8), big.NewRat(r.Int64N(5), 4), big.NewRat(r.Int64N(17)-8, 4)}
			for _, row := range table.Rows {
				if !row.Exists.Eval(at) {
					continue
				}
				p := matrixOf(t, g, policyOf(g, row), at)
				for _, n := range row.Numbers {
					i := g.State(n.Name)
					if i < 0 {
						continue
					}
					want, exists := iterate(p, g, n.Code, i)
					if n.Is.Value == nil {
						t.Fatalf("%s of %s was not found\n%s", n.Code, n.Name, text)
					}
					if there := !n.Is.Partial || n.Is.Where.Eval(at); there != exists {
						t.Fatalf("at %v %s of %s exists: %v, want %v\n%s", at, n.Code, n.Name, there, exists, text)
					}
					if !exists {
						continue
					}
					got, err := n.Is.Value.Eval(at)
					if err != nil {
						t.Fatal(err)
					}
					if f, _ := got.Float64(); math.Abs(f-want) > 1e-6 {
						t.Fatalf("at %v %s of %s is %v, want %v\n%s", at, n.Code, n.Name, f, want, text)
					}
					seen[n.Code]++
				}
			}
		}
	}
	if seen["reach"] == 0 || seen["time"] == 0 || seen["long_run"] == 0 {
		t.Fatal("not all were seen", seen)
	}
}

func matrixOf(t *testing.T, g *games.Stochastic, policy []int, at []*big.Rat) [][]float64 {
	p := make([][]float64, len(g.States))
	for i, s := range g.States {
		for _, v := range s.Next[policy[i]] {
			x, err := v.Eval(at)
			if err != nil {
				t.Fatal(err)
			}
			f, _ := x.Float64()
			p[i] = append(p[i], f)
		}
	}
	return p
}

// iterate follows the distribution over states from the first one.
func iterate(p [][]float64, g *games.Stochastic, code string, target int) (value float64, exists bool) {
	const steps = 4000
	now := make([]float64, len(p))
	now[g.Start] = 1
	sum, hit, time := 0.0, 0.0, 0.0
	for k := range steps {
		if code != "long_run" {
			hit, now[target] = hit+now[target], 0
			for _, x := range now {
				time += x
			}
		} else if k >= steps/2 {
			sum += now[target]
		}
		next := make([]float64, len(p))
		for i, x := range now {
			for j, q := range p[i] {
				next[j] += x * q
			}
		}
		now = next
	}
	switch code {
	case "long_run":
		return sum / (steps / 2), true
	case "reach":
		return hit, true
	}
	return time, hit > 1-1e-9
}

// Moves that take no time do not count: a crisis that is decided at once.
func TestTimeWithoutTime(t *testing.T) {
	g := read(t, `brink: 1
parameters: {p: {default: 1/3, range: "(0, 1]"}}
players: {A: [stay]}
discount: 1/2
states:
  calm: {payoffs: {each: "1"}, next: {else: {crisis: p, calm: 1 - p}}}
  crisis: {takes: 0, payoffs: {each: "0"}, next: {else: {war: 1/2, calm: 1/2}}}
  war: {payoffs: {each: "0"}, next: war}
`)
	table, err := Equilibria(context.Background(), g)
	if err != nil || len(table.Rows) != 1 {
		t.Fatal(err, table)
	}
	k := slices.IndexFunc(table.Rows[0].Numbers, func(n concept.Number) bool { return n.Code == "time" && n.Name == "war" })
	if got, err := table.Rows[0].Numbers[k].Is.Value.Eval([]*big.Rat{big.NewRat(1, 3)}); err != nil || got.Cmp(big.NewRat(6, 1)) != 0 {
		t.Errorf("time %v (%v), want 6", got, err)
	}
}
