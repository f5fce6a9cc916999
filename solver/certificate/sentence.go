package certificate

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"brink/games"
	"brink/games/expr"
)

// sentence is a claim with the definitions that it is made of, for provers that are to
// check the step from the game to the verdict.
type sentence struct {
	m         games.Model
	h         *games.Header
	g         *games.Game // nil for other kinds than the strategic form
	form      form
	params    []string // names of the parameters
	meanings  []meaning
	at        map[string]bool // what is defined already
	names     map[string]string
	ids       map[string]string  // names of definitions by what they are of
	worths    map[string][]*term // values of states, by player and policy
	unknownAt map[string]string  // those of odds that are numbers of equilibria
	odds      []string           // unknown numbers that the claim speaks of
	// Equilibria whose numbers the claim speaks of.
	sole    *assessment
	played  *strategies
	point   []string
	checks  []*term  // what is to be shown beside the claim: that values solve their equations
	remarks []string // on what is not written out
	hyps    []*term
	claim   *term
	bound   int
}

// taken are names of definitions that a parameter may not have. Bound variables have a
// prime, which no parameter has.
var taken = []string{
	"hypotheses", "claim", "mixed", "no_pure_nash", "equilibrium", "mixed_profile", "completely_mixed_profile",
	"completely_mixed_equilibrium", "the_only_mixed_equilibrium",
}

// maxSentence bounds the profiles of games that are written out.
const maxSentence = 64

// form is how games of one kind are written out: each has a file of its own and an entry
// in forms.
type form struct {
	// write defines the payoffs and lists what must hold for them to have a meaning.
	write func(s *sentence)
	// predicates write themselves out as definitions.
	predicates map[string]predicate
}

type predicate = func(w *walker, n *expr.Node) *term

// forms are those of all kinds; what is common to all is in everyKind.
var forms map[games.Kind]form

func init() {
	// Set here: predicates compile what may use others.
	forms = map[games.Kind]form{
		games.StrategicForm:  strategicForm(),
		games.TreeForm:       treeForm(),
		games.BayesianForm:   typesForm(),
		games.StochasticForm: statesForm(),
		games.ContinuousForm: choicesForm(),
		games.DynamicsForm:   dynamicsForm(),
	}
}

// everyKind are the predicates that games of every kind have.
func everyKind() map[string]predicate {
	return map[string]predicate{
		"increasing": func(w *walker, n *expr.Node) *term { return w.monotone(n, ">=") },
		"decreasing": func(w *walker, n *expr.Node) *term { return w.monotone(n, "<=") },
	}
}

// newSentence writes a claim out; it fails with errUnwritten where there is no form.
func newSentence(m games.Model, c games.Claim) (s *sentence, err error) {
	h := m.Head()
	if c.Mistake != "" {
		return nil, errUnwritten
	}
	s = &sentence{m: m, h: h, form: forms[m.Kind()], at: map[string]bool{}, names: map[string]string{}, ids: map[string]string{}, worths: map[string][]*term{}, unknownAt: map[string]string{}}
	s.g, _ = m.(*games.Game)
	for i, p := range h.Free() {
		name := identifier(p.Name)
		if name != p.Name || slices.Contains(taken, name) {
			name = "x'" + strconv.Itoa(i)
		}
		s.names[p.Name] = name
		s.params = append(s.params, name)
	}
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(unwritten)
			if !ok {
				panic(r)
			}
			s, err = nil, e.err
		}
	}()
	for _, p := range h.Free() {
		s.hyps = append(s.hyps, s.within(p)...)
	}
	s.derived()
	for _, a := range h.Assume {
		s.hyps = append(s.hyps, s.condition(a.Text))
	}
	if s.form.write != nil {
		s.form.write(s)
	} else {
		s.hyps = append(s.hyps, s.formula(m.Meaning()))
	}
	for _, text := range c.Given {
		s.hyps = append(s.hyps, s.condition(text))
	}
	s.define("hypotheses", s.params, true, all(s.hyps))
	w := &walker{s: s, src: c.Holds}
	s.claim = w.walk(s.parse(c.Holds))
	s.hyps = append([]*term{s.call("hypotheses")}, w.defined...)
	s.define("claim", append(slices.Clone(s.params), s.odds...), true, s.claim)
	return s, nil
}

