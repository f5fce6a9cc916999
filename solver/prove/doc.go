// Package prove decides sentences of real arithmetic: whether a formula over the
// parameters holds for all reals that satisfy some hypotheses, holds for none,
// or under which condition it holds. Every Yes and No is a theorem; what the
// budget does not reach is Unknown.
//
// Start with Assume, which prepares hypotheses once, and ask the Assumptions:
// Implies, Satisfiable, Sign, Simplify, Condense, Measure0. Decide gives the verdict on a
// claim together with its counterexample, condition and evidence.
//
// # Glossary
//
//	factor      a square-free polynomial as Factorize leaves it; all reasoning
//	            is about the signs of factors
//	literal     a factor and the set of signs it may have
//	lemma       literals that no point of R^n satisfies together, with the
//	            certificate that shows it; valid whatever the hypotheses are
//	search      case distinction on signs; the only way to refute a branch is a
//	            lemma, so the lemmas of a finished search are its proof
//
// The theory behind each layer is named in the file that holds it.
package prove
