package plot

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"math"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/dynamics"
	"brink/solver/figures"
	"brink/solver/nash"
)

func played(t *testing.T, rounds int, a, b [][]int64) []dynamics.Sample {
	t.Helper()
	g := &games.Strategic{Players: []games.Player{player("P1", len(a)), player("P2", len(a[0]))}}
	for _, m := range [][][]int64{a, b} {
		var vals []*big.Rat
		for _, row := range m {
			for _, v := range row {
				vals = append(vals, big.NewRat(v, 1))
			}
		}
		g.Payoffs = append(g.Payoffs, games.NewTable(vals))
	}
	r, err := dynamics.FictitiousPlay(context.Background(), g, dynamics.Options{Rounds: rounds, Trace: 600})
	if err != nil {
		t.Fatal(err)
	}
	return r.Trace
}

func player(name string, n int) games.Player {
	p := games.Player{Name: name}
	for k := range n {
		p.Actions = append(p.Actions, fmt.Sprintf("action %d", k+1))
	}
	return p
}

func chickenSets() *Sets {
	return &Sets{
		Title: "Chicken (7, 6, 2, 0) at delta = 1/2", X: "Blue", Y: "Red",
		Sets: []Set{
			{Label: "feasible", Vertices: []Point{{X: 0, Y: 0}, {X: 2, Y: 7}, {X: 6, Y: 6}, {X: 7, Y: 2}}},
			{Label: "individually rational", Vertices: []Point{{X: 2, Y: 2}, {X: 2, Y: 7}, {X: 6, Y: 6}, {X: 7, Y: 2}}},
			{Label: "equilibrium payoffs", Vertices: []Point{{X: 2, Y: 7}, {X: 6, Y: 6}, {X: 7, Y: 2}, {X: 4, Y: 4}}},
			{Label: "always (hold, hold)", Vertices: []Point{{X: 6, Y: 6}}},
			{Label: "alternation", Vertices: []Point{{X: 2, Y: 7}, {X: 7, Y: 2}}},
			{Label: "without randomisation", Cells: []Cell{{Point{X: 2, Y: 6}, Point{X: 3, Y: 7}}, {Point{X: 6, Y: 2}, Point{X: 7, Y: 3}}}},
			{Label: "renegotiation-proof: none"},
		},
		Marks:  []Mark{{Label: "mixed equilibrium", At: []Point{{X: 14. / 3, Y: 14. / 3}}}, {Label: "minmax", At: []Point{{X: 2, Y: 2}}}},
		Minmax: &Point{X: 2, Y: 2},
	}
}

// branch is made up: one player's probabilities swing, the other's part.
func branch() []nash.LogitPoint {
	var out []nash.LogitPoint
	for k := range 200 {
		l := 0.005 * math.Pow(10, float64(k)/40)
		x, y := 0.5+l/(1+l*l)/2, 1/(1+math.Exp(-l))
		out = append(out, nash.LogitPoint{Lambda: l, Strategies: [][]float64{{x, 1 - x}, {y, 1 - y}}})
	}
	return out
}

func model(t testing.TB, id string) games.Model {
	t.Helper()
	src, ok := models.Source(id)
	if !ok {
		t.Fatalf("no model %s", id)
	}
	f, ds := format.Read(id+".yaml", src, "")
	if ds.HasErrors() {
		t.Fatal(ds)
	}
	return f.Model
}

