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

// claims compares brink verify with z3 and cvc5 on every claim of the library,
// each claim a process of its own on both sides. The peers decide the claim's
// SMT-LIB problem; brink also compiles the claim and simplifies its condition.
func (b *bench) claims(ctx context.Context) (*report.Table, error) {
	out, err := exec.CommandContext(ctx, b.brink, "models", "--format", "json").Output()
	if err != nil {
		return nil, err
	}
	var models []struct{ ID string }
	if err := json.Unmarshal(out, &models); err != nil {
		return nil, err
	}
	peers := map[string][]string{"z3": {}, "cvc5": {"--lang=smt2"}}
	ratios := map[string][]float64{}
	worst := map[string]string{}
	timeouts := map[string]int{}
	total := 0
	var own []float64
	for _, m := range models {
		out, err := exec.CommandContext(ctx, b.brink, "show", m.ID, "--format", "json").Output()
		if err != nil {
			return nil, err
		}
		var game struct{ Claims []struct{ ID string } }
		if err := json.Unmarshal(out, &game); err != nil {
			return nil, err
		}
		for _, c := range game.Claims {
			took, _, err := b.fastest(ctx, []int{0, 1, 4}, b.brink, "verify", m.ID, "--claim", c.ID, "-q")
			if err != nil && !errors.Is(err, errTimeout) {
				return nil, err
			}
			total++
			own = append(own, took.Seconds())
			file := filepath.Join(b.dir, "claim.smt2")
			if err := exec.CommandContext(ctx, b.brink, "convert", m.ID, "--to", "smt2", "--claim", c.ID, "-o", file).Run(); err != nil {
				return nil, fmt.Errorf("%s: claim %s: %w", m.ID, c.ID, err)
			}
			for name, args := range peers {
				if _, err := exec.LookPath(name); err != nil {
					continue
				}
				peer, _, err := b.fastest(ctx, []int{0}, name, append(slices.Clone(args), file)...)
				if errors.Is(err, errTimeout) {
					timeouts[name]++
				} else if err != nil {
					return nil, err
				}
				r := peer.Seconds() / took.Seconds()
				if len(ratios[name]) == 0 || r < slices.Min(ratios[name]) {
					worst[name] = m.ID + " " + c.ID
				}
				ratios[name] = append(ratios[name], r)
			}
		}
	}
	t := &report.Table{
		Title:  fmt.Sprintf("%d claims of the library: brink verify and SMT solvers", total),
		Header: []string{"Peer", "Median ratio", "Least ratio", "On claim", "Peer gave up"},
		Align:  []report.Align{report.Left, report.Right, report.Right, report.Left, report.Right},
	}
	for _, name := range []string{"z3", "cvc5"} {
		r := ratios[name]
		if len(r) == 0 {
			continue
		}
		slices.Sort(r)
		t.Rows = append(t.Rows, report.Texts(name, fmt.Sprintf("%.3g", r[len(r)/2]), fmt.Sprintf("%.3g", r[0]), worst[name], fmt.Sprint(timeouts[name])))
	}
	slices.Sort(own)
	t.Notes = append(t.Notes, fmt.Sprintf("brink: median %s, longest %s", seconds(dur(own[len(own)/2])), seconds(dur(own[len(own)-1]))))
	return t, nil
}

func dur(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
