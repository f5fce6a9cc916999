package prove

import (
	"context"
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/exact"
	"brink/solver/prove/check"
)

// TestBernsteinEncloses: values on the box lie between the coefficients, those at
// the corners are coefficients, and halving gives what computing anew gives.
func TestBernsteinEncloses(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := generator{Rand: rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))}
		vars := 1 + g.IntN(3)
		p := g.poly(vars, 1+g.IntN(4))
		if p.IsConst() {
			return
		}
		box := map[algebra.Var]span{}
		at := make([]*big.Rat, vars)
		for v := range vars {
			lo := exact.RatFrac(int64(g.IntN(9)-4), int64(1+g.IntN(3)))
			w := exact.RatFrac(int64(g.IntN(5)), int64(1+g.IntN(2)))
			box[v] = span{lo, lo.Add(w)}
			at[v] = lo.Add(w.Mul(exact.RatFrac(int64(g.IntN(5)), 4))).Big()
		}
		b := newBernstein(p, box)
		value := func(b *bernstein, c algebra.Int) exact.Rat {
			return exact.RatBig(new(big.Rat).SetFrac(c.Big(), b.scale.Big()))
		}
		low, high := value(b, b.c[0]), value(b, b.c[0])
		for _, c := range b.c {
			c := value(b, c)
			if c.Cmp(low) < 0 {
				low = c
			}
			if c.Cmp(high) > 0 {
				high = c
			}
		}
		x := exact.RatBig(p.Eval(at))
		if x.Cmp(low) < 0 || x.Cmp(high) > 0 {
			t.Fatalf("%s on %v: %s at %v is not in [%s, %s]", p, box, x, at, low, high)
		}
		upper := g.IntN(1 << vars)
		for v := range vars {
			at[v] = box[v].lo.Big()
			if upper>>v&1 == 1 {
				at[v] = box[v].hi.Big()
			}
		}
		if got := value(b, b.corner(func(v algebra.Var) bool { return upper>>v&1 == 1 })); got.Cmp(exact.RatBig(p.Eval(at))) != 0 {
			t.Fatalf("%s: the corner %v has %s", p, at, got)
		}
		v := b.vars[g.IntN(len(b.vars))]
		whole := box[v]
		mid := whole.lo.Add(whole.hi).Mul(oneHalf)
		for k, part := range [2]span{{whole.lo, mid}, {mid, whole.hi}} {
			box[v] = part
			anew := newBernstein(p, box)
			half := b.halve(v)[k]
			for i := range half.c {
				if got, want := value(half, half.c[i]), value(anew, anew.c[i]); got.Cmp(want) != 0 {
					t.Fatalf("%s: half %d along %d has %s, want %s", p, k, v, got, want)
				}
			}
		}
	})
}

// boxProblems fail by a margin on a box.
var boxProblems = []string{
	"0 <= a and a <= 1 and 0 <= b and b <= 1 and 0 <= c and c <= 1 and a^3*b + b^3*c + c^3*a > 4",
	"-1 <= a and a <= 1 and -1 <= b and b <= 1 and a^4*b^2 + a^2*b^4 + 2 <= 3*a^2*b^2",
	"0 < a and a < 1 and 0 < b and b < 1 and a^3 + b^3 >= 1 + a*b and a*(1 - b) >= 1/2 and b*(1 - a)^2 > 1/3",
	"1 <= a and a <= 2 and 1 <= b and b <= 2 and 1 <= c and c <= 2 and 1 <= d and d <= 2 and a^2*b + c^2*d <= 3*a*b*c*d/20",
}

func TestBernsteinRefutes(t *testing.T) {
	for _, c := range boxProblems {
		f := formula(t, c)
		s := Assume(expr.True(), Options{}).query(context.Background(), f, DefaultBudget)
		if ans := s.solve(); ans != No {
			t.Errorf("%s: %s", c, ans)
			continue
		}
		boxes := 0
		for _, l := range s.lemmas {
			if l.box != nil {
				boxes++
			}
			if l.cells != nil {
				t.Errorf("%s: took a covering", c)
			}
		}
		if boxes == 0 {
			t.Errorf("%s: took no box", c)
		}
		if err := check.Refutes(context.Background(), []expr.Formula{f}, s.evidence([]expr.Formula{f}), 0); err != nil {
			t.Errorf("%s: %v", c, err)
		}
	}
}

// TestForgedBoxesAreRejected alters accepted trees in ways that must not pass.
func TestForgedBoxesAreRejected(t *testing.T) {
	for _, c := range boxProblems {
		f := formula(t, c)
		_, ev := refute(context.Background(), Assume(expr.True(), Options{}), f)
		for i, l := range ev.Lemmas {
			if l.Box == nil {
				continue
			}
			reject := func(what string, lits []check.Literal, box *check.Box) {
				t.Helper()
				forged := &check.Evidence{Factored: ev.Factored, Lemmas: append([]check.Lemma(nil), ev.Lemmas...)}
				forged.Lemmas[i] = check.Lemma{Lits: lits, Box: box}
				if err := check.Refutes(context.Background(), []expr.Formula{f}, forged, 0); !errors.Is(err, check.ErrRejected) {
					t.Errorf("%s: %s is accepted", c, what)
				}
			}
			for k := range l.Lits {
				rest := append(append([]check.Literal(nil), l.Lits[:k]...), l.Lits[k+1:]...)
				reject("a lemma with a literal less", rest, l.Box)
				weak := append([]check.Literal(nil), l.Lits...)
				weak[k].Set = check.Neg | check.Zero | check.Pos
				reject("a literal that says nothing", weak, l.Box)
			}
			reject("no tree", l.Lits, nil)
			reject("a leaf that names a bound", l.Lits, &check.Box{Literal: 0})
			reject("a leaf without a literal", l.Lits, &check.Box{Literal: len(l.Lits)})
			reject("a tree without leaves", l.Lits, &check.Box{Literal: -1, Var: 0, At: big.NewRat(1, 2)})
			if l.Box.Literal < 0 {
				cut := *l.Box
				cut.Parts[1] = nil
				reject("a tree with a part less", l.Lits, &cut)
				cut = *l.Box
				cut.At = big.NewRat(7, 1)
				reject("a cut outside of the box", l.Lits, &cut)
				reject("a part for the whole", l.Lits, l.Box.Parts[0])
			}
		}
	}
}
