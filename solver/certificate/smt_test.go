package certificate_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"brink/games/format"
	"brink/solver/certificate"
)

// TestScripts has other solvers decide every claim from the payoffs: z3 all of them,
// and cvc5 most, within a number of steps.
func TestScripts(t *testing.T) {
	for _, solver := range []struct {
		name    string
		args    []string
		unknown int // answers that may be missing
	}{{"z3", []string{"-in", "-T:60"}, 0}, {"cvc5", []string{"--lang=smt2", "--rlimit-per=30000"}, 12}} {
		t.Run(solver.name, func(t *testing.T) { decideScripts(t, solver.name, solver.args, solver.unknown) })
	}
}

func decideScripts(t *testing.T, name string, args []string, unknown int) {
	path, err := exec.LookPath(name)
	if err != nil {
		t.Skip(name + " is not installed")
	}
	var script bytes.Buffer
	var names, want []string
	for id, src := range claims {
		f, _ := format.Read(id+".yaml", []byte(src), "")
		for i, c := range certified(t, id, []byte(src)) {
			ok, err := certificate.WriteSMT2(&script, f.Model, f.Model.Head().Claims[i])
			if !ok || err != nil {
				t.Errorf("%s: %s has no script: %v", id, c.Claim.ID, err)
				continue
			}
			script.WriteString("(reset)\n")
			names = append(names, id+" "+c.Claim.ID)
			want = append(want, map[string]string{"proved": "unsat", "vacuous": "unsat"}[c.Verdict])
		}
	}
	if strings.Contains(script.String(), "(assert false)") {
		t.Error("a script asserts nothing but false")
	}
	cmd := exec.Command(path, args...)
	cmd.Stdin = &script
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	answers := strings.Fields(string(out))
	if len(answers) != len(want) {
		t.Fatalf("%d answers to %d claims: %s", len(answers), len(want), out)
	}
	for i, a := range answers {
		if want[i] == "" {
			want[i] = "sat"
		}
		if a == "unknown" && unknown > 0 {
			unknown--
			continue
		}
		if a != want[i] {
			t.Errorf("%s: found %s, want %s", names[i], a, want[i])
		}
	}
}
