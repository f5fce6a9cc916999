package format

import (
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// maxTerms bounds the terms of a payoff that is a polynomial.
const maxTerms = 1000

// nfgReader reads Gambit's strategic form (.nfg): the title, players,
// strategies by number or by name, an optional comment, and either the payoffs
// of every profile or a list of outcomes and the outcome of every profile, in
// both cases with the first player's strategy changing fastest (Gambit
// documentation, "The strategic game (.nfg) file format"). Files of Gambit 0.94
// may declare parameters and give polynomials in them as payoffs; they become
// parameters of the game.
type nfgReader struct {
	*lexer
	g      *games.Game
	shared constants
	params expr.Names
}

func readNFG(s *source) *games.Game {
	x := &nfgReader{lexer: newLexer(s), g: &games.Game{Defined: expr.True()}, shared: make(constants)}
	x.read()
	return x.g
}

func (x *nfgReader) read() {
	title, players, ok := x.header("NFG", "1")
	if !ok {
		return
	}
	x.g.Name = title
	names := x.names(players, "Player ", "a player")
	if !x.strategies(names) {
		return
	}
	n := x.g.Profiles(maxPayoffs)
	outcomes := false
	for !outcomes {
		switch {
		case x.peek.kind == tokText:
			x.g.Description = x.next().text
			continue
		case x.peek.is("{"):
			x.next()
			if x.peek.kind == tokText || x.peek.kind == tokWord { // parameters
				if !x.parameters() {
					return
				}
				continue
			}
			outcomes = true
		}
		break
	}
	if outcomes {
		ok = x.outcomeBody(n)
	} else {
		ok = x.payoffBody(n)
	}
	if ok && x.peek.kind != tokEnd {
		x.unexpected(x.peek, "the end of the file", "the numbers of strategies may not fit the payoffs")
	}
}

// strategies reads { 3 2 } or { { "a" "b" } { "c" } }.
func (x *nfgReader) strategies(names []string) bool {
	if !x.expect("{", "the list of strategies, which begins with {,") {
		return false
	}
	profiles, limit := 1, maxPayoffs/len(names)
	for i := 0; ; i++ {
		x.commas()
		if x.peek.is("}") {
			if t := x.next(); i < len(names) {
				x.errorAt(t.pos, t.end, "", "found strategies of %s where there are %d", plural(i, "player"), len(names))
				return false
			}
			return true
		}
		if i == len(names) {
			x.unexpected(x.peek, "} behind the strategies of the last player", "")
			return false
		}
		at := x.peek
		var tokens []token
		count := 0
		if at.is("{") {
			x.next()
			var ok bool
			if tokens, ok = x.labels("the name of a strategy"); !ok {
				return false
			}
			if count = len(tokens); count == 0 {
				x.errorAt(at.pos, at.end, "", "%s has no strategies", names[i])
				return false
			}
		} else {
			var ok bool
			if count, ok = x.integer("a number of strategies", 1, maxActions); !ok {
				return false
			}
		}
		if profiles *= count; profiles > limit {
			x.errorAt(at.pos, at.end, "", "%s", tooManyPayoffs)
			return false
		}
		actions := numbered(count)
		if tokens != nil {
			actions = x.names(tokens, "", "a strategy of "+names[i])
		}
		x.g.Players = append(x.g.Players, games.NewPlayer(names[i], actions))
	}
}

// parameters reads the names of parameters, the { being read.
func (x *nfgReader) parameters() bool {
	tokens, ok := x.labels("the name of a parameter")
	if !ok {
		return false
	}
	for _, t := range tokens {
		if !expr.ValidName(t.text) || slices.Contains(x.params, t.text) || len(x.params) == maxParameters {
			x.errorAt(t.pos, t.end, "", "%q cannot be the name of a parameter", abbreviate(t.text))
			return false
		}
		x.params = append(x.params, t.text)
		x.g.Params = append(x.g.Params, games.Parameter{Name: t.text, Within: expr.True()})
	}
	return true
}

// order calls f with the profile indices in the order of the file.
func (x *nfgReader) order(n int, f func(index int) bool) bool {
	profile := make([]int, len(x.g.Players))
	for range n {
		if !f(x.g.Index(profile)) {
			return false
		}
		for p := range profile {
			if profile[p]++; profile[p] < len(x.g.Players[p].Actions) {
				break
			}
			profile[p] = 0
		}
	}
	return true
}

// payoffBody reads the payoffs of every profile. The list grows as the file
// does, so that a short file with large declarations costs nothing.
func (x *nfgReader) payoffBody(n int) bool {
	players := len(x.g.Players)
	var list []expr.Value
	for len(list) < n*players {
		x.commas()
		if x.peek.kind == tokEnd {
			x.errorAt(x.peek.pos, x.peek.end, "", "found %s where %d, %d for each of %d profiles, were expected", plural(len(list), "payoff"), n*players, players, n)
			return false
		}
		v, ok := x.payoff(false)
		if !ok {
			return false
		}
		list = append(list, v)
	}
	x.commas()
	x.allocate(n)
	return x.order(n, func(index int) bool {
		for p := range players {
			x.g.Payoffs[p][index] = list[0]
			list = list[1:]
		}
		return true
	})
}

func (x *nfgReader) allocate(n int) {
	x.g.Payoffs = make([][]expr.Value, len(x.g.Players))
	for p := range x.g.Payoffs {
		x.g.Payoffs[p] = make([]expr.Value, n)
	}
}

// outcomeBody reads outcomes, the { being read, and the number of the outcome of
// every profile; outcome 0 pays nothing.
func (x *nfgReader) outcomeBody(n int) bool {
	players := len(x.g.Players)
	zero := make([]expr.Value, players)
	for p := range zero {
		zero[p] = expr.Plain(algebra.Ratio{})
	}
	outcomes := [][]expr.Value{zero}
	for {
		x.commas()
		if x.peek.is("}") {
			x.next()
			break
		}
		if !x.expect("{", "an outcome, which begins with {,") {
			return false
		}
		if x.peek.kind == tokText {
			x.next()
		}
		var pays []expr.Value
		for x.commas(); !x.peek.is("}"); x.commas() {
			if len(pays) == players {
				x.unexpected(x.peek, "} behind the payoffs of an outcome", "")
				return false
			}
			v, ok := x.payoff(true)
			if !ok {
				return false
			}
			pays = append(pays, v)
		}
		if t := x.next(); len(pays) < players {
			x.errorAt(t.pos, t.end, "", "found %s in outcome %d where %d, one per player, were expected", plural(len(pays), "payoff"), len(outcomes), players)
			return false
		}
		outcomes = append(outcomes, pays)
	}
	var list []int32
	for len(list) < n {
		x.commas()
		if x.peek.kind == tokEnd {
			x.errorAt(x.peek.pos, x.peek.end, "", "found the outcomes of %s where %d were expected", plural(len(list), "profile"), n)
			return false
		}
		k, ok := x.integer("the number of an outcome", 0, len(outcomes)-1)
		if !ok {
			return false
		}
		list = append(list, int32(k))
	}
	x.commas()
	x.allocate(n)
	return x.order(n, func(index int) bool {
		for p, v := range outcomes[list[0]] {
			x.g.Payoffs[p][index] = v
		}
		list = list[1:]
		return true
	})
}

// payoff reads a number or, in files with parameters, a polynomial: terms such
// as 3 x y^2 joined by + and - that stand apart.
func (x *nfgReader) payoff(inOutcome bool) (expr.Value, bool) {
	if len(x.params) == 0 || !inOutcome {
		t := x.peek
		if v, ok := x.shared[t.text]; ok && t.kind == tokNumber {
			x.next()
			return v, true
		}
		r, ok := x.rational("a payoff")
		if !ok {
			return expr.Value{}, false
		}
		return x.shared.value(t.text, r), true
	}
	sum := algebra.Ratio{}
	for n := 0; ; n++ {
		if n == maxTerms {
			x.errorAt(x.peek.pos, x.peek.end, "", "found a payoff of more than %d terms", maxTerms)
			return expr.Value{}, false
		}
		negative := false
		if n > 0 || x.peek.is("-") {
			if !x.peek.is("+") && !x.peek.is("-") {
				return expr.Plain(sum), true
			}
			negative = x.next().text == "-"
		}
		term, ok := x.term()
		if !ok {
			return expr.Value{}, false
		}
		if negative {
			term = term.Neg()
		}
		sum = sum.Add(term)
	}
}

// term reads a coefficient, variables with powers, or both.
func (x *nfgReader) term() (algebra.Ratio, bool) {
	term := algebra.FromInt(1)
	if x.peek.kind == tokNumber {
		r, ok := x.rational("a coefficient")
		if !ok {
			return term, false
		}
		term = algebra.FromRat(r)
	} else if x.peek.kind != tokWord {
		x.unexpected(x.peek, "a payoff", "")
		return term, false
	}
	degree := 0
	for x.peek.kind == tokWord {
		t := x.next()
		v := slices.Index(x.params, t.text)
		if v < 0 {
			x.errorAt(t.pos, t.end, expr.DidYouMean(t.text, x.params), "%q is not a parameter", abbreviate(t.text))
			return term, false
		}
		k := 1
		if x.peek.is("^") {
			x.next()
			var ok bool
			if k, ok = x.integer("an exponent", 0, expr.MaxPower); !ok {
				return term, false
			}
		}
		if degree += k; degree > expr.MaxPower {
			x.errorAt(t.pos, t.end, "", "the degree is too large: at most %d", expr.MaxPower)
			return term, false
		}
		power, err := algebra.FromPoly(algebra.Variable(v)).Pow(k)
		if err != nil {
			x.errorAt(t.pos, t.end, "", "%s", err)
			return term, false
		}
		term = term.Mul(power)
	}
	return term, true
}
