package figures_test

import (
	"context"
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/figures"
	"brink/solver/note"
	"brink/solver/plane"
)

func model(t *testing.T, id string) games.Model {
	t.Helper()
	src, ok := models.Source(id)
	if !ok {
		t.Fatalf("no model %s", id)
	}
	return read(t, string(src))
}

func read(t *testing.T, src string) games.Model {
	t.Helper()
	f, diags := format.Read("game.yaml", []byte(src), "")
	if f == nil {
		t.Fatal(diags)
	}
	return f.Model
}

// draw makes a figure of a kind at the defaults of a model.
func draw(t *testing.T, m games.Model, kind string) (*answer.Figure, answer.Answer, ask.Point) {
	t.Helper()
	at, err := m.Head().Point(nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := ask.Solve.Run(context.Background(), m, at, ask.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ks := figures.For(m, ask.Solve)
	i := slices.IndexFunc(ks, func(k figures.Kind) bool { return k.Name == kind })
	if i < 0 {
		t.Fatalf("%s has no figure %s, only %v", m.Head().ID, kind, figures.Names(ks))
	}
	f, err := ks[i].Make(context.Background(), figures.Request{Model: m, At: at, Answer: a})
	if err != nil {
		t.Fatal(err)
	}
	return f, a, at
}

// random is a number strictly between 0 and 1.
func random(r *rand.Rand) *big.Rat { return big.NewRat(1+r.Int64N(998), 999) }

// expected is what player p gets from each action against a mixture of the other.
func expected(t *testing.T, g *games.Game, at ask.Point, p int, mix []*big.Rat) []*big.Rat {
	t.Helper()
	s, err := g.At(at)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]*big.Rat, len(g.Players[p].Actions))
	for a := range out {
		out[a] = new(big.Rat)
		for b, w := range mix {
			x := []int{a, b}
			if p == 1 {
				x = []int{b, a}
			}
			out[a].Add(out[a], new(big.Rat).Mul(w, s.Payoffs[p].Rat(s.Index(x))))
		}
	}
	return out
}

// mixture is the shares of two or three actions by those of the first ones.
func mixture(first ...*big.Rat) []*big.Rat {
	rest := big.NewRat(1, 1)
	for _, x := range first {
		rest.Sub(rest, x)
	}
	return append(slices.Clone(first), rest)
}

func best(pays []*big.Rat) (at int, only bool) {
	only = true
	for a := 1; a < len(pays); a++ {
		switch pays[a].Cmp(pays[at]) {
		case 1:
			at, only = a, true
		case 0:
			only = false
		}
	}
	return at, only
}

// TestCorrespondences: on the flat parts of the best replies of a 2×2 game the action
// that is shown pays more.
func TestCorrespondences(t *testing.T) {
	for _, id := range []string{"first-strike", "chicken", "matching-pennies", "pd", "deterrence-bk"} {
		m := model(t, id)
		f, _, at := draw(t, m, "best-replies")
		lines := 0
		for _, l := range f.Panels[0].Lines {
			if len(l.Corners) < 2 || f.Keys[l.Key].Says.Note.Code != note.FigureReplies {
				continue
			}
			p := lines // the first player's line comes first
			lines++
			for i := 1; i < len(l.Corners); i++ {
				a, b := l.Corners[i-1], l.Corners[i]
				if a[p].Cmp(b[p]) != 0 {
					continue // indifferent
				}
				x := new(big.Rat).Add(a[1-p], b[1-p])
				x.Quo(x, big.NewRat(2, 1))
				pays := expected(t, m.(*games.Game), at, p, mixture(x))
				if want := pays[0].Cmp(pays[1]); want != 0 && (a[p].Sign() > 0) != (want > 0) {
					t.Errorf("%s: player %d at %v: %v, but the actions pay %v", id, p, x, a[p], pays)
				}
			}
		}
		if lines == 0 {
			t.Errorf("%s: no best replies", id)
		}
	}
}

const twoByFour = `
brink: 1
players: {Blue: [patrol, wait], Red: [north, south, west, hide]}
payoffs:
  patrol: [[3, 0], [1, 4], [2, 2], [0, 13/5]]
  wait: [[0, 5], [4, 1], [2, 3], [1, 13/5]]
`

