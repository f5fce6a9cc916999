package format

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"brink/games"
	"brink/games/expr"
)

// numberText splits a file of nothing but numbers into words. Lines that begin
// with * or # are comments, as in the files of lrslib and GAMUT.
type numberText struct {
	*source
	at     int
	shared constants
}

// next returns the byte range of the next word; start is end at the end.
func (x *numberText) next() (start, end int) {
	text := x.text
	for x.at < len(text) {
		r, w := utf8.DecodeRuneInString(text[x.at:])
		switch {
		case unicode.IsSpace(r) || r == ',' || r == 0x1A:
			x.at += w
			continue
		case (r == '*' || r == '#') && x.atLineStart():
			n := strings.IndexAny(text[x.at:], "\r\n")
			if n < 0 {
				n = len(text) - x.at
			}
			x.at += n
			continue
		}
		start = x.at
		n := strings.IndexFunc(text[start:], func(r rune) bool { return unicode.IsSpace(r) || r == ',' })
		if n < 0 {
			n = len(text) - start
		}
		x.at = start + n
		return start, x.at
	}
	end = len(strings.TrimRightFunc(text, unicode.IsSpace)) // where the eye sees the end
	return end, end
}

// atLineStart reports whether only white space stands before x.at in its line.
func (x *numberText) atLineStart() bool {
	before := x.text[:x.at]
	return strings.TrimSpace(before[strings.LastIndexAny(before, "\r\n")+1:]) == ""
}

// value reads a payoff.
func (x *numberText) value() (expr.Value, bool) {
	start, end := x.next()
	word := x.text[start:end]
	if v, ok := x.shared[word]; ok {
		return v, true
	}
	if start == end {
		x.errorAt(start, end, "", "found the end of the file where a payoff was expected")
		return expr.Value{}, false
	}
	r, err := expr.ParseNumber(word)
	if err != nil {
		hint := ""
		if expr.ValidName(word) {
			hint = numbersOnly
		}
		x.errorAt(start, end, hint, "%s", err)
		return expr.Value{}, false
	}
	return x.shared.value(word, r), true
}

// sizesHint is said of numbers alone, such as a table pasted from a sheet.
const sizesHint = "numbers alone are read as lrsnash has them: the sizes, as in 2 2, and two matrices; a table of one needs a brink file that begins with brink: 1"

// size reads a whole number from 1 to high.
func (x *numberText) size(what string, high int) (int, bool) {
	start, end := x.next()
	word := x.text[start:end]
	if r, err := expr.ParseNumber(word); err == nil && r.IsInt() && r.Num().IsInt64() {
		if n := r.Num().Int64(); n >= 1 && n <= int64(high) {
			return int(n), true
		}
	}
	found := word
	if start == end {
		found = "the end of the file"
	}
	x.errorAt(start, end, sizesHint, "found %s where %s from 1 to %d was expected", abbreviate(found), what, high)
	return 0, false
}

// rest reports words behind the last payoff.
func (x *numberText) rest(read int) {
	if start, end := x.next(); start < end {
		x.errorAt(start, end, "the sizes may not fit the payoffs", "found %q behind the last of %d payoffs", abbreviate(x.text[start:end]), read)
	}
}

// fits reports sizes, read up to here, with too many payoffs to hold.
func (x *numberText) fits(sizes []int) bool {
	profiles := 1
	for _, n := range sizes {
		if profiles *= n; profiles > maxPayoffs/len(sizes) {
			x.errorAt(0, x.at, "", "%s", tooManyPayoffs)
			return false
		}
	}
	return true
}

// unnamed returns players without names of their own.
func unnamed(sizes []int) []games.Player {
	players := make([]games.Player, len(sizes))
	for p, n := range sizes {
		players[p] = games.NewPlayer("Player "+strconv.Itoa(p+1), numbered(n))
	}
	return players
}

// readLRS reads the text of lrsnash: the numbers of rows and columns and two
// matrices, the first and the second player's payoffs, row by row (Avis,
// lrslib user's guide, "nash"). Rationals and, unlike lrsnash, decimals are
// exact.
func readLRS(s *source) *games.Game {
	x := &numberText{source: s, shared: make(constants)}
	g := &games.Game{Defined: expr.True()}
	s.foldNumbers()
	m, ok := x.size("a number of rows", maxActions)
	if !ok {
		return g
	}
	n, ok := x.size("a number of columns", maxActions)
	if !ok {
		return g
	}
	if x.fits([]int{m, n}) {
		g.Players = unnamed([]int{m, n})
		x.tables(g, func(i int) int { return i })
	}
	return g
}

// readGAM reads the text of GameTracer: the number of players, their numbers of
// actions, and the payoffs of each player in turn, the first player's action
// changing fastest (Blum and Shelton, GameTracer 0.2, class nfgame;
// QuantEcon.py, game_converters.from_gam).
func readGAM(s *source) *games.Game {
	x := &numberText{source: s, shared: make(constants)}
	g := &games.Game{Defined: expr.True()}
	s.foldNumbers()
	n, ok := x.size("a number of players", maxPlayers)
	if !ok {
		return g
	}
	sizes := make([]int, n)
	for p := range sizes {
		if sizes[p], ok = x.size("a number of actions", maxActions); !ok {
			return g
		}
	}
	if !x.fits(sizes) {
		return g
	}
	g.Players = unnamed(sizes)
	profile := make([]int, n)
	x.tables(g, func(i int) int { return g.Index(firstFastest(i, sizes, profile)) })
	return g
}

// firstFastest writes into profile the profile number i when the first player's
// action changes fastest.
func firstFastest(i int, sizes, profile []int) []int {
	for p, k := range sizes {
		profile[p] = i % k
		i /= k
	}
	return profile
}

// tables reads the payoffs of each player in turn; index maps the order of the
// file to profile indices. The tables grow as the file does, so that a short
// file with large declarations costs nothing.
func (x *numberText) tables(g *games.Game, index func(int) int) {
	n := g.Profiles(maxPayoffs)
	g.Payoffs = make([][]expr.Value, len(g.Players))
	for p := range g.Payoffs {
		var list []expr.Value
		for range n {
			v, ok := x.value()
			if !ok {
				return
			}
			list = append(list, v)
		}
		g.Payoffs[p] = make([]expr.Value, n)
		for i, v := range list {
			g.Payoffs[p][index(i)] = v
		}
	}
	x.rest(n * len(g.Players))
}
