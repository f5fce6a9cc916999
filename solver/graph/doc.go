// Package graph decides claims that mention exp and log. Their values are variables
// of which facts are known, so that what package prove derives about all points of
// the facts holds on the graph of the functions, which is a part of them; points that
// show that something can hold are points of the graph, certified by enclosures.
//
// Decide refines: it asks for a point at which facts, hypotheses and a formula hold;
// where there is none, none is on the graph. A point found either has parameters at
// which the formula is certified to hold on the graph, or values off the graph; then
// bounds are added that exclude it: tangents and chords, valid since exp is convex and
// log concave, with rational coefficients from enclosures rounded outwards, and Taylor
// and Padé bounds at 0 and 1 (incremental linearisation: Cimatti, Griggio, Irfan,
// Roveri and Sebastiani 2018; upper and lower bound families as in MetiTarski:
// Akbarpour and Paulson 2010). Rounds are bounded; what is left open is undecided.
package graph
