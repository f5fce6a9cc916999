package main

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/prove"
	"brink/solver/repeated"
	"brink/solver/stability"
)

type jsonRepeatedRow struct {
	Profile      []string `json:"profile"`
	Outcome      string   `json:"outcome"`
	Payoffs      []string `json:"payoffs,omitempty"`
	SPE          string   `json:"spe"`
	Nash         string   `json:"nash,omitempty"`
	KnifeEdge    bool     `json:"knife_edge"`
	Possible     *string  `json:"possible_when,omitempty"` // some discount factor works
	Renegotiable *string  `json:"renegotiation_proof,omitempty"`
	// LeastPatience says that no strategies sustain the outcome with less.
	LeastPatience bool          `json:"least_patience_of_any,omitempty"`
	Critical      *jsonCritical `json:"critical,omitempty"`
	CriticalNash  *jsonCritical `json:"critical_nash,omitempty"`
	Binding       []jsonBinding `json:"binding,omitempty"`
	Statics       []jsonStatic  `json:"statics,omitempty"`

	Deviations     []jsonDeviation `json:"deviations,omitempty"`
	NashDeviations []jsonDeviation `json:"nash_deviations,omitempty"`
	Ranked         *jsonRanked     `json:"pareto_ranked,omitempty"`
}

type jsonCritical struct {
	Min      any      `json:"min"`
	Max      any      `json:"max"`
	Attained bool     `json:"attained"`
	Set      []string `json:"set"`
}

// jsonBinding is a deviation that the critical discount factor deters only just.
type jsonBinding struct {
	State      []string `json:"state"`
	Player     string   `json:"player"`
	Prescribed string   `json:"prescribed,omitempty"`
	Plan       string   `json:"plan"`
}

// jsonStatic says which way the critical discount factor moves with a parameter.
type jsonStatic struct {
	Parameter string `json:"parameter"`
	// Sign is "+", "-", "0" or "kink" at the --set or default values; "" where no
	// deviation binds there.
	Sign string `json:"sign,omitempty"`
	// Everywhere is proved for all parameters: increasing or decreasing (weakly),
	// constant, depends, vacuous where no two values can be compared, or undecided.
	Everywhere string `json:"everywhere,omitempty"`
	// Existence says the same of whether some discount factor works.
	Existence string `json:"existence,omitempty"`
	Rises     string `json:"rises_when,omitempty"` // where it depends
	Falls     string `json:"falls_when,omitempty"`
	Reason    string `json:"reason,omitempty"`
}

type jsonDeviation struct {
	State      []string `json:"state"`
	Player     string   `json:"player"`
	Prescribed string   `json:"prescribed,omitempty"`
	Plan       string   `json:"plan"`
	Deters     string   `json:"deterred_when"`
	Gain       string   `json:"gain,omitempty"` // at the --set or default values
	Further    int      `json:"further_with_same_condition,omitempty"`
}

// jsonRanked are joint states of which all players prefer one to the other.
type jsonRanked struct {
	Better []string `json:"better"`
	Worse  []string `json:"worse"`
}

// jsonAny is what any strategies need that play an outcome for ever.
type jsonAny struct {
	Outcome    string     `json:"outcome"`
	Necessary  string     `json:"necessary"`
	AttainedBy [][]string `json:"attained_by"`
}

// Conditions with more terms than these, in all comparisons together, are for
// programs rather than for people: beyond the first the prover's quick means alone
// simplify them, beyond the second they stay as they are.
const (
	longTerms   = 300
	hugeTerms   = 3_000
	quickBudget = 500 // of one question to the prover, about a microsecond a unit
)

// conditionTerms counts the terms of all comparisons.
func conditionTerms(f expr.Formula) int {
	terms := 0
	f.Atoms(func(a expr.Atom) { terms += a.P.Terms() })
	return terms
}

// conditionView simplifies and presents the conditions of one game.
type conditionView struct {
	g       *games.Game
	point   []*big.Rat
	asm     *prove.Assumptions
	quick   *prove.Assumptions // asm with the quick means alone
	present stability.Presenter
	done    map[string]expr.Formula // what was simplified before, by its key
}

