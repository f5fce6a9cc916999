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
	// CriticalOf are the discount factors of each player that deter her, whatever
	// those of the others, where every player has one of her own; a player whom none
	// deters has no entry.
	CriticalOf   map[string]*jsonCritical `json:"critical_of,omitempty"`
	CriticalNash *jsonCritical            `json:"critical_nash,omitempty"`
	Binding      []jsonBinding            `json:"binding,omitempty"`
	Statics      []jsonStatic             `json:"statics,omitempty"`

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

type jsonDeviation struct {
	State      []string `json:"state"`
	Player     string   `json:"player"`
	Prescribed string   `json:"prescribed,omitempty"`
	Plan       string   `json:"plan"`
	Period     int      `json:"period,omitempty"` // under a finite horizon
	Deters     string   `json:"deterred_when"`
	Gain       string   `json:"gain,omitempty"` // at the --set or default values
	Further    int      `json:"further_with_same_condition,omitempty"`
}

// jsonRanked are joint states of which all players prefer one to the other.
type jsonRanked struct {
	Better []string `json:"better"`
	Worse  []string `json:"worse"`
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

func newRepeatedView(g *games.Game, point []*big.Rat) *repeatedView {
	v := &repeatedView{conditionView: newConditionView(g, point)}
	v.table = &report.Table{Header: []string{"Strategies", "Outcome", "Subgame perfect", "Nash", "Critical discount"}}
	v.rests = &report.Table{
		Title:  "What the conditions rest on",
		Header: []string{"Strategies", "Some discount factor works", "Renegotiation-proof", "Binding deviation", "More patience with", "Less patience with", "Either way"},
	}
	if g.Repeated.Own != nil {
		v.rests.Header = []string{"Strategies", "Some discount factors work", "Renegotiation-proof", "Binding deviations"}
	}
	v.why = &report.Table{Title: "Why: the deviations to deter", Header: []string{"Strategies", "Concept", "After", "Player", "Instead", "Deterred"}}
	if v.sound() == nil {
		v.why.Header = append(v.why.Header, "Gain at "+v.discountText())
	}
	v.json = &jsonRepeated{Game: g.ID, Discount: g.Repeated.DiscountName(), Horizon: g.Repeated.Horizon, Complete: true, Reasons: []string{}, Rows: []jsonRepeatedRow{}}
	return v
}

// discount is the discount factor at the point.
func (v *repeatedView) discount() (*big.Rat, error) {
	if v.g.Repeated.Own != nil {
		return nil, repeated.ErrOwnDiscounts
	}
	return v.discountOf(0)
}

// discountOf is the discount factor of a player at the point.
func (v *repeatedView) discountOf(player int) (*big.Rat, error) {
	r := v.g.Repeated
	text := r.DiscountText
	if r.Own != nil {
		text = r.Own[player].Text
	}
	d, err := r.DiscountOf(player).Eval(v.point)
	if err != nil {
		return nil, fmt.Errorf("discount factor: %w", err)
	}
	top := d.Cmp(big.NewRat(1, 1))
	switch {
	case r.Horizon > 0 && (d.Sign() < 0 || top > 0):
		return nil, fmt.Errorf("the discount factor of a finite horizon must lie in [0, 1]: %s = %s", text, d.RatString())
	case r.Horizon == 0 && (d.Sign() < 0 || top >= 0):
		return nil, fmt.Errorf("%w: %s", repeated.ErrDelta, text+" = "+d.RatString())
	}
	return d, nil
}

// sound reports what is wrong with a discount factor at the point.
func (v *repeatedView) sound() error {
	for p := range v.g.Players {
		if _, err := v.discountOf(p); err != nil {
			return err
		}
	}
	return nil
}

// discountText says what the discount factors are at the point: "delta = 4/5".
func (v *repeatedView) discountText() string {
	r := v.g.Repeated
	if v.sound() != nil {
		return r.DiscountName()
	}
	text := func(name string, player int) string {
		d, _ := v.discountOf(player)
		switch name {
		case "":
			return "no discounting"
		case d.RatString():
			return "discount factor " + name
		}
		return name + " = " + d.RatString()
	}
	if r.Own == nil {
		return text(r.DiscountText, 0)
	}
	var parts []string
	for p, d := range r.Own {
		if t := text(d.Text, p); !slices.Contains(parts, t) {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, ", ")
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
	if g.Repeated.Horizon > 0 {
		row.SPE, row.Nash = v.sift(ctx, row.SPE), v.sift(ctx, row.Nash)
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
	critical, err := v.criticals(ctx, row, &j)
	if ctx.Err() != nil {
		return nil // reported by the caller: a row is whole or not there
	}
	if err != nil {
		return usage("%s: %s: %v", g.ID, strings.Join(names, ", "), err)
	}
	if g.Repeated.Horizon > 0 {
		// What the second table tells is about play without end.
	} else if conditionTerms(row.SPE) > restsTerms {
		v.unread = append(v.unread, profileText(names))
	} else if err := v.restsOn(ctx, row, &j); err != nil && ctx.Err() == nil {
		return usage("%s: %s: %v", g.ID, strings.Join(names, ", "), err)
	}
	if why {
		v.explain(ctx, row, &j)
	}
	v.table.Rows = append(v.table.Rows, []report.Cell{report.Text(profileText(names)), report.Text(row.Outcome), conditionOrSize(g, spe), nashCell, critical})
	v.json.Rows = append(v.json.Rows, j)
	return nil
}

// criticals adds the discount factors that work at the point, and returns the cell
// that shows those of subgame perfection.
func (v *repeatedView) criticals(ctx context.Context, row *repeated.Row, j *jsonRepeatedRow) (report.Cell, error) {
	r := v.g.Repeated
	if r.Own == nil && r.DiscountText == "" {
		return report.Text("–"), nil
	}
	c, err := v.critical(ctx, row.SPE, row.Critical)
	if errors.Is(err, repeated.ErrOwnDiscounts) {
		return v.criticalOf(ctx, row, j)
	}
	if err != nil {
		return report.Cell{}, err
	}
	cell := report.Text("none")
	if !c.Empty() {
		j.Critical = criticalJSON(c)
		cell = report.Text(c.String())
	}
	if row.NashErr == nil {
		c, err := v.critical(ctx, row.Nash, row.CriticalNash)
		if err != nil {
			return report.Cell{}, err
		}
		if !c.Empty() {
			j.CriticalNash = criticalJSON(c)
		}
	}
	return cell, nil
}

// criticalOf does so player by player.
func (v *repeatedView) criticalOf(ctx context.Context, row *repeated.Row, j *jsonRepeatedRow) (report.Cell, error) {
	j.CriticalOf = map[string]*jsonCritical{}
	var parts []string
	none := false
	for p, d := range v.g.Repeated.Own {
		c, err := row.CriticalOf(ctx, p, v.point)
		if err != nil {
			return report.Cell{}, err
		}
		if none = none || c.Empty(); none {
			continue
		}
		j.CriticalOf[v.g.Players[p].Name] = criticalJSON(c)
		parts = append(parts, d.Text+" in "+c.String())
	}
	if none {
		return report.Text("none"), nil
	}
	return report.Text(strings.Join(parts, ", ")), nil
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
func (v *repeatedView) critical(ctx context.Context, f expr.Formula, own func(context.Context, []*big.Rat) (*repeated.Critical, error)) (*repeated.Critical, error) {
	c, err := repeated.CriticalSet(ctx, v.g, f, v.point)
	if errors.Is(err, repeated.ErrDiscountExpression) {
		return own(ctx, v.point)
	}
	return c, err
}

func criticalJSON(c *repeated.Critical) *jsonCritical {
	return &jsonCritical{Min: algebraicJSON(c.Min()), Max: algebraicJSON(c.Max()), Attained: c.Attained(), Set: []string{c.String()}}
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
	if v.sound() != nil {
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
	if d.Period > 0 {
		after += fmt.Sprintf(" in period %d", d.Period)
	}
	if n := len(d.Others); n > 0 {
		after += fmt.Sprintf(" (and %d alike)", n)
	}
	cells := []report.Cell{
		report.Text(profileText(row.Profile)), report.Text(concept), report.Text(after), report.Text(g.Players[d.Player].Name), report.Text(d.Plan), condition(g, cond),
	}
	j := jsonDeviation{d.State, g.Players[d.Player].Name, d.Prescribed, d.Plan, d.Period, g.Printer().Formula(cond), "", len(d.Others)}
	if v.sound() == nil {
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
	doc.Blocks = append(doc.Blocks, report.Paragraph{Text: v.intro() + assumptionsText(v.g, stability.Undefined(ctx, v.g))})
	v.table.Notes = append(v.table.Notes, v.tableNote())
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
			"renegotiation-proof: weakly, no state is worse for all than another (Farrell and Maskin 1989); binding: what the critical discount factor deters only just")
	}
	if len(v.rests.Rows) > 0 && v.g.Repeated.Own == nil {
		v.rests.Notes = append(v.rests.Notes,
			"more (less) patience with: parameters in which the critical discount factor rises (falls) or stays, proved for all that the assumptions allow; either way: it depends on the others")
		v.rests.Notes = append(v.rests.Notes, v.either...)
	}
	if len(v.rests.Rows) > 0 {
		doc.Blocks = append(doc.Blocks, v.rests)
	}
	v.anyStrategies(ctx, doc)
	if len(v.why.Rows) > 0 {
		long := "for ever"
		if v.g.Repeated.Horizon > 0 {
			long = "to the end"
		}
		v.why.Notes = append(v.why.Notes, "subgame perfect: deviate once, then follow the strategy again; Nash: follow a whole other strategy from the start, "+long)
		v.why.Notes = append(v.why.Notes, v.ranked...)
		doc.Blocks = append(doc.Blocks, v.why)
	}
}

// intro says how long is played and how the future counts.
func (v *repeatedView) intro() string {
	r := v.g.Repeated
	text, unit := "", "[0, 1)"
	if r.Horizon > 0 {
		text, unit = plural(r.Horizon, "period", "periods")+", payoffs added up. ", "[0, 1]"
	}
	switch d := v.present.First; {
	case r.Own != nil:
		var parts []string
		for p, d := range r.Own {
			parts = append(parts, d.Text+" of "+v.g.Players[p].Name)
		}
		return text + "Discount factors " + join(parts) + " in " + unit + ". "
	case r.DiscountText == "":
		return text + "No discounting. "
	case d >= 0 && v.g.Params[d].Name == r.DiscountText && v.g.Params[d].Range != "":
		return text + "Discount factor " + r.DiscountText + ". "
	}
	return text + "Discount factor " + r.DiscountText + " in " + unit + ". "
}

// tableNote explains the columns.
func (v *repeatedView) tableNote() string {
	r := v.g.Repeated
	note := "subgame perfect: no one-shot deviation pays after any history"
	if r.Horizon > 0 {
		note += fmt.Sprintf(" of the %s, by backward induction", plural(r.Horizon, "period", "periods"))
	}
	switch {
	case r.Own != nil:
		return note + "; critical discount: the discount factors that work, each by itself, at " + v.pointText()
	case r.Horizon > 0 && r.DiscountText == "":
		return note
	case r.Horizon > 0:
		return note + "; critical discount: the discount factors up to 1 that work at " + v.pointText()
	}
	return note + "; critical discount: the discount factors below 1 that work at " + v.pointText()
}

// pointText lists the values of the parameters other than the discount factor.
func (v *repeatedView) pointText() string {
	var parts []string
	for i, r := range v.point {
		if i != v.present.First && !v.discounts(i) {
			parts = append(parts, v.g.Params[i].Name+" = "+r.RatString())
		}
	}
	if parts == nil {
		return "the numbers of the game"
	}
	return join(parts)
}

// discounts reports whether a parameter is the discount factor of a player.
func (v *repeatedView) discounts(parameter int) bool {
	for _, d := range v.g.Repeated.Own {
		if d.Text == v.g.Params[parameter].Name {
			return true
		}
	}
	return false
}
