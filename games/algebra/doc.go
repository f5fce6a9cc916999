// Package algebra holds exact integers (Int), polynomials with integer coefficients
// in any number of variables (Poly) and rational functions (Ratio), and prints them.
//
// Variables are numbered from 0; the caller keeps their names. All values are
// immutable, the zero Poly and Ratio are 0, and nothing here uses floating point.
//
// Polynomials can be divided, factored, and eliminated from: GCD, DivExact,
// SquareFree, Factorize, FactorizeFully, Sqrt, Resultant, Discriminant. Methods
// that work modulo primes (Brown's gcd, Zassenhaus' factorisation) only ever
// propose; what they propose is accepted when it divides.
package algebra
