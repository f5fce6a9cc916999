package main

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
)

// TestLibrary walks the library as a reader does: every model is checked, shown, solved
// at its defaults, and its report with the table of conditions and its figures is set in
// both languages. Its claims are left out here: package ask decides them and has their
// evidence checked.
func TestLibrary(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some 20 seconds")
	}
	english, chinese := spoken([]string{"--lang=en"}), spoken([]string{"--lang=zh"})
	for _, id := range models.IDs() {
		t.Run(id, func(t *testing.T) {
			src, _ := models.Source(id)
			f, diags := format.ReadTreeAlone(id, src, format.YAML)
			if len(diags) > 0 {
				t.Fatal(diags)
			}
			h := f.Model.Head()
			commands := []string{"check"}
			if len(h.Free()) == len(h.Params) { // values such as exp(1) are in no finite game
				commands = append(commands, "solve")
			}
			for _, command := range commands {
				var out, errw bytes.Buffer
				code := run(context.Background(), []string{command, id}, strings.NewReader(""), &out, &errw)
				if code != exitOK && code != exitIncomplete || out.Len() == 0 {
					t.Errorf("%s: exit code %d: %s", command, code, errw.String())
				}
			}
			h.Claims = nil
			a := &app{err: &bytes.Buffer{}, format: string(report.FormatHTML), jobs: 1, quiet: true, progress: "never"}
			a.words = english
			d, err := a.dossier(context.Background(), f.Model, id)
			if err != nil {
				t.Fatal(err)
			}
			for _, words := range []*report.Words{english, chinese} {
				a.words = words
				doc, err := report.Compose(words, report.FormatHTML, "", []answer.Answer{d}, report.Show{Figures: a.figures})
				if err != nil {
					t.Fatalf("%s: %v", words.Language, err)
				}
				var page bytes.Buffer
				if err := report.Write(&page, doc, report.FormatHTML, report.Style{}); err != nil {
					t.Fatalf("%s: %v", words.Language, err)
				}
				if page.Len() < 2000 {
					t.Errorf("%s: a page of %d bytes", words.Language, page.Len())
				}
				if drawn := bytes.Contains(page.Bytes(), []byte("<figure")); !drawn && (d.Map != nil || f.Model.Kind() == games.TreeForm) {
					t.Errorf("%s: no figure", words.Language)
				}
			}
		})
	}
}
