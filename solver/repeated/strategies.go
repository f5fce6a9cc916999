package repeated

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// The built-in strategies, one method of builder each; see Resolve.

func (b *builder) always(action string) (*Machine, error) {
	a, err := b.action(action)
	if err != nil {
		return nil, err
	}
	return b.machine([]string{action}, []int{a}, func(int, int) int { return 0 }), nil
}

// action finds an action of the player.
func (b *builder) action(name string) (int, error) {
	p := b.g.Players[b.player]
	a, ok := actionIndex(p, name)
	if !ok {
		return 0, fmt.Errorf("%w %q: %s has no action %q; %s", ErrUnknownStrategy, b.name, p.Name, name, expr.DidYouMean(name, p.Actions))
	}
	return a, nil
}

func (b *builder) grim(arg string) (*Machine, error) {
	punish := b.defect(b.player)
	if arg != "" {
		var err error
		if punish, err = b.action(arg); err != nil {
			return nil, err
		}
	}
	return b.machine([]string{"trust", "punish"}, []int{b.coop[b.player], punish}, func(q, o int) int {
		if n, _ := b.broken(o); q == 0 && n == 0 {
			return 0
		}
		return 1
	}), nil
}

func (b *builder) titForTat(string) (*Machine, error) {
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
		copyOf[a], _ = actionIndex(b.g.Players[me], n)
	}
	m := b.machine(names, play, func(_, o int) int { return copyOf[b.profiles[o][other]] })
	m.Start = b.coop[me]
	return m, nil
}

func (b *builder) winStayLoseShift(string) (*Machine, error) {
	return b.machine([]string{"trust", "shift"}, []int{b.coop[b.player], b.defect(b.player)}, func(_, o int) int {
		if n, _ := b.broken(o); n == 1 {
			return 1
		}
		return 0
	}), nil
}

func (b *builder) limitedPunishment(arg string) (*Machine, error) {
	n, err := strconv.Atoi(arg)
	if err != nil || n < 1 || n > games.MaxPunishment {
		return nil, fmt.Errorf("%w %q: the length of the punishment is a number of periods from 1 to %d", ErrUnknownStrategy, b.name, games.MaxPunishment)
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
func (b *builder) probability(arg, what string) (algebra.Ratio, error) {
	v, _, perr := expr.CompileValue(arg, scope{b.g})
	if perr != nil {
		return algebra.Ratio{}, fmt.Errorf("%s: %s", b.name, perr.Error())
	}
	r, ok := v.Ratio()
	if !ok {
		return algebra.Ratio{}, fmt.Errorf("%s: %s must be one formula without cases", b.name, what)
	}
	if x, ok := r.Rat(); ok && (x.Sign() < 0 || x.Cmp(big.NewRat(1, 1)) > 0) {
		return algebra.Ratio{}, fmt.Errorf("%s: %s is a probability between 0 and 1", b.name, what)
	}
	return r, nil
}

// cooperating is the mix that cooperates with probability p.
func (b *builder) cooperating(p algebra.Ratio) []algebra.Ratio {
	mix := make([]algebra.Ratio, 2)
	mix[b.coop[b.player]] = p
	mix[b.defect(b.player)] = algebra.FromInt(1).Sub(p)
	return mix
}

func (b *builder) generousTitForTat(arg string) (*Machine, error) {
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
	parts := SplitNames(arg)
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

// SplitNames splits a list at the commas outside parentheses, as in
// "limited-punishment(2), grim".
func SplitNames(list string) []string {
	var out []string
	depth, from := 0, 0
	for i, c := range list {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			out = append(out, strings.TrimSpace(list[from:i]))
			from = i + 1
		}
	}
	return append(out, strings.TrimSpace(list[from:]))
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
