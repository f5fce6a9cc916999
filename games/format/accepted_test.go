package format

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"brink/games"
)

// TestAccepted reads every file of testdata/accepted and compares warnings and
// the game, as the writer lays it out, with what stands beside it.
func TestAccepted(t *testing.T) {
	for path, to := range map[string]Format{"testdata/accepted/gambit.txtar": NFG, "testdata/accepted/yaml.txtar": YAML} {
		head, files := readArchive(t, path)
		want := make(map[string]string)
		for _, f := range files {
			want[f.name] = f.data
		}
		var fresh []section
		for _, f := range files {
			if filepath.Ext(f.name) == ".want" {
				continue
			}
			file, ds := Read(f.name, []byte(f.data), "")
			checkPlaces(t, f.data, ds)
			got := bytes.NewBufferString(show(ds))
			if ds.HasErrors() {
				t.Errorf("%s:\n%s", path, got)
				fresh = append(fresh, f)
				continue
			}
			form := to
			if len(file.Game.Params) > 0 {
				form = YAML
			}
			if err := Write(got, file.Game, form); err != nil {
				t.Fatal(f.name, err)
			}
			expected := f.name + ".want"
			fresh = append(fresh, f, section{expected, got.String()})
			if !*update && got.String() != want[expected] {
				t.Errorf("%s: %s:\ngot\n%s\nwant\n%s", path, f.name, got, want[expected])
			}
			// What is written reads back as the same game.
			again, ds := Read(f.name, []byte(mustWrite(t, file, form)), "")
			if ds.HasErrors() {
				t.Errorf("%s: %s", f.name, show(ds))
				continue
			}
			g := *file.Game
			if to == NFG { // the texts of payoffs are those of the writer
				g.Text, again.Game.Text = nil, nil
			}
			if d := differ(&g, again.Game); d != "" {
				t.Errorf("%s: %s", f.name, d)
			}
			checkTreeRewritten(t, file.Game)
		}
		if *update {
			if err := os.WriteFile(path, []byte(formatArchive(head, fresh)), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// checkTreeRewritten writes the tree of an extensive game twice, reading it in
// between: the writer gives every part of a tree, so equal texts mean equal
// trees.
func checkTreeRewritten(t *testing.T, g *games.Game) {
	t.Helper()
	if g.Extensive == nil {
		return
	}
	once := mustWrite(t, &File{Game: g}, EFG)
	again, ds := Read("again.efg", []byte(once), "")
	if ds.HasErrors() {
		t.Fatal(show(ds))
	}
	if twice := mustWrite(t, again, EFG); once != twice {
		t.Errorf("the tree changes:\n%s\n%s", once, twice)
	}
	a, b := g.Extensive, again.Game.Extensive
	if len(a.Nodes) != len(b.Nodes) || len(a.Infosets) != len(b.Infosets) || len(a.Players) != len(b.Players) {
		t.Errorf("the tree has %d nodes, then %d", len(a.Nodes), len(b.Nodes))
	}
}

// TestLineEnds finds a mistake in the same place whatever ends the lines.
func TestLineEnds(t *testing.T) {
	text := "brink: 1\nplayers: {A: [x], B: [y]}\npayoffs:\n  x: [[1, phi]]\n"
	for _, end := range []string{"\n", "\r\n", "\r"} {
		_, ds := Read("x.yaml", []byte(strings.ReplaceAll(text, "\n", end)), "")
		if len(ds) != 1 || ds[0].Line != 4 || ds[0].Column != 11 || ds[0].EndColumn != 14 || ds[0].Snippet != "  x: [[1, phi]]" {
			t.Errorf("%q: %+v", end, ds)
		}
	}
}

func mustWrite(t *testing.T, f *File, to Format) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f.Game, to); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestLatin1 reads a Gambit file of a time before UTF-8.
func TestLatin1(t *testing.T) {
	f, ds := Read("old.nfg", []byte("NFG 1 R \"K\xf6nigsberg\" { \"\xc5sa\" \"B\" } { 1 1 } 1 2"), "")
	if ds.HasErrors() || len(ds) != 1 || f.Game.Name != "Königsberg" || f.Game.Players[0].Name != "Åsa" {
		t.Errorf("%+v %s", f, show(ds))
	}
}
