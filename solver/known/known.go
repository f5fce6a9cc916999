// Package known holds the solvers to published results: the known: section of a
// game file, equilibria at numbers with their count and components, values of
// zero-sum games and critical discount factors.
package known

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"brink/games"
	"brink/solver/exact"
	"brink/solver/nash"
	"brink/solver/note"
	"brink/solver/repeated"
)

// Status is the outcome of a comparison.
type Status uint8

// The outcomes. Undecided: the solver's answer is not complete, or a number is
// known too roughly to be told from the one expected.
const (
	Undecided Status = iota
	Same
	Different
)

// Kind says which statement of a known result a finding is about.
type Kind string

// The kinds of statements, named as in files.
const (
	Equilibria Kind = "equilibria"
	Contains   Kind = "contains"
	Count      Kind = "count"
	Components Kind = "components"
	Value      Kind = "value"
	Critical   Kind = "critical"
)

// Finding compares one statement with what was found.
type Finding struct {
	Kind     Kind
	Of       string // the profile of automata of Critical
	Status   Status
	Expected []string // numbers, or profiles
	Found    []string
	// Missing and Surplus are the equilibria that only the one side has.
	Missing, Surplus []string
	NotZeroSum       bool
	Reasons          []note.Note // why undecided
	Why              []note.Note
}

// Result is one known result with a finding for each of its statements.
type Result struct {
	Known    games.Known
	Findings []Finding
}

// Status is Same only where every finding is.
func (r Result) Status() Status {
	out := Same
	for _, f := range r.Findings {
		switch f.Status {
		case Different:
			return Different
		case Undecided:
			out = Undecided
		}
	}
	return out
}

// ErrRoot says that root(…) names no number: its interval holds no root of the
// polynomial, or several.
var ErrRoot = errors.New("not the only root of the polynomial in the interval")

// ErrPoint says that the assumptions do not hold at the point of a known result.
var ErrPoint = errors.New("the point is not one that the game allows")

// ErrConcept says that the kind of the game does not have a solution concept.
var ErrConcept = errors.New("not a solution concept of such games")

// Check compares every known result of a model with what the solvers find. For a
// game in strategic form the cost is that of solving it once for each point; for
// others, of making their table once.
func Check(ctx context.Context, m games.Model, opt nash.Options) ([]Result, error) {
	g, ok := m.(*games.Game)
	if !ok {
		return rows(ctx, m)
	}
	var out []Result
	for _, k := range g.Known {
		r, err := check(ctx, g, k, opt)
		if err != nil {
			return nil, fmt.Errorf("%s:%d:%d: %w", k.Place.File, k.Place.Line, k.Place.Column, err)
		}
		out = append(out, r)
	}
	return out, nil
}

func check(ctx context.Context, g *games.Game, k games.Known, opt nash.Options) (Result, error) {
	out := Result{Known: k}
	point, err := g.Point(k.Settings())
	if err != nil {
		return out, err
	}
	if k.Equilibria != nil || k.Contains != nil || k.Count > 0 || k.Components > 0 || k.Value != nil {
		s, err := g.At(point)
		if err != nil {
			return out, err
		}
		if out.Findings, err = equilibria(ctx, s, k, opt); err != nil {
			return out, err
		}
	}
	for _, c := range k.Critical {
		f, err := critical(ctx, g, c, point)
		if err != nil {
			return out, err
		}
		out.Findings = append(out.Findings, f)
	}
	return out, nil
}

