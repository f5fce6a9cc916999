package nplayer

import "math/big"

// refined is the zero of a certificate to within radius, in fixed point: all
// numbers are integers over 2^prec. Each player's numbers sum to exactly one.
type refined struct {
	c      *certificate
	prec   uint
	z      [][]*big.Int
	radius *big.Int // of every probability, the reference included
}

// chordBits is the precision up to which chord steps are taken. They cost one
// exact evaluation of F and gain some 40 bits where the Jacobian is well
// conditioned, for Y inverts it nearly to working precision; beyond, Newton's
// steps double the bits.
const chordBits = 256

// refine returns the zero within about 2^-prec. Each step evaluates F exactly;
// the error bound |Y·F(z)|/(1-kappa) holds at any point of the box, whatever
// steps led there. It returns nil when the steps do not converge or the context
// ends.
func (c *certificate) refine(prec uint) *refined {
	p := &refined{c: c, prec: 64}
	p.z = make([][]*big.Int, len(c.z))
	for j, x := range c.z {
		p.z[j] = make([]*big.Int, len(x))
		for a, v := range x {
			f := new(big.Float).SetFloat64(v)
			p.z[j][a], _ = f.SetMantExp(f, 64).Int(nil)
		}
	}
	p.close()
	for left := 80; ; left-- {
		if left == 0 || c.ctx.Err() != nil {
			return nil
		}
		step, gain := p.chord(), uint(64)
		good := leastBits(step, prec)
		if good > chordBits && good < prec {
			if step = p.newton(good + 32); step == nil {
				return nil
			}
			gain = good
		}
		p.lift(min(prec+8, max(p.prec, good+gain)))
		p.move(step)
		if good >= prec && p.prec >= prec {
			break
		}
	}
	p.bound()
	if !c.covers(p) {
		return nil // the bound means nothing outside the box
	}
	return p
}

// leastBits is the position of the first bit that a step changes, at most most.
func leastBits(step []*big.Float, most uint) uint {
	for _, s := range step {
		if s.Sign() != 0 {
			most = min(most, uint(max(0, -s.MantExp(nil))))
		}
	}
	return most
}

// close sets the references to make up the sums.
func (p *refined) close() {
	for j, x := range p.z {
		ref := p.c.ref[j]
		x[ref] = new(big.Int).Lsh(big.NewInt(1), p.prec)
		for a, v := range x {
			if a != ref {
				x[ref].Sub(x[ref], v)
			}
		}
	}
}

// lift raises the precision.
func (p *refined) lift(prec uint) {
	for _, x := range p.z {
		for _, v := range x {
			v.Lsh(v, prec-p.prec)
		}
	}
	p.prec = prec
}

// chord returns the step Y·F(z).
func (p *refined) chord() []*big.Float {
	val := p.values(64)
	d := p.c.s.dim
	out := make([]*big.Float, d)
	for r := range out {
		sum := new(big.Float).SetPrec(64)
		for k, f := range val {
			y := new(big.Float).SetPrec(64).SetFloat64(p.c.y[r*d+k])
			sum.Add(sum, y.Mul(y, f))
		}
		out[r] = sum
	}
	return out
}

func (p *refined) move(step []*big.Float) {
	at := 0
	for j, x := range p.z {
		for a, v := range x {
			if a == p.c.ref[j] {
				continue
			}
			s := new(big.Float).Copy(step[at])
			at++
			n, _ := s.SetMantExp(s, int(p.prec)).Int(nil)
			v.Sub(v, n)
		}
	}
	p.close()
}

// newton returns the step F'(z)^-1·F(z) with about the given number of bits, or
// nil when the derivative is singular.
func (p *refined) newton(bits uint) []*big.Float {
	d := p.c.s.dim
	a := make([][]*big.Float, d)
	for r, f := range p.values(bits) {
		a[r] = append(p.gradient(r, bits), f)
	}
	for c := range d {
		at := c
		for r := c + 1; r < d; r++ {
			if new(big.Float).Abs(a[r][c]).Cmp(new(big.Float).Abs(a[at][c])) > 0 {
				at = r
			}
		}
		if a[at][c].Sign() == 0 {
			return nil
		}
		a[at], a[c] = a[c], a[at]
		for r := c + 1; r < d; r++ {
			f := new(big.Float).Quo(a[r][c], a[c][c])
			if f.Sign() == 0 {
				continue
			}
			for k := c + 1; k <= d; k++ {
				a[r][k].Sub(a[r][k], new(big.Float).Mul(f, a[c][k]))
			}
		}
	}
	out := make([]*big.Float, d)
	for c := d - 1; c >= 0; c-- {
		x := a[c][d]
		for k := c + 1; k < d; k++ {
			x.Sub(x, new(big.Float).Mul(a[c][k], out[k]))
		}
		out[c] = x.Quo(x, a[c][c])
	}
	return out
}

