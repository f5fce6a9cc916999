package nash

import (
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"brink/games"
	"brink/solver/nash/nashtest"
)

// TestSampleGames reads games of the Gambit collection, when they are lying
// about, and compares the numbers of extreme equilibria, maximal Nash subsets
// and components with those known.
func TestSampleGames(t *testing.T) {
	known := map[string][3]int{
		"2x2": {1, 1, 1}, "2x2const": {1, 1, 1}, "pd": {1, 1, 1}, "mixdom": {1, 1, 1}, "oneill": {1, 1, 1},
		"coord2": {3, 3, 3}, "8x8": {5, 5, 5}, "todd1": {5, 5, 5}, "todd3": {3, 3, 3},
		"6x6_game_with_75_eq": {75, 75, 75}, "yamamoto": {2, 2, 2}, "csg1": {4, 1, 1}, "csg3": {4, 1, 1}, "csg4": {4, 1, 1},
		"zero": {4, 1, 1}, "e04": {3, 2, 2}, "loopback": {3, 2, 2}, "sww1": {3, 2, 2}, "perfect2": {3, 2, 2},
		"vd": {10, 4, 4}, "wink3": {4, 3, 1},
	}
	const folder = "../../../shared/games"
	if _, err := os.Stat(folder); err != nil {
		t.Skip("no sample games here")
	}
	for name, want := range known {
		g := readNFG(t, filepath.Join(folder, name+".nfg"))
		if len(g.Players) != 2 {
			t.Logf("%s has %d players", name, len(g.Players))
		}
		res := MustAll(t, g, Options{})
		if got := [3]int{len(res.Equilibria), len(res.Subsets), len(res.Components)}; got != want || !res.Complete {
			t.Errorf("%s: %v, want %v (%v)", name, got, want, res.Reasons)
		}
	}
}

// readNFG is a small reader for the plain bodies of Gambit strategic games;
// the real one lives in games/format, which this package must not import.
func readNFG(t *testing.T, path string) *games.Strategic {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	tokens := regexp.MustCompile(`"(?:[^"\\]|\\.)*"|[{}]|[^\s{},]+`).FindAllString(string(data), -1)
	at := 4 // NFG 1 R "title"
	group := func() []string {
		var out []string
		depth := 0
		for {
			tok := tokens[at]
			at++
			switch tok {
			case "{":
				depth++
			case "}":
				if depth--; depth == 0 {
					return out
				}
			default:
				out = append(out, tok)
			}
		}
	}
	players := group()
	shape := make([]int, len(players))
	if tokens[at+1] == "{" { // strategies by name
		at++
		for p := range shape {
			shape[p] = len(group())
		}
		at++
	} else {
		for p, s := range group() {
			shape[p], _ = strconv.Atoi(s)
		}
	}
	if strings.HasPrefix(tokens[at], "\"") {
		at++ // comment
	}
	number := func(s string) *big.Rat {
		r, ok := new(big.Rat).SetString(s)
		if !ok {
			t.Fatalf("%s: bad number %q", path, s)
		}
		return r
	}
	profiles := 1
	for _, n := range shape {
		profiles *= n
	}
	cells := make([][]*big.Rat, profiles) // in file order: first player fastest
	if tokens[at] == "{" {
		var outcomes [][]*big.Rat
		at++
		for tokens[at] == "{" {
			var pay []*big.Rat
			for _, s := range group() {
				if !strings.HasPrefix(s, "\"") {
					pay = append(pay, number(s))
				}
			}
			outcomes = append(outcomes, pay)
		}
		at++
		zero := make([]*big.Rat, len(shape))
		for p := range zero {
			zero[p] = new(big.Rat)
		}
		for k := range cells {
			o, _ := strconv.Atoi(tokens[at])
			at++
			if cells[k] = zero; o > 0 {
				cells[k] = outcomes[o-1]
			}
		}
	} else {
		for k := range cells {
			for range shape {
				cells[k] = append(cells[k], number(tokens[at]))
				at++
			}
		}
	}
	payoffs := make([][]*big.Rat, len(shape))
	for p := range payoffs {
		payoffs[p] = make([]*big.Rat, profiles)
	}
	for k := range cells {
		idx, step, rest := 0, 1, k
		strides := make([]int, len(shape))
		for p := len(shape) - 1; p >= 0; p-- {
			strides[p] = step
			step *= shape[p]
		}
		for p, n := range shape {
			idx += rest % n * strides[p]
			rest /= n
		}
		for p := range shape {
			payoffs[p][idx] = cells[k][p]
		}
	}
	return nashtest.TableGame(shape, payoffs)
}
