package nash

import (
	"fmt"
	"math/big"
	"slices"
)

// point is a vertex of one polytope scaled to a mixed strategy, with what the
// checker found out about it from the payoffs of the game itself.
type point struct {
	num     []*big.Int // numerators of the probabilities
	sum     *big.Int   // their common denominator
	prob    []*big.Rat
	near    []float64 // prob rounded, for fast comparisons
	support bitset    // own actions with positive probability
	replies bitset    // the opponent's best replies
	value   *big.Rat  // what a best reply pays the opponent
	links   []int32   // compatible points of the other player
	rank    int
}

// pool collects the strategies and pairs a method found and turns them into a
// Result. All methods for two players end here, so all agree on order,
// grouping and checks.
type pool struct {
	b         *bimatrix
	points    [2][]*point
	byVertex  [2]map[int]int // vertex number of a skeleton -> position in points
	byValue   [2]map[string]int
	movers    [2]*dictionary
	pairs     [][2]int32
	perturbed []perturbedEquilibrium
	hasIndex  bool
}

// perturbedEquilibrium is an equilibrium of the perturbed game, by the points
// of the true game it belongs to.
type perturbedEquilibrium struct {
	x, y  int32
	index int
}

func newPool(b *bimatrix) *pool {
	p := &pool{b: b}
	for k := range 2 {
		p.byVertex[k] = map[int]int{}
		p.byValue[k] = map[string]int{}
	}
	return p
}

// point returns the position of a skeleton's vertex in the pool.
func (p *pool) point(side int, s *skeleton, vertex int) int32 {
	if at, ok := p.byVertex[side][vertex]; ok {
		return int32(at)
	}
	if p.movers[side] == nil {
		p.movers[side] = newDictionary(s.poly)
	}
	d := p.movers[side]
	d.moveTo(s.bases.at(int(s.basisOf[vertex])))
	at := len(p.points[side])
	p.points[side] = append(p.points[side], newPoint(d.values()))
	p.byVertex[side][vertex] = at
	return int32(at)
}

// strategy returns the position of a strategy given by its unnormalised
// numerators.
func (p *pool) strategy(side int, num []*big.Int) int32 {
	pt := newPoint(num)
	var key []byte
	for _, n := range pt.num {
		key = append(n.Append(key, 62), ',')
	}
	if at, ok := p.byValue[side][string(key)]; ok {
		return int32(at)
	}
	at := len(p.points[side])
	p.byValue[side][string(key)] = at
	p.points[side] = append(p.points[side], pt)
	return int32(at)
}

func newPoint(num []*big.Int) *point {
	pt := &point{num: num, sum: new(big.Int), support: newBitset(len(num))}
	var gcd big.Int
	for a, n := range num {
		if n.Sign() != 0 {
			pt.support.add(a)
			gcd.GCD(nil, nil, &gcd, n)
		}
	}
	if !gcd.IsInt64() || gcd.Int64() != 1 {
		for _, n := range num {
			n.Quo(n, &gcd)
		}
	}
	for _, n := range num {
		pt.sum.Add(pt.sum, n)
	}
	pt.prob = make([]*big.Rat, len(num))
	pt.near = make([]float64, len(num))
	slab := make([]big.Rat, len(num))
	for a, n := range num {
		pt.prob[a] = &slab[a]
		if n.Sign() != 0 {
			slab[a].SetFrac(n, pt.sum)
			pt.near[a], _ = slab[a].Float64()
		}
	}
	return pt
}

// before says whether x comes first in descending lexicographic order.
func (x *point) compare(y *point) int {
	for a := range x.prob {
		switch d := x.near[a] - y.near[a]; {
		case d > 1e-12: // both are correct to the last bit
			return -1
		case d < -1e-12:
			return 1
		}
		if c := y.prob[a].Cmp(x.prob[a]); c != 0 {
			return c
		}
	}
	return 0
}

func (p *pool) addPair(x, y int32) { p.pairs = append(p.pairs, [2]int32{x, y}) }

func (p *pool) addPerturbed(x, y int32, index int) {
	p.perturbed = append(p.perturbed, perturbedEquilibrium{x, y, index})
}

// assemble checks everything, sorts, groups and fills in the result.
func (p *pool) assemble(res *Result) (*Result, error) {
	for side := range 2 {
		for _, pt := range p.points[side] {
			p.b.judge(side, pt)
		}
		order := make([]int, len(p.points[side]))
		for k := range order {
			order[k] = k
		}
		slices.SortFunc(order, func(a, b int) int { return p.points[side][a].compare(p.points[side][b]) })
		for rank, k := range order {
			p.points[side][k].rank = rank
		}
	}
	slices.SortFunc(p.pairs, func(a, b [2]int32) int {
		if d := p.points[0][a[0]].rank - p.points[0][b[0]].rank; d != 0 {
			return d
		}
		return p.points[1][a[1]].rank - p.points[1][b[1]].rank
	})
	p.pairs = slices.Compact(p.pairs)
	res.Equilibria = make([]Equilibrium, len(p.pairs))
	for k, pair := range p.pairs {
		x, y := p.points[0][pair[0]], p.points[1][pair[1]]
		if err := p.b.check(x, y); err != nil {
			return nil, err
		}
		x.links = append(x.links, pair[1])
		y.links = append(y.links, pair[0])
		res.Equilibria[k] = p.b.equilibrium(x, y)
		if res.Degeneracy == "" && !p.b.quasiSimple(x, y) {
			res.Degenerate = true
			res.Degeneracy = p.b.degeneracy(x, y)
		}
	}
	if res.Complete {
		p.group(res)
		if err := p.selfCheck(res); err != nil {
			return nil, err
		}
	}
	if !res.Complete {
		if err := verifySmall(p.b.game, res.Equilibria); err != nil {
			return nil, err
		}
	}
	if res.Complete && len(res.Equilibria) == 0 {
		return nil, fmt.Errorf("%w: no equilibrium found, but every finite game has one (Nash 1951)", ErrSelfCheck)
	}
	return res, nil
}
