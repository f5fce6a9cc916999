package report

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"sync"
)

// writeCSV writes the tables as RFC 4180 with LF line ends. One table is
// written bare; several are separated by a blank line and each is preceded by a
// comment line with its title.
func writeCSV(b *buffer, d *Document) error {
	var tables []*Table
	for _, block := range d.Blocks {
		if t, ok := block.(*Table); ok {
			tables = append(tables, t)
		}
	}
	if len(tables) == 0 {
		return fmt.Errorf("%w: there is no table to write as csv", ErrNoForm)
	}
	for k, t := range tables {
		if len(tables) > 1 {
			b.gap()
			title := t.Title
			if title == "" {
				title = d.words().Say(sayTableNo, k+1)
			}
			b.line("# " + strings.ReplaceAll(clean(title), "\n", " "))
		}
		w := csv.NewWriter(b)
		n := t.columns()
		record := make([]string, n)
		if len(t.Header) > 0 {
			for j := range n {
				record[j] = inert(Text(t.header(j)))
			}
			if err := w.Write(record); err != nil {
				return err
			}
		}
		for i := range t.Rows {
			for j := range n {
				record[j] = inert(t.cell(i, j))
			}
			if err := w.Write(record); err != nil {
				return err
			}
		}
		w.Flush()
		if err := w.Error(); err != nil {
			return err
		}
	}
	return nil
}

// signedNumber is a number with a sign, as tables print it.
var signedNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[+-][0-9]+(\.[0-9]+)?(/[0-9]+)?(e[+-]?[0-9]+)?…?$`)
})

// inert is the text of a cell, with an apostrophe before what a spreadsheet would run:
// names of games may begin like a command. Numbers and formulas stay as they are.
func inert(c Cell) string {
	if c.Text == "" {
		return ""
	}
	switch c.Text[0] {
	case '=', '@', '\t', '\r':
		return "'" + c.Text
	case '+', '-':
		if !c.Formula && !signedNumber().MatchString(c.Text) {
			return "'" + c.Text
		}
	}
	return c.Text
}

func writeJSON(b *buffer, d *Document) error {
	if d.JSON == nil {
		return fmt.Errorf("%w: this result cannot be written as json", ErrNoForm)
	}
	e := json.NewEncoder(b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(d.JSON)
}

// writeKnown writes sections of game files.
func writeKnown(b *buffer, d *Document) error {
	if d.Known == nil {
		return fmt.Errorf("%w: known is a format for lists of equilibria", ErrNoForm)
	}
	for _, s := range d.Known {
		b.WriteString(s)
	}
	return nil
}

// writeNE writes Gambit's equilibrium lines: NE and all probabilities, players
// in order, actions in order. In large answers of games with ties many equilibria
// share a strategy, so each strategy is put into words once.
func writeNE(b *buffer, d *Document) error {
	if d.NE == nil {
		return fmt.Errorf("%w: ne is a format for lists of equilibria", ErrNoForm)
	}
	words := make(map[**big.Rat]string) // by the address of a strategy's first number
	for _, game := range d.NE {
		for _, e := range game {
			b.WriteString("NE")
			for _, x := range e {
				if len(x) == 0 {
					continue
				}
				text, ok := words[&x[0]]
				if !ok {
					text = string(appendStrategy(nil, x))
					words[&x[0]] = text
				}
				b.WriteString(text)
			}
			b.WriteByte('\n')
		}
	}
	return nil
}

// appendStrategy appends the numbers of a strategy, each after a comma. Equal
// numbers often are the same one.
func appendStrategy(out []byte, x []*big.Rat) []byte {
	var last *big.Rat
	from, to := 0, 0 // where last was written
	for _, v := range x {
		out = append(out, ',')
		switch {
		case v.Sign() == 0:
			out = append(out, '0')
		case v == last:
			out = append(out, out[from:to]...)
		default:
			last, from = v, len(out)
			out = v.Num().Append(out, 10)
			if !v.IsInt() {
				out = v.Denom().Append(append(out, '/'), 10)
			}
			to = len(out)
		}
	}
	return out
}
