package bimatrix

import (
	"context"
	"fmt"

	"brink/games"
	"brink/solver/nash/method"
	"brink/solver/note"
)

// solver is a method for two players with a choice, whatever the number of others.
type solver struct {
	name method.Name
	run  func(ctx context.Context, b *bimatrix, opt method.Options) (*method.Result, error)
	// quick: 2×2 games without ties are solved by twoByTwo.
	quick bool
}

// Name implements method.Solver.
func (s solver) Name() method.Name { return s.name }

// Applies implements Solver.
func (s solver) Applies(g *games.Strategic) error {
	if choosers(g) > 2 {
		return fmt.Errorf("%w %s is for two players; in this game more have a choice", method.Err, s.name)
	}
	return nil
}

// choosers is the number of players with more than one action.
func choosers(g *games.Strategic) int {
	n := 0
	for p := range g.Players {
		if len(g.Players[p].Actions) > 1 {
			n++
		}
	}
	return n
}

// Run implements Solver.
func (s solver) Run(ctx context.Context, g *games.Strategic, opt method.Options) (*method.Result, error) {
	if s.quick && len(g.Players) == 2 && len(g.Players[0].Actions) == 2 && len(g.Players[1].Actions) == 2 && opt.Most() == 0 {
		if res, err, done := twoByTwo(g); done {
			return res, err
		}
	}
	b, ok := newBimatrix(g)
	if !ok {
		return nil, s.Applies(g)
	}
	return s.run(ctx, b, opt)
}

// Auto picks the method that is complete and fastest for a game.
var Auto method.Solver = solver{method.Auto, auto, true}

// Solvers are the methods for two players.
func Solvers() []method.Solver {
	return []method.Solver{
		solver{name: method.EEE, run: eee},
		solver{name: method.Vertex, run: vertexEnumeration},
		solver{name: method.Support, run: supportEnumeration, quick: true},
		solver{name: method.LemkeHowson, run: lemkeHowsonAll},
		solver{name: method.ZeroSum, run: zeroSum},
	}
}

func auto(ctx context.Context, b *bimatrix, opt method.Options) (*method.Result, error) {
	if b.m == 1 || b.n == 1 {
		return singleChoice(b, opt)
	}
	if opt.OneOnly {
		return one(ctx, b, opt)
	}
	if b.m*b.n > exactCells && opt.Most() == 0 && b.constantSum() {
		// Mostly there is one equilibrium, and linear programming proves it.
		if res, err := zeroSum(ctx, b, opt); err != nil || res.Complete {
			return res, err
		}
	}
	if b.tooLarge() {
		opt.OneOnly = true
		res, err := one(ctx, b, opt)
		if err == nil {
			res.Complete, res.Reasons = false, []note.Note{note.New(note.TooLargeForAll, b.m, b.n)}
		}
		return res, err
	}
	return allOrOne(ctx, b, opt)
}
