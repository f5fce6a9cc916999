package known

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"brink/games"
	"brink/solver/concept"
	"brink/solver/markov"
	"brink/solver/nash"
	"brink/solver/note"
	"brink/solver/stability"
)

// rows compares the known results of a game that is not in strategic form with the
// rows of its table that exist at their points. A table is made once for each
// concept.
func rows(ctx context.Context, m games.Model) ([]Result, error) {
	var out []Result
	tables := make(map[string]*concept.Table)
	for _, k := range m.Head().Known {
		r, err := checkRows(ctx, m, k, tables)
		if err != nil {
			return nil, fmt.Errorf("%s:%d:%d: %w", k.Place.File, k.Place.Line, k.Place.Column, err)
		}
		out = append(out, r)
	}
	return out, nil
}

func checkRows(ctx context.Context, m games.Model, k games.Known, tables map[string]*concept.Table) (Result, error) {
	out := Result{Known: k}
	h := m.Head()
	point, err := h.Point(k.Settings())
	if err != nil {
		return out, err
	}
	for _, f := range h.Assume {
		if !f.Formula.Eval(point) {
			return out, fmt.Errorf("%w: %s", ErrPoint, f.Text)
		}
	}
	if !m.Meaning().Eval(point) {
		return out, fmt.Errorf("%w: something divides by zero, or probabilities are none", ErrPoint)
	}
	found, complete, why, err := found(ctx, m, k.Concept, point, tables)
	if err != nil {
		return out, err
	}
	if k.Rows != nil {
		f, err := matchRows(ctx, Equilibria, k.Rows, found, complete)
		if f.Why = why; err != nil {
			return out, err
		}
		out.Findings = append(out.Findings, f)
	}
	if k.SomeRows != nil {
		f, err := matchRows(ctx, Contains, k.SomeRows, found, complete)
		if f.Why = why; err != nil {
			return out, err
		}
		out.Findings = append(out.Findings, f)
	}
	if k.Count > 0 {
		f := Finding{Kind: Count, Status: Same, Expected: []string{strconv.Itoa(k.Count)}, Found: []string{strconv.Itoa(len(found))}}
		switch {
		case len(found) > k.Count, complete && len(found) != k.Count:
			f.Status = Different
		case !complete:
			f.Status, f.Why = Undecided, why
		}
		out.Findings = append(out.Findings, f)
	}
	return out, nil
}

// StationaryConcept names, among the concepts of games with states, the stationary
// equilibria at a point, mixed ones included: no table of conditions has these.
const StationaryConcept = "stationary"

// found lists the equilibria of a concept at a point, and says whether they are all.
func found(ctx context.Context, m games.Model, name string, point []*big.Rat, tables map[string]*concept.Table) (list []factsOf, complete bool, why []note.Note, err error) {
	if g, ok := m.(*games.Stochastic); ok && name == StationaryConcept {
		s, err := markov.Solve(ctx, g, point)
		if err != nil {
			return nil, false, nil, err
		}
		for _, e := range s.Equilibria {
			list = append(list, stationaryFacts(g, e))
		}
		return list, s.Complete && len(s.Continua) == 0, s.Reasons, nil
	}
	t, ok := tables[name]
	if !ok {
		c, found := stability.DefaultConcept(m)
		var names []string
		for _, x := range stability.ConceptsOf(m.Kind()) {
			names = append(names, x.Name)
			if x.Name == name {
				c, found = x, true
			}
		}
		if !found || name != "" && !slices.Contains(names, name) {
			return nil, false, nil, fmt.Errorf("%w: found %q; there are %s", ErrConcept, name, strings.Join(names, ", "))
		}
		if t, err = c.Conditions(ctx, m); err != nil {
			return nil, false, nil, err
		}
		stability.Finish(ctx, m, t)
		tables[name] = t
	}
	for _, r := range t.Rows {
		if r.Exists.Eval(point) {
			list = append(list, factsAt(ctx, m, r, point))
		}
	}
	return list, t.Complete, t.Reasons, nil
}

