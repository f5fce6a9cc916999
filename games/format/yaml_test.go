package format

import (
	"os"
	"strings"
	"testing"

	"brink/games/expr"
)

func read(t *testing.T, name, text string) *File {
	t.Helper()
	f, ds := Read(name, []byte(text), "")
	if ds.HasErrors() {
		var b strings.Builder
		ds.Write(&b, false)
		t.Fatalf("cannot read:\n%s", b.String())
	}
	return f
}

func TestReadContractExample(t *testing.T) {
	data, err := os.ReadFile("testdata/first-strike.yaml")
	if err != nil {
		t.Fatal(err)
	}
	g := read(t, "first-strike.yaml", string(data)).Game
	want, _, _ := expr.CompileValue("1/2 + phi - c", expr.Names(g.Names()))
	if got := g.Payoff(0, []int{1, 0}); !sameValue(got, want) {
		t.Errorf("strike against hold pays %v", got)
	}
	if len(g.Claims) != 3 || g.Claims[0].Verdict != "conditional" || g.Claims[0].HoldsAt.Line != 32 || g.Claims[0].HoldsAt.Column != 12 {
		t.Errorf("claims: %+v", g.Claims)
	}
	if len(g.Repeated.Profiles) != 3 || len(g.Repeated.Automata) != 1 {
		t.Errorf("repeated: %+v", g.Repeated)
	}
}
