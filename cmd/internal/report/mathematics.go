package report

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// Formulas of game files, and those that stand in the prose of their authors, are
// mathematics in documents that have such: parameters by their symbols, relations by
// their signs.

// typesetter turns the language of the files of a game into mathematics.
type typesetter struct {
	names map[string]string // of parameters, variables and definitions
	words []string          // names that are words of the prose: the English article
}

// variables are the names of what players choose, observe or are, and of what moves, in
// models where these are numbers.
func variables(m games.Model) []string {
	switch m := m.(type) {
	case *games.Continuous:
		return m.VariableNames()
	case *games.Dynamics:
		return m.VariableNames()
	case *games.Bayesian:
		var out []string
		for _, d := range append([]*games.Density{m.Common}, m.Densities...) {
			if d != nil {
				out = append(out, d.Attr)
			}
		}
		return out
	}
	return nil
}

// typesetter is that of a game, with the variables of its kind, for prose in the language.
func (w *Words) typesetter(h *games.Header, variables ...string) *typesetter {
	t := &typesetter{names: make(map[string]string)}
	if w.space != "" {
		t.words = []string{"a", "A", "I"}
	}
	printed := func(name string) string {
		return expr.Printer{Names: []string{name}, LaTeX: true}.Poly(algebra.Variable(0))
	}
	for _, name := range variables {
		t.names[name] = printed(name)
	}
	for _, d := range h.Defines {
		t.names[d.Name] = printed(d.Name)
	}
	for i, p := range h.Params {
		if p.Derived == nil {
			t.names[p.Name] = h.LaTeX().Poly(algebra.Variable(algebra.Var(i)))
		}
	}
	return t
}

// Typeset is a formula of a model's file as mathematics.
func (w *Words) Typeset(m games.Model, text string) Cell {
	return Formula(text, w.typesetter(m.Head(), variables(m)...).formula(text))
}

// TypesetProse is a text of a model's file in runs of words and of mathematics.
func (w *Words) TypesetProse(m games.Model, text string) []Cell {
	if runs := w.typesetter(m.Head(), variables(m)...).prose(text); runs != nil {
		return runs
	}
	return []Cell{Text(text)}
}

// Tokens of formulas, in which names may be in any script and have hyphens, and of prose.
var (
	formulaToken = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`"[^"]*"|[\p{L}_][\p{L}\p{N}_]*(?:-[\p{L}_][\p{L}\p{N}_]*)*|[0-9]+(?:\.[0-9]+)?|<=>|=>|<=|>=|!=|\s+|.`)
	})
	proseToken = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`[A-Za-z\p{Greek}_][A-Za-z\p{Greek}0-9_]*|[0-9]+(?:\.[0-9]+)?|<=>|=>|<=|>=|!=|\s+|.`)
	})
)

// latexSigns are the signs and words of the language.
var latexSigns = map[string]string{
	"<=>": ` \Leftrightarrow `, "=>": ` \Rightarrow `, "<=": ` \le `, ">=": ` \ge `, "!=": ` \ne `, "=": " = ", "<": " < ", ">": " > ",
	"≤": ` \le `, "≥": ` \ge `, "≠": ` \ne `, "and": ` \land `, "or": ` \lor `, "not": `\lnot `, "in": ` \in `, "inf": `\infty `,
	"+": " + ", "-": " - ", "/": "/", "(": "(", ")": ")", "[": "[", "]": "]", ",": `,\; `, ";": `;\; `, "{": `\{`, "}": `\}`, "|": `\,|\,`, "…": `\ldots `, "·": ` \cdot `,
}