// TestEnvelope: over a random mixture the lines show what the actions pay, and the upper
// envelope the best of them.
func TestEnvelope(t *testing.T) {
	g := read(t, twoByFour).(*games.Game)
	f, _, at := draw(t, g, "best-replies")
	r := rand.New(rand.NewPCG(3, 4))
	for range 200 {
		x := random(r)
		pays := expected(t, g, at, 1, mixture(x))
		a, _ := best(pays)
		shown := 0
		for _, l := range f.Panels[0].Lines {
			from, to := l.Corners[0], l.Corners[1]
			k := &f.Keys[l.Key]
			if k.Colour == answer.Ink || x.Cmp(from[0]) < 0 || x.Cmp(to[0]) > 0 {
				continue
			}
			slope := new(big.Rat).Quo(new(big.Rat).Sub(to[1], from[1]), new(big.Rat).Sub(to[0], from[0]))
			y := slope.Mul(slope, new(big.Rat).Sub(x, from[0]))
			y.Add(y, from[1])
			switch {
			case k.Thin && y.Cmp(pays[k.Colour]) != 0:
				t.Fatalf("at %v action %d pays %v, not %v", x, k.Colour, pays[k.Colour], y)
			case !k.Thin && y.Cmp(pays[a]) != 0:
				t.Fatalf("at %v the envelope is at %v, the best reply pays %v", x, y, pays[a])
			case !k.Thin:
				shown++
			}
		}
		if shown == 0 {
			t.Fatalf("no envelope at %v", x)
		}
	}
	if len(f.Panels[0].Marks) == 0 {
		t.Error("no equilibrium is marked")
	}
}

// TestDivision: a random mixture lies in the polygon of its best reply and in no other.
func TestDivision(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for _, id := range []string{"shapley", "rock-paper-scissors"} {
		m := model(t, id)
		f, _, at := draw(t, m, "best-replies")
		for q := range f.Panels {
			for range 200 {
				x, y := random(r), random(r)
				if new(big.Rat).Add(x, y).Cmp(big.NewRat(1, 1)) >= 0 {
					continue
				}
				want, only := best(expected(t, m.(*games.Game), at, 1-q, mixture(x, y)))
				for i, a := range f.Panels[q].Areas {
					vs := a.Loops[0].Vecs()
					p := plane.Vec{X: answer.Float(x), Y: answer.Float(y)}
					in := plane.Inside(vs, []plane.Vec{p, p})
					if only && in != (i == want) {
						t.Errorf("%s: player %d, %v %v: in area %d: %v, the best reply is %d", id, q, x, y, i, in, want)
					}
				}
			}
		}
	}
}

// TestBeliefs: at a threshold two replies are as good, and between them the one shown
// pays most.
func TestBeliefs(t *testing.T) {
	f, _, _ := draw(t, model(t, "beer-quiche"), "belief-line")
	if len(f.Panels) != 2 {
		t.Fatalf("%d belief lines, want 2", len(f.Panels))
	}
	for _, p := range f.Panels {
		thresholds := 0
		for _, l := range p.Lines {
			if l.Says == nil {
				continue
			}
			thresholds++
			// The receiver is paid 1 for a fight with the weak and for leaving the strong.
			if l.Corners[0][0].Cmp(big.NewRat(1, 2)) != 0 || l.Corners[1][1].Cmp(big.NewRat(1, 2)) != 0 {
				t.Errorf("threshold at %v", l.Corners)
			}
		}
		if thresholds != 1 {
			t.Errorf("%d thresholds, want 1", thresholds)
		}
		if len(p.Marks) == 0 {
			t.Error("no belief of an equilibrium is marked")
		}
	}
}

// TestCutoffs: who acts is those below the cut-off, whose gain vanishes there.
func TestCutoffs(t *testing.T) {
	f, a, _ := draw(t, model(t, "baliga-sjostrom"), "cut-offs")
	if len(f.Panels) != 1 || len(f.Panels[0].Areas) != 2 {
		t.Fatalf("charts: %d", len(f.Panels))
	}
	rows := a.(*answer.Equilibria).Table.Rows
	if len(rows) != 1 {
		t.Fatal("another equilibrium than the test knows")
	}
	below := f.Panels[0].Areas[0].Loops[0].Corners
	// In the uniform case the area is the probability of building, 1/6.
	width := new(big.Rat).Sub(below[len(below)-1][0], below[0][0])
	if width.Cmp(big.NewRat(1, 6)) != 0 {
		t.Errorf("those below the cut-off: %v, want 1/6", width)
	}
	many, b, _ := draw(t, model(t, "baliga-sjostrom-tail"), "cut-offs")
	if n := len(b.(*answer.Equilibria).Table.Rows); len(many.Panels) != 2 || len(many.Panels[1].Y.Ticks) != n {
		t.Errorf("strips for %d equilibria: %v", n, many.Panels)
	}
}

