package stability

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
	"brink/solver/prove"
)

// Concept is a solution concept of one kind of game: it makes the table of
// conditions of a model of that kind.
type Concept struct {
	Name string // as --concept and predicates spell it
	Kind games.Kind
	// Conditions makes the table, with a reason where it is not complete. The error
	// says that the concept does not apply to the model.
	Conditions func(ctx context.Context, m games.Model) (*concept.Table, error)
	// Default reports whether this is the concept of a model for which nobody asks
	// for another; the first of its kind that says so is.
	Default func(m games.Model) bool
}

// Concepts lists the solution concepts of the kinds other than the strategic form.
func Concepts() []Concept {
	return slices.Concat(treeConcepts(), bayesianConcepts(), stochasticConcepts(), pointConcepts(), anonymousConcepts())
}

// ConceptsOf lists the concepts of a kind.
func ConceptsOf(k games.Kind) []Concept {
	return slices.DeleteFunc(Concepts(), func(c Concept) bool { return c.Kind != k })
}

// DefaultConcept is the concept of a model for which nobody asks for another.
func DefaultConcept(m games.Model) (Concept, bool) {
	for _, c := range ConceptsOf(m.Kind()) {
		if c.Default(m) {
			return c, true
		}
	}
	return Concept{}, false
}

// conceptTable makes the table of a concept, once for all claims of the model; a
// table that is not complete decides no claim.
func (s *claimScope) conceptTable(name string) *concept.Table {
	if s.fatal != nil {
		return nil
	}
	s.c.ground.mu.Lock()
	defer s.c.ground.mu.Unlock()
	t, err := s.c.ground.concepts.once(s.ctx, name, func() (*concept.Table, error) {
		all := ConceptsOf(s.c.model.Kind())
		i := slices.IndexFunc(all, func(c Concept) bool { return c.Name == name })
		if i < 0 {
			return nil, undecidable(note.NoSuchConcept, name, string(s.c.model.Kind()))
		}
		t, err := all[i].Conditions(s.ctx, s.c.model)
		switch {
		case err != nil:
			return nil, undecidable(note.Text, err)
		case !t.Complete:
			return nil, undecidable(note.ConceptOpen, name, t.Reasons)
		}
		return t, nil
	})
	if err != nil {
		s.fatal = err
		return nil
	}
	return t
}

// settler eliminates for the numbers of claims.
func (s *claimScope) settler() *concept.Settler {
	w := s.c.ground
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.settler == nil {
		w.settler = concept.NewSettler(w.model)
	}
	return w.settler
}

// someEquilibrium compiles NAME(place = action, …) of the concept NAME: some
// equilibrium plays so, with certainty, at each place listed.
func someEquilibrium(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	demands, err := s.demands(cc, n)
	if err != nil {
		return expr.Result{}, err
	}
	t, ok := s.demandedTable(n.Text, demands)
	if !ok {
		t = s.conceptTable(n.Text)
	}
	if t == nil {
		return expr.Result{}, nil
	}
	return expr.Truth(t.Some(demands)), nil
}

// everyEquilibrium compiles every_NAME(place = action, …): all equilibria play so,
// where there is one.
func everyEquilibrium(s *claimScope, cc *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	demands, err := s.demands(cc, n)
	if err != nil {
		return expr.Result{}, err
	}
	t := s.conceptTable(strings.TrimPrefix(n.Text, "every_"))
	if t == nil {
		return expr.Result{}, nil
	}
	cc.Require(s.settler().Simplify(s.ctx, t.Some(nil)))
	return expr.Truth(t.Every(demands)), nil
}

// demands reads the arguments place = action; which places and actions there are,
// the form of the model knows.
func (s *claimScope) demands(cc *expr.Compiler, n *expr.Node) ([]concept.Demand, *expr.Error) {
	var out []concept.Demand
	for _, a := range n.Args {
		if !a.IsEquation() {
			return nil, expr.Fail(a, "write "+n.Text+"(PLACE = ACTION, …)", "found %q where PLACE = ACTION was expected", a.Source(cc.Src))
		}
		ds, err := s.demand(cc, a)
		if err != nil {
			return nil, err
		}
		out = append(out, ds...)
	}
	return out, nil
}

// theNumber compiles a number that the only equilibrium of the default concept has,
// or on which all equilibria agree.
func (s *claimScope) theNumber(cc *expr.Compiler, of namedNumber) (expr.Result, *expr.Error) {
	c, ok := DefaultConcept(s.c.model)
	if !ok {
		s.fatal = undecidable(note.NoConcept)
		return expr.Result{}, nil
	}
	return s.numberOf(cc, c.Name, of)
}

