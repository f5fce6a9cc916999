// Package certificate writes verdicts on claims as data that others can check
// without brink, starting from the game.
//
// A claim about a game in strategic form is written out again by the definitions of
// its predicates: a sentence of real arithmetic about the parameters and, where a
// predicate speaks of all mixed strategies, about probabilities. That one side of it
// cannot hold is shown by a refutation (package check), that it can by a point. A
// checker that reads the game, the claim and the certificate writes the sentence
// anew, so nothing that brink compiled is trusted; docs/certificates.md is for its
// author. For games of other kinds the certificate starts from the formula that the
// claim was compiled to, and says so.
//
// Files for Coq, z3, cvc5 and QEPCAD define games of every kind: a form (sentence.go)
// writes the payoffs of one kind and its predicates as terms.
package certificate
