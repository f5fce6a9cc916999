package answer

import (
	"encoding/json"
	"math/big"
	"slices"
	"strconv"

	"brink/games"
	"brink/solver/nash/logit"
)

// Logit is logit quantal response equilibria, which are approximate, and the Nash
// equilibrium to which their principal branch leads, which is exact.
type Logit struct {
	Base
	Point   []*big.Rat
	Players []games.Player
	// Agents: Players are the agents of a tree, called by their information sets.
	Agents bool
	// Rows are the equilibria at the precisions that were asked for: those on the
	// principal branch, or all there are where Everywhere.
	Rows       []logit.Point
	Everywhere bool
	Turns      int // of the branch
	// Followed: the branch was followed to its limit. Selected is the equilibrium
	// there, nil where none is named, and Number its position, from 1, in the list of
	// all; Component is the one where the branch ends otherwise. Both are 0 where they
	// are not known.
	Followed          bool
	Selected          *Equilibrium
	Number, Component int
	// Branch has points between the precisions Low and High, where a picture was
	// asked for.
	Branch    []logit.Point
	Low, High float64
}

// DigitsLogit are the decimals of probabilities that tables show.
const DigitsLogit = 6

// Probabilities rounds all probabilities of a point for a table.
func (a *Logit) Probabilities(pt logit.Point) []string {
	var out []string
	for _, x := range pt.Strategies {
		for _, v := range x {
			out = append(out, strconv.FormatFloat(v, 'f', DigitsLogit, 64))
		}
	}
	return out
}

// Settle drops the rows at the end of which the shown decimals no longer differ, all
// but the first.
func (a *Logit) Settle() {
	same := func(x, y logit.Point) bool { return slices.Equal(a.Probabilities(x), a.Probabilities(y)) }
	for n := len(a.Rows); n > 1 && same(a.Rows[n-1], a.Rows[n-2]); n-- {
		a.Rows = a.Rows[:n-1]
	}
}

// Residual is a power of ten that bounds by how much the equations are violated;
// below the least one, errors say more about the machine than about the game.
func (a *Logit) Residual() float64 {
	bound := 1e-10
	for _, pt := range a.Rows {
		for bound < pt.Residual {
			bound *= 10
		}
	}
	return bound
}

type logitJSON struct {
	Game       string            `json:"game"`
	Players    []playerJSON      `json:"players"`
	Parameters map[string]string `json:"parameters"`
	Exact      bool              `json:"exact"`
	reasonsJSON
	Points    []logitPointJSON `json:"points"`
	Residual  json.Number      `json:"residual_at_most"`
	Turns     int              `json:"turns"`
	Selected  *selectedJSON    `json:"selected"`
	Component int              `json:"component,omitempty"`
}

// logitPointJSON holds floating-point numbers.
type logitPointJSON struct {
	Lambda     json.Number     `json:"lambda"`
	Strategies [][]json.Number `json:"strategies"`
	Regret     json.Number     `json:"regret"`
}

// selectedJSON is the equilibrium that the branch leads to, exactly, and its number
// in the list of all where that was computed.
type selectedJSON struct {
	Strategies  [][]any `json:"strategies"`
	Payoffs     []any   `json:"payoffs"`
	Equilibrium int     `json:"equilibrium,omitempty"`
}

// JSON is the contract's object.
func (a *Logit) JSON(words Words) any {
	out := &logitJSON{
		Game: a.About().ID, Players: playersJSON(a.Players), Parameters: pointJSON(a.About(), a.Point), reasonsJSON: a.reasonsJSON(words),
		Points: []logitPointJSON{}, Residual: decimalJSON(a.Residual()), Turns: a.Turns, Component: a.Component,
	}
	for _, pt := range a.Rows {
		q := logitPointJSON{Lambda: decimalJSON(pt.Lambda), Regret: decimalJSON(pt.Regret)}
		for _, x := range pt.Strategies {
			row := make([]json.Number, len(x))
			for k, v := range x {
				row[k] = decimalJSON(v)
			}
			q.Strategies = append(q.Strategies, row)
		}
		out.Points = append(out.Points, q)
	}
	if e := a.Selected; e != nil {
		out.Selected = &selectedJSON{Equilibrium: a.Number}
		out.Selected.Strategies, out.Selected.Payoffs = e.NumbersJSON()
	}
	return out
}

// decimalJSON is an approximate number, to ten significant digits.
func decimalJSON(x float64) json.Number { return json.Number(strconv.FormatFloat(x, 'g', 10, 64)) }
