package stability

import (
	"slices"
	"strings"
	"testing"

	"brink/games"
)

// TestCatalogueHasMeanings: every predicate of the catalogue means one thing in every
// kind of game that has it, and nothing else has a meaning.
func TestCatalogueHasMeanings(t *testing.T) {
	for _, k := range []games.Kind{games.StrategicForm, games.TreeForm, games.BayesianForm, games.StochasticForm, games.ContinuousForm, games.DynamicsForm} {
		names := games.PredicateNames(k)
		var meant []string
		for _, m := range meanings() {
			if m.kinds == nil || slices.Contains(m.kinds, k) {
				meant = append(meant, m.name)
			}
		}
		slices.Sort(names)
		slices.Sort(meant)
		if !slices.Equal(names, meant) || len(slices.Compact(slices.Clone(names))) != len(names) {
			t.Errorf("%s games have the predicates %v and meanings of %v", k, names, meant)
		}
		for _, p := range games.Predicates(k) {
			if !strings.HasPrefix(p.Usage, p.Name+"(") {
				t.Errorf("%s is written %s", p.Name, p.Usage)
			}
		}
	}
}