// derived names what stands for square roots, exp and log, and lists what is known of
// each.
func (s *sentence) derived() {
	for _, i := range s.h.Terms() {
		s.params = append(s.params, "t'"+strconv.Itoa(i))
	}
	for _, i := range s.h.Terms() {
		s.hyps = append(s.hyps, s.formula(s.h.Params[i].Within))
	}
}

// whole lists the parameters that are whole numbers.
func (s *sentence) whole() []string {
	var out []string
	for _, v := range s.h.Whole {
		out = append(out, s.params[v])
	}
	return out
}

// formula is a compiled formula as a term.
func (s *sentence) formula(f expr.Formula) *term { return formulaTerm(f, s.params) }

// value is a compiled number as a term.
func (s *sentence) value(v expr.Value) *term { return valueTerm(v, s.params) }

// valueTerm is a compiled number of the variables with the names.
func valueTerm(v expr.Value, names []string) *term {
	if len(v.Cases) == 0 {
		panic(unwritten{errUnwritten})
	}
	out := ratioTerm(v.Cases[len(v.Cases)-1].Is, names)
	for _, c := range slices.Backward(v.Cases[:len(v.Cases)-1]) {
		out = apply("ite", formulaTerm(c.When, names), ratioTerm(c.Is, names), out)
	}
	return out
}

// unwritten leaves the walk.
type unwritten struct{ err error }

func (s *sentence) parse(text string) *expr.Node {
	n, err := expr.Parse(text)
	if err != nil {
		panic(unwritten{errUnwritten})
	}
	return n
}

// define adds a definition, once.
func (s *sentence) define(name string, params []string, truth bool, body *term) {
	if !s.at[name] {
		s.at[name] = true
		s.meanings = append(s.meanings, meaning{name, params, truth, body})
	}
}

// identifier is a name for what a key tells from all else.
func (s *sentence) identifier(key string) string {
	id, ok := s.ids[key]
	if !ok {
		used := slices.Concat(taken, s.params, slices.Collect(maps.Values(s.ids)))
		id = identifier(key)
		for n := 2; slices.Contains(used, id); n++ {
			id = identifier(key) + "_" + strconv.Itoa(n)
		}
		s.ids[key] = id
	}
	return id
}

// call is a definition at the parameters, and at further arguments.
func (s *sentence) call(name string, args ...*term) *term {
	t := &term{op: "call", text: name}
	for _, p := range s.params {
		t.args = append(t.args, named(p))
	}
	t.args = append(t.args, args...)
	return t
}

// condition is an assumption, with what it divides by.
func (s *sentence) condition(text string) *term {
	w := &walker{s: s, src: text}
	f := w.walk(s.parse(text))
	return all(append(w.defined, f))
}

// within says that a parameter lies in its range.
func (s *sentence) within(p games.Parameter) []*term {
	text := strings.TrimSpace(p.Range)
	if text == "" {
		return nil
	}
	low, high, ok := strings.Cut(text[1:len(text)-1], ",")
	if !ok {
		panic(unwritten{errUnwritten})
	}
	var out []*term
	x := named(s.names[p.Name])
	if !strings.Contains(low, "inf") {
		out = append(out, apply(map[byte]string{'[': "<=", '(': "<"}[text[0]], s.end(low), x))
	}
	if !strings.Contains(high, "inf") {
		out = append(out, apply(map[byte]string{']': "<=", ')': "<"}[text[len(text)-1]], x, s.end(high)))
	}
	return out
}

// end is an end of a range.
func (s *sentence) end(text string) *term {
	w := &walker{s: s, src: strings.TrimSpace(text)}
	t := w.number(s.parse(w.src))
	s.hyps = append(s.hyps, w.defined...)
	return t
}

func (s *sentence) profiles() [][]int { return (&statement{g: s.g}).profiles() }

