package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func TestMain(m *testing.M) {
	flag.Parse()
	os.Exit(m.Run())
}

// mix is the probability vector in these proportions.
func mix(parts ...int64) []*big.Rat {
	total := int64(0)
	for _, p := range parts {
		total += p
	}
	v := make([]*big.Rat, len(parts))
	for i, p := range parts {
		v[i] = big.NewRat(p, total)
	}
	return v
}

// conditions is a table of stability conditions as the command prints it.
func conditions() *Document {
	return &Document{
		Title: "First strike under offence advantage",
		Blocks: []Block{
			Paragraph{"Jervis (1978). Two states each hold or strike; striking first has advantage phi and costs c. What follows holds for every value of the parameters with c > 0 and -1/2 <= phi <= 1/2."},
			&Table{
				Title:  "Nash equilibria and when they exist",
				Header: []string{"profile", "exists", "strict", "efficient", "payoffs"},
				Rows: [][]Cell{
					{Text("(hold, hold)"), Formula("phi <= c", `\varphi \leq c`), Formula("phi < c", `\varphi < c`), Formula("true", ""), Formula("1/2, 1/2", "")},
					{Text("(strike, strike)"), Formula("phi >= 0", `\varphi \geq 0`), Formula("phi > 0", `\varphi > 0`), Formula("false", ""), Formula("1/2 - c, 1/2 - c", "")},
					{Text("hold with probability phi/c"), Formula("0 < phi and phi < c and (c <= 1/2 or delta >= (T - R)/(T - P)) and not (phi = c and delta = 1)", `0 < \varphi \land \varphi < c`), Text("knife-edge"), Formula("false", ""), Formula("1/2 - phi*(1 + c)/(2*c), 1/2 - phi*(1 + c)/(2*c)", "")},
				},
				Notes: []string{"A row exists exactly where its condition holds; strict means that every deviation loses."},
			},
		},
		JSON: map[string]any{"game": "first-strike", "rows": []string{"phi <= c", "a & b < ∞"}},
		NE:   [][]Profile{{{mix(1, 0), mix(1, 0)}, {mix(1, 1), mix(1, 1)}}},
	}
}

// verdicts exercises wide characters, Greek, alignment, escapes and a second
// table.
func verdicts() *Document {
	return &Document{
		Title: "Claims | decided",
		Blocks: []Block{
			Heading{Text: "Part α: 100% exact"},
			&Table{
				Header: []string{"claim", "verdict", "Δ payoff", "seconds"},
				Align:  []Align{Left, Centre, Right, Right},
				Rows: [][]Cell{
					{Text("offence_breeds_preemption"), Text("proved"), Text("-2/7"), Text("0.01")},
					{Text("軍備競争 (日本語の名前)"), Text("refuted"), Text("3"), Text("12.50")},
					{Text("εὐκαιρία φ|ψ"), Text("conditional"), Text("1/1000"), Text("0.20")},
					{Text("injected \x1b[31mred\x1b[0m\tand\x07 bell \u202edesrever"), Text("undecided"), Text(""), Text("1")},
				},
			},
			Image{Path: "play one.svg", SVG: []byte("<svg xmlns='http://www.w3.org/2000/svg'/>"), Caption: "Empirical frequencies & exploitability"},
			Pre{"brink: 1\nplayers: {Blue: [hold, strike]}   # <b>\n"},
			&Table{
				Title:  "Counterexamples",
				Header: []string{"where", "value"},
				Rows:   [][]Cell{{Formula("`x_1` * y^2 | z", "x_1 y^2"), Text("two\nlines, \"quoted\"")}},
			},
		},
	}
}

func render(t rapid.TB, d *Document, f Format, s Style) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, d, f, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	type variant struct {
		name  string
		style Style
	}
	wide := []variant{{"", Style{}}}
	text := []variant{{"-80", Style{Width: 80}}, {"-140", Style{Width: 140}}, {"-unlimited", Style{}}, {"-40", Style{Width: 40}}, {"-colour", Style{Width: 100, Colour: true}}}
	for name, d := range map[string]*Document{"conditions": conditions(), "verdicts": verdicts()} {
		for _, f := range Formats() {
			variants := wide
			if f == FormatTable {
				variants = text
			}
			if d.JSON == nil && (f == FormatJSON || f == FormatNE) || f == FormatKnown || f == FormatBibTeX || f == FormatPDF {
				continue
			}
			for _, v := range variants {
				file := fmt.Sprintf("%s-%s%s.golden", name, f, v.name)
				t.Run(file, func(t *testing.T) {
					got := render(t, d, f, v.style)
					path := filepath.Join("testdata", file)
					if *update {
						if err := os.MkdirAll("testdata", 0o777); err != nil {
							t.Fatal(err)
						}
						if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
							t.Fatal(err)
						}
					}
					want, err := os.ReadFile(path)
					if err != nil {
						t.Fatal(err)
					}
					if got != string(want) {
						t.Errorf("output changed; look at it and run go test -update\ngot:\n%s", got)
					}
				})
			}
		}
	}
}

