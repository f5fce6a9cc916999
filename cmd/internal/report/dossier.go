package report

import (
	"strings"

	"brink/games"
	"brink/solver/answer"
)

// dossier shows the whole argument about a model.
func (w *Words) dossier(a *answer.Dossier, show Show) ([]Block, error) {
	h := a.About()
	out := w.story(h)
	out = append(out, w.original(h)...)
	out = append(out, Heading{Text: w.Say(sayTheGame)})
	out = append(out, w.setting(a.Sheet.Model)...)
	out = append(out, w.remarks(h)...)
	out = append(out, Heading{Text: w.Say(sayTheConditions)})
	for _, part := range append([]answer.Answer{a.Sheet.Conditions}, a.Others...) {
		blocks, err := w.Blocks(part, show)
		if err != nil {
			return nil, err
		}
		out = append(out, blocks...)
	}
	if show.Figures != nil {
		figures, err := show.Figures(a)
		if err != nil {
			return nil, err
		}
		for _, f := range figures {
			out = append(out, f)
		}
	}
	if a.Verdicts != nil {
		out = append(out, w.decided(a.Verdicts)...)
	}
	out = append(out, Heading{Text: w.Say(sayHowMade)}, Paragraph{w.Say(sayMadeBy, a.Origin.Version)}, Display{Text(a.Origin.Command)})
	if a.Origin.SHA256 != "" {
		out = append(out, Paragraph{w.Say(sayInput)}, Display{Text(a.Origin.SHA256)})
	}
	return w.typesetter(h, variables(a.Sheet.Model)...).typeset(out), nil
}

// original is the gist in English beside that in the language of the document: those
// who discuss a text in two languages want both.
func (w *Words) original(h *games.Header) []Block {
	if h.Gist == "" || h.In(w.Language, h.Gist) == h.Gist {
		return nil
	}
	return []Block{Paragraph{h.Name + ". " + English().Say(sayGist, h.Gist)}}
}

// decided shows the claims one by one: what they say, as a formula, whether it is so
// and what that means, on what evidence and by whom.
func (w *Words) decided(v *answer.Verdicts) []Block {
	out := []Block{Heading{Text: w.Say(sayTheClaims)}}
	accepted := 0
	for _, c := range v.Claims {
		h := c.Model.Head()
		name := c.Claim.ID
		if c.Claim.Reading != "" {
			name = w.Say(sayMarked, name, w.reading(c.Claim.Reading))
		}
		says := h.In(w.Language, c.Claim.Says)
		out = append(out, Heading{Text: name, Level: 1}, Paragraph{says})
		if says != c.Claim.Says {
			out = append(out, Paragraph{c.Claim.Says})
		}
		out = append(out, Display{Formula(statement(c.Claim), "")})
		line := []string{w.Say(sayVerdictLine, w.outcome(c), w.means(c))}
		if c.Evidence == answer.Yes {
			accepted++
			line = append(line, w.Say(sayEvidenceLine, w.evidence(c)))
		}
		line = append(line, w.Say(sayClaimSource, w.sources(c.Claim)))
		for _, warning := range c.Warnings {
			line = append(line, w.Say(sayWarning, c.Claim.ID, w.Note(warning)))
		}
		out = append(out, Paragraph{w.sentences(line...)})
	}
	out = append(out, Paragraph{w.Say(sayEvidenceSummary, accepted, len(v.Claims))})
	if k := w.known(v); k != nil {
		out = append(out, k)
	}
	return out
}

// means is a sentence on what a verdict means for the model.
func (w *Words) means(c *answer.Verdict) string {
	h := c.Model.Head()
	at := w.List(w.point(h, c.Counterexample))
	switch c.Status {
	case answer.Proved:
		return w.Say(sayMeansProved)
	case answer.Conditional:
		where := w.Condition(h, c.HoldsWhen).Text
		if at == "" {
			return w.Say(sayMeansWhere, where)
		}
		return w.Say(sayMeansWhereAt, where, at)
	case answer.Refuted:
		if at == "" {
			return w.Say(sayMeansRefuted)
		}
		return w.Say(sayMeansRefutedAt, at)
	case answer.Vacuous:
		return w.Say(sayMeansVacuous, strings.Join(c.Contradictory, " and "))
	}
	return w.Say(sayMeansUndecided, w.whyUndecided(c))
}
