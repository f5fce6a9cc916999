package bimatrix

import (
	"context"
	"math/rand/v2"
	"testing"

	"brink/solver/nash/corpus"
	"brink/solver/nash/method"
)

// solved is the pool and the answer of a search.
func solved(t *testing.T, b *bimatrix) (*pool, *method.Result) {
	t.Helper()
	s := newSearch(t.Context(), b, method.Options{Workers: 1}, exactUpTo)
	s.run()
	p := newPool(b, 1)
	for _, w := range s.workers {
		w.handIn(p)
	}
	res, err := p.assemble(t.Context(), &method.Result{Complete: true})
	if err != nil {
		t.Fatal(err)
	}
	return p, res
}

// TestIndexByFaces: of the bases near a point those suffice that have zero what the
// other point lacks.
func TestIndexByFaces(t *testing.T) {
	components, larger := 0, 0
	for seed := range uint64(150) {
		rng := rand.New(rand.NewPCG(seed, 11))
		b, _ := newBimatrix(corpus.Random(seed, 2+rng.IntN(4), 2+rng.IntN(4), 1+rng.Int64N(3)))
		p, res := solved(t, b)
		s := &indexSum{p: p, dicts: [2]*dictionary{newDictionary(&b.poly[0]), newDictionary(&b.poly[1])}, budget: mostBases, facets: true}
		for _, c := range res.Components {
			again := c
			again.Index = 0
			if !s.add(t.Context(), &again) || again.Index != c.Index {
				t.Errorf("seed %d: component %d has index %d, by faces %d", seed, c.ID, c.Index, again.Index)
			}
			components++
			if len(c.Equilibria) > 1 {
				larger++
			}
		}
		if s.sum != 1 {
			t.Errorf("seed %d: indices sum to %d", seed, s.sum)
		}
	}
	if larger < 50 || larger == components {
		t.Errorf("%d components, %d of them larger than points", components, larger)
	}
}

// TestIndexOutOfBudget: an index that cannot be afforded follows from the others
// when it is the only one, and is not given otherwise.
func TestIndexOutOfBudget(t *testing.T) {
	single, several := 0, 0
	for seed := range uint64(40) {
		b, _ := newBimatrix(corpus.Random(seed, 3, 4, 2))
		p, want := solved(t, b)
		p.bases = 0
		res := &method.Result{Complete: true, Equilibria: want.Equilibria}
		for _, c := range want.Components {
			c.Index = 0
			res.Components = append(res.Components, c)
		}
		if err := p.indices(context.Background(), res); err != nil {
			t.Fatal(err)
		}
		if len(res.Components) == 1 {
			single++
			if !res.Complete || res.Components[0].Index != want.Components[0].Index {
				t.Errorf("seed %d: complete %v, index %d", seed, res.Complete, res.Components[0].Index)
			}
			continue
		}
		several++
		if res.Complete || len(res.Reasons) == 0 {
			t.Errorf("seed %d: said to be complete", seed)
		}
		for _, c := range res.Components {
			if c.HasIndex {
				t.Errorf("seed %d: component %d has an index", seed, c.ID)
			}
		}
	}
	if single == 0 || several == 0 {
		t.Errorf("%d games with one component, %d with several", single, several)
	}
}