// newConditionView takes for granted what the game assumes, and in repeated games
// that the discount factor is one.
func newConditionView(g *games.Game, point []*big.Rat) conditionView {
	v := conditionView{g: g, point: point, done: map[string]expr.Formula{}}
	hyps, first := g.Hypotheses(), -1
	if g.Repeated != nil {
		d := g.Repeated.Discount
		hyps = expr.And(hyps, expr.Compare(d, expr.GE, expr.Ratio{}), expr.Compare(d, expr.LT, expr.FromInt(1)))
		if vs := d.Vars(); len(vs) == 1 {
			first = vs[0]
		}
	}
	opt := prove.Options{Prefer: point, Names: g.Names()}
	v.asm = prove.Assume(hyps, opt)
	opt.Budget, opt.Shallow = quickBudget, true
	v.quick = prove.Assume(hyps, opt)
	v.present = stability.Presenter{Assumptions: v.asm, First: first}
	return v
}

// given is the view under one more assumption.
func (v conditionView) given(f expr.Formula) conditionView {
	v.asm, v.done = v.asm.And(f), map[string]expr.Formula{}
	v.present.Assumptions = v.asm
	return v
}

// hurried is the view for conditions that are long.
func (v conditionView) hurried() conditionView {
	v.asm = v.quick
	v.present.Assumptions = v.asm
	return v
}

func (v conditionView) simple(ctx context.Context, f expr.Formula) expr.Formula {
	if conditionTerms(f) > hugeTerms {
		return f
	}
	return v.present.Formula(ctx, v.simplify(ctx, f))
}

// simplify is what the assumptions leave of a formula. Long conditions take
// seconds, so answers are kept; what an interruption cut short is not.
func (v conditionView) simplify(ctx context.Context, f expr.Formula) expr.Formula {
	key := f.Key()
	if s, ok := v.done[key]; ok {
		return s
	}
	s := v.asm.Simplify(ctx, f)
	if ctx.Err() == nil {
		v.done[key] = s
	}
	return s
}

// repeatedView builds the tables and the JSON of one game.
type repeatedView struct {
	conditionView
	table *report.Table
	rests *report.Table
	why   *report.Table
	json  *jsonRepeated

	outcomes []*outcomeBound
	ranked   []string // sentences
	either   []string
	knife    []string
	unread   []string // profiles whose conditions are too long for more than the table
}

// outcomeBound is the condition that every profile of strategies with one steady
// outcome must satisfy, and those that need no more.
type outcomeBound struct {
	profile   []int
	necessary expr.Formula
	by        [][]string
}

func newRepeatedView(g *games.Game, point []*big.Rat) *repeatedView {
	v := &repeatedView{conditionView: newConditionView(g, point)}
	v.table = &report.Table{Header: []string{"Strategies", "Outcome", "Subgame perfect", "Nash", "Critical discount"}}
	v.rests = &report.Table{
		Title:  "What the conditions rest on",
		Header: []string{"Strategies", "Some discount factor works", "Renegotiation-proof", "Binding deviation", "More patience with", "Less patience with", "Either way"},
	}
	v.why = &report.Table{Title: "Why: the deviations to deter", Header: []string{"Strategies", "Concept", "After", "Player", "Instead", "Deterred"}}
	if _, err := v.discount(); err == nil {
		v.why.Header = append(v.why.Header, "Gain at "+v.discountText())
	}
	v.json = &jsonRepeated{Game: g.ID, Discount: g.Repeated.DiscountText, Complete: true, Reasons: []string{}, Rows: []jsonRepeatedRow{}}
	return v
}

// discount is the discount factor at the point.
func (v *repeatedView) discount() (*big.Rat, error) {
	d, err := v.g.Repeated.Discount.Eval(v.point)
	switch {
	case err != nil:
		return nil, fmt.Errorf("discount factor: %w", err)
	case d.Sign() < 0 || d.Cmp(big.NewRat(1, 1)) >= 0:
		return nil, fmt.Errorf("%w: %s", repeated.ErrDelta, v.g.Repeated.DiscountText+" = "+d.RatString())
	}
	return d, nil
}

// discountText says what the discount factor is at the point: "delta = 4/5".
func (v *repeatedView) discountText() string {
	d, err := v.discount()
	if err != nil {
		return v.g.Repeated.DiscountText
	}
	if d.RatString() == v.g.Repeated.DiscountText {
		return "discount factor " + d.RatString()
	}
	return v.g.Repeated.DiscountText + " = " + d.RatString()
}

// incomplete notes that work was cut short.
func (v *repeatedView) incomplete(reason string) {
	v.json.cut = true
	v.limited(reason)
}

// limited notes that the method does not give the whole answer.
func (v *repeatedView) limited(reason string) {
	v.json.Complete = false
	if !slices.Contains(v.json.Reasons, reason) {
		v.json.Reasons = append(v.json.Reasons, reason)
	}
}

