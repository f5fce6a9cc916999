// Package logit traces logit quantal response equilibria from uniform play to the
// Nash equilibrium that they select. Its numbers are approximate; the selected
// equilibrium is exact.
package logit

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"

	"gonum.org/v1/gonum/mat"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/note"
)

// The numbers in this file are approximate: logit equilibria are transcendental
// in the payoffs. Point.Residual says how well the equations hold.

// Options tune Trace. The zero value traces the principal branch until the
// players' regrets are negligible.
type Options struct {
	// Lambdas are values of the precision parameter at which the branch is
	// wanted; each is solved for wherever the branch passes it.
	Lambdas []float64
	// MaxLambda ends the branch; default where it has settled, or the largest of
	// Lambdas if that is more.
	MaxLambda float64
	MaxSteps  int         // of the predictor; default 20000
	Progress  func(Point) // called after each step; default none
}

// Point is a logit quantal response equilibrium, in floating point: every
// player i plays action a with probability proportional to exp(λ·u_i(a)).
type Point struct {
	Lambda     float64
	Strategies [][]float64
	Regret     float64 // the most a player, or agent, could gain by a best reply
	Residual   float64 // largest error of the equations, in logarithms of probabilities
}

// Path is the principal branch of the logit correspondence: the connected
// set of equilibria that starts where everybody randomises uniformly, λ = 0.
// For almost all games it is a smooth curve that leads to a single Nash
// equilibrium as λ grows without bound, though λ need not grow all along it
// (McKelvey and Palfrey, "Quantal response equilibria for normal form games",
// Games and Economic Behavior 10 (1995)). All numbers are approximate.
type Path struct {
	Points []Point // along the branch, those of At among them
	At     []Point // where it passes each of Options.Lambdas, in the order of the branch
	// Turns counts changes of direction of λ: between two of them several
	// points of the branch have the same λ.
	Turns int

	// Selected is the equilibrium the branch leads to, found exactly near its
	// end; nil when the branch was cut short or the end is not near an
	// isolated equilibrium with the same support.
	Selected *method.Equilibrium

	Complete bool // the branch was followed to its limit, or to MaxLambda
	Reasons  []note.Note
}

// Err is wrapped by errors about payoffs or options that the tracing of
// logit equilibria cannot handle.
var Err = errors.New("logit equilibria")

// Constants of the predictor-corrector method, in units of the logarithms of
// probabilities.
const (
	logitFirstStep = 0.03
	logitLeastStep = 1e-9
	logitTolerance = 1e-10 // of the corrector
	logitFar       = 0.4   // a correction beyond this halves the step
	logitNear      = 0.05  // one below this doubles it
	// logitSettled is the regret, relative to the largest gain, at which the
	// branch is taken to have reached its limit.
	logitSettled = 1e-7
)

// Trace traces the principal branch by the predictor-corrector method of Turocy
// ("A dynamic homotopy interpretation of the logistic quantal response
// equilibrium correspondence", Games and Economic Behavior 51 (2005) 243-263):
// the unknowns are the logarithms of all probabilities and λ; a step along the
// tangent, which is the null vector of the Jacobian, is followed by Newton
// corrections of least norm. Each costs O(profiles · players²) for the
// Jacobian and O(k³) for k actions in total.
func Trace(ctx context.Context, g *games.Strategic, opt Options) (*Path, error) {
	if err := method.Validate(g); err != nil {
		return nil, err
	}
	c, err := newLogitCurve(ctx, g)
	if err != nil {
		return nil, err
	}
	if err := opt.check(); err != nil {
		return nil, err
	}
	path := &Path{}
	if c == nil {
		path.Reasons = append(path.Reasons, method.Cancelled(ctx))
		return path, nil
	}
	c.follow(ctx, opt, path)
	if path.Complete && opt.MaxLambda == 0 {
		path.Selected = selected(ctx, g, path.Points[len(path.Points)-1])
		if path.Selected == nil && ctx.Err() != nil {
			path.Complete = false
			path.Reasons = append(path.Reasons, method.Cancelled(ctx))
		}
	}
	return path, nil
}

