package bimatrix

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/nash/sets"
	"brink/solver/note"
)

// Path is a Lemke-Howson path: the label dropped at the start, its length, and
// the equilibrium at its end.
type Path struct {
	Label       int // from 1: an action of player 1, or m plus one of player 2
	Pivots      int
	Player      int                // whose action the label is; -1 for the dummy opponent of a single player
	Action      int                // position of that action, from 0
	Equilibrium method.Equilibrium // exact in any case

	// Rounded: the game is so large that the path was followed in floating
	// point, with ties broken by a small perturbation; the exact path may
	// differ.
	Rounded bool
}

// lhPath follows the Lemke-Howson path (Lemke and Howson, "Equilibrium points
// of bimatrix games", SIAM J. 12 (1964) 413-423) from a complementary pair of
// bases, dropping label k: pivot k into the basis on the side where it is
// cobasic; the label that leaves is now double, so it enters on the other
// side; until k leaves. Pivots are lexicographic, so ties cannot make it
// cycle. The dictionaries end at the equilibrium found, which has label k
// cobasic on one side again. It returns the number of pivots, and false when
// the context ended first.
func lhPath(ctx context.Context, sides *[2]*dictionary, k int) (int, bool) {
	side := 0
	if sides[0].place[k] >= 0 { // basic in P, so cobasic in Q
		side = 1
	}
	entering, pivots := k, 0
	for {
		if ctx.Err() != nil {
			return pivots, false
		}
		d := sides[side]
		c := -1 - d.place[entering]
		r := d.leaving(c)
		left := d.basic[r]
		d.pivot(r, c)
		pivots++
		if left == k {
			return pivots, true
		}
		entering, side = left, 1-side
	}
}

// LemkeHowsonPath follows the path of one label (from 1: the actions of
// player 1, then those of player 2) from the artificial equilibrium. Up to 400
// payoffs it is followed in exact arithmetic; see Path.Rounded for more. The
// number of pivots can be exponential in the number of actions (Savani and von
// Stengel, Econometrica 74 (2006) 397-429). It returns the context's error
// when that ends first.
func LemkeHowsonPath(ctx context.Context, g *games.Strategic, label int) (*Path, error) {
	if err := method.Validate(g); err != nil {
		return nil, err
	}
	b, ok := newBimatrix(g)
	if !ok {
		return nil, fmt.Errorf("%w %s is for two players; in this game more have a choice", method.Err, method.LemkeHowson)
	}
	if label < 1 || label > b.labels() {
		return nil, fmt.Errorf("%w %s: label %d is not between 1 and %d", method.Err, method.LemkeHowson, label, b.labels())
	}
	return b.path(ctx, label)
}

// LemkeHowsonPaths follows the paths of all labels, on all cores or as many as
// workers says. Paths are in order of labels; when the context ends, those
// that were not finished are left out and its error is returned as well.
func LemkeHowsonPaths(ctx context.Context, g *games.Strategic, workers int) ([]Path, error) {
	if err := method.Validate(g); err != nil {
		return nil, err
	}
	b, ok := newBimatrix(g)
	if !ok {
		return nil, fmt.Errorf("%w %s is for two players; in this game more have a choice", method.Err, method.LemkeHowson)
	}
	found := make([]*Path, b.labels())
	tasks, ctx := errgroup.WithContext(ctx)
	tasks.SetLimit(method.Options{Workers: workers}.Cores())
	for k := range found {
		tasks.Go(func() (err error) {
			found[k], err = b.path(ctx, k+1)
			return err
		})
	}
	err := tasks.Wait()
	var paths []Path
	for _, p := range found {
		if p != nil {
			paths = append(paths, *p)
		}
	}
	return paths, err
}

// path follows one path and checks its end.
func (b *bimatrix) path(ctx context.Context, label int) (*Path, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	p := &Path{Label: label, Player: b.who[0], Action: label - 1}
	if label > b.m {
		p.Player, p.Action = b.who[1], label-1-b.m
	}
	pool := newPool(b, 1)
	if b.m*b.n > exactCells {
		r := newRounded(b)
		if pivots, ok := r.follow(ctx, label-1, b.longestPath()); ok {
			if x, y, ok := r.strategies(ctx); ok {
				p.Pivots, p.Rounded = pivots, true
				pool.addStrategies(x, y)
			}
		}
	}
	if !p.Rounded {
		sides := [2]*dictionary{newDictionary(&b.poly[0]), newDictionary(&b.poly[1])}
		pivots, ok := lhPath(ctx, &sides, label-1)
		if !ok {
			return nil, ctx.Err()
		}
		p.Pivots = pivots
		pool.add(sides[0], sides[1])
	}
	res := &method.Result{}
	res.Incomplete(note.New(note.OnePath))
	if _, err := pool.assemble(ctx, res); err != nil {
		return nil, err
	}
	p.Equilibrium = res.Equilibria[0]
	return p, nil
}

// lemkeHowsonAll collects the equilibria that Lemke-Howson paths lead to from
// the artificial equilibrium by any label, and from there on by any label,
// until nothing new comes up (the Lemke-Howson graph's component of the
// artificial equilibrium; Shapley 1974). Many games have others.
func lemkeHowsonAll(ctx context.Context, b *bimatrix, opt method.Options) (*method.Result, error) {
	res := &method.Result{Method: method.LemkeHowson, Exact: true, Complete: true}
	pool := newPool(b, 1)
	if opt.OneOnly && b.m*b.n > exactCells {
		if x, y, pivots, ok := b.shortPath(ctx); ok {
			res.Stats.Bases = int64(pivots)
			res.Incomplete(method.LimitReason(opt))
			pool.addStrategies(x, y)
			return pool.assemble(ctx, res)
		}
	}
	found := sets.NewTable(sets.Words(b.labels()))
	from := [2]*dictionary{newDictionary(&b.poly[0]), newDictionary(&b.poly[1])}
	cobasis := sets.New(b.labels())
	from[0].cobasis(cobasis)
	found.Insert(cobasis)
	var work [2]dictionary
search:
	for next := 0; next < found.Len(); next++ {
		// A pair of bases is complementary, so that one side tells the other.
		from[0].moveTo(found.At(next))
		from[1].moveTo(found.At(next).Complement(b.labels()))
		for k := range b.labels() {
			sides := [2]*dictionary{&work[0], &work[1]}
			for s := range sides {
				sides[s].copyFrom(from[s])
			}
			n, ok := lhPath(ctx, &sides, k)
			res.Stats.Pivots += int64(n)
			if !ok {
				res.Incomplete(method.Cancelled(ctx))
				break search
			}
			sides[0].cobasis(cobasis)
			if _, fresh := found.Insert(cobasis); !fresh {
				continue
			}
			pool.add(sides[0], sides[1])
			if limit := opt.Most(); limit > 0 && len(pool.pairs) >= limit {
				res.Incomplete(method.LimitReason(opt))
				break search
			}
			if len(pool.pairs) >= method.MostEquilibria {
				res.Incomplete(note.New(note.LimitEquilibria, method.MostEquilibria))
				break search
			}
		}
	}
	res.Stats.Bases = res.Stats.Pivots
	res.Stats.Width = widest(from[0].tab.Width(), from[1].tab.Width())
	res.Incomplete(note.New(note.PathsMiss))
	return pool.assemble(ctx, res)
}
