package sequence

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/nash"
	"brink/solver/nash/method"
)

func verify(t *testing.T, e *games.Extensive, x Equilibrium) {
	t.Helper()
	pays, err := e.VerifyBehaviour(x.Behaviour)
	if err != nil {
		t.Fatal(err)
	}
	for p, u := range pays {
		if u.Cmp(x.Payoffs[p]) != 0 {
			t.Fatalf("payoff of %s is %s, reported as %s", e.Players[p], u.RatString(), x.Payoffs[p].RatString())
		}
	}
}

func TestOneIsAnEquilibrium(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	for range 200 {
		e := randomTree(r, 2+r.IntN(5), 1+r.Int64N(4))
		res, err := One(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		verify(t, e, res.Equilibria[0])
	}
}

// The path in floating point leads to an exact equilibrium as well, ties or not.
func TestRoundedPath(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for k := range 200 {
		f, err := newForm(randomTree(r, 3+r.IntN(5), 1+r.Int64N(4)))
		if err != nil {
			t.Fatal(err)
		}
		l := newLemke(f, [2]plan{f.side[0].uniform(), f.side[1].uniform()})
		basic, _, ok := l.rounded(context.Background(), 10_000)
		if !ok {
			t.Fatalf("tree %d: the path was given up", k)
		}
		if _, ok := l.plans(context.Background(), basic); !ok {
			t.Fatalf("tree %d: the path ends at no equilibrium", k)
		}
	}
}

// realised is the plan of a mixed strategy of the reduced strategic form.
func realised(s *side, plans []games.Plan, mixed []*big.Rat) plan {
	sums := make([]*big.Rat, len(s.seqs))
	sums[0] = big.NewRat(1, 1)
	for _, h := range s.sets {
		for a := range h.n {
			sum := new(big.Rat)
			for k, p := range plans {
				if p[h.at] == a {
					sum.Add(sum, mixed[k])
				}
			}
			sums[h.first+a] = sum
		}
	}
	num, _ := numerators(sums)
	return plan(num).reduced()
}

// inHull says whether a plan is a mixture of others.
func inHull(t *testing.T, x plan, of []plan) bool {
	var lp exact.LP
	for j := range x {
		row := make([]*big.Int, len(of))
		minus := make([]*big.Int, len(of))
		for k, c := range of {
			row[k] = new(big.Int).Mul(c[j], x[0])
			minus[k] = new(big.Int).Neg(row[k])
		}
		lp.A = append(lp.A, row, minus)
		lp.B = append(lp.B, x[j], new(big.Int).Neg(x[j]))
	}
	lp.C = zeros(len(of))
	res, err := lp.Solve(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return res.Status == exact.LPOptimal
}

// The extreme equilibria of the sequence form are plans of extreme equilibria of the
// strategic form; the plans of the others are mixtures of these inside one Nash
// subset; and there are as many components.
func TestAllAgreesWithTheStrategicForm(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for k := range 80 {
		e := randomTree(r, 2+r.IntN(3), 1+r.Int64N(3))
		g, err := e.Reduce()
		if err != nil || len(g.Players[0].Actions)*len(g.Players[1].Actions) > 80 {
			continue
		}
		s, err := g.At(nil)
		if err != nil {
			t.Fatal(err)
		}
		normal, err := nash.All(context.Background(), s, nash.Options{})
		if err != nil || !normal.Complete {
			t.Fatal(err, normal.Reasons)
		}
		f, err := newForm(e)
		if err != nil {
			t.Fatal(err)
		}
		res, err := All(context.Background(), e)
		if err != nil || !res.Complete {
			t.Fatal(err, res.Reasons)
		}
		plans := func(player [2][]*big.Rat) (out [2]plan) {
			for k, s := range f.side {
				if out[k] = (plan{big.NewInt(1)}); s.player >= 0 {
					out[k] = realised(s, g.Plans[s.player], player[s.player])
				}
			}
			return out
		}
		var images [][2]plan
		for _, q := range normal.Equilibria {
			images = append(images, plans([2][]*big.Rat{q.Strategies[0], q.Strategies[1]}))
		}
		name := func(x [2]plan) string { return x[0].key() + "|" + x[1].key() }
		var found [][2]plan
		for _, q := range res.Equilibria {
			verify(t, e, q)
			x := f.planOf(q)
			found = append(found, x)
			if !slices.ContainsFunc(images, func(y [2]plan) bool { return name(x) == name(y) }) {
				t.Fatalf("tree %d: %v is not extreme in the strategic form", k, q.Behaviour)
			}
		}
		for _, x := range images {
			inside := false
			for _, sub := range res.Subsets {
				var xs, ys []plan
				for _, at := range sub.Extreme {
					xs, ys = append(xs, found[at-1][0]), append(ys, found[at-1][1])
				}
				inside = inside || inHull(t, x[0], xs) && inHull(t, x[1], ys)
			}
			if !inside {
				t.Fatalf("tree %d: an equilibrium of the strategic form is in no subset", k)
			}
		}
		if len(normal.Components) != len(res.Components) {
			t.Fatalf("tree %d: %d components, in the strategic form %d", k, len(res.Components), len(normal.Components))
		}
		if res.ConstantSum {
			zero, err := ZeroSum(context.Background(), e)
			if err != nil {
				t.Fatal(err)
			}
			verify(t, e, zero.Equilibria[0])
		}
	}
}

// planOf is the pair of plans of an equilibrium.
func (f *form) planOf(q Equilibrium) (out [2]plan) {
	for k, s := range f.side {
		x := make([]*big.Rat, len(s.seqs))
		x[0] = big.NewRat(1, 1)
		for _, h := range s.sets {
			for a := range h.n {
				x[h.first+a] = new(big.Rat)
				if probs := q.Behaviour[h.at]; probs != nil {
					x[h.first+a].Mul(x[h.before], probs[a])
				}
			}
		}
		num, _ := numerators(x)
		out[k] = plan(num).reduced()
	}
	return out
}

// Kuhn (1950): the value is -1/18, the second player has one optimal strategy and
// the first a family: bet on the lowest card with a probability up to 1/3, three
// times that on the highest.
func TestKuhn(t *testing.T) {
	e := poker(3)
	res, err := All(context.Background(), e)
	if err != nil || !res.Complete || !res.ConstantSum {
		t.Fatal(err, res)
	}
	at := func(q Equilibrium, label string) string {
		h := slices.IndexFunc(e.Infosets, func(s games.Infoset) bool { return s.Label == label })
		return q.Behaviour[h][1].RatString()
	}
	var family []string
	for _, q := range res.Equilibria {
		verify(t, e, q)
		if v := q.Payoffs[0].RatString(); v != "-1/18" {
			t.Errorf("value %s", v)
		}
		family = append(family, fmt.Sprint(at(q, "open 0"), " ", at(q, "open 1"), " ", at(q, "open 2"), " ", at(q, "answer 1")))
		if b, c := at(q, "after check 0"), at(q, "after bet 1"); b != "1/3" || c != "1/3" {
			t.Errorf("second player: bluffs with %s, calls with %s", b, c)
		}
	}
	if want := []string{"0 0 0 1/3", "1/3 0 1 2/3"}; !slices.Equal(family, want) {
		t.Errorf("family %q, want %q", family, want)
	}
	if len(res.Components) != 1 || res.Components[0].Dimension != 1 {
		t.Errorf("components %v", res.Components)
	}
}

// Linear programming and Lemke's algorithm, exact and rounded, agree on the value.
func TestOneCardPoker(t *testing.T) {
	for n, value := range map[int]string{3: "-1/18", 4: "-1/24", 13: "-5/78", 30: "-307/5220"} {
		e := poker(n)
		one, err := One(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		verify(t, e, one.Equilibria[0])
		if v := one.Equilibria[0].Payoffs[0].RatString(); v != value {
			t.Errorf("%d cards: value %s, want %s", n, v, value)
		}
		if n > 13 {
			continue
		}
		lp, err := ZeroSum(context.Background(), e)
		if err != nil {
			t.Fatal(err)
		}
		verify(t, e, lp.Equilibria[0])
		if v := lp.Equilibria[0].Payoffs[0].RatString(); v != value {
			t.Errorf("%d cards: linear programming gives %s, want %s", n, v, value)
		}
	}
}

// A tree of perfect information with 2^16 ends takes one move a subgame.
func TestPerfectInformationIsLinear(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 8))
	b := newBuilder("A", "B")
	var grow func(depth int) int
	grow = func(depth int) int {
		if depth == 0 {
			return b.leaf(r.Int64N(1000), r.Int64N(1000))
		}
		i := b.node(b.set(depth%2, "", "l", "r"))
		l, m := grow(depth-1), grow(depth-1)
		b.e.Nodes[i].Children = []int{l, m}
		return i
	}
	grow(16)
	res, err := One(context.Background(), b.e)
	if err != nil {
		t.Fatal(err)
	}
	verify(t, b.e, res.Equilibria[0])
	actions := make([]int, len(b.e.Infosets))
	for h, probs := range res.Equilibria[0].Behaviour {
		actions[h] = slices.IndexFunc(probs, func(x *big.Rat) bool { return x.Sign() > 0 })
	}
	if _, err := b.e.VerifySubgamePerfect(actions); err != nil {
		t.Error(err)
	}
}

func TestRefusals(t *testing.T) {
	// Absent-minded: the same set twice on a path.
	b := newBuilder("A", "B")
	h := b.set(0, "exit", "on", "off")
	i := b.node(h)
	j := b.node(h)
	b.e.Nodes[j].Children = []int{b.zero(1), b.zero(4)}
	b.e.Nodes[i].Children = []int{j, b.zero(0)}
	var fault *games.RecallError
	for _, solve := range []func(context.Context, *games.Extensive) (*Result, error){One, All, ZeroSum} {
		if _, err := solve(context.Background(), b.e); !errors.As(err, &fault) || fault.Infoset != h {
			t.Errorf("imperfect recall: %v", err)
		}
	}
	// Three players who move at once.
	b = newBuilder("A", "B", "C")
	sets := []int{b.set(0, "a", "l", "r"), b.set(1, "b", "l", "r"), b.set(2, "c", "l", "r")}
	var grow func(p int) int
	grow = func(p int) int {
		if p == 3 {
			return b.leaf(1, 2, 3)
		}
		i := b.node(sets[p])
		l, r := grow(p+1), grow(p+1)
		b.e.Nodes[i].Children = []int{l, r}
		return i
	}
	grow(0)
	for _, solve := range []func(context.Context, *games.Extensive) (*Result, error){One, All, ZeroSum} {
		if _, err := solve(context.Background(), b.e); !errors.Is(err, method.Err) {
			t.Errorf("three players: %v", err)
		}
	}
	e := randomTree(rand.New(rand.NewPCG(9, 9)), 3, 5)
	if _, err := ZeroSum(context.Background(), e); !errors.Is(err, method.Err) {
		t.Errorf("general sum: %v", err)
	}
}

// BenchmarkPoker is a tree with 10^5 ends.
func BenchmarkPoker(b *testing.B) {
	e := poker(142)
	for b.Loop() {
		if _, err := One(context.Background(), e); err != nil {
			b.Fatal(err)
		}
	}
}

// What is not listed in full says so, and holds an equilibrium all the same.
func TestAllSaysWhatIsMissing(t *testing.T) {
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	for n, ctx := range map[int]context.Context{4: ended, 70: context.Background()} {
		e := poker(n)
		res, err := All(ctx, e)
		if err != nil {
			t.Fatal(err)
		}
		if res.Complete || len(res.Reasons) == 0 || len(res.Equilibria) != 1 {
			t.Errorf("%d cards: complete is %v, reasons %q, %d equilibria", n, res.Complete, res.Reasons, len(res.Equilibria))
		}
	}
}
