package certificate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"brink/games/algebra"
)

// script writes proofs for Coq: sentences are opened by the rules of their
// connectives, comparisons are decided, and what is left is refuted by the lemmas of a
// refutation, one after the other. Nothing is searched for in Coq.
type script struct {
	ctx  context.Context
	opt  Options
	th   *theory
	defs map[string]meaning
	numbering
	used    map[string]bool // lemmas of the prelude
	order   []string
	lemmas  strings.Builder
	stated  map[string]string // names of lemmas by their statements
	count   int
	steps   int
	numbers map[string]string
}

func newScript(ctx context.Context, th *theory, opt Options) *script {
	p := &script{ctx: ctx, opt: opt, th: th, defs: map[string]meaning{}, numbering: numbering{index: map[string]algebra.Var{}}, used: map[string]bool{}, stated: map[string]string{}, numbers: map[string]string{}}
	for i, m := range th.meanings {
		m.body = m.body.plainCases()
		th.meanings[i].body = m.body
		p.defs[m.name] = m
	}
	for i, h := range th.hyps {
		th.hyps[i] = h.plainCases()
	}
	for i, f := range th.checks {
		th.checks[i] = f.plainCases()
	}
	th.claim = th.claim.plainCases()
	if th.when != nil {
		th.when = th.when.plainCases()
	}
	for _, v := range th.vars {
		p.variable(v)
	}
	return p
}

// definitions are those of the file.
func (p *script) definitions() string {
	var b strings.Builder
	for _, d := range p.th.meanings {
		sort := "R"
		if d.truth {
			sort = "Prop"
		}
		fmt.Fprintf(&b, "Definition %s%s : %s :=\n  %s.\n", d.name, coqBinders(d.params), sort, coq(d.body))
	}
	return b.String()
}

// run makes a proof, or says that there is none.
func (p *script) run(prove func() string) (text string, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(noScript)
			if !ok {
				panic(r)
			}
			err = fmt.Errorf("%w: %w", ErrNone, e.error)
		}
	}()
	return prove(), nil
}

// noScript leaves the making of a proof.
type noScript struct{ error }

func fail(format string, args ...any) { panic(noScript{fmt.Errorf(format, args...)}) }

var errSteps = errors.New("a proof has too many steps")

// maxSteps bounds the branches of the proofs of a file.
const maxSteps = 20000

func (p *script) step() {
	if p.steps++; p.steps > maxSteps {
		panic(noScript{errSteps})
	}
}

func (p *script) fresh(prefix string) string {
	p.count++
	return fmt.Sprintf("%s%d", prefix, p.count)
}

// known is a sentence with the name of its proof.
type known struct {
	name string
	t    *term
}

// branch is what a branch of the proof has to go on: sentences without quantifiers,
// those that hold for all values, those whose opposite is to be shown, implications
// whose premisses are to be shown, and decisions of conditions.
type branch struct {
	plain, every, not, rules []known
	cases                    []decision
	vars                     []string
}

// decision is a condition of numbers with whether it holds.
type decision struct {
	name string
	cond *term
	is   bool
}

// body is what a sentence says once definitions are put in.
func (p *script) body(t *term) *term {
	for t.op == "call" {
		d := p.defs[t.text]
		by := map[string]*term{}
		for i, x := range d.params {
			by[x] = t.args[i]
		}
		t = d.body.put(by)
	}
	return t
}

// quantified reports whether a sentence has a quantifier.
func (p *script) quantified(t *term) bool {
	if t.op == "call" {
		return p.quantified(p.body(t))
	}
	return t.op == "forall" || t.op == "exists" || slices.ContainsFunc(t.args, p.quantified)
}

// pattern destructs a join of n parts.
func pattern(names []string, sep string) string {
	out := names[len(names)-1]
	for i := len(names) - 2; i >= 0; i-- {
		out = "[" + names[i] + sep + out + "]"
	}
	return out
}

