package dynamics

import "brink/solver/note"

import (
	"context"
	"math/big"
)

// complementarities covers games with strategic complementarities in the listed
// order of actions, or with one player's order reversed (strategic
// substitutes): with diminishing returns the theorem of Krishna (1992) as
// completed by Berger (2008), and for 3x3 games the theorem of Hahn (1999).
//
// Strategic complementarities are weakly increasing differences,
//
//	u(i+1, j+1) - u(i, j+1) >= u(i+1, j) - u(i, j)
//
// for both players' own actions i and the other's actions j; diminishing
// returns are strictly decreasing steps,
//
//	u(i+1, j) - u(i, j) < u(i, j) - u(i-1, j).
//
// Without ties the tie rule does not matter. The tests take O(profiles).
func (b bimatrix) complementarities(ctx context.Context) *Theorem {
	if b.shape[0] < 2 || b.shape[1] < 2 {
		return nil
	}
	var order note.Note
	first, ok := b.crossSign(ctx, 0)
	if !ok {
		return nil
	}
	second, ok := b.crossSign(ctx, 1)
	if !ok {
		return nil
	}
	switch {
	case first >= 0 && second >= 0 && first+second > 0:
		order = note.New(note.InListedOrder)
	case first <= 0 && second <= 0 && first+second < 0:
		order = note.New(note.OneReversed)
	default:
		return nil
	}
	if !b.noTies(ctx) {
		return nil
	}
	switch {
	case b.diminishing(ctx, 0) && b.diminishing(ctx, 1):
		return &Theorem{
			Class:     "strategic complementarities with diminishing returns",
			Statement: note.New(note.DiminishingReturns, order),
			Source:    "Krishna (1992), Harvard Business School Working Paper 92-073; Berger (2008), Journal of Economic Theory 143:292-301",
		}
	case b.shape == [2]int{3, 3}:
		return &Theorem{
			Class:     "3x3 strategic complementarities",
			Statement: note.New(note.ThreeByThree, order),
			Source:    "Hahn (1999), Economics Letters 64:57-60",
		}
	}
	return nil
}

// crossSign is 1 if player p's differences weakly increase in the other's
// action and somewhere strictly, -1 if they decrease so, 0 if they are constant;
// it is not ok if they do neither throughout.
func (b bimatrix) crossSign(ctx context.Context, p int) (sign int, ok bool) {
	var low, high big.Int
	for i := range b.shape[p] - 1 {
		if ctx.Err() != nil {
			return 0, false
		}
		for j := range b.shape[1-p] - 1 {
			low.Sub(b.num(p, i+1, j), b.num(p, i, j))
			high.Sub(b.num(p, i+1, j+1), b.num(p, i, j+1))
			switch s := high.Cmp(&low); {
			case s == 0:
			case sign == 0:
				sign = s
			case s != sign:
				return 0, false
			}
		}
	}
	return sign, true
}

// diminishing reports strictly diminishing returns of player p.
func (b bimatrix) diminishing(ctx context.Context, p int) bool {
	var step, before big.Int
	for j := range b.shape[1-p] {
		if ctx.Err() != nil {
			return false
		}
		for i := 1; i < b.shape[p]-1; i++ {
			before.Sub(b.num(p, i, j), b.num(p, i-1, j))
			step.Sub(b.num(p, i+1, j), b.num(p, i, j))
			if step.Cmp(&before) >= 0 {
				return false
			}
		}
	}
	return true
}
