package format

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"brink/games"
)

// WriteStrategic writes a game in numbers. The formats lrs and gam have no
// names, and lrs holds two players only.
func WriteStrategic(w io.Writer, s *games.Strategic, to Format) error {
	return writeNumeric(w, s, "", to)
}

func writeNumeric(w io.Writer, s *games.Strategic, comment string, to Format) error {
	b := bufio.NewWriter(w)
	var err error
	switch to {
	case NFG:
		writeNFG(b, s, comment)
	case LRS:
		err = writeLRS(b, s)
	case GAM:
		writeGAM(b, s)
	case EFG:
		err = writeEFG(b, simultaneous(s, comment))
	case YAML, JSON:
		err = writeGame(b, gameOf(s), to)
	default:
		err = fmt.Errorf("%w: %q", ErrCannotWrite, to)
	}
	if err != nil {
		return err
	}
	return b.Flush()
}

// quote writes a text in Gambit's quotes. A backslash needs another one only
// where it would be read as part of an escape.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i := range len(s) {
		c := s[i]
		if c == '"' || c == '\\' && (i+1 == len(s) || s[i+1] == '\\' || s[i+1] == '"') {
			b.WriteByte('\\')
		}
		b.WriteByte(c)
	}
	b.WriteByte('"')
	return b.String()
}

// writeNFG writes Gambit's strategic form with the payoffs of every profile, the
// first player's strategy changing fastest.
func writeNFG(b *bufio.Writer, s *games.Strategic, comment string) {
	fmt.Fprintf(b, "NFG 1 R %s {", quote(s.Name))
	for _, p := range s.Players {
		b.WriteString(" " + quote(p.Name))
	}
	b.WriteString(" }\n\n{")
	for _, p := range s.Players {
		b.WriteString(" {")
		for _, a := range p.Actions {
			b.WriteString(" " + quote(a))
		}
		b.WriteString(" }\n")
	}
	fmt.Fprintf(b, "}\n%s\n\n", quote(comment))
	sizes := s.Shape()
	profile := make([]int, len(sizes))
	for i := range s.Profiles() {
		index := s.Index(firstFastest(i, sizes, profile))
		for p := range s.Players {
			b.WriteString(s.Payoffs[p].Rat(index).RatString() + " ")
		}
		if (i+1)%sizes[0] == 0 {
			b.WriteByte('\n')
		}
	}
}

// writeLRS writes the input of lrsnash.
func writeLRS(b *bufio.Writer, s *games.Strategic) error {
	if len(s.Players) != 2 {
		return fmt.Errorf("%w: lrs holds games of two players, this one has %d", ErrCannotWrite, len(s.Players))
	}
	sizes := s.Shape()
	fmt.Fprintf(b, "%d %d\n", sizes[0], sizes[1])
	for _, t := range s.Payoffs {
		b.WriteByte('\n')
		for i := range t.Len() {
			b.WriteString(t.Rat(i).RatString())
			if (i+1)%sizes[1] == 0 {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		}
	}
	return nil
}

// writeGAM writes GameTracer's format; see readGAM.
func writeGAM(b *bufio.Writer, s *games.Strategic) {
	sizes := s.Shape()
	fmt.Fprintln(b, len(sizes))
	fmt.Fprintln(b, strings.Trim(fmt.Sprint(sizes), "[]"))
	profile := make([]int, len(sizes))
	for _, t := range s.Payoffs {
		b.WriteByte('\n')
		for i := range t.Len() {
			b.WriteString(t.Rat(s.Index(firstFastest(i, sizes, profile))).RatString())
			if (i+1)%sizes[0] == 0 {
				b.WriteByte('\n')
			} else {
				b.WriteByte(' ')
			}
		}
	}
}
