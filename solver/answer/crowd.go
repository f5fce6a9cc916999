package answer

import "brink/solver/concept"

// crowdJSON tells what exchangeable players do whose number is a formula: all one
// action ("all"), some each, with the bounds on how many where they are known, or all
// the same mixture.
func (e *Equilibria) crowdJSON(r *concept.Row, out map[string]any) {
	c := r.Play[0]
	out["actions"] = c.Over
	switch {
	case len(c.Over) == 1:
		out["play"] = "all"
	case c.At == "some":
		out["play"] = "some"
	default:
		out["play"] = "mix"
		if p := e.probabilities(r.Play)[c.Place]; p != nil {
			out["strategy"] = p
		}
	}
	for _, code := range []string{"payoff", "fewest", "most", "none_of_others", "all_others"} {
		for _, n := range r.Numbers {
			if a := e.amount(n.Is); n.Code == code && a != nil {
				out[code] = a
			}
		}
	}
}
