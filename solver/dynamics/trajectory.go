package dynamics

import (
	"context"
	"math"
	"math/big"

	"brink/games"
)

// Trajectory is the course of a system from a point, in floating point: approximate.
type Trajectory struct {
	Samples []State
	End     Ending
	// Variable is the one that left its range or grew without bound, where End says so.
	Variable int
}

// State is where a system is at a time.
type State struct {
	Time float64
	At   []float64 // by variable
}

// Ending is why a trajectory ends.
type Ending uint8

// The endings.
const (
	AtTime    Ending = iota // the time asked for
	Left                    // a variable left its range
	Unbounded               // a variable grew beyond 10^9
	Undefined               // the rates are not defined there
	Stiff                   // steps became too small, or too many
	Stopped                 // the context ended
)

// Tolerance is the error of a step that is accepted, absolute and relative to the
// size of a variable.
const Tolerance = 1e-10

// Limits of a trajectory.
const (
	maxSteps  = 1_000_000
	unbounded = 1e9
	instant   = 1e-5 // of the time in all, within which the end is sought
	outside   = 1e-7 // what rounding and steps may leave a range by, at a size of 1
)

// Follow is the course of a system from start, at values of the parameters, until a
// time from 0: samples at about so many equal distances, each period at least in
// discrete time. Continuous time is integrated by the explicit Runge-Kutta pair of
// orders 5 and 4 of Dormand and Prince (1980), with steps by the error of each; how far
// errors of steps grow is up to the system, so nothing is proved by a trajectory.
func Follow(ctx context.Context, d *games.Dynamics, at, start []*big.Rat, until float64, samples int) *Trajectory {
	f := &flow{d: d, rates: make([]float, len(d.Rates)), until: until}
	point := make([]float64, len(d.Params)+len(d.Variables))
	for i, r := range at {
		point[i], _ = r.Float64()
	}
	f.point = point
	for i, r := range d.Rates {
		f.rates[i] = floatOf(r)
	}
	for _, v := range d.Variables {
		f.low = append(f.low, f.end(v.Low, math.Inf(-1)))
		f.high = append(f.high, f.end(v.High, math.Inf(1)))
	}
	x := make([]float64, len(start))
	for i, r := range start {
		x[i], _ = r.Float64()
	}
	f.out = &Trajectory{Samples: []State{{0, x}}}
	if d.Discrete {
		f.iterate(ctx, x, samples)
	} else {
		f.integrate(ctx, x, samples)
	}
	return f.out
}

// flow is a trajectory in the making.
type flow struct {
	d         *games.Dynamics
	rates     []float
	point     []float64 // the parameters, then the variables
	low, high []float64
	until     float64
	out       *Trajectory
}

// end is an end of a range at the parameters.
func (f *flow) end(e *games.End, none float64) float64 {
	if e == nil {
		return none
	}
	return floatOf(e.At)(f.point)
}

// rate evaluates the rates; false where they are not defined.
func (f *flow) rate(x, out []float64) bool {
	copy(f.point[len(f.d.Params):], x)
	for i, r := range f.rates {
		if out[i] = r(f.point); math.IsNaN(out[i]) || math.IsInf(out[i], 0) {
			return false
		}
	}
	return true
}

// beyond is where a trajectory ends: a variable has left its range, or grown too large.
func (f *flow) beyond(x []float64) (end Ending, variable int, over bool) {
	for i, v := range x {
		slack := outside * max(1, math.Abs(v))
		switch {
		case math.Abs(v) > unbounded:
			return Unbounded, i, true
		case v < f.low[i]-slack || v > f.high[i]+slack:
			return Left, i, true
		}
	}
	return AtTime, 0, false
}

// sample adds a state, of those within the ranges only some, and reports whether the
// trajectory goes on from it.
func (f *flow) sample(t float64, x []float64, keep bool) bool {
	end, variable, over := f.beyond(x)
	if keep || over {
		f.out.Samples = append(f.out.Samples, State{t, append([]float64(nil), x...)})
	}
	if over {
		f.out.End, f.out.Variable = end, variable
	}
	return !over
}

// iterate follows discrete time.
func (f *flow) iterate(ctx context.Context, x []float64, samples int) {
	periods := int(min(f.until, maxSteps))
	every := max(1, (periods+samples-1)/samples)
	for t := 1; t <= periods; t++ {
		next := make([]float64, len(x))
		switch {
		case ctx.Err() != nil:
			f.out.End = Stopped
			return
		case !f.rate(x, next):
			f.out.End = Undefined
			return
		}
		if x = next; !f.sample(float64(t), x, t%every == 0 || t == periods) {
			return
		}
	}
	if f.until > maxSteps {
		f.out.End = Stiff
	}
}

// The coefficients of Dormand and Prince: rows of stages, the weights of order 5, and
// what those of order 4 differ by.
var (
	stages = [6][]float64{
		{1. / 5},
		{3. / 40, 9. / 40},
		{44. / 45, -56. / 15, 32. / 9},
		{19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
		{9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
		{35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84},
	}
	errors45 = [7]float64{71. / 57600, 0, -71. / 16695, 71. / 1920, -17253. / 339200, 22. / 525, -1. / 40}
)

// integrate follows continuous time.
func (f *flow) integrate(ctx context.Context, x []float64, samples int) {
	n := len(x)
	var k [7][]float64
	for i := range k {
		k[i] = make([]float64, n)
	}
	step := f.until / float64(samples) / 16
	t, y := 0.0, make([]float64, n)
	for s, taken := 1, 0; s <= samples; {
		target := f.until * float64(s) / float64(samples)
		h := step
		if rest := target - t; rest < 1.001*step {
			h = rest // no sliver is left
		}
		if taken++; taken > maxSteps || h < 1e-13*max(t, f.until) {
			f.out.End = Stiff
			return
		}
		if taken%1000 == 0 && ctx.Err() != nil {
			f.out.End = Stopped
			return
		}
		if !f.rate(x, k[0]) {
			f.out.End = Undefined
			return
		}
		defined := true
		for i, row := range stages {
			for j := range n {
				y[j] = x[j]
				for l, a := range row {
					y[j] += h * a * k[l][j]
				}
			}
			defined = defined && f.rate(y, k[i+1])
		}
		worst := 0.0
		for j := range n {
			e := 0.0
			for l, c := range errors45 {
				e += c * k[l][j]
			}
			worst = max(worst, math.Abs(h*e)/(Tolerance*(1+max(math.Abs(x[j]), math.Abs(y[j])))))
		}
		if !defined || math.IsNaN(worst) || worst > 1 {
			shrink := 0.2
			if defined && !math.IsNaN(worst) {
				shrink = max(0.2, 0.9*math.Pow(worst, -0.2))
			}
			step = h * shrink
			continue
		}
		if _, _, over := f.beyond(y); over && h > instant*f.until {
			step = h / 2 // when it ends is known more closely
			continue
		}
		last := h == target-t
		if t += h; last {
			t = target
		}
		x = append([]float64(nil), y...)
		if !f.sample(t, x, last) {
			return
		}
		if last {
			s++
		}
		if grown := h * min(5, 0.9*math.Pow(max(worst, 1e-10), -0.2)); !last || grown > step {
			step = grown
		}
	}
}