func TestParseFormat(t *testing.T) {
	for _, f := range Formats() {
		if got, err := ParseFormat(" " + strings.ToUpper(string(f))); err != nil || got != f {
			t.Errorf("%s: %s, %v", f, got, err)
		}
	}
	for in, want := range map[string]string{
		"md": "", "tex": "", "text": "",
		"jsno":    `did you mean "json"?`,
		"makdown": `did you mean "markdown"?`,
		"latxe":   `did you mean "latex"?`,
		"docx":    "choose one of table, markdown, csv, json, latex, html, pdf, ne",
		"":        "choose one of",
	} {
		_, err := ParseFormat(in)
		switch {
		case want == "" && err != nil:
			t.Errorf("%q: %v", in, err)
		case want != "" && (!errors.Is(err, ErrFormat) || !strings.Contains(err.Error(), want)):
			t.Errorf("%q: %v, want %s", in, err, want)
		}
	}
}

func TestNoForm(t *testing.T) {
	d := &Document{Title: "x", Blocks: []Block{Paragraph{"y"}}}
	for _, f := range []Format{FormatCSV, FormatJSON, FormatNE} {
		if err := Write(&bytes.Buffer{}, d, f, Style{}); !errors.Is(err, ErrNoForm) {
			t.Errorf("%s: %v", f, err)
		}
	}
	if err := Write(&bytes.Buffer{}, d, "docx", Style{}); !errors.Is(err, ErrFormat) {
		t.Errorf("docx: %v", err)
	}
	if got := render(t, &Document{NE: [][]Profile{}}, FormatNE, Style{}); got != "" {
		t.Errorf("no equilibria: %q", got)
	}
}

type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWriteError(t *testing.T) {
	if err := Write(failing{}, conditions(), FormatTable, Style{}); err == nil || err.Error() != "disk full" {
		t.Error(err)
	}
}

// genTable draws tables of words, formulas and scripts.
func genTable(t *rapid.T) *Table {
	piece := rapid.SampledFrom([]string{"phi <= c", " and ", " or ", "(T - R)/(T - P)", "hold", ", ", " ", "日本", "ε", "x", "a_very_long_name_without_spaces", "|", "\n", "1/2", "\x1b[1m"})
	text := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 14).Draw(t, "pieces"), "")
	})
	tab := &Table{Title: text.Draw(t, "title"), Header: rapid.SliceOfN(text, 0, 5).Draw(t, "header")}
	for range rapid.IntRange(0, 4).Draw(t, "rows") {
		var row []Cell
		for range rapid.IntRange(0, 6).Draw(t, "cells") {
			c := Cell{Text: text.Draw(t, "cell"), Formula: rapid.Bool().Draw(t, "formula")}
			if len(c.Text) > 0 {
				c.Breaks = rapid.SliceOfN(rapid.IntRange(-1, len(c.Text)+1), 0, 3).Draw(t, "breaks")
			}
			row = append(row, c)
		}
		tab.Rows = append(tab.Rows, row)
		tab.Align = append(tab.Align, rapid.SampledFrom([]Align{Left, Right, Centre}).Draw(t, "align"))
	}
	return tab
}

var blanks = regexp.MustCompile(`\s+`)

// No line is wider than the terminal, and no character of a cell is lost or
// reordered, however narrow it is.
func TestTextFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := genTable(t)
		width := rapid.IntRange(minWidth, 120).Draw(t, "width")
		out := render(t, &Document{Blocks: []Block{tab}}, FormatTable, Style{Width: width})
		for line := range strings.SplitSeq(out, "\n") {
			if lineWidth(line) > width {
				t.Fatalf("line of %d columns at width %d: %q\n%s", lineWidth(line), width, line, out)
			}
			if strings.Contains(line, "\x1b") {
				t.Fatalf("escape got through: %q", line)
			}
		}
		for i := range tab.Rows {
			for j := range tab.columns() {
				c := tab.cell(i, j)
				for _, w := range []int{width, 12, hang + 2} {
					got := blanks.ReplaceAllString(strings.Join(wrap(c, w), ""), "")
					if want := blanks.ReplaceAllString(c.Text, ""); got != want {
						t.Fatalf("wrapped at %d to %q, want %q", w, got, want)
					}
				}
			}
		}
	})
}

// In a grid all lines have the same width: borders line up.
func TestBordersLineUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := genTable(t)
		tab.Title = ""
		if tab.columns() == 0 {
			return
		}
		out := render(t, &Document{Blocks: []Block{tab}}, FormatTable, Style{})
		first := -1
		for line := range strings.SplitSeq(strings.TrimSuffix(out, "\n"), "\n") {
			if first < 0 {
				first = lineWidth(line)
			}
			if lineWidth(line) != first {
				t.Fatalf("ragged:\n%s", out)
			}
		}
	})
}

