package main

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/solver/nash"
)

// connected is whether the equilibria of a result are grouped into components
// with more than one of them.
func connected(res *nash.Result) bool {
	return len(res.Components) < len(res.Equilibria) && len(res.Components) > 0
}

// maxParts bounds the convex parts that are listed of a component.
const maxParts = 12

// componentNotes describes the components of more than one equilibrium.
func componentNotes(g *games.Game, res *nash.Result) []string {
	var out []string
	for _, c := range res.Components {
		if len(c.Equilibria) < 2 {
			continue
		}
		var parts []string
		for _, s := range res.Subsets {
			if s.Component == c.ID {
				parts = append(parts, ints(s.Extreme))
			}
		}
		var note string
		if len(parts) < 2 {
			note = fmt.Sprintf("component %d: equilibria %s are the corners of a connected set of dimension %d", c.ID, ints(c.Equilibria), c.Dimension)
		} else {
			note = fmt.Sprintf("component %d: a connected set of dimension %d", c.ID, c.Dimension)
		}
		if c.HasIndex {
			note += fmt.Sprintf(", index %d", c.Index)
		}
		if n := len(parts); n > 1 {
			note += fmt.Sprintf(", of %d convex parts with the corners %s", n, strings.Join(parts[:min(n, maxParts)], "; "))
			if n > maxParts {
				note += "; …"
			}
		}
		switch outcome, known := sameOutcome(g, res, c); {
		case known && outcome:
			note += "; all of it leads to the same outcome"
		case c.SamePayoffs:
			note += "; all of it pays the same"
		}
		out = append(out, note)
	}
	return out
}

// degeneracyNote says what it means that actions tie.
func degeneracyNote(res *nash.Result) string {
	return "degenerate: " + res.Degeneracy + ", so that equilibria may form continua"
}

// completeness says what the equilibria of a complete result stand for.
func completeness(res *nash.Result) string {
	switch {
	case len(res.Equilibria) == 1:
		return "complete: this is the only equilibrium"
	case !connected(res):
		return "complete: these are all"
	case len(res.Subsets) > len(res.Components):
		return "complete: these are all extreme equilibria; every other one is a mixture of the corners of a convex part"
	}
	return "complete: these are all extreme equilibria; every other one is a mixture of those of its component"
}

// sameOutcome reports whether all equilibria of a component of an extensive game
// end at its nodes with the same probabilities, and whether that is known. They
// are linear in the strategies of each player, so that the corners decide.
func sameOutcome(g *games.Game, res *nash.Result, c nash.Component) (same, known bool) {
	if g.Extensive == nil || g.Plans == nil {
		return false, false
	}
	var first []*big.Rat
	for _, at := range c.Equilibria {
		ends := g.Extensive.EndProbabilities(g.Plans, res.Equilibria[at-1].Strategies)
		switch {
		case first == nil:
			first = ends
		case !slices.EqualFunc(first, ends, func(x, y *big.Rat) bool { return x.Cmp(y) == 0 }):
			return false, true
		}
	}
	return true, true
}
