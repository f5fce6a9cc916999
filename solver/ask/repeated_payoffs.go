package ask

import (
	"context"
	"math/big"
	"slices"

	"brink/games"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/repeated"
)

// folk adds what holds for any strategies, payoff sets and least discount factors,
// and the tournament.
func (v *repetition) folk(ctx context.Context) error {
	wish := v.opt.Repetition
	if wish.PayoffSet || wish.Unrandomised || wish.Least != nil {
		s, err := v.g.At(v.point)
		if err != nil {
			return err
		}
		if r := v.g.Repeated; r.Error != nil || r.Monitoring != nil {
			v.out.Assumes = note.New(note.ImperfectLeftOut)
		}
		if wish.PayoffSet || wish.Unrandomised {
			if err := v.payoffSets(ctx, s); err != nil {
				return err
			}
		}
		if wish.Least != nil {
			if err := v.least(ctx, s, *wish.Least); err != nil {
				return &WishError{WishLeast, err}
			}
		}
	}
	if wish.Tournament {
		if err := v.tournament(ctx, wish.LongRun); err != nil {
			return &WishError{WishTournament, err}
		}
	}
	return nil
}

// endless refuses what is about play without end and one discount factor.
func (v *repetition) endless() error {
	switch r := v.g.Repeated; {
	case r.Horizon > 0:
		return repeated.ErrFinite
	case r.Own != nil:
		return repeated.ErrOwnDiscounts
	}
	return nil
}

// payoffSets computes the sets of two players, or bounds for more.
func (v *repetition) payoffSets(ctx context.Context, s *games.Strategic) error {
	if err := v.endless(); err != nil {
		return &WishError{WishPayoffSet, err}
	}
	delta, err := DiscountAt(v.g, 0, v.point)
	if err != nil {
		return &WishError{WishPayoffSet, err}
	}
	wish, two := v.opt.Repetition, len(v.g.Players) == 2
	if wish.Unrandomised && !two {
		return &WishError{WishUnrandomised, &PlayersError{len(v.g.Players)}}
	}
	if two {
		v.out.Stage = stagePayoffs(s)
	}
	if wish.PayoffSet {
		find, open := v.payoffSet, note.SetNotComputed
		if !two {
			find, open = v.payoffBounds, note.BoundsNotComputed
		}
		if err := v.unlessStopped(ctx, find(ctx, s, delta), open); err != nil {
			return &WishError{WishPayoffSet, err}
		}
	}
	if wish.Unrandomised {
		if err := v.unlessStopped(ctx, v.unrandomised(ctx, s, delta), note.CoverNotComputed); err != nil {
			return &WishError{WishUnrandomised, err}
		}
	}
	return nil
}

// unlessStopped passes an error on, except that of a context: then it notes what was
// left out.
func (v *repetition) unlessStopped(ctx context.Context, err error, open note.Code) error {
	if err != nil && ctx.Err() != nil {
		v.out.Incomplete(note.New(open, note.Cause(ctx)))
		return nil
	}
	return err
}

// payoffSet finds the payoffs of two players with public randomisation.
func (v *repetition) payoffSet(ctx context.Context, s *games.Strategic, delta *big.Rat) error {
	p, err := repeated.Payoffs(ctx, s, delta)
	if err != nil {
		return err
	}
	minmax, err := repeated.Minmaxes(ctx, s)
	if err != nil {
		return err
	}
	out := &answer.PayoffSet{Delta: delta, Exact: p.Exact, Empty: p.Empty, Outer: p.Outer, Pure: p.Minmax[:], Method: p.Method}
	for _, m := range minmax {
		out.Mixed = append(out.Mixed, m.Mixed)
	}
	for i, x := range p.Vertices {
		at := answer.Vertex{At: x}
		if i < len(p.Supports) {
			at.Profile, at.Next = p.Supports[i].Profile[:], p.Supports[i].Next
		}
		out.Vertices = append(out.Vertices, at)
	}
	if p.Vertices != nil {
		out.Worst = p.Worst[:]
		if !p.Exact {
			out.Gap = p.Gap[:]
		}
	}
	for _, c := range p.PenalCodes() {
		code := answer.PenalCode{Player: c.Player, Payoff: c.Payoff, Carrot: c.Carrot, Forever: c.Forever}
		for _, stick := range c.Sticks {
			code.Sticks = append(code.Sticks, stick[:])
		}
		out.Codes = append(out.Codes, code)
	}
	if !p.Exact && !fine(p, s) {
		v.out.Incomplete(note.New(note.SetNotExact))
	}
	v.out.PayoffSet = out
	return nil
}