// assume opens sentences that are known, and then goes on.
func (p *script) assume(b branch, list []known, then func(branch) string) string {
	if len(list) == 0 {
		return then(b)
	}
	k, rest := list[0], list[1:]
	t := p.body(k.t)
	if !p.quantified(t) && t.op != "and" {
		switch t.op {
		case "true":
			return p.assume(b, rest, then)
		case "false":
			return "destruct " + k.name + ".\n"
		}
		b.plain = append(slices.Clone(b.plain), known{k.name, t})
		return p.assume(b, rest, then)
	}
	switch t.op {
	case "and":
		var names []string
		var parts []known
		for _, a := range t.args {
			h := p.fresh("h")
			names, parts = append(names, h), append(parts, known{h, a})
		}
		return fmt.Sprintf("destruct %s as %s.\n", k.name, pattern(names, " ")) + p.assume(b, append(parts, rest...), then)
	case "or":
		var names []string
		for range t.args {
			names = append(names, p.fresh("h"))
		}
		var s strings.Builder
		fmt.Fprintf(&s, "destruct %s as %s.\n", k.name, pattern(names, "|"))
		for i, a := range t.args {
			p.step()
			s.WriteString("{ " + p.assume(b, append([]known{{names[i], a}}, rest...), then) + "}\n")
		}
		return s.String()
	case "forall":
		b.every = append(slices.Clone(b.every), known{k.name, t})
	case "not":
		b.not = append(slices.Clone(b.not), known{k.name, t.args[0]})
	case "=>":
		if p.quantified(t.args[0]) {
			b.rules = append(slices.Clone(b.rules), known{k.name, t})
			return p.assume(b, rest, then)
		}
		d, h := p.fresh("d"), p.fresh("h")
		return fmt.Sprintf("destruct %s as [%s|%s].\n{ pose proof (%s %s) as %s.\n%s}\n%s", p.decided(t.args[0]), d, d, k.name, d, h,
			p.assume(b.plus(known{d, t.args[0]}), append([]known{{h, t.args[1]}}, rest...), then),
			p.assume(b.plus(known{d, apply("not", t.args[0])}), rest, then))
	case "<=>":
		x, y := t.args[0], t.args[1]
		if p.quantified(x) && p.quantified(y) {
			fail("an equivalence has quantifiers on both sides")
		}
		l, r := p.fresh("h"), p.fresh("h")
		out := fmt.Sprintf("destruct %s as [%s %s].\n", k.name, l, r)
		if p.quantified(x) {
			x, y, l, r = y, x, r, l
		}
		d, h := p.fresh("d"), p.fresh("h")
		return out + fmt.Sprintf("destruct %s as [%s|%s].\n{ pose proof (%s %s) as %s.\n%s}\nassert (%s : %s) by (intro; auto).\n%s", p.decided(x), d, d, l, d, h,
			p.assume(b.plus(known{d, x}), append([]known{{h, y}}, rest...), then), h, coq(apply("not", y)),
			p.assume(b.plus(known{d, apply("not", x)}), append([]known{{h, apply("not", y)}}, rest...), then))
	default:
		fail("a quantifier stands under %s", t.op)
	}
	return p.assume(b, rest, then)
}

// plus is the branch that knows one more sentence without quantifiers.
func (b branch) plus(k known) branch {
	b.plain = append(slices.Clone(b.plain), k)
	return b
}