// numberOf is a number of the only equilibrium of a concept.
func (s *claimScope) numberOf(cc *expr.Compiler, concept string, of namedNumber) (expr.Result, *expr.Error) {
	t := s.conceptTable(concept)
	if t == nil {
		return expr.Result{}, nil
	}
	n := s.sole(t, of)
	if !n.Open.IsFalse() && s.settler().Possible(s.ctx, expr.And(s.hyps, n.Open)) != prove.No {
		s.fatal = undecidable(note.NoNumber, s.c.model.Head().Printer().Formula(n.Open))
		return expr.Result{}, nil
	}
	if err := s.terms(t, n.Value); err != nil {
		s.fatal = err
		return expr.Result{}, nil
	}
	code, _, _ := strings.Cut(of.key, " ")
	s.need(code + " needs an equilibrium, and a value on which all of them agree")
	cc.Require(n.Defined)
	n.Value = s.here(n.Value)
	if !n.RootWhere().IsFalse() {
		s.hide(&hiddenNumber{v: n.Root, unknowns: n.Unknowns, poly: s.smooth(n), solves: n.Solves, exists: expr.And(n.Defined, n.RootWhere())})
	}
	return expr.Number(n.Value), nil
}

// terms reports that a number has functions that are not among the terms of the file.
func (s *claimScope) terms(t *concept.Table, v expr.Value) error {
	first := len(t.Model.Head().Params)
	for _, c := range v.Cases {
		for _, x := range c.Is.Vars() {
			if x >= first && x < first+len(t.Variables) {
				return fmt.Errorf("%w: %s is not among the terms of the file; write it in a claim", ErrUndecidable, t.Variables[x-first].Name)
			}
		}
	}
	return nil
}

// sole is a number on which all equilibria of a table agree, found once for all claims,
// or once for those with the same hypotheses where these leave fewer rows.
func (s *claimScope) sole(t *concept.Table, of namedNumber) concept.Sole {
	settler, w := s.settler(), s.c.ground
	key := t.Concept + " " + of.key
	w.mu.Lock()
	defer w.mu.Unlock()
	if n, ok := w.numbers.of[key]; ok {
		return n
	}
	if some := t.Within(s.ctx, settler, s.hyps); len(some.Rows) < len(t.Rows) {
		t, settler, key = some, settler.Under(s.hyps), key+" "+s.hyps.Key()
	}
	n, _ := w.numbers.once(s.ctx, key, func() (concept.Sole, error) {
		return t.Only(s.ctx, settler, of.amount, t.Room()+len(w.numbers.of)), nil
	})
	return n
}

// here leaves out the cases of a value that the hypotheses rule out.
func (s *claimScope) here(v expr.Value) expr.Value {
	if len(v.Cases) < 2 {
		return v
	}
	var out expr.Value
	for _, c := range v.Cases {
		if s.settler().Soon(s.ctx, expr.And(s.hyps, c.When)) != prove.No {
			out.Cases = append(out.Cases, c)
		}
	}
	if len(out.Cases) == 0 {
		return v
	}
	return out
}

// smooth returns the polynomial of a number that is a root, if its zero is simple
// wherever the hypotheses hold, so that the root moves as the polynomial says.
func (s *claimScope) smooth(n concept.Sole) algebra.Poly {
	if n.Poly.IsZero() || len(n.Value.Cases) > 1 {
		return algebra.Poly{}
	}
	flat := expr.And(s.hyps, n.Defined, n.Solves, expr.Sign(n.Poly.Derivative(n.Root), expr.EQ))
	if s.settler().Possible(s.ctx, flat) != prove.No {
		return algebra.Poly{}
	}
	return n.Poly
}

// namedNumber is a number that rows have, with a key that no other number of the table
// has.
type namedNumber struct {
	key    string
	amount func(*concept.Row) concept.Amount
}

// named is the number of a row with a code and a name.
func named(code, name string) namedNumber {
	return namedNumber{code + " " + name, func(r *concept.Row) concept.Amount {
		for _, n := range r.Numbers {
			if n.Code == code && n.Name == name {
				return n.Is
			}
		}
		return concept.Amount{}
	}}
}

// demand reads one PLACE = ACTION.
func (s *claimScope) demand(cc *expr.Compiler, n *expr.Node) ([]concept.Demand, *expr.Error) {
	place, action := text(cc, n.Args[0]), text(cc, n.Args[1])
	for _, k := range placeReaders() {
		if k.kind == s.c.model.Kind() {
			return k.read(s, cc, n, place, action)
		}
	}
	return nil, expr.Fail(n, "", "games of the kind %s have no places", s.c.model.Kind())
}

// placeReader says what the places and actions of one kind of game are.
type placeReader struct {
	kind games.Kind
	read func(s *claimScope, cc *expr.Compiler, n *expr.Node, place, action string) ([]concept.Demand, *expr.Error)
}

func placeReaders() []placeReader {
	return []placeReader{
		{games.TreeForm, treePlace},
		{games.BayesianForm, bayesianPlace},
		{games.StochasticForm, stochasticPlace},
	}
}