// formula is a formula as mathematics.
func (t *typesetter) formula(text string) string {
	var b strings.Builder
	tokens := formulaToken().FindAllString(text, -1)
	next := func(i int) string {
		for _, s := range tokens[i+1:] {
			if strings.TrimSpace(s) != "" {
				return s
			}
		}
		return ""
	}
	operand, deep := false, 0
	for i := 0; i < len(tokens); i++ {
		s := tokens[i]
		switch s {
		case "(", "[", "{":
			deep++
		case ")", "]", "}":
			deep--
		}
		sign, isSign := latexSigns[s]
		r := []rune(s)[0]
		switch {
		case strings.TrimSpace(s) == "":
			continue
		case s == "^":
			end := i + 1
			for end < len(tokens) && strings.TrimSpace(tokens[end]) == "" {
				end++
			}
			if depth := 0; end < len(tokens) && tokens[end] == "(" {
				from := end
				for ; end < len(tokens); end++ {
					if tokens[end] == "(" {
						depth++
					} else if tokens[end] == ")" {
						if depth--; depth == 0 {
							break
						}
					}
				}
				b.WriteString("^{" + t.formula(strings.Join(tokens[from+1:min(end, len(tokens))], "")) + "}")
			} else if end < len(tokens) {
				b.WriteString("^{" + t.formula(tokens[end]) + "}")
			}
			i = end
			operand = true
			continue
		case s == "*":
			if n := next(i); n != "" && n[0] >= '0' && n[0] <= '9' {
				b.WriteString(` \cdot `)
			} else {
				b.WriteString(`\, `)
			}
		case s == "," && deep > 0:
			b.WriteString(", ")
		case s == "-" && !operand:
			b.WriteString("-")
		case isSign:
			b.WriteString(sign)
		case r == '"':
			b.WriteString(mathWords(strings.Trim(s, `"`)))
		case unicode.IsLetter(r) || r == '_':
			b.WriteString(t.name(s, next(i) == "("))
		case r >= '0' && r <= '9':
			b.WriteString(s)
		default:
			b.WriteString(mathWords(s))
		}
		operand = !isSign || s == ")" || s == "]" || s == "}"
	}
	return strings.TrimSpace(strings.ReplaceAll(b.String(), "  ", " "))
}

// name is a name in a formula: a parameter or definition, a difference of such, a
// function or predicate, or a word such as an action.
func (t *typesetter) name(s string, called bool) string {
	if known := t.names[s]; known != "" {
		return known
	}
	if first, rest, ok := strings.Cut(s, "-"); ok && t.names[first] != "" {
		return t.names[first] + " - " + t.name(rest, called)
	}
	if called {
		return `\mathrm{` + mathEscape(s) + `}`
	}
	return mathWords(s)
}

func mathWords(s string) string { return `\text{` + mathEscape(s) + `}` }