// payoff is what player i gets at a pure profile.
func (s *sentence) payoff(i int, p []int) *term {
	parts := []string{"u" + strconv.Itoa(i+1), s.g.Players[i].Name}
	for j, a := range p {
		parts = append(parts, s.g.Players[j].Actions[a])
	}
	name := identifier(parts...) + "_" + strconv.Itoa(s.g.Index(p)) // actions may differ in other signs alone
	if !s.at[name] {
		w := &walker{s: s, profile: p, me: i}
		switch t := s.g.Text; {
		case t == nil:
			w.src = s.g.Printer().Value(s.g.Payoff(i, p))
		case t.Each != "":
			w.src = t.Each
		case t.Own != nil:
			w.src = t.Own[i]
		default:
			w.src = t.Cells[i][s.g.Index(p)]
		}
		body := w.number(s.parse(w.src))
		s.define(name, s.params, false, body)
		s.hyps = append(s.hyps, w.defined...)
	}
	return s.call(name)
}

// walker turns the nodes of one text into terms.
type walker struct {
	s       *sentence
	src     string
	profile []int // of a payoff
	me      int
	path    []*term // what holds where the text is read
	defined []*term // what must hold for it to have a meaning
}

func (w *walker) fail() *term { panic(unwritten{errUnwritten}) }

var operations = map[expr.NodeKind]string{
	expr.NAdd: "+", expr.NSub: "-", expr.NMul: "*", expr.NNeg: "neg", expr.NNot: "not", expr.NIff: "<=>",
}

func (w *walker) walk(n *expr.Node) *term {
	if op, ok := operations[n.Kind]; ok {
		var args []*term
		for _, a := range n.Args {
			t := w.walk(a)
			if op != "not" && op != "<=>" {
				t = t.counted()
			}
			args = append(args, t)
		}
		return apply(op, args...)
	}
	switch n.Kind {
	case expr.NNumber:
		return numeral(n.Value.RatString())
	case expr.NBool:
		return apply(n.Text)
	case expr.NName:
		return w.name(n.Text)
	case expr.NDiv:
		return apply("/", w.number(n.Args[0]), w.divisor(n.Args[1]))
	case expr.NPow:
		return w.power(n)
	case expr.NCompare:
		var parts []*term
		for i, op := range n.Ops {
			parts = append(parts, apply(op.String(), w.number(n.Args[i]), w.number(n.Args[i+1])))
		}
		return all(parts)
	case expr.NAnd, expr.NOr, expr.NImplies:
		f := w.walk(n.Args[0])
		guard := f
		if n.Kind == expr.NOr {
			guard = apply("not", f)
		}
		g := w.under(guard, n.Args[1])
		return apply(map[expr.NodeKind]string{expr.NAnd: "and", expr.NOr: "or", expr.NImplies: "=>"}[n.Kind], f, g)
	case expr.NCall:
		return w.call(n)
	}
	return w.fail()
}

// number reads a node as a number.
func (w *walker) number(n *expr.Node) *term { return w.walk(n).counted() }

// under reads a node where a guard holds.
func (w *walker) under(guard *term, n *expr.Node) *term {
	w.path = append(w.path, guard)
	t := w.walk(n)
	w.path = w.path[:len(w.path)-1]
	return t
}

func (w *walker) require(f *term) {
	if len(w.path) > 0 {
		f = apply("=>", all(w.path), f)
	}
	if slices.ContainsFunc(w.defined, func(g *term) bool { return smt(g) == smt(f) }) {
		return
	}
	w.defined = append(w.defined, f)
}

// divisor requires that a number is not 0.
func (w *walker) divisor(n *expr.Node) *term {
	t := w.number(n)
	if n.Kind != expr.NNumber {
		w.require(apply("!=", t, numeral("0")))
	}
	return t
}

func (w *walker) power(n *expr.Node) *term {
	exponent := w.number(n.Args[1])
	sign := 1
	if exponent.op == "neg" {
		exponent, sign = exponent.args[0], -1
	}
	k, err := strconv.Atoi(exponent.text)
	if exponent.op != "num" || err != nil || k > 12 {
		return w.fail()
	}
	base := numeral("1")
	for i := range k {
		if x := w.number(n.Args[0]); i == 0 {
			base = x
		} else {
			base = apply("*", base, x)
		}
	}
	if sign < 0 {
		w.divisor(n.Args[0])
		return apply("/", numeral("1"), base)
	}
	return base
}

