package nash

import (
	"context"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"sync/atomic"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/note"
)

// ErrImperfectInformation is wrapped by the errors about games that backward
// induction cannot solve.
var ErrImperfectInformation = errors.New("imperfect information")

// SubgamePerfect is what backward induction finds in a game of perfect
// information.
type SubgamePerfect struct {
	// Equilibria are the subgame-perfect equilibria in pure strategies, by the
	// choices of the player who moves first, then of those after her in the order
	// of the tree.
	Equilibria []PurePlan
	// Count is the number of all of them; nil when it is not known, or larger than
	// 2^4096.
	Count *big.Int
	// Payoffs are their payoffs, each once, in the order of the list.
	Payoffs [][]*big.Rat
	// Ties are the information sets, ascending, at which some subgame-perfect
	// equilibrium leaves the player more than one best action.
	Ties []int

	// Complete: there are no others, not even in mixed strategies. With ties
	// there are always more: any mixture of the best actions at a node, with
	// suitable choices before it, is part of one.
	Complete bool
	Reasons  []note.Note
}

// PurePlan is a strategy for every player of an extensive game.
type PurePlan struct {
	Actions []int // by information set; -1 at those of games.Chance
	Payoffs []*big.Rat
}

// Bounds of backward induction.
const (
	// maxSubgameValues bounds the different equilibrium payoffs of a subgame, and
	// the ways to combine those of its subgames, that are told apart.
	maxSubgameValues = 2000
	// defaultPlans is the number of equilibria listed unless Options.Limit says
	// otherwise, and planChoices bounds their choices in total.
	defaultPlans = 1000
	planChoices  = 1 << 22
)

// BackwardInduction finds the subgame-perfect equilibria in pure strategies of a
// game of perfect information (Zermelo 1913; Kuhn 1953; Selten 1965): from the
// end nodes upwards it keeps for every subgame the payoffs that equilibria of it
// can have, and in how many ways. A choice of an action with the continuation w
// is optimal beside every choice of continuations that pay the mover no more
// than w. Where no payoffs tie this takes O(nodes × players); ties multiply it by
// the number of different payoffs that equilibria of a subgame can have.
//
// Of the options Limit, OneOnly and Progress apply. Cancellation of the context
// is not an error. An error wraps ErrImperfectInformation, or ErrSelfCheck.
func BackwardInduction(ctx context.Context, e *games.Extensive, opt Options) (*SubgamePerfect, error) {
	if h, ok := e.PerfectInformation(); !ok {
		set, name := &e.Infosets[h], "an information set"
		if set.Label != "" {
			name = fmt.Sprintf("information set %q", set.Label)
		}
		return nil, fmt.Errorf("%w: at %s %s does not know at which of several nodes she is; backward induction solves games of perfect information only",
			ErrImperfectInformation, name, e.Players[set.Player])
	}
	b := &induction{e: e, subgames: make([]subgame, len(e.Nodes)), tied: make([]bool, len(e.Infosets))}
	res := &SubgamePerfect{}
	switch err := b.solve(ctx, opt); {
	case errors.Is(err, errTooManyValues):
		b.first = true
		if err := b.solve(ctx, opt); err != nil {
			res.Reasons = append(res.Reasons, method.Cancelled(ctx))
			return res, nil
		}
		res.Reasons = append(res.Reasons, note.New(note.ManySubgameValues, maxSubgameValues))
	case err != nil:
		res.Reasons = append(res.Reasons, method.Cancelled(ctx))
		return res, nil
	default:
		if res.Count = b.subgames[0].total(); res.Count.Cmp(manyPlans) >= 0 {
			res.Count = nil
		}
		for h, tied := range b.tied {
			if tied {
				res.Ties = append(res.Ties, h)
			}
		}
		for _, v := range b.subgames[0].values {
			res.Payoffs = append(res.Payoffs, v.payoffs)
		}
	}
	if err := b.list(ctx, opt, res); err != nil {
		return nil, err
	}
	switch {
	case len(res.Ties) > 0 && len(res.Reasons) > 0:
		res.Reasons = append(res.Reasons, note.New(note.TiesLeave))
	case len(res.Ties) > 0:
		res.Reasons = append(res.Reasons, note.New(note.AllPureTies))
	default:
		res.Complete = len(res.Reasons) == 0
	}
	return res, nil
}

