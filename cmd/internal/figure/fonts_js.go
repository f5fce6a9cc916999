package figure

import (
	_ "embed"
	"errors"
	"strconv"
	"strings"
	"sync"
)

// The browser has fonts of its own with the same widths: the fonts are left out there,
// and with them the formats that have fonts inside.

//go:embed fonts/widths.txt
var widths string

// parsed is the widths of the characters of a font in units of 1/2048 of its size.
type parsed struct {
	widths map[rune]int
	from   rune // all characters from this one on are as wide as the size; 0 for none
}

var (
	sansFont   = fontOf("sans")
	italicFont = fontOf("italic")
	serifFont  = fontOf("serif")
	hanFont    = sync.OnceValue(func() *parsed { return &parsed{from: 0x2e80} })
)

// fontOf reads the lines of a font: its name, a character, and the widths from there on.
func fontOf(name string) func() *parsed {
	return sync.OnceValue(func() *parsed {
		p := &parsed{widths: make(map[rune]int)}
		for line := range strings.Lines(widths) {
			fields := strings.Fields(line)
			if len(fields) < 3 || fields[0] != name {
				continue
			}
			r, _ := strconv.ParseUint(fields[1], 16, 32)
			for i, w := range fields[2:] {
				n, _ := strconv.Atoi(w)
				p.widths[rune(r)+rune(i)] = n
			}
		}
		return p
	})
}

func (p *parsed) has(r rune) bool {
	_, ok := p.widths[r]
	return ok || p.from > 0 && r >= p.from
}

func (p *parsed) width(r rune) float64 {
	if w, ok := p.widths[r]; ok {
		return float64(w) / 2048
	}
	if p.from > 0 && r >= p.from {
		return 1
	}
	return 0.5 // of a character that no font here has
}

func encodeFonts(*Scene, Format) ([]byte, error) {
	return nil, errors.New("pictures in the browser are SVG or TikZ: ask the command line for others")
}

// EncodePages is for programs with fonts.
func EncodePages([]*Scene) ([]byte, error) { return encodeFonts(nil, PDF) }
