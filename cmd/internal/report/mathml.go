package report

import (
	"html"
	"strings"
	"unicode"
	"unicode/utf8"
)

// mathPieces cuts a formula in LaTeX, as the printers of this program write it, where a
// line may best break: before every "and", "or" and implication outside brackets, and
// behind the members of a list.
func mathPieces(latex string) []string {
	var out []string
	start, depth := 0, 0
	cut := func(at int) {
		if piece := strings.TrimSpace(latex[start:at]); piece != "" {
			out = append(out, piece)
		}
		start = at
	}
	for i := 0; i < len(latex); i++ {
		switch latex[i] {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ',', ';':
			if rest := latex[i+1:]; depth == 0 && (strings.HasPrefix(rest, `\; `) || strings.HasPrefix(rest, ` \text`)) {
				cut(i + 1)
			}
		case '\\':
			if p := (&mathParser{rest: latex[i:]}); depth == 0 && (p.at(`\land`) || p.at(`\lor`) || p.at(`\Rightarrow`)) {
				cut(i)
			}
			i++ // an escaped bracket is none
		}
	}
	cut(len(latex))
	return out
}

// mathML sets the pieces of a formula in MathML Core. It knows no more of LaTeX than the
// printers use; ok is false for what it does not know, and for characters that no page
// may have.
func mathML(latex string) (pieces []string, ok bool) {
	if clean(latex) != latex || strings.ContainsAny(latex, "\ufffe\uffff") {
		return nil, false
	}
	for _, piece := range mathPieces(latex) {
		p := &mathParser{rest: piece}
		var row strings.Builder
		for p.space(); p.rest != ""; p.space() {
			item, good := p.scripted()
			if !good || p.rest != "" && p.rest[0] == '}' {
				return nil, false
			}
			row.WriteString(item)
		}
		pieces = append(pieces, "<math><mrow>"+row.String()+"</mrow></math>")
	}
	return pieces, len(pieces) > 0
}

// mathParser reads LaTeX from the left.
type mathParser struct {
	rest string
	deep int
}

// maxMathDepth bounds braces within braces.
const maxMathDepth = 50

func (p *mathParser) space() { p.rest = strings.TrimLeft(p.rest, " ") }

// at reports whether a command is next.
func (p *mathParser) at(command string) bool {
	after, ok := strings.CutPrefix(p.rest, command)
	return ok && (after == "" || !unicode.IsLetter(rune(after[0])))
}

// scripted is an item with what stands above and below it.
func (p *mathParser) scripted() (string, bool) {
	base, ok := p.item()
	if !ok {
		return "", false
	}
	var below, above string
	for {
		switch {
		case strings.HasPrefix(p.rest, "_") && below == "":
			p.rest = p.rest[1:]
			below, ok = p.argument()
		case strings.HasPrefix(p.rest, "^") && above == "":
			p.rest = p.rest[1:]
			above, ok = p.argument()
		case below != "" && above != "":
			return "<msubsup>" + base + below + above + "</msubsup>", true
		case below != "":
			return "<msub>" + base + below + "</msub>", true
		case above != "":
			return "<msup>" + base + above + "</msup>", true
		default:
			return base, true
		}
		if !ok {
			return "", false
		}
	}
}

// argument is what a command or script takes: a group in braces or one item.
func (p *mathParser) argument() (string, bool) {
	p.space()
	if !strings.HasPrefix(p.rest, "{") {
		return p.item()
	}
	return p.group()
}

// group is a row in braces.
func (p *mathParser) group() (string, bool) {
	if p.deep++; p.deep > maxMathDepth {
		return "", false
	}
	defer func() { p.deep-- }()
	p.rest = p.rest[1:]
	var b strings.Builder
	for {
		p.space()
		switch {
		case p.rest == "":
			return "", false
		case p.rest[0] == '}':
			p.rest = p.rest[1:]
			return "<mrow>" + b.String() + "</mrow>", true
		}
		item, ok := p.scripted()
		if !ok {
			return "", false
		}
		b.WriteString(item)
	}
}