// matchRows assigns the rows of a file to different rows of the table: the most that
// agree (Kuhn 1955), then those that may.
func matchRows(ctx context.Context, kind Kind, known []games.KnownRow, found []factsOf, complete bool) (Finding, error) {
	f := Finding{Kind: kind, Status: Same}
	agrees := make([][]Status, len(known))
	for i, k := range known {
		f.Expected = append(f.Expected, k.Text)
		for _, r := range found {
			s, err := r.agrees(ctx, k)
			if err != nil {
				return f, err
			}
			agrees[i] = append(agrees[i], s)
		}
	}
	taken := make([]int, len(found))
	for j := range taken {
		taken[j] = -1
	}
	least := Same
	var assign func(i int, seen []bool) bool
	assign = func(i int, seen []bool) bool {
		for j, s := range agrees[i] {
			if seen[j] || s != Same && s != least {
				continue
			}
			seen[j] = true
			if taken[j] < 0 || assign(taken[j], seen) {
				taken[j] = i
				return true
			}
		}
		return false
	}
	for _, least = range []Status{Same, Undecided} {
		for i := range known {
			if !slices.Contains(taken, i) {
				assign(i, make([]bool, len(found)))
			}
		}
	}
	for i, k := range known {
		switch j := slices.Index(taken, i); {
		case j < 0:
			f.Missing = append(f.Missing, k.Text)
		case agrees[i][j] == Undecided:
			f.Status = Undecided
		}
	}
	for j, r := range found {
		if kind == Equilibria || taken[j] >= 0 {
			f.Found = append(f.Found, r.text)
		}
		if kind == Equilibria && taken[j] < 0 {
			f.Surplus = append(f.Surplus, r.text)
		}
	}
	switch {
	case len(f.Surplus) > 0, len(f.Missing) > 0 && complete:
		f.Status = Different
	case !complete && (kind == Equilibria || len(f.Missing) > 0):
		f.Status = Undecided
	}
	return f, nil
}

// fact is an entry of a row at a point: a word, a number, or one of some numbers.
// Neither says that it is not pinned down there.
type fact struct {
	word string
	is   []nash.Number
}

// factsOf is a row at a point.
type factsOf struct {
	facts map[string]fact
	paths [][]string // in the order in which a file states them
	// places are the paths whose entries add up to 1: one that is missing is 0.
	places map[string]bool
	text   string
}

func key(path []string) string { return strings.Join(path, "\x00") }

func newFacts() factsOf {
	return factsOf{facts: make(map[string]fact), places: make(map[string]bool)}
}

func (r *factsOf) put(f fact, path ...string) {
	r.facts[key(path)] = f
	r.paths = append(r.paths, path)
}

// agrees holds what a file states of a row to the row.
func (r factsOf) agrees(ctx context.Context, k games.KnownRow) (Status, error) {
	out := Same
	for _, x := range k.Facts {
		f, ok := r.facts[key(x.Path)]
		if !ok && r.places[key(x.Path[:len(x.Path)-1])] {
			f, ok = fact{is: []nash.Number{nash.RationalNumber(new(big.Rat))}}, true
		}
		s := Different
		switch {
		case ok && x.Word != "":
			if f.word == x.Word {
				s = Same
			}
		case ok && f.word == "":
			s = Undecided // not pinned down
			different := len(f.is) > 0
			for _, n := range f.is {
				one, err := equal(ctx, x.Is, n)
				if err != nil {
					return Undecided, err
				}
				different = different && one == Different
				if one == Same && len(f.is) == 1 {
					s = Same
				}
			}
			if different {
				s = Different
			}
		}
		if s == Different {
			return Different, nil
		}
		out = min(out, s)
	}
	return out, nil
}

