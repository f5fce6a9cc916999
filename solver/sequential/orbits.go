package sequential

import (
	"slices"

	"brink/games"
	"brink/solver/concept"
)

// orbit is the support profiles that exchanges of what nobody can tell apart make of
// one, the messages of cheap talk, with the exchange that makes each: they are
// equilibria under the same condition.
type orbit struct {
	profiles []int // the first is settled
	by       []games.Swap
}

// orbits sorts support profiles into orbits, in the order of the first of each.
func orbits(t *games.Tree, profiles [][][]int) []orbit {
	at := make(map[string]int, len(profiles))
	if len(t.Swaps) > 0 {
		for i, p := range profiles {
			at[profileName(t, p)] = i
		}
	}
	seen := make([]bool, len(profiles))
	var out []orbit
	for i := range profiles {
		if seen[i] {
			continue
		}
		seen[i] = true
		o := orbit{[]int{i}, []games.Swap{still(t)}}
		for k := 0; k < len(o.profiles); k++ {
			for _, s := range t.Swaps {
				j, ok := at[profileName(t, swapped(profiles[o.profiles[k]], s))]
				if ok && !seen[j] {
					seen[j] = true
					o.profiles, o.by = append(o.profiles, j), append(o.by, after(o.by[k], s))
				}
			}
		}
		out = append(out, o)
	}
	return out
}

// still exchanges nothing.
func still(t *games.Tree) (s games.Swap) {
	for h, set := range t.Sets {
		actions := make([]int, len(set.Actions))
		for a := range actions {
			actions[a] = a
		}
		s.Sets, s.Actions = append(s.Sets, h), append(s.Actions, actions)
	}
	return s
}

// after exchanges as r does and then as s does.
func after(r, s games.Swap) (out games.Swap) {
	for h, g := range r.Sets {
		actions := make([]int, len(r.Actions[h]))
		for a, b := range r.Actions[h] {
			actions[a] = s.Actions[g][b]
		}
		out.Sets, out.Actions = append(out.Sets, s.Sets[g]), append(out.Actions, actions)
	}
	return out
}

// swapped is a support profile after an exchange.
func swapped(support [][]int, s games.Swap) [][]int {
	out := make([][]int, len(support))
	for h, list := range support {
		g := s.Sets[h]
		for _, a := range list {
			out[g] = append(out[g], s.Actions[h][a])
		}
		slices.Sort(out[g])
	}
	return out
}

// moved is a row after an exchange.
func moved(t *games.Tree, r *concept.Row, s games.Swap) *concept.Row {
	out := *r
	out.Copy, out.Multiplicity = true, 0
	out.Play = make([]concept.Choice, len(r.Play))
	for h, c := range r.Play {
		d := concept.Choice{Place: t.Sets[s.Sets[h]].Name, Player: c.Player}
		for a, name := range t.Sets[s.Sets[h]].Actions {
			was := t.Sets[h].Actions[slices.Index(s.Actions[h], a)]
			if i := slices.Index(c.Over, was); i >= 0 {
				d.Over, d.Probs = append(d.Over, name), append(d.Probs, c.Probs[i])
			}
		}
		out.Play[s.Sets[h]] = d
	}
	nodes := images(t, s)
	out.Beliefs = make([]concept.Choice, len(r.Beliefs))
	place := make(map[string]int)
	for i, c := range r.Beliefs {
		place[c.Place] = i
	}
	for _, c := range r.Beliefs {
		h := t.Set(c.Place)
		to := &t.Sets[s.Sets[h]]
		d := concept.Choice{Place: to.Name, Player: c.Player, Over: to.Labels, Probs: make([]concept.Amount, len(c.Probs))}
		for i, n := range t.Sets[h].Nodes {
			d.Probs[slices.Index(to.Nodes, nodes[n])] = c.Probs[i]
		}
		out.Beliefs[place[to.Name]] = d
	}
	return &out
}

// images says what an exchange makes of every node.
func images(t *games.Tree, s games.Swap) []int {
	out := make([]int, len(t.Nodes))
	for i, n := range t.Nodes {
		for k, c := range n.Children {
			if n.Set >= 0 {
				k = s.Actions[n.Set][k]
			}
			out[c] = t.Nodes[out[i]].Children[k]
		}
	}
	return out
}
