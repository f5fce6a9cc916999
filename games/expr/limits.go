package expr

import "brink/games/algebra"

// Limits of the language. They keep hostile input from exhausting the stack,
// memory or patience; formulas of games stay far below.
const (
	MaxDepth  = 200              // nesting of parentheses, signs and calls
	MaxPower  = algebra.MaxPower // exponent, and total degree of a polynomial
	MaxTerms  = algebra.MaxTerms // terms of a polynomial
	MaxCases  = 512              // cases of a piecewise expression
	MaxAtoms  = 20_000           // comparisons in a condition, or in all guards of an expression
	MaxSource = 100_000          // bytes of one formula
)

// maxEffort bounds the work of compiling one formula. The worst inputs found by
// FuzzCompile and TestHostileFormulas spend it in about a second.
const maxEffort = 1 << 24
