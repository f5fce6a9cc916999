// Package repeated analyses repeated play of a finite game with discounting, without
// end or for some periods, exactly and with symbols: strategies are finite automata,
// and the answers are conditions on the discount factors and the parameters of the
// game.
//
// Start with Analyse, which returns for one profile of strategies the outcome,
// the values and the formulas of subgame perfection and of Nash equilibrium, and
// with CriticalSet for the discount factors at which a formula holds when the
// other parameters are numbers. games.BuiltIns lists the strategies that have names,
// Resolve makes them.
//
// What any strategies could do is computed for stage games in numbers: Payoffs
// gives the set of subgame-perfect payoffs of two players, with the penal codes
// that hold it up, PayoffsUnrandomised the one without public randomisation,
// PayoffBounds an enclosure for more players, LeastDelta the least patience that
// sustains a profile, LeastDeltaPath a path, Minmaxes what players can be held to, and Deterrable, over the
// parameters, what no strategies can do without. RoundRobin, LongRun, Fix and
// SmallMutation compare strategies in tournaments and populations.
//
// # Glossary
//
//   - An automaton strategy (Machine) is a Moore machine: a state says what to
//     play, possibly at random, and the realised action profile says which state
//     comes next, possibly at random. States are seen by all players; a
//     randomisation over actions is seen only through its result.
//   - A joint state has one state for each player. It is reachable if some
//     history leads to it, whether or not anybody deviated on the way. A random
//     transition whose probability is a formula counts as possible, also at
//     parameters where the formula is zero.
//   - The value of a joint state is the normalised discounted payoff
//     (1-δ)·Σ δ^t·u_t when all follow their automata from there, with the player's own
//     δ where every player has one. Her incentives depend on no other.
//   - Under a finite horizon the value is the sum Σ δ^t·u_t over the periods that are
//     left, δ may be 1, and the period is part of the joint state: subgame perfection is
//     that of backward induction (Selten 1965; Benoît and Krishna 1985).
//   - A one-shot deviation plays another action once and then follows the
//     automaton again. A profile of automata is subgame perfect exactly when no
//     one-shot deviation at a reachable joint state gains (Blackwell 1965;
//     Abreu 1988).
//   - It is a Nash equilibrium exactly when no other strategy gains against the
//     automata of the others: a Markov decision problem on their joint states,
//     solved by a stationary policy (Blackwell 1962; Rubinstein 1986).
//
// All equilibria here are in pure actions unless a strategy mixes; automata under
// imperfect public monitoring read the public signal only, so that subgame
// perfection means a perfect public equilibrium (Fudenberg, Levine and Maskin
// 1994).
//
// Formulas are exact for 0 <= δ < 1, the range of a discount factor, under a finite
// horizon for 0 <= δ <= 1, and are not
// simplified under the assumptions of the game: that is the work of the caller.
// Factors of δ alone that keep their sign on [0, 1) have been divided out.
package repeated
