package method

import (
	"errors"
	"fmt"
	"strconv"

	"brink/games"
	"brink/solver/note"
)

// Called is a player as the argument of a note: her name, or a note where that is a
// mere number.
func Called(p games.Player) any {
	if _, err := strconv.Atoi(p.Name); err == nil {
		return note.New(note.NumberedPlayer, p.Name)
	}
	return p.Name
}

// Validate rejects games whose tables do not fit their players: a fault of
// the caller, but reported, because tables may come from a file.
func Validate(g *games.Strategic) error {
	if len(g.Players) == 0 {
		return errors.New("game without players")
	}
	if len(g.Payoffs) != len(g.Players) {
		return fmt.Errorf("%d payoff tables for %d players", len(g.Payoffs), len(g.Players))
	}
	for p, player := range g.Players {
		if len(player.Actions) == 0 {
			return fmt.Errorf("player %s has no actions", player.Name)
		}
		if got, want := g.Payoffs[p].Len(), g.Profiles(); got != want {
			return fmt.Errorf("%d payoffs for %s in a game with %d profiles", got, player.Name, want)
		}
		if g.Payoffs[p].Den == nil || g.Payoffs[p].Den.Sign() <= 0 {
			return fmt.Errorf("payoffs of %s without a positive denominator", player.Name)
		}
	}
	return nil
}

// Strides is by how much a player's next action moves the profile index.
func Strides(g *games.Strategic) []int {
	s := make([]int, len(g.Players))
	step := 1
	for p := len(s) - 1; p >= 0; p-- {
		s[p] = step
		step *= len(g.Players[p].Actions)
	}
	return s
}

// verifyAllBelow is the number of equilibria times profiles up to which every
// equilibrium is also passed to games.Strategic.Verify.
const verifyAllBelow = 2000

// VerifySmall passes the equilibria of small answers to Verify, whose payoffs
// must agree too.
func VerifySmall(g *games.Strategic, equilibria []Equilibrium) error {
	if len(equilibria)*g.Profiles() > verifyAllBelow {
		return nil
	}
	for _, e := range equilibria {
		payoffs, err := g.Verify(e.Strategies)
		if err != nil {
			return fmt.Errorf("%w: %v", ErrSelfCheck, err)
		}
		for p := range payoffs {
			if payoffs[p].Cmp(e.Payoffs[p]) != 0 {
				return fmt.Errorf("%w: payoff of %s is %s, reported as %s", ErrSelfCheck,
					g.Players[p].Name, payoffs[p].RatString(), e.Payoffs[p].RatString())
			}
		}
	}
	return nil
}
