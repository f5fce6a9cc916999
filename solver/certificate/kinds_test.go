package certificate_test

import (
	"bytes"
	"io"
	"os/exec"
	"strings"
	"testing"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/certificate"
)

// ofEveryKind are games of every kind, in which automata lead to each other, err and
// read signals, states return, types and beliefs matter and payoffs are quotients.
var ofEveryKind = []string{
	"pd", "noisy-pd", "public-monitoring", "taboo", "fearon", "ultimatum", "entry-commitment", "beer-quiche", "job-market", "chain-store",
	"kydd-trust", "mutual-deterrence", "power-shift", "leapfrog", "risk-return", "richardson", "matthew-gap", "collective-risk", "share-race",
}

// written are the claims of the games that have a script, with what their authors say of
// them.
func written(t *testing.T, write func(b *bytes.Buffer, m games.Model, c games.Claim) (bool, error)) (names, want, scripts []string) {
	t.Helper()
	kinds := map[games.Kind]int{}
	for _, id := range ofEveryKind {
		src, _ := models.Source(id)
		f, err := format.Read(id+".yaml", src, "")
		if err != nil {
			t.Fatal(err)
		}
		m := f.Model
		for _, c := range m.Head().Claims {
			var b bytes.Buffer
			ok, err := write(&b, m, c)
			if err != nil {
				t.Fatalf("%s %s: %v", id, c.ID, err)
			}
			if !ok {
				continue
			}
			kinds[m.Kind()]++
			holds := "sat"
			if c.Verdict == "" || c.Verdict == "proved" || c.Verdict == "vacuous" {
				holds = "unsat"
			}
			names, want, scripts = append(names, id+" "+c.ID), append(want, holds), append(scripts, b.String())
		}
	}
	for _, k := range []games.Kind{games.StrategicForm, games.TreeForm, games.BayesianForm, games.StochasticForm, games.ContinuousForm, games.DynamicsForm} {
		if kinds[k] < 3 {
			t.Errorf("%d claims about games of the kind %s are written out", kinds[k], k)
		}
	}
	return names, want, scripts
}

// TestWrittenAlike: a claim is written as the same text every time.
func TestWrittenAlike(t *testing.T) {
	write := func(b *bytes.Buffer, m games.Model, c games.Claim) (bool, error) {
		return certificate.WriteSMT2(b, m, c)
	}
	names, _, first := written(t, write)
	for range 6 {
		_, _, again := written(t, write)
		for i := range names {
			if again[i] != first[i] {
				t.Errorf("%s is written in two ways", names[i])
			}
		}
	}
}

// TestEveryModelIsWritten converts the claims of the library: none ends the program.
func TestEveryModelIsWritten(t *testing.T) {
	some := 0
	for _, id := range models.IDs() {
		src, _ := models.Source(id)
		f, err := format.Read(id+".yaml", src, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range f.Model.Head().Claims {
			smt, err := certificate.WriteSMT2(io.Discard, f.Model, c)
			if err != nil {
				t.Error(id, c.ID, err)
			}
			if _, err := certificate.WriteQEPCAD(io.Discard, f.Model, c, id); err != nil {
				t.Error(id, c.ID, err)
			}
			if smt {
				some++
			}
		}
	}
	if some < 540 {
		t.Errorf("%d claims start from the game", some)
	}
}

// TestScriptsOfEveryKind has z3 decide claims about games of every kind from the game.
func TestScriptsOfEveryKind(t *testing.T) {
	names, want, scripts := written(t, func(b *bytes.Buffer, m games.Model, c games.Claim) (bool, error) {
		return certificate.WriteSMT2(b, m, c)
	})
	path, err := exec.LookPath("z3")
	if err != nil {
		t.Skip("z3 is not installed")
	}
	unknown := 0
	cmd := exec.Command(path, "-in", "rlimit=20000000")
	cmd.Stdin = strings.NewReader(strings.Join(scripts, "(reset)\n"))
	out, err := cmd.CombinedOutput()
	answers := strings.Fields(string(out))
	if len(answers) != len(names) {
		t.Fatalf("%v: %d answers to %d claims: %s", err, len(answers), len(names), out)
	}
	for i, a := range answers {
		switch {
		case a == "unknown":
			unknown++
		case a != want[i]:
			t.Errorf("%s: found %s, want %s", names[i], a, want[i])
		}
	}
	if unknown > len(names)/5 {
		t.Errorf("%d of %d claims were left open", unknown, len(names))
	}
}
