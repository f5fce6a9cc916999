package answer

import "brink/games"

// Sheet is all that is known of a model without numbers: what its author says, its
// payoffs and claims, and the table of its conditions.
type Sheet struct {
	Base
	// Called is what the caller calls the model, where he will ask again.
	Called string
	// Players have their actions in games in strategic form, else names alone.
	Players    []games.Player
	Conditions Answer
}

type sheetJSON struct {
	ID          string          `json:"id"`
	Name        string          `json:"name"`
	Description string          `json:"description,omitempty"`
	Source      []string        `json:"source"`
	Shelf       string          `json:"shelf,omitempty"`
	See         []string        `json:"see,omitempty"`
	Number      string          `json:"number,omitempty"`
	Place       string          `json:"place,omitempty"`
	Gist        string          `json:"gist,omitempty"`
	Firmness    games.Firmness  `json:"firmness,omitempty"`
	Adds        []string        `json:"adds,omitempty"`
	Players     []playerJSON    `json:"players"`
	Parameters  []parameterJSON `json:"parameters"`
	Claims      []claimJSON     `json:"claims"`
	Notes       []string        `json:"notes"`
	Conditions  any             `json:"conditions"`
}

type parameterJSON struct {
	Name        string `json:"name"`
	Default     string `json:"default,omitempty"`
	Range       string `json:"range,omitempty"`
	Description string `json:"description,omitempty"`
}

type claimJSON struct {
	ID      string        `json:"id"`
	Says    string        `json:"says"`
	Reading games.Reading `json:"reading,omitempty"`
	Given   []string      `json:"given,omitempty"`
	Holds   string        `json:"holds"`
	Verdict string        `json:"verdict"`
	Source  []string      `json:"source,omitempty"`
}

// JSON is what brink show gives to programs.
func (s *Sheet) JSON(words Words) any {
	h := s.About()
	j := &sheetJSON{
		ID: h.ID, Name: h.Name, Description: h.Description, Source: append([]string{}, h.Source...), Shelf: h.Shelf,
		See: h.See, Number: h.Number, Place: h.Place, Gist: h.Gist, Firmness: h.Firmness, Adds: h.Adds,
		Players: playersJSON(s.Players), Parameters: []parameterJSON{}, Notes: append([]string{}, h.Notes...), Conditions: s.Conditions.JSON(words),
	}
	for _, p := range h.Free() {
		q := parameterJSON{Name: p.Name, Range: p.Range, Description: p.Description}
		if p.Default != nil {
			q.Default = p.Default.RatString()
		}
		j.Parameters = append(j.Parameters, q)
	}
	for _, c := range h.Claims {
		j.Claims = append(j.Claims, claimJSON{c.ID, c.Says, c.Reading, c.Given, c.Holds, string(Expected(c)), c.Source})
	}
	return j
}
