package figure

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// signs are the characters of commands; those of relations and operations have space
// around them.
var signs = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
	"iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ",
	"tau": "τ", "upsilon": "υ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "varepsilon": "ε", "varphi": "φ",
	"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
	"Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "l",
	"le": "≤", "ge": "≥", "ne": "≠", "leq": "≤", "geq": "≥", "neq": "≠", "approx": "≈", "to": "→",
	"cdot": "·", "times": "×", "pm": "±", "infty": "∞", "ldots": "…", "dots": "…",
	"%": "%", "_": "_", "&": "&", "#": "#", "$": "$", "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "|": "|",
}

// spaces are the widths of commands for space, as shares of the size.
var spaces = map[string]float64{",": 0.17, ":": 0.22, ";": 0.28, " ": 0.25, "!": -0.17, "quad": 1, "qquad": 2}

// Space on each side of relations and operations, and of what lies inside of indices.
const (
	relationSpace  = 0.27
	operationSpace = 0.2
	scriptSize     = 0.7
)

const (
	relations  = "=<>≤≥≠≈→"
	operations = "+-−·×±"
)

// mathSetter reads LaTeX and sets it.
type mathSetter struct {
	rest string
	size float64
}

// setMath sets mathematics.
func setMath(latex string, size float64) box {
	m := &mathSetter{latex, size}
	return m.row("")
}

// row sets what comes up to a closing character, or to the end.
func (m *mathSetter) row(end string) box {
	out := box{up: ascent * m.size, low: descent * m.size}
	operand := false // whether an operand stands before: else a sign is no operation
	for m.rest != "" {
		if end != "" && strings.HasPrefix(m.rest, end) {
			m.rest = m.rest[len(end):]
			return out
		}
		switch c := m.rest[0]; {
		case c == ' ' || c == '~':
			m.rest = m.rest[1:]
			continue
		case c == '^' || c == '_':
			m.scripts(&out, box{up: ascent * m.size * 0.9, low: 0})
			continue
		}
		b, sign := m.atom()
		if m.rest != "" && (m.rest[0] == '^' || m.rest[0] == '_') {
			m.scripts(&b, b)
		}
		switch {
		case strings.Contains(relations, sign) && sign != "":
			out.w += relationSpace * m.size
			out.follow(b)
			out.w += relationSpace * m.size
			operand = false
		case strings.Contains(operations, sign) && sign != "" && operand:
			out.w += operationSpace * m.size
			out.follow(b)
			out.w += operationSpace * m.size
			operand = false
		case sign == "," || sign == ";":
			out.follow(b)
			out.w += 0.17 * m.size
			operand = false
		default:
			out.follow(b)
			operand = operand || b.w > 0 && sign != "("
			if strings.Contains(operations, sign) && sign != "" || sign == "(" {
				operand = false
			}
		}
	}
	return out
}

// scripts reads indices and powers and puts them behind a box.
func (m *mathSetter) scripts(out *box, of box) {
	at := out.w
	for m.rest != "" && (m.rest[0] == '^' || m.rest[0] == '_') {
		upper := m.rest[0] == '^'
		m.rest = m.rest[1:]
		inner := &mathSetter{m.rest, m.size * scriptSize}
		b := inner.argument()
		m.rest = inner.rest
		y := -0.19*m.size - max(0, of.low-descent*m.size)*0.6
		if upper {
			y = 0.36*m.size + max(0, of.up-ascent*m.size)*0.8
		}
		out.add(b, at+0.03*m.size, y)
	}
}

// argument is a group or one atom.
func (m *mathSetter) argument() box {
	m.rest = strings.TrimLeft(m.rest, " ")
	if strings.HasPrefix(m.rest, "{") {
		m.rest = m.rest[1:]
		return m.row("}")
	}
	b, _ := m.atom()
	return b
}

// atom sets the next piece; sign is its character where it is a single one.
func (m *mathSetter) atom() (b box, sign string) {
	if m.rest == "" {
		return box{}, ""
	}
	switch c := m.rest[0]; {
	case c == '{':
		m.rest = m.rest[1:]
		return m.row("}"), ""
	case c == '\\':
		return m.command()
	case c >= '0' && c <= '9':
		n := strings.IndexFunc(m.rest, func(r rune) bool { return (r < '0' || r > '9') && r != '.' })
		if n < 0 {
			n = len(m.rest)
		}
		b = set(m.rest[:n], serif, m.size)
		m.rest = m.rest[n:]
		return b, ""
	}
	r, n := utf8.DecodeRuneInString(m.rest)
	m.rest = m.rest[n:]
	return m.character(r), string(r)
}

