package report

import (
	"math/big"
	"strconv"
	"strings"

	"brink/solver/answer"
	"brink/solver/note"
)

// description shows what kind of game it is.
func (w *Words) description(a *answer.Description) []Block {
	blocks := w.atPoint(a.About(), a.Point)
	if a.Classes != nil {
		blocks = append(blocks, Paragraph{w.classes(a)})
	}
	if a.Ordinal != nil {
		blocks = append(blocks, Paragraph{w.ordinal(a)})
	}
	for _, t := range a.Theorems {
		blocks = append(blocks, Paragraph{w.theorem(t)})
	}
	if a.Strict != nil {
		blocks = append(blocks, w.elimination(a, a.Strict, false))
	}
	if a.Weak != nil {
		blocks = append(blocks, w.elimination(a, a.Weak, true))
	}
	if a.Welfare != nil {
		blocks = append(blocks, w.refined(a))
	}
	if a.Thresholds != nil {
		blocks = append(blocks, w.thresholds(a))
	}
	if a.Correlated != nil {
		blocks = append(blocks, w.correlated(a))
	}
	for _, n := range a.Why() {
		blocks = append(blocks, Paragraph{w.Say(sayMissingPart, n)})
	}
	return blocks
}

func (w *Words) classes(a *answer.Description) string {
	if len(a.Classes) == 0 {
		return w.Say(sayNoClass)
	}
	var names note.List
	for _, c := range a.Classes {
		names = append(names, note.New(c))
	}
	return w.Say(sayClasses, names)
}

func (w *Words) ordinal(a *answer.Description) string {
	p := a.Ordinal.Patterns
	switch {
	case p == nil:
		return w.Say(sayOrdinalTied)
	case p[0] == p[1]:
		return w.Say(sayOrdinal, note.New(p[0]))
	}
	players := a.Game().Players
	return w.Say(sayOrdinals, note.New(p[0]), players[0].Name, note.New(p[1]), players[1].Name)
}

// elimination is the log of iterated elimination of dominated actions.
func (w *Words) elimination(a *answer.Description, e *answer.Elimination, weak bool) Block {
	nothing, title := sayNotStrictly, sayEliminateStrictly
	if weak {
		nothing, title = sayNotWeakly, sayEliminateWeakly
	}
	if len(e.Steps) == 0 {
		return Paragraph{w.Say(nothing)}
	}
	players := a.Game().Players
	t := &Table{Title: w.Say(title), Header: []string{w.Say(sayRound), w.Say(sayPlayer), w.Say(sayAction), w.Say(sayDominatedBy)}, Align: []Align{Right}}
	for _, s := range e.Steps {
		pl := players[s.Player]
		t.Rows = append(t.Rows, Texts(strconv.Itoa(s.Round), pl.Name, pl.Actions[s.Action], answer.RationalMixture(pl.Actions, s.By)))
	}
	left := make([]string, len(e.Left))
	for p, l := range e.Left {
		left[p] = w.Say(sayOf, players[p].Name, answer.Names(players[p].Actions, l))
	}
	t.Notes = []string{w.Say(sayLeft, strings.Join(left, w.stop))}
	if weak {
		t.Notes = append(t.Notes, w.Say(sayOrderMatters))
	} else if len(players) == 2 {
		t.Notes = append(t.Notes, w.Say(sayRationalizable))
	}
	return t
}

// refined is the table of equilibria, with their perfection and welfare.
func (w *Words) refined(a *answer.Description) *Table {
	g := a.Game()
	t := &Table{Title: w.Say(SolutionTitle), Header: []string{"#"}, Align: []Align{Right}}
	for _, p := range g.Players {
		t.Header = append(t.Header, p.Name)
	}
	t.Header = append(t.Header, w.Say(sayPayoffs), w.Say(sayKind))
	if len(g.Players) == 2 {
		t.Header = append(t.Header, w.Say(sayTremblingHand))
	}
	for i, e := range a.Equilibria {
		row := []Cell{Text(strconv.Itoa(i + 1))}
		mixtures, payoffs := Equilibrium(g.Players, e)
		row = append(append(row, Texts(mixtures...)...), Text(payoffs), Text(w.Kind(e, a.Degenerate)))
		if a.Perfect != nil {
			perfect := w.Say(sayDominated)
			if a.Perfect[i] {
				perfect = w.Say(sayYes)
			}
			row = append(row, Text(perfect))
		}
		t.Rows = append(t.Rows, row)
	}
	x := a.Welfare
	says := w.Say(sayLargestSum, x.Best, g.ProfileName(x.Profile))
	if x.Anarchy != nil {
		says += w.stop + w.Say(sayPrices, withDecimal(x.Anarchy), withDecimal(x.Stability))
	}
	t.Notes = []string{says}
	return t
}

// thresholds is the table of p-dominance.
func (w *Words) thresholds(a *answer.Description) *Table {
	g := a.Game()
	t := &Table{
		Title:  w.Say(sayThresholds),
		Header: []string{w.Say(sayStrictOne), w.Say(sayBeliefOf, g.Players[0].Name), w.Say(sayBeliefToo, g.Players[1].Name), w.Say(sayRiskDominant)},
		Notes:  []string{w.Say(sayBeliefNote)},
	}
	for _, x := range a.Thresholds {
		risk := w.Say(sayNo)
		if x.RiskDominant {
			risk = w.Say(sayYes)
		}
		t.Rows = append(t.Rows, Texts(g.ProfileName(x.Profile), x.Level[0].RatString(), x.Level[1].RatString(), risk))
	}
	return t
}

// correlated is the table of correlated equilibria.
func (w *Words) correlated(a *answer.Description) *Table {
	g := a.Game()
	criterion := a.Objective
	if criterion == "" {
		criterion = w.Say(saySumOfPayoffs)
	}
	t := &Table{Title: w.Say(sayCorrelatedTitle), Header: []string{w.Say(sayKind), criterion, w.Say(sayPayoffs), w.Say(sayWeights)}}
	for _, c := range a.Correlated {
		kind, rank := sayCorrelated, sayBest
		if c.Coarse {
			kind = sayCoarse
		}
		if c.Worst {
			rank = sayWorstOf
		}
		var parts []string
		for i, x := range c.Weights {
			if x.Sign() > 0 {
				parts = append(parts, g.ProfileName(answer.ProfileAt(g.Players, i))+" "+x.RatString())
			}
		}
		t.Rows = append(t.Rows, Texts(w.Say(rank, w.Say(kind)), withDecimal(c.Value), tuple(shown(c.Payoffs, (*big.Rat).RatString)), w.List(parts)))
	}
	return t
}
