// Package tex reads mathematics in the LaTeX that the printers of this program write,
// once for all that set it: pages as MathML, pictures and documents in PDF as boxes.
//
//	tex.Read(`\frac{c}{2}`) // a Row of one Fraction of the Rows c and 2
//
// It knows no more of LaTeX than the printers use. What it does not know stays in the
// tree as Unknown, and whoever sets it decides what becomes of it.
package tex

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind tells nodes apart.
type Kind uint8

// The kinds of nodes; what of a node belongs to a kind stands behind it.
const (
	Row      Kind = iota // Args
	Letter               // Text: a letter, to be slanted where it is a small one
	Number               // Text
	Sign                 // Text: an operator, a relation, a bracket, a stop
	Function             // Text: upright letters that belong together: log
	Name                 // Text: slanted letters that belong together
	Words                // Text: running text
	Space                // Width
	Fraction             // Args: what is divided, and by what
	Root                 // Args: what the square root is taken of
	Cases                // Args: of each line a value and where it is taken
	Unknown              // Text: a command that is not known, or a character out of place
)

// Node is a piece of mathematics.
type Node struct {
	Kind       Kind
	Text       string
	Args       []Node
	Width      float64 // as a share of the size of letters
	Sub, Super *Node   // what stands below and above on its right; nil for nothing
}

// letters are the commands for letters: \phi and \varphi are two shapes of one.
var letters = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
	"iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
	"tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "varepsilon": "ε", "varphi": "φ",
	"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
	"Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "infty": "∞",
}

// signs are the commands for signs, escaped characters among them.
var signs = map[string]string{
	"le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈", "in": "∈", "to": "→",
	"land": "∧", "lor": "∨", "lnot": "¬", "Rightarrow": "⇒", "Leftrightarrow": "⇔",
	"cdot": "·", "times": "×", "pm": "±", "ldots": "…", "dots": "…",
	"_": "_", "%": "%", "&": "&", "#": "#", "$": "$", "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "|": "|",
}

// spaces are the widths of the commands for space.
var spaces = map[string]float64{",": 0.17, ":": 0.22, ";": 0.28, " ": 0.25, "!": -0.17, "quad": 1, "qquad": 2}

// ignored are commands that change no more than sizes.
var ignored = map[string]bool{"left": true, "right": true, "bigl": true, "bigr": true, "displaystyle": true, "textstyle": true}

// Relations and Operations are the signs that have space around them.
const (
	Relations  = "=<>≤≥≠≈∈→∧∨⇒⇔"
	Operations = "+−·×±"
)

// Characters lists what commands stand for: whoever sets them needs a glyph for each.
func Characters() []string {
	out := slices.Concat(slices.Collect(maps.Values(letters)), slices.Collect(maps.Values(signs)))
	slices.Sort(out)
	return slices.Compact(out)
}

// maxDepth bounds braces within braces.
const maxDepth = 50

// Read reads mathematics: a Row.
func Read(latex string) Node {
	p := &parser{rest: latex}
	row := p.row()
	for p.rest != "" { // a brace that closes nothing
		row.Args = append(row.Args, p.unknown(1))
		row.Args = append(row.Args, p.row().Args...)
	}
	return row
}

// Known reports whether all of it was understood, and is something.
func (n *Node) Known() bool {
	if n.Kind == Unknown || n.Sub != nil && !n.Sub.Known() || n.Super != nil && !n.Super.Known() {
		return false
	}
	for i := range n.Args {
		if !n.Args[i].Known() {
			return false
		}
	}
	return true
}

// parser reads from the left.
type parser struct {
	rest string
	deep int
}

// unknown takes so many bytes as they are.
func (p *parser) unknown(n int) Node {
	out := Node{Kind: Unknown, Text: p.rest[:n]}
	p.rest = p.rest[n:]
	return out
}

// row reads up to a closing brace, which it leaves, or the end.
func (p *parser) row() Node {
	out := Node{}
	for {
		p.rest = strings.TrimLeft(p.rest, " ~")
		if p.rest == "" || p.rest[0] == '}' {
			return out
		}
		if item := p.scripted(); item.Kind != Row || len(item.Args) > 0 || item.Sub != nil || item.Super != nil {
			out.Args = append(out.Args, item)
		}
	}
}

// scripted is an item with what stands above and below it.
func (p *parser) scripted() Node {
	if p.rest[0] == '^' || p.rest[0] == '_' {
		return p.unknown(1) // of nothing
	}
	item := p.item()
	for p.rest != "" {
		switch {
		case p.rest[0] == '_' && item.Sub == nil:
			p.rest = p.rest[1:]
			item.Sub = p.argument()
		case p.rest[0] == '^' && item.Super == nil:
			p.rest = p.rest[1:]
			item.Super = p.argument()
		default:
			return item
		}
	}
	return item
}

