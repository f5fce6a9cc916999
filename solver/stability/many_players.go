package stability

import (
	"context"
	"math"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
	"brink/solver/concept"
	"brink/solver/note"
)

// orbit is a set of pure profiles that differ only by exchanging exchangeable
// players, with one of them.
type orbit struct {
	profile []int
	counts  [][]int // per class, how many of its players choose each action
	size    int     // number of profiles, or -1 when beyond an int
}

// manyPlayers examines every support profile of a game with three or more players
// (or one), one representative for each orbit of exchangeable players.
func (t *Table) manyPlayers(ctx context.Context, opt Options) error {
	g := t.Game
	classes := exchangeable(g)
	list, truncated := orbits(g, classes, opt.MaxProfiles)
	if truncated {
		t.incomplete(note.FirstProfiles, len(list))
	}
	rows, have := concept.InParts(ctx, len(list), opt.Workers, opt.Progress, func(i int, soFar func(*Row)) *Row {
		return t.pureRow(ctx, t.judge.fork(), classes, list[i], list, soFar)
	})
	for i, row := range rows {
		if row != nil {
			if !have[i] {
				row.notDecided(note.Cause(ctx), "strict", "efficient")
			}
			t.Rows = append(t.Rows, row)
		}
	}
	t.mixedRows(ctx, classes, opt)
	return nil
}

// exchangeable returns the classes of exchangeable players.
func exchangeable(g *games.Game) [][]int {
	if g.Symmetric != nil {
		return [][]int{first(len(g.Players))}
	}
	return g.Exchangeable()
}

// orbits lists the orbits of pure profiles under exchange within classes, first
// actions first, at most limit.
func orbits(g *games.Game, classes [][]int, limit int) (out []orbit, truncated bool) {
	counts := make([][]int, len(classes))
	var walk func(c int)
	walk = func(c int) {
		if truncated {
			return
		}
		if c == len(classes) {
			if len(out) == limit {
				truncated = true
				return
			}
			out = append(out, makeOrbit(g, classes, counts))
			return
		}
		k := len(g.Players[classes[c][0]].Actions)
		distribute(len(classes[c]), k, func(v []int) bool {
			counts[c] = append([]int(nil), v...)
			walk(c + 1)
			return !truncated
		})
	}
	walk(0)
	return out, truncated
}

// distribute yields every way to write n as an ordered sum of k non-negative
// integers, the first as large as possible first, until yield returns false.
func distribute(n, k int, yield func([]int) bool) {
	v := make([]int, k)
	var rec func(i, left int) bool
	rec = func(i, left int) bool {
		if i == k-1 {
			v[i] = left
			return yield(v)
		}
		for c := left; c >= 0; c-- {
			v[i] = c
			if !rec(i+1, left-c) {
				return false
			}
		}
		return true
	}
	rec(0, n)
}

func makeOrbit(g *games.Game, classes [][]int, counts [][]int) orbit {
	o := orbit{profile: make([]int, len(g.Players)), size: 1}
	for c, class := range classes {
		o.counts = append(o.counts, counts[c])
		next := 0
		for a, n := range counts[c] {
			for range n {
				o.profile[class[next]] = a
				next++
			}
			o.size = timesBinomial(o.size, next, n)
		}
	}
	return o
}

// timesBinomial returns size·C(n, k), or -1 when size is or that passes an int.
func timesBinomial(size, n, k int) int {
	for i := 1; i <= k && size > 0; i++ {
		// size·C(n-k+i, i) is an integer at every step.
		if size > math.MaxInt/(n-k+i) {
			return -1
		}
		size = size * (n - k + i) / i
	}
	return size
}

// label describes an orbit when all players are exchangeable: 3 of 5 play race.
func (o orbit) label(g *games.Game, classes [][]int) []note.Note {
	if len(classes) != 1 || len(classes[0]) < 3 {
		return nil
	}
	n := len(g.Players)
	actions := g.Players[0].Actions
	var each note.List
	for a, c := range o.counts[0] {
		switch {
		case c == n:
			return []note.Note{note.New(note.AllPlay, actions[a])}
		case c > 0 && len(actions) == 2 && a == 1:
			return []note.Note{note.New(note.SomePlay, c, n, actions[1])}
		case c > 0 && len(actions) > 2:
			each = append(each, note.New(note.Play, c, actions[a:a+1]))
		}
	}
	if each == nil {
		return nil
	}
	return []note.Note{note.New(note.All, each)}
}

