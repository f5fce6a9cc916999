package check

import "context"

// DefaultSteps is the work that checking may take when the caller does not say; a
// step is about a microsecond: a few products of coefficients, a sign.
const DefaultSteps = 200_000_000

// meter counts work down and ends the check, by a panic that Refutes recovers,
// when there is none left or the context is done.
type meter struct {
	ctx  context.Context
	left int
	tick int
}

// gaveUp is the value of that panic.
type gaveUp struct{ why string }

func (m *meter) spend(n int) {
	if m.left -= n; m.left < 0 {
		panic(gaveUp{"the steps are used up"})
	}
	if m.tick += n; m.tick >= 2000 {
		m.tick = 0
		if err := m.ctx.Err(); err != nil {
			panic(gaveUp{err.Error()})
		}
	}
}