// argument is what a command or a script takes: a group in braces, or one item.
func (p *parser) argument() *Node {
	p.rest = strings.TrimLeft(p.rest, " ")
	if p.rest == "" || p.rest[0] == '}' || p.rest[0] == '^' || p.rest[0] == '_' {
		return &Node{Kind: Unknown}
	}
	item := p.item()
	return &item
}

// group is a row in braces.
func (p *parser) group() Node {
	if p.deep++; p.deep > maxDepth {
		return p.unknown(len(p.rest))
	}
	defer func() { p.deep-- }()
	p.rest = p.rest[1:]
	out := p.row()
	if p.rest == "" { // nothing closes it
		out.Args = append(out.Args, Node{Kind: Unknown})
		return out
	}
	p.rest = p.rest[1:]
	return out
}

// item is a number, a letter, a sign, a group, or a command with its arguments.
func (p *parser) item() Node {
	r, size := utf8.DecodeRuneInString(p.rest)
	kind := Unknown
	switch {
	case r == '{':
		return p.group()
	case r == '\\':
		return p.command()
	case r >= '0' && r <= '9' || r == '.':
		n := len(p.rest) - len(strings.TrimLeft(p.rest, "0123456789."))
		out := Node{Kind: Number, Text: p.rest[:n]}
		p.rest = p.rest[n:]
		return out
	case r == '-':
		p.rest = p.rest[size:]
		return Node{Kind: Sign, Text: "−"}
	case unicode.IsLetter(r):
		kind = Letter
	case strings.ContainsRune(`+*/=<>,;:!'()[]|`, r), r > 0x7f && (unicode.IsSymbol(r) || unicode.IsPunct(r)):
		kind = Sign
	}
	out := Node{Kind: kind, Text: p.rest[:size]}
	p.rest = p.rest[size:]
	return out
}

// command reads a command and its arguments.
func (p *parser) command() Node {
	n := 1
	for n < len(p.rest) && (p.rest[n] >= 'a' && p.rest[n] <= 'z' || p.rest[n] >= 'A' && p.rest[n] <= 'Z') {
		n++
	}
	if n == 1 { // a space or an escaped character
		_, size := utf8.DecodeRuneInString(p.rest[1:])
		n += size
	}
	whole := p.rest[:n]
	name := whole[1:]
	p.rest = p.rest[n:]
	if w, ok := spaces[name]; ok {
		return Node{Kind: Space, Width: w}
	}
	if ignored[name] {
		return Node{}
	}
	switch name {
	case "frac", "tfrac", "dfrac":
		top := p.argument()
		return Node{Kind: Fraction, Args: []Node{*top, *p.argument()}}
	case "sqrt":
		return Node{Kind: Root, Args: []Node{*p.argument()}}
	case "begin":
		if rest, ok := strings.CutPrefix(p.rest, "{cases}"); ok {
			p.rest = rest
			return p.cases()
		}
	case "text":
		return p.verbatim(Words)
	case "mathit":
		return p.verbatim(Name)
	case "mathrm", "mathbf", "operatorname":
		return p.verbatim(Function)
	case "exp", "log", "min", "max":
		return Node{Kind: Function, Text: name}
	}
	if s, ok := letters[name]; ok {
		return Node{Kind: Letter, Text: s}
	}
	if s, ok := signs[name]; ok {
		return Node{Kind: Sign, Text: s}
	}
	return Node{Kind: Unknown, Text: whole}
}

// cases reads the lines of cases up to their end.
func (p *parser) cases() Node {
	if p.deep++; p.deep > maxDepth {
		return p.unknown(len(p.rest))
	}
	defer func() { p.deep-- }()
	body, after, ok := p.environment()
	if !ok {
		return p.unknown(len(p.rest))
	}
	p.rest = after
	out := Node{Kind: Cases}
	for _, line := range splitOutside(body, `\\`) {
		value, where := line, ""
		if parts := splitOutside(line, "&"); len(parts) == 2 {
			value, where = parts[0], parts[1]
		}
		for _, part := range []string{value, where} {
			inner := &parser{rest: part, deep: p.deep}
			row := inner.row()
			if inner.rest != "" {
				row.Args = append(row.Args, inner.unknown(len(inner.rest)))
			}
			out.Args = append(out.Args, row)
		}
	}
	return out
}

// environment is what stands before the end of the cases that have begun, those within
// them left out, and what follows.
func (p *parser) environment() (body, after string, ok bool) {
	for i, depth := 0, 1; i < len(p.rest); i++ {
		switch rest := p.rest[i:]; {
		case strings.HasPrefix(rest, `\begin{cases}`):
			depth++
		case strings.HasPrefix(rest, `\end{cases}`):
			if depth--; depth == 0 {
				return p.rest[:i], rest[len(`\end{cases}`):], true
			}
		}
	}
	return "", "", false
}

