package ask

import (
	"context"
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
)

// tableClaims writes the table of conditions of a game in strategic form as claims: that
// a pure profile is an equilibrium exactly under its condition, likewise for the other
// columns; that a pure profile without a row never is one; and, where a row mixes all
// actions, when there is a completely mixed equilibrium. Other mixed rows are of no
// predicate. Other kinds of games have none.
func tableClaims(ctx context.Context, m games.Model, opt Options) ([]games.Claim, error) {
	g, ok := m.(*games.Game)
	if !ok || g.Profiles(maxTable) < 0 {
		return nil, nil
	}
	a, err := nashConditions(ctx, g, nil, Options{Workers: opt.Workers})
	if err != nil {
		return nil, err
	}
	var out []games.Claim
	pr := g.Printer()
	listed := map[int]bool{}
	claim := func(profile, column, holds string) {
		out = append(out, games.Claim{ID: strings.Join([]string{"table", profile, column}, "-"), Holds: holds})
	}
	for _, r := range a.Rows {
		profile, pure := purely(r.Support)
		if !pure {
			if f, ok := r.Condition(answer.Exists); ok && fully(g, r.Support) && once(a.Rows, r) {
				claim("mixed", string(answer.Exists), "mixed() <=> ("+pr.Formula(f)+")")
			}
			continue
		}
		listed[g.Index(profile)] = true
		names, words := profileText(g, profile)
		for _, c := range []struct {
			column    answer.Column
			predicate string
		}{{answer.Exists, ""}, {answer.Strict, "strict"}, {answer.Efficient, "efficient"}} {
			if f, ok := r.Condition(c.column); ok {
				says := "nash(" + words + ")"
				if c.predicate != "" {
					says += " and " + c.predicate + "(" + words + ")"
				}
				claim(names, string(c.column), says+" <=> ("+pr.Formula(f)+")")
			}
		}
	}
	if !a.Complete || grouped(a.Rows) {
		return out, nil
	}
	for i := range g.Profiles(maxTable) {
		if profile := profileAt(g, i); !listed[i] {
			names, words := profileText(g, profile)
			claim(names, "never", "not nash("+words+")")
		}
	}
	return out, nil
}

// profileAt is the profile with an index.
func profileAt(g *games.Game, index int) []int {
	shape := g.Shape()
	out := make([]int, len(shape))
	for p := len(shape) - 1; p >= 0; p-- {
		out[p], index = index%shape[p], index/shape[p]
	}
	return out
}

// once reports whether no other row has the support of r.
func once(rows []*answer.Row, r *answer.Row) bool {
	n := 0
	for _, q := range rows {
		if slices.EqualFunc(q.Support, r.Support, slices.Equal) {
			n++
		}
	}
	return n == 1
}

// maxTable bounds the games whose tables are written as claims.
const maxTable = 64

// purely is the pure profile of a support.
func purely(support [][]int) (profile []int, ok bool) {
	for _, s := range support {
		if len(s) != 1 {
			return nil, false
		}
		profile = append(profile, s[0])
	}
	return profile, true
}

// fully reports whether all actions of all players are used.
func fully(g *games.Game, support [][]int) bool {
	for p, s := range support {
		if len(s) != len(g.Players[p].Actions) {
			return false
		}
	}
	return true
}

// grouped reports whether a row stands for several profiles.
func grouped(rows []*answer.Row) bool {
	for _, r := range rows {
		if r.Multiplicity != 1 {
			return true
		}
	}
	return false
}

// profileText is a profile for the name of a claim, and as predicates read it.
func profileText(g *games.Game, profile []int) (name, words string) {
	var names, list []string
	for p, a := range profile {
		action := g.Players[p].Actions[a]
		names = append(names, action)
		if !expr.ValidName(action) {
			action = `"` + action + `"`
		}
		list = append(list, action)
	}
	return strings.Join(names, "-"), strings.Join(list, ", ")
}
