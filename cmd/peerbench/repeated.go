package main

import (
	"context"
	"fmt"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"brink/cmd/internal/report"
)

// repeated measures brink on repeated games: payoff sets at one discount factor, and
// symbolic conditions of automata. The floating-point rival's times are those of
// QuantEcon.py's implementation of the algorithm of Abreu and Sannikov as brink's
// goals state them; it is not run here.
func (b *bench) repeated(ctx context.Context) (*report.Table, error) {
	t := &report.Table{
		Title:  "Repeated games: brink repeated, exact",
		Header: []string{"Task", "Time", "Processor time", "Goal", "Floating-point rival, stated"},
		Align:  []report.Align{report.Left, report.Right, report.Right, report.Right, report.Right},
	}
	set := []string{"--payoff-set"}
	for _, task := range []struct {
		name, file  string
		args        []string
		goal, rival string
	}{
		{"payoff set, prisoner's dilemma, δ = 3/4", bimatrixFile("3/4", [][]string{{"9, 9", "1, 10"}, {"10, 1", "3, 3"}}), set, "0.005 s", "0.05 s"},
		{"payoff set, Abreu-Sannikov 3×3, δ = 3/10", bimatrixFile("3/10", [][]string{{"16, 9", "3, 13", "0, 3"}, {"21, 1", "10, 4", "-1, 0"}, {"9, 0", "5, -4", "-5, -15"}}), set, "0.02 s", "0.06 s"},
		{"payoff set, Cournot 15×15, δ = 9/10", bimatrixFile("9/10", cournot(15)), set, "0.2 s", "0.12 s"},
		{"payoff set, Cournot 100×100, δ = 9/10", bimatrixFile("9/10", cournot(100)), set, "5 s", "3 s"},
		{"two automata of four states, symbolic T, R, P, S, δ", automataFile(rand.New(rand.NewPCG(b.seed, 1)), 2, 4, false), []string{"--profile", "s0,s1"}, "0.2 s", "–"},
		{"two automata of five states, errors, symbolic ε, g, δ", automataFile(rand.New(rand.NewPCG(b.seed, 2)), 2, 5, true), []string{"--profile", "s0,s1"}, "–", "–"},
		{"three automata of three states, errors 1/10, symbolic g, δ", automataFile(rand.New(rand.NewPCG(b.seed, 3)), 3, 3, true), []string{"--profile", "s0,s1,s2"}, "0.5 s", "–"},
	} {
		file := filepath.Join(b.dir, "game.yaml")
		if err := os.WriteFile(file, []byte(task.file), 0o600); err != nil {
			return nil, err
		}
		args := append([]string{b.brink, "repeated", file, "-q"}, task.args...)
		s, err := b.compare(ctx, oneLine([]int{0, 4}, args...))
		if err != nil {
			return nil, err
		}
		t.Rows = append(t.Rows, report.Texts(task.name, s[0].wall(), seconds(s[0].cpu), task.goal, task.rival))
	}
	t.Notes = append(t.Notes, fmt.Sprintf("times of whole processes, fastest of %d runs; the rival's are stated by the goals and not measured here", b.repeat))
	return t, nil
}

// bimatrixFile writes a repeated game of two players in numbers.
func bimatrixFile(delta string, cells [][]string) string {
	var out strings.Builder
	names := func(prefix string, n int) string {
		var list []string
		for i := range n {
			list = append(list, fmt.Sprint(prefix, i))
		}
		return strings.Join(list, ", ")
	}
	fmt.Fprintf(&out, "brink: 1\nparameters: {delta: %s}\nplayers: {A: [%s], B: [%s]}\npayoffs:\n", delta, names("r", len(cells)), names("c", len(cells[0])))
	for i, row := range cells {
		fmt.Fprintf(&out, "  r%d: [[%s]]\n", i, strings.Join(row, "], ["))
	}
	out.WriteString("repeated: {discount: delta, profiles: [[always-r0, always-c0]]}\n")
	return out.String()
}

// cournot is a duopoly with inverse demand max(6 - q1 - q2, 0), no costs and n
// quantities from 0 to 6.
func cournot(n int) [][]string {
	cells := make([][]string, n)
	quantity := func(i int) *big.Rat { return big.NewRat(int64(6*i), int64(n-1)) }
	for i := range cells {
		for j := range n {
			price := new(big.Rat).Sub(big.NewRat(6, 1), quantity(i))
			if price.Sub(price, quantity(j)); price.Sign() < 0 {
				price.SetInt64(0)
			}
			u, v := new(big.Rat).Mul(quantity(i), price), new(big.Rat).Mul(quantity(j), price)
			cells[i] = append(cells[i], u.RatString()+", "+v.RatString())
		}
	}
	return cells
}

// automataFile writes a repeated game of two actions a player with a random automaton
// for each: the symbolic prisoner's dilemma, or a race with errors.
func automataFile(r *rand.Rand, players, states int, errors bool) string {
	var out strings.Builder
	out.WriteString("brink: 1\n")
	var names []string
	for p := range players {
		names = append(names, fmt.Sprintf("P%d: [C, D]", p+1))
	}
	if errors {
		fmt.Fprintf(&out, "parameters: {g: 3, delta: 9/10%s}\nplayers: {%s}\n", map[bool]string{true: ", eps: {default: 1/10, range: \"(0, 1/2)\"}"}[players == 2], strings.Join(names, ", "))
		out.WriteString("payoffs: {each: \"is(D)*g - 2*others(D)\"}\n")
	} else {
		fmt.Fprintf(&out, "parameters: {T: 5, R: 3, P: 1, S: 0, delta: 4/5}\nassume: [T > R, R > P, P > S]\nplayers: {%s}\n", strings.Join(names, ", "))
		out.WriteString("payoffs: {C: [[R, R], [S, T]], D: [[T, S], [P, P]]}\n")
	}
	out.WriteString("repeated:\n  discount: delta\n")
	if errors {
		fmt.Fprintf(&out, "  error: %s\n", map[bool]string{true: "eps", false: "1/10"}[players == 2])
	}
	out.WriteString("  automata:\n")
	for p := range players {
		fmt.Fprintf(&out, "    s%d:\n      start: q0\n      states:\n", p)
		for q := range states {
			fmt.Fprintf(&out, "        q%d: {play: %s, next: {", q, []string{"C", "D"}[r.IntN(2)])
			for code := range 1 << players {
				var key []string
				for k := range players {
					key = append(key, []string{"C", "D"}[code>>k&1])
				}
				fmt.Fprintf(&out, "%q: q%d, ", strings.Join(key, " "), r.IntN(states))
			}
			out.WriteString("}}\n")
		}
	}
	return out.String()
}
