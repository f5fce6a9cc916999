// Package expr is the language of parameters: exact numbers, polynomials with
// integer coefficients (Poly), rational functions (Ratio), piecewise rational
// functions (Value) and quantifier-free formulas over the reals (Formula), with
// a parser and a printer for each.
//
// Start with Parse and CompileValue or CompileFormula to read, and Printer to
// write. Variables are numbered; the caller keeps their names. All values are
// immutable. Nothing here uses floating point.
//
// Arithmetic is exact and unlimited. Only reading text is bounded: a formula that
// would need more terms, cases or work than the limits allow is refused with a
// message, so that input of any kind is answered within about a second.
//
// Polynomials can be divided, factored, and eliminated from: GCD, DivExact,
// SquareFree, Factorize, FactorizeFully, Sqrt, Resultant, Discriminant. Methods
// that work modulo primes (Brown's gcd, Zassenhaus' factorisation) only ever
// propose; what they propose is accepted when it divides.
package expr
