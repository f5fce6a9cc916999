package bimatrix

import (
	"math"
	"math/big"
	"slices"

	"brink/solver/nash/sets"
)

// floatFace is a face in floating point. Nothing it says is taken on trust:
// that a face is empty or a variable positive is proved by a Farkas
// certificate whose rounding errors are bounded (certain), in the manner of
// Neumaier and Shcherbina (Math. Programming 99 (2004) 283-296); where that
// fails, exact arithmetic decides from the same basis. An exact pivot of a
// 20×20 game costs a hundred times a floating-point one.
//
// Strategy variable j is scaled by 2^e[j] so that the largest entry of its
// column is in [1/2, 1). Then every slack is in [0, 1] and every strategy
// variable in [0, 2] on the whole polytope, which the error bounds use.
type floatFace struct {
	env *floatEnv

	rows, cols int
	free       int       // columns 0..free-1 may enter; the rest are fixed slacks
	a          []float64 // rows × stride; a row is its value, then the columns
	basic      []int32
	cob        []int32
	place      []int32 // by label: row r as r, column c as -1-c, or gone
	fixed      sets.Set
	variables  int // strategy variables not fixed
}

// gone marks a fixed strategy variable. Its column is dropped; those of fixed
// slacks stay, because they hold the multipliers of certificates.
const gone = math.MinInt32

// tiny is when a floating-point entry is taken for zero. It decides nothing:
// what it gets wrong costs time, not truth.
const tiny = 1e-9

// visible is what an entry must exceed to be pivoted on without need.
const visible = 1e-6

// floatEnv is what the faces of one side share within one worker.
type floatEnv struct {
	poly     *polytope
	stride   int
	scaled   []float64 // the matrix with scaled columns
	exponent []int     // by label, 0 for slacks
	oracle   *exactFace
	cobasis  sets.Set
	lambda   []float64 // certificate: multipliers, and their rows
	support  []int
}

func newFloatEnv(oracle *exactFace, labels int) *floatEnv {
	p := oracle.poly
	e := &floatEnv{
		poly: p, stride: p.dim + 1,
		exponent: make([]int, labels),
		oracle:   oracle,
		cobasis:  sets.New(labels),
		lambda:   make([]float64, p.rows),
	}
	e.scale()
	return e
}

// scale fills in the scaled matrix and the exponents.
func (e *floatEnv) scale() {
	p := e.poly
	e.scaled = make([]float64, p.rows*p.dim)
	for j := range p.dim {
		top := 0
		for i := range p.rows {
			top = max(top, p.at(i, j).BitLen())
		}
		e.exponent[p.firstVar+j] = top
		for i := range p.rows {
			e.scaled[i*p.dim+j] = scaleBig(p.at(i, j), -top)
		}
	}
}

// scaleBig returns x·2^exp with relative error at most 2^-53.
func scaleBig(x *big.Int, exp int) float64 {
	if x.IsInt64() && x.BitLen() <= 53 {
		return math.Ldexp(float64(x.Int64()), exp)
	}
	f := new(big.Float).SetInt(x)
	v, _ := f.SetMantExp(f, exp).Float64()
	return v
}

// whole resets an exact face to the whole polytope.
func (f *exactFace) whole() *exactFace {
	fresh := newExactFace(f.poly, 64*len(f.fixed))
	*f = *fresh
	return f
}

// load takes over the basis of an exact face.
func (f *floatFace) load(x *exactFace) {
	p, env := x.poly, f.env
	f.rows, f.cols, f.free = p.rows, 0, 0
	f.fixed = append(f.fixed[:0], x.fixed...)
	f.variables = x.variables
	f.a = slices.Grow(f.a[:0], p.rows*env.stride)[:p.rows*env.stride]
	f.basic, f.cob = f.basic[:0], f.cob[:0]
	f.place = slices.Grow(f.place[:0], len(x.place))[:len(x.place)]
	var source []int
	for _, fixedOnes := range []bool{false, true} {
		for c, l := range x.cob {
			if x.fixed.Has(l) != fixedOnes {
				continue
			}
			if fixedOnes && p.isVariable(l) {
				f.place[l] = gone
				continue
			}
			f.place[l] = int32(-1 - len(f.cob))
			f.cob = append(f.cob, int32(l))
			source = append(source, c)
		}
		if !fixedOnes {
			f.free = len(f.cob)
		}
	}
	f.cols = len(f.cob)
	for r, l := range x.basic {
		f.basic = append(f.basic, int32(l))
		f.place[l] = int32(r)
		row := f.a[r*env.stride:]
		row[0] = math.Ldexp(x.tab.Float(r, x.tab.Cols()-1), env.exponent[l])
		for c, from := range source {
			row[1+c] = math.Ldexp(x.tab.Float(r, from), env.exponent[l]-env.exponent[f.cob[c]])
		}
	}
}

