package answer

import (
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/prove"
)

// Equilibria is the table of conditions of a model that is not in strategic form: a
// row for every way of playing that is an equilibrium of the concept somewhere.
type Equilibria struct {
	Base
	Table *concept.Table
	// Outcomes are the rows of a table of pure equilibria of a large tree merged by
	// outcome: they say what is chosen where play comes. It is nil where the table has
	// none.
	Outcomes *concept.Table
	// Granted is what the table takes for granted beyond the assumptions: that nothing
	// divides by zero and that probabilities are such.
	Granted expr.Formula
	// Point is where the table is read: its rows are then the equilibria there. It is
	// nil for a table of conditions.
	Point []*big.Rat
	// Bifurcations are polynomials in the parameters at whose zeros the rest points of
	// dynamics appear, vanish or change stability.
	Bifurcations []algebra.Poly
	// Patience is what the rows need of the discount factors, the other parameters being
	// those of PatienceAt.
	Patience   []Patiences
	PatienceAt []*big.Rat
	// Players are the names of the players, by number; nil for dynamics.
	Players []string
}

// Lists reports whether a row has a line of its own: at a point every equilibrium has,
// in a table of conditions those that differ by exchanging players and types have one.
func (e *Equilibria) Lists(r *concept.Row) bool { return e.Point != nil || !r.Copy }

// Columns lists the codes of the further conditions of the rows, in order.
func (e *Equilibria) Columns() []string {
	var out []string
	seen := make(map[string]bool)
	for _, r := range e.Table.Rows {
		for _, c := range r.Columns {
			if !seen[c.Code] {
				seen[c.Code] = true
				out = append(out, c.Code)
			}
		}
	}
	return out
}

// JSON is the contract's object, section 8.
func (e *Equilibria) JSON(words Words) any {
	h := e.About()
	j := headJSON(h, e.Model.Kind(), e.Table.Concept)
	j["complete"] = e.Complete
	r := e.reasonsJSON(words)
	j["reasons"] = r.Reasons
	if r.Codes != nil {
		j["codes"] = r.Codes
	}
	if !e.Granted.IsTrue() {
		j["granted"] = h.Printer().Formula(e.Granted)
	}
	if r.Contradictory {
		j["contradictory"] = true
	}
	if len(e.Bifurcations) > 0 {
		at := []string{}
		for _, p := range e.Bifurcations {
			at = append(at, h.Printer().Formula(expr.Sign(p, expr.EQ)))
		}
		j["bifurcations"] = at
	}
	if u := e.Table.Unique; u != nil && e.Point == nil {
		j["unique"] = h.Printer().Formula(*u)
	}
	rows := []any{}
	for i, r := range e.Table.Rows {
		if !e.Lists(r) {
			continue
		}
		row := e.rowJSON(r)
		e.addPatience(i, row, words)
		rows = append(rows, row)
	}
	if e.Point != nil {
		// What holds at a point is said of it, not of parameters.
		delete(j, "assume")
		delete(j, "ranges")
		delete(j, "granted")
		j["parameters"], j["equilibria"], j["exact"] = pointJSON(h, e.Point), rows, true
		return j
	}
	j["rows"] = rows
	if e.Outcomes != nil {
		merged := []any{}
		for _, r := range e.Outcomes.Rows {
			merged = append(merged, e.rowJSON(r))
		}
		j["by_outcome"] = merged
	}
	return j
}

// headJSON is what tables of conditions of all kinds begin with.
func headJSON(h *games.Header, k games.Kind, concept string) map[string]any {
	assume := []string{}
	for _, a := range h.Assume {
		assume = append(assume, a.Text)
	}
	j := map[string]any{
		"game": h.ID, "kind": k, "concept": concept,
		"parameters": append([]string{}, h.FreeNames()...), "assume": assume,
	}
	ranges := make(map[string]string)
	for _, p := range h.Params {
		if p.Range != "" {
			ranges[p.Name] = p.Range
		}
	}
	if len(ranges) > 0 {
		j["ranges"] = ranges
	}
	return j
}

