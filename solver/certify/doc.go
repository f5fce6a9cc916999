// Package certify states what the rows of a table of strategic games say, from
// the definitions of the concepts and not from how the table was made, and has
// package check accept evidence for it.
//
// The statements are written out with the arithmetic of package check; the prover
// only finds the evidence. What is read of a row is its printed form: conditions,
// probabilities and payoffs are printed and parsed again.
//
// That a row exists is a statement "for these parameters there are mixtures such
// that". It is certified by mixtures as functions of the parameters, one of which
// is an equilibrium wherever the condition holds, and, where probabilities solve
// an equation, by the change of sign of its polynomial between two points.
//
// Start with Rows.
package certify
