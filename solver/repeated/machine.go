package repeated

import (
	"fmt"
	"math/big"
	"slices"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// MaxProfiles bounds the action profiles of a stage game that is repeated, and
// MaxJointStates the joint states of a profile of automata.
const (
	MaxProfiles    = 1 << 14
	MaxJointStates = 1 << 12
)

// Machine is the strategy of one player as a Moore machine. It is immutable.
type Machine struct {
	Name   string
	Player int
	Start  int
	States []MachineState

	public *games.Automaton // the automaton whose draws are shared; nil for private ones
}

// MachineState is a state of a Machine.
type MachineState struct {
	Name string
	// Mix is the probability with which each action of the player is intended.
	Mix []algebra.Ratio
	// Next[i] says where the machine goes after observation i: the action profile
	// of that index, or under imperfect monitoring the signal.
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
func always(a, n int) []algebra.Ratio {
	mix := make([]algebra.Ratio, n)
	mix[a] = algebra.FromInt(1)
	return mix
}

// surely returns the certain transition to a state.
func surely(state int) []games.Branch {
	return []games.Branch{{State: state, Prob: algebra.FromInt(1)}}
}

// stage is what the machines of a game share: its shape, its action profiles and
// what is seen of them.
type stage struct {
	g        *games.Game
	shape    []int
	profiles [][]int // by index, the last player's action fastest
	// seen[i] is the distribution over observations after profile i; nil when
	// the profile itself is seen.
	seen [][]weighted
	// observations is the number of observations: profiles or signals.
	observations int
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
	s.observations = n
	if g.Repeated != nil && g.Repeated.Monitoring != nil {
		return s, s.monitor(g.Repeated.Monitoring)
	}
	return s, nil
}

// monitor reads the signals of imperfect public monitoring.
func (s *stage) monitor(m *games.Monitoring) error {
	if len(m.Prob) != len(s.profiles) {
		return fmt.Errorf("monitoring gives signals for %d action profiles of %d", len(m.Prob), len(s.profiles))
	}
	s.observations = len(m.Signals)
	s.seen = make([][]weighted, len(m.Prob))
	for i, probs := range m.Prob {
		at := "after " + s.g.ProfileName(s.profiles[i])
		if len(probs) != len(m.Signals) {
			return fmt.Errorf("monitoring gives %d probabilities for %d signals %s", len(probs), len(m.Signals), at)
		}
		if err := checkDistribution(probs, "the probabilities of signals "+at); err != nil {
			return err
		}
		for y, p := range probs {
			if !p.IsZero() {
				s.seen[i] = append(s.seen[i], weighted{y, p})
			}
		}
	}
	return nil
}

// possible reports whether some action profile may lead to an observation.
func (s *stage) possible(o int) bool {
	return s.seen == nil || slices.ContainsFunc(s.seen, func(dist []weighted) bool {
		return slices.ContainsFunc(dist, func(w weighted) bool { return w.at == o })
	})
}

// observationName prints an observation.
func (s *stage) observationName(o int) string {
	if s.seen != nil {
		return "the signal " + s.g.Repeated.Monitoring.Signals[o]
	}
	return s.g.ProfileName(s.profiles[o])
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
	if a.Public {
		m.public = a
	}
	for _, st := range a.States {
		mix, err := s.mix(a, st, p)
		if err != nil {
			return nil, err
		}
		next := make([][]games.Branch, s.observations)
		for o := range next {
			t := s.transition(st.Next, player, o)
			if t == nil {
				return nil, fmt.Errorf("automaton %s has no transition from state %s after %s; add it or an else branch",
					a.Name, st.Name, s.observationName(o))
			}
			if err := checkBranches(a, st.Name, t.To); err != nil {
				return nil, err
			}
			next[o] = t.To
		}
		m.States = append(m.States, MachineState{Name: st.Name, Mix: mix, Next: next})
	}
	return m, nil
}

// mix reads what a state plays.
func (s *stage) mix(a *games.Automaton, st games.State, p games.Player) ([]algebra.Ratio, error) {
	action := func(name string) (int, error) {
		i, ok := actionIndex(p, name)
		if !ok {
			return 0, fmt.Errorf("automaton %s plays %q in state %s, which is not an action of %s; %s",
				a.Name, name, st.Name, p.Name, expr.DidYouMean(name, p.Actions))
		}
		return i, nil
	}
	if st.Mix == nil {
		i, err := action(st.Play)
		if err != nil {
			return nil, err
		}
		return always(i, len(p.Actions)), nil
	}
	mix := make([]algebra.Ratio, len(p.Actions))
	for _, share := range st.Mix {
		i, err := action(share.Action)
		if err != nil {
			return nil, err
		}
		mix[i] = mix[i].Add(share.Prob)
	}
	return mix, checkDistribution(mix, fmt.Sprintf("the probabilities of actions in state %s of automaton %s", st.Name, a.Name))
}

// transition returns the first transition that fits the observation.
func (s *stage) transition(ts []games.Transition, player, observation int) *games.Transition {
	for i := range ts {
		if s.fits(ts[i].Actions, player, observation) {
			return &ts[i]
		}
	}
	return nil
}

// fits matches a pattern: one signal, or own action first and then the others in
// player order.
func (s *stage) fits(pattern []string, player, observation int) bool {
	if pattern == nil {
		return true
	}
	if s.seen != nil {
		return len(pattern) == 1 && (pattern[0] == "*" || pattern[0] == s.g.Repeated.Monitoring.Signals[observation])
	}
	profile := s.profiles[observation]
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
	probs := make([]algebra.Ratio, len(to))
	for i, b := range to {
		if b.State < 0 || b.State >= len(a.States) {
			return fmt.Errorf("automaton %s has a transition from state %s to a missing state", a.Name, state)
		}
		probs[i] = b.Prob
	}
	return checkDistribution(probs, fmt.Sprintf("the probabilities with which automaton %s leaves state %s", a.Name, state))
}

// checkDistribution reports probabilities that are numbers outside [0, 1] or do
// not sum to one for all parameters.
func checkDistribution(probs []algebra.Ratio, what string) error {
	sum := algebra.Ratio{}
	for _, p := range probs {
		if r, ok := p.Rat(); ok && (r.Sign() < 0 || r.Cmp(big.NewRat(1, 1)) > 0) {
			return fmt.Errorf("%s include %s, which is not between 0 and 1", what, r.RatString())
		}
		sum = sum.Add(p)
	}
	if !sum.Equal(algebra.FromInt(1)) {
		return fmt.Errorf("%s sum to %s, not to 1", what, sum)
	}
	return nil
}
