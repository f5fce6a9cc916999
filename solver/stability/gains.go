package stability

import (
	"slices"

	"brink/games/algebra"
	"brink/solver/prove"
)

// maxGains bounds the payoff differences that iterated elimination compares.
const maxGains = 1 << 18

// gains numbers what the players can gain by one action over another: equal up to
// a positive factor, or up to sign, means equal in number. One player stands for
// her class.
type gains struct {
	m       *multimatrix
	classes [][]int
	actions []int // of each player
	polys   []algebra.Poly
	number  map[string]int32
	// of[p][(a*actions+b)*others+c] is what player p gains by a over b against
	// profile c of the others: 0, or the number of a polynomial plus 1, negative
	// where its opposite is meant; nil for players who do not stand for a class.
	of      [][]int32
	factors [][]algebra.Factor // of a polynomial, found when first needed
}

// newGains is nil when there is too much to compare.
func newGains(m *multimatrix, shape []int, classes [][]int) *gains {
	g := &gains{m: m, classes: classes, actions: shape, number: make(map[string]int32), of: make([][]int32, len(shape))}
	total := 0
	for _, class := range classes {
		p := class[0]
		if total += shape[p] * len(m.u[p]); total > maxGains {
			return nil
		}
	}
	for _, class := range classes {
		p := class[0]
		n, others := shape[p], len(m.u[p])/shape[p]
		g.of[p] = make([]int32, n*n*others)
		for a := range n {
			for b := range a {
				for c := range others {
					id := g.id(m.gain(p, a, b, g.index(p, c)))
					g.of[p][(a*n+b)*others+c] = id
					g.of[p][(b*n+a)*others+c] = -id
				}
			}
		}
	}
	g.factors = make([][]algebra.Factor, len(g.polys))
	return g
}

// index is the profile index with player p at action 0 of profile c of the others.
func (g *gains) index(p, c int) int {
	s := g.m.stride[p]
	return c/s*s*g.actions[p] + c%s
}

// compact is the reverse of index.
func (g *gains) compact(p, index int) int {
	s := g.m.stride[p]
	return index/(s*g.actions[p])*s + index%s
}

func (g *gains) id(p algebra.Poly) int32 {
	if p.IsZero() {
		return 0
	}
	p, k := p.Primitive()
	key := p.Key()
	id, ok := g.number[key]
	if !ok {
		g.polys = append(g.polys, p)
		id = int32(len(g.polys))
		g.number[key] = id
	}
	if k.Sign() < 0 {
		return -id
	}
	return id
}

// gain is the number of what player p gains by a over b against c.
func (g *gains) gain(p, a, b, c int) int32 {
	return g.of[p][(a*g.actions[p]+b)*(len(g.m.u[p])/g.actions[p])+c]
}

// factorsOf lists the factors of the polynomial with number id > 0.
func (g *gains) factorsOf(id int32) []algebra.Factor {
	if g.factors[id-1] == nil {
		g.factors[id-1] = algebra.Factorize(g.polys[id-1]).List
	}
	return g.factors[id-1]
}

// others lists the profiles of the players other than p within alive.
func (g *gains) others(p int, alive [][]int) []int {
	var out []int
	g.m.against(p, alive, func(index int, _ []int) { out = append(out, g.compact(p, index)) })
	return out
}

// neverBest reports whether the signs of gains show that action a of player p is
// no best reply to any belief about the profiles left, however correlated; and if
// not, the profiles that such a belief may still think possible. Where b never does
// worse than a, a belief to which a is a best reply excludes the profiles against
// which b does better; that lets other actions b do the same. What is shown so is
// strict dominance by a mixture of all these b with weights of falling order.
func (g *gains) neverBest(p, a int, left []int, sign func(id int32) prove.SignSet) (never bool, possible []int) {
	left = slices.Clone(left)
	for again := true; again && len(left) > 0; {
		again = false
	next:
		for b := range g.actions[p] {
			if b == a || len(left) == 0 {
				continue
			}
			some := false
			for _, c := range left {
				s := signOf(g.gain(p, b, a, c), sign)
				if s&prove.Neg != 0 {
					continue next
				}
				some = some || s == prove.Pos
			}
			if some {
				again = true
				left = slices.DeleteFunc(left, func(c int) bool { return signOf(g.gain(p, b, a, c), sign) == prove.Pos })
			}
		}
	}
	return len(left) == 0, left
}

// signOf is the sign of a numbered gain, given that of polynomials.
func signOf(id int32, sign func(id int32) prove.SignSet) prove.SignSet {
	switch {
	case id == 0:
		return prove.Zero
	case id < 0:
		return sign(-id).Flip()
	}
	return sign(id)
}