// verbatim is the text of a group in braces, its escapes undone.
func (p *mathParser) verbatim() (string, bool) {
	if !strings.HasPrefix(p.rest, "{") {
		return "", false
	}
	var b strings.Builder
	for i := 1; i < len(p.rest); i++ {
		switch c := p.rest[i]; {
		case c == '\\' && i+1 < len(p.rest):
			i++
			b.WriteByte(p.rest[i])
		case c == '}':
			p.rest = p.rest[i+1:]
			return b.String(), true
		case c == '{':
			return "", false
		default:
			b.WriteByte(c)
		}
	}
	return "", false
}

// mathOperators are the commands that stand for an operator.
var mathOperators = map[string]string{
	`\le`: "≤", `\leq`: "≤", `\ge`: "≥", `\geq`: "≥", `\ne`: "≠", `\neq`: "≠", `\land`: "∧", `\lor`: "∨", `\lnot`: "¬",
	`\Rightarrow`: "⇒", `\Leftrightarrow`: "⇔", `\cdot`: "⋅", `\times`: "×", `\infty`: "∞", `\in`: "∈", `\to`: "→", `\pm`: "±",
}

// mathLetters are the Greek letters by their commands.
var mathLetters = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
	"iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
	"upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ",
	"Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}

// item is a number, a letter, an operator or a command with its arguments.
func (p *mathParser) item() (string, bool) {
	if p.rest == "" {
		return "", false
	}
	r, size := utf8.DecodeRuneInString(p.rest)
	switch {
	case r == '{':
		return p.group()
	case r == '\\':
		return p.command()
	case r >= '0' && r <= '9' || r == '.':
		n := len(p.rest) - len(strings.TrimLeft(p.rest, "0123456789."))
		s := p.rest[:n]
		p.rest = p.rest[n:]
		return "<mn>" + s + "</mn>", true
	case unicode.IsLetter(r):
		p.rest = p.rest[size:]
		return "<mi>" + html.EscapeString(string(r)) + "</mi>", true
	case r == '-':
		p.rest = p.rest[size:]
		return "<mo>−</mo>", true
	case strings.ContainsRune("()[]|", r):
		p.rest = p.rest[size:]
		return `<mo stretchy="false">` + string(r) + "</mo>", true
	case strings.ContainsRune("+*/=<>,;:!−'", r):
		p.rest = p.rest[size:]
		return "<mo>" + html.EscapeString(string(r)) + "</mo>", true
	}
	return "", false
}

// command reads a command and what it takes.
func (p *mathParser) command() (string, bool) {
	n := 1
	for n < len(p.rest) && (p.rest[n] >= 'a' && p.rest[n] <= 'z' || p.rest[n] >= 'A' && p.rest[n] <= 'Z') {
		n++
	}
	if n == 1 { // a space or an escaped character
		if len(p.rest) < 2 {
			return "", false
		}
		c := p.rest[1]
		p.rest = p.rest[2:]
		switch c {
		case ';', ',', ' ', ':':
			return `<mspace width="0.28em"></mspace>`, true
		case '_', '%', '&', '#', '$', '{', '}':
			return "<mo>" + html.EscapeString(string(c)) + "</mo>", true
		}
		return "", false
	}
	name := p.rest[:n]
	p.rest = p.rest[n:]
	switch name {
	case `\frac`, `\tfrac`, `\dfrac`:
		top, ok := p.argument()
		if !ok {
			return "", false
		}
		bottom, ok := p.argument()
		if !ok {
			return "", false
		}
		return "<mfrac>" + top + bottom + "</mfrac>", true
	case `\sqrt`:
		arg, ok := p.argument()
		return "<msqrt>" + arg + "</msqrt>", ok
	case `\text`, `\mathrm`, `\mathit`:
		s, ok := p.verbatim()
		switch s = html.EscapeString(s); name {
		case `\mathit`:
			return `<mi>` + s + "</mi>", ok
		default:
			return "<mtext>" + strings.ReplaceAll(s, " ", "\u00a0") + "</mtext>", ok
		}
	case `\exp`, `\log`, `\min`, `\max`:
		return "<mi>" + name[1:] + "</mi>", true
	}
	if op, ok := mathOperators[name]; ok {
		return `<mo form="infix">` + op + "</mo>", true
	}
	if letter, ok := mathLetters[name[1:]]; ok {
		return "<mi>" + letter + "</mi>", true
	}
	return "", false
}