// logitCurve holds the game in floating point.
type logitCurve struct {
	source source
	scale  float64 // the largest gain or loss
	sizes  []int   // actions of each player or agent
	off    []int   // where they are among the unknowns
	n      int     // number of all actions; unknown n is λ

	jac *mat.Dense // n × (n+1)
	val []float64
	u   []float64 // expected payoff of each action
}

// source says what actions earn, divided by the scale, up to what is the same for all
// of a player or agent, and how that changes with the logarithms of probabilities. x
// holds these logarithms, prob the probabilities; u and slope are 0 at first.
type source interface {
	utilities(x, prob, u []float64, slope *mat.Dense)
}

// maxLogit bounds the size of games, for the Jacobian is dense and a step takes
// several factorisations of it, which nothing interrupts.
const maxLogit = 1000

// check reports precisions that are none.
func (o Options) check() error {
	for _, l := range append([]float64{o.MaxLambda}, o.Lambdas...) {
		if l < 0 || math.IsNaN(l) || math.IsInf(l, 0) {
			return fmt.Errorf("%w: precision %v is not a finite non-negative number", Err, l)
		}
	}
	return nil
}

// strategicForm is a game in strategic form in floating point.
type strategicForm struct {
	pay  [][]float64 // by player and profile: her gain over her first action, divided by the scale
	prof [][]int     // actions of each profile, as unknowns
}

// utilities is what each action earns against the mixed strategies of the others.
func (s *strategicForm) utilities(_, prob, u []float64, slope *mat.Dense) {
	for i, at := range s.prof {
		for p, k := range at {
			w := s.pay[p][i]
			for q, l := range at {
				if q != p {
					w *= prob[l]
				}
			}
			if w == 0 {
				continue
			}
			u[k] += w
			row := slope.RawRowView(k)
			for q, l := range at {
				if q != p {
					row[l] += w
				}
			}
		}
	}
}

// newLogitCurve rounds the payoffs. The curve is nil when the context ends first.
func newLogitCurve(ctx context.Context, g *games.Strategic) (*logitCurve, error) {
	form := &strategicForm{}
	c := &logitCurve{source: form}
	for _, p := range g.Players {
		c.off, c.sizes = append(c.off, c.n), append(c.sizes, len(p.Actions))
		c.n += len(p.Actions)
	}
	if c.n > maxLogit {
		return nil, fmt.Errorf("%w: %d actions; at most %d are handled", Err, c.n, maxLogit)
	}
	stride := method.Strides(g)
	profile := make([]int, len(g.Players))
	for p := range g.Players {
		u := make([]float64, g.Profiles())
		for i := range u {
			if i&1023 == 0 && ctx.Err() != nil {
				return nil, nil
			}
			// What the action earns more than the player's first: nothing else
			// matters, and large payoffs cancel before they are rounded.
			g.Decode(i, profile)
			gain := g.Payoffs[p].Rat(i)
			u[i], _ = gain.Sub(gain, g.Payoffs[p].Rat(i-profile[p]*stride[p])).Float64()
			c.scale = max(c.scale, math.Abs(u[i]))
		}
		form.pay = append(form.pay, u)
	}
	if math.IsInf(c.scale, 0) {
		return nil, fmt.Errorf("%w: payoffs beyond the range of floating-point numbers", Err)
	}
	if c.scale == 0 {
		c.scale = 1
	}
	for _, u := range form.pay {
		for i := range u {
			u[i] /= c.scale
		}
	}
	for i := range g.Profiles() {
		g.Decode(i, profile)
		at := make([]int, len(profile))
		for p, a := range profile {
			at[p] = c.off[p] + a
		}
		form.prof = append(form.prof, at)
	}
	c.jac = mat.NewDense(c.n, c.n+1, nil)
	c.val = make([]float64, c.n)
	c.u = make([]float64, c.n)
	return c, nil
}

