package repeated

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"
)

// Payoffs without public randomisation: the points are inside the cells, and
// inside the set with randomisation; the cells are not empty without reason.
func TestPayoffsWithoutRandomisation(t *testing.T) {
	rng := rand.New(rand.NewPCG(81, 82))
	points, kept := 0, 0
	for k := range 40 {
		rows := []string{
			fmt.Sprintf("%d,%d %d,%d", rng.IntN(9), rng.IntN(9), rng.IntN(9), rng.IntN(9)),
			fmt.Sprintf("%d,%d %d,%d", rng.IntN(9), rng.IntN(9), rng.IntN(9), rng.IntN(9)),
		}
		if k%2 == 0 {
			rows = []string{"9,9 1,10", "10,1 3,3"}
		}
		delta := big.NewRat(int64(rng.IntN(9)), 10)
		s := bimatrixGame(rows...)
		name := fmt.Sprintf("%q at %s", rows, delta.RatString())
		u, err := PayoffsUnrandomised(context.Background(), s, delta, UnrandomisedOptions{Cells: 64, Paths: 3000})
		if err != nil {
			t.Fatal(err)
		}
		set, err := Payoffs(context.Background(), s, delta)
		if err != nil {
			t.Fatal(err)
		}
		if set.Empty && len(u.Points) > 0 || u.Empty && len(u.Points) > 0 {
			t.Errorf("%s: points in an empty set", name)
		}
		if u.Empty {
			continue
		}
		for i := range u.Kept {
			for j := range u.Kept[i] {
				if u.Kept[i][j] {
					kept++
				}
			}
		}
		for _, p := range u.Points {
			points++
			var at [2]int
			for c := range 2 {
				x := sub(p.Payoff[c], u.Low[c])
				if w := sub(u.High[c], u.Low[c]); w.Sign() > 0 {
					x.Quo(x, w)
				}
				f, _ := x.Float64()
				at[c] = min(u.Cells-1, int(f*float64(u.Cells)))
			}
			// On the border of two cells either will do.
			if !u.Kept[at[0]][at[1]] && !u.Kept[max(0, at[0]-1)][at[1]] && !u.Kept[at[0]][max(0, at[1]-1)] {
				t.Errorf("%s: %v is in no kept cell", name, p)
			}
			if set.Exact && set.Mix(p.Payoff) == nil {
				t.Errorf("%s: %v is not in the convex set", name, p)
			}
		}
	}
	if points < 100 || kept == 0 {
		t.Errorf("%d points, %d cells", points, kept)
	}
}

// Without patience only the stage equilibria remain, and without any there is
// nothing.
func TestUnrandomisedImpatience(t *testing.T) {
	u, err := PayoffsUnrandomised(context.Background(), bimatrixGame("2,1 0,0", "0,0 1,2"), rat("0"), UnrandomisedOptions{})
	if err != nil || len(u.Points) != 2 || u.Empty {
		t.Errorf("battle of the sexes: %v, %v", u.Points, err)
	}
	u, err = PayoffsUnrandomised(context.Background(), bimatrixGame("1,-1 -1,1", "-1,1 1,-1"), rat("1/2"), UnrandomisedOptions{})
	if err != nil || !u.Empty {
		t.Errorf("matching pennies: %v", err)
	}
	// Alternation between the corners, at some patience.
	u, err = PayoffsUnrandomised(context.Background(), bimatrixGame("9,9 1,10", "10,1 3,3"), rat("3/4"), UnrandomisedOptions{})
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, p := range u.Points {
		found = found || len(p.Lead) == 0 && len(p.Cycle) == 1 && p.Cycle[0] == [2]int{0, 0}
	}
	if !found {
		t.Error("cooperation for ever is missing")
	}
}
