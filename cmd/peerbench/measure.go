package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// job is a program's part of a comparison: command lines run one after another.
type job struct {
	lines [][]string
	ok    []int // exit codes that count as success
	// feed is a file for standard input, if any; answers, if any, are what the
	// output must hold one of: without, and however it ended, the program gave up.
	feed    string
	answers []string
}

// oneLine is a job of a single process.
func oneLine(ok []int, line ...string) job { return job{lines: [][]string{line}, ok: ok} }

// sample is what measuring a job gave.
type sample struct {
	took   time.Duration // wall clock, the least of all runs; the limit when it was given up
	cpu    time.Duration // processor time, user and system, the least of all runs
	out    []byte        // standard output of all lines
	gaveUp bool
}

// wall is the wall clock for a table, marked as a bound when it was given up.
func (s sample) wall() string {
	if s.gaveUp {
		return "> " + seconds(s.took)
	}
	return seconds(s.took)
}

// compare runs jobs repeatedly, in turn, so that other work of the machine
// disturbs all of them alike; the fastest run of each counts. A job that takes
// more than a quarter of the limit is not repeated.
func (b *bench) compare(ctx context.Context, jobs ...job) ([]sample, error) {
	best := make([]sample, len(jobs))
	for i := range b.repeat {
		for k, j := range jobs {
			if i > 0 && (best[k].gaveUp || best[k].took > b.limit/4) {
				continue
			}
			s, err := b.once(ctx, j)
			if err != nil {
				return nil, err
			}
			if i > 0 {
				s.took, s.cpu = min(s.took, best[k].took), min(s.cpu, best[k].cpu)
			}
			best[k] = s
		}
	}
	return best, nil
}

// once runs a job.
func (b *bench) once(ctx context.Context, j job) (sample, error) {
	c, cancel := context.WithTimeout(ctx, b.limit)
	defer cancel()
	var s sample
	var out, errs bytes.Buffer
	for _, line := range j.lines {
		cmd := exec.CommandContext(c, line[0], line[1:]...)
		cmd.Stdout, cmd.Stderr = &out, &errs
		if j.feed != "" {
			in, err := os.Open(j.feed)
			if err != nil {
				return s, err
			}
			defer in.Close()
			cmd.Stdin = in
		}
		start := time.Now()
		err := cmd.Run()
		s.took += time.Since(start)
		if cmd.ProcessState != nil {
			s.cpu += cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
		}
		if c.Err() != nil {
			return sample{took: b.limit, cpu: s.cpu, gaveUp: true}, ctx.Err()
		}
		switch {
		case cmd.ProcessState == nil:
			return s, fmt.Errorf("%s: %w", filepath.Base(line[0]), err)
		case j.answers != nil:
			if !slices.ContainsFunc(j.answers, func(a string) bool { return strings.Contains(out.String(), a) }) {
				return sample{took: b.limit, cpu: s.cpu, gaveUp: true}, nil
			}
		case !slices.Contains(j.ok, cmd.ProcessState.ExitCode()):
			return s, fmt.Errorf("%s %s: %w: %s", filepath.Base(line[0]), strings.Join(line[1:], " "), err, errs.String())
		}
	}
	s.out = out.Bytes()
	return s, nil
}

// wall and cpu pick the time to compare.
func wall(s sample) time.Duration { return s.took }
func cpu(s sample) time.Duration  { return s.cpu }

// ratio of a peer's time to brink's, with the bound that giving up means.
func ratio(of func(sample) time.Duration, peer, own sample) string {
	r := fmt.Sprintf("%.3g", of(peer).Seconds()/of(own).Seconds())
	switch {
	case peer.gaveUp && own.gaveUp:
		return "–"
	case peer.gaveUp:
		return "> " + r
	case own.gaveUp:
		return "< " + r
	}
	return r
}

// noise is how far two starts of the same process differ in processor time.
const noise = 200 * time.Microsecond

// netRatio is the ratio of processor times less those of the same processes on a
// game of one profile, where the remainders can be told from noise. The peer
// started so many times.
func netRatio(peer, own, peerStart, ownStart sample, starts int) string {
	own.cpu -= ownStart.cpu
	peer.cpu -= time.Duration(starts) * peerStart.cpu
	if own.cpu < noise || peer.cpu < noise {
		return "–"
	}
	return ratio(cpu, peer, own)
}
