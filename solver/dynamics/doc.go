// Package dynamics plays a finite game round by round: fictitious play in both
// of its classical timings, and best-response dynamics. Everything is exact:
// the trajectory is the one the rule defines, whatever the number of rounds,
// and ties, which decide everything in arms-race models, are ties.
//
// Use FictitiousPlay first. It also says whether play has provably become
// periodic (Cycle), whether run lengths grow (Growth), and which convergence
// theorems cover the game (Theorems). BestResponse follows myopic moves until a
// pure equilibrium or a cycle.
//
// # Glossary
//
// A round is one action by every player. A run is a maximal block of
// consecutive rounds with the same profile. Beliefs are a player's cumulative
// payoffs: for each of her actions, the sum over the rounds she has observed of
// what that action would have paid; her best response to the empirical
// distribution is the action whose sum is largest. The drift of a block of
// rounds is the change of beliefs over it.
//
// # What it does not do
//
// It proves no convergence beyond the theorems it names; Growth is an
// observation about finitely many rounds, and says so.
package dynamics
