package repeated

import (
	"context"
	"slices"

	"brink/games/algebra"
	"brink/solver/exact"
)

// measure is a discounted occupation measure: the weights (1-δ)·Σ δ^t·Pr(profile
// at t) with which the action profiles count in a value, or a difference of such;
// under a finite horizon the sums themselves. The denominator has no zero for
// 0 <= δ < 1.
type measure struct {
	den algebra.Poly
	num map[int]algebra.Poly // by profile
}

// point is the measure of a profile played for ever.
func point(profile int) measure {
	return measure{algebra.IntPoly(1), map[int]algebra.Poly{profile: algebra.IntPoly(1)}}
}

// sortedProfiles lists the profiles of a measure in ascending order.
func (m measure) sortedProfiles() []int {
	out := make([]int, 0, len(m.num))
	for p := range m.num {
		out = append(out, p)
	}
	slices.Sort(out)
	return out
}

// flows solves a chain given what it plays and where it goes from every state:
// W = (1-δ)·E + δ·P·W, or W = E + δ·P·W where play ends, at states that play and go
// nowhere. Strongly connected components are solved from the last one back; on a component where everything is certain the path is a cycle and
// the solution a closed form, otherwise fraction-free elimination solves it.
type flows struct {
	clock
	emit [][]weighted // E: profiles played, by state
	move [][]weighted // P: states that follow
	w    []measure
}

// clock is how the periods count.
type clock struct {
	delta algebra.Var // the discount factor in all measures
	ends  bool        // the horizon is finite: payoffs are added up
}

// today is the weight of a period in the value at its beginning: 1-δ, so that values
// are in the units of payoffs, or 1 where payoffs are added up.
func (c clock) today() algebra.Poly {
	if c.ends {
		return algebra.IntPoly(1)
	}
	return algebra.IntPoly(1).Sub(algebra.Variable(c.delta))
}

// todayAt is today at a number.
func (c clock) todayAt(delta exact.Rat) exact.Rat {
	if c.ends {
		return exact.RatInt(1)
	}
	return exact.RatInt(1).Sub(delta)
}

// solveFlows computes the occupation measure of every state. States that nothing
// tells apart are solved once.
func solveFlows(ctx context.Context, c clock, emit, move [][]weighted) ([]measure, error) {
	f := &flows{clock: c, emit: emit, move: move, w: make([]measure, len(emit))}
	comps := components(move)
	if slices.ContainsFunc(comps, func(comp []int) bool { return len(comp) > 2 && !f.certain(comp) }) {
		if class, n := lump(emit, move); n < len(emit) {
			return f.lumped(ctx, class, n)
		}
	}
	for _, comp := range comps {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		switch {
		case len(f.emit[comp[0]]) == 0: // play is over
			f.w[comp[0]] = measure{algebra.IntPoly(1), map[int]algebra.Poly{}}
		case !f.certain(comp):
			if err := f.eliminate(ctx, comp); err != nil {
				return nil, err
			}
		case len(comp) > 1 || f.move[comp[0]][0].at == comp[0]:
			f.cycle(comp)
		default:
			f.step(comp[0])
		}
	}
	return f.w, nil
}

// lumped solves the chain of the classes.
func (f *flows) lumped(ctx context.Context, class []int, n int) ([]measure, error) {
	emit, move := make([][]weighted, n), make([][]weighted, n)
	for s, c := range class {
		if emit[c] == nil {
			emit[c], move[c] = f.emit[s], toClasses(f.move[s], class)
		}
	}
	w, err := solveFlows(ctx, f.clock, emit, move)
	if err != nil {
		return nil, err
	}
	for s, c := range class {
		f.w[s] = w[c]
	}
	return f.w, nil
}

// certain reports whether no state of the component randomises.
func (f *flows) certain(comp []int) bool {
	for _, s := range comp {
		if len(f.emit[s]) != 1 || len(f.move[s]) != 1 {
			return false
		}
	}
	return true
}

// step solves a state on no cycle: W(s) = (1-δ)·e + δ·W(next), or e + δ·W(next).
func (f *flows) step(s int) {
	next := f.w[f.move[s][0].at]
	d := algebra.Variable(f.delta)
	num := make(map[int]algebra.Poly, len(next.num)+1)
	for p, x := range next.num {
		num[p] = x.Mul(d)
	}
	p := f.emit[s][0].at
	num[p] = num[p].Add(next.den.Mul(f.today()))
	f.w[s] = measure{next.den, num}
}