// mapOf asks for the map of a library model.
func mapOf(t testing.TB, id string, chart ask.Chart, over ...string) *answer.Map {
	t.Helper()
	m := model(t, id)
	chart.Draw = true
	at, err := m.Head().Point(nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := ask.Regions.Run(context.Background(), m, at, ask.Options{Over: over, Chart: chart})
	if err != nil {
		t.Fatal(err)
	}
	if r, ok := a.(*answer.Regions); ok {
		return r.Map
	}
	return a.(*answer.Map)
}

func branchesOf(t testing.TB, id, over string) *answer.Branches {
	t.Helper()
	m := model(t, id)
	at, err := m.Head().Point(nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := ask.Branches.Run(context.Background(), m, at, ask.Options{Over: []string{over}})
	if err != nil {
		t.Fatal(err)
	}
	return a.(*answer.Branches)
}

// pictures are all kinds of plots. They are worth looking at after a change: set
// BRINK_PLOTS to a folder that is to keep them.
func pictures(t *testing.T) map[string]func() (*figure.Scene, error) {
	en, zh := report.English(), report.Chinese()
	shapley := played(t, 1_000_000, [][]int64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, [][]int64{{0, 1, 0}, {0, 0, 1}, {1, 0, 0}})
	pennies := played(t, 100_000, [][]int64{{1, -1}, {-1, 1}}, [][]int64{{-1, 1}, {1, -1}})
	once := played(t, 1, [][]int64{{0}}, [][]int64{{0}})
	big := [][]int64{}
	for i := range 12 {
		big = append(big, nil)
		for j := range 12 {
			big[i] = append(big[i], int64((i*7+j*5+i*j)%23))
		}
	}
	twelve := played(t, 10_000, big, big)
	drawn := func(w *report.Words, m *answer.Map) func() (*figure.Scene, error) {
		return func() (*figure.Scene, error) { return Map(w, m), nil }
	}
	return map[string]func() (*figure.Scene, error){
		"shapley": func() (*figure.Scene, error) {
			return FictitiousPlay(en, "Shapley's game (1964)", []games.Player{player("Row", 3), player("Column", 3)}, shapley)
		},
		"pennies": func() (*figure.Scene, error) {
			return FictitiousPlay(en, "Matching pennies", []games.Player{player("Evader", 2), {Name: "Interceptor", Actions: []string{"north φ", "<south & co>"}}}, pennies)
		},
		"once": func() (*figure.Scene, error) {
			return FictitiousPlay(en, "", []games.Player{player("A", 1), player("B", 1)}, once)
		},
		"twelve": func() (*figure.Scene, error) {
			return FictitiousPlay(zh, strings.Repeat("a long title ", 20), []games.Player{player("Blue", 12), player("Red", 12)}, twelve)
		},
		"map":         drawn(en, mapOf(t, "first-strike", ask.Chart{By: "risk-dominant"}, "phi", "c")),
		"map-zh":      drawn(zh, mapOf(t, "first-strike", ask.Chart{}, "phi", "c")),
		"contours":    drawn(en, mapOf(t, "first-strike", ask.Chart{Contour: "prob(Blue, hold)"}, "phi", "c")),
		"line":        drawn(en, mapOf(t, "first-strike", ask.Chart{}, "phi")),
		"claim":       drawn(en, mapOf(t, "ai-race-egt", ask.Chart{By: "claim:" + model(t, "ai-race-egt").Head().Claims[0].ID}, "p_r", "s")),
		"edges":       drawn(en, mapOf(t, "deterrence-bk", ask.Chart{}, "q_B", "q_R")),
		"branches":    func() (*figure.Scene, error) { return Branches(zh, branchesOf(t, "first-strike", "phi")) },
		"replies":     figureOf(en, "chicken", "best-replies"),
		"division":    figureOf(zh, "shapley", "best-replies"),
		"replicator":  figureOf(en, "rock-paper-scissors", "replicator"),
		"belief-line": figureOf(zh, "beer-quiche", "belief-line"),
		"cut-offs":    figureOf(en, "baliga-sjostrom-tail", "cut-offs"),
		"states":      figureOf(zh, "crisis-stability", "states"),
		"reactions":   figureOf(en, "tullock", "reactions"),
		"portrait":    figureOf(zh, "richardson", "phase-portrait"),
		"sets":        func() (*figure.Scene, error) { return PayoffSets(chickenSets()) },
		"logit": func() (*figure.Scene, error) {
			return LogitBranch(en, "Asymmetric matching pennies", []games.Player{player("Row", 2), player("Column", 2)}, branch(), 0.01, 100)
		},
	}
}

// Every picture is well-formed in every format, the same bytes each time, and nothing
// of it stands off the sheet.
func TestPictures(t *testing.T) {
	dir := os.Getenv("BRINK_PLOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	for name, make := range pictures(t) {
		t.Run(name, func(t *testing.T) {
			s, err := make()
			if err != nil {
				t.Fatal(err)
			}
			if low, high := s.Extent(); low.X < 0 || low.Y < 0 || high.X > s.Width || high.Y > s.Height {
				t.Errorf("%v to %v on a sheet of %v by %v", low, high, s.Width, s.Height)
			}
			again, _ := make()
			for _, f := range figure.Formats() {
				if f == figure.PNG && os.Getenv("BRINK_PLOTS") == "" && name != "map" && name != "twelve" {
					continue // the same scene as for the others, in some tenths of a second each
				}
				path := filepath.Join(dir, name+"."+string(f))
				svg, err := Save(path, s)
				if err != nil {
					t.Fatal(err)
				}
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				other, err := figure.Encode(again, f)
				if err != nil || !bytes.Equal(data, other) {
					t.Errorf("two runs drew different %s, %v", f, err)
				}
				switch f {
				case figure.SVG:
					if !bytes.Equal(svg, data) {
						t.Error("the SVG returned is not the SVG written")
					}
					d := xml.NewDecoder(bytes.NewReader(data))
					for {
						if _, err := d.Token(); err == io.EOF {
							break
						} else if err != nil {
							t.Fatal(err)
						}
					}
				case figure.PNG:
					if _, err := png.Decode(bytes.NewReader(data)); err != nil {
						t.Error(err)
					}
				}
			}
		})
	}
}

// plain is the text of an SVG without its marks.
func plain(t *testing.T, svg []byte) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(svg))
	for {
		k, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if c, ok := k.(xml.CharData); ok {
			b.WriteString(strings.TrimRight(string(c), "\n"))
		}
	}
}

