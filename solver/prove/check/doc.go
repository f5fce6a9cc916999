// Package check verifies the evidence behind verdicts without the prover: it
// imports nothing of package prove, searches for nothing, and is small enough to
// be read. Its plain data types are what the prover fills in.
//
// Evidence refutes a conjunction of formulas in two steps. Each Lemma says that
// some sign conditions exclude each other, and carries a certificate: a positive
// combination that is negative (Farkas 1902; Stengle 1974), or a covering of
// space by cells (Collins 1975). The formulas together with the lemmas must then
// contradict each other by the logic of signs alone.
//
// Start with Refutes. Exact arithmetic comes from games/expr and solver/exact.
package check
