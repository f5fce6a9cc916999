package nplayer

import (
	"math"
	"math/big"

	"brink/solver/exact"
)

// root is a solution of a system of indifference equations that is proved to
// be the only one in its box. Questions about it are answered exactly: from
// its enclosure where that decides, from its rational coordinates where it has
// them, and otherwise by a bound below which an algebraic number of its degree
// and height can only be zero.
type root struct {
	s    *indifference
	cert *certificate
	at   *refined
	rat  [][]*big.Rat // the solution, when it is rational
	// searched is the precision at which rational coordinates were looked for.
	searched uint
}

// form is a polynomial in the strategies whose sign is asked for: a function of
// a block, or a probability.
type form struct {
	b   *block // nil for a probability
	row int
	j   int // mixing player and position of her action, for a probability
	a   int
}

// firstBits is the precision of the first enclosure, and of the one in which
// small rationals are looked for.
const firstBits = 128

func newRoot(c *certificate) *root {
	at := c.refine(firstBits)
	if at == nil {
		return nil
	}
	return &root{s: c.s, cert: c, at: at}
}

// sign decides the sign of a form at the root; ok is false when the precision
// it would take is beyond reason.
func (r *root) sign(f form) (sign int, ok bool) {
	if r.rat == nil {
		if s, ok := r.at.sign(f); ok {
			return s, true
		}
		r.findRational(true)
	}
	if r.rat != nil {
		return r.ratSign(f), true
	}
	gap := r.gapBits(f)
	for prec := r.at.prec; ; prec *= 2 {
		if s, ok := r.at.sign(f); ok {
			return s, true
		}
		if r.at.below(f, gap) {
			return 0, true
		}
		if prec > maxGapBits {
			return 0, false
		}
		next := r.cert.refine(min(2*prec, uint(gap)+64))
		if next == nil {
			return 0, false
		}
		r.at = next
	}
}

// sign is the sign of a form on the whole enclosure.
func (p *refined) sign(f form) (int, bool) {
	value, err := p.form(f)
	if value.CmpAbs(err) > 0 {
		return value.Sign(), true
	}
	return 0, false
}

// below says whether the form is at most 2^-bits in absolute value.
func (p *refined) below(f form, bits float64) bool {
	value, err := p.form(f)
	value.Abs(value).Add(value, err)
	scale := int(p.prec)
	if f.b != nil {
		scale *= p.opponents(f.b)
	}
	return float64(value.BitLen()-scale) < -bits
}

func (p *refined) opponents(b *block) int {
	if b.owner < 0 {
		return len(p.c.s.mix)
	}
	return len(p.c.s.mix) - 1
}

// form evaluates a form at the centre of the enclosure, times 2^(prec·number of
// strategies in a term), and bounds its variation on the enclosure.
func (p *refined) form(f form) (value, err *big.Int) {
	if f.b == nil {
		return new(big.Int).Set(p.z[f.j][f.a]), p.radius
	}
	value = p.evaluate(f.b, f.row, p.products(f.b))
	most := new(big.Int)
	for v := range f.b.over {
		if d := p.c.s.value(f.b, f.row, v).Big(); d.CmpAbs(most) > 0 {
			most.Abs(d)
		}
	}
	// |Σ D Πx - Σ D Πy| <= max|D|·(Π(|x_l|+δ_l) - Π|x_l|) in the norms Σ_a|·|,
	// which are below 2 here; δ_l <= size·radius.
	n := 0
	for l, k := range p.c.s.size {
		if f.b.step[l] != 0 {
			n += k
		}
	}
	ops := p.opponents(f.b)
	err = new(big.Int).Mul(most, p.radius)
	err.Mul(err, big.NewInt(int64(n)))
	err.Lsh(err, uint(ops)+p.prec*uint(ops-1))
	return value, err
}

// findRational looks for the rational point of least denominators in the
// enclosure and keeps it if it satisfies the equations: being in the box, it is
// then the root. In a short search only small numbers are found, in a long one
// such as a system of these payoffs can produce in a few eliminations.
func (r *root) findRational(long bool) {
	prec := uint(firstBits)
	if long {
		bits := 0
		for _, i := range r.s.mix {
			bits = max(bits, r.s.m.bits[i])
		}
		prec = uint(min(1<<13, firstBits+16*r.s.dim*(bits+4)))
	}
	if r.rat != nil || r.searched >= prec {
		return
	}
	r.searched = prec
	if r.at.prec < prec {
		next := r.cert.refine(prec)
		if next == nil {
			return
		}
		r.at = next
	}
	if x := r.at.simplest(); x != nil && r.s.satisfied(x) {
		r.rat = x
	}
}

