package nash

import (
	"context"
	"errors"
	"math/rand/v2"
	"sync"
	"testing"

	"brink/games"
	"brink/solver/nash/nashtest"
)

// countdown is a context that ends when it has been asked a number of times
// whether it has: work is cut short at a step, not at a time.
type countdown struct {
	context.Context
	mu          sync.Mutex
	left, after int // calls of Err before the end, and since
	done        chan struct{}
}

func newCountdown(steps int) *countdown {
	return &countdown{Context: context.Background(), left: steps, done: make(chan struct{})}
}

func (c *countdown) Done() <-chan struct{} { return c.done }

func (c *countdown) Err() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.left > 0:
		c.left--
		return nil
	case c.after == 0:
		close(c.done)
	}
	c.after++
	return context.Canceled
}

// ended says whether the context ended, and how often it was asked since.
func (c *countdown) ended() (asked int, ended bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.after, c.after > 0
}

// randomPair is an m×n game with payoffs from 0 to most.
func randomPair(rng *rand.Rand, m, n, most int) *games.Strategic {
	a, b := nashtest.Constant(m, n, 0), nashtest.Constant(m, n, 0)
	for i := range m {
		for j := range n {
			a[i][j], b[i][j] = int64(rng.IntN(most+1)), int64(rng.IntN(most+1))
		}
	}
	return nashtest.BimatrixGame(a, b)
}

// promptly is how often an ended context may be asked again: a few times on the
// way out for each worker, not once for each step of the work.
const promptly = 24

// TestCancellation cuts the work of every method short at every step, of games
// with and without ties: the answer comes promptly, says that it is not complete
// and holds equilibria only.
func TestCancellation(t *testing.T) {
	rng := rand.New(rand.NewPCG(91, 7))
	cases := []struct {
		name    string
		g       *games.Strategic
		methods []Method
	}{
		{"random", randomPair(rng, 6, 6, 99), []Method{MethodEEE, MethodVertex, MethodSupport, MethodLemkeHowson, MethodPure}},
		{"ties", randomPair(rng, 6, 5, 2), []Method{MethodEEE, MethodVertex, MethodSupport, MethodLemkeHowson}},
		{"constant", randomPair(rng, 5, 5, 0), []Method{MethodEEE, MethodVertex}},
		{"three", nashtest.RandomMany(5, []int{3, 3, 2}, 0, 9), []Method{MethodAuto}},
		{"three with ties", nashtest.RandomMany(5, []int{2, 2, 3}, 0, 2), []Method{MethodAuto}},
	}
	for _, c := range cases {
		for _, m := range c.methods {
			whole := MustAll(t, c.g, Options{Method: m, Workers: 1})
			cut, last := 0, 0
			for steps := 0; ; steps += 1 + steps/8 {
				ctx := newCountdown(steps)
				res, err := All(ctx, c.g, Options{Method: m, Workers: 1})
				if err != nil {
					t.Fatalf("%s by %s, cut at step %d: %v", c.name, m, steps, err)
				}
				asked, ended := ctx.ended()
				if !ended {
					if len(res.Equilibria) != len(whole.Equilibria) || res.Complete != whole.Complete {
						t.Fatalf("%s by %s: %d equilibria without a cut, %d before", c.name, m, len(res.Equilibria), len(whole.Equilibria))
					}
					last = steps
					break
				}
				cut++
				if asked > promptly {
					t.Errorf("%s by %s, cut at step %d: asked %d times after the end", c.name, m, steps, asked)
				}
				if res.Complete && len(res.Equilibria) != len(whole.Equilibria) {
					t.Errorf("%s by %s, cut at step %d: said to be complete", c.name, m, steps)
				}
				if !res.Complete && len(res.Reasons) == 0 {
					t.Errorf("%s by %s, cut at step %d: no reason", c.name, m, steps)
				}
				for _, e := range res.Equilibria {
					if e.Irrational != nil {
						continue
					}
					if _, err := c.g.Verify(e.Strategies); err != nil {
						t.Errorf("%s by %s, cut at step %d: %v", c.name, m, steps, err)
					}
				}
			}
			if cut == 0 {
				t.Errorf("%s by %s: never asked whether to go on", c.name, m)
			}
			t.Logf("%s by %s: %d steps", c.name, m, last)
		}
	}
}

// TestCancelledLogit does the same for the tracing of logit equilibria, whose end
// point is looked for exactly.
func TestCancelledLogit(t *testing.T) {
	g := randomPair(rand.New(rand.NewPCG(3, 3)), 3, 3, 9)
	for steps := 0; ; steps += 1 + steps/4 {
		ctx := newCountdown(steps)
		path, err := Logit(ctx, g, LogitOptions{})
		if err != nil {
			t.Fatal(err)
		}
		asked, ended := ctx.ended()
		if asked > promptly {
			t.Errorf("cut at step %d: asked %d times after the end", steps, asked)
		}
		if ended && path.Complete && path.Selected == nil || !path.Complete && len(path.Reasons) == 0 {
			t.Errorf("cut at step %d: complete %v, selected %v, reasons %q", steps, path.Complete, path.Selected, path.Reasons)
		}
		if !ended {
			break
		}
	}
}

// TestCancelledStructures: what returns an error returns the context's.
func TestCancelledStructures(t *testing.T) {
	g := randomPair(rand.New(rand.NewPCG(4, 4)), 4, 4, 9)
	for steps := 0; ; steps++ {
		ctx := newCountdown(steps)
		s, err := Structures(ctx, g)
		if _, ended := ctx.ended(); !ended {
			if s == nil || err != nil {
				t.Fatal(s, err)
			}
			return
		}
		if s != nil || !errors.Is(err, context.Canceled) {
			t.Fatalf("cut at step %d: %v, %v", steps, s, err)
		}
	}
}
