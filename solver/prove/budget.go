package prove

import "context"

// budget counts work down. A unit is about a microsecond's work: a pivot, a
// branch, a few polynomial operations.
type budget struct {
	ctx  context.Context
	left int
	// given is what there was at first, where a reserve may be granted.
	given int
	// tick spreads the questions to ctx
	tick int
}

func (b *budget) spend(n int) bool {
	if b.left -= n; b.left < 0 {
		return false
	}
	if b.tick += n; b.tick >= 1000 {
		b.tick = 0
		if b.ctx.Err() != nil {
			b.left = -1
			return false
		}
	}
	return true
}

func (b *budget) out() bool { return b.left < 0 }
