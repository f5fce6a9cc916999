package repeated

import (
	"errors"
	"fmt"
	"strings"

	"brink/games"
	"brink/games/expr"
)

// ErrUnknownStrategy is wrapped by the errors of Resolve for names that mean
// nothing in the game.
var ErrUnknownStrategy = errors.New("unknown strategy")

// manyActions is from where on the built-in strategies say little: a row for every
// action, and tit-for-tat with a state for each.
const manyActions = 12

// DefaultProfiles lists the profiles worth a row when the file names none: every
// built-in strategy against itself, every automaton of the file against itself
// where all players can use it, and every constant strategy. Where there are many
// actions only the automata of the file are.
func DefaultProfiles(g *games.Game) [][]string {
	var names []string
	if g.Repeated != nil {
		for _, a := range g.Repeated.Automata {
			names = append(names, a.Name)
		}
	}
	if n := len(g.Players[0].Actions); n <= manyActions {
		names = append(names, "grim", "tit-for-tat", "win-stay-lose-shift", "limited-punishment(2)", "penance")
		for _, a := range g.Players[0].Actions {
			names = append(names, "always-"+a)
		}
	}
	var out [][]string
	seen := map[string]bool{}
	for _, name := range names {
		fits := !seen[name]
		seen[name] = true
		profile := make([]string, len(g.Players))
		for p := range profile {
			profile[p] = name
			if !fits {
				break
			}
			_, err := Resolve(g, name, p)
			fits = err == nil
		}
		if fits {
			out = append(out, profile)
		}
	}
	return out
}

func twoActions(g *games.Game) bool {
	for _, p := range g.Players {
		if len(p.Actions) != 2 {
			return false
		}
	}
	return true
}

// Resolve returns the strategy of the given name for a player: an automaton of
// the file, or one of the catalogue games.BuiltIns.
//
// Cooperation is the first action, or the one the file names. Names of the file
// come first. The error wraps ErrUnknownStrategy when nothing has that name.
//
// In games of exchangeable players too large to tabulate, the strategy is one of
// two players, the second of whom stands for all others.
func Resolve(g *games.Game, name string, player int) (*Machine, error) {
	if tooLarge(g) {
		names := make([]string, len(g.Players))
		for i := range names {
			names[i] = name
		}
		var err error
		if g, _, _, err = representative(g, names); err != nil {
			return nil, err
		}
		player = min(player, 1)
	}
	s, err := newStage(g)
	if err != nil {
		return nil, err
	}
	return s.resolve(name, player)
}

func (s *stage) resolve(name string, player int) (*Machine, error) {
	g := s.g
	if player < 0 || player >= len(g.Players) {
		return nil, fmt.Errorf("%s has no player %d", g.ID, player+1)
	}
	if g.Repeated != nil {
		for i := range g.Repeated.Automata {
			if g.Repeated.Automata[i].Name == name {
				return s.compile(&g.Repeated.Automata[i], player)
			}
		}
	}
	b := &builder{stage: s, name: name, player: player, coop: cooperation(g)}
	entry, arg, ok := games.FindBuiltIn(name)
	if !ok {
		known := games.AutomatonNames(g)
		if near := games.AutomatonMeant(g, name); near != "" {
			return nil, fmt.Errorf("%w %q; %s", ErrUnknownStrategy, name, near)
		}
		return nil, fmt.Errorf("%w %q; known here: %s", ErrUnknownStrategy, name, strings.Join(known, ", "))
	}
	build := recipes[entry.Name]
	switch entry.Takes {
	case games.TakesNothing:
		if arg != "" && entry.Name != "always-A" {
			return nil, fmt.Errorf("%w %q: %s takes no argument", ErrUnknownStrategy, name, entry.Name)
		}
	case games.TakesAction:
	default:
		if arg == "" {
			return nil, fmt.Errorf("%w %q: write %s", ErrUnknownStrategy, name, entry.Signature())
		}
	}
	if why := entry.Unfit(g, player, arg != ""); why != "" {
		return nil, errors.New(why)
	}
	return build(b, arg)
}

// recipes are the makers of the automata of the catalogue.
var recipes = map[string]func(b *builder, arg string) (*Machine, error){
	"always-A":             (*builder).always,
	"grim":                 (*builder).grim,
	"tit-for-tat":          (*builder).titForTat,
	"win-stay-lose-shift":  (*builder).winStayLoseShift,
	"limited-punishment":   (*builder).limitedPunishment,
	"penance":              (*builder).penance,
	"generous-tit-for-tat": (*builder).generousTitForTat,
	"nash-reversion":       (*builder).nashReversion,
	"memory-one":           (*builder).memoryOne,
}

// cooperation returns the cooperative action of each player.
func cooperation(g *games.Game) []int {
	coop := make([]int, len(g.Players))
	if g.Repeated == nil || g.Repeated.Cooperate == "" {
		return coop
	}
	// A player without an action of that name cooperates with the action in the
	// same place of her list.
	place := 0
	for _, p := range g.Players {
		if a, ok := actionIndex(p, g.Repeated.Cooperate); ok {
			place = a
			break
		}
	}
	for i, p := range g.Players {
		if a, ok := actionIndex(p, g.Repeated.Cooperate); ok {
			coop[i] = a
		} else if place < len(p.Actions) {
			coop[i] = place
		}
	}
	return coop
}

// builder makes the built-in machines of one player.
type builder struct {
	*stage
	name   string
	player int
	coop   []int
}

// machine builds a deterministic machine from the names and actions of its
// states and its transition function.
func (b *builder) machine(names []string, play []int, next func(state, observation int) int) *Machine {
	m := &Machine{Name: b.name, Player: b.player}
	for q := range names {
		to := make([][]games.Branch, b.observations)
		for o := range to {
			to[o] = surely(next(q, o))
		}
		m.States = append(m.States, MachineState{names[q], always(play[q], b.shape[b.player]), to})
	}
	return m
}

// defect is the other action of a two-action player.
func (b *builder) defect(p int) int { return 1 - b.coop[p] }

// broken counts who left joint cooperation and names the last of them. Under
// imperfect monitoring nobody is named, and every signal but the first counts as
// one deviation.
func (b *builder) broken(observation int) (n, who int) {
	if b.seen != nil {
		return min(observation, 1), -1
	}
	return deviators(b.profiles[observation], b.coop)
}

// deviators counts who left the given profile and names the last of them.
func deviators(profile, agreed []int) (n, who int) {
	for p := range profile {
		if profile[p] != agreed[p] {
			n, who = n+1, p
		}
	}
	return n, who
}

// scope gives the parameters and defined names of a game to formulas that are
// arguments of strategies.
type scope struct{ g *games.Game }

// Name implements expr.Scope.
func (s scope) Name(name string) (expr.Value, bool) {
	for _, d := range s.g.Defines {
		if d.Name == name {
			return d.Value, true
		}
	}
	return expr.Names(s.g.Names()).Name(name)
}

// Call implements expr.Scope.
func (scope) Call(*expr.Compiler, *expr.Node) (expr.Result, bool, *expr.Error) {
	return expr.Result{}, false, nil
}

// Suggest implements expr.Scope.
func (s scope) Suggest(name string) string {
	names := s.g.Names()
	for _, d := range s.g.Defines {
		names = append(names, d.Name)
	}
	return expr.DidYouMean(name, names)
}
