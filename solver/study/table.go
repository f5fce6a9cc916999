package study

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Table takes the table of answers as lines of CSV without a header, piece by piece.
type Table interface {
	Rows(lines []byte) error
	Close() error // ends the table; what it is written to stays open
}

// Form is how the table of answers is written.
type Form string

// The forms.
const (
	CSV     Form = "csv"
	JSONL   Form = "jsonl"
	Parquet Form = "parquet"
)

// Forms lists the forms.
func Forms() []Form { return []Form{CSV, JSONL, Parquet} }

// FormOf is the form of a file by the end of its name.
func FormOf(name string) (Form, error) {
	f := Form(strings.TrimPrefix(strings.ToLower(filepath.Ext(name)), "."))
	if !slices.Contains(Forms(), f) {
		return "", fmt.Errorf("%s: a table of answers ends in .csv, .jsonl or .parquet", name)
	}
	return f, nil
}

// Write starts a table of answers.
func (s *Study) Write(w io.Writer, f Form) (Table, error) {
	switch f {
	case JSONL:
		return newJSONL(w, s.Fields), nil
	case Parquet:
		return newParquet(w, s.Fields)
	}
	_, err := w.Write(s.Header())
	return csvTable{w}, err
}

// WriteFile has write make a table of answers, and puts it into a file that is
// replaced when all is written.
func (s *Study) WriteFile(name string, write func(Table) error) (err error) {
	form, err := FormOf(name)
	if err != nil {
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), temporary+"*")
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	t, err := s.Write(tmp, form)
	if err == nil {
		err = write(t)
	}
	if err == nil {
		err = tmp.Chmod(0o644)
	}
	if err == nil {
		err = tmp.Sync()
	}
	if closed := tmp.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), name)
}

// csvTable writes what it gets.
type csvTable struct{ w io.Writer }

func (t csvTable) Rows(lines []byte) error {
	_, err := t.w.Write(lines)
	return err
}

func (t csvTable) Close() error { return nil }

// records calls f with the cells of every line; they are valid until it returns.
func records(lines []byte, f func([]string) error) error {
	r := csv.NewReader(bytes.NewReader(lines))
	r.ReuseRecord = true
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := f(cells); err != nil {
			return err
		}
	}
}

// jsonTable writes an object a line (JSON Lines): numbers as exact text beside their
// decimals, null where there is no answer.
type jsonTable struct {
	w      io.Writer
	fields []Field
	keys   []string // with what precedes and follows them, by cell
	line   []byte
}

func newJSONL(w io.Writer, fields []Field) *jsonTable {
	t := &jsonTable{w: w, fields: fields}
	key := func(name string) {
		text, _ := json.Marshal(name) // a string always has a form
		before := ","
		if t.keys == nil {
			before = "{"
		}
		t.keys = append(t.keys, before+string(text)+":")
	}
	for _, f := range fields {
		key(f.Name)
		if f.Kind == Exact {
			key(f.Name + Decimal)
		}
	}
	return t
}

func (t *jsonTable) Rows(lines []byte) error {
	t.line = t.line[:0]
	err := records(lines, func(cells []string) error {
		i := 0
		put := func(quoted bool) {
			t.line = append(t.line, t.keys[i]...)
			switch text := cells[i]; {
			case text == "" || strings.HasSuffix(text, "Inf"):
				t.line = append(t.line, "null"...)
			case quoted:
				b, _ := json.Marshal(text)
				t.line = append(t.line, b...)
			default:
				t.line = append(t.line, text...)
			}
			i++
		}
		for _, f := range t.fields {
			put(f.Kind == Exact || f.Kind == Text)
			if f.Kind == Exact {
				put(false)
			}
		}
		t.line = append(t.line, '}', '\n')
		return nil
	})
	if err != nil {
		return err
	}
	_, err = t.w.Write(t.line)
	return err
}

func (t *jsonTable) Close() error { return nil }
