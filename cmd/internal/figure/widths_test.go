//go:build !js

package figure

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write fonts/widths.txt")

// blocks are the characters whose widths the browser knows: letters of Europe, signs of
// mathematics and arrows.
var blocks = [][2]rune{{0x20, 0x7e}, {0xa0, 0x17f}, {0x370, 0x3ff}, {0x400, 0x45f}, {0x2010, 0x2044}, {0x2070, 0x209c}, {0x20ac, 0x20ac}, {0x2190, 0x21ff}, {0x2200, 0x22ff}, {0x2500, 0x25ff}}

// widthsOf writes the widths of a font, a line for each stretch of characters.
func widthsOf(name string, f *parsed) string {
	var b strings.Builder
	for _, block := range blocks {
		open := false
		for r := block[0]; r <= block[1]; r++ {
			if !f.has(r) {
				open = false
				continue
			}
			if !open {
				fmt.Fprintf(&b, "\n%s %x", name, r)
				open = true
			}
			w := f.width(r) * 2048
			if w != float64(int(w)) {
				panic("a width is no whole number of units")
			}
			fmt.Fprintf(&b, " %d", int(w))
		}
	}
	return b.String()
}

// TestWidthsOfTheBrowser holds the table of widths to the fonts, so that the page sets
// pictures as the program does.
func TestWidthsOfTheBrowser(t *testing.T) {
	got := strings.TrimPrefix(widthsOf("sans", sans.load())+widthsOf("italic", italic.load())+widthsOf("serif", serif.load()), "\n") + "\n"
	if *update {
		if err := os.WriteFile("fonts/widths.txt", []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("fonts/widths.txt")
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Error("fonts/widths.txt is not what the fonts say: run this test with -update")
	}
	for r := rune(0x2e80); r < 0x9fff; r++ {
		if f := han.load(); f.has(r) && f.width(r) != 1 {
			t.Errorf("%c is %v wide", r, f.width(r))
		}
	}
}
