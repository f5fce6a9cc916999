// Package expr is the language of parameters: exact numbers, polynomials with
// integer coefficients (Poly), rational functions (Ratio), piecewise rational
// functions (Value) and quantifier-free formulas over the reals (Formula), with
// a parser and a printer for each.
//
// Start with Parse and CompileValue or CompileFormula to read, and Printer to
// write. Variables are numbered; the caller keeps their names. All values are
// immutable. Nothing here uses floating point.
package expr
