package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"brink/cmd/internal/report"
)

// studies measures brink sweep on random games.
func (b *bench) studies(ctx context.Context) (*report.Table, error) {
	t := &report.Table{
		Title:  "Studies of random games, all equilibria counted: brink sweep",
		Header: []string{"Games", "Points", "Time", "Processor time", "Goal on 2 cores"},
		Align:  []report.Align{report.Left, report.Right, report.Right, report.Right, report.Right},
	}
	for _, task := range []struct {
		name, random string
		draws        int
		goal         string
	}{
		{"2×2, payoffs -9..9", "{actions: [2, 2], payoffs: -9..9 step 1}", 1_000_000, "10 s"},
		{"2×2, rankings", "{actions: [2, 2], payoffs: ranking}", 1_000_000, "10 s"},
		{"3×3, payoffs -99..99", "{actions: [3, 3], payoffs: -99..99 step 1}", 100_000, "20 s"},
	} {
		file := filepath.Join(b.dir, "study.yaml")
		text := fmt.Sprintf("sweep: 1\nrandom: %s\ndraws: %d\nseed: %d\ncolumns: {equilibria: count}\n", task.random, task.draws, b.seed)
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			return nil, err
		}
		s, err := b.compare(ctx, oneLine([]int{0}, b.brink, "sweep", file, "-q"))
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, report.Texts(task.name, fmt.Sprint(task.draws), s[0].wall(), seconds(s[0].cpu), task.goal))
	}
	t.Notes = append(t.Notes, fmt.Sprintf("written to standard output; fastest of %d runs", b.repeat))
	return t, nil
}
