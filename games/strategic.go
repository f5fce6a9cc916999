package games

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"math/bits"

	"brink/games/expr"
)

// Table holds the payoffs of one player over all profiles as integers over a
// common positive denominator: payoff = value / Den. Exactly one of Small and
// Big is non-nil; Small is used whenever every numerator fits an int64, so
// kernels can choose machine arithmetic without scanning big integers.
// A Table is immutable once built.
type Table struct {
	Den   *big.Int
	Small []int64
	Big   []*big.Int
}

// NewTable scales exact payoffs to integers. The slice is in profile order.
func NewTable(payoffs []*big.Rat) Table {
	if t, ok := smallTable(payoffs); ok {
		return t
	}
	den := big.NewInt(1)
	var g, q big.Int
	for _, r := range payoffs {
		// den = lcm(den, r.Denom)
		g.GCD(nil, nil, den, r.Denom())
		q.Quo(r.Denom(), &g)
		den.Mul(den, &q)
	}
	nums := make([]*big.Int, len(payoffs))
	fits := true
	for i, r := range payoffs {
		q.Quo(den, r.Denom())
		nums[i] = new(big.Int).Mul(r.Num(), &q)
		fits = fits && nums[i].IsInt64()
	}
	if !fits {
		return Table{Den: den, Big: nums}
	}
	small := make([]int64, len(nums))
	for i, n := range nums {
		small[i] = n.Int64()
	}
	return Table{Den: den, Small: small}
}

// smallTable is NewTable in machine words; it fails when a number does not fit.
func smallTable(payoffs []*big.Rat) (Table, bool) {
	den := int64(1)
	for _, r := range payoffs {
		if r.IsInt() {
			continue
		}
		d := r.Denom()
		if !d.IsInt64() {
			return Table{}, false
		}
		a, b := den, d.Int64()
		for b != 0 {
			a, b = b, a%b
		}
		hi, lo := bits.Mul64(uint64(den), uint64(d.Int64()/a))
		if hi != 0 || lo > math.MaxInt64 {
			return Table{}, false
		}
		den = int64(lo)
	}
	small := make([]int64, len(payoffs))
	for i, r := range payoffs {
		n := r.Num()
		if !n.IsInt64() {
			return Table{}, false
		}
		x, k := n.Int64(), den
		if !r.IsInt() {
			k /= r.Denom().Int64()
		}
		y := x * k
		if k != 1 && (x == math.MinInt64 || y/k != x) {
			return Table{}, false
		}
		small[i] = y
	}
	return Table{Den: big.NewInt(den), Small: small}, true
}

// Len is the number of profiles.
func (t Table) Len() int {
	if t.Small != nil {
		return len(t.Small)
	}
	return len(t.Big)
}

// Num returns the integer numerator of the payoff at profile index i as a new
// value the caller may keep.
func (t Table) Num(i int) *big.Int {
	if t.Small != nil {
		return big.NewInt(t.Small[i])
	}
	return new(big.Int).Set(t.Big[i])
}

// Rat returns the exact payoff at profile index i.
func (t Table) Rat(i int) *big.Rat {
	return new(big.Rat).SetFrac(t.Num(i), t.Den)
}

// Compare compares the payoffs at two profile indices exactly.
func (t Table) Compare(i, j int) int {
	if t.Small != nil {
		switch a, b := t.Small[i], t.Small[j]; {
		case a < b:
			return -1
		case a > b:
			return 1
		default:
			return 0
		}
	}
	return t.Big[i].Cmp(t.Big[j])
}

// Strategic is a finite game in strategic form with numbers for payoffs.
//
// Profiles are numbered with the LAST player's action changing fastest: for
// two players with m and n actions, profile (i, j) has index i*n + j, so that
// Payoffs[p] read row by row is the usual bimatrix.
type Strategic struct {
	Name    string
	Players []Player
	Payoffs []Table // one per player
}

// Player is a player and the names of her actions. Values holds the actions as
// numbers when all of them are numeric, else nil.
type Player struct {
	Name    string
	Actions []string
	Values  []*big.Rat
}

// NewPlayer returns a player whose Values are set when all her actions are
// numbers.
func NewPlayer(name string, actions []string) Player {
	p := Player{Name: name, Actions: actions}
	values := make([]*big.Rat, len(actions))
	for i, a := range actions {
		v, err := expr.ParseNumber(a)
		if err != nil {
			return p
		}
		values[i] = v
	}
	p.Values = values
	return p
}

// Shape lists the number of actions of each player.
func (g *Strategic) Shape() []int {
	shape := make([]int, len(g.Players))
	for i, p := range g.Players {
		shape[i] = len(p.Actions)
	}
	return shape
}

// Index returns the profile index of an action profile.
func (g *Strategic) Index(profile []int) int {
	idx := 0
	for p, a := range profile {
		idx = idx*len(g.Players[p].Actions) + a
	}
	return idx
}

