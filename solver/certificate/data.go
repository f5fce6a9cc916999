package certificate

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"

	"brink/games"
)

// Format is the version of the form of certificates.
const Format = "brink-certificate-1"

// Where a certificate starts from.
const (
	FromGame    = "game"
	FromFormula = "formula"
)

// Certificate is a decided claim with what shows it; docs/certificates.md describes its
// JSON.
type Certificate struct {
	Format  string       `json:"format"`
	From    string       `json:"from"`
	About   string       `json:"about"`
	Kind    string       `json:"kind,omitempty"` // of a game that is not written out
	Game    *GameData    `json:"game,omitempty"`
	Formula *FormulaData `json:"formula,omitempty"`
	Claim   ClaimData    `json:"claim"`
	Verdict string       `json:"verdict"`
	// HoldsWhen is equivalent to the claim under the hypotheses.
	HoldsWhen string `json:"holds_when,omitempty"`
	// Instances are values with which what holds for all mixed strategies is used.
	Instances []Instance `json:"instances,omitempty"`
	// Refutation shows that the hypotheses contradict that the claim and the condition
	// differ, case by case; the condition is true of a proved claim and false of a
	// refuted one.
	Refutation []*Proof `json:"refutation"`
	// Holds and Fails are points at which the hypotheses hold, and the claim does or
	// does not.
	Holds *Point `json:"holds,omitempty"`
	Fails *Point `json:"fails,omitempty"`
	// Digest is that of the text without it, against accidents.
	Digest string `json:"digest,omitempty"`
}

// Encode is the text of the certificate, sealed.
func (c *Certificate) Encode() ([]byte, error) {
	return seal(*c, func(c *Certificate, digest string) { c.Digest = digest })
}

// seal encodes a certificate with the digest of its text without it.
func seal[T any](c T, set func(c *T, digest string)) ([]byte, error) {
	set(&c, "")
	text, err := encode(c)
	if err != nil {
		return nil, err
	}
	set(&c, fmt.Sprintf("%x", sha256.Sum256(text)))
	return encode(c)
}

func encode(c any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // formulas are for people too
	err := e.Encode(c)
	return b.Bytes(), err
}

// Name is where the certificate belongs in a folder of certificates.
func (c *Certificate) Name() string { return plain(c.About) + "/" + plain(c.Claim.ID) + ".json" }

// ProofName is where the proof for Coq belongs: its name is one of Coq's too, and no
// two claims have the same.
func (c *Certificate) ProofName() string {
	var b strings.Builder
	b.WriteString(plain(c.About) + "/")
	for i, r := range c.Claim.ID {
		switch {
		case r == '-':
			b.WriteByte('_')
		case r == '_':
			b.WriteString("__")
		case r < 128 && identifier(string(r)) == string(r) && (i > 0 || r > '9'):
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, "u%x_", r)
		}
	}
	return b.String() + ".v"
}

// GameData is a game in strategic form as its author wrote it.
type GameData struct {
	Parameters []ParameterData `json:"parameters,omitempty"`
	Define     [][2]string     `json:"define,omitempty"`
	Assume     []string        `json:"assume,omitempty"`
	Players    []PlayerData    `json:"players"`
	// One of these: a formula for all players, one for each, or the payoffs of every
	// profile, the last player's action changing fastest.
	Each  string     `json:"each,omitempty"`
	Own   []string   `json:"own,omitempty"`
	Cells [][]string `json:"cells,omitempty"`
}

// ParameterData is a parameter.
type ParameterData struct {
	Name  string `json:"name"`
	Range string `json:"range,omitempty"`
	Whole bool   `json:"whole,omitempty"`
}

// PlayerData is a player.
type PlayerData struct {
	Name    string   `json:"name"`
	Actions []string `json:"actions"`
}

