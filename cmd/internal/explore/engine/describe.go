package engine

import (
	"math/big"
	"slices"
	"strings"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/solver/ask"
	"brink/solver/note"
)

type description struct {
	common
	ID          string       `json:"id"`
	Kind        games.Kind   `json:"kind"`
	KindText    string       `json:"kind_text"`
	Title       string       `json:"title"`
	Gist        string       `json:"gist,omitempty"`
	Story       string       `json:"story,omitempty"`
	Sources     []string     `json:"sources,omitempty"`
	Players     []string     `json:"players"`
	Actions     [][]string   `json:"actions,omitempty"`
	Names       []string     `json:"names"` // of parameters, definitions, players and actions, for completion
	Parameters  []parameter  `json:"parameters"`
	Assumptions []assumption `json:"assumptions"`
	Claims      []claimHead  `json:"claims"`
	Display     *display     `json:"display,omitempty"`
	Commands    []command    `json:"commands"`
	Questions   []string     `json:"questions"`
	Repeated    bool         `json:"repeated"`
}

type parameter struct {
	Name        string     `json:"name"`
	MathML      string     `json:"mathml,omitempty"`
	Unit        string     `json:"unit,omitempty"`
	Description string     `json:"description,omitempty"`
	Default     string     `json:"default,omitempty"`
	Lo          string     `json:"lo,omitempty"`
	Hi          string     `json:"hi,omitempty"`
	LoOpen      bool       `json:"lo_open,omitempty"`
	HiOpen      bool       `json:"hi_open,omitempty"`
	Integer     bool       `json:"integer,omitempty"`
	Suggest     *[2]string `json:"suggest,omitempty"` // a stretch to move in, where the file gives no range
}

type assumption struct {
	Text   string `json:"text"`
	MathML string `json:"mathml,omitempty"`
	Test   test   `json:"test"`
}

type claimHead struct {
	ID      string `json:"id"`
	Formula string `json:"formula,omitempty"`
	Gist    string `json:"gist,omitempty"`
}

// display is the form of the game: a matrix, a tree, or a text.
type display struct {
	Kind string `json:"kind"`
	HTML string `json:"html,omitempty"`
	SVG  string `json:"svg,omitempty"`
	Alt  string `json:"alt,omitempty"`
}

type command struct {
	Title   string `json:"title"`
	Command string `json:"command"`
}

// describe tells what a file says, without solving anything.
func (q *question) describe() (any, error) {
	m, err := q.load()
	if err != nil {
		return nil, err
	}
	h := m.Head()
	out := &description{
		common: common{Complete: true, Command: q.command("show"), Warnings: q.problems(q.warn)},
		ID:     h.ID, Kind: m.Kind(), KindText: q.w.KindName(m), Title: q.w.GameName(h), Gist: strings.TrimSpace(h.In(q.w.Language, h.Gist)),
		Story: strings.TrimSpace(h.In(q.w.Language, h.Description)), Sources: h.Source, Players: append([]string{}, ask.Players(m)...),
		Parameters: []parameter{}, Assumptions: []assumption{}, Claims: []claimHead{}, Commands: []command{},
	}
	out.parameters(q, h)
	for _, a := range h.Assume {
		cell := report.Formula(a.Text, h.LaTeX().Formula(a.Formula))
		out.Assumptions = append(out.Assumptions, assumption{a.Text, cell.MathML(), compiled(h, expr.And(a.Formula, a.Defined))})
	}
	for _, c := range h.Claims {
		out.Claims = append(out.Claims, claimHead{c.ID, c.Holds, strings.TrimSpace(h.In(q.w.Language, c.Says))})
	}
	out.names(m)
	if out.Display, err = q.form(m); err != nil {
		return nil, err
	}
	g, strategic := m.(*games.Game)
	out.Repeated = strategic && g.Repeated != nil
	out.Questions = []string{"conditions", "equilibria", "hold", "snap", "report", "export"}
	if len(h.Free()) > 0 && len(h.Terms()) == 0 {
		out.Questions = append(out.Questions, "regions")
	}
	if len(h.Claims) > 0 {
		out.Questions = append(out.Questions, "verify")
	}
	if out.Repeated {
		out.Questions = append(out.Questions, "repeated")
	}
	for _, c := range pageless() {
		if slices.Contains(c.kinds, m.Kind()) {
			out.Commands = append(out.Commands, command{q.w.Say(c.title), q.command(c.name)})
		}
	}
	if len(h.Claims) > 0 {
		out.Commands = append(out.Commands, command{q.w.Say(report.CertifyTask), q.command("certify")})
	}
	return out, nil
}

