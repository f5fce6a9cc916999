package study

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ErrSlurm is wrapped where Slurm refuses or does not do its work.
var ErrSlurm = errors.New("slurm")

// Cluster steers Submit.
type Cluster struct {
	// Program is the path of brink on the nodes.
	Program string
	// Args are further arguments of sbatch, such as --partition=short.
	Args []string
	// Every is how often to look; 0 for five seconds.
	Every time.Duration
}

// fruitless is how many arrays in a row may end without a new shard.
const fruitless = 3

// Submit has Slurm compute the missing shards, as one job array after the other until
// none is missing. An array is done with when no task of a missing shard waits or runs;
// what it left out is submitted again. A controller that does not answer
// is waited for. The end of the context leaves what was submitted to Slurm.
func (f *Folder) Submit(ctx context.Context, c Cluster, progress Progress) error {
	if c.Every == 0 {
		c.Every = 5 * time.Second
	}
	total := int64(f.Manifest.Shards)
	for idle := 0; ; {
		missing, err := f.Missing()
		if err != nil || len(missing) == 0 {
			return err
		}
		script, err := f.Script(Slurm, c.Program)
		if err != nil {
			return err
		}
		name := filepath.Join(f.Path, scriptName)
		os.Remove(name) // of the array before
		if err := create(name, func(w io.Writer) error { _, err := io.WriteString(w, script); return err }); err != nil {
			return fmt.Errorf("%w: %w", ErrFolder, err)
		}
		id, err := submit(ctx, append(append([]string{"--parsable"}, c.Args...), name), c.Every)
		if err != nil {
			return err
		}
		for over := false; !over; {
			select {
			case <-ctx.Done():
				return fmt.Errorf("%w: job %s goes on; scancel %s ends it: %w", ErrSlurm, id, id, context.Cause(ctx))
			case <-time.After(c.Every):
			}
			tasks, known := queued(ctx, id) // before the shards are looked at, or the last ones were missed
			left, err := f.Missing()
			if err != nil {
				return err
			}
			over = known && !slices.ContainsFunc(left, func(i int) bool { return tasks[i] })
			if progress != nil {
				progress(total-int64(len(left)), total)
			}
			if len(left) == 0 {
				return nil
			}
			if over {
				if idle++; len(left) < len(missing) {
					idle = 0
				}
				if idle == fruitless {
					return fmt.Errorf("%w: %d job arrays ended without a new shard; still missing: %s\n\nlook at %s", ErrSlurm, idle, ArrayList(left), filepath.Join(f.Path, slurmLog+"*.err"))
				}
			}
		}
	}
}

// submit calls sbatch until the controller answers, and returns the number of the job.
func submit(ctx context.Context, args []string, every time.Duration) (string, error) {
	for {
		out, text, err := command(ctx, "sbatch", args...)
		switch {
		case err == nil:
			id, _, _ := strings.Cut(strings.TrimSpace(out), ";")
			return id, nil
		case errors.Is(err, exec.ErrNotFound):
			return "", fmt.Errorf("%w: sbatch is not installed here", ErrSlurm)
		case !unreachable(text):
			return "", fmt.Errorf("%w: sbatch: %s", ErrSlurm, strings.TrimSpace(text))
		}
		select {
		case <-ctx.Done():
			return "", context.Cause(ctx)
		case <-time.After(every):
		}
	}
}

// queued lists the tasks of a job array that wait or run; ok is false where nobody
// knows, since the controller does not answer.
func queued(ctx context.Context, id string) (tasks map[int]bool, ok bool) {
	out, text, err := command(ctx, "squeue", "--array", "--noheader", "--jobs="+id, "--format=%K")
	if err != nil {
		return nil, ctx.Err() == nil && strings.Contains(text, "Invalid job id")
	}
	tasks = make(map[int]bool)
	for word := range strings.FieldsSeq(out) {
		if i, err := strconv.Atoi(word); err == nil {
			tasks[i] = true
		}
	}
	return tasks, true
}

// unreachable reports whether a message of Slurm says that its controller is down.
func unreachable(text string) bool {
	return strings.Contains(text, "Unable to contact slurm controller") || strings.Contains(text, "Connection refused") ||
		strings.Contains(text, "Socket timed out")
}

func command(ctx context.Context, name string, args ...string) (out, text string, err error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err = cmd.Run()
	return stdout.String(), stderr.String(), err
}
