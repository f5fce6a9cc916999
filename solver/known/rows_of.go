package known

import (
	"context"
	"math/big"
	"strings"

	"brink/games"
	"brink/solver/concept"
	"brink/solver/markov"
	"brink/solver/nash"
)

// OfTable makes a known result of a table that was read at a point (concept.Table.At),
// to be written into a file: what is one exact number in each row, and the words. The
// rows are all equilibria, or some where the table is not complete.
func OfTable(ctx context.Context, m games.Model, t *concept.Table, point []*big.Rat, complete bool) games.Known {
	k := games.Known{At: setting(m.Head(), point), Concept: t.Concept, Rows: []games.KnownRow{}}
	for _, r := range t.Rows {
		k.Rows = append(k.Rows, factsAt(ctx, m, r, point).known())
	}
	return someOf(k, complete)
}

// OfStationary is OfTable for the stationary equilibria of a game with states.
func OfStationary(g *games.Stochastic, point []*big.Rat, list []markov.Equilibrium, complete bool) games.Known {
	k := games.Known{At: setting(&g.Header, point), Concept: StationaryConcept, Rows: []games.KnownRow{}}
	for _, e := range list {
		k.Rows = append(k.Rows, stationaryFacts(g, e).known())
	}
	return someOf(k, complete)
}

// someOf turns all equilibria into some where that is not known.
func someOf(k games.Known, complete bool) games.Known {
	if !complete {
		k.Rows, k.SomeRows = nil, k.Rows
	}
	return k
}

func setting(h *games.Header, point []*big.Rat) []games.Setting {
	var out []games.Setting
	for i, p := range h.Free() {
		out = append(out, games.Setting{Name: p.Name, Value: point[i]})
	}
	return out
}

// known is the row as a file states it.
func (r factsOf) known() games.KnownRow {
	out := games.KnownRow{Text: r.text}
	for _, path := range r.paths {
		f := r.facts[key(path)]
		if f.word != "" {
			out.Facts = append(out.Facts, games.KnownFact{Path: path, Word: f.word})
		} else if len(f.is) == 1 {
			if x, ok := exactForm(f.is[0]); ok {
				out.Facts = append(out.Facts, games.KnownFact{Path: path, Is: x})
			}
		}
	}
	return out
}

// stationaryFacts is a stationary equilibrium by the paths of the JSON of games with
// states.
func stationaryFacts(g *games.Stochastic, e markov.Equilibrium) factsOf {
	out := newFacts()
	var texts []string
	for s, byPlayer := range e.Strategies {
		for p, x := range byPlayer {
			state := g.States[s]
			out.places[key([]string{"strategies", state.Name, g.Players[p]})] = true
			var over []string
			for a, v := range x {
				if q, ok := v.Rational(); !ok || q.Sign() > 0 {
					action := state.Players[p].Actions[a]
					out.put(fact{is: []nash.Number{v}}, "strategies", state.Name, g.Players[p], action)
					over = append(over, action)
				}
			}
			texts = append(texts, state.Name+" "+g.Players[p]+": "+strings.Join(over, "|"))
		}
	}
	for p, values := range e.Values {
		for s, v := range values {
			out.put(fact{is: []nash.Number{v}}, "values", g.States[s].Name, g.Players[p])
		}
	}
	out.text = "{" + strings.Join(texts, ", ") + "}"
	return out
}
