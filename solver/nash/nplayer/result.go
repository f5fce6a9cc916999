package nplayer

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games/algebra"
	"brink/solver/nash/method"
	"brink/solver/nash/sets"
	"brink/solver/note"
)

// placed is an equilibrium with what is needed to order and to classify it.
type placed struct {
	method.Equilibrium
	support, replies []uint64
	rounded          []float64 // probabilities, player by player
}

// place puts a candidate into the full game.
func (s *indifference) place(c candidate, digits int) (placed, bool) {
	p := placed{support: s.support, replies: c.replies}
	p.Pure = len(s.mix) == 0
	p.QuasiStrict = slices.Equal(p.support, p.replies)
	p.Strict = p.Pure && p.QuasiStrict
	if c.rat != nil || p.Pure {
		p.Strategies = s.inGame(c.rat)
		for i := range s.m.n {
			p.Payoffs = append(p.Payoffs, s.payoff(i, c.rat))
		}
		return p, true
	}
	p.Irrational = c.exact(digits)
	return p, p.Irrational != nil
}

// payoff is player i's expected payoff at rational strategies.
func (s *indifference) payoff(i int, x [][]*big.Rat) *big.Rat {
	b, pay := s.payoffs(i)
	sum := new(big.Rat)
	for v, o := range b.over {
		t := new(big.Rat).SetInt(pay[o].Big())
		for l, k := range s.size {
			if b.step[l] != 0 {
				t.Mul(t, x[l][v/b.step[l]%k])
			}
		}
		sum.Add(sum, t)
	}
	return sum.Quo(sum, new(big.Rat).SetInt(s.m.g.Payoffs[i].Den))
}

// payoffs returns what player i's first support action pays, and how the
// opponents' profiles are numbered.
func (s *indifference) payoffs(i int) (block, []algebra.Int) {
	b := s.newBlock(i, slices.Index(s.mix, i))
	return b, s.m.pay[i][b.base]
}

// enclose gives the root in the full game, every number within 10^-digits, or
// nil when that fails.
func (r *root) enclose(digits int) *method.Irrational {
	ten := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)+1), nil)
	for prec := max(firstBits, uint(ten.BitLen()+16)); prec < maxGapBits; prec *= 2 {
		if r.at.prec < prec {
			next := r.cert.refine(prec)
			if next == nil {
				return nil
			}
			r.at = next
		}
		if irr, ok := r.at.enclose(ten); ok {
			return irr
		}
	}
	return nil
}

// enclose rounds all enclosures outward to multiples of 1/ten; ok is false when
// one is wider than two of them.
func (p *refined) enclose(ten *big.Int) (*method.Irrational, bool) {
	s := p.c.s
	ok := true
	outward := func(value, err, one *big.Int) method.Number {
		lo := new(big.Int).Sub(value, err)
		hi := new(big.Int).Add(value, err)
		lo.Div(lo.Mul(lo, ten), one) // Euclidean: rounds down
		hi.Neg(hi.Div(hi.Neg(hi.Mul(hi, ten)), one))
		ok = ok && new(big.Int).Sub(hi, lo).Cmp(big.NewInt(2)) <= 0
		return method.Number{Lo: new(big.Rat).SetFrac(lo, ten), Hi: new(big.Rat).SetFrac(hi, ten)}
	}
	irr := s.irrational(
		func(j, k int) method.Number { return outward(p.z[j][k], p.radius, p.one()) },
		func(i int) method.Number { return p.payoff(i, outward) })
	return irr, ok
}

// irrational is an equilibrium of the full game: the probability of action k of
// the j-th mixing player, and what player i expects.
func (s *indifference) irrational(probability func(j, k int) method.Number, payoff func(i int) method.Number) *method.Irrational {
	irr := &method.Irrational{Strategies: make([][]method.Number, s.m.n), Payoffs: make([]method.Number, s.m.n)}
	j := 0
	for i, set := range s.support {
		x := make([]method.Number, s.m.shape[i])
		for a := range x {
			x[a] = method.RationalNumber(big.NewRat(int64(set>>a&1), 1))
		}
		if set&(set-1) != 0 {
			for k, a := range s.act[j] {
				x[a] = probability(j, k)
			}
			j++
		}
		irr.Strategies[i] = x
		irr.Payoffs[i] = payoff(i)
	}
	return irr
}

