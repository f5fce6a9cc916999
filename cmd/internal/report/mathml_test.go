package report

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestMathML(t *testing.T) {
	for _, c := range []struct {
		latex string
		want  []string
	}{
		{`\phi \le \frac{c}{2}`, []string{`<mi>φ</mi><mo form="infix">≤</mo><mfrac><mrow><mi>c</mi></mrow><mrow><mn>2</mn></mrow></mfrac>`}},
		{`x^{2} - V_{\mathit{max}}`, []string{`<msup><mi>x</mi><mrow><mn>2</mn></mrow></msup><mo>−</mo><msub><mi>V</mi><mrow><mi>max</mi></mrow></msub>`}},
		// A line may break before "and", but not within brackets.
		{`a > 0 \land (b > 0 \lor c > 0)`, []string{
			`<mi>a</mi><mo form="infix">&gt;</mo><mn>0</mn>`,
			`<mo form="infix">∧</mo><mo stretchy="false">(</mo><mi>b</mi><mo form="infix">&gt;</mo><mn>0</mn><mo form="infix">∨</mo><mi>c</mi><mo form="infix">&gt;</mo><mn>0</mn><mo stretchy="false">)</mo>`,
		}},
		{`\text{a < b \& c: }\sqrt{2}`, []string{"<mtext>a\u00a0&lt;\u00a0b\u00a0&amp;\u00a0c:\u00a0</mtext><msqrt><mrow><mn>2</mn></mrow></msqrt>"}},
	} {
		got, ok := mathML(c.latex)
		if !ok {
			t.Errorf("%s: not read", c.latex)
			continue
		}
		for i := range c.want {
			c.want[i] = "<math><mrow>" + c.want[i] + "</mrow></math>"
		}
		if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
			t.Errorf("%s:\n got %s\nwant %s", c.latex, got, c.want)
		}
	}
	for _, bad := range []string{"", `\unknown{x}`, "{a", "a}", `\frac{a}`, `\text{a`, "^2", "\x00", "\\text{\xfe}", "\\text{\uffff}", `\`, strings.Repeat("{", 1000)} {
		if got, ok := mathML(bad); ok {
			t.Errorf("%q is read as %q", bad, got)
		}
	}
}

// FuzzMathML: whatever it is given, what is written is well-formed, and text in it is
// text.
func FuzzMathML(f *testing.F) {
	for _, s := range []string{`\phi \le \frac{c}{2}`, `\text{<script>}`, `a_{b}^{c}`, `x \land \lnot y`} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		pieces, ok := mathML(s)
		if !ok {
			return
		}
		d := xml.NewDecoder(strings.NewReader("<p>" + strings.Join(pieces, " ") + "</p>"))
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatalf("%q: %v in %q", s, err, pieces)
			}
			if e, ok := token.(xml.StartElement); ok && e.Name.Local != "p" && e.Name.Local[0] != 'm' {
				t.Fatalf("%q makes the element %s", s, e.Name.Local)
			}
		}
	})
}
