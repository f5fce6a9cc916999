package answer

import "brink/games/algebra"

// Patience is what an equilibrium of a game that goes on for ever needs of the
// discount factor.
type Patience struct {
	Critical *Critical // the discount factors that work at the point
	// Binding are the deviations that the critical discount factor deters only just,
	// Statics how that moves with the parameters.
	Binding []StateDeviation
	Statics []Static
}

// Patiences is what the rows of a table need of a discount factor, nil for one that needs
// none that is known. Shared says that it is that of all players; else others have their
// own, which are kept.
type Patiences struct {
	Factor algebra.Var
	Shared bool
	Rows   []*Patience
}

// StateDeviation is another action of a player, once, in a state.
type StateDeviation struct{ State, Player, Action string }

type stateDeviationJSON struct {
	State  string `json:"state"`
	Player string `json:"player"`
	Action string `json:"action"`
}

// addPatience adds what row i needs of discount factors, as repeated play has it, of own
// ones by parameter.
func (e *Equilibria) addPatience(i int, out map[string]any, words Words) {
	var own []map[string]any
	for _, f := range e.Patience {
		p := f.Rows[i]
		if p == nil {
			continue
		}
		if f.Shared {
			e.putPatience(p, out, words)
			continue
		}
		of := map[string]any{"parameter": e.About().Params[f.Factor].Name}
		e.putPatience(p, of, words)
		own = append(own, of)
	}
	if own != nil {
		out["patience"] = own
	}
}

func (e *Equilibria) putPatience(p *Patience, out map[string]any, words Words) {
	out["critical"] = p.Critical.json()
	var binding []stateDeviationJSON
	for _, d := range p.Binding {
		binding = append(binding, stateDeviationJSON(d))
	}
	if binding != nil {
		out["binding"] = binding
	}
	if p.Statics != nil {
		out["statics"] = staticsJSON(e.About(), p.Statics, words)
	}
}