// goal proves a sentence.
func (p *script) goal(b branch, t *term) string {
	p.step()
	t = p.body(t)
	if !p.quantified(t) && t.op != "=>" && t.op != "and" && t.op != "not" && t.op != "<=>" {
		switch t.op {
		case "true":
			return "exact I.\n"
		case "false":
			return p.contradiction(b)
		}
		d := p.fresh("d")
		return fmt.Sprintf("destruct %s as [%s|%s]; [exact %s|exfalso].\n", p.decided(t), d, d, d) + p.contradiction(b.plus(known{d, apply("not", t)}))
	}
	switch t.op {
	case "and":
		var s strings.Builder
		for _, a := range t.args[:len(t.args)-1] {
			s.WriteString("split.\n{ " + p.goal(b, a) + "}\n")
		}
		return s.String() + p.goal(b, t.args[len(t.args)-1])
	case "<=>":
		x, y := t.args[0], t.args[1]
		return "split.\n{ " + p.goal(b, apply("=>", x, y)) + "}\n" + p.goal(b, apply("=>", y, x))
	case "=>":
		h := p.fresh("h")
		return "intro " + h + ".\n" + p.assume(b, []known{{h, t.args[0]}}, func(b branch) string { return p.goal(b, t.args[1]) })
	case "not":
		h := p.fresh("h")
		return "intro " + h + ".\n" + p.assume(b, []known{{h, t.args[0]}}, p.contradiction)
	case "forall":
		by := map[string]*term{}
		var names []string
		for _, v := range t.vars {
			x := v
			for n := 1; slices.Contains(b.vars, x); n++ {
				x = fmt.Sprintf("%s'%d", v, n)
			}
			p.variable(x)
			by[v] = named(x)
			b.vars = append(slices.Clone(b.vars), x)
			names = append(names, coqName(x))
		}
		return "intros " + strings.Join(names, " ") + ".\n" + p.goal(b, t.args[0].put(by))
	case "or":
		return p.disjunction(b, t.args)
	}
	fail("a goal has a quantifier under %s", t.op)
	return ""
}

// disjunction proves a disjunction with quantifiers: what has none is decided first.
func (p *script) disjunction(b branch, parts []*term) string {
	if len(parts) == 1 {
		return p.goal(b, parts[0])
	}
	if !p.quantified(parts[0]) {
		d := p.fresh("d")
		return fmt.Sprintf("destruct %s as [%s|%s]; [left; exact %s|right].\n", p.decided(parts[0]), d, d, d) +
			p.disjunction(b.plus(known{d, apply("not", parts[0])}), parts[1:])
	}
	rest := some(parts[1:])
	if p.quantified(rest) {
		fail("a disjunction has two quantified parts")
	}
	d := p.fresh("d")
	return fmt.Sprintf("destruct %s as [%s|%s]; [right; exact %s|left].\n", p.decided(rest), d, d, d) +
		p.goal(b.plus(known{d, apply("not", rest)}), parts[0])
}

// contradiction proves False: what is to be shown of the sentences whose opposite is
// known comes first.
func (p *script) contradiction(b branch) string {
	if len(b.not) > 0 {
		k := b.not[0]
		b.not = b.not[1:]
		return "apply " + k.name + ".\n" + p.goal(b, k.t)
	}
	return p.refute(b)
}

// decided is a proof that a sentence without quantifiers holds or does not.
func (p *script) decided(t *term) string {
	switch t.op {
	case "call":
		return fmt.Sprintf("(%s : %s \\/ ~ %s)", p.decided(p.body(t)), coq(t), coq(t))
	case "true", "false":
		return p.lemma("dec_" + t.op)
	case "not":
		return "(" + p.lemma("dec_not") + " " + p.decided(t.args[0]) + ")"
	case "and", "or", "=>", "<=>":
		name := p.lemma("dec_" + map[string]string{"and": "and", "or": "or", "=>": "imp", "<=>": "iff"}[t.op])
		out := p.decided(t.args[len(t.args)-1])
		for i := len(t.args) - 2; i >= 0; i-- {
			out = "(" + name + " " + p.decided(t.args[i]) + " " + out + ")"
		}
		return out
	}
	return fmt.Sprintf("(%s %s %s)", p.lemma("dec_"+ordering(t.op)), coq(t.args[0]), coq(t.args[1]))
}

// ordering is a word for a comparison.
func ordering(op string) string {
	return map[string]string{"<": "lt", "<=": "le", "=": "eq", ">=": "ge", ">": "gt", "!=": "ne"}[op]
}
