package certificate

import (
	"context"
	"errors"
	"math/big"

	"brink/games"
	"brink/solver/nash/method"
)

// EquilibriaFormat is the version of the form of certificates of equilibria.
const EquilibriaFormat = "brink-equilibria-1"

// ErrPlayers says that a game has not two players.
var ErrPlayers = errors.New("a certificate of equilibria is of two players")

// ErrNotAll says that an answer is not known to be complete, or an index is not known.
var ErrNotAll = errors.New("no certificate of an answer that is not complete")

// Equilibria is the equilibria of a game of two players in numbers with what shows that
// there are no others; docs/certificates.md describes its JSON.
type Equilibria struct {
	Format string `json:"format"`
	About  string `json:"about"`
	// At is the point of parameter space; the payoffs there are what is checked.
	At      map[string]string `json:"at,omitempty"`
	Players []PlayerData      `json:"players"`
	// Payoffs has a matrix for each player: a row for each action of the first.
	Payoffs    [2][][]string     `json:"payoffs"`
	Equilibria []EquilibriumData `json:"equilibria"`
	Components []ComponentData   `json:"components"`
	Cover      *Labels           `json:"cover"`
	Digest     string            `json:"digest,omitempty"`
}

// EquilibriumData is an extreme equilibrium.
type EquilibriumData struct {
	Strategies [2][]string `json:"strategies"`
	Payoffs    [2]string   `json:"payoffs"`
	// Slacks is by how much each action falls short of the best.
	Slacks [2][]string `json:"slacks"`
}

// ComponentData lists equilibria by their numbers, from 0.
type ComponentData struct {
	Equilibria []int `json:"equilibria"`
	Index      int   `json:"index"`
}

// Labels is a tree over what an action of an extreme equilibrium can be: played or not,
// and one that is not played a best reply or worse. A leaf is impossible by numbers
// (Never), or nothing but an equilibrium that is listed has its labels.
type Labels struct {
	Player   *int    `json:"player,omitempty"`
	Action   *int    `json:"action,omitempty"`
	Played   *Labels `json:"played,omitempty"`
	Unplayed *Labels `json:"unplayed,omitempty"`
	Tied     *Labels `json:"tied,omitempty"`
	Worse    *Labels `json:"worse,omitempty"`

	// Never is the player whose actions, weighted by the numbers, contradict the labels.
	Never *int     `json:"never,omitempty"`
	By    []string `json:"by,omitempty"`
}

// MakeEquilibria writes the certificate of the answer for a game. It returns ErrPlayers
// for other games than those of two players, ErrNotAll where the answer is not complete
// or lacks an index, ErrLarge where the cover has more than MaxLabels parts, and the
// context's error. The cover can be exponential in the number of actions.
func MakeEquilibria(ctx context.Context, g *games.Strategic, res *method.Result) (*Equilibria, error) {
	if len(g.Players) != 2 {
		return nil, ErrPlayers
	}
	if !res.Complete || len(res.Components) == 0 {
		return nil, ErrNotAll
	}
	out := &Equilibria{Format: EquilibriaFormat, About: g.Name}
	for _, c := range res.Components {
		if !c.HasIndex {
			return nil, ErrNotAll
		}
		d := ComponentData{Index: c.Index}
		for _, e := range c.Equilibria {
			d.Equilibria = append(d.Equilibria, e-1)
		}
		out.Components = append(out.Components, d)
	}
	m := newMatrices(g)
	for p, pl := range g.Players {
		out.Players = append(out.Players, PlayerData{pl.Name, pl.Actions})
		for i := range g.Players[0].Actions {
			var row []string
			for j := range g.Players[1].Actions {
				row = append(row, new(big.Rat).SetFrac(g.Payoffs[p].Num(i*len(g.Players[1].Actions)+j), g.Payoffs[p].Den).RatString())
			}
			out.Payoffs[p] = append(out.Payoffs[p], row)
		}
	}
	for _, found := range res.Equilibria {
		mix := found.Strategies
		var e EquilibriumData
		for p := range mix {
			e.Payoffs[p] = found.Payoffs[p].RatString()
			den := new(big.Rat).SetInt(g.Payoffs[p].Den)
			for a, pays := range m.pays(p, mix[1-p]) {
				e.Strategies[p] = append(e.Strategies[p], mix[p][a].RatString())
				e.Slacks[p] = append(e.Slacks[p], pays.Sub(found.Payoffs[p], pays.Quo(pays, den)).RatString())
			}
		}
		out.Equilibria = append(out.Equilibria, e)
	}
	cover, err := newCover(m).make(ctx)
	out.Cover = cover
	return out, err
}

// Encode is the text of the certificate, sealed.
func (e *Equilibria) Encode() ([]byte, error) {
	return seal(*e, func(e *Equilibria, digest string) { e.Digest = digest })
}

// matrices are the payoffs of two players, each with her own actions as rows, up to a
// positive factor.
type matrices [2][][]*big.Int

func newMatrices(g *games.Strategic) *matrices {
	var out matrices
	n := len(g.Players[1].Actions)
	for p := range out {
		for a := range g.Players[p].Actions {
			var row []*big.Int
			for b := range g.Players[1-p].Actions {
				at := a*n + b
				if p == 1 {
					at = b*n + a
				}
				row = append(row, g.Payoffs[p].Num(at))
			}
			out[p] = append(out[p], row)
		}
	}
	return &out
}

// pays is what each action of p pays against a mixture of the other.
func (m *matrices) pays(p int, other []*big.Rat) []*big.Rat {
	var out []*big.Rat
	for _, row := range m[p] {
		sum := new(big.Rat)
		for b, y := range other {
			sum.Add(sum, new(big.Rat).Mul(y, new(big.Rat).SetInt(row[b])))
		}
		out = append(out, sum)
	}
	return out
}
