package algebra

import (
	"strings"
	"sync"
)

// greek are the names that LaTeX has commands for. Like every table here it is made when
// it is first needed.
var greek = sync.OnceValue(func() map[string]bool {
	return map[string]bool{
		"alpha": true, "beta": true, "gamma": true, "delta": true, "epsilon": true, "zeta": true, "eta": true,
		"theta": true, "iota": true, "kappa": true, "lambda": true, "mu": true, "nu": true, "xi": true, "pi": true,
		"rho": true, "sigma": true, "tau": true, "upsilon": true, "phi": true, "chi": true, "psi": true, "omega": true,
		"Gamma": true, "Delta": true, "Theta": true, "Lambda": true, "Xi": true, "Pi": true, "Sigma": true,
		"Upsilon": true, "Phi": true, "Psi": true, "Omega": true,
	}
})

// greekLetters are the letters themselves, for names written with them.
var greekLetters = sync.OnceValue(func() map[rune]string {
	return map[rune]string{
		'α': "alpha", 'β': "beta", 'γ': "gamma", 'δ': "delta", 'ε': "epsilon", 'ζ': "zeta", 'η': "eta", 'θ': "theta",
		'ι': "iota", 'κ': "kappa", 'λ': "lambda", 'μ': "mu", 'ν': "nu", 'ξ': "xi", 'π': "pi", 'ρ': "rho", 'σ': "sigma",
		'τ': "tau", 'υ': "upsilon", 'φ': "phi", 'χ': "chi", 'ψ': "psi", 'ω': "omega", 'Γ': "Gamma", 'Δ': "Delta",
		'Θ': "Theta", 'Λ': "Lambda", 'Ξ': "Xi", 'Π': "Pi", 'Σ': "Sigma", 'Φ': "Phi", 'Ψ': "Psi", 'Ω': "Omega",
	}
})

// latexName sets Greek letters and subscripts: phi_0, φ₀ and phi0 become
// \phi_{0}, V_max becomes V_{\mathit{max}}. Letters beyond these are left to the
// fonts of the document. A name that is a formula of LaTeX stays as it is.
func latexName(n string) string {
	if strings.HasPrefix(n, `\`) {
		return n // set already
	}
	base, sub, _ := strings.Cut(n, "_")
	if base == "" || sub == "" {
		// Digits at the end are a subscript.
		at := len(strings.TrimRightFunc(n, func(r rune) bool { return r >= '0' && r <= '9' || r >= '₀' && r <= '₉' }))
		if base, sub = n, ""; at > 0 && !strings.HasSuffix(n, "_") {
			base, sub = n[:at], n[at:]
		}
	}
	out := latexWord(base)
	if sub != "" {
		out += "_{" + latexWord(sub) + "}"
	}
	return out
}

// latexWord sets a name without structure.
func latexWord(w string) string {
	if greek()[w] {
		return `\` + w
	}
	var b strings.Builder
	letters := 0
	for _, r := range w {
		letters++
		switch {
		case r >= '₀' && r <= '₉':
			b.WriteRune(r - '₀' + '0')
		case greekLetters()[r] != "":
			b.WriteString(`\` + greekLetters()[r])
			b.WriteByte(' ')
		case r == '_':
			b.WriteString(`\_`)
		default:
			b.WriteRune(r)
		}
	}
	out := strings.TrimSuffix(b.String(), " ")
	if letters > 1 && strings.Trim(out, "0123456789") != "" {
		return `\mathit{` + out + `}`
	}
	return out
}

// ValidSymbol reports whether a text is a symbol that a parameter can have in LaTeX:
// letters, digits, Greek letters by their commands, \bar, \hat, \tilde, \mathrm and
// \mathit, an index and a power, *, ' and balanced braces. Whatever else TeX can do has
// no place in a symbol.
func ValidSymbol(s string) bool {
	if s == "" || len(s) > 60 {
		return false
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == '\\':
			n := i + 1
			for n < len(s) && (s[n] >= 'a' && s[n] <= 'z' || s[n] >= 'A' && s[n] <= 'Z') {
				n++
			}
			if name := s[i+1 : n]; !greek()[name] && !accents[name] {
				return false
			}
			i = n - 1
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '*', c == '\'', c == ' ':
		case c == '_' || c == '^':
			if i == 0 || i == len(s)-1 {
				return false
			}
		default:
			return false
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

var accents = map[string]bool{"bar": true, "hat": true, "tilde": true, "mathrm": true, "mathit": true, "varepsilon": true, "varphi": true, "ell": true}
