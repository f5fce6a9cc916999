// Package games says what a game is: players, actions, payoffs that are
// formulas in named parameters (Game) or numbers (Strategic), repeated play and
// claims. It computes nothing about equilibria; the packages under solver do.
package games
