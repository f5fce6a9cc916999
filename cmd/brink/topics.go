package main

import (
	"strings"

	"github.com/spf13/cobra"

	"brink/games"
)

// topics are pages of help that belong to no command: brink help NAME.
func topics() []*cobra.Command {
	return []*cobra.Command{
		{Use: "game-file", Short: "how a game file is written", Long: gameFileTopic},
		{Use: "claims", Short: "what a claim can say: formulas and predicates", Long: claimsTopic + otherPredicates()},
	}
}

// otherPredicates lists those of the kinds of games that are not in strategic form,
// from the catalogue.
func otherPredicates() string {
	var b strings.Builder
	b.WriteString("\n\nOther kinds of games have predicates of their own:\n")
	for _, k := range []games.Kind{games.TreeForm, games.BayesianForm, games.StochasticForm, games.ContinuousForm, games.DynamicsForm, games.AnonymousForm} {
		b.WriteString("\n" + string(k) + ":\n")
		for _, p := range games.Predicates(k) {
			if p.Kinds != nil {
				b.WriteString("  " + p.Usage + "\n")
			}
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

const gameFileTopic = `A game file is YAML (or JSON). brink show MODEL --file prints the file of a
built-in model to start from; brink check FILE reports every mistake.

  brink: 1                    the version of the format; required
  id, name, source, description, notes, shelf
  see: [chicken, moat]        models that belong beside it
  number, place, gist         what a text says that the game is about, in other words,
  firmness: states            how firmly: states, may, recommends, asks, silent,
  adds                        and what the game adds to it
  parameters:                 NAME: DEFAULT, or
    c: {default: 1/5, range: "(0, 1]", description: cost of war}
  integers: [n]               parameters that are whole numbers in claims
  assume: [c > 0]             what the conditions may take for granted
  define: {win: 1/2 + phi}    names for expressions, in order
  players:                    actions of each player, one of
    Blue: [hold, strike]
    {count: 4, prefix: State, actions: [hold, race]}
    Blue: {grid: 0..1 step 1/10}
    {count: n, prefix: State, actions: [hold, strike]}   n a parameter: every whole
                              number of players at least 2; two actions, each: alone,
                              repeated: {discount: delta} for grim; brink solve --set n=5
  payoffs:                    one of
    hold: [[1/2, 1/2], [0, 1]]         a row for each action of the first player
    profiles: [[hold, hold, hold, [u1, u2, u3]]]              every profile once
    each: "if(is(race), b - c, d*others(hold))"   one formula for every player
    Blue: "..."                                 or one formula for each player
  players: {A: {chooses: x, range: "[0, inf)"}, B: {chooses: y, range: "[0, 1]"}}
                              numbers from ranges, with one formula for each player;
                              {count: n, prefix: State, chooses: x, range: "[0, 1]"} with
                              each: for n who are alike
  moves: [A, B]               they choose in this order, each knowing what was chosen
                              before; choices to which no reply is best are not compared
                              of an all-pay auction ("if(x > y, V, 0) - x") or a war of
                              attrition --concept mixed gives the mixed equilibrium
  tree:                       instead of payoffs: moves in order; players: [A, B]
    move: A                   a move: the player, what she can do and what follows
    set: s                    nodes with the same set: she cannot tell apart; optional
    actions: {stay: [0, 0], go: {chance: {good: q, bad: 1 - q}, then: {...}}}
                              a leaf is a list of payoffs or {name: war, pays: [0, 0]};
                              pays: on a move or on chance is added to all leaves below
  repeated:                   repeated play; optional
    discount: delta           a parameter or an expression, or one for each player
    horizon: 10               play ends after so many periods; payoffs are added up
    error: eps                probability that an intended action is replaced
    cooperate: hold           what built-in automata cooperate with
    automata: {...}           strategies of your own; brink show chicken --file
    profiles: [[grim, grim]]  the profiles that brink repeated examines
  claims:                     brink help claims
  known:                      published results that brink verify holds brink to
    - {at: {phi: 1/4}, equilibria: [[[1, 0], [1, 0]]], source: ...}   all of them
    - {count: 75}             or components, value (zero-sum), contains: [[[1, 0], [1, 0]]],
                              critical: {grim: 1/2}; brink solve --format known prints one
    - {at: {q: 1/4}, concept: pbe, equilibria: [{strategies: {respond: concede}}]}
                              of trees, types, states, choices and dynamics: rows as in
                              the JSON of brink conditions, as far as they are stated;
                              or contains: [...] or count: 2; concept: stationary takes
                              the equilibria of brink solve for games with states
  types:                      what players know of themselves, beside payoffs; one of
    Blue: {low: {prob: p, c: 1/5}, high: {prob: 1 - p, c: 1}}    and so on; each: for all
    prior: {low low: 1/2, high high: 1/2}       instead of prob, where types are correlated
    each: {c: {uniform: [0, C]}}                a number; or, with its density,
    each: {c: {density: "2*z", in: z, range: "[0, 1]"}}
  talk: {Blue: [yes, no]}     what players may say, at no cost and all at once, before they
                              act: beside payoffs, with or without types; read as a tree
                              with the sets Blue.low (what to say) and Blue.low.yes (what
                              to do once yes was said), or Red.yes without types
  global: {x: {uniform: [-1, 1]}}   a number that all observe with vanishing noise

Expressions have + - * / ^ with integer exponents, numbers such as 3, 0.1, 1e2
and 2/3 (all exact), parameters, defined names, min(a, b), max(a, b), abs(a),
if(formula, a, b), sqrt(a), exp(a) and log(a) of what depends on parameters alone,
and root("x^3 + x - 1", 0, 1), the only root of a polynomial between two numbers.
Claims with them are theorems or undecided; those with exp or log have no evidence
for --check, and pure numbers such as solve needs only where they are rational. In a payoff formula is(a) is 1 if this player plays a and
else 0, others(a) counts the other players at a, count(a) all of them, and
plays(P, a) tells what P does; for actions that are numbers there are value,
value(P), sum(value) and sum_others(value). Where there are types, own(c) is the
number c of this player's type, c(P) that of P, and type(P, low) is 1 or 0.`

const claimsTopic = `A claim is a formula over the parameters that brink verify decides for all
values that assume, the ranges and given allow:

  claims:
    - id: peace-possible
      says: Peace is an equilibrium exactly while offence does not pay.
      given: [phi > 0]
      holds: nash(hold, hold) <=> phi <= c
      verdict: proved          what is expected; proved where it is left out
      reading: possible        of what a text says (gist:): there are cases in which it
                               is so; likelier: something rises or falls with a
                               parameter; inevitable: it is always so

Names, descriptions, notes, gist: and says: may be {en: ..., zh: ...}.

Formulas have < <= = != >= >, chains such as 0 < x <= 1, and, or, not, =>, <=>,
and the expressions of brink help game-file. Names of several words are quoted.

  nash(a, b)                    the profile is a Nash equilibrium
  strict(a, b)                  every unilateral deviation loses
  unique(a, b)                  the only equilibrium, mixed ones included
  no_pure_nash()                there is none in pure strategies
  mixed()                       there is a completely mixed one
  dominant(P, a)                a is strictly dominant for player P
  weakly_dominant(P, a)         never worse than any other, sometimes better
  dominates(P, a, b)            a is strictly better than b against everything
  efficient(a, b)               no pure profile Pareto-dominates it
  pareto((a, b), (c, d))        (a, b) Pareto-dominates (c, d)
  risk_dominant((a, b), (c, d)) 2x2: both are strict, and the first has the
                                greater product of deviation losses
  ess(a)                        evolutionarily stable; symmetric, two players
  spe(s, t)                     the automata are subgame perfect
  repeated_nash(s, t)           the automata are a Nash equilibrium
  payoff(P, (a, b))             a number: the payoff of P
  prob(P, a)                    a number: the probability of a in the completely
                                mixed equilibrium, where there is exactly one;
                                any number of players
  increasing(e, x)              e is weakly monotone in the parameter x, the
  decreasing(e, x)              other parameters held

increasing and decreasing are proved where e is monotone over all allowed values
of x, and refuted where it runs the other way throughout. Where it turns, they
hold at the values of x where the slope of e is right; where e jumps, or the
allowed values of x have gaps, at those from which on no value is out of order,
at the last one if none just before it is.

A claim that uses prob, or divides, speaks of the points where that is defined:
it is vacuous where there are none, and a number that is defined nowhere under
the hypotheses, behind a condition that never holds, is named in a warning.`