// mathEscape lets text stand in a group of LaTeX.
func mathEscape(s string) string {
	return strings.NewReplacer(`\`, "", "{", `\{`, "}", `\}`, "_", `\_`, "%", `\%`, "&", `\&`, "#", `\#`, "$", `\$`, "^", "", "~", " ").Replace(s)
}

// prose finds the mathematics in running text: formulas in which a parameter stands, and
// parameters whose names are no words. nil where there is none.
func (t *typesetter) prose(text string) []Cell {
	tokens := proseToken().FindAllString(text, -1)
	var out []Cell
	words, found := "", false
	for i := 0; i < len(tokens); {
		end := max(t.relation(tokens, i), t.membership(tokens, i))
		span := strings.Join(tokens[i:max(end, i)], "")
		if end <= i || !t.worth(tokens, i, end) {
			words += tokens[i]
			i++
			continue
		}
		if words != "" {
			out = append(out, Text(words))
		}
		out = append(out, Cell{Text: span, LaTeX: t.formula(strings.Replace(span, "属于", "in", 1)), Formula: true})
		words, found, i = "", true, end
	}
	if !found {
		return nil
	}
	if words != "" {
		out = append(out, Text(words))
	}
	return out
}

// worth reports whether tokens are mathematics rather than words: a formula with a
// parameter, or a parameter that is no word and no letter of an abbreviation.
func (t *typesetter) worth(tokens []string, from, to int) bool {
	named := slices.ContainsFunc(tokens[from:to], func(s string) bool { return t.names[s] != "" })
	if !named || to-from > 1 {
		return named
	}
	s := tokens[from]
	before, after := "", ""
	if from > 0 {
		before = tokens[from-1]
	}
	if to < len(tokens) {
		after = tokens[to]
	}
	if len([]rune(s)) == 1 {
		abbreviation := after == "." && to+1 < len(tokens) && unicode.IsLetter([]rune(tokens[to+1])[0])
		return !slices.Contains(t.words, s) && !abbreviation && before != "." && before != "'" && before != "’"
	}
	return !strings.Contains(t.names[s], `\mathit`)
}

// relation is where a chain of relations between expressions ends that begins at a
// token, the longest; expression, product and factor likewise. -1 for none.
func (t *typesetter) relation(tokens []string, i int) int {
	return t.chain(tokens, i, []string{"<=", ">=", "!=", "=", "<", ">", "≤", "≥", "≠"}, t.expression)
}

// membership is where "NAME in RANGE" ends, -1 for none.
func (t *typesetter) membership(tokens []string, i int) int {
	if t.names[tokens[i]] == "" {
		return -1
	}
	at := skipSpace(tokens, i+1)
	switch {
	case at < len(tokens) && tokens[at] == "in":
	case at+1 < len(tokens) && tokens[at] == "属" && tokens[at+1] == "于":
		at++
	default:
		return -1
	}
	if at = skipSpace(tokens, at+1); at >= len(tokens) || tokens[at] != "[" && tokens[at] != "(" {
		return -1
	}
	for _, close := range []string{",", "])"} {
		end := t.expression(tokens, skipSpace(tokens, at+1))
		if end < 0 {
			return -1
		}
		if at = skipSpace(tokens, end); at >= len(tokens) || !strings.Contains(close, tokens[at]) {
			return -1
		}
	}
	return at + 1
}

func (t *typesetter) expression(tokens []string, i int) int {
	return t.chain(tokens, i, []string{"+", "-"}, t.product)
}

func (t *typesetter) product(tokens []string, i int) int {
	return t.chain(tokens, i, []string{"*", "/", "^", "·"}, t.factor)
}

func (t *typesetter) chain(tokens []string, i int, signs []string, part func([]string, int) int) int {
	end := part(tokens, i)
	for end > 0 {
		at := skipSpace(tokens, end)
		if at >= len(tokens) || !slices.Contains(signs, tokens[at]) {
			break
		}
		next := part(tokens, skipSpace(tokens, at+1))
		if next < 0 {
			break
		}
		end = next
	}
	return end
}

func (t *typesetter) factor(tokens []string, i int) int {
	if i >= len(tokens) {
		return -1
	}
	s := tokens[i]
	switch {
	case s == "-":
		return t.factor(tokens, i+1)
	case s == "(":
		end := t.expression(tokens, skipSpace(tokens, i+1))
		if end < 0 {
			return -1
		}
		if end = skipSpace(tokens, end); end < len(tokens) && tokens[end] == ")" {
			return end + 1
		}
		return -1
	case t.names[s] != "", s[0] >= '0' && s[0] <= '9', s == "inf":
		return i + 1
	}
	return -1
}

func skipSpace(tokens []string, i int) int {
	for i < len(tokens) && strings.TrimSpace(tokens[i]) == "" {
		i++
	}
	return i
}

// typeset puts the mathematics of a game into blocks: displayed formulas, formulas in
// tables, and those in running text.
func (t *typesetter) typeset(blocks []Block) []Block {
	out := make([]Block, len(blocks))
	for i, b := range blocks {
		switch x := b.(type) {
		case Paragraph:
			if runs := t.prose(x.Text); runs != nil {
				b = Prose{runs}
			}
		case Display:
			x.Cell = t.cell(x.Cell)
			b = x
		case *Table:
			y := *x
			y.Rows = make([][]Cell, len(x.Rows))
			for r, row := range x.Rows {
				for _, c := range row {
					y.Rows[r] = append(y.Rows[r], t.cell(c))
				}
			}
			y.NoteRuns = make([][]Cell, len(x.Notes))
			for n, note := range x.Notes {
				y.NoteRuns[n] = t.prose(note)
			}
			b = &y
		}
		out[i] = b
	}
	return out
}

// listed is a list of parameters as mathematics, "" for anything else.
func (t *typesetter) listed(text string) string {
	names := strings.Split(strings.ReplaceAll(text, "、", ", "), ", ")
	for i, name := range names {
		if names[i] = t.names[name]; names[i] == "" {
			return ""
		}
	}
	return strings.Join(names, `,\; `)
}

// cell is a formula, or a list of parameters, as mathematics.
func (t *typesetter) cell(c Cell) Cell {
	switch {
	case c.LaTeX != "" || strings.Contains(c.Text, "\n"):
	case c.Text == "":
	case t.listed(c.Text) != "":
		c.LaTeX = t.listed(c.Text)
	case c.Formula && strings.ContainsAny(c.Text, "(<>=0123456789"):
		c.LaTeX = t.formula(c.Text)
	}
	return c
}
