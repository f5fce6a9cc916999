package certificate_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"brink/games/format"
	"brink/games/models"
	"brink/solver/certificate"
	"brink/solver/prove"
	"brink/solver/stability"
)

// proofs are the files for Coq of the claims of a game, by the claims' ids.
func proofs(t *testing.T, id string, src []byte) map[string]string {
	t.Helper()
	ctx := context.Background()
	f, _ := format.Read(id+".yaml", src, "")
	compiler := stability.NewCompiler(f.Model)
	out := map[string]string{}
	for i, c := range certified(t, id, src) {
		claim := f.Model.Head().Claims[i]
		compiled, err := compiler.Compile(ctx, claim)
		if err != nil {
			t.Fatal(err)
		}
		text, err := certificate.Coq(ctx, certificate.Input{Model: f.Model, Claim: claim, Problem: compiled.Problem(f.Model), Verdict: prove.Verdict{}, HoldsWhen: c.HoldsWhen}, c, certificate.Options{})
		if err != nil {
			t.Errorf("%s: %s: %v", id, claim.ID, err)
			continue
		}
		again, _ := certificate.Coq(ctx, certificate.Input{Model: f.Model, Claim: claim, Problem: compiled.Problem(f.Model), HoldsWhen: c.HoldsWhen}, c, certificate.Options{})
		if !bytes.Equal(text, again) {
			t.Errorf("%s: %s: the file is another one each time", id, claim.ID)
		}
		for _, never := range []string{"Admitted", "Axiom", "admit", "Parameter", "Hypothesis "} {
			if strings.Contains(string(text), never) {
				t.Errorf("%s: %s: the file has the word %s", id, claim.ID, never)
			}
		}
		if !strings.Contains(string(text), "Print Assumptions shown.") {
			t.Errorf("%s: %s: the file does not say what it rests on", id, claim.ID)
		}
		out[claim.ID] = string(text)
	}
	return out
}

// TestCoqFiles has a file for every claim, from the game and from formulas.
func TestCoqFiles(t *testing.T) {
	for id, src := range claims {
		proofs(t, id, []byte(src))
	}
	src, _ := models.Source("beer-quiche")
	proofs(t, "beer-quiche", src)
}

// TestCoq has Coq accept a few files, and none in which a comparison is strict or an
// assumption is missing that the claim needs.
func TestCoq(t *testing.T) {
	coq, err := exec.LookPath("coqtop")
	if err != nil {
		t.Skip("coq is not installed")
	}
	dir := t.TempDir()
	// accepts reports whether Coq accepts texts one after the other.
	accepts := func(texts ...string) (bool, string) {
		args := []string{"-batch", "-quiet"}
		for i, text := range texts {
			path := filepath.Join(dir, "f"+string(rune('a'+i))+".v")
			if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
			args = append(args, "-l", path)
		}
		cmd := exec.Command(coq, args...)
		cmd.Dir = dir // for what tactics remember
		out, err := cmd.CombinedOutput()
		return err == nil, string(out)
	}
	files := proofs(t, "cells", []byte(claims["cells"]))
	// Automata too: from the payoffs to the least discount factor.
	src, _ := models.Source("pd")
	files["grim"] = proofs(t, "pd", src)["grim-threshold"]
	if strings.Contains(files["grim"], "starts from the formula") {
		t.Error("grim-threshold does not start from the game")
	}
	var right []string
	for i, id := range []string{"nash", "some", "mixed", "grim"} {
		text := files[id]
		if i > 0 { // what it rests on takes longer than all else
			text = strings.Replace(text, "Print Assumptions shown.", "", 1)
		}
		right = append(right, text)
	}
	ok, out := accepts(right...)
	if !ok {
		t.Fatal(out)
	}
	for _, line := range strings.Split(out, "\n") {
		name, _, is := strings.Cut(line, ".")
		if is && !strings.HasPrefix(line, " ") && name != "ClassicalDedekindReals" && name != "FunctionalExtensionality" {
			t.Error("a proof rests on ", line)
		}
	}
	for _, twin := range []struct{ id, from, to string }{
		{"nash", "(phi_ <= c_)", "(phi_ < c_)"},
		{"mixed", "(phi_ > (0))", "True"},
		{"grim", "(delta_ >= ", "(delta_ > "},
	} {
		text := strings.Replace(files[twin.id], "Print Assumptions shown.", "", 1)
		wrong := strings.ReplaceAll(text, twin.from, twin.to)
		if wrong == text {
			t.Errorf("%s: the file does not say %s", twin.id, twin.from)
		}
		if ok, _ := accepts(wrong); ok {
			t.Errorf("%s: Coq accepts %s for %s", twin.id, twin.to, twin.from)
		}
	}
}