// add analyses one profile and adds its row.
func (v *repeatedView) add(ctx context.Context, names []string, why bool) error {
	g, pr := v.g, v.g.Printer()
	row, err := repeated.Analyse(ctx, g, names)
	if err != nil {
		if ctx.Err() != nil {
			return nil // reported by the caller
		}
		return usage("%s: %s: %v", g.ID, strings.Join(names, ", "), err)
	}
	if conditionTerms(row.SPE) > longTerms {
		whole := v.conditionView
		v.conditionView = whole.hurried()
		defer func() { v.conditionView = whole }()
	}
	spe := v.simple(ctx, row.SPE)
	j := jsonRepeatedRow{Profile: names, Outcome: row.Outcome, SPE: pr.Formula(spe)}
	nashCell := report.Text("too large")
	if row.NashErr == nil {
		nash := v.simple(ctx, row.Nash)
		j.Nash = pr.Formula(nash)
		nashCell = conditionOrSize(g, nash)
	} else {
		v.incomplete(fmt.Sprintf("%s: %v", strings.Join(names, ", "), row.NashErr))
	}
	for _, val := range row.Values {
		if r, ok := val.Ratio(); ok {
			j.Payoffs = append(j.Payoffs, pr.Ratio(r))
		}
	}
	c, err := v.critical(row.SPE, row.Critical)
	if err != nil {
		return usage("%s: %s: %v", g.ID, strings.Join(names, ", "), err)
	}
	critical := report.Text("none")
	if !c.Empty() {
		j.Critical = criticalJSON(c)
		critical = report.Text(c.String())
	}
	if row.NashErr == nil {
		c, err := v.critical(row.Nash, row.CriticalNash)
		if err != nil {
			return usage("%s: %s: %v", g.ID, strings.Join(names, ", "), err)
		}
		if !c.Empty() {
			j.CriticalNash = criticalJSON(c)
		}
	}
	if conditionTerms(row.SPE) > hugeTerms {
		v.unread = append(v.unread, profileText(names))
	} else if err := v.restsOn(ctx, row, &j); err != nil {
		return usage("%s: %s: %v", g.ID, strings.Join(names, ", "), err)
	}
	if why {
		v.explain(ctx, row, &j)
	}
	v.table.Rows = append(v.table.Rows, []report.Cell{report.Text(profileText(names)), report.Text(row.Outcome), conditionOrSize(g, spe), nashCell, critical})
	v.json.Rows = append(v.json.Rows, j)
	return nil
}

// conditionOrSize is a condition, or how long it is when nobody would read it.
func conditionOrSize(g *games.Game, f expr.Formula) report.Cell {
	if n := conditionTerms(f); n > hugeTerms {
		return report.Text(fmt.Sprintf("%d terms, in the JSON output", n))
	}
	return condition(g, f)
}

// critical is the set of discount factors at which a condition of a row holds at
// the point: read from the formula, or where the discount factor is an expression
// of several parameters about the value of the expression.
func (v *repeatedView) critical(f expr.Formula, own func([]*big.Rat) (*repeated.Critical, error)) (*repeated.Critical, error) {
	c, err := repeated.CriticalSet(v.g, f, v.point)
	if errors.Is(err, repeated.ErrDiscountExpression) {
		return own(v.point)
	}
	return c, err
}

func criticalJSON(c *repeated.Critical) *jsonCritical {
	return &jsonCritical{Min: algebraicJSON(c.Min()), Max: algebraicJSON(c.Max()), Attained: c.Attained(), Set: []string{c.String()}}
}

// maxTerms is how many terms the polynomials of a condition may have for what lies
// behind it to be examined. Noisy automata of two players with four payoffs and an
// error have some hundred and take a second; three players with three states each
// have thousands.
const maxTerms = 400

// terms counts the terms of the polynomials in a formula.
func terms(f expr.Formula) int {
	n := 0
	f.Atoms(func(a expr.Atom) { n += a.P.Terms() })
	return n
}

