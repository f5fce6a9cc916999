// Package exact computes with exact numbers at the speed of machine words: Rat and
// the integers of 128 and 256 bits; real algebraic numbers in one variable
// (Algebraic, Roots) and as points built coordinate by coordinate (Tower); linear
// algebra (Solve, DetSign, Tableau) and linear programs (LP).
//
// Kernels work on overflow-checked words first, wider ones then, and math/big at the
// end; no answer depends on which. Floating point only orders work or carries a
// proved bound on its error (FloatInterval, and the enclosures of a Tower): it
// decides signs that its bound proves, never a zero.
//
// Intervals come in four kinds, because each is the fastest for its purpose:
// Interval has rational ends and is a statement; FloatInterval has two floats,
// directed outwards, for boxes that are bisected; within a Tower ball is a midpoint
// and a radius in floats for the first look at a sign, and wide the same at any
// precision for the second.
package exact
