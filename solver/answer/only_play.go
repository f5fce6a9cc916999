package answer

import (
	"slices"

	"brink/solver/concept"
)

// Played is an answer that may have found just one equilibrium of a tree.
type Played interface {
	// OnlyPlay says what that equilibrium chooses with positive probability at an
	// information set; nil where there is none or several.
	OnlyPlay() func(set, action string) bool
}

// OnlyPlay is that of the only equilibrium at the point, or of the only row of a table
// of conditions that always exists.
func (e *Equilibria) OnlyPlay() func(set, action string) bool {
	if !e.Complete || len(e.Table.Rows) != 1 || !e.Table.Rows[0].Exists.IsTrue() {
		return nil
	}
	row := e.Table.Rows[0]
	return func(set, action string) bool {
		return slices.ContainsFunc(row.Play, func(c concept.Choice) bool { return c.Place == set && slices.Contains(c.Over, action) })
	}
}

// OnlyPlay is that of the only equilibrium.
func (b *Behaviour) OnlyPlay() func(set, action string) bool {
	if !b.Complete || len(b.Equilibria) != 1 {
		return nil
	}
	only := b.Equilibria[0]
	return func(set, action string) bool {
		for k, s := range b.Sets {
			if s.Name == set {
				a := slices.Index(s.Actions, action)
				return a >= 0 && only.Probs[k] != nil && !only.Probs[k][a].IsZero()
			}
		}
		return true // no choice
	}
}

// OnlyPlay is that of the conditions.
func (s *Sheet) OnlyPlay() func(set, action string) bool {
	if p, ok := s.Conditions.(Played); ok {
		return p.OnlyPlay()
	}
	return nil
}
