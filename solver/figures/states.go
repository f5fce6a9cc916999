package figures

import (
	"context"
	"math/big"
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/solver/answer"
	"brink/solver/concept"
	"brink/solver/note"
)

// maxStates are as many states as can be told apart in a graph.
const maxStates = 24

func hasStates(m games.Model) bool {
	g, ok := m.(*games.Stochastic)
	return ok && len(g.States) <= maxStates
}

// states draws the states of a game and where play goes: in the first equilibrium of the
// answer at numbers, with the probabilities, and else after all actions, with these and
// the formulas of the probabilities.
func states(_ context.Context, r Request) (*answer.Figure, error) {
	g := r.Model.(*games.Stochastic)
	f := r.figureOf("states")
	f.Graph = &answer.Graph{}
	for i, s := range g.States {
		f.Graph.Nodes = append(f.Graph.Nodes, answer.GraphNode{Name: s.Name, Start: i == g.Start})
	}
	t := &stateGraph{g: g, f: f, point: r.At}
	switch a := r.Answer.(type) {
	case *answer.Stationary:
		f.Complete, f.Reasons = a.Complete, a.Reasons
		if len(a.Equilibria) > 0 {
			return f, t.equilibrium(a)
		}
		f.Remarks = append(f.Remarks, note.New(note.FigureNoEquilibrium))
	default:
		f.Point = nil
	}
	t.actions()
	return f, nil
}

// stateGraph is a graph of states in the making.
type stateGraph struct {
	g     *games.Stochastic
	f     *answer.Figure
	point []*big.Rat
}

// equilibrium draws the edges that play takes in the first equilibrium.
func (t *stateGraph) equilibrium(a *answer.Stationary) error {
	e := &a.Equilibria[0]
	if n := len(a.Equilibria); n > 1 {
		t.f.Remarks = append(t.f.Remarks, note.New(note.FigureFirstOf, n))
	}
	taken := add(t.f, answer.Key{Says: says(note.FigureTaken), Colour: 0, Form: answer.KeyLine})
	other := -1
	for i, s := range t.g.States {
		for p, pl := range s.Players {
			if len(pl.Actions) < 2 {
				continue
			}
			t.f.Graph.Nodes[i].Below = append(t.f.Graph.Nodes[i].Below, answer.Saying{Name: t.g.Players[p] + ": " + played(pl.Actions, e.Strategies[i][p])})
		}
		going := make([]*big.Rat, len(t.g.States)) // probabilities; nil where irrational
		rounded := make([]bool, len(t.g.States))
		possible := make([]bool, len(t.g.States))
		for k := range going {
			going[k] = new(big.Rat)
		}
		for profile := range s.Profiles() {
			weight, exactly := new(big.Rat).Set(one), true
			for p, act := range s.Actions(profile) {
				x := e.Strategies[i][p][act]
				exactly = exactly && x.Rat != nil
				weight.Mul(weight, x.Round(answer.RoundedDigits))
			}
			for k, v := range s.Next[profile] {
				x, err := v.Eval(t.point)
				if err != nil {
					return err
				}
				possible[k] = possible[k] || x.Sign() > 0
				if x.Sign() > 0 && weight.Sign() > 0 {
					rounded[k] = rounded[k] || !exactly
					going[k].Add(going[k], x.Mul(x, weight))
				}
			}
		}
		for k, x := range going {
			edge := answer.GraphEdge{From: i, To: k, Key: taken}
			switch {
			case x.Sign() > 0 && rounded[k]:
				edge.Says = []answer.Saying{{Name: "≈ " + x.FloatString(3)}}
			case x.Sign() > 0:
				edge.Says = []answer.Saying{{Name: x.RatString()}}
			case possible[k] && i != k:
				if other < 0 {
					other = add(t.f, answer.Key{Says: says(note.FigureNotTaken), Colour: answer.Ink, Form: answer.KeyLine, Dashed: true, Thin: true})
				}
				edge.Key = other
			default:
				continue
			}
			t.f.Graph.Edges = append(t.f.Graph.Edges, edge)
		}
	}
	return nil
}

// played is what a mixture plays: an action, or several with their probabilities.
func played(actions []string, mix []answer.Real) string {
	var parts []string
	for a, x := range mix {
		switch {
		case x.Rat != nil && x.Rat.Sign() == 0:
		case x.Rat != nil && x.Rat.Cmp(one) == 0:
			return actions[a]
		default:
			parts = append(parts, actions[a]+" "+x.String())
		}
	}
	return strings.Join(parts, ", ")
}

// actions draws the edges of all action profiles.
func (t *stateGraph) actions() {
	key := add(t.f, answer.Key{Says: says(note.FigureTransitions), Colour: 0, Form: answer.KeyLine})
	for i, s := range t.g.States {
		for k := range t.g.States {
			var labels []answer.Saying
			always := true
			for profile := range s.Profiles() {
				v := s.Next[profile][k]
				if concept.IsZero(v) {
					always = false
					continue
				}
				var acts []string
				for p, a := range s.Actions(profile) {
					if len(s.Players[p].Actions) > 1 {
						acts = append(acts, s.Players[p].Actions[a])
					}
				}
				label := answer.Saying{Name: strings.Join(acts, ", ")}
				r, plain := v.Ratio()
				if !plain {
					label.Name += " (…)"
				} else if !r.Equal(algebra.FromInt(1)) {
					label.Ratio = &r
				}
				always = always && label.Ratio == nil && plain
				labels = append(labels, label)
			}
			if labels == nil {
				continue
			}
			if always { // whatever is done
				labels = nil
			}
			t.f.Graph.Edges = append(t.f.Graph.Edges, answer.GraphEdge{From: i, To: k, Key: key, Says: merged(labels)})
		}
	}
}

// merged joins labels with the same probability: hold, race | race, hold.
func merged(labels []answer.Saying) []answer.Saying {
	var out []answer.Saying
	for _, l := range labels {
		i := slices.IndexFunc(out, func(o answer.Saying) bool {
			return (o.Ratio == nil) == (l.Ratio == nil) && (o.Ratio == nil || o.Ratio.Equal(*l.Ratio))
		})
		if i < 0 {
			out = append(out, l)
			continue
		}
		out[i].Name += " | " + l.Name
	}
	return out
}
