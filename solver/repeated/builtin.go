package repeated

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"brink/games"
	"brink/games/expr"
)

// ErrUnknownStrategy is wrapped by the errors of Resolve for names that mean
// nothing in the game.
var ErrUnknownStrategy = errors.New("unknown strategy")

// MaxPunishment bounds the periods of limited-punishment.
const MaxPunishment = 1000

// Strategies lists the names that Resolve understands for a game: the automata
// of its file, then the built-in ones that make sense for it. An argument is
// shown by its letter.
func Strategies(g *games.Game) []string {
	var names []string
	if g.Repeated != nil {
		for _, a := range g.Repeated.Automata {
			names = append(names, a.Name)
		}
	}
	seen := map[string]bool{}
	for _, p := range g.Players {
		for _, a := range p.Actions {
			if !seen[a] {
				seen[a] = true
				names = append(names, "always-"+a)
			}
		}
	}
	two := twoActions(g)
	if two {
		names = append(names, "grim")
	}
	names = append(names, "grim(A)", "nash-reversion(A, B)")
	if two {
		names = append(names, "limited-punishment(L)")
	}
	if len(g.Players) == 2 {
		names = append(names, "tit-for-tat")
		if two {
			names = append(names, "win-stay-lose-shift", "penance", "generous-tit-for-tat(g)", "memory-one(cc, cd, dc, dd)")
		}
	}
	return names
}

