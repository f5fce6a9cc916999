package format

import (
	"bytes"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"brink/games"
	"brink/games/expr"
)

// oddNames are labels that one format or another could trip over.
var oddNames = []string{
	"hold", "strike", "tit-for-tat", "1", "2", "0.5", "1/2", "1e3", "0x10", "1_000", "007", "-1", "+2",
	"yes", "no", "on", "y", "true", "null", "~", "NaN", ".inf", "2001-01-01", "=", "<<", "---",
	"a b", "a: b", "a #b", "#", "- x", "-", "?", "*", "&x", "!x", "@", "%", "`", "|", ">", "[", "]", "{", "}", ",", "a,b",
	`quote"s`, "quote's", `back\slash`, `\`, `\"`, `\\`, "profiles ", "each one", "else", "count", "é", "日本", "Ω", "a\u00a0b", "//", "/*", "x}",
}

func nameGen() *rapid.Generator[string] {
	free := rapid.StringOfN(rapid.RuneFrom([]rune("ab1 .,:;-_#&*!|>'\"%@`\\{}[]()^+/=<é日")), 1, 8, -1)
	return rapid.Custom(func(t *rapid.T) string {
		s := rapid.SampledFrom(oddNames).Draw(t, "odd")
		if rapid.Bool().Draw(t, "free") {
			s = free.Draw(t, "name")
		}
		if s = strings.TrimSpace(s); s == "" || strings.Contains(s, "\u00a0") {
			return "x"
		}
		return s
	})
}

// distinctNames draws n different names that no key of payoffs: could mean.
func distinctNames(t *rapid.T, n int, taken ...string) []string {
	return rapid.SliceOfNDistinct(nameGen().Filter(func(s string) bool {
		return !slices.Contains(taken, s) && s != "each" && s != "profiles" && s != "count"
	}), n, n, rapid.ID).Draw(t, "names")
}

func ratGen() *rapid.Generator[*big.Rat] {
	return rapid.Custom(func(t *rapid.T) *big.Rat {
		if rapid.IntRange(0, 9).Draw(t, "size") == 0 {
			n, _ := new(big.Int).SetString(rapid.StringMatching(`[1-9][0-9]{20,60}`).Draw(t, "big"), 10)
			return new(big.Rat).SetFrac(n, big.NewInt(rapid.Int64Range(1, 1<<40).Draw(t, "den")))
		}
		return big.NewRat(rapid.Int64Range(-50, 50).Draw(t, "num"), rapid.Int64Range(1, 12).Draw(t, "den"))
	})
}