// equilibria holds the equilibria of a game in numbers to a known result.
func equilibria(ctx context.Context, s *games.Strategic, k games.Known, opt nash.Options) ([]Finding, error) {
	var out []Finding
	if k.Value != nil && !zeroSum(s) {
		out = append(out, Finding{Kind: Value, Status: Different, Expected: []string{k.Value.Text}, NotZeroSum: true})
		k.Value = nil
	}
	res, err := nash.All(ctx, s, opt)
	if err != nil {
		return nil, err
	}
	if k.Equilibria != nil {
		f, err := compareAll(ctx, k.Equilibria, res)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	if k.Contains != nil {
		f, err := contains(ctx, s, k.Contains, res)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	if k.Count > 0 {
		out = append(out, number(Count, k.Count, len(res.Equilibria), res))
	}
	if k.Components > 0 {
		found := len(res.Components)
		if active(s) > 2 { // isolated equilibria, where the answer is complete
			found = len(res.Equilibria)
		}
		out = append(out, number(Components, k.Components, found, res))
	}
	if k.Value != nil {
		f := Finding{Kind: Value, Expected: []string{k.Value.Text}, Reasons: res.Reasons}
		if len(res.Equilibria) > 0 {
			// Every equilibrium of a zero-sum game pays its value (von Neumann 1928).
			v := payoffs(res.Equilibria[0])[0]
			f.Found = []string{text(v)}
			if f.Status, err = equal(ctx, *k.Value, v); err != nil {
				return nil, err
			}
		}
		out = append(out, f)
	}
	return out, nil
}

// active counts the players with a choice.
func active(s *games.Strategic) int {
	n := 0
	for _, p := range s.Players {
		if len(p.Actions) > 1 {
			n++
		}
	}
	return n
}

// number compares a count, which an incomplete answer can only exceed.
func number(kind Kind, expected, found int, res *nash.Result) Finding {
	f := Finding{Kind: kind, Expected: []string{strconv.Itoa(expected)}, Found: []string{strconv.Itoa(found)}}
	switch {
	case kind == Count && found > expected, res.Complete && found != expected:
		f.Status = Different
	case res.Complete:
		f.Status = Same
	default:
		f.Reasons = res.Reasons
	}
	return f
}

// zeroSum reports whether the payoffs of two players add up to nothing everywhere.
func zeroSum(s *games.Strategic) bool {
	if len(s.Players) != 2 {
		return false
	}
	for i := range s.Payoffs[0].Len() {
		if new(big.Rat).Add(s.Payoffs[0].Rat(i), s.Payoffs[1].Rat(i)).Sign() != 0 {
			return false
		}
	}
	return true
}

// critical holds the least discount factor of a profile to a known one.
func critical(ctx context.Context, g *games.Game, c games.KnownCritical, point []*big.Rat) (Finding, error) {
	f := Finding{Kind: Critical, Of: c.Text, Expected: []string{c.Min.Text}}
	row, err := repeated.Analyse(ctx, g, c.Profile)
	if err != nil {
		return f, err
	}
	set, err := repeated.CriticalSet(ctx, g, row.SPE, point)
	if errors.Is(err, repeated.ErrDiscountExpression) {
		set, err = row.Critical(ctx, point)
	}
	if err != nil {
		return f, err
	}
	if set.Empty() {
		f.Status = Different
		return f, nil
	}
	min := set.Min()
	f.Found = []string{text(numberOf(min))}
	f.Status, err = equal(ctx, c.Min, numberOf(min))
	return f, err
}

// numberOf is an algebraic number as a Number.
func numberOf(a exact.Algebraic) nash.Number {
	if r, ok := a.Rational(); ok {
		return nash.RationalNumber(r.Big())
	}
	iv := a.Interval()
	return nash.Number{Lo: iv.Lo.Big(), Hi: iv.Hi.Big(), Algebraic: &a}
}

// probabilities and payoffs of an equilibrium as numbers.
func probabilities(e nash.Equilibrium) [][]nash.Number {
	if e.Irrational != nil {
		return e.Irrational.Strategies
	}
	out := make([][]nash.Number, len(e.Strategies))
	for p, list := range e.Strategies {
		for _, x := range list {
			out[p] = append(out[p], nash.RationalNumber(x))
		}
	}
	return out
}

func payoffs(e nash.Equilibrium) []nash.Number {
	if e.Irrational != nil {
		return e.Irrational.Payoffs
	}
	var out []nash.Number
	for _, x := range e.Payoffs {
		out = append(out, nash.RationalNumber(x))
	}
	return out
}

// text is a number as files have it.
func text(x nash.Number) string {
	if r, ok := x.Rational(); ok {
		return r.RatString()
	}
	if x.Algebraic != nil {
		lo, hi := ends(*x.Algebraic)
		return fmt.Sprintf("root('%s', %s, %s)", x.Algebraic.Poly(), lo.RatString(), hi.RatString())
	}
	s, _ := x.Decimal(10)
	return s + "…"
}

// ends tell an irrational number from the other roots of its polynomial: 0 and 1
// where Descartes' rule says that they do.
func ends(a exact.Algebraic) (lo, hi *big.Rat) {
	one := exact.RatInt(1)
	if p := a.Poly(); p.OneInUnit() && p.Sign(exact.Rat{}) != 0 && p.Sign(one) != 0 && a.Sign() > 0 && a.CmpRat(one) < 0 {
		return new(big.Rat), one.Big()
	}
	iv := a.Interval()
	return iv.Lo.Big(), iv.Hi.Big()
}

// profileText is a profile as files have it.
func profileText[T any](p [][]T, one func(T) string) string {
	parts := make([]string, len(p))
	for i, list := range p {
		texts := make([]string, len(list))
		for k, x := range list {
			texts[k] = one(x)
		}
		parts[i] = "[" + strings.Join(texts, ", ") + "]"
	}
	return "[" + strings.Join(parts, ", ") + "]"
}

func expectedText(p [][]games.Exact) string {
	return profileText(p, func(x games.Exact) string {
		if x.Rat != nil {
			return x.Rat.RatString()
		}
		return x.Text
	})
}

func foundText(e nash.Equilibrium) string { return profileText(probabilities(e), text) }

// algebraic is the number that root(…) names.
func algebraic(ctx context.Context, x games.Exact) (exact.Algebraic, error) {
	roots, err := exact.Roots(ctx, exact.NewUnivariate(x.Poly))
	if err != nil {
		return exact.Algebraic{}, err
	}
	var within []exact.Algebraic
	for _, r := range roots {
		if r.CmpRat(exact.RatBig(x.Lo)) > 0 && r.CmpRat(exact.RatBig(x.Hi)) < 0 {
			within = append(within, r)
		}
	}
	if len(within) != 1 {
		return exact.Algebraic{}, fmt.Errorf("%s: %w: it holds %d", x.Text, ErrRoot, len(within))
	}
	return within[0], nil
}

// equal compares a known number with one that was found.
func equal(ctx context.Context, x games.Exact, y nash.Number) (Status, error) {
	same := func(b bool) (Status, error) {
		if b {
			return Same, nil
		}
		return Different, nil
	}
	r, rational := y.Rational()
	if x.Rat != nil {
		switch {
		case rational:
			return same(x.Rat.Cmp(r) == 0)
		case y.Algebraic != nil:
			return same(y.Algebraic.CmpRat(exact.RatBig(x.Rat)) == 0)
		case x.Rat.Cmp(y.Lo) < 0 || x.Rat.Cmp(y.Hi) > 0:
			return Different, nil
		}
		return Undecided, nil
	}
	a, err := algebraic(ctx, x)
	switch {
	case err != nil:
		return Undecided, err
	case rational:
		return same(a.CmpRat(exact.RatBig(r)) == 0)
	case y.Algebraic != nil:
		return same(a.Cmp(*y.Algebraic) == 0)
	case a.CmpRat(exact.RatBig(y.Lo)) < 0 || a.CmpRat(exact.RatBig(y.Hi)) > 0:
		return Different, nil
	}
	return Undecided, nil
}

// equalProfile compares profiles probability by probability.
func equalProfile(ctx context.Context, p [][]games.Exact, q [][]nash.Number) (Status, error) {
	out := Same
	for i := range p {
		for k := range p[i] {
			s, err := equal(ctx, p[i][k], q[i][k])
			if err != nil || s == Different {
				return s, err
			}
			if s == Undecided {
				out = Undecided
			}
		}
	}
	return out, nil
}

// compareAll matches the known equilibria with those found. Rational profiles are
// matched by their text, others one by one.
func compareAll(ctx context.Context, known [][][]games.Exact, res *nash.Result) (Finding, error) {
	f := Finding{Kind: Equilibria, Status: Same}
	byText := make(map[string]int, len(res.Equilibria))
	for i, e := range res.Equilibria {
		t := foundText(e)
		f.Found = append(f.Found, t)
		if e.Irrational == nil {
			byText[t] = i
		}
	}
	matched := make([]bool, len(res.Equilibria))
	for _, k := range known {
		t := expectedText(k)
		f.Expected = append(f.Expected, t)
		if i, ok := byText[t]; ok && !matched[i] {
			matched[i] = true
			continue
		}
		best, at := Different, -1
		for i, e := range res.Equilibria {
			if matched[i] || e.Irrational == nil && rational(k) {
				continue
			}
			s, err := equalProfile(ctx, k, probabilities(e))
			if err != nil {
				return f, err
			}
			if s == Same || s == Undecided && best == Different {
				best, at = s, i
			}
			if s == Same {
				break
			}
		}
		switch {
		case best == Same:
			matched[at] = true
		case best == Undecided:
			matched[at] = true
			f.Status = min(f.Status, Undecided)
		default:
			f.Missing = append(f.Missing, t)
		}
	}
	for i, done := range matched {
		if !done {
			f.Surplus = append(f.Surplus, f.Found[i])
		}
	}
	switch {
	case len(f.Surplus) > 0, len(f.Missing) > 0 && res.Complete:
		f.Status = Different
	case !res.Complete:
		f.Status, f.Reasons = Undecided, res.Reasons
	}
	return f, nil
}

func rational(k [][]games.Exact) bool {
	return !slices.ContainsFunc(k, func(l []games.Exact) bool {
		return slices.ContainsFunc(l, func(x games.Exact) bool { return x.Rat == nil })
	})
}

// contains looks for equilibria: rational ones are held to the definition, by code
// that shares nothing with the solver, others looked for among those found.
func contains(ctx context.Context, s *games.Strategic, known [][][]games.Exact, res *nash.Result) (Finding, error) {
	f := Finding{Kind: Contains, Status: Same}
	for _, k := range known {
		t := expectedText(k)
		f.Expected = append(f.Expected, t)
		if rational(k) {
			if isEquilibrium(s, k) {
				f.Found = append(f.Found, t)
			} else {
				f.Missing, f.Status = append(f.Missing, t), Different
			}
			continue
		}
		best := Different
		for _, e := range res.Equilibria {
			st, err := equalProfile(ctx, k, probabilities(e))
			if err != nil {
				return f, err
			}
			if st == Same || st == Undecided && best == Different {
				best = st
			}
		}
		switch {
		case best == Same:
			f.Found = append(f.Found, t)
		case best == Different && res.Complete && active(s) > 2:
			f.Missing, f.Status = append(f.Missing, t), Different
		case f.Status == Same:
			f.Status, f.Reasons = Undecided, res.Reasons
		}
	}
	return f, nil
}

// isEquilibrium checks a rational profile by the definition: no action pays a
// player more than her mixture does.
func isEquilibrium(s *games.Strategic, k [][]games.Exact) bool {
	for p := range s.Players {
		value := new(big.Rat)
		actions := make([]*big.Rat, len(s.Players[p].Actions))
		for a := range actions {
			actions[a] = new(big.Rat)
		}
		profile := make([]int, len(s.Players))
		for i := range s.Payoffs[p].Len() {
			rest := i
			for q := len(profile) - 1; q >= 0; q-- {
				n := len(s.Players[q].Actions)
				profile[q], rest = rest%n, rest/n
			}
			weight := big.NewRat(1, 1)
			for q, a := range profile {
				if q != p {
					weight.Mul(weight, k[q][a].Rat)
				}
			}
			if weight.Sign() != 0 {
				at := actions[profile[p]]
				at.Add(at, weight.Mul(weight, s.Payoffs[p].Rat(i)))
			}
		}
		for a, u := range actions {
			value.Add(value, new(big.Rat).Mul(u, k[p][a].Rat))
		}
		for _, u := range actions {
			if u.Cmp(value) > 0 {
				return false
			}
		}
	}
	return true
}

// ErrNoForm says that a number is known by an interval alone.
var ErrNoForm = errors.New("a probability is known by an interval alone, which is no exact form")

// exactForm is a number as a file states it, unless it is known by an interval alone.
func exactForm(x nash.Number) (games.Exact, bool) {
	if r, ok := x.Rational(); ok {
		return games.ExactRat(r), true
	}
	if x.Algebraic == nil {
		return games.Exact{}, false
	}
	lo, hi := ends(*x.Algebraic)
	return games.Exact{Text: text(x), Poly: x.Algebraic.Poly(), Lo: lo, Hi: hi}, true
}

// Of makes a known result of what the solver found at a point, to be written into
// a file: all equilibria, or some where the answer is not complete.
func Of(g *games.Game, point []*big.Rat, res *nash.Result) (games.Known, error) {
	var k games.Known
	var list [][][]games.Exact
	k.At = setting(&g.Header, point)
	for _, e := range res.Equilibria {
		var profile [][]games.Exact
		for _, list := range probabilities(e) {
			strategy := make([]games.Exact, len(list))
			for i, x := range list {
				var ok bool
				if strategy[i], ok = exactForm(x); !ok {
					return k, ErrNoForm
				}
			}
			profile = append(profile, strategy)
		}
		list = append(list, profile)
	}
	if !res.Complete {
		k.Contains = list
		return k, nil
	}
	k.Equilibria, k.Components = list, len(res.Components)
	return k, nil
}