// TestInert: a spreadsheet runs no name, and numbers stay numbers.
func TestInert(t *testing.T) {
	for _, c := range []struct {
		cell Cell
		want string
	}{
		{Text("=cmd|'/C calc'!A0"), "'=cmd|'/C calc'!A0"}, {Text("@SUM(1)"), "'@SUM(1)"}, {Text("+1+1"), "'+1+1"}, {Text("-2 & x"), "'-2 & x"},
		{Text("-1/2"), "-1/2"}, {Text("-0.618…"), "-0.618…"}, {Text("-1.5e-30"), "-1.5e-30"}, {Text("–"), "–"}, {Text("a=b"), "a=b"}, {Text(""), ""},
		{Cell{Text: "-c < phi", Formula: true}, "-c < phi"}, {Cell{Text: "=c", Formula: true}, "'=c"},
	} {
		if got := inert(c.cell); got != c.want {
			t.Errorf("%q became %q, not %q", c.cell.Text, got, c.want)
		}
	}
}

// What programs read back is what was written.
func TestReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tab := genTable(t)
		if tab.columns() < 2 { // encoding/csv cannot tell an empty field from an empty line
			return
		}
		r := csv.NewReader(strings.NewReader(render(t, &Document{Blocks: []Block{tab}}, FormatCSV, Style{})))
		records, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if len(tab.Header) > 0 {
			records = records[1:]
		}
		if len(records) != len(tab.Rows) {
			t.Fatalf("%d records for %d rows", len(records), len(tab.Rows))
		}
		for i := range tab.Rows {
			for j := range tab.columns() {
				if want := inert(tab.cell(i, j)); records[i][j] != want {
					t.Fatalf("%q, want %q", records[i][j], want)
				}
			}
		}
		// Every row of a Markdown table has as many unescaped bars.
		bars := regexp.MustCompile(`(^|[^\\])((?:\\\\)*)\|`)
		for line := range strings.SplitSeq(render(t, &Document{Blocks: []Block{&Table{Header: tab.Header, Rows: tab.Rows}}}, FormatMarkdown, Style{}), "\n") {
			if n := len(bars.FindAllString(line, -1)); line != "" && n != tab.columns()+1 {
				t.Fatalf("%d bars: %q", n, line)
			}
		}
	})
	var back map[string]any
	if err := json.Unmarshal([]byte(render(t, conditions(), FormatJSON, Style{})), &back); err != nil {
		t.Error(err)
	}
}

func TestWrapFormula(t *testing.T) {
	for _, tc := range []struct {
		text   string
		width  int
		breaks []int
		want   []string
	}{
		{"phi <= c", 0, nil, []string{"phi <= c"}},
		{"phi <= c and delta >= (T - R)/(T - P)", 24, nil, []string{"phi <= c", "  and delta", "  >= (T - R)/(T - P)"}},
		{"x <= (a + b)/(c - d) + e", 20, nil, []string{"x <= (a + b)/(c - d)", "  + e"}},
		{"a = 1 and (b = 2 or c = 3) and d = 4", 30, nil, []string{"a = 1 and (b = 2 or c = 3)", "  and d = 4"}},
		{"(hold, strike, hold, strike)", 16, nil, []string{"(hold, strike,", "  hold, strike)"}},
		{"abcdefghij", 4, nil, []string{"abcd", "  ef", "  gh", "  ij"}},
		{"x + y + z <= u + v", 12, nil, []string{"x + y + z", "  <= u + v"}},
		{"abc def", 5, []int{2}, []string{"ab", "  c", "  def"}},
	} {
		got := wrap(Cell{Text: tc.text, Formula: true, Breaks: tc.breaks}, tc.width)
		if strings.Join(got, "\n") != strings.Join(tc.want, "\n") {
			t.Errorf("%q at %d: %q, want %q", tc.text, tc.width, got, tc.want)
		}
	}
}

func BenchmarkWrite(b *testing.B) {
	d := conditions()
	for _, f := range Formats() {
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				if err := Write(&bytes.Buffer{}, d, f, Style{Width: 80}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// TestRecordNames: a first column without a header, or with the header #, names
// the records and is not repeated in them.
func TestRecordNames(t *testing.T) {
	long := strings.Repeat("word ", 30)
	for _, header := range []string{"", "#"} {
		table := &Table{Header: []string{header, "one", "two", "three", "four"}, Rows: [][]Cell{Texts("grim", long, long, long, long)}}
		got := render(t, &Document{Blocks: []Block{table}}, FormatTable, Style{Width: 60})
		if !strings.HasPrefix(got, "── grim ──") || strings.Count(got, "grim") != 1 {
			t.Errorf("header %q:\n%s", header, got)
		}
	}
}

// TestNumbersInLines: equal numbers that share memory and those that do not
// print alike.
func TestNumbersInLines(t *testing.T) {
	half, one := big.NewRat(1, 2), big.NewRat(1, 1)
	d := &Document{NE: [][]Profile{{{{half, half}, {one, new(big.Rat)}}}, {{mix(1, 1), mix(2, 1)}}}}
	if got, want := render(t, d, FormatNE, Style{}), "NE,1/2,1/2,1,0\nNE,1/2,1/2,2/3,1/3\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
