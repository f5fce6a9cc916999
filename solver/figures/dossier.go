package figures

import (
	"context"
	"regexp"
	"slices"
	"sync"
	"time"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
)

// patience is how long a figure of a report may take: one that takes longer is left
// out, for the argument stands without it.
const patience = 10 * time.Second

// Illustrate adds to a report the figures that suit it, at the defaults of the
// parameters: the first kind that the model has, the others that suit it, and of a
// repeated game its critical discount factors over the first parameter. What cannot be
// drawn is left out.
func Illustrate(ctx context.Context, d *answer.Dossier, opt ask.Options) {
	m := d.Sheet.Model
	at, err := m.Head().Point(nil)
	if err != nil {
		return
	}
	add := func(draw func(context.Context) (*answer.Figure, error)) {
		ctx, cancel := context.WithTimeout(ctx, patience)
		defer cancel()
		if f, err := draw(ctx); err == nil && ctx.Err() == nil {
			d.Figures = append(d.Figures, f)
		}
	}
	var found answer.Answer // once for all kinds
	for i, k := range For(m, ask.Solve) {
		if i > 0 && (k.Suits == nil || !k.Suits(m)) {
			continue
		}
		add(func(ctx context.Context) (*answer.Figure, error) {
			if found == nil {
				a, err := ask.Solve.Run(ctx, m, at, opt)
				if err != nil {
					return nil, err
				}
				found = a
			}
			return k.Make(ctx, Request{Model: m, At: at, Answer: found, Workers: opt.Workers})
		})
	}
	for _, a := range d.Others {
		r, ok := a.(*answer.Repeated)
		if !ok || r.Discount < 0 || len(r.Rows) == 0 {
			continue
		}
		names := m.Head().FreeNames()
		over := slices.IndexFunc(names, func(name string) bool { return name != m.Head().Params[r.Discount].Name })
		if over < 0 {
			continue
		}
		whole := *r
		whole.Point = at
		add(func(ctx context.Context) (*answer.Figure, error) {
			return Critical(ctx, &whole, names[over], ask.Range{})
		})
	}
}

// evolves reports whether the claims about a game speak of evolutionary stability.
func evolves(m games.Model) bool {
	return slices.ContainsFunc(m.Head().Claims, func(c games.Claim) bool { return speaksOfESS().MatchString(c.Holds) })
}

var speaksOfESS = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\bess\(`) })