// name is a parameter or a definition of the file.
func (w *walker) name(name string) *term {
	s := w.s
	if x, ok := s.names[name]; ok {
		return named(x)
	}
	if name == "value" && w.profile != nil && s.g.Players[w.me].Values != nil {
		return numeral(s.g.Players[w.me].Values[w.profile[w.me]].RatString())
	}
	for i, d := range s.h.Defines {
		if d.Name != name {
			continue
		}
		inner := &walker{s: s, src: d.Text}
		body := inner.number(s.parse(d.Text))
		for _, f := range inner.defined {
			w.require(f)
		}
		id := identifier(fmt.Sprintf("d%d", i+1), name)
		s.define(id, s.params, false, body)
		return s.call(id)
	}
	return w.fail()
}

// text is the name that an argument stands for.
func (w *walker) text(n *expr.Node) string {
	return (&call{&expr.Compiler{Src: w.src}, nil}).text(n)
}

func (w *walker) call(n *expr.Node) *term {
	if least := map[string]int{"if": 3, "min": 1, "max": 1, "abs": 1}[n.Text]; len(n.Args) < least {
		return w.fail()
	}
	switch n.Text {
	case "if":
		f := w.walk(n.Args[0])
		switch f.op { // of what is known at a profile one branch is left
		case "true":
			return w.walk(n.Args[1])
		case "false":
			return w.walk(n.Args[2])
		}
		return apply("ite", f, w.under(f, n.Args[1]), w.under(apply("not", f), n.Args[2]))
	case "min", "max":
		t := w.number(n.Args[0])
		for _, a := range n.Args[1:] {
			t = apply(n.Text, t, w.number(a))
		}
		return t
	case "abs":
		return apply("abs", w.number(n.Args[0]))
	}
	if slices.Contains(expr.Functions, n.Text) {
		return w.function(n)
	}
	if w.profile != nil {
		return w.payoffCall(n)
	}
	if p, ok := w.s.form.predicates[n.Text]; ok {
		return p(w, n)
	}
	if p, ok := everyKind()[n.Text]; ok {
		return p(w, n)
	}
	return w.fail()
}

// function is a square root, exp or log: what stands for it in the file.
func (w *walker) function(n *expr.Node) *term {
	scope := termScope{w.s.h.Scope(), w.s.h}
	v, defined, err := expr.CompileValue(n.Source(w.src), scope)
	if err != nil {
		return w.fail()
	}
	if !defined.IsTrue() {
		w.require(w.s.formula(defined))
	}
	return w.s.value(v)
}

// termScope has the definitions of the file beside the parameters and what is derived
// from them.
type termScope struct {
	expr.FunctionScope
	h *games.Header
}

// Name implements expr.Scope.
func (s termScope) Name(name string) (expr.Value, bool) {
	for _, d := range s.h.Defines {
		if d.Name == name {
			return d.Value, true
		}
	}
	return s.FunctionScope.Name(name)
}

// payoffCall is a function of payoff formulas at a profile.
func (w *walker) payoffCall(n *expr.Node) *term {
	players := w.s.g.Players
	plays := func(q int, action string) bool { return players[q].Actions[w.profile[q]] == action }
	player := func(name string) int {
		q := slices.IndexFunc(players, func(p games.Player) bool { return p.Name == name })
		if q < 0 {
			w.fail()
		}
		return q
	}
	count := func(keep func(q int) bool) *term {
		k := 0
		for q := range players {
			if keep(q) {
				k++
			}
		}
		return numeral(strconv.Itoa(k))
	}
	if len(n.Args) == 0 {
		return w.fail()
	}
	first := w.text(n.Args[0])
	switch n.Text {
	case "is":
		return apply(strconv.FormatBool(plays(w.me, first)))
	case "plays":
		return apply(strconv.FormatBool(plays(player(first), w.text(n.Args[1]))))
	case "count":
		return count(func(q int) bool { return plays(q, first) })
	case "others":
		return count(func(q int) bool { return q != w.me && plays(q, first) })
	case "value":
		q := player(first)
		return numeral(players[q].Values[w.profile[q]].RatString())
	case "sum", "sum_others":
		me := w.me
		sum := numeral("0")
		for q := range players {
			if n.Text == "sum" || q != me {
				w.me = q
				sum = apply("+", sum, w.number(n.Args[0]))
			}
		}
		w.me = me
		return sum
	}
	return w.fail()
}