// TestStates: what leaves a state in equilibrium has probability 1.
func TestStates(t *testing.T) {
	for _, id := range []string{"crisis-stability", "leapfrog", "preventive-war"} {
		f, _, _ := draw(t, model(t, id), "states")
		sums := make([]*big.Rat, len(f.Graph.Nodes))
		for i := range sums {
			sums[i] = new(big.Rat)
		}
		for _, e := range f.Graph.Edges {
			if len(e.Says) > 0 {
				p, ok := new(big.Rat).SetString(e.Says[0].Name)
				if !ok {
					t.Fatalf("%s: %q is no probability", id, e.Says[0].Name)
				}
				sums[e.From].Add(sums[e.From], p)
			}
		}
		for i, s := range sums {
			if s.Cmp(big.NewRat(1, 1)) != 0 {
				t.Errorf("%s: what leaves %s sums to %v", id, f.Graph.Nodes[i].Name, s)
			}
		}
	}
}

// TestReactions: on a player's curve no other choice of a grid does better, and all of the
// curves go through the equilibrium.
func TestReactions(t *testing.T) {
	m := model(t, "tullock").(*games.Continuous)
	f, _, at := draw(t, m, "reactions")
	pay := func(p int, x, y float64) float64 {
		point := append(slices.Clone(at), new(big.Rat).SetFloat64(x), new(big.Rat).SetFloat64(y))
		v, err := m.Payoffs[p].Eval(point)
		if err != nil {
			t.Fatal(err)
		}
		return answer.Float(v)
	}
	seen := [2]int{}
	for _, l := range f.Panels[0].Lines {
		p := slices.Index(m.Players, f.Keys[l.Key].Says.Note.Args[0].(string))
		for i, v := range l.Points {
			if i%7 != 0 || v.X < 1e-3 || v.Y < 1e-3 {
				continue
			}
			seen[p]++
			now := pay(p, v.X, v.Y)
			for k := range 60 {
				d := float64(k) / 5
				other := [2]float64{v.X, v.Y}
				other[p] = d
				if then := pay(p, other[0], other[1]); then > now+1e-3 {
					t.Fatalf("player %d at %v: %v pays %v, more than %v", p, v, d, then, now)
				}
			}
		}
	}
	if seen[0] < 5 || seen[1] < 5 {
		t.Errorf("points that were examined: %v", seen)
	}
	if len(f.Panels[0].Marks) != 1 || f.Panels[0].Marks[0].X.String() != "20/9" {
		t.Errorf("equilibria: %v", f.Panels[0].Marks)
	}
}

// TestPortrait: a variable stands still where its curve says so, and all do at rest points.
func TestPortrait(t *testing.T) {
	d := model(t, "richardson").(*games.Dynamics)
	f, _, at := draw(t, d, "phase-portrait")
	rate := func(i int, x, y *big.Rat) float64 {
		v, err := d.Rates[i].Eval(append(slices.Clone(at), x, y))
		if err != nil {
			t.Fatal(err)
		}
		return answer.Float(v)
	}
	curves := 0
	for _, l := range f.Panels[0].Lines {
		k := &f.Keys[l.Key]
		if k.Says.Note.Code != note.FigureStill {
			continue
		}
		curves++
		i := slices.Index(d.VariableNames(), k.Says.Note.Args[0].([]string)[0])
		for _, v := range l.Points {
			if r := rate(i, new(big.Rat).SetFloat64(v.X), new(big.Rat).SetFloat64(v.Y)); math.Abs(r) > 1e-2 {
				t.Errorf("the rate of %s at %v is %v", d.VariableNames()[i], v, r)
			}
		}
	}
	marks := f.Panels[0].Marks
	if curves < 2 || len(marks) != 1 {
		t.Fatalf("%d curves, %d rest points", curves, len(marks))
	}
	for i := range 2 {
		if r := rate(i, marks[0].X.Rat, marks[0].Y.Rat); r != 0 {
			t.Errorf("the rate at the rest point is %v", r)
		}
	}
	if f.Keys[marks[0].Key].Hollow {
		t.Error("the rest point is stable, but hollow")
	}
}

