package certificate

import (
	"context"
	"errors"
	"math/big"
	"testing"
)

// TestCoverIsBounded gives up where the parts are too many, and when it is told to.
func TestCoverIsBounded(t *testing.T) {
	row := func(list ...int64) (out []*big.Int) {
		for _, x := range list {
			out = append(out, big.NewInt(x))
		}
		return out
	}
	m := &matrices{{row(0, 1, 2), row(2, 0, 1), row(1, 2, 0)}, {row(0, 1, 2), row(2, 0, 1), row(1, 2, 0)}}
	c := newCover(m)
	if _, err := c.make(context.Background()); err != nil || c.parts < 10 {
		t.Fatal(c.parts, err)
	}
	small := newCover(m)
	small.most = c.parts - 1
	if _, err := small.make(context.Background()); !errors.Is(err, ErrLarge) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := newCover(m).make(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
