package stability

import (
	"context"
	"sync"

	"brink/games"
	"brink/solver/anonymous"
	"brink/solver/concept"
	"brink/solver/continuous"
)

// Groundwork is what all claims of a model share: the tables of the solution concepts
// of kinds other than the strategic form, made when a claim first needs them. It is
// safe for concurrent use.
type Groundwork struct {
	model    games.Model
	mu       sync.Mutex // held while something is made
	settler  *concept.Settler
	concepts made[string, *concept.Table]
	numbers  made[string, concept.Sole] // by concept and key
	choices  made[games.Model, *continuous.System]
	gains    made[games.Model, *anonymous.Gains]
}

// NewGroundwork prepares for the claims of a model of any kind.
func NewGroundwork(m games.Model) *Groundwork { return &Groundwork{model: m} }

// Has gives the groundwork the table of a concept, which its caller has already. One that
// is not complete decides no claim.
func (w *Groundwork) Has(t *concept.Table) {
	if t.Complete {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.concepts.keep(t.Concept, t)
	}
}

// Compiler returns a compiler that shares the groundwork.
func (w *Groundwork) Compiler() *Compiler {
	g, _ := w.model.(*games.Game)
	return &Compiler{model: w.model, game: g, ground: w}
}

// made keeps what is made once for all claims.
type made[K comparable, V any] struct{ of map[K]V }

func (m *made[K, V]) keep(key K, v V) {
	if m.of == nil {
		m.of = make(map[K]V)
	}
	m.of[key] = v
}

// once returns what there is for a key, or makes it. What fails is not kept, nor what is
// made when the context has ended: it may be cut short, and the claim that asks with it.
func (m *made[K, V]) once(ctx context.Context, key K, work func() (V, error)) (V, error) {
	if v, ok := m.of[key]; ok {
		return v, nil
	}
	v, err := work()
	if err == nil && ctx.Err() == nil {
		m.keep(key, v)
	}
	return v, err
}