// TestReplicator: the mixed equilibrium of chicken is a saddle, the pure ones are stable.
func TestReplicator(t *testing.T) {
	f, _, _ := draw(t, model(t, "chicken"), "replicator")
	filled, hollow := 0, 0
	for _, m := range f.Panels[0].Marks {
		if f.Keys[m.Key].Hollow {
			hollow++
		} else {
			filled++
		}
	}
	if filled != 2 || hollow != 3 {
		t.Errorf("%d stable and %d other rest points, want 2 and 3", filled, hollow)
	}
}

// TestCritical: at random points the profile is subgame perfect above its curve and not
// below it.
func TestCritical(t *testing.T) {
	g := model(t, "pd").(*games.Game)
	at, err := g.Point(nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ask.Repeated.Run(context.Background(), g, at, ask.Options{Repetition: ask.Repetition{Profiles: [][]string{{"limited-punishment(2)", "limited-punishment(2)"}}}})
	if err != nil {
		t.Fatal(err)
	}
	a := got.(*answer.Repeated)
	f, err := figures.Critical(context.Background(), a, "T", ask.Range{})
	if err != nil {
		t.Fatal(err)
	}
	over := slices.Index(g.FreeNames(), "T")
	r := rand.New(rand.NewPCG(7, 8))
	checked := 0
	for range 300 {
		x := new(big.Rat).Add(big.NewRat(3, 1), new(big.Rat).Mul(random(r), big.NewRat(6, 1)))
		y := random(r)
		point := slices.Clone(at)
		point[over], point[a.Discount] = x, y
		if axis := f.Panels[0].X; answer.Float(x) < axis.Lo || answer.Float(x) > axis.Hi {
			continue
		}
		want := a.Rows[0].SPE.Eval(point)
		p := plane.Vec{X: answer.Float(x), Y: answer.Float(y)}
		in := false
		for _, area := range f.Panels[0].Areas {
			for _, l := range area.Loops {
				in = in != plane.Inside(l.Vecs(), []plane.Vec{p, p})
			}
		}
		for _, l := range f.Panels[0].Lines {
			for i := 1; i < len(l.Points); i++ { // too near to tell
				u, v := l.Points[i-1], l.Points[i]
				if (u.X-p.X)*(v.X-p.X) <= 0 && math.Abs((u.Y+v.Y)/2-p.Y) < math.Abs(u.Y-v.Y)+0.01 {
					want = in
				}
			}
		}
		if in != want {
			t.Errorf("T = %v, delta = %v: inside %v, subgame perfect %v", x, y, in, want)
		}
		checked++
	}
	if checked == 0 || len(f.Panels[0].Lines) == 0 {
		t.Error("nothing was checked")
	}
}

// TestTracks: the numbers along branches of rest points are rest points.
func TestTracks(t *testing.T) {
	d := model(t, "collective-risk").(*games.Dynamics)
	at, err := d.Point(nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := ask.Branches.Run(context.Background(), d, at, ask.Options{Over: []string{"q"}})
	if err != nil {
		t.Fatal(err)
	}
	a := got.(*answer.Tracks)
	stable, not := 0, 0
	for _, k := range a.Tracks {
		for _, s := range k.Samples {
			for i, x := range s.Values[0] {
				point := append(slices.Clone(at), x)
				point[a.Over] = s.At
				v, err := d.Rates[0].Eval(point)
				if err != nil {
					t.Fatal(err)
				}
				if math.Abs(answer.Float(v)) > 1e-9 {
					t.Errorf("q = %v, x = %v: the rate is %v", s.At, x, answer.Float(v))
				}
				if s.Stable == nil {
					continue
				}
				// Stable where the rate falls: compare it on both sides.
				h := big.NewRat(1, 1_000_000)
				sides := [2]int{}
				for j, dx := range []*big.Rat{new(big.Rat).Neg(h), h} {
					point[len(at)] = new(big.Rat).Add(x, dx)
					v, err := d.Rates[0].Eval(point)
					if err != nil {
						t.Fatal(err)
					}
					sides[j] = v.Sign()
				}
				if want := sides[0] > 0 && sides[1] < 0; (s.Stable[i] == answer.Yes) != want && sides[0]*sides[1] < 0 {
					t.Errorf("q = %v, x = %v: stable %v, the rate goes from %d to %d", s.At, x, s.Stable[i], sides[0], sides[1])
				}
				if s.Stable[i] == answer.Yes {
					stable++
				} else {
					not++
				}
			}
		}
	}
	if stable == 0 || not == 0 {
		t.Errorf("%d stable and %d other rest points of rows with several", stable, not)
	}
	if _, err := figures.Tracks(a); err != nil {
		t.Error(err)
	}
}
