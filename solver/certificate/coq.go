package certificate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
)

// theory is what a file for Coq is about: definitions, variables, hypotheses and a
// claim.
type theory struct {
	meanings []meaning
	names    map[string]string // of the file, by those of formulas in a certificate
	vars     []string
	odds     []string // those of vars that are no parameters
	hyps     []*term
	checks   []*term // what is to be shown beside the claim
	claim    *term
	when     *term // the condition of a conditional claim
	comment  string
}

// Coq is a verdict as a file for Coq 8.16 and later with the reals of its standard
// library: the game, the predicates, the claim for all parameters, and a proof that
// takes the steps of the refutation. Points at which the claim holds or fails are
// theorems of their own. Where no proof from the game is found there may be one from the
// formula. It wraps ErrNone where no proof of this form was found.
func Coq(ctx context.Context, in Input, c *Certificate, opt Options) (text []byte, err error) {
	for _, write := range []func(Input, *Certificate) (*theory, error){theoryOfGame, theoryOfFormula} {
		if text, err = coqOf(ctx, in, c, opt, write); err == nil || c.From == FromGame {
			break
		}
	}
	return text, err
}

// coqOf writes a file for Coq about what is to be shown.
func coqOf(ctx context.Context, in Input, c *Certificate, opt Options, write func(Input, *Certificate) (*theory, error)) (text []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(unwritten)
			if !ok {
				panic(r)
			}
			text, err = nil, fmt.Errorf("%w: %w", ErrNone, e.err)
		}
	}()
	th, err := write(in, c)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNone, err)
	}
	p := newScript(ctx, th, opt)
	var statement, proof strings.Builder
	var shown []string
	theorem := func(name, says string, t *term, start string, prove func() string) error {
		fmt.Fprintf(&statement, "(* %s *)\nDefinition %s : Prop :=\n  %s.\n", comment(says), name, coq(t))
		body, err := p.run(prove)
		if err != nil {
			return err
		}
		fmt.Fprintf(&proof, "Theorem %s_holds : %s.\nProof.\n%s%sQed.\n\n", name, name, start, body)
		shown = append(shown, name+"_holds")
		return nil
	}
	goal := th.claim
	switch c.Verdict {
	case "refuted":
		goal = apply("not", th.claim)
	case "vacuous":
		goal = apply("false")
	case "conditional":
		goal = th.when
	}
	whole := forAll(th.vars, apply("=>", all(th.hyps), goal))
	err = theorem("verdict", c.Verdict+", for all values of the parameters", whole, "", func() string { return p.goal(branch{}, whole) })
	if err != nil {
		return nil, err
	}
	if len(th.checks) > 0 {
		solved := forAll(th.vars, apply("=>", all(th.hyps), all(th.checks)))
		err = theorem("values", "what is called the value of a state solves its equation", solved, "", func() string { return p.goal(branch{}, solved) })
		if err != nil {
			return nil, err
		}
	}
	for _, at := range []struct {
		name, says string
		point      *Point
		claim      *term
	}{{"point", "a point that the hypotheses allow and at which the claim holds", c.Holds, th.claim},
		{"counterexample", "a point that the hypotheses allow and at which the claim fails", c.Fails, apply("not", th.claim)}} {
		if at.point == nil {
			continue
		}
		by, values := th.at(at.point)
		there := all(append(slices.Clone(th.hyps), at.claim))
		here := there.put(by)
		start := ""
		if len(values) > 0 {
			start = "exists " + strings.Join(values, ", ") + ".\n"
		}
		some := there
		if len(th.vars) > 0 {
			some = &term{op: "exists", vars: th.vars, args: []*term{there}}
		}
		if err := theorem(at.name, at.says, some, start, func() string { return p.goal(branch{}, here) }); err != nil {
			return nil, err
		}
	}
	text = []byte(th.head(c) + p.prelude() + p.definitions() + statement.String() + "\n" + p.lemmas.String() + proof.String() +
		"(* All of it, and what it rests on *)\nDefinition shown := " + shownTogether(shown) + ".\nPrint Assumptions shown.\nEnd " + moduleName(c) + ".\n")
	if len(text) > maxText {
		return nil, fmt.Errorf("%w: it would have %d bytes", ErrNone, len(text))
	}
	return text, nil
}

// maxText bounds a file for Coq.
const maxText = 1 << 20

// head says what the file is.
func (th *theory) head(c *Certificate) string {
	return fmt.Sprintf(`(* %s, claim %s: %s
   %s
   Check it with: coqc THIS-FILE *)
From Coq Require Import Reals Lra Field.
Open Scope R_scope.

Module %s.

Ltac nonzero := first [assumption | lra |
  match goal with H : ?p <> 0 |- ?x <> 0 => solve [intro; apply H; first [lra | nra]] end |
  apply Rmult_integral_contrapositive_currified; nonzero].

`, comment(c.About), comment(c.Claim.ID), comment(c.Claim.Says), th.comment, moduleName(c))
}