// DefaultProfiles lists the profiles worth a row when the file names none: every
// built-in strategy against itself, every automaton of the file against itself
// where all players can use it, and every constant strategy.
func DefaultProfiles(g *games.Game) [][]string {
	var names []string
	if g.Repeated != nil {
		for _, a := range g.Repeated.Automata {
			names = append(names, a.Name)
		}
	}
	names = append(names, "grim", "tit-for-tat", "win-stay-lose-shift", "limited-punishment(2)", "penance")
	for _, a := range g.Players[0].Actions {
		names = append(names, "always-"+a)
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
// the file, or one of the built-in strategies
//
//	always-A                       plays A
//	grim, grim(A)                  cooperates until any profile but joint cooperation, then plays A for ever
//	tit-for-tat                    cooperates, then copies the other (Rapoport; Axelrod 1984)
//	generous-tit-for-tat(g)        forgives a defection with probability g (Molander 1985; Nowak and Sigmund 1992)
//	win-stay-lose-shift            cooperates iff the last two actions were alike (Nowak and Sigmund 1993)
//	memory-one(cc, cd, dc, dd)     cooperates first, then with the probability for the last own and other action
//	limited-punishment(L)          answers any deviation with L periods of defection
//	penance                        the deviator cooperates against defection once (van Damme 1989)
//	nash-reversion(a, b, …)        cooperates until any deviation, then plays the profile for ever (Friedman 1971)
//	nash-reversion(a, b; c, d)     reverts to the first profile if the first player deviates alone, and so on
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
	b := builder{stage: s, name: name, player: player, coop: cooperation(g)}
	if a, ok := strings.CutPrefix(name, "always-"); ok {
		i, ok := actionIndex(g.Players[player], a)
		if !ok {
			return nil, fmt.Errorf("%w %q: %s has no action %q; %s", ErrUnknownStrategy, name,
				g.Players[player].Name, a, expr.DidYouMean(a, g.Players[player].Actions))
		}
		return b.machine([]string{a}, []int{i}, func(int, int) int { return 0 }), nil
	}
	head, arg := name, ""
	if i := strings.IndexByte(name, '('); i > 0 && strings.HasSuffix(name, ")") {
		head, arg = strings.TrimSpace(name[:i]), strings.TrimSpace(name[i+1:len(name)-1])
	}
	type recipe struct {
		build func(arg string) (*Machine, error)
		arg   string // what the argument is called; "" for none, "[A]" when it may be left out
	}
	recipes := map[string]recipe{
		"grim":                 {b.grim, "[A]"},
		"tit-for-tat":          {b.titForTat, ""},
		"win-stay-lose-shift":  {b.winStayLoseShift, ""},
		"limited-punishment":   {b.limitedPunishment, "L"},
		"penance":              {b.penance, ""},
		"generous-tit-for-tat": {b.generousTitForTat, "g"},
		"nash-reversion":       {b.nashReversion, "A, B"},
		"memory-one":           {b.memoryOne, "cc, cd, dc, dd"},
	}
	r, ok := recipes[head]
	switch {
	case !ok:
		return nil, fmt.Errorf("%w %q; %s", ErrUnknownStrategy, name, expr.DidYouMean(name, Strategies(g)))
	case r.arg == "" && arg != "":
		return nil, fmt.Errorf("%w %q: %s takes no argument", ErrUnknownStrategy, name, head)
	case r.arg != "" && r.arg[0] != '[' && arg == "":
		return nil, fmt.Errorf("%w %q: write %s(%s)", ErrUnknownStrategy, name, head, r.arg)
	}
	return r.build(arg)
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

func (b *builder) needs(players int, actions bool) error {
	if players > 0 && b.seen != nil {
		return fmt.Errorf("%s answers the actions of the other, which are not seen under imperfect monitoring; describe an automaton that reads signals", b.name)
	}
	if players > 0 && len(b.shape) != players {
		return fmt.Errorf("%s is a strategy for %d players; %s has %d", b.name, players, b.g.ID, len(b.shape))
	}
	if actions && !twoActions(b.g) {
		return fmt.Errorf("%s is a strategy for two actions a player; describe an automaton in the file for more", b.name)
	}
	return nil
}

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

func (b *builder) grim(arg string) (*Machine, error) {
	punish := 0
	switch {
	case arg != "":
		a, ok := actionIndex(b.g.Players[b.player], arg)
		if !ok {
			return nil, fmt.Errorf("%w %q: %s has no action %q; %s", ErrUnknownStrategy, b.name,
				b.g.Players[b.player].Name, arg, expr.DidYouMean(arg, b.g.Players[b.player].Actions))
		}
		punish = a
	case b.shape[b.player] == 2:
		punish = b.defect(b.player)
	default:
		return nil, fmt.Errorf("%s has %d actions: say which one grim punishes with, as in grim(%s)",
			b.g.Players[b.player].Name, b.shape[b.player], b.g.Players[b.player].Actions[b.shape[b.player]-1])
	}
	return b.machine([]string{"trust", "punish"}, []int{b.coop[b.player], punish}, func(q, o int) int {
		if n, _ := b.broken(o); q == 0 && n == 0 {
			return 0
		}
		return 1
	}), nil
}

func (b *builder) titForTat(string) (*Machine, error) {
	if err := b.needs(2, false); err != nil {
		return nil, err
	}
	me, other := b.player, 1-b.player
	if twoActions(b.g) {
		return b.machine([]string{"trust", "retaliate"}, []int{b.coop[me], b.defect(me)}, func(_, o int) int {
			if b.profiles[o][other] == b.coop[other] {
				return 0
			}
			return 1
		}), nil
	}
	// With more actions the other's action is copied by name.
	names, play := b.g.Players[me].Actions, make([]int, b.shape[me])
	copyOf := make([]int, b.shape[other])
	for a := range play {
		play[a] = a
	}
	for a, n := range b.g.Players[other].Actions {
		i, ok := actionIndex(b.g.Players[me], n)
		if !ok {
			return nil, fmt.Errorf("tit-for-tat cannot copy %q, which is not an action of %s", n, b.g.Players[me].Name)
		}
		copyOf[a] = i
	}
	m := b.machine(names, play, func(_, o int) int { return copyOf[b.profiles[o][other]] })
	m.Start = b.coop[me]
	return m, nil
}

func (b *builder) winStayLoseShift(string) (*Machine, error) {
	if err := b.needs(2, true); err != nil {
		return nil, err
	}
	return b.machine([]string{"trust", "shift"}, []int{b.coop[b.player], b.defect(b.player)}, func(_, o int) int {
		if n, _ := b.broken(o); n == 1 {
			return 1
		}
		return 0
	}), nil
}

func (b *builder) limitedPunishment(arg string) (*Machine, error) {
	if err := b.needs(0, true); err != nil {
		return nil, err
	}
	n, err := strconv.Atoi(arg)
	if err != nil || n < 1 || n > MaxPunishment {
		return nil, fmt.Errorf("%w %q: the length of the punishment is a number of periods from 1 to %d", ErrUnknownStrategy, b.name, MaxPunishment)
	}
	names, play := []string{"trust"}, []int{b.coop[b.player]}
	for k := range n {
		names, play = append(names, "punish"+strconv.Itoa(k+1)), append(play, b.defect(b.player))
	}
	return b.machine(names, play, func(q, o int) int {
		if d, _ := b.broken(o); q == 0 && d == 0 {
			return 0
		}
		return (q + 1) % (n + 1)
	}), nil
}

func (b *builder) penance(string) (*Machine, error) {
	if err := b.needs(2, true); err != nil {
		return nil, err
	}
	const trust, mine, theirs = 0, 1, 2
	me := b.player
	c, d := b.coop[me], b.defect(me)
	agreed := [3][]int{trust: b.coop, mine: {0, 0}, theirs: {0, 0}}
	agreed[mine][me], agreed[mine][1-me] = c, b.defect(1-me)
	agreed[theirs][me], agreed[theirs][1-me] = d, b.coop[1-me]
	return b.machine([]string{"trust", "atone", "collect"}, []int{c, c, d}, func(q, o int) int {
		switch n, who := deviators(b.profiles[o], agreed[q]); {
		case n != 1: // as agreed, or jointly otherwise
			return trust
		case who == me:
			return mine
		}
		return theirs
	}), nil
}

// probability reads a formula over the parameters that is an argument.
func (b *builder) probability(arg, what string) (expr.Ratio, error) {
	v, _, perr := expr.CompileValue(arg, scope{b.g})
	if perr != nil {
		return expr.Ratio{}, fmt.Errorf("%s: %s", b.name, perr.Error())
	}
	r, ok := v.Ratio()
	if !ok {
		return expr.Ratio{}, fmt.Errorf("%s: %s must be one formula without cases", b.name, what)
	}
	if x, ok := r.Rat(); ok && (x.Sign() < 0 || x.Cmp(big.NewRat(1, 1)) > 0) {
		return expr.Ratio{}, fmt.Errorf("%s: %s is a probability between 0 and 1", b.name, what)
	}
	return r, nil
}

// cooperating is the mix that cooperates with probability p.
func (b *builder) cooperating(p expr.Ratio) []expr.Ratio {
	mix := make([]expr.Ratio, 2)
	mix[b.coop[b.player]] = p
	mix[b.defect(b.player)] = expr.FromInt(1).Sub(p)
	return mix
}

func (b *builder) generousTitForTat(arg string) (*Machine, error) {
	if err := b.needs(2, true); err != nil {
		return nil, err
	}
	g, err := b.probability(arg, "the generosity")
	if err != nil {
		return nil, err
	}
	m, err := b.titForTat("")
	if err != nil {
		return nil, err
	}
	m.States[1].Mix = b.cooperating(g)
	return m, nil
}

// memoryOne has a state for each pair of last actions, own first.
func (b *builder) memoryOne(arg string) (*Machine, error) {
	if err := b.needs(2, true); err != nil {
		return nil, err
	}
	parts := splitArguments(arg)
	if len(parts) != 4 {
		return nil, fmt.Errorf("%w %q: give four probabilities, after CC, CD, DC and DD, own action first", ErrUnknownStrategy, b.name)
	}
	me, other := b.player, 1-b.player
	m := b.machine([]string{"CC", "CD", "DC", "DD", "start"}, []int{0, 0, 0, 0, b.coop[me]}, func(_, o int) int {
		q := 0
		if b.profiles[o][me] != b.coop[me] {
			q += 2
		}
		if b.profiles[o][other] != b.coop[other] {
			q++
		}
		return q
	})
	m.Start = 4
	for q, part := range parts {
		p, err := b.probability(part, "each entry")
		if err != nil {
			return nil, err
		}
		m.States[q].Mix = b.cooperating(p)
	}
	return m, nil
}

// splitArguments splits at the commas outside parentheses.
func splitArguments(arg string) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range arg {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			out = append(out, arg[from:i])
			from = i + 1
		}
	}
	return append(out, arg[from:])
}