// fineGap is the gap between an inner and an outer polygon, as a share of the
// range of a player's payoffs, up to which they count as a complete answer: that
// of vertices which are irrational, in floating-point search. The gap is proved
// and shown in any case.
var fineGap = big.NewRat(1, 100_000_000)

// fine says whether a payoff set is enclosed that closely.
func fine(p *repeated.PayoffSet, s *games.Strategic) bool {
	for i, t := range s.Payoffs {
		lo, hi := t.Rat(0), t.Rat(0)
		for k := range s.Profiles() {
			x := t.Rat(k)
			if x.Cmp(lo) < 0 {
				lo = x
			}
			if x.Cmp(hi) > 0 {
				hi = x
			}
		}
		width := new(big.Rat).Sub(hi, lo)
		if p.Vertices == nil || p.Gap[i] == nil || p.Gap[i].Cmp(width.Mul(width, fineGap)) > 0 {
			return false
		}
	}
	return true
}

// payoffBounds encloses the payoffs of three players and more. To be bounds is all
// that is promised, so that they are complete where they do not meet, too.
func (v *repetition) payoffBounds(ctx context.Context, s *games.Strategic, delta *big.Rat) error {
	b, err := repeated.PayoffBounds(ctx, s, delta, repeated.BoundsOptions{})
	if err != nil {
		return err
	}
	minmax, err := repeated.Minmaxes(ctx, s)
	if err != nil {
		return err
	}
	out := &answer.PayoffBounds{Delta: delta, Empty: b.Empty, Points: b.Points, Method: note.New(note.ByBounds)}
	for _, m := range minmax {
		out.Pure = append(out.Pure, m.Pure)
	}
	if !b.Empty {
		for i, d := range b.Directions {
			x := answer.PayoffBound{Direction: d, Outer: b.Outer[i]}
			if i < len(b.Inner) {
				x.Inner = b.Inner[i]
			}
			out.Bounds = append(out.Bounds, x)
		}
	}
	v.out.Bounds = out
	return nil
}

// unrandomised covers the payoffs of two players without public randomisation by
// cells; likewise complete.
func (v *repetition) unrandomised(ctx context.Context, s *games.Strategic, delta *big.Rat) error {
	u, err := repeated.PayoffsUnrandomised(ctx, s, delta, repeated.UnrandomisedOptions{})
	if err != nil {
		return err
	}
	out := &answer.Unrandomised{Delta: delta, Empty: u.Empty, Cells: u.Cells, Method: note.New(note.ByCells)}
	v.out.Unrandomised = out
	if u.Empty {
		return nil
	}
	out.Cover, out.Kept = coverRectangles(u)
	profiles := func(ps [][2]int) [][]int {
		var all [][]int
		for _, p := range ps {
			all = append(all, p[:])
		}
		return all
	}
	for _, p := range u.Points {
		out.Points = append(out.Points, answer.PathPayoff{Payoff: p.Payoff, Lead: profiles(p.Lead), Cycle: profiles(p.Cycle)})
	}
	slices.SortStableFunc(out.Points, func(x, y answer.PathPayoff) int { return len(x.Lead) + len(x.Cycle) - len(y.Lead) - len(y.Cycle) })
	return nil
}

