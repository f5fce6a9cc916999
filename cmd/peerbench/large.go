package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strconv"

	"brink/cmd/internal/report"
)

// large measures brink on two-player games that are out of reach of its peers.
func (b *bench) large(ctx context.Context) (*report.Table, error) {
	zeroSum := func(r *rand.Rand, n int) (x, y [][]string) {
		x, _ = uniform(999)(r, n)
		return x, matrix(n, func(i, j int) any {
			v, _ := strconv.Atoi(x[i][j])
			return -v
		})
	}
	t := &report.Table{
		Title:  "Large games, random integers: brink solve",
		Header: []string{"Task", "Time", "Goal"},
		Align:  []report.Align{report.Left, report.Right, report.Right},
	}
	for i, task := range []struct {
		name string
		n    int
		make func(r *rand.Rand, n int) (x, y [][]string)
		args []string
		goal string
	}{
		{"all equilibria, 18×18", 18, uniform(999), nil, "3 s"},
		{"all equilibria, 20×20", 20, uniform(999), nil, "60 s"},
		{"one equilibrium, 200×200", 200, uniform(999), []string{"--one"}, "10 s"},
		{"zero-sum, 100×100", 100, zeroSum, nil, "1 s"},
		{"zero-sum, 500×500", 500, zeroSum, nil, "20 s"},
	} {
		x, y := task.make(rand.New(rand.NewPCG(b.seed, uint64(i))), task.n)
		file, err := b.write("game.txt", x, y)
		if err != nil {
			return nil, err
		}
		args := append([]string{b.brink, "solve", file, "--format", "ne", "-q"}, task.args...)
		s, err := b.compare(ctx, oneLine([]int{0, 4}, args...))
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, report.Texts(task.name, s[0].wall(), task.goal))
	}
	t.Notes = append(t.Notes, fmt.Sprintf("exact and verified; fastest of %d runs", b.repeat))
	return t, nil
}
