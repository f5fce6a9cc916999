package format

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"brink/games"
)

// sharedGames is a collection of other people's files that may stand beside a
// checkout; the tests that use it are skipped without it.
const sharedGames = "../../../shared/games"

// TestSharedGames reads every file of the collection and writes it back.
func TestSharedGames(t *testing.T) {
	var files []string
	for _, ext := range []string{"nfg", "efg"} {
		more, _ := filepath.Glob(filepath.Join(sharedGames, "*."+ext))
		files = append(files, more...)
	}
	if len(files) == 0 {
		t.Skip("the collection is not here")
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, ds := Read(filepath.Base(path), data, "")
		if ds.HasErrors() {
			t.Errorf("%s", show(ds))
			continue
		}
		g := file.Game
		checkTreeRewritten(t, g)
		for _, f := range Formats() {
			if f == LRS && len(g.Players) != 2 {
				continue
			}
			h := rewrite(t, g, f)
			if f == EFG && g.Extensive != nil || f == NFG {
				if d := differ(named(g, h), h); d != "" {
					t.Errorf("%s as %s: %s", path, f, abbreviate(d))
				}
			}
			for p := range g.Players {
				for i, v := range g.Payoffs[p] {
					if !equalValues(v, h.Payoffs[p][i], 0) {
						t.Fatalf("%s as %s: payoff %d of player %d changes", path, f, i, p)
					}
				}
			}
		}
	}
}

// named is g with the ID of h, which comes from the name of the file.
func named(g, h *games.Game) *games.Game {
	c := *g
	c.ID = h.ID
	return &c
}

// TestCountsOfReducedForms compares the number of extreme equilibria of reduced
// strategic forms with published counts, as found by lrsnash (Avis, lrslib).
func TestCountsOfReducedForms(t *testing.T) {
	lrsnash, err := exec.LookPath("lrsnash")
	if err != nil {
		t.Skip("lrsnash is not installed")
	}
	for name, want := range map[string]int{
		"stripped_down_poker": 1, // Reiley, Urbancic and Walker (2008)
		"e17":                 4, // Cho and Kreps (1987), beer-quiche
		"km6":                 7, // Kohlberg and Mertens (1986)
		"wilson1":             7, // Wilson (1991)
		"hs1":                 10,
	} {
		data, err := os.ReadFile(filepath.Join(sharedGames, name+".efg"))
		if err != nil {
			t.Skip("the collection is not here")
		}
		file, ds := Read(name+".efg", data, "")
		if ds.HasErrors() {
			t.Fatal(show(ds))
		}
		var b bytes.Buffer
		if err := Write(&b, file.Game, LRS); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "game")
		if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(lrsnash, path).Output()
		if err != nil {
			t.Fatal(err)
		}
		if line := fmt.Sprintf("*Number of equilibria found: %d\n", want); !strings.Contains(string(out), line) {
			t.Errorf("%s does not have %d extreme equilibria:\n%s", name, want, out)
		}
	}
}
