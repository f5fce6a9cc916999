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

	"brink/games"
	"brink/solver/dynamics"
	"brink/solver/nash"
)

func played(t *testing.T, rounds int, a, b [][]int64) []dynamics.Sample {
	t.Helper()
	g := &games.Strategic{}
	for p, m := range []int{len(a), len(a[0])} {
		pl := games.Player{Name: fmt.Sprintf("P%d", p+1)}
		for k := range m {
			pl.Actions = append(pl.Actions, fmt.Sprintf("a%d", k))
		}
		g.Players = append(g.Players, pl)
	}
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

func names(player string, n int) []string {
	var out []string
	for k := range n {
		out = append(out, fmt.Sprintf("%s: action %d", player, k+1))
	}
	return out
}

// conditionsMap is the first-strike game's map: which pure equilibria exist.
func conditionsMap(n int) *Map {
	m := &Map{
		Title: "First strike: pure equilibria",
		X:     Axis{"phi", -0.5, 0.5}, Y: Axis{"c", 0, 0.5},
		Labels: []string{"(hold, hold) only", "(hold, hold), (strike, strike) and a mixed one", "(strike, strike) only", "never"},
	}
	for j := range n {
		row := make([]int, n)
		for i := range n {
			phi, c := -0.5+(float64(i)+0.5)/float64(n), 0.5*(float64(j)+0.5)/float64(n)
			switch {
			case phi < 0:
				row[i] = 0
			case phi <= c:
				row[i] = 1
			default:
				row[i] = 2
			}
		}
		m.Cells = append(m.Cells, row)
	}
	return m
}

func chickenSets() *Sets {
	return &Sets{
		Title: "Chicken (7, 6, 2, 0) at delta = 1/2", X: "Blue", Y: "Red",
		Sets: []Set{
			{Label: "feasible", Vertices: []Point{{0, 0}, {2, 7}, {6, 6}, {7, 2}}},
			{Label: "individually rational", Vertices: []Point{{2, 2}, {2, 7}, {6, 6}, {7, 2}}},
			{Label: "equilibrium payoffs", Vertices: []Point{{2, 7}, {6, 6}, {7, 2}, {4, 4}}},
			{Label: "always (hold, hold)", Vertices: []Point{{6, 6}}},
			{Label: "alternation", Vertices: []Point{{2, 7}, {7, 2}}},
			{Label: "without randomisation", Cells: []Cell{{Point{2, 6}, Point{3, 7}}, {Point{6, 2}, Point{7, 3}}}},
			{Label: "renegotiation-proof: none"},
		},
		Marks: []Mark{{Label: "mixed equilibrium", At: []Point{{14. / 3, 14. / 3}}}, {Label: "minmax", At: []Point{{2, 2}}}},
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

// pictures are all kinds of plots. They are worth looking at after a change:
// set BRINK_PLOTS to a folder that is to keep them.
func pictures(t *testing.T) map[string]func(path string) ([]byte, error) {
	shapley := played(t, 1_000_000, [][]int64{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}, [][]int64{{0, 1, 0}, {0, 0, 1}, {1, 0, 0}})
	pennies := played(t, 100_000, [][]int64{{1, -1}, {-1, 1}}, [][]int64{{-1, 1}, {1, -1}})
	pd := played(t, 1000, [][]int64{{3, 0}, {5, 1}}, [][]int64{{3, 5}, {0, 1}})
	once := played(t, 1, [][]int64{{0}}, [][]int64{{0}})
	big := [][]int64{}
	for i := range 12 {
		big = append(big, nil)
		for j := range 12 {
			big[i] = append(big[i], int64((i*7+j*5+i*j)%23))
		}
	}
	twelve := played(t, 10_000, big, big)
	line := conditionsMap(200)
	line.Cells, line.Y = line.Cells[100:101], Axis{"", 0, 1}
	return map[string]func(string) ([]byte, error){
		"shapley": func(p string) ([]byte, error) {
			return FictitiousPlay(p, "Shapley's game (1964)", [][]string{names("Row", 3), names("Column", 3)}, shapley)
		},
		"pennies": func(p string) ([]byte, error) {
			return FictitiousPlay(p, "Matching pennies", [][]string{{"Evader: north", "Evader: south"}, {"Interceptor: north φ", "Interceptor: <south & co>"}}, pennies)
		},
		"pd": func(p string) ([]byte, error) {
			return FictitiousPlay(p, "Prisoner's dilemma", [][]string{names("Blue", 2), names("Red", 2)}, pd)
		},
		"once": func(p string) ([]byte, error) {
			return FictitiousPlay(p, "", [][]string{{"only"}, {"only"}}, once)
		},
		"twelve": func(p string) ([]byte, error) {
			return FictitiousPlay(p, strings.Repeat("a long title ", 20), [][]string{names("Blue", 12), names("Red", 12)}, twelve)
		},
		"regions": func(p string) ([]byte, error) { return Regions(p, conditionsMap(200)) },
		"line":    func(p string) ([]byte, error) { return Regions(p, line) },
		"sets":    func(p string) ([]byte, error) { return PayoffSets(p, chickenSets()) },
		"logit": func(p string) ([]byte, error) {
			return LogitBranch(p, "Asymmetric matching pennies", [][]string{names("Row", 2), names("Column", 2)}, branch(), 0.01, 100)
		},
	}
}

// Every picture is well-formed SVG and a real PNG, and the same bytes each time.
func TestPictures(t *testing.T) {
	dir := os.Getenv("BRINK_PLOTS")
	if dir == "" {
		dir = t.TempDir()
	}
	for name, make := range pictures(t) {
		t.Run(name, func(t *testing.T) {
			var files [2][2][]byte
			for k := range 2 {
				for e, ext := range []string{".svg", ".PNG"} {
					path := filepath.Join(dir, name+ext)
					svg, err := make(path)
					if err != nil {
						t.Fatal(err)
					}
					if files[k][e], err = os.ReadFile(path); err != nil {
						t.Fatal(err)
					}
					if e == 0 && !bytes.Equal(svg, files[k][e]) {
						t.Error("the SVG returned is not the SVG written")
					}
				}
			}
			if !bytes.Equal(files[0][0], files[1][0]) || !bytes.Equal(files[0][1], files[1][1]) {
				t.Error("two runs drew different bytes")
			}
			d := xml.NewDecoder(bytes.NewReader(files[0][0]))
			for {
				if _, err := d.Token(); err == io.EOF {
					break
				} else if err != nil {
					t.Fatal(err)
				}
			}
			if bytes.Contains(files[0][0], []byte("NaN")) || bytes.Contains(files[0][0], []byte("Inf")) {
				t.Error("coordinates that are no numbers")
			}
			if _, err := png.Decode(bytes.NewReader(files[0][1])); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestTextsAreThere(t *testing.T) {
	all := pictures(t)
	for name, want := range map[string][]string{
		"shapley": {"Shapley&#39;s game (1964)", "Row: action 3", "exploitability", "round", "10⁶"},
		"pennies": {"Interceptor: &lt;south &amp; co&gt;", "Interceptor: north φ"},
		"twelve":  {"19 actions never played", "…"},
		"regions": {"(hold, hold) only", ">phi<", ">c<"},
		"sets":    {"equilibrium payoffs", "minmax", ">Blue<", "renegotiation-proof: none"},
	} {
		svg, err := all[name]("")
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range want {
			if !bytes.Contains(svg, []byte(w)) {
				t.Errorf("%s lacks %q", name, w)
			}
		}
	}
	svg, _ := all["regions"]("")
	if bytes.Contains(svg, []byte("never")) {
		t.Error("the legend lists a region that does not occur")
	}
}

func TestCheckPath(t *testing.T) {
	for path, want := range map[string]string{
		"a.svg": "", "dir/b.PNG": "",
		"a.pdf":     `use "a.svg" or "a.png"`,
		"plot":      `use "plot.svg" or "plot.png"`,
		"":          `use ".svg" or ".png"`,
		"dir/.svg":  `use "dir/plot.svg"`,
		"x.tar.jpg": `use "x.tar.svg" or "x.tar.png"`,
	} {
		err := CheckPath(path)
		if (err == nil) != (want == "") || err != nil && (!errors.Is(err, ErrPath) || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %s", path, err, want)
		}
	}
}

func TestBadInput(t *testing.T) {
	sample := dynamics.Sample{Round: 1, Frequencies: [][]float64{{1}}, Exploitability: []float64{0}}
	bad := sample
	bad.Frequencies = [][]float64{{math.NaN()}}
	for name, try := range map[string]func() ([]byte, error){
		"no samples": func() ([]byte, error) { return FictitiousPlay("", "", nil, nil) },
		"players":    func() ([]byte, error) { return FictitiousPlay("", "", nil, []dynamics.Sample{sample}) },
		"actions": func() ([]byte, error) {
			return FictitiousPlay("", "", [][]string{{"a", "b"}}, []dynamics.Sample{sample})
		},
		"not a number": func() ([]byte, error) { return FictitiousPlay("", "", [][]string{{"a"}}, []dynamics.Sample{bad}) },
		"no cells":     func() ([]byte, error) { return Regions("", &Map{}) },
		"ragged": func() ([]byte, error) {
			return Regions("", &Map{X: Axis{"", 0, 1}, Y: Axis{"", 0, 1}, Labels: []string{"a"}, Cells: [][]int{{0}, {0, 0}}})
		},
		"no extent": func() ([]byte, error) { return Regions("", &Map{Labels: []string{"a"}, Cells: [][]int{{0}}}) },
		"unknown region": func() ([]byte, error) {
			return Regions("", &Map{X: Axis{"", 0, 1}, Y: Axis{"", 0, 1}, Cells: [][]int{{0}}})
		},
		"endless cell": func() ([]byte, error) {
			return PayoffSets("", &Sets{Sets: []Set{{Label: "x", Cells: []Cell{{Point{0, 0}, Point{math.NaN(), 1}}}}}})
		},
		"no sets": func() ([]byte, error) { return PayoffSets("", &Sets{}) },
		"endless set": func() ([]byte, error) {
			return PayoffSets("", &Sets{Sets: []Set{{Label: "x", Vertices: []Point{{math.Inf(1), 0}}}}})
		},
	} {
		if _, err := try(); !errors.Is(err, ErrNoData) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Regions("x.gif", conditionsMap(3)); !errors.Is(err, ErrPath) {
		t.Error(err)
	}
	if _, err := Regions(filepath.Join(t.TempDir(), "none", "x.svg"), conditionsMap(3)); !errors.Is(err, os.ErrNotExist) {
		t.Error(err)
	}
}
