package report

import (
	"strings"
	"testing"

	"brink/cmd/internal/tex"
	"brink/games"
	"brink/games/format"
	"brink/games/models"
)

// marked writes prose with its mathematics between dollar signs.
func marked(runs []Cell) string {
	var b strings.Builder
	for _, c := range runs {
		if c.LaTeX != "" {
			b.WriteString("$" + c.LaTeX + "$")
		} else {
			b.WriteString(c.Text)
		}
	}
	return b.String()
}

// TestVariables: the numbers that players observe or choose are mathematics too, but not
// where their names are words.
func TestVariables(t *testing.T) {
	b := &games.Bayesian{Header: games.Header{Params: []games.Parameter{{Name: "c"}}}, Common: &games.Density{Attr: "phi"}, Densities: []*games.Density{nil, {Attr: "cost"}}}
	ts := English().typesetter(&b.Header, variables(b)...)
	for text, want := range map[string]string{
		"Each observes phi and bears a cost.": `Each observes $\phi$ and bears a cost.`,
		"peace needs phi <= c":                `peace needs $\phi \le c$`,
	} {
		if got := marked(ts.prose(text)); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

func TestProse(t *testing.T) {
	h := &games.Header{Params: []games.Parameter{{Name: "phi"}, {Name: "c"}, {Name: "a"}, {Name: "p_r"}, {Name: "lead"}, {Name: "e"}, {Name: "x", Symbol: `\xi`}}}
	en, zh := English().typesetter(h), Chinese().typesetter(h)
	for _, c := range []struct {
		t          *typesetter
		text, want string
	}{
		{en, "Peace is stable while phi <= c/2, and a war costs c.", `Peace is stable while $\phi \le c/2$, and a war costs $c$.`},
		{en, "a lead, e.g. of the leader, is a share a of it; a > 0 here", `a lead, e.g. of the leader, is a share a of it; $a > 0$ here`},
		{en, "Assuming phi in [-1/2, 1/2]; c in (0, inf).", `Assuming $\phi \in [-1/2, 1/2]$; $c \in (0, \infty )$.`},
		{en, "with p_r = 3/5 or p_r^2*(1 - x)", `with $p_{r} = 3/5$ or $p_{r}^{2}\, (1 - \xi)$`},
		{en, "(see phi) 1/2 of it, 2 - 3", `(see $\phi$) 1/2 of it, 2 - 3`},
		{zh, "假设 c 属于 (0, inf)；成本c高于a时", `假设 $c \in (0, \infty )$；成本$c$高于$a$时`},
		{en, "nothing of it", ""},
	} {
		if got := marked(c.t.prose(c.text)); got != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.text, got, c.want)
		}
	}
	for text, want := range map[string]string{
		"phi > 0 and not nash(hold, hold) <=> phi != 2*c":   `\phi > 0 \land \lnot \mathrm{nash}(\text{hold}, \text{hold}) \Leftrightarrow \phi \ne 2\, c`,
		`spe(tit-for-tat, "always race") => c - phi <= 2*3`: `\mathrm{spe}(\text{tit-for-tat}, \text{always race}) \Rightarrow c - \phi \le 2 \cdot 3`,
		"c^(a - 1) = -1":  `c^{a - 1} = -1`,
		"c-phi >= a":      `c - \phi \ge a`,
		"bne(B_1.x = up)": `\mathrm{bne}(\text{B\_1}\text{.}\xi = \text{up})`,
	} {
		if got := en.formula(text); got != want {
			t.Errorf("%s:\n got %s\nwant %s", text, got, want)
		}
	}
}

// TestLibraryIsTypeset: the claims and assumptions of the library become mathematics that
// pages can show, and prose keeps every character.
func TestLibraryIsTypeset(t *testing.T) {
	for _, id := range models.IDs() {
		src, _ := models.Source(id)
		f, problems := format.Read(id, src, format.YAML)
		if problems.HasErrors() {
			t.Fatal(problems)
		}
		h := f.Model.Head()
		for _, w := range languages() {
			ts := w.typesetter(h, variables(f.Model)...)
			for _, c := range h.Claims {
				n := tex.Read(ts.formula(statement(c)))
				if !n.Known() {
					t.Errorf("%s: %s: %s is not read", id, c.ID, ts.formula(statement(c)))
				}
				says := h.In(w.Language, c.Says)
				if runs := ts.prose(says); runs != nil && (Prose{runs}).text() != says {
					t.Errorf("%s: %s became %s", id, says, (Prose{runs}).text())
				}
			}
		}
	}
}
