package stability

import (
	"cmp"
	"context"

	"brink/games"
	"brink/games/expr"
	"brink/solver/note"
)

// mixedPiece is a piece of a game with its rationalizable actions.
type mixedPiece struct {
	m         *multimatrix
	survivors *rationalizable
	regions   map[uint64][]*multimatrix // by the leaves that they are made of
}

// manyOrbits is the number of orbits of support profiles above which parameter space
// is divided by what survives iterated elimination. A 2×2×2 game has 27.
const manyOrbits = 27

// maxPiecePayoffs bounds the payoffs, of all players together, of a game whose
// actions are compared before its mixed support profiles are listed.
const maxPiecePayoffs = 1 << 15

// mixedPieces prepares the pieces of a game of many players; why, unless it is
// zero, says why it does not.
func mixedPieces(ctx context.Context, g *games.Game, asm *judge, classes [][]int, split int) (out []*mixedPiece, why note.Note) {
	if n := g.Profiles(maxPiecePayoffs); n < 0 || n*len(g.Players) > maxPiecePayoffs {
		return nil, note.New(note.TooLargeMixed)
	}
	ps, err := pieces(ctx, g, asm)
	if err != nil {
		return nil, note.New(note.MixedNotDone, err)
	}
	for _, s := range ps {
		m := newMultimatrix(ctx, g, asm, s)
		m.asm.seek(ctx)
		out = append(out, &mixedPiece{m, eliminate(ctx, m, g.Shape(), classes, cmp.Or(split, manyOrbits)), make(map[uint64][]*multimatrix)})
	}
	return out, why
}

// survivors lists the sets of actions, by player, that survive somewhere.
func survivors(ps []*mixedPiece) (out [][][]int) {
	for _, p := range ps {
		for _, l := range p.survivors.leaves {
			out = append(out, l.alive)
		}
	}
	return out
}

// at returns the game in the regions in which the actions of a support profile
// survive.
func (p *mixedPiece) at(support [][]int) []*multimatrix {
	mask := p.survivors.leavesOf(support)
	out, ok := p.regions[mask]
	if !ok && mask != 0 {
		for _, r := range p.survivors.regions(mask) {
			out = append(out, p.m.in(r))
		}
		p.regions[mask] = out
	}
	return out
}

// lemmas lists what contradicts the hypotheses and one more formula.
func (p *mixedPiece) lemmas(also expr.Formula) []expr.Formula {
	return p.survivors.root.lemmas(expr.And(also, p.m.piece.when))
}
