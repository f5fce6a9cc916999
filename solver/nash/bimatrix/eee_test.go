package bimatrix

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"brink/games"
	"brink/solver/nash/corpus"
	"brink/solver/nash/method"
	"brink/solver/nash/nashtest"
)

// floating runs EEE on floating-point faces even where exact ones would do, so
// that small games with ties put the certificates and the exact second opinion
// to the test.
func floating(t *rapid.T, a, b [][]int64, workers int) *method.Result {
	bi, _ := newBimatrix(nashtest.BimatrixGame(a, b))
	opt := method.Options{Workers: workers}
	res, err := eeeSearch(context.Background(), newSearch(context.Background(), bi, opt, 0), opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestFloatingFacesAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := smallGame(t)
		want := solve(t, nashtest.BimatrixGame(a, b), method.Options{Method: method.Vertex})
		nashtest.SameSolution(t, floating(t, a, b, rapid.IntRange(1, 3).Draw(t, "workers")), want)
	})
}

// TestFloatingFacesNearTies: payoffs that differ by less than a float64 can
// tell apart.
func TestFloatingFacesNearTies(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := smallGame(t)
		const big = 1 << 58
		for i := range a {
			for j := range a[i] {
				if rapid.Bool().Draw(t, "big A") {
					a[i][j] += big
				}
				if rapid.Bool().Draw(t, "big B") {
					b[i][j] += big
				}
			}
		}
		want := solve(t, nashtest.BimatrixGame(a, b), method.Options{Method: method.Vertex})
		nashtest.SameSolution(t, floating(t, a, b, 1), want)
	})
}

// TestCertificates: what certain proves about a face is true there, judged by
// exact minimisation; and on generic games it is not too timid.
func TestCertificates(t *testing.T) {
	claims, refused := 0, 0
	for seed := range uint64(300) {
		rng := rand.New(rand.NewPCG(seed, 7))
		g := corpus.Random(seed, 2+rng.IntN(5), 2+rng.IntN(5), []int64{1, 3, 999}[rng.IntN(3)])
		b, _ := newBimatrix(g)
		for side := range 2 {
			oracle := newExactFace(&b.poly[side], b.labels())
			f := &floatFace{env: newFloatEnv(oracle, b.labels())}
			f.load(oracle)
			for _, l := range rng.Perm(b.labels())[:b.labels()/2] {
				before := newExactFace(&b.poly[side], b.labels())
				ok := true
				f.fixed.Each(func(k int) { ok = ok && before.fix(k) })
				if !ok {
					t.Fatal("the face is empty and was not noticed")
				}
				if got, want := f.fix(l), before.fix(l); got != want {
					t.Fatalf("seed %d side %d: fixing %d gives %v, exactly %v", seed, side, l, got, want)
				} else if !got {
					break
				}
				for k := range b.labels() {
					if f.place[k] < 0 || f.row(int(f.place[k]))[0] <= tiny {
						continue
					}
					var one [1]reading
					f.survey([]int32{int32(k)}, one[:])
					after := newExactFace(&b.poly[side], b.labels())
					f.fixed.Each(func(k int) { after.fix(k) })
					canVanish := after.fix(k)
					if one[0].kind == readingPositive {
						claims++
						if canVanish {
							t.Fatalf("seed %d: label %d is said to be positive", seed, k)
						}
					} else if evident := !slices.ContainsFunc(f.row(int(f.place[k]))[1:1+f.free], func(v float64) bool { return v > tiny }); evident && !canVanish {
						refused++
					}
				}
			}
		}
	}
	if claims < 1000 || refused > claims/100 {
		t.Errorf("%d certificates, %d refused", claims, refused)
	}
}

// smallGame draws a bimatrix with many ties.
func smallGame(t *rapid.T) (a, b [][]int64) {
	m, n := rapid.IntRange(1, 4).Draw(t, "m"), rapid.IntRange(1, 4).Draw(t, "n")
	top := rapid.SampledFrom([]int64{1, 2, 9}).Draw(t, "top")
	row := rapid.SliceOfN(rapid.Int64Range(0, top), n, n)
	return rapid.SliceOfN(row, m, m).Draw(t, "A"), rapid.SliceOfN(row, m, m).Draw(t, "B")
}

// failer is what testing.T and rapid.T have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
}

// solve runs the method of the options, or Auto.
func solve(t failer, g *games.Strategic, opt method.Options) *method.Result {
	t.Helper()
	if opt.Method == "" {
		opt.Method = method.Auto
	}
	for _, s := range append(Solvers(), Auto) {
		if s.Name() != opt.Method {
			continue
		}
		res, err := s.Run(context.Background(), g, opt)
		if err != nil {
			t.Fatal(err)
		}
		return res
	}
	t.Fatal("no method ", opt.Method)
	return nil
}