func (e *Equilibria) rowJSON(r *concept.Row) map[string]any {
	pr := e.About().Printer()
	out := map[string]any{"exists": pr.Formula(r.Exists), "knife_edge": r.KnifeEdge == prove.Yes}
	if e.Point != nil {
		out = make(map[string]any)
		if k := e.Model.Kind(); k == games.TreeForm || k == games.BayesianForm || k == games.StochasticForm {
			out["pure"] = !slices.ContainsFunc(r.Play, func(c concept.Choice) bool { return !c.Pure() })
		}
	}
	switch e.Model.Kind() {
	case games.TreeForm:
		support := make(map[string][]string) // what mixes may have no probabilities that are known
		for _, c := range r.Play {
			support[c.Place] = c.Over
		}
		out["support"], out["strategies"] = support, e.probabilities(r.Play)
		if b := e.probabilities(r.Beliefs); len(b) > 0 {
			out["beliefs"] = b
		}
		out["outcomes"] = e.numbers(r, "outcome")
		out["payoffs"] = e.listed(r, "payoff")
	case games.BayesianForm:
		if cuts, below := e.cutoffs(r); cuts != nil {
			out["cutoffs"], out["below"] = cuts, below
		} else {
			out["support"] = e.supports(r)
		}
		out["strategies"] = e.probabilities(r.Play)
		out["payoffs"] = e.listed(r, "payoff")
		out["ex_ante"] = out["payoffs"]
		if in := e.numbers(r, "interim"); len(in) > 0 {
			out["interim"] = in
		}
		if cost := e.partly(r, "ignorance"); len(cost) > 0 {
			out["cost_of_ignorance"] = cost
		}
	case games.StochasticForm:
		strategies := make(map[string][]string)
		for _, c := range r.Play {
			strategies[c.Place] = append(strategies[c.Place], c.Over[0])
		}
		out["strategies"] = strategies
		values := make(map[string][]any)
		for _, name := range e.Model.(*games.Stochastic).StateNames() {
			for _, p := range e.Players {
				values[name] = append(values[name], e.amount(numberOf(r, "value", p+" "+name)))
			}
		}
		out["values"] = values
		for _, code := range []string{"long_run", "reach", "time"} {
			out[code] = e.numbers(r, code)
		}
		when := make(map[string]string) // what does not exist everywhere
		times := out["time"].(map[string]any)
		for _, n := range r.Numbers {
			if n.Is.Partial && !n.Is.Where.IsFalse() {
				times[n.Name] = pr.Value(*n.Is.Value)
				when[n.Name] = pr.Formula(n.Is.Where)
			}
		}
		if len(when) > 0 {
			out["time_when"] = when
		}
	case games.ContinuousForm:
		strategies, at := make(map[string]any), make(map[string]string)
		for i, c := range r.Play {
			strategies[e.Players[i]] = e.amount(c.Probs[0])
			at[c.Place] = c.Over[0]
			if c.Over[0] == "mixed" {
				law := map[string]any{"cdf": e.amount(numberOf(r, "cdf", "F("+c.Place+")")), "mean": e.amount(numberOf(r, "effort", e.Players[i]))}
				if top := e.amount(numberOf(r, "top", "")); top != nil {
					law["top"] = top
				}
				strategies[e.Players[i]] = law
			}
		}
		out["strategies"], out["place"] = strategies, at
		if w := e.numbers(r, "wins"); len(w) > 0 {
			out["wins"] = w
		}
		if l := e.amount(numberOf(r, "length", "")); l != nil {
			out["length"] = l
		}
		out["payoffs"] = e.listed(r, "payoff")
	case games.AnonymousForm:
		e.crowdJSON(r, out)
	case games.DynamicsForm:
		out["at"] = e.numbers(r, "rest")
	}
	for _, c := range r.Columns {
		switch {
		case c.Open:
		case e.Point != nil:
			out[c.Code] = c.When.IsTrue()
		default:
			out[c.Code] = pr.Formula(c.When)
		}
	}
	if r.Class != "" {
		out["class"] = r.Class
	}
	if r.Multiplicity > 1 && e.Point == nil {
		out["multiplicity"] = r.Multiplicity
	}
	return out
}

