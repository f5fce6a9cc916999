package games

import (
	"fmt"
	"slices"
	"strings"

	"brink/games/expr"
)

// MaxPunishment bounds the periods of limited-punishment.
const MaxPunishment = 1000

// Takes says what a built-in automaton takes in parentheses.
type Takes int

const (
	TakesNothing       Takes = iota
	TakesAction              // an action of the player, which may be left out
	TakesPeriods             // a number of periods from 1 to MaxPunishment
	TakesProbability         // a formula between 0 and 1
	TakesProbabilities       // four of them, after CC, CD, DC and DD
	TakesProfiles            // a profile, or one for each player who may deviate
)

// BuiltIn is an automaton that repeated games have without describing it.
type BuiltIn struct {
	Name     string
	Takes    Takes
	Argument string // what the argument is called
	// Pair says that it is a strategy for two players, which answers the other's
	// actions, and Two that every player has two actions.
	Pair, Two bool
	Copies    bool // it plays what the other has played
	Says      string
	Source    string
}

// builtIns is the catalogue: always-A, which has a name for every action, comes
// first. What the automata do is defined in solver/repeated.
var builtIns = []BuiltIn{
	{Name: "always-A", Says: "plays A"},
	{Name: "grim", Takes: TakesAction, Argument: "A", Says: "cooperates until any profile but joint cooperation, then plays A for ever; with two actions A is the other one where it is left out"},
	{Name: "tit-for-tat", Pair: true, Copies: true, Says: "cooperates, then copies the other", Source: "Rapoport; Axelrod (1984)"},
	{Name: "win-stay-lose-shift", Pair: true, Two: true, Says: "cooperates if the last two actions were alike", Source: "Nowak and Sigmund (1993)"},
	{Name: "penance", Pair: true, Two: true, Says: "the deviator cooperates against defection once", Source: "van Damme (1989)"},
	{Name: "limited-punishment", Takes: TakesPeriods, Argument: "L", Two: true, Says: "answers any deviation with L periods of defection"},
	{Name: "generous-tit-for-tat", Takes: TakesProbability, Argument: "g", Pair: true, Two: true, Says: "forgives a defection with probability g", Source: "Molander (1985); Nowak and Sigmund (1992)"},
	{Name: "nash-reversion", Takes: TakesProfiles, Argument: "a, b", Says: "cooperates until any deviation, then plays the profile for ever; (a, b; c, d) reverts to the first if the first player deviates alone, and so on", Source: "Friedman (1971)"},
	{Name: "memory-one", Takes: TakesProbabilities, Argument: "cc, cd, dc, dd", Pair: true, Two: true, Says: "cooperates first, then with the probability for the last own and other action"},
}

// BuiltIns returns the catalogue of built-in automata.
func BuiltIns() []BuiltIn { return slices.Clone(builtIns) }

// Signature is how the automaton is written: "limited-punishment(L)", "grim" or
// "grim(A)".
func (b BuiltIn) Signature() string {
	switch b.Takes {
	case TakesNothing:
		return b.Name
	case TakesAction:
		return b.Name + " or " + b.Name + "(" + b.Argument + ")"
	}
	return b.Name + "(" + b.Argument + ")"
}

// Unfit says why a player of a game cannot use the automaton, with its argument or
// without; it is "" where she can.
func (b BuiltIn) Unfit(g *Game, player int, argument bool) string {
	if b.Pair {
		if g.Repeated != nil && g.Repeated.Monitoring != nil {
			return b.Name + " answers the actions of the other, which are not seen under imperfect monitoring; describe an automaton that reads signals"
		}
		if len(g.Players) != 2 {
			return fmt.Sprintf("%s is a strategy for two players; %s has %d", b.Name, g.ID, len(g.Players))
		}
	}
	two := !slices.ContainsFunc(g.Players, func(p Player) bool { return len(p.Actions) != 2 })
	if p := g.Players[player]; b.Copies && !two {
		for _, a := range g.Players[1-player].Actions {
			if !slices.Contains(p.Actions, a) {
				return fmt.Sprintf("%s cannot copy %q, which is not an action of %s", b.Name, a, p.Name)
			}
		}
	}
	switch p := g.Players[player]; {
	case b.Two && !two:
		return b.Name + " is a strategy for two actions a player; describe an automaton in the file for more"
	case b.Takes == TakesAction && !argument && len(p.Actions) != 2:
		return fmt.Sprintf("%s has %d actions: say which one %s punishes with, as in %s(%s)",
			p.Name, len(p.Actions), b.Name, b.Name, p.Actions[len(p.Actions)-1])
	}
	return ""
}

// fits reports whether every player can use the automaton.
func (b BuiltIn) fits(g *Game, argument bool) bool {
	for p := range g.Players {
		if b.Unfit(g, p, argument) != "" {
			return false
		}
	}
	return true
}

// AutomatonNames lists the automata that profiles of a game can name: those of its
// file, then the built-in ones that fit, arguments by their letters.
func AutomatonNames(g *Game) []string {
	var names []string
	if g.Repeated != nil {
		for _, a := range g.Repeated.Automata {
			names = append(names, a.Name)
		}
	}
	for _, p := range g.Players {
		for _, a := range p.Actions {
			if n := "always-" + a; !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	for _, b := range builtIns[1:] {
		if (b.Takes == TakesNothing || b.Takes == TakesAction) && b.fits(g, false) {
			names = append(names, b.Name)
		}
		if b.Takes != TakesNothing && b.fits(g, true) {
			names = append(names, b.Name+"("+b.Argument+")")
		}
	}
	return names
}

// automatonCalled is what the literature also calls the automata.
var automatonCalled = map[string]string{
	"tft": "tit-for-tat", "titfortat": "tit-for-tat", "tit for tat": "tit-for-tat", "gtft": "generous-tit-for-tat(g)", "generous": "generous-tit-for-tat(g)",
	"wsls": "win-stay-lose-shift", "pavlov": "win-stay-lose-shift", "trigger": "grim", "grim-trigger": "grim", "grim trigger": "grim",
	"contrite": "penance", "contrite-tit-for-tat": "penance", "memory-1": "memory-one(cc, cd, dc, dd)", "zd": "memory-one(cc, cd, dc, dd)",
}

// AutomatonMeant says which automaton of a game a name is meant for: one spelt nearly
// so, or one that is also called so; "" where nothing is near.
func AutomatonMeant(g *Game, name string) string {
	known := AutomatonNames(g)
	called := strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	meant := automatonCalled[called]
	if a := g.Players[0].Actions; len(a) == 2 {
		switch called {
		case "allc", "all-c", "always-cooperate":
			meant = "always-" + a[0]
		case "alld", "all-d", "always-defect":
			meant = "always-" + a[1]
		}
	}
	if slices.Contains(known, meant) {
		return "did you mean " + meant + "?"
	}
	return expr.DidYouMean(name, known)
}

// FindBuiltIn splits the name of an automaton into its entry of the catalogue and its
// argument: "grim(D)" is grim with D. It reports false for names that are not there;
// always-A is found by that prefix, with the action as its argument.
func FindBuiltIn(name string) (b BuiltIn, argument string, ok bool) {
	if a, ok := strings.CutPrefix(name, "always-"); ok {
		return builtIns[0], a, true
	}
	head := name
	if i := strings.IndexByte(name, '('); i > 0 && strings.HasSuffix(name, ")") {
		head, argument = strings.TrimSpace(name[:i]), strings.TrimSpace(name[i+1:len(name)-1])
	}
	for _, b := range builtIns[1:] {
		if b.Name == head {
			return b, argument, true
		}
	}
	return BuiltIn{}, "", false
}
