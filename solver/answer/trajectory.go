package answer

import (
	"math/big"

	"brink/games"
	"brink/solver/dynamics"
)

// Trajectory is the course of a system of dynamics from a point, approximate.
type Trajectory struct {
	Base
	Point     []*big.Rat
	Variables []string
	Discrete  bool
	Start     []*big.Rat
	Course    *dynamics.Trajectory
}

// endings are the codes of how a trajectory ends.
var endings = map[dynamics.Ending]string{
	dynamics.AtTime: "time", dynamics.Left: "left-range", dynamics.Unbounded: "unbounded",
	dynamics.Undefined: "undefined", dynamics.Stiff: "steps", dynamics.Stopped: "stopped",
}

// Ending is the code of how the trajectory ends.
func (a *Trajectory) Ending() string { return endings[a.Course.End] }

// Method names what was done.
func (a *Trajectory) Method() string {
	if a.Discrete {
		return "iteration"
	}
	return "dormand-prince-54"
}

type trajectoryJSON struct {
	Game        string            `json:"game"`
	Kind        games.Kind        `json:"kind"`
	Parameters  map[string]string `json:"parameters"`
	Time        string            `json:"time"`
	Approximate bool              `json:"approximate"`
	Method      string            `json:"method"`
	Tolerance   float64           `json:"tolerance,omitempty"`
	Variables   []string          `json:"variables"`
	Start       map[string]string `json:"start"`
	Samples     []momentJSON      `json:"samples"`
	Ended       string            `json:"ended"`
	Variable    string            `json:"variable,omitempty"`
	reasonsJSON
}

type momentJSON struct {
	Time float64            `json:"time"`
	At   map[string]float64 `json:"at"`
}

// JSON lists the samples.
func (a *Trajectory) JSON(words Words) any {
	h := a.About()
	out := &trajectoryJSON{
		Game: h.ID, Kind: a.Model.Kind(), Parameters: pointJSON(h, a.Point), Time: "continuous", Approximate: true, Method: a.Method(),
		Variables: a.Variables, Start: make(map[string]string), Ended: a.Ending(), reasonsJSON: a.reasonsJSON(words),
	}
	if a.Discrete {
		out.Time = "discrete"
	} else {
		out.Tolerance = dynamics.Tolerance
	}
	if a.Course.End == dynamics.Left || a.Course.End == dynamics.Unbounded {
		out.Variable = a.Variables[a.Course.Variable]
	}
	for i, v := range a.Variables {
		out.Start[v] = a.Start[i].RatString()
	}
	for _, s := range a.Course.Samples {
		at := make(map[string]float64, len(s.At))
		for i, x := range s.At {
			at[a.Variables[i]] = x
		}
		out.Samples = append(out.Samples, momentJSON{s.Time, at})
	}
	return out
}
