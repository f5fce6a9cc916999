// Package check verifies the evidence behind verdicts without the prover. It
// searches for nothing, and is small enough to be read. Its plain data types are
// what the prover fills in.
//
// Evidence refutes a conjunction of formulas in two steps. Each Lemma says that
// some sign conditions exclude each other, and carries a certificate: a positive
// combination that is negative (Farkas 1902; Stengle 1974), a tree of boxes
// (Bernstein), a solved equation, or a covering of space by cells (Collins 1975).
// The formulas together with the lemmas must then contradict each other by the
// logic of signs alone.
//
// Nothing is computed with the prover's algebra: polynomials are copied term by
// term, and their arithmetic, resultants, the isolation and comparison of real
// roots and the signs at algebraic points are this package's own. Factorisations
// and sample points come with the evidence and are multiplied out and found
// again. Shared are the types of formulas and polynomials (games/expr,
// games/algebra), by which the question is put, and math/big.
//
// Derive writes what is known of exp and log, rule by rule, and verifies the numbers in
// it with enclosures of its own.
//
// Arithmetic is this algebra for callers that write out what a printed answer means.
//
// Start with Refutes.
package check
