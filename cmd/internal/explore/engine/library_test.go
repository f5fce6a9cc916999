package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"sync"
	"testing"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/prove"
)

// shown is the table of a model as the page has it.
type shown struct {
	id     string
	model  games.Model
	answer answer.Answer
	reply  map[string]any
}

// library asks the engine for the conditions of every built-in model, once for all tests.
var library = sync.OnceValue(func() []shown {
	ids := models.IDs()
	all := make([]shown, len(ids))
	var wg sync.WaitGroup
	next := make(chan int)
	for range 4 {
		wg.Go(func() {
			for i := range next {
				var e Engine
				req, _ := json.Marshal(map[string]any{"question": "conditions", "model": ids[i], "options": map[string]any{"json": true}, "budget_ms": 300_000})
				s := shown{id: ids[i]}
				if json.Unmarshal(e.Answer(context.Background(), req, nil), &s.reply) == nil {
					s.model, s.answer = e.model, e.table
				}
				all[i] = s
			}
		})
	}
	for i := range ids {
		next <- i
	}
	close(next)
	wg.Wait()
	return all
})

// TestTheCommandLineSaysTheSame: what stands in the cells of the page are the formulas of
// the command line's JSON, on the whole library.
func TestTheCommandLineSaysTheSame(t *testing.T) {
	cells := 0
	for _, s := range library() {
		got, ok := s.reply["answer"].(map[string]any)
		if !ok || s.answer == nil {
			t.Errorf("%s: %v", s.id, s.reply["problems"])
			continue
		}
		doc, err := report.Compose(report.English(), report.FormatJSON, report.ConditionsTitle, []answer.Answer{s.answer}, report.Show{})
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := report.Write(&b, doc, report.FormatJSON, report.Style{}); err != nil {
			t.Fatal(err)
		}
		var want map[string]any
		if err := json.Unmarshal(b.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got["json"], want) || got["complete"] != want["complete"] {
			t.Errorf("%s: the JSON of the page is not that of the command line", s.id)
		}
		rows, _ := want["rows"].([]any)
		if merged, ok := want["by_outcome"].([]any); ok {
			rows = merged
		}
		page, _ := got["rows"].([]any)
		if len(page) != len(rows) {
			t.Errorf("%s: %d rows on the page, %d on the command line", s.id, len(page), len(rows))
			continue
		}
		columns := got["columns"].([]any)
		for i := range rows {
			for k, c := range page[i].(map[string]any)["cells"].([]any) {
				column := columns[k].(map[string]any)["id"].(string)
				want, has := rows[i].(map[string]any)[column].(string)
				cell, applies := c.(map[string]any)
				if !has {
					continue // open, or absent
				}
				cells++
				text := cell["text"]
				if !applies || text != want && text != map[string]any{"true": "always", "false": "never"}[want] && len(want) < 1000 {
					t.Errorf("%s, row %d, %s: the page has %q, the command line %q", s.id, i, column, text, want)
				}
			}
		}
	}
	if cells < 500 {
		t.Errorf("only %d cells were compared", cells)
	}
}

// TestAsked: the answer behind the page is that of package ask, for one model of each kind.
func TestAsked(t *testing.T) {
	seen := make(map[games.Kind]bool)
	for _, s := range library() {
		if s.model == nil || seen[s.model.Kind()] {
			continue
		}
		seen[s.model.Kind()] = true
		src, _ := models.Source(s.id)
		f, diags := format.Read(s.id+models.Extension, src, "")
		if diags.HasErrors() {
			t.Fatal(diags)
		}
		a, err := ask.Conditions.Run(t.Context(), f.Model, nil, ask.Options{})
		if err != nil {
			t.Fatal(err)
		}
		x, y := marshal(a.JSON(report.English().Note)), marshal(s.answer.JSON(report.English().Note))
		if !bytes.Equal(x, y) {
			t.Errorf("%s: the page says\n%s\nand the command line\n%s", s.id, y, x)
		}
	}
}

// agreement is a condition, a point, and what Go says of it.
type agreement struct {
	Model    string            `json:"model"`
	Test     test              `json:"test"`
	Point    map[string]string `json:"point"`
	Holds    bool              `json:"holds"`
	Standing Standing          `json:"standing"`
}

// TestPageDecidesAsGo has Node decide the compiled conditions of the whole library as the
// page does while a slider moves, at exact points, many of them on boundaries.
func TestPageDecidesAsGo(t *testing.T) {
	web := filepath.Join("..", "..", "..", "..", "web")
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not installed")
	}
	if _, err := os.Stat(filepath.Join(web, "node_modules", "esbuild")); err != nil {
		t.Skip("npm ci in web/ installs what this needs")
	}
	r := rand.New(rand.NewPCG(15, 1))
	standings := map[prove.Answer]Standing{prove.Yes: True, prove.No: False, prove.Unknown: Edge}
	var all []agreement
	edges := 0
	for _, s := range library() {
		table, ok := report.English().ConditionTable(s.answer)
		if !ok {
			continue
		}
		h := s.answer.About()
		for _, row := range table.Rows {
			for _, c := range row.Cells {
				if c.Formula == nil || compiled(h, *c.Formula) == nil {
					continue
				}
				for range 3 {
					a := agreement{Model: s.id, Test: compiled(h, *c.Formula), Point: make(map[string]string)}
					point := make([]*big.Rat, len(h.Params))
					for i := range point {
						point[i] = big.NewRat(int64(r.IntN(9)-4), int64(1+r.IntN(4)))
					}
					onto(*c.Formula, point, r)
					for i, p := range h.Free() {
						a.Point[p.Name] = point[i].RatString()
					}
					a.Holds, a.Standing = c.Formula.Eval(point), standings[nearby(*c.Formula, point)]
					if a.Standing == Edge {
						edges++
					}
					all = append(all, a)
				}
			}
		}
	}
	if len(all) < 1000 || edges < 100 {
		t.Fatalf("%d conditions, %d on edges: too few", len(all), edges)
	}
	file := filepath.Join(t.TempDir(), "cases.json")
	if err := os.WriteFile(file, marshal(all), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(node, filepath.Join(web, "test", "agree.mjs"), file).CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// onto moves a point onto a boundary of a formula, where that is linear in a parameter.
func onto(f expr.Formula, point []*big.Rat, r *rand.Rand) {
	var atoms []expr.Atom
	f.Atoms(func(a expr.Atom) { atoms = append(atoms, a) })
	if len(atoms) == 0 || r.IntN(3) == 0 {
		return
	}
	p := atoms[r.IntN(len(atoms))].P
	for _, v := range p.Vars() {
		if p.Degree(v) != 1 {
			continue
		}
		cs := p.Coeffs(v)
		slope, rest := cs[1].Eval(point), cs[0].Eval(point)
		if slope.Sign() != 0 {
			point[v] = rest.Quo(rest.Neg(rest), slope)
			return
		}
	}
}