// Profiles is the number of action profiles.
func (g *Strategic) Profiles() int {
	n := 1
	for _, p := range g.Players {
		n *= len(p.Actions)
	}
	return n
}

// Decode writes into profile the action profile with the given index.
func (g *Strategic) Decode(index int, profile []int) {
	for p := len(g.Players) - 1; p >= 0; p-- {
		n := len(g.Players[p].Actions)
		profile[p] = index % n
		index /= n
	}
}

// ErrNotEquilibrium is wrapped by the errors of Verify.
var ErrNotEquilibrium = errors.New("not an equilibrium")

// Expected returns, for player p, the expected payoff of each of her actions
// against the mixed strategies of the others, in exact rationals. It walks all
// profiles: O(profiles × players). The sums are of integers, with each player's
// probabilities over their least common denominator.
func (g *Strategic) Expected(p int, strategies [][]*big.Rat) []*big.Rat {
	table := &g.Payoffs[p]
	weights := make([][]*big.Int, len(g.Players))
	den := new(big.Int).Set(table.Den)
	for q, x := range strategies {
		if q != p {
			var common *big.Int
			weights[q], common = overCommonDenominator(x)
			den.Mul(den, common)
		}
	}
	sums := make([]big.Int, len(g.Players[p].Actions))
	profile := make([]int, len(g.Players))
	var w big.Int
next:
	for idx := range g.Profiles() {
		g.Decode(idx, profile)
		for q, a := range profile {
			if q != p && weights[q][a].Sign() == 0 {
				continue next
			}
		}
		if table.Small != nil {
			w.SetInt64(table.Small[idx])
		} else {
			w.Set(table.Big[idx])
		}
		for q, a := range profile {
			if q != p {
				w.Mul(&w, weights[q][a])
			}
		}
		sum := &sums[profile[p]]
		sum.Add(sum, &w)
	}
	out := make([]*big.Rat, len(sums))
	for a := range out {
		out[a] = new(big.Rat).SetFrac(&sums[a], den)
	}
	return out
}

// overCommonDenominator returns integers and their denominator.
func overCommonDenominator(x []*big.Rat) ([]*big.Int, *big.Int) {
	common := big.NewInt(1)
	var gcd, rest big.Int
	for _, v := range x {
		gcd.GCD(nil, nil, common, v.Denom())
		common.Mul(common, rest.Quo(v.Denom(), &gcd))
	}
	out := make([]*big.Int, len(x))
	for a, v := range x {
		out[a] = new(big.Int).Quo(common, v.Denom())
		out[a].Mul(out[a], v.Num())
	}
	return out, common
}

// Verify checks by the definition of Nash (1951) that the mixed strategies are
// an equilibrium: each is a probability vector, and every action played with
// positive probability is a best response to the others. It shares no code
// with the solvers, so that it can hold them to account. It returns the
// equilibrium payoffs, or an error that wraps ErrNotEquilibrium and names the
// player and the better action.
func (g *Strategic) Verify(strategies [][]*big.Rat) ([]*big.Rat, error) {
	if len(strategies) != len(g.Players) {
		return nil, fmt.Errorf("%w: %d strategies for %d players", ErrNotEquilibrium, len(strategies), len(g.Players))
	}
	one := big.NewRat(1, 1)
	for p, s := range strategies {
		if len(s) != len(g.Players[p].Actions) {
			return nil, fmt.Errorf("%w: %s has %d probabilities for %d actions", ErrNotEquilibrium, g.Players[p].Name, len(s), len(g.Players[p].Actions))
		}
		sum := new(big.Rat)
		for a, x := range s {
			if x == nil {
				return nil, fmt.Errorf("%w: %s has no probability for %s", ErrNotEquilibrium, g.Players[p].Name, g.Players[p].Actions[a])
			}
			if x.Sign() < 0 {
				return nil, fmt.Errorf("%w: %s plays %s with negative probability %s", ErrNotEquilibrium, g.Players[p].Name, g.Players[p].Actions[a], x.RatString())
			}
			sum.Add(sum, x)
		}
		if sum.Cmp(one) != 0 {
			return nil, fmt.Errorf("%w: the probabilities of %s sum to %s", ErrNotEquilibrium, g.Players[p].Name, sum.RatString())
		}
	}
	payoffs := make([]*big.Rat, len(g.Players))
	for p, s := range strategies {
		u := g.Expected(p, strategies)
		best := 0
		for a := range u {
			if u[a].Cmp(u[best]) > 0 {
				best = a
			}
		}
		for a, x := range s {
			if x.Sign() > 0 && u[a].Cmp(u[best]) < 0 {
				return nil, fmt.Errorf("%w: %s plays %s for %s but %s pays %s", ErrNotEquilibrium,
					g.Players[p].Name, g.Players[p].Actions[a], u[a].RatString(), g.Players[p].Actions[best], u[best].RatString())
			}
		}
		payoffs[p] = u[best]
	}
	return payoffs, nil
}
