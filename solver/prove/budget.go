package prove

import (
	"context"

	"brink/games/algebra"
)

// budget counts work down. A unit is about a microsecond's work: a pivot, a
// branch, a few polynomial operations.
type budget struct {
	ctx  context.Context
	left int
	// given is what there was at first, where a reserve may be granted.
	given int
	// tick spreads the questions to ctx
	tick int
	// charge tells the allowance of ctx of what is spent; nil where there is none, or
	// where another budget pays for this one.
	charge func(units int)
}

func newBudget(ctx context.Context, units int) *budget {
	return &budget{ctx: ctx, left: units, given: units, charge: algebra.Account(ctx)}
}

// part is a budget of no more than so many units for a part of the work, which settle
// takes off b.
func (b *budget) part(units int) *budget {
	units = min(units, b.left)
	return &budget{ctx: b.ctx, left: units, given: units}
}

// settle pays for a part.
func (b *budget) settle(part *budget) { b.spend(part.given - max(part.left, 0)) }

func (b *budget) spend(n int) bool {
	if b.charge != nil {
		b.charge(n)
	}
	if b.left -= n; b.left < 0 {
		return false
	}
	if b.tick += n; b.tick >= 1000 {
		b.tick = 0
		if b.ctx.Err() != nil {
			b.end()
			return false
		}
	}
	return true
}

// end spends what is left: the context has ended.
func (b *budget) end() { b.left = -1 }

func (b *budget) out() bool { return b.left < 0 }