func moduleName(c *Certificate) string { return "proof_" + identifier(c.About, c.Claim.ID) }

// at are the values of the variables at a point.
func (th *theory) at(p *Point) (by map[string]*term, values []string) {
	by = map[string]*term{}
	for name, v := range p.Values {
		if x, ok := th.names[name]; ok {
			by[x] = numeral(v)
		}
	}
	var bound []string // names of unknown probabilities: $1, $2, ... in their order
	for name := range p.Values {
		if th.names[name] == "" {
			bound = append(bound, name)
		}
	}
	slices.SortFunc(bound, func(a, b string) int {
		i, _ := strconv.Atoi(a[1:])
		j, _ := strconv.Atoi(b[1:])
		return i - j
	})
	for i, x := range th.odds {
		if i >= len(bound) {
			panic(unwritten{errors.New("a point lacks a probability")})
		}
		by[x] = numeral(p.Values[bound[i]])
	}
	for _, x := range th.vars {
		if by[x] == nil {
			panic(unwritten{errors.New("a point lacks a value")})
		}
		values = append(values, "("+by[x].text+")")
	}
	return by, values
}

// theoryOfGame writes a claim out from the game.
func theoryOfGame(in Input, c *Certificate) (*theory, error) {
	s, err := newSentence(in.Model, in.Claim)
	if err != nil {
		return nil, err
	}
	th := &theory{names: s.names, vars: append(slices.Clone(s.params), s.odds...), odds: s.odds, hyps: s.hyps, checks: s.checks,
		comment: "The payoffs, the predicates and the claim are written out from the game."}
	for _, r := range s.remarks {
		th.comment += "\n   " + comment(r) + "."
	}
	for _, i := range s.h.Terms() {
		th.names["$"+strconv.Itoa(i)] = s.params[i]
		th.comment += fmt.Sprintf("\n   %s stands for %s.", coqName(s.params[i]), comment(s.h.Params[i].Name))
	}
	th.claim = s.call("claim", terms(s.odds)...)
	if c.Verdict == "conditional" {
		w := &walker{s: s, src: in.HoldsWhen}
		f := w.walk(s.parse(in.HoldsWhen))
		th.when = all(append(w.defined, apply("<=>", th.claim, f)))
	}
	th.meanings = s.meanings
	return th, nil
}

// theoryOfFormula writes a claim out from the formula that it is compiled to.
func theoryOfFormula(in Input, c *Certificate) (*theory, error) {
	h := in.Model.Head()
	th := &theory{names: map[string]string{},
		comment: "A game of the kind " + c.Kind + ". The file starts from the formula that the claim was compiled to;\n   the step from the game to the formula is not checked here."}
	texts := make([]string, len(h.Names()))
	name := func(v algebra.Var, printed string) {
		texts[v] = "x'" + strconv.Itoa(v)
		if id := identifier(printed); id == printed && !slices.Contains(taken, id) {
			texts[v] = id
		}
		th.names[printed] = texts[v]
		th.vars = append(th.vars, texts[v])
	}
	for i, p := range h.FreeNames() {
		name(i, p)
	}
	for _, i := range h.Terms() {
		name(i, "$"+strconv.Itoa(i))
		th.comment += fmt.Sprintf("\n   %s stands for %s.", coqName(texts[i]), comment(h.Params[i].Name))
	}
	for _, f := range in.Problem.Hyps {
		th.hyps = append(th.hyps, formulaTerm(f, texts))
	}
	params := slices.Clone(th.vars)
	th.meanings = []meaning{{"claim", params, true, formulaTerm(in.Problem.Claim, texts)}}
	th.claim = &term{op: "call", text: "claim"}
	for _, v := range params {
		th.claim.args = append(th.claim.args, named(v))
	}
	if c.Verdict == "conditional" {
		f, defined, err := expr.CompileFormula(in.HoldsWhen, h.Scope())
		if err != nil {
			return nil, err
		}
		th.when = all([]*term{formulaTerm(defined, texts), apply("<=>", th.claim, formulaTerm(f, texts))})
	}
	return th, nil
}

// formulaTerm is a formula as a term.
func formulaTerm(f expr.Formula, names []string) *term {
	var args []*term
	for _, g := range f.Args {
		args = append(args, formulaTerm(g, names))
	}
	switch f.Kind {
	case expr.KTrue:
		return apply("true")
	case expr.KFalse:
		return apply("false")
	case expr.KAtom:
		return apply(f.Atom.Op.String(), polyTerm(f.Atom.P, names), numeral("0"))
	case expr.KAnd:
		return all(args)
	}
	return some(args)
}

// comment keeps a text inside a comment.
func comment(s string) string {
	return strings.NewReplacer("(*", "(", "*)", ")", "\"", "'").Replace(strings.Join(strings.Fields(s), " "))
}

// shownTogether is a proof of several theorems.
func shownTogether(names []string) string {
	out := names[len(names)-1]
	for _, n := range slices.Backward(names[:len(names)-1]) {
		out = "(conj " + n + " " + out + ")"
	}
	return out
}
