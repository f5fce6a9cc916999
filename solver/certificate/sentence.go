package certificate

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"brink/games"
	"brink/games/expr"
)

// sentence is a claim with the definitions that it is made of, for provers that are to
// check the step from the game to the verdict.
type sentence struct {
	g        *games.Game
	params   []string // names of the parameters
	meanings []meaning
	at       map[string]bool // what is defined already
	names    map[string]string
	odds     []string // unknown probabilities that the claim speaks of
	hyps     []*term
	claim    *term
	bound    int
}

// taken are names of definitions that a parameter may not have. Bound variables have a
// prime, which no parameter has.
var taken = []string{
	"hypotheses", "claim", "mixed", "no_pure_nash", "equilibrium", "mixed_profile", "completely_mixed_profile",
	"completely_mixed_equilibrium", "the_only_mixed_equilibrium",
}

// maxSentence bounds the profiles of games that are written out.
const maxSentence = 64

// newSentence writes a claim out; it fails with errUnwritten where there is no form.
func newSentence(g *games.Game, c games.Claim) (s *sentence, err error) {
	if len(g.Terms()) > 0 || g.Profiles(maxSentence) < 0 {
		return nil, errUnwritten
	}
	s = &sentence{g: g, at: map[string]bool{}, names: map[string]string{}}
	for i, p := range g.Free() {
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
	for _, p := range g.Free() {
		s.hyps = append(s.hyps, s.within(p)...)
	}
	for _, a := range g.Assume {
		s.hyps = append(s.hyps, s.condition(a.Text))
	}
	for _, p := range s.profiles() {
		for i := range g.Players {
			s.payoff(i, p)
		}
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
	for i, d := range s.g.Defines {
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
	if w.profile != nil {
		return w.payoffCall(n)
	}
	if p, ok := predicates[n.Text]; ok {
		return p(w, n)
	}
	return w.fail()
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
