package stability_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/nash"
	"brink/solver/repeated"
	"brink/solver/stability"
)

// expectation is a line of games/models/testdata/expected.json: what the
// literature, or an independent enumeration in exact fractions, says of a model
// at a point of its parameters.
type expectation struct {
	Model, Note string
	At          map[string]string // over the defaults

	Pure       []string          // all pure equilibria
	Equilibria [][][]string      // all extreme equilibria of a two-player game
	Payoffs    [][]string        // theirs
	Cells      map[string]string // payoffs of the first player
	Verify     [][][]string      // equilibria among others
	Profile    []string          // automata
	Concept    string            // spe or nash
	Least      string            // the critical discount factor, exactly
	Near       string            // the same to seven decimals
	Only       string            // the one discount factor that works
	Never      bool              // none works
}

func (e expectation) name() string {
	n := e.Model
	for _, k := range slices.Sorted(maps.Keys(e.At)) {
		n += " " + k + "=" + e.At[k]
	}
	if len(e.Profile) > 0 {
		n += " " + strings.Join(e.Profile, ",") + " " + e.Concept
	}
	return n
}

// expectations reads the file; its two parts are stage games and repeated play.
func expectations(t *testing.T) (stage, play []expectation) {
	t.Helper()
	data, err := os.ReadFile("../../games/models/testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var all struct{ Stage, Repeated []expectation }
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all.Stage, all.Repeated
}

// model reads a model of the library that is in strategic form.
func model(t *testing.T, id string) *games.Game {
	t.Helper()
	g := strategic(t, id)
	if g == nil {
		t.Fatalf("%s is not in strategic form", id)
	}
	return g
}

// strategic reads a model; nil where it is of another kind.
func strategic(t *testing.T, id string) *games.Game {
	t.Helper()
	data, ok := models.Source(id)
	if !ok {
		t.Fatalf("no model %s", id)
	}
	f, diags := format.Read(id+models.Extension, data, "")
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	return f.Game
}

func rat(t *testing.T, s string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		t.Fatalf("%q is no rational", s)
	}
	return r
}

// point is the point of the expectation, with further settings on top.
func point(t *testing.T, g *games.Game, at map[string]string, more map[string]*big.Rat) []*big.Rat {
	t.Helper()
	set := make(map[string]*big.Rat)
	for k, v := range at {
		set[k] = rat(t, v)
	}
	maps.Copy(set, more)
	p, err := g.Point(set)
	if err != nil {
		t.Fatal(err)
	}
	if !g.Hypotheses().Eval(p) {
		t.Fatalf("the point %v violates the hypotheses of %s", set, g.ID)
	}
	return p
}

// lines prints equilibria in a canonical order.
func lines(eqs [][][]string, payoffs [][]string) []string {
	out := make([]string, len(eqs))
	for i, e := range eqs {
		out[i] = fmt.Sprint(e)
		if payoffs != nil {
			out[i] += fmt.Sprint(" pays ", payoffs[i])
		}
	}
	slices.Sort(out)
	return out
}

func texts(rs []*big.Rat) []string {
	out := make([]string, len(rs))
	for i, r := range rs {
		out[i] = r.RatString()
	}
	return out
}