// character sets a letter in italics, capital Greek letters and signs upright.
func (m *mathSetter) character(r rune) box {
	switch {
	case r == '-':
		return set("−", serif, m.size)
	case unicode.IsLetter(r) && (r < 'Α' || r > 'Ω'):
		return set(string(r), italic, m.size)
	}
	return set(string(r), serif, m.size)
}

// command reads a command and its arguments.
func (m *mathSetter) command() (box, string) {
	m.rest = m.rest[1:]
	n := strings.IndexFunc(m.rest, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') })
	if n < 0 {
		n = len(m.rest)
	}
	if n == 0 {
		_, n = utf8.DecodeRuneInString(m.rest)
	}
	name := m.rest[:n]
	m.rest = m.rest[n:]
	if w, ok := spaces[name]; ok {
		return box{w: w * m.size}, ""
	}
	switch name {
	case "frac", "tfrac", "dfrac":
		return m.fraction(), ""
	case "sqrt":
		return m.root(), ""
	case "text", "mathrm", "mathit", "mathbf", "operatorname":
		return m.word(name), ""
	case "left", "right", "bigl", "bigr", "displaystyle", "textstyle", "":
		return box{}, ""
	case "land", "lor":
		return set(map[string]string{"land": " and ", "lor": " or "}[name], sans, m.size), ""
	case "log", "exp", "min", "max":
		return set(name, serif, m.size), ""
	}
	s, ok := signs[name]
	if !ok {
		return set(name, serif, m.size), ""
	}
	r, _ := utf8.DecodeRuneInString(s)
	return m.character(r), s
}

// word sets letters that belong together: words as such, names in italics.
func (m *mathSetter) word(kind string) box {
	text := m.rest
	if !strings.HasPrefix(m.rest, "{") {
		return m.argument()
	}
	depth := 0
	for i, r := range m.rest {
		if r == '{' {
			depth++
		}
		if r == '}' {
			if depth--; depth == 0 {
				text, m.rest = m.rest[1:i], m.rest[i+1:]
				break
			}
		}
	}
	text = strings.NewReplacer(`\_`, "_", `\&`, "&", `\%`, "%", `\#`, "#", `\$`, "$", `\{`, "{", `\}`, "}").Replace(text)
	switch kind {
	case "text":
		return set(text, sans, m.size)
	case "mathit":
		var b box
		for _, r := range strings.ReplaceAll(text, " ", "") {
			b.follow(m.character(r))
		}
		return b
	}
	return set(text, serif, m.size)
}

// fraction sets a numerator over a denominator, small enough for running text.
func (m *mathSetter) fraction() box {
	inner := &mathSetter{m.rest, m.size * 0.78}
	top := inner.argument()
	bottom := inner.argument()
	m.rest = inner.rest
	axis, gap := 0.28*m.size, 0.1*m.size
	w := max(top.w, bottom.w) + 0.16*m.size
	side := 0.06 * m.size
	out := box{w: w + 2*side}
	out.add(top, side+(w-top.w)/2, axis+gap+top.low*0.75)
	out.add(bottom, side+(w-bottom.w)/2, axis-gap-bottom.up*0.95)
	out.rules = append(out.rules, rule{Point{side, axis - 0.025*m.size}, Point{w, 0.05 * m.size}})
	out.w = w + 2*side
	return out
}

// root sets a square root: the sign, and a bar over what it is taken of.
func (m *mathSetter) root() box {
	body := m.argument()
	out := set("√", serif, m.size)
	at := out.w
	out.add(body, at, 0)
	top := max(body.up, ascent*m.size) + 0.04*m.size
	out.rules = append(out.rules, rule{Point{at - 0.03*m.size, top}, Point{body.w + 0.06*m.size, 0.05 * m.size}})
	out.up = max(out.up, top+0.08*m.size)
	return out
}
