package engine

import (
	"cmp"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
)

type verifyOptions struct {
	Claims []string `json:"claims"`
	Check  bool     `json:"check"`
}

type verdictsAnswer struct {
	common
	Claims []claim `json:"claims"`
}

type claim struct {
	ID             string            `json:"id"`
	Says           string            `json:"says,omitempty"`
	SaysHTML       string            `json:"says_html,omitempty"`
	Formula        string            `json:"formula"`
	Given          string            `json:"given,omitempty"`
	Sources        []string          `json:"sources,omitempty"`
	Verdict        answer.Status     `json:"verdict"`
	VerdictText    string            `json:"verdict_text"`
	Expected       answer.Status     `json:"expected"`
	OK             bool              `json:"ok"`
	Meaning        string            `json:"meaning,omitempty"`
	Counterexample map[string]any    `json:"counterexample,omitempty"`
	Jump           map[string]string `json:"jump,omitempty"` // a point near it, where it is irrational the nearest that is not
	HoldsWhen      string            `json:"holds_when,omitempty"`
	HoldsWhenTest  test              `json:"holds_when_test,omitempty"`
	Evidence       string            `json:"evidence,omitempty"`
	Seconds        float64           `json:"seconds"`
}

// verify decides the claims, and tells of each as soon as it is decided.
func (q *question) verify() (any, error) {
	m, err := q.load()
	if err != nil {
		return nil, err
	}
	var o verifyOptions
	if err := q.options(&o); err != nil {
		return nil, err
	}
	command := q.command("verify")
	for _, id := range o.Claims {
		command += " --claim " + quoted(id)
	}
	if len(m.Head().Claims) == 0 {
		return verdictsAnswer{common: common{Complete: true, Command: command}, Claims: []claim{}}, nil
	}
	if len(o.Claims) == 0 { // named, so that known results are left to the command line
		for _, c := range m.Head().Claims {
			o.Claims = append(o.Claims, c.ID)
		}
	}
	opt := q.ask()
	opt.Claims = ask.Claims{IDs: o.Claims, Check: o.Check, Decided: func(v *answer.Verdict) {
		q.progress(struct {
			Claim claim `json:"claim"`
		}{q.claim(v)})
	}}
	a, err := ask.VerifyAll(q.ctx, []games.Model{m}, opt)
	if err != nil {
		return nil, err
	}
	out := verdictsAnswer{common: q.of(a, command), Claims: []claim{}}
	for _, v := range a.Claims {
		out.Claims = append(out.Claims, q.claim(v))
	}
	return out, nil
}

// jumpDigits is the precision of the point near an irrational counterexample.
const jumpDigits = 6

// typeset is a formula of a file as markup.
func (q *question) typeset(m games.Model, text string) string {
	cell := q.w.Typeset(m, text)
	return cmp.Or(cell.MathML(), cell.Markup())
}

func (q *question) claim(v *answer.Verdict) claim {
	h := v.Model.Head()
	c := v.Claim
	out := claim{
		ID: c.ID, Says: h.In(q.w.Language, c.Says), Formula: q.typeset(v.Model, c.Holds), Sources: c.Source,
		Verdict: v.Status, VerdictText: q.w.Status(v.Status), Expected: answer.Expected(c), OK: v.OK(),
		Meaning: q.w.Meaning(v), Evidence: q.w.EvidenceOf(v), Seconds: v.Seconds,
	}
	if out.Says != "" {
		for _, run := range q.w.TypesetProse(v.Model, out.Says) {
			out.SaysHTML += cmp.Or(run.MathML(), run.Markup())
		}
	}
	if len(c.Given) > 0 {
		given := make([]string, len(c.Given))
		for i, g := range c.Given {
			given[i] = q.typeset(v.Model, g)
		}
		out.Given = q.w.List(given)
	}
	if v.Counterexample != nil {
		out.Counterexample, out.Jump = make(map[string]any), make(map[string]string)
		for i, x := range v.Counterexample {
			out.Counterexample[h.Params[i].Name] = x.JSON()
			out.Jump[h.Params[i].Name] = x.Round(jumpDigits).RatString()
		}
	}
	if v.Status == answer.Conditional {
		out.HoldsWhen = q.w.Condition(h, v.HoldsWhen).Markup()
		out.HoldsWhenTest = compiled(h, v.HoldsWhen)
	}
	return out
}
