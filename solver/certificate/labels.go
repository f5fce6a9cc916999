package certificate

import (
	"context"
	"errors"
	"math/big"

	"brink/solver/exact"
)

// MaxLabels bounds the parts of a cover.
const MaxLabels = 20_000

// ErrLarge says that a cover has more than MaxLabels parts.
var ErrLarge = errors.New("too many combinations of supports for a certificate")

// label is what is known of an action of an extreme equilibrium.
type label int

const (
	open     label = iota
	played         // with positive probability
	unplayed       // never
	tied           // never, and a best reply
	worse          // no best reply
)

// best reports whether actions of this label pay as much as any.
func (l label) best() bool { return l == played || l == tied }

// cover makes the tree of labels. Where labels contradict each other a linear program
// says so (Farkas 1902), which spares what a dominated action would add.
type cover struct {
	m      *matrices
	labels [2][]label
	parts  int
	most   int // parts
}

func newCover(m *matrices) *cover {
	return &cover{m: m, labels: [2][]label{make([]label, len(m[0])), make([]label, len(m[1]))}, most: MaxLabels}
}

func (c *cover) make(ctx context.Context) (*Labels, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if c.parts++; c.parts > c.most {
		return nil, ErrLarge
	}
	for p := range c.m {
		by, err := c.never(ctx, p)
		if err != nil {
			return nil, err
		}
		if by != nil {
			return &Labels{Never: &p, By: by}, nil
		}
	}
	p, a, ok := c.next()
	if !ok {
		return &Labels{}, nil
	}
	out := &Labels{Player: &p, Action: &a}
	cases := []struct {
		l  label
		to **Labels
	}{{played, &out.Played}, {unplayed, &out.Unplayed}}
	old := c.labels[p][a]
	if old == unplayed {
		cases[0].l, cases[0].to = tied, &out.Tied
		cases[1].l, cases[1].to = worse, &out.Worse
	}
	for _, x := range cases {
		c.labels[p][a] = x.l
		part, err := c.make(ctx)
		if err != nil {
			return nil, err
		}
		*x.to = part
	}
	c.labels[p][a] = old
	return out, nil
}

// next is an action whose label must be known: whether it is played, those of the
// players in turn, or whether it is a best reply, where equations on the other's
// strategy leave an alternative. None is where they leave none, or nothing is open.
func (c *cover) next() (p, a int, ok bool) {
	decided := [2]bool{c.determined(0), c.determined(1)}
	if decided[0] && decided[1] {
		return 0, 0, false
	}
	for a := range max(len(c.m[0]), len(c.m[1])) {
		for p := range c.m {
			if a < len(c.m[p]) && c.labels[p][a] == open {
				return p, a, true
			}
		}
	}
	for p := range c.m {
		for a, l := range c.labels[p] {
			if l == unplayed && !decided[p] {
				return p, a, true
			}
		}
		if !decided[p] {
			break // a strategy with just these labels is not extreme
		}
	}
	return 0, 0, false
}

// determined reports whether the labels leave no alternative to the strategy that the
// other plays against p, or no strategy.
func (c *cover) determined(p int) bool {
	other := c.labels[1-p]
	var cols []int
	for b, l := range other {
		if l == open || l == played {
			cols = append(cols, b)
		}
	}
	// The payoff of p is one more unknown; that the probabilities add up to 1 is the
	// first equation.
	n := len(cols) + 1
	var rows [][]*big.Int
	rows = append(rows, ints(n+1, func(k int) int64 {
		if k == n-1 {
			return 0
		}
		return 1
	}))
	for a, l := range c.labels[p] {
		if !l.best() {
			continue
		}
		row := ints(n+1, func(int) int64 { return 0 })
		for j, b := range cols {
			row[j].Set(c.m[p][a][b])
		}
		row[n-1].SetInt64(-1)
		rows = append(rows, row)
	}
	return exact.NewTableau(len(rows), n+1, func(i, j int) *big.Int { return rows[i][j] }).Rank() == n
}

// never finds numbers for the actions of p that contradict the labels, nil where they
// do not: their sum is 0, only those of best replies may be negative, what the actions
// pay with them is not negative against any action that the other may play, and
// positive against all of these, against one that she plays, or some action that is
// worse has a positive number.
func (c *cover) never(ctx context.Context, p int) ([]string, error) {
	own, other := c.labels[p], c.labels[1-p]
	// Variables: the numbers, those that may be negative as differences, and the least
	// that they pay.
	var of, signs []int
	for a, l := range own {
		of, signs = append(of, a), append(signs, 1)
		if l.best() {
			of, signs = append(of, a), append(signs, -1)
		}
	}
	n := len(of) + 1
	var lp exact.LP
	lp.C = ints(n, func(int) int64 { return 0 })
	lp.C[n-1].SetInt64(1)
	add := func(b int64, row []*big.Int) { lp.A, lp.B = append(lp.A, row), append(lp.B, big.NewInt(b)) }
	for k, a := range of {
		if own[a] == worse {
			lp.C[k].SetInt64(1)
		}
	}
	for _, s := range [2]int64{1, -1} {
		add(0, ints(n, func(k int) int64 {
			if k == n-1 {
				return 0
			}
			return s * int64(signs[k])
		}))
	}
	for _, least := range [2]bool{false, true} { // all is bounded
		add(1, ints(n, func(k int) int64 {
			if (k == n-1) == least {
				return 1
			}
			return 0
		}))
	}
	for b, l := range other {
		if l != open && l != played {
			continue
		}
		row := ints(n, func(int) int64 { return 0 })
		row[n-1].SetInt64(1)
		for k, a := range of {
			x := c.m[p][a][b]
			if signs[k] > 0 {
				row[k].Neg(x)
			} else {
				row[k].Set(x)
			}
			if l == played {
				lp.C[k].Sub(lp.C[k], row[k])
			}
		}
		add(0, row)
	}
	res, err := lp.Solve(ctx)
	if err != nil {
		return nil, err
	}
	if res.Status != exact.LPOptimal || res.Value.Sign() == 0 {
		return nil, nil
	}
	numbers := make([]*big.Rat, len(own))
	for a := range numbers {
		numbers[a] = new(big.Rat)
	}
	for k, a := range of {
		numbers[a].Add(numbers[a], new(big.Rat).Mul(res.X[k], big.NewRat(int64(signs[k]), 1)))
	}
	positive := new(big.Rat) // together; they become probabilities
	for _, x := range numbers {
		if x.Sign() > 0 {
			positive.Add(positive, x)
		}
	}
	var out []string
	for _, x := range numbers {
		if x.Sign() != 0 {
			x.Quo(x, positive)
		}
		out = append(out, x.RatString())
	}
	return out, nil
}

func ints(n int, f func(k int) int64) []*big.Int {
	out := make([]*big.Int, n)
	for k := range out {
		out[k] = big.NewInt(f(k))
	}
	return out
}
