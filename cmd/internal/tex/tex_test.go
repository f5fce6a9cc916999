package tex

import (
	"strings"
	"testing"
)

// show writes a tree on a line.
func show(n Node) string {
	out := n.Text
	switch n.Kind {
	case Row, Fraction, Root:
		var parts []string
		for _, a := range n.Args {
			parts = append(parts, show(a))
		}
		out = map[Kind]string{Row: "[", Fraction: "frac[", Root: "root["}[n.Kind] + strings.Join(parts, " ") + "]"
	case Cases:
		var parts []string
		for _, a := range n.Args {
			parts = append(parts, show(a))
		}
		out = "cases{" + strings.Join(parts, "; ") + "}"
	case Words, Name, Function:
		out = `"` + out + `"`
	case Unknown:
		out = "?" + out
	case Space:
		out = "space"
	}
	if n.Sub != nil {
		out += "_" + show(*n.Sub)
	}
	if n.Super != nil {
		out += "^" + show(*n.Super)
	}
	return out
}

func TestRead(t *testing.T) {
	for latex, want := range map[string]string{
		`\phi \le \frac{c}{2}`:        `[φ ≤ frac[[c] [2]]]`,
		`\varphi = \epsilon`:          `[φ = ε]`,
		`p_{r}^{2} - 1.5x`:            `[p_[r]^[2] − 1.5 x]`,
		`x^2_i`:                       `[x_i^2]`,
		`V_{\mathit{max}}`:            `[V_["max"]]`,
		`\text{a < b \& c: }\sqrt{2}`: `["a < b & c: " root[[2]]]`,
		`a > 0 \land \lnot b`:         `[a > 0 ∧ ¬ b]`,
		`\frac12`:                     `[frac[12 ?]]`,
		`\left( a \right)`:            `[( a )]`,
		`a,\; b`:                      `[a , space b]`,
		`军备`:                          `[军 备]`,
		`\unknown{x}`:                 `[?\unknown [x]]`,
		`{a`:                          `[[a ?]]`,
		`a}b`:                         `[a ?} b]`,
		`^2`:                          `[?^ 2]`,
		`\`:                           `[?\]`,
		`\text{a`:                     `[?{a]`,
		`x_`:                          `[x_?]`,
		"\x00":                        "[?\x00]",
		``:                            `[]`,
		`\log(x) \operatorname{sgn}`:  `["log" ( x ) "sgn"]`,
		strings.Repeat(`{`, 60) + "x": "",
		`\mathit{risk\_share}`:        `["risk_share"]`,
		`\{ \% \} \| \infty \to`:      `[{ % } | ∞ →]`,
		`(a \lor b) \Rightarrow c`:    `[( a ∨ b ) ⇒ c]`,
		`\begin{cases} 1 & x \le \frac{1}{2} \\ y & x > 2 \end{cases}, z`:                 `[cases{[1]; [x ≤ frac[[1] [2]]]; [y]; [x > 2]} , z]`,
		`\begin{cases} \begin{cases} 1 & a \\ 2 & b \end{cases} & c \\ 3 & d \end{cases}`: `[cases{[cases{[1]; [a]; [2]; [b]}]; [c]; [3]; [d]}]`,
		`\begin{cases} 1`:                `[? 1]`,
		`\begin{matrix} 1 \end{matrix}`:  "",
		`\text{two {braces} in it}\quad`: `["two braces in it" space]`,
	} {
		n := Read(latex)
		if got := show(n); want != "" && got != want {
			t.Errorf("%s: %s, want %s", latex, got, want)
		}
		if known := n.Known(); known == strings.Contains(show(n), "?") {
			t.Errorf("%s: known %v, read as %s", latex, known, show(n))
		}
	}
}

// TestPieces: a line may break before "and", but not within brackets.
func TestPieces(t *testing.T) {
	for latex, want := range map[string]string{
		`a > 0 \land (b > 0 \lor c > 0)`: `a > 0|\land (b > 0 \lor c > 0)`,
		`a,\; b`:                         `a,|\; b`,
		`\{a \land b\} \lor c`:           `\{a|\land b\}|\lor c`,
		`f(a,\; b)`:                      `f(a,\; b)`,
		`\begin{cases} 1 & a \land b \\ 2 & c \end{cases} \land d`: `\begin{cases} 1 & a \land b \\ 2 & c \end{cases}|\land d`,
		``: ``,
	} {
		if got := strings.Join(Pieces(latex), "|"); got != want {
			t.Errorf("%s: %s, want %s", latex, got, want)
		}
	}
}

// TestParts: what is too long for a line is cut before relations, and then before sums.
func TestParts(t *testing.T) {
	for latex, want := range map[string]string{
		`a + b \ge c`:                     `a + b|\ge c`,
		`aaaa + (b - b) \ge -c`:           `aaaa|+ (b - b)|\ge -c`,
		`\frac{a + b}{c + d + e + f} + g`: `\frac{a + b}{c + d + e + f}|+ g`,
		`abc = d`:                         `abc|= d`,
		`\alpha`:                          `\alpha`,
	} {
		if got := strings.Join(Parts(latex, 4), "|"); got != want {
			t.Errorf("%s: %s, want %s", latex, got, want)
		}
	}
	if got := Parts(`a + b \ge c`, 20); len(got) != 1 {
		t.Errorf("cut without need: %v", got)
	}
}

// FuzzRead: whatever it is given, reading ends, and what is known has no trace of
// commands.
func FuzzRead(f *testing.F) {
	for _, s := range []string{`\phi \le \frac{c}{2}`, `\text{<script>}`, `a_{b}^{c}`, `x \land \lnot y`, `\frac`, `\begin{cases} 1 & a \\ 2 & b \end{cases}`, `}{`, `_^`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		var visit func(n Node)
		visit = func(n Node) {
			if n.Kind == Fraction && len(n.Args) != 2 || n.Kind == Root && len(n.Args) != 1 || n.Kind == Cases && len(n.Args)%2 != 0 {
				t.Fatalf("%q: %v", s, n)
			}
			for _, a := range n.Args {
				visit(a)
			}
			for _, a := range []*Node{n.Sub, n.Super} {
				if a != nil {
					visit(*a)
				}
			}
		}
		visit(Read(s))
	})
}
