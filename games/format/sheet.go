package format

import (
	"strings"

	"brink/games"
	"brink/games/expr"
)

// A sheet is a bimatrix pasted from a spreadsheet: cells between tabs, each a pair of
// numbers, with the names of actions in the first row and column or without.

// sheetCell is a cell with its place in the text.
type sheetCell struct {
	text       string
	start, end int
}

// sheetRows cuts a text into rows of cells; rows without any are left out.
func sheetRows(s *source) [][]sheetCell {
	var out [][]sheetCell
	for n := range s.lines {
		line := s.line(n + 1)
		if strings.TrimSpace(line) == "" {
			continue
		}
		at := s.lines[n]
		var row []sheetCell
		for _, cell := range strings.Split(line, "\t") {
			text := strings.TrimSpace(cell)
			start := at + strings.Index(cell, text)
			if n := len(text); n > 1 && text[0] == '"' && text[n-1] == '"' {
				text, start = text[1:n-1], start+1
			}
			row = append(row, sheetCell{text, start, start + len(text)})
			at += len(cell) + 1
		}
		out = append(out, row)
	}
	return out
}

// isSheet reports whether a text is cells between tabs, the last of each row pairs.
func isSheet(text string) bool {
	if !strings.Contains(text, "\t") {
		return false
	}
	rows := sheetRows(newSource("", text))
	pairs := 0
	for i, row := range rows {
		if len(row) < 2 || len(row) != len(rows[0]) {
			return false
		}
		if _, _, ok := pairOf(row[len(row)-1].text); ok {
			pairs++
		} else if i > 0 {
			return false
		}
	}
	return pairs > 0
}

// tight reports whether nothing but a comma stands between two numbers: a decimal to
// some, a pair to others.
func tight(text string) bool {
	return strings.Contains(text, ",") && !strings.ContainsAny(text, " ([{;")
}

// pairOf splits a pair of numbers: 3, 3 or 3; 3, in parentheses or not.
func pairOf(text string) (first, second string, ok bool) {
	text = strings.TrimSpace(strings.Map(expr.ASCII, text))
	inside := text
	for _, p := range []string{"()", "[]", "{}"} {
		if n := len(text); n > 1 && text[0] == p[0] && text[n-1] == p[1] {
			inside = text[1 : n-1]
		}
	}
	for _, sep := range []string{";", ","} {
		if a, b, found := strings.Cut(inside, sep); found {
			a, b = strings.TrimSpace(a), strings.TrimSpace(b)
			_, e1 := expr.ParseNumber(a)
			_, e2 := expr.ParseNumber(b)
			return a, b, e1 == nil && e2 == nil
		}
	}
	return "", "", false
}

// readSheet reads a bimatrix. A bare 3,5 may be a decimal: it is not read.
func readSheet(s *source) *games.Game {
	g := &games.Game{Defined: expr.True()}
	rows := sheetRows(s)
	isPair := func(c sheetCell) bool { _, _, ok := pairOf(c.text); return ok }
	m, n := len(rows), len(rows[0])
	labelled := [2]bool{true, !isPair(rows[0][n-1])}
	for _, row := range rows[1:] {
		labelled[0] = labelled[0] && !isPair(row[0])
	}
	labelled[0] = labelled[0] && (labelled[1] || !isPair(rows[0][0]))
	var left, top int
	if labelled[0] {
		left = 1
	}
	if labelled[1] {
		top = 1
	}
	names := func(cells []sheetCell, count int, on bool) []string {
		out := numbered(count)
		seen := make(map[string]bool)
		for i := range out {
			if !on {
				continue
			}
			c := cells[i]
			if c.text == "" || seen[c.text] {
				s.errorAt(c.start, c.end, "", "found %q where the name of another action was expected", abbreviate(c.text))
				continue
			}
			seen[c.text] = true
			out[i] = c.text
		}
		return out
	}
	var first []sheetCell
	for _, row := range rows[top:] {
		first = append(first, row[0])
	}
	g.Players = []games.Player{
		games.NewPlayer("Player 1", names(first, m-top, labelled[0])),
		games.NewPlayer("Player 2", names(rows[0][left:], n-left, labelled[1])),
	}
	shared := make(constants)
	g.Payoffs = make([][]expr.Value, 2)
	for _, row := range rows[top:] {
		for _, c := range row[left:] {
			a, b, ok := pairOf(c.text)
			if !ok || tight(strings.Map(expr.ASCII, c.text)) {
				s.errorAt(c.start, c.end, "write (3, 5), or 3; 5", "found %q where a pair of payoffs was expected", abbreviate(c.text))
				return g // the others are written alike
			}
			for p, word := range []string{a, b} {
				r, _ := expr.ParseNumber(word)
				g.Payoffs[p] = append(g.Payoffs[p], shared.value(word, r))
			}
		}
	}
	return g
}
