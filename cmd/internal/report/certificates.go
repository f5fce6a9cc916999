package report

import (
	"brink/solver/answer"
	"brink/solver/certificate"
)

// certificates says which verdicts have one, where they were asked for.
func (w *Words) certificates(a *answer.Verdicts) []string {
	written, fromGame := 0, 0
	var formulas, notes []string
	asked := false
	for _, c := range a.Claims {
		switch {
		case c.Certificate != nil && c.Certificate.From == certificate.FromGame:
			written, fromGame = written+1, fromGame+1
		case c.Certificate != nil:
			written++
			formulas = append(formulas, c.Claim.ID)
		case !c.Uncertified.IsZero():
			asked = true
			notes = append(notes, w.Say(sayUncertified, c.Claim.ID, w.Note(c.Uncertified)))
		}
	}
	if written == 0 && !asked {
		return nil
	}
	out := []string{w.Say(sayCertificates, written, len(a.Claims), fromGame)}
	if len(formulas) > 0 {
		out = append(out, w.Say(sayFromFormula, formulas))
	}
	return append(out, notes...)
}

// CertificateGuide is the text that belongs beside certificates: how to check them.
func (w *Words) CertificateGuide() string { return w.Say(sayCertificateGuide) }