func (b *builder) nashReversion(arg string) (*Machine, error) {
	n := len(b.shape)
	parts := strings.Split(arg, ";")
	if len(parts) != 1 && len(parts) != n {
		return nil, fmt.Errorf("%w %q: give one profile, or %d separated by semicolons, one for each player who may deviate", ErrUnknownStrategy, b.name, n)
	}
	if len(parts) > 1 && b.seen != nil {
		return nil, fmt.Errorf("%s punishes the deviator, whom nobody sees under imperfect monitoring; give one profile", b.name)
	}
	names, play := []string{"trust"}, []int{b.coop[b.player]}
	for i, part := range parts {
		profile, err := b.profile(part)
		if err != nil {
			return nil, err
		}
		state := "revert"
		if len(parts) > 1 {
			state = "punish " + b.g.Players[i].Name
		}
		names, play = append(names, state), append(play, profile[b.player])
	}
	return b.machine(names, play, func(q, o int) int {
		d, who := b.broken(o)
		switch {
		case q != 0:
			return q
		case d == 0:
			return 0
		case len(parts) == 1:
			return 1
		case d == 1:
			return 1 + who
		}
		return 0
	}), nil
}

// profile reads a comma list of actions in player order.
func (b *builder) profile(text string) ([]int, error) {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")") {
		text = text[1 : len(text)-1]
	}
	names := strings.Split(text, ",")
	if len(names) != len(b.shape) {
		return nil, fmt.Errorf("%w %q: a profile has %d actions, one for each player", ErrUnknownStrategy, b.name, len(b.shape))
	}
	profile := make([]int, len(names))
	for p, n := range names {
		n = strings.TrimSpace(n)
		a, ok := actionIndex(b.g.Players[p], n)
		if !ok {
			return nil, fmt.Errorf("%w %q: %s has no action %q; %s", ErrUnknownStrategy, b.name,
				b.g.Players[p].Name, n, expr.DidYouMean(n, b.g.Players[p].Actions))
		}
		profile[p] = a
	}
	return profile, nil
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
