package report

import (
	"strconv"
	"strings"

	"brink/solver/answer"
)

// library lists models.
func (w *Words) library(a *answer.Library) []Block {
	t := &Table{
		Header: []string{w.Say(sayModel), w.Say(sayName), w.Say(sayPlayerCount), w.Say(sayFree), w.Say(sayClaimCount)},
		Align:  []Align{Left, Left, Right, Left, Right},
		Notes:  []string{w.Say(sayLibraryNote)},
	}
	for _, e := range a.Entries {
		h := e.Model.Head()
		t.Rows = append(t.Rows, Texts(h.ID, w.nameOf(h), playerCount(e.Players), strings.Join(h.FreeNames(), ", "), strconv.Itoa(len(h.Claims))))
	}
	return []Block{t}
}

// playerCount is none where the number of players is a parameter, and in dynamics.
func playerCount(players []string) string {
	if len(players) == 0 {
		return none
	}
	return strconv.Itoa(len(players))
}

// files lists what reading files found. Their problems have been told.
func (w *Words) files(a *answer.Files) []Block {
	t := &Table{Header: []string{
		w.Say(sayFile), w.Say(sayFormat), w.Say(sayPlayerCount), w.Say(sayProfiles), w.Say(sayFree), w.Say(sayClaimCount), w.Say(sayResult),
	}}
	for _, f := range a.Files {
		if f.Model == nil {
			t.Rows = append(t.Rows, Texts(f.Name, "", "", "", "", "", w.Say(sayProblems, len(f.Problems))))
			continue
		}
		profiles := strconv.Itoa(f.Profiles)
		switch {
		case f.Profiles == 0: // of games in strategic form alone
			profiles = none
		case f.Profiles < 0:
			profiles = w.Say(sayMany)
		}
		result := w.Say(sayFine)
		if n := len(f.Problems); n > 0 {
			result = w.Say(sayFineBut, n)
		}
		h := f.Model.Head()
		t.Rows = append(t.Rows, Texts(f.Name, f.Format, playerCount(f.Players), profiles, strconv.Itoa(len(h.Free())), strconv.Itoa(len(h.Claims)), result))
	}
	return []Block{t}
}