// factsAt reads a row of the table at a point, by the paths that its JSON has.
func factsAt(ctx context.Context, m games.Model, r *concept.Row, point []*big.Rat) factsOf {
	out := newFacts()
	at := func(a concept.Amount) []nash.Number { return amountAt(ctx, r, a, point) }
	number := func(a concept.Amount, path ...string) { out.put(fact{is: at(a)}, path...) }
	word := func(w string, path ...string) { out.put(fact{word: w}, path...) }
	chosen := func(c concept.Choice, path ...string) {
		out.places[key(path)] = true
		for i, name := range c.Over {
			a := concept.Amount{}
			if i < len(c.Probs) {
				a = c.Probs[i]
			} else if len(c.Over) == 1 {
				out.put(fact{is: []nash.Number{nash.RationalNumber(big.NewRat(1, 1))}}, append(slices.Clone(path), name)...)
				continue
			}
			number(a, append(slices.Clone(path), name)...)
		}
	}
	var texts []string
	switch m := m.(type) {
	case *games.Stochastic:
		for _, c := range r.Play {
			chosen(c, "strategies", c.Place, m.Players[c.Player])
			texts = append(texts, c.Place+" "+m.Players[c.Player]+": "+strings.Join(c.Over, "|"))
		}
		for _, n := range r.Numbers {
			if n.Code != "value" {
				continue
			}
			for p, player := range m.Players {
				for _, s := range m.StateNames() {
					if n.Name == player+" "+s {
						number(n.Is, "values", s, m.Players[p])
					}
				}
			}
		}
	case *games.Continuous:
		for i, c := range r.Play {
			number(c.Probs[0], "strategies", m.Players[i])
			word(c.Over[0], "place", c.Place)
			texts = append(texts, m.Players[i]+": "+numbersText(at(c.Probs[0]), c.Over[0]))
		}
	case *games.Dynamics:
		for _, n := range r.Numbers {
			if n.Code == "rest" {
				number(n.Is, "at", n.Name)
				texts = append(texts, n.Name+": "+numbersText(at(n.Is), "?"))
			}
		}
	case *games.Anonymous:
		c := r.Play[0]
		how := "mix"
		switch {
		case c.At == "some":
			how = "some"
		case c.Pure():
			how = "all"
		default:
			for i, a := range c.Over {
				number(c.Probs[i], "strategy", a)
			}
			out.places["strategy"] = true
		}
		word(how, "play")
		for _, a := range c.Over {
			word("true", "actions", a)
		}
		for _, n := range r.Numbers {
			number(n.Is, n.Code)
		}
		texts = append(texts, how+": "+strings.Join(c.Over, "|"))
	default:
		for _, c := range r.Play {
			chosen(c, "strategies", c.Place)
			if c.At != "" {
				word(c.At, "cutoffs", c.Place)
			}
			text := c.Place + ": " + strings.Join(c.Over, "|")
			for _, n := range r.Numbers {
				if n.Code == "cutoff" && n.Name == c.Place && c.At == "" {
					text += " " + numbersText(at(n.Is), "?")
				}
			}
			texts = append(texts, text)
		}
		for _, c := range r.Beliefs {
			chosen(c, "beliefs", c.Place)
		}
	}
	for _, n := range r.Numbers {
		switch n.Code {
		case "outcome":
			number(n.Is, "outcomes", n.Name)
		case "payoff":
			if m.Kind() != games.AnonymousForm { // one number, for all
				number(n.Is, "payoffs", n.Name)
			}
		case "long_run":
			number(n.Is, "long_run", n.Name)
		case "cutoff":
			for _, c := range r.Play {
				if c.Place != n.Name {
					continue
				}
				if c.At == "" {
					number(n.Is, "cutoffs", n.Name)
				}
				if c.At != "none" {
					word(c.Over[0], "below", n.Name)
				}
			}
		}
	}
	for _, c := range r.Columns {
		if !c.Open {
			word(strconv.FormatBool(c.When.Eval(point)), c.Code)
		} else {
			out.put(fact{}, c.Code)
		}
	}
	if r.Class != "" {
		word(r.Class, "class")
	}
	out.text = "{" + strings.Join(texts, ", ") + "}"
	return out
}

func numbersText(list []nash.Number, other string) string {
	if len(list) == 0 {
		return other
	}
	var out []string
	for _, n := range list {
		out = append(out, text(n))
	}
	return strings.Join(out, " or ")
}

// amountAt is a number of a row at a point; see concept.Row.NumbersAt.
func amountAt(ctx context.Context, r *concept.Row, a concept.Amount, point []*big.Rat) []nash.Number {
	var out []nash.Number
	for _, x := range r.NumbersAt(ctx, a, point) {
		if q, ok := x.Rational(); ok {
			out = append(out, nash.RationalNumber(q.Big()))
			continue
		}
		out = append(out, numberOf(x))
	}
	return out
}