// restsOn adds what lies behind the conditions of a row: whether patience can
// suffice at all, renegotiation, the binding deviation and comparative statics.
func (v *repeatedView) restsOn(ctx context.Context, row *repeated.Row, j *jsonRepeatedRow) error {
	g, pr := v.g, v.g.Printer()
	spe := v.simplify(ctx, row.SPE)
	possible := report.Text("–")
	if f, ok := v.possible(ctx, row, spe); ok {
		text := pr.Formula(f)
		j.Possible = &text
		possible = condition(g, f)
	}
	if !spe.IsFalse() && v.asm.Measure0(ctx, spe) == prove.Yes {
		j.KnifeEdge = true
		v.knife = append(v.knife, profileText(row.Profile))
	}
	renegotiation := report.Text("–")
	f, err := row.Renegotiation(ctx)
	switch {
	case err == nil:
		f = v.asm.Simplify(ctx, f)
		text := pr.Formula(v.present.Formula(ctx, f))
		j.Renegotiable = &text
		renegotiation = condition(g, v.present.Formula(ctx, f))
		if !f.IsTrue() && !f.IsFalse() && v.asm.Implies(ctx, expr.Implies(spe, f)) == prove.Yes {
			renegotiation = report.Text("wherever subgame perfect")
		}
	case errors.Is(err, repeated.ErrTooManyContinuations):
		renegotiation = report.Text("not decided: " + err.Error())
	case ctx.Err() == nil:
		return err
	}
	binding, err := row.Binding(v.point)
	if err != nil {
		return err
	}
	var parts []string
	for _, d := range binding {
		j.Binding = append(j.Binding, jsonBinding{d.State, g.Players[d.Player].Name, d.Prescribed, d.Plan})
		parts = append(parts, deviationText(g, d))
	}
	var up, down, either []string
	if j.Statics, err = v.statics(ctx, row); err != nil {
		return err
	}
	for _, x := range j.Statics {
		switch x.Everywhere {
		case stability.Increasing.String():
			up = append(up, x.Parameter)
		case stability.Decreasing.String():
			down = append(down, x.Parameter)
		case stability.Depends.String():
			either = append(either, x.Parameter)
			v.eitherWay(row, x)
		case stability.Undecided.String():
			either = append(either, x.Parameter+" (undecided)")
		}
	}
	v.leastPatience(ctx, row, spe, j)
	v.rests.Rows = append(v.rests.Rows, []report.Cell{
		report.Text(profileText(row.Profile)), possible, renegotiation, report.Text(orDash(strings.Join(parts, "; "))), report.Text(orDash(join(up))), report.Text(orDash(join(down))), report.Text(orDash(join(either))),
	})
	return nil
}

// statics are the comparative statics of the critical discount factor: signs at
// the point, and directions for all parameters.
func (v *repeatedView) statics(ctx context.Context, row *repeated.Row) ([]jsonStatic, error) {
	g, pr := v.g, v.g.Printer()
	here, err := row.Statics(v.point)
	if err != nil {
		return nil, err
	}
	all, err := stability.RowStatics(ctx, g, row)
	if err != nil && ctx.Err() == nil {
		return nil, err
	}
	var out []jsonStatic
	at := map[expr.Var]int{}
	for _, s := range all {
		x := jsonStatic{Parameter: g.Params[s.Parameter].Name, Everywhere: s.Direction.String(), Existence: s.Existence.String(), Reason: s.Reason}
		if s.Rises != nil {
			x.Rises = pr.Formula(v.without().Formula(ctx, *s.Rises))
		}
		if s.Falls != nil {
			x.Falls = pr.Formula(v.without().Formula(ctx, *s.Falls))
		}
		at[s.Parameter] = len(out)
		out = append(out, x)
	}
	for _, s := range here {
		i, ok := at[s.Parameter]
		if !ok {
			i = len(out)
			out = append(out, jsonStatic{Parameter: g.Params[s.Parameter].Name})
		}
		switch {
		case s.Kink:
			out[i].Sign = "kink"
		case s.Sign > 0:
			out[i].Sign = "+"
		case s.Sign < 0:
			out[i].Sign = "-"
		default:
			out[i].Sign = "0"
		}
	}
	return out, nil
}

