package format

import (
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"brink/games/algebra"
)

const monitored = `brink: 1
id: watched
parameters:
  delta: {default: 9/10, range: "[0, 1)"}
  q: {default: 1/10, range: "[0, 1]"}
players:
  Blue: [hold, race]
  Red: [hold, race]
payoffs:
  hold: [[3, 3], [0, 5]]
  race: [[5, 0], [1, 1]]
repeated:
  discount: delta
  monitoring:
    signals: [quiet, alarm]
    after:
      "hold hold": {quiet: 1 - q, alarm: q}
      "race *": {alarm: 1}
      else: {quiet: 1/4, alarm: 3/4}
  automata:
    trigger:
      start: trust
      public: true
      states:
        trust: {play: hold, next: {alarm: {trust: 1/2, punish: 1/2}, else: trust}}
        punish: {play: {hold: 1/3, race: 2/3}, next: {else: punish}}
  profiles: [[trigger, trigger], [grim, "grim(race)"], [limited-punishment(2), always-hold]]
`

func TestMonitoring(t *testing.T) {
	g, ds := Read("watched.yaml", []byte(monitored), "")
	if ds.HasErrors() {
		t.Fatal(show(ds))
	}
	m := g.Game.Repeated.Monitoring
	pr := g.Game.Printer()
	for i, want := range []string{"q", "3/4", "1", "1"} {
		if got := pr.Ratio(m.Prob[i][1]); got != want {
			t.Errorf("alarm after profile %d: %s, want %s", i, got, want)
		}
	}
	a := g.Game.Repeated.Automata[0]
	if !a.Public || len(a.States[1].Mix) != 2 || !a.States[1].Mix[1].Prob.Equal(algebra.FromInt(2).Mul(algebra.FromInt(3).Inv())) {
		t.Errorf("automaton %+v", a)
	}
	if d := differ(g.Game, rewrite(t, g.Game, YAML)); d != "" {
		t.Errorf("rewritten: %s", d)
	}
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(monitored), &n); err != nil {
		t.Fatal(err)
	}
	if err := compileSchema(t).Validate(instance(n.Content[0])); err != nil {
		t.Errorf("schema: %v", err)
	}
}

func TestMonitoringProblems(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{"q, alarm: q", "q, alarm: 1/2", "sum to 3/2 - q"},
		{"quiet: 1/4", "quite: 1/4", "did you mean quiet?"},
		{"else: {quiet: 1/4, alarm: 3/4}", "", "no signals for the profile"},
		{"{alarm: {trust", "{alrm: {trust", "did you mean alarm?"},
		{", else: trust}", "}", "no transition for the signal"},
		{"race: 2/3}", "race: 1/3}", "the actions sum to 2/3"},
		{"race: 2/3}", "rase: 2/3}", "did you mean race?"},
		{"public: true", "public: maybe", "true or false"},
		{"signals: [quiet, alarm]", "signals: [alarm, alarm]", "listed twice"},
		{"grim(race)", "grim(rage)", "did you mean race?"},
		{"limited-punishment(2)", "limited-punishment(0)", "from 1 to 1000"},
		{"limited-punishment(2)", "\"memory-one(1, 0, 1, q)\"", "not seen under imperfect monitoring"},
	} {
		text := strings.Replace(monitored, c.old, c.new, 1)
		if text == monitored {
			t.Fatalf("%q is not in the text", c.old)
		}
		_, ds := Read("watched.yaml", []byte(text), "")
		if got := show(ds); !ds.HasErrors() || !strings.Contains(got, c.want) {
			t.Errorf("%q for %q: %s, want %q", c.new, c.old, got, c.want)
		}
	}
}
