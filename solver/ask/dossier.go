package ask

import (
	"context"
	"errors"

	"brink/games"
	"brink/solver/answer"
)

// Dossier asks everything about a model that its reader wants in one document: the
// sheet, the claims with evidence, and repeated play where the file says how it is
// repeated. The conditions are derived once for all of these. The caller calls the model by a name of his own. Claims whose texts are
// wrong are an error.
func Dossier(ctx context.Context, m games.Model, called string, opt Options) (*answer.Dossier, error) {
	sheet, err := Sheet(ctx, m, called, opt)
	if err != nil {
		return nil, err
	}
	if opt.Concept == "" && sheet.Model == m {
		opt.table = sheet.Conditions
	}
	out := &answer.Dossier{Base: answer.Base{Model: m, Complete: sheet.Finished(), Reasons: sheet.Why()}, Sheet: sheet}
	out.Contradictory = sheet.Vacuous()
	if len(m.Head().Claims) > 0 {
		asked := opt
		asked.Claims = Claims{Check: true, Limit: opt.Claims.Limit}
		if out.Verdicts, err = VerifyAll(ctx, []games.Model{m}, asked); err != nil {
			return nil, err
		}
		if _, undecided, _ := out.Verdicts.CountClaims(); undecided > 0 {
			out.Complete = false
		}
	}
	if g, ok := m.(*games.Game); ok && g.Repeated != nil {
		a, err := Repeated.Run(ctx, m, nil, opt)
		var wish *WishError
		switch {
		case errors.As(err, &wish): // a part that was not asked for
		case err != nil:
			return nil, err
		default:
			out.Others = append(out.Others, a)
			out.Complete = out.Complete && a.Finished()
		}
	}
	mapFor(ctx, out, opt)
	return out, nil
}

// mapFor adds the map of the first two parameters, where there is one: a picture that
// cannot be drawn leaves no gap in the argument.
func mapFor(ctx context.Context, d *answer.Dossier, opt Options) {
	m := d.Sheet.Model
	h := m.Head()
	for _, name := range h.FreeNames() {
		if len(opt.Over) < maxOver {
			opt.Over = append(opt.Over, name)
		}
	}
	at, err := h.Values(nil)
	if err != nil || len(opt.Over) == 0 {
		return
	}
	if found, err := MapOf(ctx, m, at, opt); err == nil {
		d.Map = found
	}
}
