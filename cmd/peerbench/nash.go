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
	"slices"
	"strings"

	"brink/cmd/internal/report"
)

// family is a kind of two-player games.
type family struct {
	name  string
	sizes []int // of the games; one game each
	make  func(r *rand.Rand, n int) (a, b [][]string)
}

// families are those on which exact enumeration is usually compared: random
// integers, few distinct entries (degenerate), coordination with exponentially
// many equilibria, duplicated rows, long numbers; and many small games at once.
func families() []family {
	identity := func(_ *rand.Rand, n int) (a, b [][]string) {
		e := matrix(n, func(i, j int) any {
			if i == j {
				return 1
			}
			return 0
		})
		return e, e
	}
	near := func(r *rand.Rand, n int) (a, b [][]string) {
		f := func(i, j int) any {
			if i == j {
				return 100 + r.IntN(5)
			}
			return r.IntN(3)
		}
		return matrix(n, f), matrix(n, f)
	}
	duplicate := func(r *rand.Rand, n int) (a, b [][]string) {
		a, b = uniform(99)(r, n)
		for i := 1; i < n; i += 2 {
			a[i], b[i] = a[i-1], b[i-1]
		}
		return a, b
	}
	long := func(r *rand.Rand, n int) (a, b [][]string) {
		f := func(i, j int) any { return r.Uint64N(1e19 + 1) }
		return matrix(n, f), matrix(n, f)
	}
	rational := func(r *rand.Rand, n int) (a, b [][]string) {
		f := func(i, j int) any { return fmt.Sprintf("%d/%d", r.IntN(1999)-999, 1+r.IntN(999)) }
		return matrix(n, f), matrix(n, f)
	}
	var out []family
	for _, kind := range []struct {
		name  string
		sizes []int
		make  func(r *rand.Rand, n int) (a, b [][]string)
	}{
		{"random 0..999", []int{3, 4, 6, 8, 9, 10, 12, 14, 16, 18}, uniform(999)},
		{"random 0..2", []int{6, 8, 10}, uniform(2)},
		{"identity", []int{6, 8, 11, 14}, identity},
		{"near-identity", []int{6, 8, 11, 14}, near},
		{"duplicate rows", []int{6, 8, 10}, duplicate},
		{"random 0..10^19", []int{4, 8, 10}, long},
		{"random p/q, |p|, q < 1000", []int{4, 6, 8}, rational},
	} {
		for _, n := range kind.sizes {
			out = append(out, family{fmt.Sprintf("%s, %d×%d", kind.name, n, n), []int{n}, kind.make})
		}
	}
	collection := family{name: "200 games in one call, random 0..999, 3×3 to 8×8", make: uniform(999)}
	for k := range 200 {
		collection.sizes = append(collection.sizes, 3+k%6)
	}
	return append(out, collection)
}

// uniform draws integers from 0..hi.
func uniform(hi int) func(r *rand.Rand, n int) (a, b [][]string) {
	return func(r *rand.Rand, n int) (a, b [][]string) {
		f := func(i, j int) any { return r.IntN(hi + 1) }
		return matrix(n, f), matrix(n, f)
	}
}

func matrix(n int, f func(i, j int) any) [][]string {
	m := make([][]string, n)
	for i := range m {
		m[i] = make([]string, n)
		for j := range m[i] {
			m[i][j] = fmt.Sprint(f(i, j))
		}
	}
	return m
}

// write puts a game into a file in lrsnash's format.
func (b *bench) write(name string, matrices ...[][]string) (string, error) {
	var text strings.Builder
	fmt.Fprintf(&text, "%d %d\n\n", len(matrices[0]), len(matrices[0][0]))
	for _, m := range matrices {
		for _, row := range m {
			text.WriteString(strings.Join(row, " ") + "\n")
		}
		text.WriteString("\n")
	}
	file := filepath.Join(b.dir, name)
	return file, os.WriteFile(file, []byte(text.String()), 0o600)
}

// against are the three jobs on some files: brink, brink with one worker,
// lrsnash, which takes a file at a time.
func (b *bench) against(files []string) []job {
	solve := slices.Concat([]string{b.brink, "solve", "--format", "ne", "-q"}, files)
	peer := job{ok: []int{0}}
	for _, f := range files {
		peer.lines = append(peer.lines, []string{"lrsnash", f})
	}
	return []job{oneLine([]int{0}, solve...), oneLine([]int{0}, append(slices.Clip(solve), "--jobs", "1")...), peer}
}

// nash compares brink solve with lrsnash.
func (b *bench) nash(ctx context.Context) (*report.Table, error) {
	if _, err := exec.LookPath("lrsnash"); err != nil {
		return nil, errors.New("lrsnash is not installed; on Debian: apt-get install lrslib")
	}
	t := &report.Table{
		Title:  "All extreme equilibria: brink solve and lrsnash",
		Header: []string{"Family", "Equilibria", "brink", "1 worker", "lrsnash", "Ratio", "1 worker", "CPU ratio", "Net of start"},
		Align:  []report.Align{report.Left},
	}
	for len(t.Align) < len(t.Header) {
		t.Align = append(t.Align, report.Right)
	}
	file, err := b.write("one.txt", [][]string{{"1"}}, [][]string{{"1"}})
	if err != nil {
		return nil, err
	}
	repeat := b.repeat
	b.repeat = 20 * repeat
	start, err := b.compare(ctx, b.against([]string{file})...)
	b.repeat = repeat
	if err != nil {
		return nil, err
	}
	for i, f := range families() {
		r := rand.New(rand.NewPCG(b.seed, uint64(i)))
		var files []string
		for k, n := range f.sizes {
			x, y := f.make(r, n)
			file, err := b.write(fmt.Sprintf("game%03d.txt", k), x, y)
			if err != nil {
				return nil, err
			}
			files = append(files, file)
		}
		s, err := b.compare(ctx, b.against(files)...)
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, report.Texts(f.name, fmt.Sprint(bytes.Count(s[0].out, []byte("NE,"))),
			seconds(s[0].took), seconds(s[1].took), seconds(s[2].took), ratio(wall, s[2], s[0]), ratio(wall, s[2], s[1]),
			ratio(cpu, s[2], s[1]), netRatio(s[2], s[1], start[2], start[1], len(files))))
	}
	t.Notes = append(t.Notes,
		fmt.Sprintf("ratio: lrsnash's time over brink's, by the wall clock, fastest of %d runs; CPU ratio: processor times, brink with one worker, which other work on the machine disturbs less; net of start: the same less what each takes on a 1×1 game, %s for brink and %s for lrsnash (wall clock %s and %s)",
			b.repeat, seconds(start[1].cpu), seconds(start[2].cpu), seconds(start[1].took), seconds(start[2].took)))
	return t, nil
}