// evaluate sets val to the equations and jac to their derivatives at a point:
// for each player, that her probabilities sum to one, and for each action a but
// her first, log x(a) - log x(1) = λ·(u(a) - u(1)).
func (c *logitCurve) evaluate(x []float64) {
	lambda := x[c.n]
	clear(c.u)
	slope := mat.NewDense(c.n, c.n, nil) // of u in the logarithms
	prob := make([]float64, c.n)
	for k := range prob {
		prob[k] = math.Exp(x[k])
	}
	c.source.utilities(x, prob, c.u, slope)
	for p, off := range c.off {
		end := off + c.sizes[p]
		sum := -1.0
		first := c.jac.RawRowView(off)
		clear(first)
		for k := off; k < end; k++ {
			sum += prob[k]
			first[k] = prob[k]
		}
		c.val[off] = sum
		base := slope.RawRowView(off)
		for k := off + 1; k < end; k++ {
			gain := c.u[k] - c.u[off]
			c.val[k] = x[k] - x[off] - lambda*gain
			row := c.jac.RawRowView(k)
			for l, s := range slope.RawRowView(k) {
				row[l] = -lambda * (s - base[l])
			}
			row[k]++
			row[off]--
			row[c.n] = -gain
		}
	}
}

// residual is the largest violation of the equations.
func (c *logitCurve) residual() float64 {
	worst := 0.0
	for _, v := range c.val {
		worst = max(worst, math.Abs(v))
	}
	return worst
}

// follow traces the curve.
func (c *logitCurve) follow(ctx context.Context, opt Options, path *Path) {
	x := make([]float64, c.n+1)
	for p, off := range c.off {
		k := c.sizes[p]
		for a := range k {
			x[off+a] = -math.Log(float64(k))
		}
	}
	c.evaluate(x)
	path.Points = append(path.Points, c.point(x))
	wanted := slices.Clone(opt.Lambdas)
	slices.Sort(wanted)
	wanted = slices.Compact(wanted)
	if len(wanted) > 0 && wanted[0] == 0 {
		path.At = append(path.At, path.Points[0])
		wanted = wanted[1:]
	}
	most := opt.MaxSteps
	if most <= 0 {
		most = 20000
	}
	tangent := make([]float64, c.n+1)
	tangent[c.n] = 1 // λ grows at first
	c.tangent(tangent)
	step, up := logitFirstStep, true
	for range most {
		if ctx.Err() != nil {
			path.Reasons = append(path.Reasons, method.Cancelled(ctx))
			return
		}
		next, dir, far, ok := c.advance(ctx, x, tangent, step)
		if !ok || far > logitFar {
			if step /= 2; step < logitLeastStep {
				path.Reasons = append(path.Reasons, note.New(note.BranchFork))
				return
			}
			continue
		}
		c.passing(x, next, wanted, path)
		if (next[c.n] > x[c.n]) != up {
			up = !up
			path.Turns++
		}
		x, tangent = next, dir
		pt := c.point(x)
		path.Points = append(path.Points, pt)
		if opt.Progress != nil {
			opt.Progress(pt)
		}
		if far < logitNear {
			step *= 2
		}
		switch {
		case opt.MaxLambda > 0 && pt.Lambda >= opt.MaxLambda,
			opt.MaxLambda == 0 && pt.Regret <= logitSettled*c.scale && (len(wanted) == 0 || pt.Lambda > wanted[len(wanted)-1]):
			path.Complete = true
			return
		}
	}
	path.Reasons = append(path.Reasons, note.New(note.LimitSteps, most))
}

// advance takes a predictor step and corrects it. far is the length of the
// first correction.
func (c *logitCurve) advance(ctx context.Context, x, tangent []float64, step float64) (next, dir []float64, far float64, ok bool) {
	next = slices.Clone(x)
	for k := range next {
		next[k] += step * tangent[k]
	}
	var lq mat.LQ
	delta := mat.NewVecDense(c.n+1, nil)
	last := math.Inf(1)
	for round := range 12 {
		if ctx.Err() != nil {
			return nil, nil, 0, false
		}
		c.evaluate(next)
		lq.Factorize(c.jac)
		if lq.SolveVecTo(delta, false, mat.NewVecDense(c.n, c.val)) != nil {
			return nil, nil, 0, false
		}
		size := mat.Norm(delta, 2)
		if round == 0 {
			far = size
		}
		if math.IsNaN(size) || size > last && size > logitTolerance*100 || next[c.n] < -1e-9 {
			return nil, nil, 0, false
		}
		for k := range next {
			next[k] -= delta.AtVec(k)
		}
		if size <= logitTolerance*(1+math.Abs(next[c.n])) {
			dir = slices.Clone(tangent)
			c.evaluate(next)
			c.tangent(dir)
			// A sharp bend means that the step jumped to another branch.
			bend := 0.0
			for k := range dir {
				bend += dir[k] * tangent[k]
			}
			return next, dir, far, bend > 0.8
		}
		last = size
	}
	return nil, nil, 0, false
}