func (f *floatFace) copyFrom(other face) {
	o := other.(*floatFace)
	f.rows, f.cols, f.free, f.variables = o.rows, o.cols, o.free, o.variables
	f.a = append(f.a[:0], o.a...)
	f.basic = append(f.basic[:0], o.basic...)
	f.cob = append(f.cob[:0], o.cob...)
	f.place = append(f.place[:0], o.place...)
	f.fixed = append(f.fixed[:0], o.fixed...)
}

func (f *floatFace) origin() bool { return f.variables == 0 }

// row returns row r: its value, then its columns.
func (f *floatFace) row(r int) []float64 {
	at := r * f.env.stride
	return f.a[at : at+f.cols+1 : at+f.cols+1]
}

func (f *floatFace) pivot(r, c int) {
	row := f.row(r)
	p := 1 / row[c+1]
	for j := range row {
		row[j] *= p
	}
	row[c+1] = p
	for i := range f.rows {
		if i == r {
			continue
		}
		cur := f.row(i)
		t := cur[c+1]
		if t == 0 {
			continue
		}
		cur = cur[:len(row)] // no bounds check in the loop
		for j, x := range row {
			cur[j] -= t * x
		}
		cur[c+1] = -t * p
	}
	f.basic[r], f.cob[c] = f.cob[c], f.basic[r]
	f.place[f.basic[r]], f.place[f.cob[c]] = int32(r), int32(-1-c)
}

// settle moves the column of a fixed label out of the free ones: a slack's
// behind them, a strategy variable's away.
func (f *floatFace) settle(c int) {
	l := f.cob[c]
	f.fixed.Add(int(l))
	f.free--
	f.swapColumns(c, f.free)
	if f.env.poly.isVariable(int(l)) {
		f.variables--
		f.swapColumns(f.free, f.cols-1)
		f.cols--
		f.cob = f.cob[:f.cols]
		f.place[l] = gone
	}
}

func (f *floatFace) swapColumns(c, d int) {
	if c == d {
		return
	}
	for r := range f.rows {
		row := f.row(r)
		row[c+1], row[d+1] = row[d+1], row[c+1]
	}
	f.cob[c], f.cob[d] = f.cob[d], f.cob[c]
	f.place[f.cob[c]], f.place[f.cob[d]] = int32(-1-c), int32(-1-d)
}

// fix minimises the variable over the face by the simplex method with the
// largest coefficient. Whatever looks doubtful goes to exact arithmetic.
func (f *floatFace) fix(label int) bool {
	if f.fixed.Has(label) {
		return true
	}
	for range 8 * (f.rows + f.cols) {
		at := f.place[label]
		if at < 0 {
			f.settle(int(-1 - at))
			return true
		}
		row := f.row(int(at))
		best, col := tiny, -1
		worst, down := -visible, -1
		for c, v := range row[1 : 1+f.free] {
			if v > best {
				best, col = v, c
			} else if v < worst {
				worst, down = v, c
			}
		}
		if col < 0 {
			switch {
			case row[0] > tiny:
				if f.certain(label) {
					return false
				}
				return f.fixExactly(label)
			case down >= 0: // zero here, but that column would raise it
				row[0] = 0
				f.pivot(int(at), down)
				continue
			}
			return f.fixExactly(label)
		}
		leave, ratio := int(at), row[0]/best
		for r := range f.rows {
			k := r * f.env.stride
			if v := f.a[k+1+col]; v > tiny {
				if q := f.a[k] / v; q < ratio {
					leave, ratio = r, q
				}
			}
		}
		f.pivot(leave, col)
	}
	return f.fixExactly(label)
}

// fixExactly does what fix should do, in exact arithmetic.
func (f *floatFace) fixExactly(label int) bool {
	x := f.exactly()
	if x == nil || !x.fix(label) {
		return false
	}
	f.load(x)
	return true
}

// exactly moves the oracle to the basis this face stands at; if rounding has
// led the face astray, the oracle finds its own way from the vertex 0.
func (f *floatFace) exactly() *exactFace {
	env := f.env
	clear(env.cobasis)
	for l := range env.poly.rows + env.poly.dim {
		if f.place[l] < 0 {
			env.cobasis.Add(l)
		}
	}
	x := env.oracle
	if x.moveTo(env.cobasis) && x.feasible() && x.adopt(f.fixed) {
		return x
	}
	x.whole()
	fits := true
	f.fixed.Each(func(l int) { fits = fits && x.fix(l) })
	if !fits {
		return nil
	}
	return x
}

