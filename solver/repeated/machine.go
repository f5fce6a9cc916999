package repeated

import (
	"fmt"
	"math/big"
	"strings"

	"brink/games"
	"brink/games/expr"
)

// MaxProfiles bounds the action profiles of a stage game that is repeated, and
// MaxJointStates the joint states of a profile of automata.
const (
	MaxProfiles    = 1 << 12
	MaxJointStates = 1 << 12
)

// Machine is the strategy of one player as a Moore machine. It is immutable.
type Machine struct {
	Name   string
	Player int
	Start  int
	States []MachineState
}

// MachineState is a state of a Machine.
type MachineState struct {
	Name string
	// Mix is the probability with which each action of the player is intended.
	Mix []expr.Ratio
	// Next[i] says where the machine goes after the action profile of index i.
	Next [][]games.Branch
}

// Pure returns the action that the state plays for certain, or false.
func (s *MachineState) Pure() (int, bool) {
	one := -1
	for a, p := range s.Mix {
		switch r, ok := p.Rat(); {
		case ok && r.Sign() == 0:
		case ok && r.IsInt() && r.Num().IsInt64() && r.Num().Int64() == 1 && one < 0:
			one = a
		default:
			return 0, false
		}
	}
	return one, one >= 0
}

// always returns the mix that plays action a out of n.
func always(a, n int) []expr.Ratio {
	mix := make([]expr.Ratio, n)
	mix[a] = expr.FromInt(1)
	return mix
}

// surely returns the certain transition to a state.
func surely(state int) []games.Branch {
	return []games.Branch{{State: state, Prob: expr.FromInt(1)}}
}

// stage is what the machines of a game share: its shape and action profiles.
type stage struct {
	g        *games.Game
	shape    []int
	profiles [][]int // by index, the last player's action fastest
}

func newStage(g *games.Game) (*stage, error) {
	n := g.Profiles(MaxProfiles)
	if n < 0 {
		return nil, fmt.Errorf("repeated play is analysed for stage games of at most %d action profiles; %s has more", MaxProfiles, g.ID)
	}
	s := &stage{g: g, shape: g.Shape(), profiles: make([][]int, n)}
	for i := range s.profiles {
		profile := make([]int, len(s.shape))
		rest := i
		for p := len(s.shape) - 1; p >= 0; p-- {
			profile[p] = rest % s.shape[p]
			rest /= s.shape[p]
		}
		s.profiles[i] = profile
	}
	return s, nil
}

// actionIndex finds an action of a player by name.
func actionIndex(p games.Player, name string) (int, bool) {
	for a, n := range p.Actions {
		if n == name {
			return a, true
		}
	}
	return 0, false
}

// compile turns an automaton of the file into the machine of a player. It
// reports actions the player does not have, profiles without a transition and
// probabilities that do not sum to one.
func (s *stage) compile(a *games.Automaton, player int) (*Machine, error) {
	p := s.g.Players[player]
	if a.Start < 0 || a.Start >= len(a.States) {
		return nil, fmt.Errorf("automaton %s has no start state", a.Name)
	}
	m := &Machine{Name: a.Name, Player: player, Start: a.Start}
	for _, st := range a.States {
		act, ok := actionIndex(p, st.Play)
		if !ok {
			return nil, fmt.Errorf("automaton %s plays %q in state %s, which is not an action of %s; %s",
				a.Name, st.Play, st.Name, p.Name, expr.DidYouMean(st.Play, p.Actions))
		}
		next := make([][]games.Branch, len(s.profiles))
		for i, profile := range s.profiles {
			t := s.transition(st.Next, player, profile)
			if t == nil {
				return nil, fmt.Errorf("automaton %s has no transition from state %s after %s; add it or an else branch",
					a.Name, st.Name, s.g.ProfileName(profile))
			}
			if err := checkBranches(a, st.Name, t.To); err != nil {
				return nil, err
			}
			next[i] = t.To
		}
		m.States = append(m.States, MachineState{Name: st.Name, Mix: always(act, len(p.Actions)), Next: next})
	}
	return m, nil
}

// transition returns the first transition that fits the profile.
func (s *stage) transition(ts []games.Transition, player int, profile []int) *games.Transition {
	for i := range ts {
		if s.fits(ts[i].Actions, player, profile) {
			return &ts[i]
		}
	}
	return nil
}

// fits matches a pattern, own action first and then the others in player order.
func (s *stage) fits(pattern []string, player int, profile []int) bool {
	if pattern == nil {
		return true
	}
	if len(pattern) != len(profile) {
		return false
	}
	fit := func(want string, p int) bool {
		return want == "*" || s.g.Players[p].Actions[profile[p]] == want
	}
	if !fit(pattern[0], player) {
		return false
	}
	k := 1
	for p := range profile {
		if p == player {
			continue
		}
		if !fit(pattern[k], p) {
			return false
		}
		k++
	}
	return true
}

func checkBranches(a *games.Automaton, state string, to []games.Branch) error {
	if len(to) == 0 {
		return fmt.Errorf("automaton %s has a transition from state %s to nowhere", a.Name, state)
	}
	sum := expr.Ratio{}
	for _, b := range to {
		if b.State < 0 || b.State >= len(a.States) {
			return fmt.Errorf("automaton %s has a transition from state %s to a missing state", a.Name, state)
		}
		if r, ok := b.Prob.Rat(); ok && (r.Sign() < 0 || r.Cmp(big.NewRat(1, 1)) > 0) {
			return fmt.Errorf("automaton %s leaves state %s with probability %s, which is not between 0 and 1", a.Name, state, r.RatString())
		}
		sum = sum.Add(b.Prob)
	}
	if !sum.Equal(expr.FromInt(1)) {
		return fmt.Errorf("the probabilities with which automaton %s leaves state %s sum to %s, not to 1", a.Name, state, sum)
	}
	return nil
}

// stateName prints the name of a joint state, one machine state per player.
func stateName(names []string) string { return "(" + strings.Join(names, ", ") + ")" }