// gradient returns the derivatives of equation eq with respect to the unknowns.
func (p *refined) gradient(eq int, bits uint) []*big.Float {
	s := p.c.s
	o := 0
	for eq >= s.blocks[o].eqs {
		eq -= s.blocks[o].eqs
		o++
	}
	b := &s.blocks[o]
	var out []*big.Float
	for j, k := range s.size {
		part := make([]*big.Float, k)
		for a := range part {
			part[a] = new(big.Float).SetPrec(bits)
		}
		if j != o {
			for v := range b.over {
				d := s.value(b, eq, v)
				if d.Sign() == 0 {
					continue
				}
				t := new(big.Float).SetPrec(bits).SetInt(d.Big())
				t.SetMantExp(t, -s.m.shift[b.player])
				for l, n := range s.size {
					if b.step[l] != 0 && l != j {
						z := new(big.Float).SetPrec(bits).SetInt(p.z[l][v/b.step[l]%n])
						t.Mul(t, z.SetMantExp(z, -int(p.prec)))
					}
				}
				a := v / b.step[j] % k
				part[a].Add(part[a], t)
			}
		}
		ref := part[p.c.ref[j]]
		for a, x := range part {
			if a != p.c.ref[j] {
				out = append(out, x.Sub(x, ref))
			}
		}
	}
	return out
}

// values evaluates the equations exactly and rounds the results.
func (p *refined) values(bits uint) []*big.Float {
	var out []*big.Float
	s := p.c.s
	for o := range s.mix {
		b := &s.blocks[o]
		weight := p.products(b)
		for row := range b.eqs {
			sum := p.evaluate(b, row, weight)
			f := new(big.Float).SetPrec(bits).SetInt(sum)
			f.SetMantExp(f, -int(p.prec)*(len(s.mix)-1)-s.m.shift[b.player])
			out = append(out, f)
		}
	}
	return out
}

// products returns the products of the opponents' probabilities, times
// 2^(prec·number of opponents).
func (p *refined) products(b *block) []*big.Int {
	out := make([]*big.Int, b.verts)
	for v := range out {
		w := big.NewInt(1)
		for l, k := range p.c.s.size {
			if b.step[l] != 0 {
				w.Mul(w, p.z[l][v/b.step[l]%k])
			}
		}
		out[v] = w
	}
	return out
}

// evaluate is a function at z, times 2^(prec·number of opponents).
func (p *refined) evaluate(b *block, row int, weight []*big.Int) *big.Int {
	sum, t := new(big.Int), new(big.Int)
	for v, w := range weight {
		d := p.c.s.value(b, row, v)
		if d.Sign() != 0 {
			sum.Add(sum, t.Mul(w, d.Big()))
		}
	}
	return sum
}

// bound sets the radius from the residual at z.
func (p *refined) bound() {
	val := p.values(64)
	d := p.c.s.dim
	worst := new(big.Float)
	for r := range d {
		sum := new(big.Float).SetPrec(64).SetMode(big.ToPositiveInf)
		for k, f := range val {
			y := new(big.Float).SetPrec(64).SetMode(big.ToPositiveInf).SetFloat64(p.c.y[r*d+k])
			g := new(big.Float).SetPrec(64).SetMode(big.ToPositiveInf).Abs(f)
			// f was rounded to nearest: one more unit in its last place.
			g.Mul(g, big.NewFloat(1+0x1p-50))
			sum.Add(sum, g.Mul(g, y.Abs(y)))
		}
		if sum.Cmp(worst) > 0 {
			worst = sum
		}
	}
	// 1/(1-kappa) is at most 10; references add up the errors of the others.
	most := 1
	for _, k := range p.c.s.size {
		most = max(most, k-1)
	}
	worst.Mul(worst, big.NewFloat(float64(11*most)))
	n, _ := new(big.Float).SetMantExp(worst, int(p.prec)).Int(nil)
	p.radius = n.Add(n, big.NewInt(1))
}