// TestModelsEquilibria compares every model's equilibria with what is known of
// them, knife-edges included.
func TestModelsEquilibria(t *testing.T) {
	stage, _ := expectations(t)
	for _, e := range stage {
		t.Run(e.name(), func(t *testing.T) {
			g := model(t, e.Model)
			s, err := g.At(point(t, g, e.At, nil))
			if err != nil {
				t.Fatal(err)
			}
			res, err := nash.All(context.Background(), s, nash.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got [][][]string
			var payoffs [][]string
			var pure []string
			for _, q := range res.Equilibria {
				var mix [][]string
				var actions []string
				for p, m := range q.Strategies {
					mix = append(mix, texts(m))
					if i := slices.IndexFunc(m, func(x *big.Rat) bool { return x.IsInt() && x.Sign() > 0 }); i >= 0 {
						actions = append(actions, g.Players[p].Actions[i])
					}
				}
				if q.Pure {
					pure = append(pure, "("+strings.Join(actions, ", ")+")")
				}
				got, payoffs = append(got, mix), append(payoffs, texts(q.Payoffs))
			}
			slices.Sort(pure)
			slices.Sort(e.Pure)
			if !slices.Equal(pure, e.Pure) {
				t.Errorf("pure equilibria %v, want %v", pure, e.Pure)
			}
			if e.Equilibria != nil {
				if g, w := lines(got, payoffs), lines(e.Equilibria, e.Payoffs); !slices.Equal(g, w) {
					t.Errorf("equilibria\n%s\nwant\n%s", strings.Join(g, "\n"), strings.Join(w, "\n"))
				}
				if !res.Complete {
					t.Errorf("not complete: %v", res.Reasons)
				}
			}
			for i, q := range e.Verify {
				var mix [][]*big.Rat
				for _, m := range q {
					var row []*big.Rat
					for _, x := range m {
						row = append(row, rat(t, x))
					}
					mix = append(mix, row)
				}
				if _, err := s.Verify(mix); err != nil {
					t.Errorf("equilibrium %d: %v", i+1, err)
				}
			}
			profile := make([]int, len(g.Players))
			for i := range s.Profiles() {
				s.Decode(i, profile)
				if want, ok := e.Cells[g.ProfileName(profile)]; ok && s.Payoffs[0].Rat(i).RatString() != want {
					t.Errorf("%s pays %s, want %s", g.ProfileName(profile), s.Payoffs[0].Rat(i).RatString(), want)
				}
			}
		})
	}
}

// TestModelsConditions holds the symbolic table of every model to the same
// points: a pure row exists there if and only if the profile is an equilibrium.
func TestModelsConditions(t *testing.T) {
	stage, _ := expectations(t)
	tables := make(map[string]*stability.Table)
	for _, e := range stage {
		g := model(t, e.Model)
		if !symmetricOrPair(g) {
			continue
		}
		t.Run(e.name(), func(t *testing.T) {
			table, ok := tables[e.Model]
			if !ok {
				var err error
				if table, err = stability.Conditions(context.Background(), g, stability.Options{}); err != nil {
					t.Fatal(err)
				}
				tables[e.Model] = table
			}
			p := point(t, g, e.At, nil)
			var got []string
			for _, r := range table.Rows {
				if r.Pure() && r.Exists.Eval(p) {
					got = append(got, r.Profile(g))
				}
			}
			slices.Sort(got)
			slices.Sort(e.Pure)
			if !slices.Equal(got, e.Pure) {
				t.Errorf("rows that exist: %v, want %v", got, e.Pure)
			}
		})
	}
}

// symmetricOrPair leaves out games whose table groups exchangeable players.
func symmetricOrPair(g *games.Game) bool { return len(g.Players) == 2 }

// TestModelsCriticalDiscount compares the exact conditions of repeated play with
// the known critical discount factors: true at the factor and above, false
// below.
func TestModelsCriticalDiscount(t *testing.T) {
	_, play := expectations(t)
	for _, e := range play {
		t.Run(e.name(), func(t *testing.T) {
			g := model(t, e.Model)
			row, err := repeated.Analyse(context.Background(), g, e.Profile)
			if err != nil {
				t.Fatal(err)
			}
			f := row.SPE
			if e.Concept == "nash" {
				if f = row.Nash; row.NashErr != nil {
					t.Fatal(row.NashErr)
				}
			}
			check := func(delta *big.Rat, want bool) {
				t.Helper()
				if got := f.Eval(point(t, g, e.At, map[string]*big.Rat{"delta": delta})); got != want {
					t.Errorf("at delta = %s: %v, want %v", delta.RatString(), got, want)
				}
			}
			step := big.NewRat(1, 10_000_000)
			below := func(d *big.Rat) *big.Rat { return new(big.Rat).Sub(d, step) }
			above := func(d *big.Rat) *big.Rat { return new(big.Rat).Add(d, step) }
			switch {
			case e.Never:
				for k := range int64(20) {
					check(big.NewRat(k, 20), false)
				}
				check(big.NewRat(99_999, 100_000), false)
			case e.Least != "":
				d := rat(t, e.Least)
				check(below(d), false)
				check(d, true)
				check(above(d), true)
				check(big.NewRat(9_999, 10_000), true)
			case e.Near != "":
				d := rat(t, e.Near)
				check(below(d), false)
				check(above(d), true)
			default:
				d := rat(t, e.Only)
				check(below(d), false)
				check(d, true)
				check(above(d), false)
			}
		})
	}
}