// numericGame draws a game in numbers with odd names.
func numericGame(t *rapid.T, minPlayers, maxPlayers int) *games.Strategic {
	n := rapid.IntRange(minPlayers, maxPlayers).Draw(t, "players")
	s := &games.Strategic{Name: rapid.SampledFrom([]string{"", "A game", `with "quotes" and \`, "a: b # c"}).Draw(t, "title")}
	players := distinctNames(t, n)
	for _, name := range players {
		actions := distinctNames(t, rapid.IntRange(1, 4).Draw(t, "actions"), players...)
		s.Players = append(s.Players, games.NewPlayer(name, actions))
	}
	for range players {
		payoffs := make([]*big.Rat, s.Profiles())
		for i := range payoffs {
			payoffs[i] = ratGen().Draw(t, "payoff")
		}
		s.Payoffs = append(s.Payoffs, games.NewTable(payoffs))
	}
	return s
}

// TestRewriteNumericGames: a game in numbers survives every format; those
// without names keep the payoffs.
func TestRewriteNumericGames(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s := numericGame(rt, 1, 4)
		g := gameOf(s)
		g.ID = "again"
		for _, f := range Formats() {
			if f == LRS && len(s.Players) != 2 {
				continue
			}
			var b bytes.Buffer
			if err := WriteStrategic(&b, s, f); err != nil {
				rt.Fatalf("%s: %v", f, err)
			}
			file, ds := Read("again.x", b.Bytes(), "")
			if ds.HasErrors() {
				rt.Fatalf("%s\n%s", b.String(), show(ds))
			}
			if file.Format != f {
				rt.Fatalf("%s is recognised as %s:\n%s", f, file.Format, b.String())
			}
			h := *file.Game
			switch f {
			case LRS, GAM:
				h.Name, h.Players = g.Name, g.Players
			case EFG:
				h.Extensive = nil
			}
			if d := differ(g, &h); d != "" {
				rt.Fatalf("%s: %s\n%s", f, d, b.String())
			}
		}
	})
}

// formulaGen draws payoff formulas over the parameters p and q.
func formulaGen(t *rapid.T, depth int) string {
	if depth == 0 {
		return rapid.SampledFrom([]string{"p", "q", "1/2", "2", "0.1", "w"}).Draw(t, "leaf")
	}
	a, b := formulaGen(t, depth-1), formulaGen(t, depth-1)
	switch rapid.IntRange(0, 6).Draw(t, "form") {
	case 0:
		return fmt.Sprintf("(%s + %s)", a, b)
	case 1:
		return fmt.Sprintf("%s - (%s)", a, b)
	case 2:
		return fmt.Sprintf("(%s)*(%s)", a, b)
	case 3:
		return fmt.Sprintf("(%s)/(1 + q^2)", a)
	case 4:
		return fmt.Sprintf("max(%s, %s)", a, b)
	case 5:
		return fmt.Sprintf("if(%s < %s, %s, %s)", a, b, b, a)
	}
	return fmt.Sprintf("(%s)^2", a)
}

// TestRewriteSymbolicGames: parameters, formulas, repeated play and claims
// survive YAML and JSON.
func TestRewriteSymbolicGames(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		players := distinctNames(rt, 2)
		actions := distinctNames(rt, 2, append(players, "*")...)
		g := &games.Game{Header: games.Header{ID: "x", Name: rapid.SampledFrom(oddNames).Draw(rt, "title"),
			Description: rapid.SampledFrom([]string{"", "one line", "two\nlines\n", " odd\n lines", "x\n\n\ny", "trailing\n\n", "tab\there", "a\u2028b", strings.Repeat("many words ", 20) + "end"}).Draw(rt, "description"),
			Notes:       []string{"a note", "b: c"}, Source: []string{"Nash (1951)"}, Shelf: "test",
		}}
		text := "brink: 1\nparameters: {p: {default: 1/3, range: \"[0, 1)\"}, q: {range: \"(-inf, p]\", description: \"a, b\", symbol: '\\bar{q}_{1}', unit: \"km: h\"}}\ndefine: {w: p/(1 + q)}\nassume: [p + q > -2]\n"
		cells := make([]string, 8)
		for i := range cells {
			cells[i] = formulaGen(rt, rapid.IntRange(0, 2).Draw(rt, "depth"))
		}
		quoted := func(s string) string { return jsonString(s) }
		text += fmt.Sprintf("players: {%s: [%s, %s], %s: [%s, %s]}\n", quoted(players[0]), quoted(actions[0]), quoted(actions[1]), quoted(players[1]), quoted(actions[0]), quoted(actions[1]))
		text += "payoffs:\n"
		for a := range 2 {
			text += fmt.Sprintf("  %s: [[%s, %s], [%s, %s]]\n", quoted(actions[a]), quoted(cells[4*a]), quoted(cells[4*a+1]), quoted(cells[4*a+2]), quoted(cells[4*a+3]))
		}
		text += "repeated:\n  discount: p\n  error: q^2/(1 + q^2)\n  automata:\n    mine:\n      start: b\n      states:\n"
		pattern := actions[0] + " " + actions[1]
		text += fmt.Sprintf("        a: {play: %s, next: {%s: {a: p, b: 1 - p}, else: b}}\n        b: {play: %s, next: a}\n", quoted(actions[0]), quoted(pattern), quoted(actions[1]))
		text += "  profiles: [[mine, grim]]\n"
		text += fmt.Sprintf("claims: [{id: c, holds: %s, given: [p > 0], says: \"x: y\"}]\n", quoted(fmt.Sprintf("nash(\"%s\", \"%s\")", actions[0], actions[1])))
		file, ds := Read("x.yaml", []byte(text), "")
		if ds.HasErrors() {
			// A name with a quote of either kind has no spelling in a formula, and
			// the keys of transitions may be ambiguous where one name is part of
			// another, and unreadable where one is a comma.
			if strings.ContainsAny(actions[0]+actions[1], `",`) || strings.Contains(show(ds), "two ways") {
				rt.Skip("no such game")
			}
			rt.Fatalf("%s\n%s", text, show(ds))
		}
		h := *file.Game
		h.ID, h.Name, h.Description, h.Notes, h.Source, h.Shelf = g.ID, g.Name, g.Description, g.Notes, g.Source, g.Shelf
		for _, f := range []Format{YAML, JSON} {
			var b, c bytes.Buffer
			if err := Write(&b, &h, f); err != nil {
				rt.Fatal(err)
			}
			again, ds := Read("x", b.Bytes(), "")
			if ds.HasErrors() {
				rt.Fatalf("%s\n%s", b.String(), show(ds))
			}
			if d := differ(&h, again.Game); d != "" {
				rt.Fatalf("%s: %s\n%s", f, d, b.String())
			}
			if err := Write(&c, again.Game, f); err != nil || c.String() != b.String() {
				rt.Fatalf("%s is not canonical (%v):\n%s\n%s", f, err, b.String(), c.String())
			}
			// Without the texts, the values are written.
			bare := h
			bare.Text = nil
			b.Reset()
			if err := Write(&b, &bare, f); err != nil {
				rt.Fatal(err)
			}
			again, ds = Read("x", b.Bytes(), "")
			if ds.HasErrors() {
				rt.Fatalf("%s\n%s", b.String(), show(ds))
			}
			for p := range bare.Payoffs {
				for i, v := range bare.Payoffs[p] {
					if !equalValues(v, again.Game.Payoffs[p][i], len(bare.Params)) {
						rt.Fatalf("payoff %v becomes %v\n%s", v, again.Game.Payoffs[p][i], b.String())
					}
				}
			}
		}
	})
}