// adopt fixes labels that the present basis shows to be zero all over the
// face, and says whether that accounts for all of them.
func (f *exactFace) adopt(labels sets.Set) bool {
	copy(f.fixed, labels)
	f.variables = 0
	for j := range f.poly.dim {
		if !labels.Has(f.poly.firstVar + j) {
			f.variables++
		}
	}
	for r, l := range f.basic {
		if !labels.Has(l) {
			continue
		}
		if f.tab.Sign(r, f.tab.Cols()-1) != 0 {
			return false
		}
		for c, cl := range f.cob {
			if !labels.Has(cl) && f.tab.Sign(r, c) != 0 {
				return false
			}
		}
	}
	return true
}

// close fixes variables that evidently vanish on the face, if exact arithmetic
// agrees; see exactFace.close.
func (f *floatFace) close() {
	for r := range f.rows {
		row := f.row(r)
		if math.Abs(row[0]) > tiny {
			continue
		}
		falls, rises := false, false
		for _, v := range row[1 : 1+f.free] {
			falls, rises = falls || v > tiny, rises || v < -tiny
		}
		if !falls || rises {
			continue
		}
		if x := f.exactly(); x != nil {
			x.close()
			f.load(x)
		}
		return
	}
}

func (f *floatFace) survey(labels []int32, out []reading) {
	f.close()
	for k, l := range labels {
		out[k] = reading{}
		if f.fixed.Has(int(l)) {
			out[k].kind = readingZero
			continue
		}
		at := f.place[l]
		if at < 0 {
			continue
		}
		row := f.row(int(at))
		// The variable is its value less the sum of entry times column.
		room, rises := 0.0, false
		for _, v := range row[1 : 1+f.free] {
			if v > tiny {
				room += v
			} else if v < -tiny {
				rises = true
			}
		}
		switch positive := row[0] > tiny; {
		case positive && room == 0:
			if f.certain(int(l)) {
				out[k].kind = readingPositive
			} else {
				out[k].distance = 1
			}
		case !positive && !rises:
			if f.vanishes(int(l)) {
				out[k].kind = readingZero
			}
		case positive:
			out[k].distance = row[0] / room
		}
	}
}

// vanishes asks exact arithmetic when it looks so.
func (f *floatFace) vanishes(label int) bool {
	if f.fixed.Has(label) {
		return true
	}
	at := f.place[label]
	if at < 0 {
		return false
	}
	row := f.row(int(at))
	if math.Abs(row[0]) > tiny {
		return false
	}
	for _, v := range row[1 : 1+f.free] {
		if v < -tiny {
			return false
		}
	}
	x := f.exactly()
	return x != nil && x.vanishes(label)
}

// certain proves that the variable t of a basic label is positive all over
// the face. The row of t is a combination of the rows of w + A'y' = 1, with
// multipliers λ that can be read off it; taking these floating-point numbers
// as they are, every point of the polytope satisfies exactly
//
//	Σ_i λ_i w_i + Σ_j μ_j y'_j = Σ_i λ_i    with μ = λ'A'
//
// and if t were zero at a point of the face, the left side would be at most
// the sum of the positive coefficients of the other variables that are not
// fixed, times their bounds 1 and 2. So t > 0 when Σ λ_i exceeds that by more
// than all rounding errors, those of the scaled matrix included.
func (f *floatFace) certain(label int) bool {
	env, p := f.env, f.env.poly
	support := env.support[:0]
	sum, size, other := 0.0, 0.0, 0.0
	take := func(slack int, v float64) {
		env.lambda[slack] = v
		support = append(support, slack)
		sum += v
		size += math.Abs(v)
	}
	if !p.isVariable(label) {
		take(label-p.firstSlack, 1)
	}
	row := f.row(int(f.place[label]))
	for c, l := range f.cob {
		if v := row[c+1]; v != 0 && !p.isVariable(int(l)) {
			take(int(l)-p.firstSlack, v)
			if v > 0 && c < f.free {
				other += v
			}
		}
	}
	env.support = support
	for j := range p.dim {
		if l := p.firstVar + j; l == label || f.fixed.Has(l) {
			continue
		}
		mu := 0.0
		for _, i := range support {
			mu += env.lambda[i] * env.scaled[i*p.dim+j]
		}
		if mu > 0 {
			other += 2 * mu
		}
	}
	// Each μ_j and each sum is off by at most (terms+3)·2^-53·Σ|λ_i| in units
	// where the scaled matrix is at most 1; μ counts twice.
	slop := size * float64(p.rows+p.dim+8) * float64(2*p.dim+4) * 0x1p-52
	return sum-other > slop
}
