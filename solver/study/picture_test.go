package study

import (
	"context"
	"encoding/csv"
	"math/big"
	"strings"
	"testing"

	"brink/solver/answer"
)

// pictured counts a study for a picture.
func pictured(t *testing.T, s *Study, column string, over ...string) *answer.Figure {
	t.Helper()
	p, err := s.Picture(column, over)
	if err != nil {
		t.Fatal(err)
	}
	sum := s.Summarise()
	sum.Also(p)
	if _, err := s.Stream(context.Background(), sum, 2, nil); err != nil {
		t.Fatal(err)
	}
	f, err := p.Figure()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestPicture compares what is drawn with a count of the table of answers: the share of
// each answer at each value of an axis, inside its interval.
func TestPicture(t *testing.T) {
	s, _ := load(t, modelStudy)
	column := s.columns[0].field.Name
	f := pictured(t, s, column, "phi")
	records, err := csv.NewReader(strings.NewReader(string(bytesOf(t, s, CSV, 2)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	at, axis := -1, -1
	for i, name := range records[0] {
		switch name {
		case column:
			at = i
		case "phi":
			axis = i
		}
	}
	if at < 0 || axis < 0 {
		t.Fatalf("no columns in %v", records[0])
	}
	count := make(map[[2]string]int64)
	of := make(map[string]int64)
	for _, r := range records[1:] {
		count[[2]string{r[axis], r[at]}]++
		of[r[axis]]++
	}
	points := 0
	for _, l := range f.Panels[0].Lines {
		k := &f.Keys[l.Key]
		if k.Thin {
			continue
		}
		for _, c := range l.Corners {
			points++
			x := c[0].RatString()
			if want := big.NewRat(count[[2]string{x, k.Says.Name}], of[x]); c[1].Cmp(want) != 0 {
				t.Errorf("%s at phi = %s: %v, want %v", k.Says.Name, x, c[1], want)
			}
		}
	}
	if points == 0 {
		t.Error("nothing is drawn")
	}
}

// TestPictureCells: every point is in one cell, and those of an axis that is drawn at
// random are divided by its stretches.
func TestPictureCells(t *testing.T) {
	s, _ := load(t, modelStudy)
	f := pictured(t, s, "", "phi", "c")
	if n := len(f.Panels[0].Areas); n == 0 || n > 5*mostParts {
		t.Errorf("%d cells", n)
	}
	for _, a := range f.Panels[0].Areas {
		c := a.Loops[0].Corners
		if c[0][0].Cmp(c[1][0]) >= 0 || c[1][1].Cmp(c[2][1]) >= 0 {
			t.Errorf("the cell %v is empty", c)
		}
	}
}

// TestPictureRefuses what a study does not have.
func TestPictureRefuses(t *testing.T) {
	s, _ := load(t, randomStudy)
	if _, err := s.Picture("nothing", nil); err == nil {
		t.Error("a column that is none was drawn")
	}
	if _, err := s.Picture("", []string{"phi"}); err == nil {
		t.Error("an axis that is none was drawn")
	}
	if f := pictured(t, s, ""); len(f.Panels[0].Areas) == 0 {
		t.Error("no bars")
	}
}
