package certificate_test

import (
	"bytes"
	"os/exec"
	"strings"
	"testing"

	"brink/games/format"
	"brink/solver/certificate"
)

// TestScripts has another solver decide every claim from the payoffs.
func TestScripts(t *testing.T) {
	z3, err := exec.LookPath("z3")
	if err != nil {
		t.Skip("z3 is not installed")
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
	cmd := exec.Command(z3, "-in", "-T:60")
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
		if a != want[i] {
			t.Errorf("%s: found %s, want %s", names[i], a, want[i])
		}
	}
}
