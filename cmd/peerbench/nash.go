package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"brink/cmd/internal/report"
)

// family is a kind of two-player game at one size.
type family struct {
	name string
	n    int
	make func(r *rand.Rand, n int) (a, b [][]int)
}

// families are those on which exact enumeration is usually compared: random
// integers, few distinct entries (degenerate), coordination with exponentially
// many equilibria, and duplicated rows.
func families() []family {
	uniform := func(hi int) func(r *rand.Rand, n int) (a, b [][]int) {
		return func(r *rand.Rand, n int) (a, b [][]int) {
			return matrix(n, func(i, j int) int { return r.IntN(hi + 1) }), matrix(n, func(i, j int) int { return r.IntN(hi + 1) })
		}
	}
	identity := func(_ *rand.Rand, n int) (a, b [][]int) {
		e := matrix(n, func(i, j int) int {
			if i == j {
				return 1
			}
			return 0
		})
		return e, e
	}
	near := func(r *rand.Rand, n int) (a, b [][]int) {
		f := func(i, j int) int {
			if i == j {
				return 100 + r.IntN(5)
			}
			return r.IntN(3)
		}
		return matrix(n, f), matrix(n, f)
	}
	duplicate := func(r *rand.Rand, n int) (a, b [][]int) {
		a, b = uniform(99)(r, n)
		for i := 1; i < n; i += 2 {
			a[i], b[i] = a[i-1], b[i-1]
		}
		return a, b
	}
	var out []family
	for _, n := range []int{3, 6, 9, 12, 14, 16} {
		out = append(out, family{fmt.Sprintf("random 0..999, %d×%d", n, n), n, uniform(999)})
	}
	for _, n := range []int{6, 8, 10} {
		out = append(out, family{fmt.Sprintf("random 0..2, %d×%d", n, n), n, uniform(2)})
	}
	for _, n := range []int{8, 11, 14} {
		out = append(out, family{fmt.Sprintf("identity, %d×%d", n, n), n, identity})
	}
	for _, n := range []int{8, 11} {
		out = append(out, family{fmt.Sprintf("near-identity, %d×%d", n, n), n, near})
	}
	for _, n := range []int{6, 8} {
		out = append(out, family{fmt.Sprintf("duplicate rows, %d×%d", n, n), n, duplicate})
	}
	return out
}

func matrix(n int, f func(i, j int) int) [][]int {
	m := make([][]int, n)
	for i := range m {
		m[i] = make([]int, n)
		for j := range m[i] {
			m[i][j] = f(i, j)
		}
	}
	return m
}

// nash compares brink solve with lrsnash.
func (b *bench) nash(ctx context.Context) (*report.Table, error) {
	if _, err := exec.LookPath("lrsnash"); err != nil {
		return nil, errors.New("lrsnash is not installed; on Debian: apt-get install lrslib")
	}
	t := &report.Table{
		Title:  "All extreme equilibria: brink solve and lrsnash",
		Header: []string{"Family", "Equilibria", "brink", "brink, 1 worker", "lrsnash", "Ratio", "Ratio, 1 worker"},
		Align:  []report.Align{report.Left, report.Right, report.Right, report.Right, report.Right, report.Right, report.Right},
	}
	for i, f := range families() {
		x, y := f.make(rand.New(rand.NewPCG(b.seed, uint64(i))), f.n)
		file := filepath.Join(b.dir, "game.txt")
		var text strings.Builder
		fmt.Fprintf(&text, "%d %d\n\n", f.n, f.n)
		for _, m := range [][][]int{x, y} {
			for _, row := range m {
				text.WriteString(strings.Trim(fmt.Sprint(row), "[]") + "\n")
			}
			text.WriteString("\n")
		}
		if err := os.WriteFile(file, []byte(text.String()), 0o600); err != nil {
			return nil, err
		}
		own, out, ownErr := b.fastest(ctx, []int{0}, b.brink, "solve", file, "--format", "ne", "-q")
		one, _, oneErr := b.fastest(ctx, []int{0}, b.brink, "solve", file, "--format", "ne", "-q", "--jobs", "1")
		peer, _, peerErr := b.fastest(ctx, []int{0}, "lrsnash", file)
		for _, err := range []error{ownErr, oneErr, peerErr} {
			if err != nil && !errors.Is(err, errTimeout) {
				return nil, err
			}
		}
		t.Rows = append(t.Rows, report.Texts(f.name, fmt.Sprint(bytes.Count(out, []byte("NE,"))), seconds(own), seconds(one), seconds(peer),
			ratio(peer, own, peerErr, ownErr), ratio(peer, one, peerErr, oneErr)))
	}
	return t, nil
}
