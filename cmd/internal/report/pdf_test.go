package report

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"brink/cmd/internal/figure"
)

// TestPagesHoldWhatIsSet: whatever is set, nothing leaves the margins of its page.
func TestPagesHoldWhatIsSet(t *testing.T) {
	long := &Document{Title: strings.Repeat("A long title ", 12)}
	table := &Table{Title: "Rows", Header: []string{"number", "words", "formula"}, Align: []Align{Right}, Notes: []string{strings.Repeat("a note ", 60)}}
	for i := range 120 {
		table.Rows = append(table.Rows, []Cell{
			Text(fmt.Sprint(i)), Text(strings.Repeat("均衡存在，当且仅当", 1+i%7) + strings.Repeat(" words", i%9)),
			Formula("x", strings.Repeat(`\frac{\phi}{c} > 0 \land `, i%11)+`\delta \ge \tfrac{1}{2}`),
		})
	}
	long.Blocks = []Block{
		Heading{Text: "One"}, Paragraph{strings.Repeat("Running text in several lines. ", 200)}, table,
		Heading{Text: "Two", Level: 1}, Display{Formula(strings.Repeat("nash(hold, hold) and ", 30), "")},
		Pre{strings.Repeat("├─ hold ─ 1/2\n", 90)}, Image{Scene: figure.New(900, 2000), Caption: "A picture larger than a page"},
	}
	for name, d := range map[string]*Document{"conditions": conditions(), "verdicts": verdicts(), "long": long} {
		pages := pagesOf(d)
		for i, p := range pages {
			low, high := p.Extent()
			if low.X < pageMargin-2 || high.X > pageWidth-pageMargin+2 || low.Y < 20 || high.Y > pageHeight-pageMargin+6 {
				t.Errorf("%s, page %d of %d: from %v to %v", name, i+1, len(pages), low, high)
			}
		}
		var first, second bytes.Buffer
		for _, b := range []*bytes.Buffer{&first, &second} {
			if err := Write(b, d, FormatPDF, Style{}); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) || !bytes.HasPrefix(first.Bytes(), []byte("%PDF-1.5")) {
			t.Errorf("%s: not the same file of PDF twice", name)
		}
		if n := bytes.Count(first.Bytes(), []byte("/Type /Page ")); n != len(pages) {
			t.Errorf("%s: %d pages in the file, want %d", name, n, len(pages))
		}
	}
}