func (d *description) parameters(q *question, h *games.Header) {
	whole := make(map[int]bool)
	for _, v := range h.Whole {
		whole[v] = true
	}
	for i, p := range h.Free() {
		out := parameter{Name: p.Name, Unit: p.Unit, Description: strings.TrimSpace(h.In(q.w.Language, p.Description)), Integer: whole[i]}
		if p.Default != nil {
			out.Default = p.Default.RatString()
		}
		out.MathML = report.Formula(p.Name, h.LaTeX().Names[i]).MathML()
		var lo, hi *big.Rat
		if ends := strings.Split(strings.Trim(p.Range, "[]() "), ","); len(ends) == 2 {
			if lo, _ = expr.ParseNumber(ends[0]); lo != nil {
				out.Lo, out.LoOpen = lo.RatString(), strings.HasPrefix(p.Range, "(")
			}
			if hi, _ = expr.ParseNumber(ends[1]); hi != nil {
				out.Hi, out.HiOpen = hi.RatString(), strings.HasSuffix(p.Range, ")")
			}
		}
		if lo == nil || hi == nil {
			out.Suggest = stretch(lo, hi, p.Default)
		}
		d.Parameters = append(d.Parameters, out)
	}
}

// stretch proposes where a slider moves: what the range gives, and around the default as
// far as that is from 0.
func stretch(lo, hi, at *big.Rat) *[2]string {
	width := big.NewRat(1, 1)
	if at == nil {
		at = new(big.Rat)
	}
	if at.Sign() != 0 {
		width.Mul(width.Abs(at), big.NewRat(2, 1))
	}
	if lo == nil {
		lo = new(big.Rat)
		if at.Sign() < 0 || hi != nil && hi.Sign() <= 0 {
			lo.Sub(at, width)
		}
	}
	if hi == nil {
		hi = new(big.Rat).Add(at, width)
		if hi.Cmp(lo) <= 0 {
			hi.Add(lo, width)
		}
	}
	return &[2]string{lo.RatString(), hi.RatString()}
}

// names lists what formulas of the file may mention.
func (d *description) names(m games.Model) {
	h := m.Head()
	d.Names = append([]string{}, h.FreeNames()...)
	for _, x := range h.Defines {
		d.Names = append(d.Names, x.Name)
	}
	d.Names = append(d.Names, d.Players...)
	if g, ok := m.(*games.Game); ok {
		seen := make(map[string]bool)
		for _, p := range g.Players {
			d.Actions = append(d.Actions, p.Actions)
			for _, a := range p.Actions {
				if !seen[a] {
					seen[a] = true
					d.Names = append(d.Names, a)
				}
			}
		}
	}
}

// form shows the form of the game: the picture of a tree that is small enough, else what
// a document says of the setting.
func (q *question) form(m games.Model) (*display, error) {
	if t, err := ask.TreeOf(m, nil); err == nil {
		scene, err := plot.DrawTree(plot.TreeOf(t, "", q.w.Chance(), nil))
		if err == nil {
			svg, err := figure.Encode(scene, figure.SVG)
			if err != nil {
				return nil, err
			}
			return &display{Kind: "tree", SVG: string(svg), Alt: q.w.TreeCaption(false)}, nil
		}
	}
	blocks := q.w.Form(m)
	if len(blocks) == 0 {
		return nil, nil
	}
	html, err := report.Fragment(blocks)
	kind := "text"
	if m.Kind() == games.StrategicForm {
		kind = "matrix"
	}
	return &display{Kind: kind, HTML: html}, err
}

// task is a question that the command line answers and the page does not, whose engine
// is without it.
type task struct {
	name  string
	kinds []games.Kind
	title note.Code
}

// pageless lists these questions.
func pageless() []task {
	strategic := []games.Kind{games.StrategicForm}
	return []task{
		{"describe", strategic, report.ClassesTask},
		{"population", strategic, report.PopulationTask},
		{"play", strategic, report.PlayTask},
		{"trajectory", []games.Kind{games.DynamicsForm}, report.TrajectoryTask},
		{"logit", []games.Kind{games.StrategicForm, games.TreeForm}, report.LogitTask},
		{"branches", games.Kinds(), report.BranchesTask},
	}
}
