package ask

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
)

// TestCertifyLibrary certifies the equilibria of every model of two players in strategic
// form at its default point, and has the checker in Python accept them.
func TestCertifyLibrary(t *testing.T) {
	dir := t.TempDir()
	args := []string{"../../contrib/check_certificate.py"}
	for _, id := range models.IDs() {
		src, _ := models.Source(id)
		f, ds := format.Read(id+".yaml", src, "")
		if ds.HasErrors() {
			t.Fatal(ds)
		}
		if g, ok := f.Model.(*games.Game); !ok || len(g.Players) != 2 {
			continue
		}
		a, err := Solve.Run(context.Background(), f.Model, nil, Options{Search: Search{Certify: true}})
		if err != nil && len(f.Model.Head().Terms()) > 0 {
			continue // no rational payoffs there
		}
		if err != nil {
			t.Fatal(id, err)
		}
		s := a.(*answer.Solution)
		if s.Certificate == nil || !s.Uncertified.IsZero() || !s.Finished() {
			t.Error(id, "has no certificate:", s.Uncertified)
			continue
		}
		path := filepath.Join(dir, id)
		if err := os.WriteFile(path, s.Certificate, 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	if len(args) < 40 {
		t.Errorf("only %d games", len(args)-1)
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	var out bytes.Buffer
	cmd := exec.Command(python, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	_ = cmd.Run() // its code is that of the lines
	for line := range strings.Lines(out.String()) {
		if !strings.HasSuffix(line, ": accepted\n") {
			t.Error(strings.TrimPrefix(line, dir))
		}
	}
	if n := strings.Count(out.String(), "\n"); n != len(args)-1 {
		t.Errorf("%d lines for %d games", n, len(args)-1)
	}
}

// TestCertifyRefuses other games, other concepts, and searches for fewer equilibria.
func TestCertifyRefuses(t *testing.T) {
	for id, opt := range map[string]Options{
		"beer-quiche":       {Concept: "pbe"},
		"weakest-link-leak": {},
		"share-race":        {},
		"leapfrog":          {},
		"kydd-trust":        {},
		"richardson":        {},
		"pd":                {Search: Search{One: true}},
		"chicken":           {Search: Search{Method: Exchangeable}},
	} {
		src, ok := models.Source(id)
		if !ok {
			t.Fatal(id)
		}
		f, _ := format.Read(id+".yaml", src, "")
		opt.Search.Certify = true
		if a, err := Solve.Run(context.Background(), f.Model, nil, opt); !errors.Is(err, ErrCertificate) {
			t.Errorf("%s: %T, %v", id, a, err)
		}
	}
}

// TestCertifyTree goes by the reduced strategic form.
func TestCertifyTree(t *testing.T) {
	src, _ := models.Source("beer-quiche")
	f, _ := format.Read("beer-quiche.yaml", src, "")
	a, err := Solve.Run(context.Background(), f.Model, nil, Options{Search: Search{Certify: true}})
	if err != nil {
		t.Fatal(err)
	}
	if s, ok := a.(*answer.Solution); !ok || s.Certificate == nil {
		t.Errorf("%T has no certificate", a)
	}
}