// TestSymmetricAgrees: the payoffs of exchangeable players from the table by
// counts are those of the formula at every profile.
func TestSymmetricAgrees(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(1, 4).Draw(rt, "players")
		actions := []string{"a", "b", "c"}[:rapid.IntRange(1, 3).Draw(rt, "actions")]
		formula := rapid.SampledFrom([]string{
			"is(a)*x + others(a)^2 - count(a)/3", "if(others(a) >= 1, x/others(a), 7)", "if(is(a) and others(a) > 0, 1, x)",
			"sum_others(is(a)*x) + sum(others(a))", "min(x, others(a))*is(a)",
		}).Draw(rt, "formula")
		head := fmt.Sprintf("brink: 1\nparameters: {x: 2}\nplayers: {count: %d, actions: [%s]}\n", n, strings.Join(actions, ", "))
		each, ds := Read("x", []byte(head+fmt.Sprintf("payoffs: {each: %q}\n", formula)), "")
		if ds.HasErrors() {
			rt.Fatal(show(ds))
		}
		own := head + "payoffs:\n"
		for p := range n {
			own += fmt.Sprintf("  Player%d: %q\n", p+1, formula)
		}
		table, ds := Read("x", []byte(own), "")
		if ds.HasErrors() {
			rt.Fatal(show(ds))
		}
		if each.Game.Symmetric == nil || table.Game.Symmetric == nil {
			rt.Fatal("not symmetric")
		}
		bare := *each.Game
		bare.Payoffs = nil // so that Payoff reads the table by counts
		size := table.Game.Profiles(1 << 20)
		s := &games.Strategic{Players: bare.Players}
		profile := make([]int, n)
		for i := range size {
			s.Decode(i, profile)
			for p := range n {
				want := table.Game.Payoffs[p][i]
				if !sameValue(want, bare.Payoff(p, profile)) || !sameValue(want, each.Game.Payoffs[p][i]) {
					rt.Fatalf("player %d at %v: %v, %v and %v", p, profile, want, bare.Payoff(p, profile), each.Game.Payoffs[p][i])
				}
			}
		}
	})
}

// TestPayoffOrders pins the order of every format on one asymmetric game.
func TestPayoffOrders(t *testing.T) {
	// QuantEcon.py, documentation of game_converters.from_gam: this text is the
	// game with the payoffs below.
	gam := "2\n3 2\n\n3 2 0 3 5 6 3 2 3 2 6 1"
	want := [][2]string{{"3", "3"}, {"3", "2"}, {"2", "2"}, {"5", "6"}, {"0", "3"}, {"6", "1"}}
	for name, text := range map[string]string{
		"gam": gam,
		// lrslib, user's guide: the same two matrices, row by row.
		"lrs":             "3 2\n\n3 3\n2 5\n0 6\n\n3 2\n2 6\n3 1\n",
		"nfg by payoff":   `NFG 1 R "" { "1" "2" } { 3 2 } 3 3 2 2 0 3 3 2 5 6 6 1`,
		"nfg by outcomes": `NFG 1 D "" { "1" "2" } { { "x" "y" "z" } { "l" "r" } } "" { { "a" 3, 3 } { "b" 2, 2 } { "c" 0, 3 } { "d" 3, 2 } { "e" 5, 6 } { "f" 6, 1 } } 1 2 3 4 5 6`,
		"yaml":            "brink: 1\nplayers: {A: [x, y, z], B: [l, r]}\npayoffs: {x: [[3, 3], [3, 2]], y: [[2, 2], [5, 6]], z: [[0, 3], [6, 1]]}",
	} {
		g := read(t, name, text).Game
		for i, w := range want {
			for p := range w {
				r, _ := g.Payoffs[p][i].Ratio()
				if got, _ := r.Rat(); got.RatString() != w[p] {
					t.Errorf("%s: player %d gets %s at profile %d, want %s", name, p, got.RatString(), i, w[p])
				}
			}
		}
	}
}

// TestLargeSymmetricGame: fifty players are read without 2^50 profiles.
func TestLargeSymmetricGame(t *testing.T) {
	g := read(t, "many", `
brink: 1
parameters: {phi: 1/10, c: 1/5}
players: {count: 50, prefix: State, actions: [hold, strike]}
payoffs: {each: "if(others(strike) = 0, if(is(strike), phi - c, 0), if(is(strike), -c, -phi - c))"}
`).Game
	if g.Payoffs != nil || g.Symmetric == nil || len(g.Symmetric.Payoff[1]) != 50 {
		t.Fatalf("payoffs %v, symmetric %v", g.Payoffs != nil, g.Symmetric)
	}
	profile := make([]int, 50)
	profile[7] = 1
	for p, want := range map[int]string{7: "phi - c", 8: "-phi - c"} {
		v, _, _ := expr.CompileValue(want, expr.Names(g.Names()))
		if got := g.Payoff(p, profile); !sameValue(got, v) {
			t.Errorf("player %d gets %v, want %s", p, got, want)
		}
	}
	h := rewrite(t, g, YAML)
	g.ID = h.ID
	if d := differ(g, h); d != "" {
		t.Error(d)
	}
}
