package format

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
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
		}
		if *update {
			if err := os.WriteFile(path, []byte(formatArchive(head, fresh)), 0o644); err != nil {
				t.Fatal(err)
			}
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