// cycle solves the states of a certain cycle. With the shortest period L of the
// profiles played, W(s) = Σ_{t<L} δ^t·e_t / (1 + δ + … + δ^{L-1}).
func (f *flows) cycle(comp []int) {
	path := make([]int, 0, len(comp))
	for s := comp[0]; len(path) < len(comp); s = f.move[s][0].at {
		path = append(path, s)
	}
	n := len(path)
	period := n
	for l := 1; l < n; l++ {
		if n%l == 0 && f.repeats(path, l) {
			period = l
			break
		}
	}
	den := geometric(f.delta, period)
	// One state by the sum, the ones before it by one step back each:
	// num(s) = (1-δ^L)·e_s + δ·num(next).
	last := n - 1
	num := map[int]algebra.Poly{}
	for t := range period {
		p := f.emit[path[(last+t)%n]][0].at
		num[p] = num[p].Add(monomial(f.delta, t))
	}
	f.w[path[last]] = measure{den, num}
	d := algebra.Variable(f.delta)
	gone := algebra.IntPoly(1).Sub(monomial(f.delta, period))
	for i := last - 1; i >= 0; i-- {
		back := make(map[int]algebra.Poly, len(num))
		for p, x := range num {
			back[p] = x.Mul(d)
		}
		p := f.emit[path[i]][0].at
		if back[p] = back[p].Add(gone); back[p].IsZero() {
			delete(back, p)
		}
		num = back
		f.w[path[i]] = measure{den, num}
	}
}

func (f *flows) repeats(path []int, l int) bool {
	for i := range path {
		if f.emit[path[i]][0].at != f.emit[path[(i+l)%len(path)]][0].at {
			return false
		}
	}
	return true
}

// geometric returns 1 + v + … + v^(n-1).
func geometric(v algebra.Var, n int) algebra.Poly {
	coeffs := make([]algebra.Poly, n)
	for i := range coeffs {
		coeffs[i] = algebra.IntPoly(1)
	}
	return algebra.FromCoeffs(v, coeffs)
}

// monomial returns v^n.
func monomial(v algebra.Var, n int) algebra.Poly { return algebra.Variable(v).Pow(n) }

// eliminate solves (I - δP)·W = (1-δ)·E + δ·P_out·W_out on one component. Every
// row is multiplied by the denominators in it; the determinant is then the
// product of those and of det(I - δP), which is positive for δ < 1 because P is
// stochastic.
func (f *flows) eliminate(ctx context.Context, comp []int) error {
	local := make(map[int]int, len(comp))
	for i, s := range comp {
		local[s] = i
	}
	d, stay := algebra.Variable(f.delta), f.today()
	a := make([][]algebra.Poly, len(comp))
	rhs := make([]map[int]algebra.Poly, len(comp))
	profiles := map[int]bool{}
	for i, s := range comp {
		scale := algebra.IntPoly(1)
		for _, w := range f.emit[s] {
			scale = lcm(scale, w.p.Den())
		}
		for _, w := range f.move[s] {
			if _, in := local[w.at]; in {
				scale = lcm(scale, w.p.Den())
			} else {
				scale = lcm(scale, w.p.Den().Mul(f.w[w.at].den))
			}
		}
		a[i], rhs[i] = make([]algebra.Poly, len(comp)), map[int]algebra.Poly{}
		a[i][i] = scale
		for _, w := range f.emit[s] {
			rhs[i][w.at] = rhs[i][w.at].Add(stay.Mul(w.p.Num()).Mul(quotient(scale, w.p.Den())))
		}
		for _, w := range f.move[s] {
			if j, in := local[w.at]; in {
				a[i][j] = a[i][j].Sub(d.Mul(w.p.Num()).Mul(quotient(scale, w.p.Den())))
				continue
			}
			out := f.w[w.at]
			k := d.Mul(w.p.Num()).Mul(quotient(scale, w.p.Den().Mul(out.den)))
			for p, x := range out.num {
				rhs[i][p] = rhs[i][p].Add(k.Mul(x))
			}
		}
		for p := range rhs[i] {
			profiles[p] = true
		}
	}
	order := make([]int, 0, len(profiles))
	for p := range profiles {
		order = append(order, p)
	}
	slices.Sort(order)
	b := make([][]algebra.Poly, len(comp))
	for i := range b {
		b[i] = make([]algebra.Poly, len(order))
		for k, p := range order {
			b[i][k] = rhs[i][p]
		}
	}
	x, det, err := solveSystem(ctx, a, b)
	if err != nil {
		return err
	}
	// One denominator for all states of the component: what adds up measures later
	// finds it in common.
	g := det
	for i := range x {
		for k := range order {
			if !x[i][k].IsZero() {
				g = algebra.GCD(g, x[i][k])
			}
		}
	}
	den := quotient(det, g)
	for i, s := range comp {
		num := map[int]algebra.Poly{}
		for k, p := range order {
			if !x[i][k].IsZero() {
				num[p] = quotient(x[i][k], g)
			}
		}
		f.w[s] = measure{den, num}
	}
	return nil
}
