// Package answer holds what brink finds out, as typed values: one file an answer.
// An answer is made by package ask and shown by whoever asked, in whichever
// language. It holds numbers, formulas, names of the model, and codes (package
// note), never sentences.
//
// Every answer says whether it is complete, and if not, why. JSON gives the form
// in which other programs read it; its field names are a contract.
package answer

import (
	"math/big"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/note"
)

// Answer is what a question gives.
type Answer interface {
	// About is the model that was asked about.
	About() *games.Header
	// Finished is false when something may be missing; Why then says what.
	Finished() bool
	Why() []note.Note
	// Vacuous is true when the assumptions are proved to contradict each other.
	Vacuous() bool
	// JSON is the value to be marshalled. The words are those of the reasons and
	// labels that stand beside their codes.
	JSON(words Words) any
}

// Words puts a note into words.
type Words func(note.Note) string

// Base is what all answers have.
type Base struct {
	Model games.Model
	// Complete is true only when nothing is missing; Reasons says what is.
	Complete bool
	Reasons  []note.Note
	// Contradictory is set when no value of the parameters satisfies the assumptions,
	// so that whatever is said of all of them is empty.
	Contradictory bool
}

func (b *Base) About() *games.Header { return b.Model.Head() }
func (b *Base) Finished() bool       { return b.Complete }
func (b *Base) Why() []note.Note     { return b.Reasons }
func (b *Base) Vacuous() bool        { return b.Contradictory }

// Incomplete notes what is missing.
func (b *Base) Incomplete(why ...note.Note) {
	b.Complete = false
	b.Reasons = append(b.Reasons, why...)
}

// reasonsJSON is how answers say whether they are complete.
type reasonsJSON struct {
	Complete bool        `json:"complete"`
	Reasons  []string    `json:"reasons"`
	Codes    []note.Note `json:"codes,omitempty"` // of the reasons
	// Contradictory assumptions leave nothing to speak of.
	Contradictory bool `json:"contradictory,omitempty"`
}

func (b *Base) reasonsJSON(words Words) reasonsJSON {
	out := reasonsJSON{Complete: b.Complete, Reasons: []string{}, Codes: b.Reasons, Contradictory: b.Contradictory}
	for _, n := range b.Reasons {
		out.Reasons = append(out.Reasons, words(n))
	}
	return out
}

// Names lists names of actions by their indices.
func Names(actions []string, indices []int) []string {
	out := make([]string, len(indices))
	for i, a := range indices {
		out[i] = actions[a]
	}
	return out
}

// Profile is a profile of supports in the notation of claims: actions, or the mixed
// support as {hold, strike}.
func Profile(players []games.Player, support [][]int) string {
	out := "("
	for p, s := range support {
		if p > 0 {
			out += ", "
		}
		if len(s) != 1 {
			out += "{"
		}
		for k, a := range s {
			if k > 0 {
				out += ", "
			}
			out += players[p].Actions[a]
		}
		if len(s) != 1 {
			out += "}"
		}
	}
	return out + ")"
}

// pointJSON is a value for every parameter.
func pointJSON(h *games.Header, point []*big.Rat) map[string]string {
	out := make(map[string]string, len(point))
	for i, v := range point[:min(len(point), len(h.Free()))] {
		out[h.Params[i].Name] = v.RatString()
	}
	return out
}

func ratiosJSON(pr expr.Printer, rs []algebra.Ratio) []string {
	var out []string
	for _, r := range rs {
		out = append(out, pr.Ratio(r))
	}
	return out
}

// rats writes rational numbers; nil for none.
func rats(xs []*big.Rat) []string {
	var out []string
	for _, x := range xs {
		out = append(out, x.RatString())
	}
	return out
}