func numberOf(r *concept.Row, code, name string) concept.Amount {
	for _, n := range r.Numbers {
		if n.Code == code && n.Name == name {
			return n.Is
		}
	}
	return concept.Amount{}
}

// probabilities maps places to the probabilities of what is chosen there, those that
// are known.
func (e *Equilibria) probabilities(cs []concept.Choice) map[string]map[string]any {
	out := make(map[string]map[string]any)
	for _, c := range cs {
		at := make(map[string]any)
		for i, name := range c.Over {
			if a := e.amount(c.Probs[i]); a != nil {
				at[name] = a
			}
		}
		if len(at) > 0 {
			out[c.Place] = at
		}
	}
	return out
}

// supports lists the actions of every type: {"Blue": {"tough": ["strike"]}}.
func (e *Equilibria) supports(r *concept.Row) map[string]any {
	b := e.Model.(*games.Bayesian)
	out := make(map[string]any)
	k := 0
	for p, ts := range b.Types {
		at := make(map[string][]string)
		for _, t := range ts {
			at[t.Name] = r.Play[k].Over
			k++
		}
		if len(ts) == 1 {
			out[b.Players[p].Name] = r.Play[k-1].Over
		} else {
			out[b.Players[p].Name] = at
		}
	}
	return out
}

// cutoffs maps players to the numbers at which their types change actions, or to all
// and none, and to the actions of the types below; nil where types are listed.
func (e *Equilibria) cutoffs(r *concept.Row) (cuts, below map[string]any) {
	for _, n := range r.Numbers {
		if n.Code != "cutoff" {
			continue
		}
		if cuts == nil {
			cuts, below = make(map[string]any), make(map[string]any)
		}
		cuts[n.Name] = e.amount(n.Is)
		for _, c := range r.Play {
			if c.Place != n.Name {
				continue
			}
			below[n.Name] = c.Over[0]
			if c.At != "" {
				cuts[n.Name] = c.At
				if c.At == "none" {
					delete(below, n.Name)
				}
			}
		}
	}
	return cuts, below
}

// numbers maps names to the numbers of a code that are known.
func (e *Equilibria) numbers(r *concept.Row, code string) map[string]any {
	out := make(map[string]any)
	for _, n := range r.Numbers {
		if n.Code == code {
			if a := e.amount(n.Is); a != nil {
				out[n.Name] = a
			}
		}
	}
	return out
}

// partly maps names to the numbers of a code, with where they are defined if that is
// not everywhere that the row exists.
func (e *Equilibria) partly(r *concept.Row, code string) map[string]any {
	out := make(map[string]any)
	pr := e.About().Printer()
	for _, n := range r.Numbers {
		switch {
		case n.Code != code || n.Is.Value == nil:
		case n.Is.Except.IsFalse():
			out[n.Name] = pr.Value(*n.Is.Value)
		default:
			out[n.Name] = map[string]string{"value": pr.Value(*n.Is.Value), "where": pr.Formula(expr.Not(n.Is.Except))}
		}
	}
	return out
}

// listed lists the numbers of a code by player; null where one is not known.
func (e *Equilibria) listed(r *concept.Row, code string) []any {
	out := []any{}
	for _, p := range e.Players {
		out = append(out, e.amount(numberOf(r, code, p)))
	}
	return out
}

// amount is a number as a formula, with if(…) where it has cases; as the polynomial
// whose root it is; or nil.
func (e *Equilibria) amount(a concept.Amount) any {
	h := e.Table.Printing()
	switch {
	case len(a.Numbers) == 1:
		return RealOf(a.Numbers[0]).JSON()
	case len(a.Numbers) > 1:
		all := make([]any, len(a.Numbers))
		for i, x := range a.Numbers {
			all[i] = RealOf(x).JSON()
		}
		return map[string]any{"one_of": all}
	case a.Shown():
		return h.Printer().Value(*a.Value)
	case a.Form != nil:
		return h.Printer().Ratio(*a.Form)
	case a.Value == nil && !a.Poly.IsZero():
		names := slices.Clone(e.Table.Model.Head().Names())
		for len(names) <= a.Unknown {
			names = append(names, "x")
		}
		return map[string]string{"poly": expr.Printer{Names: names}.Poly(a.Poly)}
	}
	return nil
}