// simplest returns the simplest rationals in the enclosure, if they are much
// simpler than those of a random enclosure would be.
func (p *refined) simplest() [][]*big.Rat {
	out := make([][]*big.Rat, len(p.z))
	for j, x := range p.z {
		out[j] = make([]*big.Rat, len(x))
		rest := big.NewRat(1, 1)
		for a, v := range x {
			if a == p.c.ref[j] {
				continue
			}
			lo := exact.RatBig(new(big.Rat).SetFrac(new(big.Int).Sub(v, p.radius), p.one()))
			hi := exact.RatBig(new(big.Rat).SetFrac(new(big.Int).Add(v, p.radius), p.one()))
			q := exact.Simplest(&lo, &hi)
			if 2*q.BitLen()+24 > int(p.prec)-p.radius.BitLen() {
				return nil
			}
			out[j][a] = q.Big()
			rest.Sub(rest, out[j][a])
		}
		out[j][p.c.ref[j]] = rest
	}
	return out
}

// one is 1 in fixed point.
func (p *refined) one() *big.Int { return new(big.Int).Lsh(big.NewInt(1), p.prec) }

// satisfied says whether rational strategies satisfy the equations.
func (s *indifference) satisfied(x [][]*big.Rat) bool {
	for o := range s.mix {
		b := &s.blocks[o]
		for row := range b.eqs {
			if s.ratValue(b, row, x).Sign() != 0 {
				return false
			}
		}
	}
	return true
}

// ratValue evaluates a function at rational strategies.
func (s *indifference) ratValue(b *block, row int, x [][]*big.Rat) *big.Rat {
	sum := new(big.Rat)
	for v := range b.over {
		d := s.value(b, row, v)
		if d.Sign() == 0 {
			continue
		}
		t := new(big.Rat).SetInt(d.Big())
		for l, k := range s.size {
			if b.step[l] != 0 {
				t.Mul(t, x[l][v/b.step[l]%k])
			}
		}
		sum.Add(sum, t)
	}
	return sum
}

func (r *root) ratSign(f form) int {
	if f.b == nil {
		return r.rat[f.j][f.a].Sign()
	}
	return r.s.ratValue(f.b, f.row, r.rat).Sign()
}

// maxGapBits is the precision beyond which no sign is pursued.
const maxGapBits = 1 << 17

// gapBits returns B such that the form is zero at the root if it is at most
// 2^-B there. It is Liouville's inequality with the arithmetic Bézout
// inequality (Krick, Pardo and Sombra, "Sharp estimates for the arithmetic
// Nullstellensatz", Duke Math. J. 109 (2001), Corollary 2.11): the isolated
// zeros of D integer polynomials in D unknowns of degrees d_i and heights h_i
// (logarithms of the largest coefficients) have heights that sum to at most
//
//	H = Π d_i · (Σ h_i/d_i + D·log(D+1)),
//
// and number at most Π d_i. The product of a form of degree e, with L the sum
// of its absolute coefficients, over the conjugates of the root, times the e-th
// power of their common denominator, is an integer; if it is not zero, then
// the form is at least L^(1-Π d_i)·exp(-e·H).
//
// The unknowns are the probabilities but the references, so every degree is
// the number of players that the function depends on.
func (r *root) gapBits(f form) float64 {
	s := r.s
	degree, sum := 1.0, 0.0
	for o := range s.mix {
		b := &s.blocks[o]
		for range b.eqs {
			n := float64(r.at.opponents(b))
			degree *= n
			sum += r.coefficientBits(b) / n
		}
	}
	d := float64(s.dim)
	height := degree * (sum + d*math.Log2(d+1))
	e, size := 1.0, 6.0
	if f.b != nil {
		e = float64(r.at.opponents(f.b))
		size = r.coefficientBits(f.b) + math.Log2(float64(f.b.verts))
	}
	return (degree-1)*size + e*height + 1
}

// coefficientBits bounds the logarithm of the coefficients of a function after
// the references are eliminated: sums of at most 2^n values, since each
// elimination takes differences.
func (r *root) coefficientBits(b *block) float64 {
	return float64(r.s.m.bits[b.player] + r.at.opponents(b))
}
