package nash

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"brink/solver/nash/corpus"
)

// floating runs EEE on floating-point faces even where exact ones would do, so
// that small games with ties put the certificates and the exact second opinion
// to the test.
func floating(t *rapid.T, a, b [][]int64, workers int) *Result {
	bi, _ := newBimatrix(bimatrixGame(a, b))
	opt := Options{Workers: workers}
	res, err := eeeSearch(context.Background(), newSearch(context.Background(), bi, opt, 0), opt)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestFloatingFacesAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := smallGame(t)
		want := solve(t, bimatrixGame(a, b), Options{Method: MethodVertex})
		sameSolution(t, floating(t, a, b, rapid.IntRange(1, 3).Draw(t, "workers")), want)
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
		want := solve(t, bimatrixGame(a, b), Options{Method: MethodVertex})
		sameSolution(t, floating(t, a, b, 1), want)
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
				f.fixed.each(func(k int) { ok = ok && before.fix(k) })
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
					f.fixed.each(func(k int) { after.fix(k) })
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
