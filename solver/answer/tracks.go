package answer

import (
	"math/big"

	"brink/games/algebra"
)

// Tracks is how the equilibria of a game that is not in strategic form, or the rest points
// of dynamics, move as one parameter does, the others fixed: stretches of the rows of the
// table of conditions.
type Tracks struct {
	Base
	Over       algebra.Var
	Point      []*big.Rat
	Lo, Hi     *big.Rat // what is shown of the parameter
	Equilibria *Equilibria
	Tracks     []Track
}

// Track is a row on a stretch on which it exists and is stable, or not.
type Track struct {
	Row      int // position in the table
	From, To Real
	// Judged says that the table has a column about stability, Stable what it says here.
	Judged, Stable bool
	Samples        []TrackSample
}

// TrackSample is the numbers of a row at a value of the parameter: of each of its Numbers
// what it may be, rounded where irrational.
type TrackSample struct {
	At     *big.Rat
	Values [][]*big.Rat
	// Stable says of each of several rest points of a row whether it is stable; nil where
	// there is one, of which Track.Stable speaks.
	Stable []Tri
}

// Fixed lists the parameters that do not vary and have values.
func (t *Tracks) Fixed() []algebra.Var {
	return (&Branches{Base: t.Base, Over: t.Over, Point: t.Point}).Fixed()
}

type tracksJSON struct {
	Game  string            `json:"game"`
	Over  string            `json:"over"`
	Range [2]string         `json:"range"`
	Fixed map[string]string `json:"fixed"`
	reasonsJSON
	Tracks []trackJSON `json:"branches"`
}

type trackJSON struct {
	Row     int                 `json:"row"`
	From    any                 `json:"from"`
	To      any                 `json:"to"`
	Stable  *bool               `json:"stable,omitempty"`
	Numbers map[string][][2]any `json:"numbers"` // by name: values of the parameter and of the number
}

// JSON is the stretches with samples of their numbers.
func (t *Tracks) JSON(words Words) any {
	h := t.About()
	j := &tracksJSON{Game: h.ID, Over: h.Params[t.Over].Name, Range: [2]string{t.Lo.RatString(), t.Hi.RatString()}, Fixed: map[string]string{}, reasonsJSON: t.reasonsJSON(words), Tracks: []trackJSON{}}
	for _, v := range t.Fixed() {
		j.Fixed[h.Params[v].Name] = t.Point[v].RatString()
	}
	for i := range t.Tracks {
		k := &t.Tracks[i]
		out := trackJSON{Row: k.Row + 1, From: k.From.JSON(), To: k.To.JSON(), Numbers: map[string][][2]any{}}
		if k.Judged {
			out.Stable = &k.Stable
		}
		for n, number := range t.Equilibria.Table.Rows[k.Row].Numbers {
			name := number.Code + " " + number.Name
			for _, s := range k.Samples {
				for _, v := range s.Values[n] {
					out.Numbers[name] = append(out.Numbers[name], [2]any{Traced(Float(s.At)), Traced(Float(v))})
				}
			}
		}
		j.Tracks = append(j.Tracks, out)
	}
	return j
}