// pureRow derives the row of one pure profile, or nil if it is never an
// equilibrium. What it gives to soFar has no more than the condition of existence.
func (t *Table) pureRow(ctx context.Context, asm *judge, classes [][]int, o orbit, all []orbit, soFar func(*Row)) *Row {
	g := t.Game
	var weak, strict []expr.Formula
	for c, class := range classes {
		for a, n := range o.counts[c] {
			if n == 0 {
				continue
			}
			p := playerAt(class, o.profile, a)
			stay := g.Payoff(p, o.profile)
			dev := append([]int(nil), o.profile...)
			for b := range g.Players[p].Actions {
				if b == a {
					continue
				}
				dev[p] = b
				move := g.Payoff(p, dev)
				weak = append(weak, stay.Compare(expr.GE, move))
				strict = append(strict, stay.Compare(expr.GT, move))
			}
		}
	}
	exists := asm.simplify(ctx, expr.And(weak...))
	if exists.IsFalse() {
		return nil
	}
	row := &Row{Exists: exists, Multiplicity: o.size, Label: o.label(g, classes)}
	for p, a := range o.profile {
		row.Support = append(row.Support, []int{a})
		s := make([]algebra.Ratio, len(g.Players[p].Actions))
		s[a] = algebra.FromInt(1)
		row.Strategies = append(row.Strategies, s)
		if v, ok := g.Payoff(p, o.profile).Ratio(); ok {
			row.Payoffs = append(row.Payoffs, v)
		}
	}
	if len(row.Payoffs) < len(g.Players) {
		row.Payoffs = nil // piecewise
	}
	soFar(row.clone())
	row.Strict = asm.simplify(ctx, expr.And(strict...))
	if f, ok := t.orbitEfficient(classes, o, all); ok {
		f = asm.column(ctx, asm, exists, f)
		row.Efficient = &f
	}
	row.KnifeEdge = knifeEdge(ctx, asm, row.Exists)
	asm.present(ctx, row)
	return row
}

func playerAt(class, profile []int, action int) int {
	for _, p := range class {
		if profile[p] == action {
			return p
		}
	}
	panic("stability: no player at action")
}

// maxComparisons bounds the pairs of profiles compared for efficiency.
const maxComparisons = 1 << 16

// orbitEfficient is the condition that no pure profile Pareto-dominates o; ok is
// false when there are too many to compare. Of players who are exchangeable and
// choose alike in o only the numbers that move to each action count.
func (t *Table) orbitEfficient(classes [][]int, o orbit, list []orbit) (f expr.Formula, ok bool) {
	g := t.Game
	// A group is the players of one class at one action of o.
	var groups [][]int
	comparisons := len(list)
	for c, class := range classes {
		for a, n := range o.counts[c] {
			if n == 0 {
				continue
			}
			var group []int
			for _, p := range class {
				if o.profile[p] == a {
					group = append(group, p)
				}
			}
			groups = append(groups, group)
			if comparisons = timesBinomial(comparisons, n+len(o.counts[c])-1, n); comparisons < 0 || comparisons > maxComparisons {
				return expr.Formula{}, false
			}
		}
	}
	var all []expr.Formula
	other := make([]int, len(g.Players))
	var move func(i int, who []int)
	move = func(i int, who []int) {
		if i == len(groups) {
			all = append(all, t.notDominatedBy(o.profile, other, who))
			return
		}
		group := groups[i]
		distribute(len(group), len(g.Players[group[0]].Actions), func(counts []int) bool {
			next := 0
			one := who[:len(who):len(who)] // a player for each kind of move
			for b, n := range counts {
				if n > 0 {
					one = append(one, group[next])
				}
				for range n {
					other[group[next]] = b
					next++
				}
			}
			move(i+1, one)
			return true
		})
	}
	move(0, nil)
	return expr.And(all...), true
}

// notDominatedBy is the condition that profile b does not Pareto-dominate a,
// looking at the given players.
func (t *Table) notDominatedBy(a, b []int, who []int) expr.Formula {
	var loses, same []expr.Formula
	for _, p := range who {
		u, v := t.Game.Payoff(p, a), t.Game.Payoff(p, b)
		loses = append(loses, u.Compare(expr.GT, v))
		same = append(same, u.Compare(expr.EQ, v))
	}
	return expr.Or(append(loses, expr.And(same...))...)
}

func decode(g *games.Game, index int, profile []int) {
	for p := len(g.Players) - 1; p >= 0; p-- {
		n := len(g.Players[p].Actions)
		profile[p] = index % n
		index /= n
	}
}
