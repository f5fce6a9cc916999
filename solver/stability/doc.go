// Package stability computes stability conditions: for every way of playing a
// game whose payoffs are formulas, the exact condition on the parameters under
// which it is an equilibrium, is strict, is efficient, is risk dominant, is
// evolutionarily stable. Conditions makes the table; AtPoint reads it at
// numbers; CompileClaim turns a claim about the game into one formula.
//
// Every condition is equivalent to its definition under the game's hypotheses
// (ranges and assumptions). Simplification is by proof (package prove), never by
// sampling, and only changes how a condition reads.
package stability
