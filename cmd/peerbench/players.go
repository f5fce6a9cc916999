package main

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"brink/cmd/internal/report"
)

// players measures all equilibria of generated games with three and more
// players, each game a process of its own. The goals are what gambit-enumpoly
// takes, uncertified and sometimes incomplete.
func (b *bench) players(ctx context.Context) (*report.Table, error) {
	t := &report.Table{
		Title:  "All equilibria, more than two players: brink solve",
		Header: []string{"Family, random 0..999", "Games", "Complete", "Equilibria", "Median", "Longest", "Goal for the median", "Median CPU"},
		Align:  []report.Align{report.Left, report.Right, report.Right, report.Right, report.Right, report.Right, report.Right, report.Right},
	}
	for i, f := range []struct {
		shape []int
		goal  string
	}{
		{[]int{2, 2, 2}, ""},
		{[]int{3, 3, 3}, "0.03 s"},
		{[]int{2, 2, 2, 2, 2}, "0.05 s"},
		{[]int{4, 4, 4}, "0.8 s"},
		{[]int{3, 3, 3, 3}, "0.8 s"},
	} {
		r := rand.New(rand.NewPCG(b.seed, uint64(i)))
		var took, busy []time.Duration
		complete, equilibria := 0, 0
		for range b.games {
			file := filepath.Join(b.dir, "game.nfg")
			if err := os.WriteFile(file, []byte(randomNFG(r, f.shape)), 0o600); err != nil {
				return nil, err
			}
			s, err := b.compare(ctx, oneLine([]int{0, 4}, b.brink, "solve", file, "--format", "json", "-q"))
			if err != nil {
				return nil, err
			}
			took, busy = append(took, s[0].took), append(busy, s[0].cpu)
			if s[0].gaveUp {
				continue
			}
			var answer struct {
				Complete   bool
				Equilibria []json.RawMessage
			}
			if err := json.Unmarshal(s[0].out, &answer); err != nil {
				return nil, err
			}
			equilibria += len(answer.Equilibria)
			if answer.Complete {
				complete++
			}
		}
		slices.Sort(took)
		slices.Sort(busy)
		t.Rows = append(t.Rows, report.Texts(shapeName(f.shape), fmt.Sprint(len(took)), fmt.Sprint(complete), fmt.Sprint(equilibria),
			seconds(took[len(took)/2]), seconds(took[len(took)-1]), f.goal, seconds(busy[len(busy)/2])))
	}
	t.Notes = append(t.Notes,
		fmt.Sprintf("each game a process of its own, fastest of %d runs; CPU: processor time on all cores, which other work on the machine disturbs less; a game is not complete where payoffs happen to tie and equilibria form a continuum, which is then named", b.repeat))
	return t, nil
}

func shapeName(shape []int) string {
	return strings.ReplaceAll(strings.Trim(fmt.Sprint(shape), "[]"), " ", "×")
}

// randomNFG draws a game in Gambit's format with integers from 0..999.
func randomNFG(r *rand.Rand, shape []int) string {
	var names strings.Builder
	n := len(shape)
	for i, k := range shape {
		fmt.Fprintf(&names, "%q ", fmt.Sprintf("P%d", i+1))
		n *= k
	}
	payoffs := make([]int, n)
	for i := range payoffs {
		payoffs[i] = r.IntN(1000)
	}
	return fmt.Sprintf("NFG 1 R \"random\" { %s} { %s }\n\n%s\n", names.String(), strings.Trim(fmt.Sprint(shape), "[]"), strings.Trim(fmt.Sprint(payoffs), "[]"))
}