func TestTextsAreThere(t *testing.T) {
	all := pictures(t)
	for name, want := range map[string][]string{
		"shapley":  {"Shapley's game (1964)", "Row: action 3", "exploitability", "round", "106"},
		"pennies":  {"Interceptor: <south & co>", "Interceptor: north φ"},
		"twelve":   {"19 个行动从未使用", "轮次"},
		"map":      {"(hold, hold)", "φ=0", "φ=12c", "φ=c", "−0.5", "default: φ=110,c=15"},
		"map-zh":   {"默认参数", "先发制人"},
		"contours": {"0.5", "contours of prob(Blue, hold)"},
		"line":     {"φ=15", "at c=15"},
		"branches": {"各方：选 hold 的概率", "取 c=15", "虚线为非严格均衡"},
		"replies":  {"best responses of Blue", "Red: probability of hold"},
		"sets":     {"equilibrium payoffs", "minmax", "Blue", "renegotiation-proof: none"},
	} {
		s, err := all[name]()
		if err != nil {
			t.Fatal(err)
		}
		svg, err := Save("", s)
		if err != nil {
			t.Fatal(err)
		}
		text := plain(t, svg)
		for _, w := range want {
			if !strings.Contains(text, w) {
				t.Errorf("%s lacks %q: %q", name, w, text)
			}
		}
	}
}

// TestMapsHoldTheTable: the class of a region is what the table says of its sample, the
// legend lists what occurs in the order of the table, and a row keeps its colour
// whatever is compared.
func TestMapsHoldTheTable(t *testing.T) {
	for _, c := range []struct {
		id   string
		over []string
	}{{"first-strike", []string{"phi", "c"}}, {"ai-race-egt", []string{"p_r", "s"}}, {"deterrence-bk", []string{"q_B", "q_R"}}, {"jervis", []string{"phi", "d"}}, {"first-strike", []string{"c"}}} {
		m := mapOf(t, c.id, ask.Chart{}, c.over...)
		for _, r := range m.Plane.Regions {
			at := append([]*big.Rat{}, m.Point...)
			for i, v := range m.Over {
				at[v] = r.Sample[i]
			}
			var rows []int
			for i, row := range m.Conditions.Rows {
				if f, _ := row.Condition(answer.Exists); f.Eval(at) {
					rows = append(rows, i)
				}
			}
			if fmt.Sprint(rows) != fmt.Sprint(m.Classes[r.Class].Rows) {
				t.Errorf("%s at %v: rows %v, the map says %v", c.id, r.Sample, rows, m.Classes[r.Class].Rows)
			}
		}
		for i := 1; i < len(m.Classes); i++ {
			if fmt.Sprint(m.Classes[i-1].Rows) == fmt.Sprint(m.Classes[i].Rows) {
				t.Errorf("%s: classes %d and %d are alike", c.id, i-1, i)
			}
		}
	}
}

