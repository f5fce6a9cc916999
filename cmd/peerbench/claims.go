package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"time"

	"brink/cmd/internal/report"
)

// incompleteCode is the exit code of brink for an answer that may lack something: the
// claims of a model are all shown even where its table of conditions has gaps.
const incompleteCode = 4

// claims compares brink verify with z3, cvc5 and qepcad on every claim of the
// library, each claim a process of its own on both sides. The peers decide whether
// the claim can fail; brink also compiles the claim and simplifies its condition.
func (b *bench) claims(ctx context.Context) (*report.Table, error) {
	out, err := exec.CommandContext(ctx, b.brink, "models", "--format", "json").Output()
	if err != nil {
		return nil, err
	}
	var models []struct{ ID string }
	if err := json.Unmarshal(out, &models); err != nil {
		return nil, err
	}
	var peers []solver
	for _, p := range solvers {
		if _, err := exec.LookPath(p.name); err == nil {
			peers = append(peers, p)
		}
	}
	ratios := map[string][]float64{}
	worst := map[string]string{}
	timeouts := map[string]int{}
	total := 0
	var own []time.Duration
	for _, m := range models {
		out, err := exec.CommandContext(ctx, b.brink, "show", m.ID, "--format", "json").Output()
		if bad := (*exec.ExitError)(nil); err != nil && !(errors.As(err, &bad) && bad.ExitCode() == incompleteCode) {
			return nil, fmt.Errorf("show %s: %w", m.ID, err)
		}
		var game struct{ Claims []struct{ ID string } }
		if err := json.Unmarshal(out, &game); err != nil {
			return nil, err
		}
		for _, c := range game.Claims {
			jobs := []job{oneLine([]int{0, 1, incompleteCode}, b.brink, "verify", m.ID, "--claim", c.ID, "-q")}
			for _, p := range peers {
				file := filepath.Join(b.dir, "claim."+p.input)
				if err := exec.CommandContext(ctx, b.brink, "convert", m.ID, "--to", p.input, "--claim", c.ID, "-o", file).Run(); err != nil {
					return nil, fmt.Errorf("%s: claim %s: %w", m.ID, c.ID, err)
				}
				jobs = append(jobs, p.job(file))
			}
			took, err := b.compare(ctx, jobs...)
			if err != nil {
				return nil, err
			}
			total++
			own = append(own, took[0].took)
			for k, p := range peers {
				name, s := p.name, took[k+1]
				if s.gaveUp {
					timeouts[name]++
				}
				r := s.took.Seconds() / took[0].took.Seconds()
				if len(ratios[name]) == 0 || r < slices.Min(ratios[name]) {
					worst[name] = m.ID + " " + c.ID
				}
				ratios[name] = append(ratios[name], r)
			}
		}
	}
	t := &report.Table{
		Title:  fmt.Sprintf("%d claims of the library: brink verify and other solvers", total),
		Header: []string{"Peer", "Median ratio", "Least ratio", "On claim", "Peer gave up"},
		Align:  []report.Align{report.Left, report.Right, report.Right, report.Left, report.Right},
	}
	for _, p := range peers {
		name := p.name
		r := ratios[name]
		if len(r) == 0 {
			continue
		}
		slices.Sort(r)
		t.Rows = append(t.Rows, report.Texts(name, fmt.Sprintf("%.3g", r[len(r)/2]), fmt.Sprintf("%.3g", r[0]), worst[name], fmt.Sprint(timeouts[name])))
	}
	slices.Sort(own)
	t.Notes = append(t.Notes, fmt.Sprintf("ratio: peer's time over brink's, fastest of %d runs; brink: median %s, longest %s", b.repeat, seconds(own[len(own)/2]), seconds(own[len(own)-1])))
	return t, nil
}

// solver is a peer that decides claims.
type solver struct {
	name  string
	args  []string
	input string // the format of brink convert that it reads
}

// solvers: qepcad reads standard input, and may end in any way when its memory or
// its table of primes runs out.
var solvers = []solver{
	{"z3", nil, "smt2"},
	{"cvc5", []string{"--lang=smt2"}, "smt2"},
	{"qepcad", []string{"-noecho", "+N8000000"}, "qepcad"},
}

// job has the solver decide the claim in a file.
func (s solver) job(file string) job {
	line := append([]string{s.name}, s.args...)
	if s.input == "qepcad" {
		return job{lines: [][]string{line}, feed: file, answers: []string{"\nTRUE\n", "\nFALSE\n"}}
	}
	return oneLine([]int{0}, append(line, file)...)
}
