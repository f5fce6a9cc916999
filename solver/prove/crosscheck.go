package prove

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// ErrNoSolver says that an external solver is not installed.
var ErrNoSolver = errors.New("the solver is not installed")

// CrossCheck asks an installed solver ("z3" or "cvc5") whether the claim of p
// can fail: No when it proves that it cannot, Yes when it finds that it can.
// It is a second opinion on Verdict.Status: Proved and Vacuous go with No, all
// else with Yes.
func CrossCheck(ctx context.Context, solver string, p Problem) (Answer, error) {
	args, ok := map[string][]string{
		"z3":   {"-in"},
		"cvc5": {"--lang=smt2", "-"},
	}[solver]
	if !ok {
		return Unknown, fmt.Errorf("prove: unknown solver %q; known are z3 and cvc5", solver)
	}
	path, err := exec.LookPath(solver)
	if err != nil {
		return Unknown, fmt.Errorf("%s: %w", solver, ErrNoSolver)
	}
	var script, out bytes.Buffer
	if err := WriteSMT2(&script, p); err != nil {
		return Unknown, err
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.WaitDelay = time.Second
	cmd.Stdin = &script
	cmd.Stdout = &out
	cmd.Stderr = &out
	runErr := cmd.Run()
	switch first, _, _ := strings.Cut(strings.TrimSpace(out.String()), "\n"); strings.TrimSpace(first) {
	case "sat":
		return Yes, nil
	case "unsat":
		return No, nil
	case "unknown", "timeout":
		return Unknown, nil
	}
	if ctx.Err() != nil {
		return Unknown, nil
	}
	return Unknown, fmt.Errorf("%s: %v: %s", solver, runErr, strings.TrimSpace(out.String()))
}