// induction is a run of backward induction.
type induction struct {
	e        *games.Extensive
	subgames []subgame // by root
	tied     []bool    // by information set
	first    bool      // keep one equilibrium of each subgame only
}

// subgame holds the payoffs of the equilibria of a subgame, each once, and the
// ways to get them in the order of the list of equilibria.
type subgame struct {
	values []value
	ways   []way
}

type value struct {
	payoffs []*big.Rat
	count   *big.Int // of the equilibria that pay this; nil for 1
}

// way is an action of the mover with a value of the subgame behind it, or for
// chance a value of every subgame. The other subgames of the mover can have all
// values that pay her no more.
type way struct {
	action int
	child  []int32 // values of the subgames: of the one behind action, or of all
	value  int32   // of this subgame
}

// total is the number of equilibria.
func (s *subgame) total() *big.Int {
	total := new(big.Int)
	for _, v := range s.values {
		total = sum(total, v.number())
	}
	return total
}

var bigOne = big.NewInt(1)

func (v value) number() *big.Int {
	if v.count == nil {
		return bigOne
	}
	return v.count
}

var (
	errTooManyValues = errors.New("too many values")
	errStopped       = errors.New("stopped")
)

// solve fills subgames from the end; children stand behind their parents.
func (b *induction) solve(ctx context.Context, opt Options) error {
	var done atomic.Int64
	defer method.Report(opt.Progress, func() Progress { return Progress{Bases: done.Load()} })()
	heavy := true
	for i := len(b.e.Nodes) - 1; i >= 0; i-- {
		if (heavy || i&255 == 0) && ctx.Err() != nil {
			return errStopped
		}
		if err := b.visit(i); err != nil {
			return err
		}
		heavy = len(b.subgames[i].ways) > 1
		done.Add(1)
	}
	return nil
}

func (b *induction) visit(i int) error {
	n := &b.e.Nodes[i]
	s := &b.subgames[i]
	*s = subgame{}
	switch {
	case n.Infoset < 0:
		zero := make([]*big.Rat, len(b.e.Players))
		for p := range zero {
			zero[p] = new(big.Rat)
		}
		s.values = []value{{payoffs: zero}}
	case b.e.Infosets[n.Infoset].Player == games.Chance:
		if err := b.chance(i); err != nil {
			return err
		}
	default:
		if err := b.decision(i); err != nil {
			return err
		}
	}
	if len(s.values) > maxSubgameValues {
		return errTooManyValues
	}
	if n.Outcome >= 0 {
		for k := range s.values {
			pays := slices.Clone(s.values[k].payoffs)
			for p, u := range b.e.Outcomes[n.Outcome].Payoffs {
				pays[p] = new(big.Rat).Add(pays[p], u)
			}
			s.values[k].payoffs = pays
		}
	}
	return nil
}

// decision finds the optimal choices at a node of a player: action a with the
// value w behind it, where every other subgame has a value that pays no more.
func (b *induction) decision(i int) error {
	n := &b.e.Nodes[i]
	mover := b.e.Infosets[n.Infoset].Player
	// The least that the mover can be paid anywhere, at most, is what an action
	// must pay: the largest of the subgames' least values.
	var need *big.Rat
	several := 0
	for _, child := range n.Children {
		values := b.subgames[child].values
		least := values[0].payoffs[mover]
		for _, v := range values[1:] {
			if v.payoffs[mover].Cmp(least) < 0 {
				least = v.payoffs[mover]
			}
		}
		if need == nil || least.Cmp(need) > 0 {
			need = least
		}
		several += len(values) - 1
	}
	if several > maxSubgameValues {
		return errTooManyValues
	}
	merge := newMerger(&b.subgames[i])
	for a, child := range n.Children {
		for w, at := range b.subgames[child].values {
			pay := at.payoffs[mover]
			if pay.Cmp(need) < 0 {
				continue // worse than any continuation of some other action
			}
			count, tie := at.number(), false
			for c, other := range n.Children {
				if c == a {
					continue
				}
				below, same := b.below(other, mover, pay)
				tie = tie || same
				count = product(count, below)
			}
			b.tied[n.Infoset] = b.tied[n.Infoset] || tie
			merge.add(a, []int32{int32(w)}, at.payoffs, count)
			if b.first {
				return nil
			}
		}
	}
	return nil
}

