package format

import "testing"

// TestOnePlayer: the profile of a single player may stand in parentheses, as the
// profiles of more players must.
func TestOnePlayer(t *testing.T) {
	const text = `brink: 1
parameters: {x: 1}
players: {A: [a, b]}
payoffs: {profiles: [[a, [x]], [b, [1]]]}
claims:
  - {id: bare, holds: "payoff(A, a) = x and nash(a)"}
  - {id: wrapped, holds: "payoff(A, (a)) = x and nash((a)) and pareto((a), (b))"}
`
	f, problems := Read("one.yaml", []byte(text), "")
	if problems.HasErrors() {
		t.Fatal(problems)
	}
	if len(f.Game.Claims) != 2 {
		t.Errorf("%d claims", len(f.Game.Claims))
	}
	for _, bad := range []string{"payoff(A, (c))", "payoff(A, ((a), b))"} {
		if _, problems := Read("bad.yaml", []byte(text+"  - {id: bad, holds: \""+bad+" = 1\"}\n"), ""); !problems.HasErrors() {
			t.Errorf("%s is accepted", bad)
		}
	}
}