// payoff encloses player i's expected payoff; see form for the error bound.
func (p *refined) payoff(i int, outward func(value, err, one *big.Int) method.Number) method.Number {
	s := p.c.s
	b, pay := s.payoffs(i)
	value, most, t := new(big.Int), new(big.Int), new(big.Int)
	for v, w := range p.products(&b) {
		d := pay[b.over[v]].Big()
		value.Add(value, t.Mul(w, d))
		if d.CmpAbs(most) > 0 {
			most.Abs(d)
		}
	}
	ops, n := 0, 0
	for l, k := range s.size {
		if b.step[l] != 0 {
			ops++
			n += k
		}
	}
	one := new(big.Int).Lsh(s.m.g.Payoffs[i].Den, p.prec*uint(ops))
	err := new(big.Int)
	if ops > 0 {
		err.Mul(most, p.radius)
		err.Mul(err, big.NewInt(int64(n)))
		err.Lsh(err, uint(ops)+p.prec*uint(ops-1))
	}
	return outward(value, err, one)
}

// approximate fills in the rounded probabilities that order equilibria quickly.
func (e *placed) approximate() {
	e.rounded = e.rounded[:0]
	for i := range e.support {
		for a := range e.actions(i) {
			v, _ := e.Probability(i, a).Float64()
			e.rounded = append(e.rounded, v)
		}
	}
}

// actions is the number of actions of player i.
func (e *placed) actions(i int) int {
	if e.Irrational != nil {
		return len(e.Irrational.Strategies[i])
	}
	return len(e.Strategies[i])
}

// compare orders equilibria by descending probabilities. Irrational ones that
// agree within their enclosures count as equal. Rounded ones decide where they are
// clearly apart.
func (e *placed) compare(f *placed) int {
	const near = 1.0 / (1 << 30)
	rational := e.Irrational == nil && f.Irrational == nil
	at := 0
	for i := range e.support {
		for a := range e.actions(i) {
			d := f.rounded[at] - e.rounded[at]
			at++
			switch {
			case d > 2*near:
				return 1
			case d < -2*near:
				return -1
			case rational:
				if c := f.Probability(i, a).Cmp(e.Probability(i, a)); c != 0 {
					return c
				}
			case d > near/2 || d < -near/2: // too close to the border to tell
				exactly := new(big.Rat).Sub(f.Probability(i, a), e.Probability(i, a))
				if new(big.Rat).Abs(exactly).Cmp(big.NewRat(1, 1<<30)) > 0 {
					return exactly.Sign()
				}
			}
		}
	}
	return 0
}

