package nash

import (
	"context"
	"math/big"

	"brink/games"
	"brink/solver/nash/bimatrix"
	"brink/solver/nash/logit"
	"brink/solver/nash/method"
	"brink/solver/nash/pure"
	"brink/solver/nash/refine"
	"brink/solver/nash/symmetric"
)

// What the rooms below offer to others, under one roof. What methods share is in
// method:
type (
	Method      = method.Name
	Solver      = method.Solver
	Options     = method.Options
	Progress    = method.Progress
	Result      = method.Result
	Stats       = method.Stats
	Equilibrium = method.Equilibrium
	Subset      = method.Subset
	Component   = method.Component
	Continuum   = method.Continuum
	Irrational  = method.Irrational
	Number      = method.Number
)

// The methods of All. The zero value of Options means MethodAuto.
const (
	MethodAuto        = method.Auto
	MethodEEE         = method.EEE
	MethodVertex      = method.Vertex
	MethodSupport     = method.Support
	MethodLemkeHowson = method.LemkeHowson
	MethodPure        = method.Pure
	MethodZeroSum     = method.ZeroSum
)

// Errors of the rooms.
var (
	ErrMethod    = method.Err
	ErrSelfCheck = method.ErrSelfCheck
	ErrSymmetric = symmetric.Err
	ErrLogit     = logit.Err
)

// RationalNumber returns r as a Number.
func RationalNumber(r *big.Rat) Number { return method.RationalNumber(r) }

// PureEquilibrium is pure.At.
func PureEquilibrium(g *games.Strategic, profile []int) (Equilibrium, bool) {
	return pure.At(g, profile)
}

// Path is a Lemke-Howson path.
type Path = bimatrix.Path

// LemkeHowsonPath is bimatrix.LemkeHowsonPath.
func LemkeHowsonPath(ctx context.Context, g *games.Strategic, label int) (*Path, error) {
	return bimatrix.LemkeHowsonPath(ctx, g, label)
}

// LemkeHowsonPaths is bimatrix.LemkeHowsonPaths.
func LemkeHowsonPaths(ctx context.Context, g *games.Strategic, workers int) ([]Path, error) {
	return bimatrix.LemkeHowsonPaths(ctx, g, workers)
}

// Games of exchangeable players.
type (
	Symmetric            = symmetric.Game
	SymmetricEquilibrium = symmetric.Equilibrium
	SymmetricResult      = symmetric.Result
	Orbit                = symmetric.Orbit
	Orbits               = symmetric.Orbits
)

// SymmetricEquilibria is symmetric.Equilibria.
func SymmetricEquilibria(ctx context.Context, g Symmetric, opt Options) (*SymmetricResult, error) {
	return symmetric.Equilibria(ctx, g, opt)
}

// TwoActionOrbits is symmetric.TwoActionOrbits.
func TwoActionOrbits(ctx context.Context, g Symmetric, opt Options) (*Orbits, error) {
	return symmetric.TwoActionOrbits(ctx, g, opt)
}

// What is said of games and equilibria besides finding them.
type (
	Dominance       = refine.Dominance
	Elimination     = refine.Elimination
	EliminationStep = refine.EliminationStep
	Structure       = refine.Structure
	Welfare         = refine.Welfare
	Threshold       = refine.Threshold
	Objective       = refine.Objective
	Correlated      = refine.Correlated
)

// The kinds of dominance.
const (
	StrictDominance = refine.StrictDominance
	WeakDominance   = refine.WeakDominance
)

// Eliminate is refine.Eliminate.
func Eliminate(ctx context.Context, g *games.Strategic, kind Dominance) (*Elimination, error) {
	return refine.Eliminate(ctx, g, kind)
}

// Undominated is refine.Undominated.
func Undominated(ctx context.Context, g *games.Strategic, strategies [][]*big.Rat) (bool, error) {
	return refine.Undominated(ctx, g, strategies)
}

// Structures is refine.Structures.
func Structures(ctx context.Context, g *games.Strategic) (*Structure, error) {
	return refine.Structures(ctx, g)
}

// Thresholds is refine.Thresholds.
func Thresholds(g *games.Strategic) []Threshold { return refine.Thresholds(g) }

// WelfareOf is refine.WelfareOf.
func WelfareOf(g *games.Strategic, equilibria []Equilibrium) *Welfare {
	return refine.WelfareOf(g, equilibria)
}

// CorrelatedEquilibrium is refine.CorrelatedEquilibrium.
func CorrelatedEquilibrium(ctx context.Context, g *games.Strategic, coarse bool, objective Objective) (*Correlated, error) {
	return refine.CorrelatedEquilibrium(ctx, g, coarse, objective)
}

// Logit quantal response equilibria, which are approximate.
type (
	LogitOptions = logit.Options
	LogitPoint   = logit.Point
	LogitPath    = logit.Path
)

// Logit is logit.Trace.
func Logit(ctx context.Context, g *games.Strategic, opt LogitOptions) (*LogitPath, error) {
	return logit.Trace(ctx, g, opt)
}

// LogitPrecisions is logit.Precisions.
func LogitPrecisions(ctx context.Context, g *games.Strategic) []float64 {
	return logit.Precisions(ctx, g)
}

// LogitTwoByTwo is logit.TwoByTwo.
func LogitTwoByTwo(g *games.Strategic, lambda float64) ([]LogitPoint, error) {
	return logit.TwoByTwo(g, lambda)
}