// FormulaData is a claim after compilation, which nobody else has checked.
type FormulaData struct {
	Variables []string `json:"variables,omitempty"`
	// Terms are variables that stand for roots, with what they stand for.
	Terms      [][2]string `json:"terms,omitempty"`
	Hypotheses []string    `json:"hypotheses,omitempty"`
	Claim      string      `json:"claim"`
}

// ClaimData is a claim as it was written.
type ClaimData struct {
	ID    string   `json:"id"`
	Says  string   `json:"says,omitempty"`
	Given []string `json:"given,omitempty"`
	Holds string   `json:"holds"`
}

// Instance lists values for the variables of a quantifier, by the first of them.
type Instance struct {
	Of     string     `json:"of"`
	Values [][]string `json:"values"`
}

// Point gives values to the parameters, and to the probabilities that the claim speaks
// of.
type Point struct {
	Values map[string]string `json:"values"`
	// Proof is what remains to be shown there, where evaluation does not.
	Proof []*Proof `json:"proof,omitempty"`
}

// Proof shows that some formulas hold nowhere together: the lemmas exclude all signs of
// the polynomials with which they could.
type Proof struct {
	// Polynomials are those of the lemmas, and factors of those of the formulas.
	Polynomials []string `json:"polynomials,omitempty"`
	Lemmas      []Lemma  `json:"lemmas,omitempty"`
}

// Lemma says that no point satisfies all literals, for one of four reasons.
type Lemma struct {
	Literals []Literal     `json:"literals"`
	Sum      []Summand     `json:"sum,omitempty"`
	Solve    *Substitution `json:"solve,omitempty"`
	Cases    *Proof        `json:"cases,omitempty"`
	Cover    *Cover        `json:"cover,omitempty"`
}

// Literal compares a polynomial, by its number, with 0.
type Literal struct {
	P  int    `json:"p"`
	Is string `json:"is"`
}

// Summand is a weight times powers of polynomials.
type Summand struct {
	Weight string   `json:"weight"`
	Powers [][2]int `json:"powers,omitempty"`
}

// Substitution solves a literal for a variable.
type Substitution struct {
	Literal  int    `json:"literal"`
	Variable string `json:"variable"`
	Rest     *Proof `json:"rest"`
}

// Cover is a covering of space by cells, one variable after the other.
type Cover struct {
	Order []string `json:"order"`
	Cells []Cell   `json:"cells"`
}

// Cell is where a literal fails, or the surroundings of a sample.
type Cell struct {
	Fails *int   `json:"fails,omitempty"`
	At    string `json:"at,omitempty"`   // a rational sample
	Root  *Root  `json:"root,omitempty"` // or the only root between two rationals
	Cells []Cell `json:"cells,omitempty"`
}

// Root is a root of a polynomial, by its number.
type Root struct {
	P       int       `json:"p"`
	Between [2]string `json:"between"`
}

// gameData is a game as it was written, in numbers where it has no text.
func gameData(g *games.Game) *GameData {
	out := &GameData{}
	for i, p := range g.Free() {
		d := ParameterData{Name: p.Name, Range: p.Range}
		for _, w := range g.Whole {
			d.Whole = d.Whole || w == i
		}
		out.Parameters = append(out.Parameters, d)
	}
	for _, d := range g.Defines {
		out.Define = append(out.Define, [2]string{d.Name, d.Text})
	}
	for _, a := range g.Assume {
		out.Assume = append(out.Assume, a.Text)
	}
	for _, p := range g.Players {
		out.Players = append(out.Players, PlayerData{p.Name, p.Actions})
	}
	switch t := g.Text; {
	case t != nil && t.Each != "":
		out.Each = t.Each
	case t != nil && t.Own != nil:
		out.Own = t.Own
	default:
		for i := range g.Profiles(maxProfiles) {
			var cell []string
			for p := range g.Players {
				if t != nil {
					cell = append(cell, t.Cells[p][i])
					continue
				}
				cell = append(cell, g.Printer().Value(g.Payoffs[p][i]))
			}
			out.Cells = append(out.Cells, cell)
		}
	}
	return out
}