// below counts the equilibria of a subgame that pay the mover at most so much,
// of which there is one at least, and says whether some pay just that.
func (b *induction) below(root, mover int, pay *big.Rat) (count *big.Int, same bool) {
	for _, v := range b.subgames[root].values {
		order := v.payoffs[mover].Cmp(pay)
		if order > 0 {
			continue
		}
		same = same || order == 0
		if count == nil {
			count = v.number()
		} else {
			count = sum(count, v.number())
		}
	}
	return count, same
}

// maxCountBits is the size beyond which numbers of equilibria are no longer told
// apart: they stay at manyPlans.
const maxCountBits = 4096

var manyPlans = new(big.Int).Lsh(bigOne, maxCountBits)

// product and sum are those of numbers of equilibria.
func product(x, y *big.Int) *big.Int {
	switch {
	case x.Cmp(bigOne) == 0:
		return y
	case y.Cmp(bigOne) == 0:
		return x
	}
	return atMostMany(new(big.Int).Mul(x, y))
}

func sum(x, y *big.Int) *big.Int { return atMostMany(new(big.Int).Add(x, y)) }

func atMostMany(x *big.Int) *big.Int {
	if x.Cmp(manyPlans) > 0 {
		return manyPlans
	}
	return x
}

// chance combines values of all subgames.
func (b *induction) chance(i int) error {
	n := &b.e.Nodes[i]
	set := &b.e.Infosets[n.Infoset]
	combinations := 1
	for _, child := range n.Children {
		if combinations *= len(b.subgames[child].values); combinations > maxSubgameValues {
			return errTooManyValues
		}
	}
	merge := newMerger(&b.subgames[i])
	pick := make([]int32, len(n.Children))
	for range combinations {
		count := bigOne
		mean := make([]*big.Rat, len(b.e.Players))
		for p := range mean {
			mean[p] = new(big.Rat)
			for a, child := range n.Children {
				mean[p].Add(mean[p], new(big.Rat).Mul(set.Probs[a], b.subgames[child].values[pick[a]].payoffs[p]))
			}
		}
		for a, child := range n.Children {
			count = product(count, b.subgames[child].values[pick[a]].number())
		}
		merge.add(-1, slices.Clone(pick), mean, count)
		for a := len(pick) - 1; a >= 0; a-- {
			if pick[a]++; int(pick[a]) < len(b.subgames[n.Children[a]].values) {
				break
			}
			pick[a] = 0
		}
	}
	return nil
}

// merger adds ways to a subgame, equal payoffs to one value.
type merger struct {
	s    *subgame
	seen map[string]int32
}

func newMerger(s *subgame) *merger { return &merger{s: s} }

func (m *merger) add(action int, child []int32, payoffs []*big.Rat, count *big.Int) {
	at := int32(len(m.s.values))
	if at > 0 {
		if m.seen == nil { // few subgames have a second way
			m.seen = map[string]int32{payoffKey(m.s.values[0].payoffs): 0}
		}
		key := payoffKey(payoffs)
		if was, ok := m.seen[key]; ok {
			at = was
		} else {
			m.seen[key] = at
		}
	}
	if int(at) == len(m.s.values) {
		m.s.values = append(m.s.values, value{payoffs: payoffs})
		if count.Cmp(bigOne) != 0 {
			m.s.values[at].count = count
		}
	} else {
		v := &m.s.values[at]
		v.count = sum(v.number(), count)
	}
	m.s.ways = append(m.s.ways, way{action, child, at})
}

func payoffKey(payoffs []*big.Rat) string {
	var k strings.Builder
	for _, u := range payoffs {
		k.WriteString(u.RatString())
		k.WriteByte(' ')
	}
	return k.String()
}