// eitherWay explains a parameter in which the critical discount factor rises at
// some values of the others and falls at others.
func (v *repeatedView) eitherWay(row *repeated.Row, x jsonStatic) {
	if x.Rises == "" || x.Falls == "" {
		return
	}
	v.either = append(v.either, fmt.Sprintf("%s: the critical discount factor rises in %s where %s, and falls where %s", profileText(row.Profile), x.Parameter, x.Rises, x.Falls))
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// deviationText describes a deviation: "Blue plays race after (trust, trust)".
func deviationText(g *games.Game, d repeated.Deviation) string {
	return fmt.Sprintf("%s plays %s after (%s)", g.Players[d.Player].Name, d.Plan, strings.Join(d.State, ", "))
}

// possible is the condition on the other parameters under which some discount
// factor makes the profile subgame perfect: by quantifier elimination, or where
// that does not reach by the limit of patience, if the condition implies it.
func (v *repeatedView) possible(ctx context.Context, row *repeated.Row, spe expr.Formula) (expr.Formula, bool) {
	asm, variable := v.asm, v.present.First
	if variable < 0 {
		// The discount factor is no parameter: some value of it in [0, 1).
		spe, variable = row.InDiscount()
		d := expr.Variable(variable)
		hyps := expr.And(v.g.Hypotheses(), expr.Sign(d, expr.GE), expr.Sign(d.Sub(expr.IntPoly(1)), expr.LT))
		asm = prove.Assume(hyps, prove.Options{Names: append(v.g.Names(), "delta*")})
		spe = asm.Simplify(ctx, spe)
	}
	if f, ok := asm.Eliminate(ctx, []expr.Var{variable}, spe); ok == prove.Yes {
		return v.without().Formula(ctx, v.asm.Simplify(ctx, f)), true
	}
	f := asm.Simplify(ctx, row.Patient())
	if asm.Implies(ctx, expr.Implies(spe, f)) == prove.Yes {
		return v.without().Formula(ctx, f), true
	}
	return expr.Formula{}, false
}

// without presents formulas that do not contain the discount factor.
func (v *repeatedView) without() stability.Presenter {
	return stability.Presenter{Assumptions: v.asm, First: -1}
}

// leastPatience compares the condition with the one that any strategies with the
// same steady outcome must satisfy.
func (v *repeatedView) leastPatience(ctx context.Context, row *repeated.Row, spe expr.Formula, j *jsonRepeatedRow) {
	profile, ok := row.Steady()
	if !ok || v.g.Repeated.Error != nil || v.g.Repeated.Monitoring != nil || len(profile) != len(v.g.Players) {
		return
	}
	var b *outcomeBound
	for _, x := range v.outcomes {
		if slices.Equal(x.profile, profile) {
			b = x
		}
	}
	if b == nil {
		f, err := repeated.Deterrable(v.g, profile)
		if err != nil {
			return // too many profiles: no statement
		}
		b = &outcomeBound{profile: profile, necessary: v.asm.Simplify(ctx, f)}
		v.outcomes = append(v.outcomes, b)
	}
	if !b.necessary.IsFalse() && v.asm.Implies(ctx, expr.Implies(b.necessary, spe)) == prove.Yes {
		b.by = append(b.by, row.Profile)
		j.LeastPatience = true
	}
}

// explain lists the deviations behind both conditions, with what they gain at the
// point, and states that all would rather leave.
func (v *repeatedView) explain(ctx context.Context, row *repeated.Row, j *jsonRepeatedRow) {
	for _, d := range row.Deviations {
		j.Deviations = append(j.Deviations, v.deviation(ctx, row, "subgame perfect", d))
	}
	for _, d := range row.NashDeviations {
		j.NashDeviations = append(j.NashDeviations, v.deviation(ctx, row, "Nash", d))
	}
	if _, err := v.discount(); err != nil {
		return
	}
	// Where the point has no value the sentence is left out, like the gains.
	better, worse, err := row.ParetoRanked(ctx, v.point)
	if err == nil && better != nil {
		j.Ranked = &jsonRanked{better, worse}
		v.ranked = append(v.ranked, fmt.Sprintf("%s: at %s all would rather be at (%s) than at (%s), so the strategies are not renegotiation-proof",
			profileText(row.Profile), v.discountText(), strings.Join(better, ", "), strings.Join(worse, ", ")))
	}
}

// deviation adds one line of the explanation.
func (v *repeatedView) deviation(ctx context.Context, row *repeated.Row, concept string, d repeated.Deviation) jsonDeviation {
	g := v.g
	cond := v.simple(ctx, d.Deterred)
	after := strings.Join(d.State, ", ")
	if n := len(d.Others); n > 0 {
		after += fmt.Sprintf(" (and %d alike)", n)
	}
	cells := []report.Cell{
		report.Text(profileText(row.Profile)), report.Text(concept), report.Text(after), report.Text(g.Players[d.Player].Name), report.Text(d.Plan), condition(g, cond),
	}
	j := jsonDeviation{d.State, g.Players[d.Player].Name, d.Prescribed, d.Plan, g.Printer().Formula(cond), "", len(d.Others)}
	if _, err := v.discount(); err == nil {
		if gain, err := d.Gain.Eval(v.point); err == nil {
			j.Gain = gain.RatString()
		}
		cells = append(cells, report.Text(orDash(j.Gain)))
	}
	v.why.Rows = append(v.why.Rows, cells)
	return j
}

// profileText shortens a symmetric profile to one name.
func profileText(names []string) string {
	for _, n := range names[1:] {
		if n != names[0] {
			return strings.Join(names, ", ")
		}
	}
	return names[0] + " (all)"
}

func (v *repeatedView) finish(ctx context.Context, doc *report.Document) {
	intro := fmt.Sprintf("Discount factor %s in [0, 1). %s", v.g.Repeated.DiscountText, assumptionsText(v.g))
	if d := v.present.First; d >= 0 && v.g.Params[d].Name == v.g.Repeated.DiscountText && v.g.Params[d].Range != "" {
		intro = fmt.Sprintf("Discount factor %s. %s", v.g.Repeated.DiscountText, assumptionsText(v.g))
	}
	doc.Blocks = append(doc.Blocks, report.Paragraph{Text: intro})
	v.table.Notes = append(v.table.Notes, "subgame perfect: no one-shot deviation pays after any history; critical discount: the discount factors below 1 that work at "+v.pointText())
	for _, r := range v.json.Reasons {
		v.table.Notes = append(v.table.Notes, "not complete: "+r)
	}
	if len(v.knife) > 0 {
		v.table.Notes = append(v.table.Notes, "knife-edge, holds only on a set of measure zero: "+join(v.knife))
	}
	if len(v.unread) > 0 {
		v.table.Notes = append(v.table.Notes, "conditions too long to look into what they rest on: "+join(v.unread))
	}
	doc.Blocks = append(doc.Blocks, v.table)
	if len(v.rests.Rows) > 0 {
		v.rests.Notes = append(v.rests.Notes,
			"renegotiation-proof: weakly, no state is worse for all than another (Farrell and Maskin 1989); binding: what the critical discount factor deters only just",
			"more (less) patience with: parameters in which the critical discount factor rises (falls) or stays, proved for all that the assumptions allow; either way: it depends on the others")
		v.rests.Notes = append(v.rests.Notes, v.either...)
		doc.Blocks = append(doc.Blocks, v.rests)
	}
	v.anyStrategies(ctx, doc)
	if len(v.why.Rows) > 0 {
		v.why.Notes = append(v.why.Notes, "subgame perfect: deviate once, then follow the strategy again; Nash: follow a whole other strategy from the start, for ever")
		v.why.Notes = append(v.why.Notes, v.ranked...)
		doc.Blocks = append(doc.Blocks, v.why)
	}
}

// anyStrategies states what every profile of strategies needs for the outcomes of
// the table: the theory of optimal penal codes at its limit.
func (v *repeatedView) anyStrategies(ctx context.Context, doc *report.Document) {
	pr := v.g.Printer()
	for _, b := range v.outcomes {
		if b.necessary.IsTrue() {
			continue // nothing to deter
		}
		f := v.present.Formula(ctx, b.necessary)
		outcome := v.g.ProfileName(b.profile)
		j := jsonAny{outcome, pr.Formula(f), b.by}
		if j.AttainedBy == nil {
			j.AttainedBy = [][]string{}
		}
		v.json.Any = append(v.json.Any, j)
		text := fmt.Sprintf("Under any strategies, %s for ever needs %s", outcome, pr.Formula(f))
		if f.IsFalse() {
			text = fmt.Sprintf("No strategies sustain %s for ever", outcome)
			if len(v.g.Repeated.Discount.Vars()) == 0 {
				text += " at " + v.discountText()
			}
		}
		text += ": the pure-action minmax for ever is the worst that can follow a deviation."
		if len(b.by) > 0 {
			var names []string
			for _, p := range b.by {
				names = append(names, profileText(p))
			}
			text += " No more is needed by " + join(names) + ", so that no penal code does better."
		}
		doc.Blocks = append(doc.Blocks, report.Paragraph{Text: text})
	}
}

// pointText lists the values of the parameters other than the discount factor.
func (v *repeatedView) pointText() string {
	var parts []string
	for i, r := range v.point {
		if i != v.present.First {
			parts = append(parts, v.g.Params[i].Name+" = "+r.RatString())
		}
	}
	if parts == nil {
		return "the numbers of the game"
	}
	return join(parts)
}
