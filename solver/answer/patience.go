package answer

// Patience is what an equilibrium of a game that goes on for ever needs of the
// discount factor.
type Patience struct {
	Critical *Critical // the discount factors that work at the point
	// Binding are the deviations that the critical discount factor deters only just,
	// Statics how that moves with the parameters.
	Binding []StateDeviation
	Statics []Static
}

// StateDeviation is another action of a player, once, in a state.
type StateDeviation struct{ State, Player, Action string }

type stateDeviationJSON struct {
	State  string `json:"state"`
	Player string `json:"player"`
	Action string `json:"action"`
}

// addPatience adds what a row needs of the discount factor, as repeated play has it.
func (e *Equilibria) addPatience(p *Patience, out map[string]any, words Words) {
	if p == nil {
		return
	}
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