// assemble sorts and checks what was found and says what is known.
func (e *supportSearch) assemble(ctx context.Context) (*method.Result, error) {
	res := e.res
	if limit := e.limit(); int64(len(e.equilibria)) > limit {
		e.equilibria = e.equilibria[:limit]
	}
	if ctx.Err() != nil {
		actions := 0
		for _, k := range e.m.shape {
			actions += k
		}
		// Irrational probabilities take longer to write.
		if few, all := max(1, method.PartialCells/8/actions), len(e.equilibria); all > few {
			res.Incomplete(method.Cancelled(ctx))
			res.Incomplete(note.New(note.FoundListed, few, all))
			e.equilibria = e.equilibria[:few]
		}
	}
	for k := range e.equilibria {
		e.equilibria[k].approximate()
	}
	slices.SortFunc(e.equilibria, func(x, y placed) int { return x.compare(&y) })
	slices.SortFunc(e.continua, func(x, y method.Continuum) int { return compareSupports(x.Support, y.Support) })
	slices.SortFunc(e.open, func(x, y openSupport) int { return compareSupports(x.support, y.support) })
	res.Continua = e.continua
	for k := range e.equilibria {
		p := &e.equilibria[k]
		for n, c := range e.continua {
			if p.touches(c.Support) {
				p.Continuum = n + 1
				break
			}
		}
		res.Equilibria = append(res.Equilibria, p.Equilibrium)
		if !res.Degenerate && !p.QuasiStrict {
			res.Degenerate = true
			res.Degeneracy = e.m.tie(p)
		}
	}
	res.Stats.Bases = e.visited.Load()
	res.Stats.Nodes = e.nodes.Load()
	e.reasons(ctx)
	if res.Complete && len(res.Equilibria) == 0 {
		return nil, fmt.Errorf("%w: no equilibrium found, but every finite game has one (Nash 1951)", method.ErrSelfCheck)
	}
	for _, o := range e.open {
		if o.why.Code == note.ProofsDisagree {
			return nil, fmt.Errorf("%w: on support %s subdivision and elimination disagree", method.ErrSelfCheck, e.m.supportText(o.support))
		}
	}
	var rational []method.Equilibrium
	for _, q := range res.Equilibria {
		if q.Irrational == nil {
			rational = append(rational, q)
		}
	}
	return res, method.VerifySmall(e.m.g, rational)
}

// touches says whether the equilibrium may be a limit of equilibria with the
// given supports: they contain its own, and all their actions are best replies.
func (p *placed) touches(support [][]int) bool {
	for i, list := range support {
		var set uint64
		for _, a := range list {
			set |= 1 << a
		}
		if p.support[i]&^set != 0 || set&^p.replies[i] != 0 {
			return false
		}
	}
	return true
}

func compareSupports(x, y [][]int) int {
	for i := range x {
		if c := slices.Compare(x[i], y[i]); c != 0 {
			return c
		}
	}
	return 0
}

// maxReasons is how many supports are named in the reasons.
const maxReasons = 8

// reasons says why the answer is not complete, if it is not.
func (e *supportSearch) reasons(ctx context.Context) {
	switch {
	case ctx.Err() != nil:
		e.res.Incomplete(method.Cancelled(ctx))
		return
	case e.found.Load() >= e.limit():
		e.res.Incomplete(method.LimitReason(e.opt))
		return
	case e.done():
		e.res.Incomplete(note.New(note.LimitSupports, e.opt.Nodes))
		return
	}
	for n, o := range e.open {
		if n == maxReasons {
			e.res.Incomplete(note.New(note.MoreUndecided, len(e.open)-n))
			break
		}
		e.res.Incomplete(note.New(note.SupportUndecided, e.m.supportText(o.support), o.why))
	}
	for n, c := range e.continua {
		why := note.New(note.SupportContinuum, c.Dimension, e.m.supportText(c.Support))
		if n == maxReasons {
			why = note.New(note.MoreContinua, len(e.continua)-n)
		}
		if len(e.open) == 0 {
			why = note.New(note.IsolatedComplete, why)
		}
		e.res.Incomplete(why)
		if n == maxReasons {
			break
		}
	}
}

// supportText names the actions of a support profile.
func (m *manyGame) supportText(support [][]int) string {
	var parts []string
	for i, list := range support {
		var names []string
		for _, a := range list {
			names = append(names, m.g.Players[i].Actions[a])
		}
		parts = append(parts, "{"+strings.Join(names, ", ")+"}")
	}
	return strings.Join(parts, " × ")
}

// tie says which best replies a player does not use.
func (m *manyGame) tie(p *placed) note.Note {
	for i, set := range p.replies {
		if set == p.support[i] {
			continue
		}
		var names []string
		for _, a := range sets.List(set) {
			names = append(names, m.g.Players[i].Actions[a])
		}
		lists := make([][]int, m.n)
		for j, s := range p.support {
			lists[j] = sets.List(s)
		}
		return note.New(note.IndifferentOnSupport, m.supportText(lists), method.Called(m.g.Players[i]), note.Names(names))
	}
	return note.Note{}
}
