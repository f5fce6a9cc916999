package format

import (
	"bytes"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"testing"

	"brink/games"
)

func BenchmarkReadFirstStrike(b *testing.B) {
	data, err := os.ReadFile("testdata/first-strike.yaml")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, ds := Read("x", data, ""); ds.HasErrors() {
			b.Fatal(show(ds))
		}
	}
}

// BenchmarkReadGrid reads a game of 101 × 101 numeric actions and one formula.
func BenchmarkReadGrid(b *testing.B) {
	data := []byte(`
brink: 1
parameters: {v: 1, k: 1/2}
players: {count: 2, actions: {grid: "0..1 step 1/100"}}
payoffs: {each: "v*(value - sum_others(value)) - k*value^2"}
`)
	for b.Loop() {
		if _, ds := Read("x", data, ""); ds.HasErrors() {
			b.Fatal(show(ds))
		}
	}
}

func randomBimatrix(n int) *games.Strategic {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	s := &games.Strategic{Players: unnamed([]int{n, n})}
	for range 2 {
		payoffs := make([]*big.Rat, n*n)
		for i := range payoffs {
			payoffs[i] = big.NewRat(r.Int64N(1000), 1)
		}
		s.Payoffs = append(s.Payoffs, games.NewTable(payoffs))
	}
	return s
}

// BenchmarkRead reads random bimatrix games with integers below 1000.
func BenchmarkRead(b *testing.B) {
	for _, f := range Formats() {
		for _, n := range []int{16, 500} {
			if n > 100 && f == EFG {
				continue
			}
			var text bytes.Buffer
			if err := WriteStrategic(&text, randomBimatrix(n), f); err != nil {
				b.Fatal(err)
			}
			b.Run(fmt.Sprintf("%s/%d", f, n), func(b *testing.B) {
				b.SetBytes(int64(text.Len()))
				for b.Loop() {
					if _, ds := Read("x", text.Bytes(), f); ds.HasErrors() {
						b.Fatal(show(ds))
					}
				}
			})
		}
	}
}
