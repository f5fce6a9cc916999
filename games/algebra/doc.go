// Package algebra holds exact integers (Int), polynomials with integer coefficients
// in any number of variables (Poly) and rational functions (Ratio), and prints them.
//
// Variables are numbered from 0; the caller keeps their names. All values are
// immutable, the zero Poly and Ratio are 0, and nothing here uses floating point.
//
// Polynomials can be divided, factored, and eliminated from: GCD, DivExact,
// SquareFree, Factorize, FactorizeFully, Sqrt, Resultant, Discriminant. Methods
// that work modulo primes (Brown's gcd, Zassenhaus' factorisation) only ever
// propose; what they propose is accepted when it divides, and an image that says
// nothing, because all of it vanishes, bounds nothing.
//
// # Work
//
// No operation takes a context: asking for one in the innermost loops would cost
// every caller something, and most polynomials have a handful of terms. What may
// take long is a method of Effort as well: a budget of steps (NewEffort) for what
// must have a bounded cost, as a formula that is read; or the account of a caller
// who counts units of his own or watches a context (Charging). A long computation
// (elimination, resultants, divisors) then ends after the operation on single
// polynomials that it is at. Such an operation still takes the time of its terms,
// which for the largest polynomials that formulas may have (MaxTerms) is minutes; a
// program that must end within a second leaves it behind, as cmd/brink does.
package algebra