// tangent replaces a direction by the unit null vector of the Jacobian that
// points the same way.
func (c *logitCurve) tangent(dir []float64) {
	var lq mat.LQ
	lq.Factorize(c.jac)
	var q mat.Dense
	lq.QTo(&q)
	null := q.RawRowView(c.n)
	dot := 0.0
	for k, v := range null {
		dot += v * dir[k]
	}
	sign := math.Copysign(1, dot)
	for k, v := range null {
		dir[k] = sign * v
	}
}

// passing solves for the points of the branch between x and next at which λ
// takes wanted values.
func (c *logitCurve) passing(x, next, wanted []float64, path *Path) {
	lo, hi := x[c.n]/c.scale, next[c.n]/c.scale
	down := lo > hi
	if down {
		lo, hi = hi, lo
	}
	var found []Point
	for _, w := range wanted {
		if w <= lo || w > hi {
			continue
		}
		y := slices.Clone(x)
		t := (w*c.scale - x[c.n]) / (next[c.n] - x[c.n])
		for k := range y {
			y[k] += t * (next[k] - x[k])
		}
		y[c.n] = w * c.scale
		if c.correctAt(y) {
			found = append(found, c.point(y))
		}
	}
	if down {
		slices.Reverse(found)
	}
	path.At = append(path.At, found...)
	path.Points = append(path.Points, found...)
}

// Precisions returns precisions at which the branches of most games change
// visibly: 0, and 1, 2 and 5 times powers of ten, from about 1/10 to about 1000
// in units of 1 over the largest gain between two actions. It returns nil for games that
// Trace refuses, and when the context ends first.
func Precisions(ctx context.Context, g *games.Strategic) []float64 {
	if method.Validate(g) != nil {
		return nil
	}
	c, err := newLogitCurve(ctx, g)
	if err != nil || c == nil {
		return nil
	}
	return c.precisions()
}

func (c *logitCurve) precisions() []float64 {
	out := []float64{0}
	first := int(math.Round(-1 - math.Log10(c.scale)))
	for e := first; e <= first+4; e++ {
		for _, m := range []int{1, 2, 5} {
			// Read as a decimal, for 2·0.001 and 0.002 need not be the same.
			l, err := strconv.ParseFloat(fmt.Sprintf("%de%d", m, e), 64)
			if err == nil && l > 0 {
				out = append(out, l)
			}
		}
	}
	return out[:len(out)-2]
}

// correctAt solves the equations with λ held fixed.
func (c *logitCurve) correctAt(x []float64) bool {
	delta := mat.NewVecDense(c.n, nil)
	var lu mat.LU
	for range 40 {
		c.evaluate(x)
		lu.Factorize(c.jac.Slice(0, c.n, 0, c.n))
		if lu.SolveVecTo(delta, false, mat.NewVecDense(c.n, c.val)) != nil {
			return false
		}
		size := mat.Norm(delta, math.Inf(1))
		if math.IsNaN(size) || size > 50 {
			return false
		}
		for k := range c.n {
			x[k] -= delta.AtVec(k)
		}
		if size < logitTolerance {
			c.evaluate(x)
			return true
		}
	}
	return false
}

// point describes the point at which the curve was evaluated last.
func (c *logitCurve) point(x []float64) Point {
	pt := Point{Lambda: x[c.n] / c.scale, Residual: c.residual()}
	for p, off := range c.off {
		s := make([]float64, c.sizes[p])
		mean, best := 0.0, math.Inf(-1)
		for a := range s {
			s[a] = math.Exp(x[off+a])
			mean += s[a] * c.u[off+a]
			best = max(best, c.u[off+a])
		}
		pt.Strategies = append(pt.Strategies, s)
		pt.Regret = max(pt.Regret, (best-mean)*c.scale)
	}
	return pt
}
