package study

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"brink/solver/answer"
	"brink/solver/note"
)

// Summary is a Table that counts what it gets, and hands it on.
type Summary struct {
	s    *Study
	next Table // nil for nobody
	also *Tally
	out  answer.StudySummary
	// By column of questions: how often each answer is given, with its decimal.
	counts []map[string]*tallied
	pairs  []map[[2]string]int64 // of two columns of few values, in the order of pairsOf
	list   [][2]int
}

type tallied struct {
	n    int64
	near float64
}

// Bounds on what is listed.
const (
	mostValues = 40 // values with their shares
	mostCross  = 12 // values of a column in a cross table
)

// Summarise starts a summary of the rows that it will get.
func (s *Study) Summarise() *Summary {
	t := &Summary{s: s, counts: make([]map[string]*tallied, len(s.columns))}
	for i := range t.counts {
		t.counts[i] = make(map[string]*tallied)
		for j := range i {
			if s.columns[i].field.Kind != Exact && s.columns[j].field.Kind != Exact {
				t.list = append(t.list, [2]int{j, i})
				t.pairs = append(t.pairs, make(map[[2]string]int64))
			}
		}
	}
	return t
}

// Also has the rows counted for a picture as well.
func (t *Summary) Also(p *Tally) { t.also = p }

// Rows implements Table.
func (t *Summary) Rows(lines []byte) error {
	if t.also != nil {
		if err := t.also.Rows(lines); err != nil {
			return err
		}
	}
	first := 1 + 2*len(t.s.Def.Axes)
	if t.s.assumed {
		first++
	}
	texts := make([]string, len(t.s.columns))
	err := records(lines, func(cells []string) error {
		at := first
		for i, c := range t.s.columns {
			texts[i] = cells[at]
			x := t.counts[i][cells[at]]
			if x == nil {
				x = &tallied{}
				t.counts[i][strings.Clone(cells[at])] = x
				if c.field.Kind == Exact {
					x.near, _ = strconv.ParseFloat(cells[at+1], 64)
				}
			}
			x.n++
			if at++; c.field.Kind == Exact {
				at++
			}
		}
		for k, p := range t.list {
			if m := t.pairs[k]; m != nil {
				if m[[2]string{texts[p[0]], texts[p[1]]}]++; len(m) > mostCross*mostCross {
					t.pairs[k] = nil
				}
			}
		}
		t.out.Points++
		if cells[len(cells)-1] != "true" {
			t.out.Open++
		}
		return nil
	})
	if err != nil || t.next == nil {
		return err
	}
	return t.next.Rows(lines)
}

// Close implements Table.
func (t *Summary) Close() error {
	if t.next == nil {
		return nil
	}
	return t.next.Close()
}

// Answer is the summary of the rows so far.
func (t *Summary) Answer() *answer.StudySummary {
	out := t.out
	out.Base = answer.Base{Model: t.s.Model, Complete: true}
	out.Study, out.Random = t.s.Def.ID, t.s.Def.IsRandom()
	if out.Open > 0 {
		out.Incomplete(note.New(note.StudyOpen, int(out.Open)))
	}
	for i, c := range t.s.columns {
		if c.field.Kind == Exact {
			out.Numbers = append(out.Numbers, t.quantiles(i))
		} else {
			out.Shares = append(out.Shares, t.shares(i))
		}
	}
	for k, p := range t.list {
		if c, ok := t.cross(k, p); ok {
			out.Crosses = append(out.Crosses, c)
		}
	}
	return &out
}

// ordered lists the values of a column: numbers by size, others by name.
func (t *Summary) ordered(i int) []string {
	values := slices.Sorted(maps.Keys(t.counts[i]))
	if t.s.columns[i].field.Kind == Whole {
		slices.SortStableFunc(values, func(x, y string) int { return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(x, y)) })
	}
	return values
}

func (t *Summary) shares(i int) answer.StudyShares {
	out := answer.StudyShares{Column: t.s.columns[i].field.Name, Of: t.out.Points}
	for k, v := range t.ordered(i) {
		if k == mostValues {
			out.More = len(t.counts[i]) - k
			break
		}
		n := t.counts[i][v].n
		share := answer.StudyShare{Value: v, Count: n, Share: big.NewRat(n, out.Of)}
		if out.Of > 0 && t.s.Def.IsRandom() {
			share.Low, share.High = clopperPearson(n, out.Of)
		}
		out.Values = append(out.Values, share)
	}
	return out
}

// levels are the quantiles that are shown, in percent.
var levels = []int64{0, 5, 25, 50, 75, 95, 100}

func (t *Summary) quantiles(i int) answer.StudyNumbers {
	out := answer.StudyNumbers{Column: t.s.columns[i].field.Name}
	var values []string
	for v, x := range t.counts[i] {
		if v != "" {
			values, out.Of = append(values, v), out.Of+x.n
		}
	}
	slices.SortFunc(values, func(x, y string) int {
		if c := cmp.Compare(t.counts[i][x].near, t.counts[i][y].near); c != 0 {
			return c
		}
		a, ok := new(big.Rat).SetString(x) // the same double
		b, ok2 := new(big.Rat).SetString(y)
		if ok && ok2 {
			return a.Cmp(b)
		}
		return cmp.Compare(x, y)
	})
	for _, percent := range levels {
		if out.Of == 0 {
			break
		}
		rank := max(1, (percent*out.Of+99)/100)
		for _, v := range values {
			if rank -= t.counts[i][v].n; rank <= 0 {
				out.Quantiles = append(out.Quantiles, answer.StudyQuantile{
					At: big.NewRat(percent, 100), Value: v, Near: strconv.FormatFloat(t.counts[i][v].near, 'g', 7, 64),
				})
				break
			}
		}
	}
	return out
}

// cross is the cross table of two columns, of few values each.
func (t *Summary) cross(k int, p [2]int) (answer.StudyCross, bool) {
	rows, heads := t.ordered(p[0]), t.ordered(p[1])
	if t.pairs[k] == nil || len(rows) > mostCross || len(heads) > mostCross || len(rows) < 2 || len(heads) < 2 {
		return answer.StudyCross{}, false
	}
	out := answer.StudyCross{Rows: t.s.columns[p[0]].field.Name, Columns: t.s.columns[p[1]].field.Name, RowValues: rows, Heads: heads}
	for _, r := range rows {
		var line []int64
		for _, h := range heads {
			line = append(line, t.pairs[k][[2]string{r, h}])
		}
		out.Counts = append(out.Counts, line)
	}
	return out, true
}
