package ask

import (
	"context"
	"fmt"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/known"
	"brink/solver/nash"
	"brink/solver/note"
)

// knownResults compares the known results of the models with what is found.
func knownResults(ctx context.Context, ms []games.Model, opt Options) ([]*answer.KnownResult, error) {
	var out []*answer.KnownResult
	for _, m := range ms {
		g, ok := m.(*games.Game)
		if !ok {
			continue
		}
		results, err := known.Check(ctx, g, nash.Options{Workers: opt.Workers})
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrClaims, err)
		}
		for _, r := range results {
			k := &answer.KnownResult{Model: m, Known: r.Known}
			for _, f := range r.Findings {
				x := answer.KnownFinding{
					Statement: string(f.Kind), Of: f.Of, Expected: f.Expected, Found: f.Found,
					Missing: f.Missing, Surplus: f.Surplus, NotZeroSum: f.NotZeroSum,
					Agrees: map[known.Status]answer.Tri{known.Same: answer.Yes, known.Different: answer.No}[f.Status],
				}
				if f.Status == known.Undecided {
					for _, reason := range f.Reasons {
						x.Why = append(x.Why, note.New(note.Text, reason))
					}
				}
				k.Findings = append(k.Findings, x)
			}
			out = append(out, k)
		}
	}
	return out, nil
}