// TestFirstStrikeRegimes: four regimes by risk dominance, parted by phi = 0, phi = c/2
// and phi = c.
func TestFirstStrikeRegimes(t *testing.T) {
	m := mapOf(t, "first-strike", ask.Chart{By: "risk-dominant"}, "phi", "c")
	if len(m.Plane.Regions) != 4 {
		t.Errorf("%d regimes", len(m.Plane.Regions))
	}
	got := map[string]bool{}
	for i := range m.Plane.Curves {
		if k := &m.Plane.Curves[i]; !k.Bound {
			got[report.English().MapEquation(m, k).Text] = true
			if len(k.Points) != 2 {
				t.Errorf("a straight boundary of %d points", len(k.Points))
			}
		}
	}
	if len(got) != 3 || !got["phi = 0"] || !got["phi = c/2"] || !got["phi = c"] {
		t.Errorf("boundaries %v", got)
	}
	w := m.Plane.Window
	if w.YLo.Sign() != 0 {
		t.Errorf("the window goes down to %v", w.YLo)
	}
}

func TestCheckPath(t *testing.T) {
	for path, want := range map[string]string{
		"a.svg": "", "dir/b.PNG": "", "a.pdf": "", "a.tex": "", "a.tikz": "",
		"plot":      `use "plot.svg" or "plot.pdf"`,
		"":          `use ".svg" or ".pdf"`,
		"dir/.svg":  `use "dir/plot.svg"`,
		"x.tar.jpg": `use "x.tar.svg" or "x.tar.pdf"`,
	} {
		err := CheckPath(path)
		if (err == nil) != (want == "") || err != nil && (!errors.Is(err, ErrPath) || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %s", path, err, want)
		}
	}
}

func TestBadInput(t *testing.T) {
	en := report.English()
	sample := dynamics.Sample{Round: 1, Frequencies: [][]float64{{1}}, Exploitability: []float64{0}}
	bad := sample
	bad.Frequencies = [][]float64{{math.NaN()}}
	save := func(s *figure.Scene, err error) error {
		if err == nil {
			_, err = Save("", s)
		}
		return err
	}
	for name, err := range map[string]error{
		"no samples":   save(FictitiousPlay(en, "", nil, nil)),
		"players":      save(FictitiousPlay(en, "", nil, []dynamics.Sample{sample})),
		"actions":      save(FictitiousPlay(en, "", []games.Player{player("A", 2)}, []dynamics.Sample{sample})),
		"not a number": save(FictitiousPlay(en, "", []games.Player{player("A", 1)}, []dynamics.Sample{bad, bad})),
		"endless cell": save(PayoffSets(&Sets{Sets: []Set{{Label: "x", Cells: []Cell{{Point{}, Point{X: math.NaN(), Y: 1}}}}}})),
		"no sets":      save(PayoffSets(&Sets{})),
		"endless set":  save(PayoffSets(&Sets{Sets: []Set{{Label: "x", Vertices: []Point{{X: math.Inf(1)}}}}})),
	} {
		if !errors.Is(err, ErrNoData) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Save("x.gif", figure.New(10, 10)); !errors.Is(err, ErrPath) {
		t.Error(err)
	}
	if _, err := Save(filepath.Join(t.TempDir(), "none", "x.svg"), figure.New(10, 10)); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}

// BenchmarkMap is the time from the table to the bytes of a figure of two parameters.
func BenchmarkMap(b *testing.B) {
	for b.Loop() {
		m := mapOf(b, "first-strike", ask.Chart{By: "risk-dominant"}, "phi", "c")
		if _, err := Save("", Map(report.English(), m)); err != nil {
			b.Fatal(err)
		}
	}
}

// figureOf draws a kind of figure of a library model.
func figureOf(w *report.Words, id, kind string) func() (*figure.Scene, error) {
	return func() (*figure.Scene, error) {
		src, ok := models.Source(id)
		if !ok {
			return nil, fmt.Errorf("no model %s", id)
		}
		f, _ := format.Read(id+".yaml", src, "")
		at, err := f.Model.Head().Point(nil)
		if err != nil {
			return nil, err
		}
		a, err := ask.Solve.Run(context.Background(), f.Model, at, ask.Options{})
		if err != nil {
			return nil, err
		}
		for _, k := range figures.For(f.Model, ask.Solve) {
			if k.Name == kind {
				data, err := k.Make(context.Background(), figures.Request{Model: f.Model, At: at, Answer: a})
				if err != nil {
					return nil, err
				}
				return DrawFigure(w, data)
			}
		}
		return nil, fmt.Errorf("%s has no figure %s", id, kind)
	}
}
