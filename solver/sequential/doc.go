// Package sequential finds the equilibria of games in extensive form as conditions
// on the parameters: pure subgame-perfect equilibria (Selten 1965) by backward
// induction over subgames, and weak perfect Bayesian equilibria, that is
// assessments that are sequentially rational with beliefs from Bayes' rule where
// it applies, pure and mixed.
package sequential