// coverRectangles joins the kept cells of each column into rectangles, left, right,
// lower and upper ends, and counts the cells.
func coverRectangles(u *repeated.Unrandomised) (out [][4]*big.Rat, kept int) {
	at := func(p, k int) *big.Rat {
		x := new(big.Rat).Sub(u.High[p], u.Low[p])
		x.Mul(x, big.NewRat(int64(k), int64(u.Cells)))
		return x.Add(x, u.Low[p])
	}
	for i, column := range u.Kept {
		for j := 0; j < len(column); j++ {
			if !column[j] {
				continue
			}
			from := j
			for j < len(column) && column[j] {
				j++
			}
			kept += j - from
			out = append(out, [4]*big.Rat{at(0, i), at(0, i+1), at(1, from), at(1, j)})
		}
	}
	return out, kept
}

// least finds the least discount factor at which a path is an equilibrium outcome
// under any strategies.
func (v *repetition) least(ctx context.Context, s *games.Strategic, path repeated.Path) error {
	if err := v.endless(); err != nil {
		return err
	}
	l, err := repeated.LeastDeltaPath(ctx, s, path, repeated.LeastOptions{})
	if err != nil {
		return v.unlessStopped(ctx, err, note.LeastNotFound)
	}
	out := &answer.LeastDiscount{Lead: path.Lead, Cycle: path.Cycle, Lo: l.Lo, Hi: l.Hi, None: l.None, Why: l.Reason}
	switch {
	case l.None:
	case l.Value != nil:
		out.Value = &answer.Real{Rat: l.Value}
	case l.Root != nil:
		x := answer.RealOf(*l.Root)
		out.Value = &x
	case l.Hi == nil:
		v.out.Incomplete(note.New(note.LeastNotFound, l.Reason))
	}
	v.out.Least = out
	return nil
}

// tournament finds what the automata of the profiles earn against each other and
// which of them invades which; longRun counts the limit of means.
func (v *repetition) tournament(ctx context.Context, longRun bool) error {
	g := v.g
	if n := len(g.Players); n != 2 {
		return &PlayersError{n}
	}
	var names []string
	for _, p := range v.profiles {
		for _, n := range p {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	tour, err := repeated.RoundRobin(ctx, g, names, longRun)
	if err != nil {
		return v.unlessStopped(ctx, err, note.TournamentNotPlayed)
	}
	out := &answer.Tournament{Strategies: names, LongRun: longRun, Method: note.New(note.ByChainValues)}
	switch {
	case longRun:
		out.Method = note.New(note.ByChainMeans)
	case g.Repeated.Horizon > 0:
		out.Method = note.New(note.ByChainSums)
	}
	v.out.Tournament = out
	under := v.view
	if where := v.asm.Simplify(ctx, tour.Where); !where.IsTrue() {
		under = v.given(where)
		out.Where = under.present.Formula(ctx, where)
	} else {
		out.Where = where
	}
	constant := true
	for i := range names {
		out.Payoffs = append(out.Payoffs, nil)
		for _, val := range tour.Payoffs[i] {
			r, ok := val.Ratio()
			if !ok {
				out.Payoffs[i] = append(out.Payoffs[i], nil)
			} else {
				out.Payoffs[i] = append(out.Payoffs[i], &r)
			}
			constant = constant && ok && len(r.Vars()) == 0
		}
	}
	if !constant && (longRun || v.out.Discounts != nil && g.Repeated.Own == nil) {
		if at, err := tour.At(v.point); err == nil { // else there is no value at the point
			out.At = at
		}
	}
	for i := range names {
		for k := range names {
			if i != k {
				out.Invades = append(out.Invades, answer.Invasion{Mutant: i, Resident: k, When: under.simple(ctx, tour.Invades(i, k))})
			}
		}
		out.Stability = append(out.Stability, answer.Stability{ESS: under.simple(ctx, tour.Stable(i)), Resists: under.simple(ctx, tour.Resists(i))})
		if ctx.Err() != nil {
			v.out.Incomplete(note.New(note.InvasionCompared, i+1, len(names), note.Cause(ctx)))
			break
		}
	}
	return nil
}