// splitOutside cuts at a separator that stands outside braces and cases.
func splitOutside(s, separator string) []string {
	var out []string
	start, depth := 0, 0
	for i := 0; i < len(s); i++ {
		rest := s[i:]
		switch {
		case strings.HasPrefix(rest, `\begin{`), rest[0] == '{':
			depth++
		case strings.HasPrefix(rest, `\end{`), rest[0] == '}':
			depth--
		case depth == 0 && strings.HasPrefix(rest, separator):
			out = append(out, s[start:i])
			start = i + len(separator)
			i = start - 1
			continue
		}
		switch {
		case strings.HasPrefix(rest, `\begin{`):
			i += len(`\begin{`) - 1 // its brace is none of a group
			depth++                 // and is closed before the environment is
		case strings.HasPrefix(rest, `\end{`):
			i += len(`\end{`) - 1
			depth++
		case rest[0] == '\\':
			i++ // an escaped brace is none
		}
	}
	return append(out, s[start:])
}

// verbatim is the text of a group in braces, its escapes undone and braces within it
// left out.
func (p *parser) verbatim(kind Kind) Node {
	if !strings.HasPrefix(p.rest, "{") {
		return Node{Kind: Unknown}
	}
	var b strings.Builder
	depth := 0
	for i := 0; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '\\' && i+1 < len(p.rest):
			i++
			b.WriteByte(p.rest[i])
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				p.rest = p.rest[i+1:]
				return Node{Kind: kind, Text: b.String()}
			}
		default:
			b.WriteByte(c)
		}
	}
	return p.unknown(len(p.rest)) // nothing closes it
}

// Pieces cuts a formula where a line may best break: before every "and", "or" and
// implication outside brackets, and behind the members of a list.
func Pieces(latex string) []string {
	var out []string
	start := 0
	cut := func(at int) {
		if piece := strings.TrimSpace(latex[start:at]); piece != "" {
			out = append(out, piece)
		}
		start = at
	}
	outside(latex, func(i int) {
		switch rest := latex[i:]; {
		case rest[0] == ',' || rest[0] == ';':
			if strings.HasPrefix(rest[1:], `\; `) || strings.HasPrefix(rest[1:], ` \text`) {
				cut(i + 1)
			}
		case begins(rest, `\land`), begins(rest, `\lor`), begins(rest, `\Rightarrow`), begins(rest, `\Leftrightarrow`):
			cut(i)
		}
	})
	cut(len(latex))
	return out
}

// Parts cuts a piece of more letters than a line takes, where mathematics is broken next
// best: before relations outside brackets, and what is then still too long before sums.
func Parts(piece string, most int) []string {
	relations := []string{"=", "<", ">", `\le`, `\ge`, `\ne`, `\leq`, `\geq`, `\neq`}
	var out []string
	for _, side := range cutBefore(piece, most, relations) {
		out = append(out, cutBefore(side, most, []string{"+", "-"})...)
	}
	return out
}

// cutBefore cuts a formula of more letters than that before words between spaces that
// stand outside brackets; not before the first.
func cutBefore(latex string, most int, words []string) []string {
	if breadth(latex) <= most {
		return []string{latex}
	}
	var out []string
	start := 0
	outside(latex, func(i int) {
		if latex[i] != ' ' || i <= start {
			return
		}
		if word, _, more := strings.Cut(latex[i+1:], " "); more && slices.Contains(words, word) {
			out = append(out, latex[start:i])
			start = i + 1
		}
	})
	return append(out, latex[start:])
}

// outside visits the places of a formula that stand outside brackets and environments.
func outside(latex string, visit func(i int)) {
	depth := 0
	for i := 0; i < len(latex); i++ {
		switch latex[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case '\\':
			switch rest := latex[i:]; {
			case begins(rest, `\begin`):
				depth++
			case begins(rest, `\end`):
				depth--
			case depth == 0:
				visit(i)
			}
			i++ // an escaped bracket is none
		default:
			if depth == 0 {
				visit(i)
			}
		}
	}
}

// breadth is about how many letters wide a formula is.
func breadth(latex string) int {
	n := 0
	for i := 0; i < len(latex); i++ {
		switch latex[i] {
		case '{', '}', '^', '_', ' ':
			continue
		case '\\':
			for i+1 < len(latex) && unicode.IsLetter(rune(latex[i+1])) {
				i++
			}
			if i+1 < len(latex) && latex[i+1] == '{' {
				continue // it says how to set what follows
			}
		}
		n++
	}
	return n
}

// begins reports whether a command is next.
func begins(latex, command string) bool {
	after, ok := strings.CutPrefix(latex, command)
	return ok && (after == "" || !unicode.IsLetter(rune(after[0])))
}
