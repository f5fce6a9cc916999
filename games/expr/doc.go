// Package expr is the language of parameters: piecewise rational functions (Value)
// and quantifier-free formulas over the reals (Formula) on top of the polynomials
// of package algebra, with a parser and a printer.
//
// Start with Parse and CompileValue or CompileFormula to read, and Printer to
// write. Variables are numbered; the caller keeps their names. All values are
// immutable. Nothing here uses floating point.
//
// Arithmetic is exact and unlimited. Only reading text is bounded: a formula that
// would need more terms, cases or work than the limits allow is refused with a
// message, so that input of any kind is answered within about a second.
package expr
