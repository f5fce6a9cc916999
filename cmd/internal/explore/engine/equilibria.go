package engine

import (
	"context"
	"math/big"
	"slices"
	"strings"
	"time"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/games"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/figures"
)

type equilibriaAnswer struct {
	common
	Equilibria []equilibrium `json:"equilibria,omitempty"`
	Components []component   `json:"components,omitempty"`
	Figure     *drawing      `json:"figure,omitempty"`
}

// drawing is a picture with the words that stand for it.
type drawing struct {
	SVG string `json:"svg"`
	Alt string `json:"alt"`
}

type equilibrium struct {
	Label      string     `json:"label"`
	Pure       bool       `json:"pure"`
	Strict     bool       `json:"strict"`
	Component  int        `json:"component,omitempty"`
	Row        string     `json:"row,omitempty"` // of the conditions
	Payoffs    []payoff   `json:"payoffs"`
	Strategies []strategy `json:"strategies"`
}

type payoff struct {
	Player string `json:"player"`
	Text   string `json:"text"`
}

type strategy struct {
	Player  string   `json:"player"`
	Actions []weight `json:"actions"`
}

type weight struct {
	Name   string  `json:"name"`
	Text   string  `json:"text"`
	Approx float64 `json:"approx"`
}

type component struct {
	ID        int  `json:"id"`
	Dimension int  `json:"dimension"`
	Index     *int `json:"index,omitempty"`
}

// equilibria lists those at the point.
func (q *question) equilibria() (any, error) {
	m, err := q.load()
	if err != nil {
		return nil, err
	}
	at, err := q.point(m)
	if err != nil {
		return nil, err
	}
	a, err := ask.Solve.Run(q.ctx, m, at, q.ask())
	if err != nil {
		return nil, err
	}
	out := equilibriaAnswer{common: q.of(a, q.command("solve", q.sets()...))}
	if s, ok := a.(*answer.Solution); ok {
		out.solution(q, s)
	}
	out.Figure = q.figure(m, at, a)
	out.HTML, err = q.blocks(a)
	return out, err
}

// figurePatience is how long a picture beside an answer may take.
const figurePatience = 2 * time.Second

// figure is the first kind of picture that the model has of its equilibria; nil where it
// has none, or none that can be drawn in time.
func (q *question) figure(m games.Model, at ask.Point, a answer.Answer) *drawing {
	kinds := figures.For(m, ask.Solve)
	if len(kinds) == 0 {
		return nil
	}
	ctx, cancel := context.WithTimeout(q.ctx, figurePatience)
	defer cancel()
	f, err := kinds[0].Make(ctx, figures.Request{Model: m, At: at, Answer: a, Workers: 1})
	if err != nil || ctx.Err() != nil {
		return nil
	}
	scene, err := plot.DrawFigure(q.w, f)
	if err != nil {
		return nil
	}
	svg, err := figure.Encode(scene, figure.SVG)
	if err != nil {
		return nil
	}
	return &drawing{string(svg), q.w.FigureCaption(f)}
}

// solution lists the equilibria of a game in strategic form one by one.
func (out *equilibriaAnswer) solution(q *question, s *answer.Solution) {
	for i := range s.Equilibria {
		e := &s.Equilibria[i]
		x := equilibrium{Pure: e.Pure, Strict: e.Strict, Component: e.Component, Row: q.rowOf(s, e)}
		mixtures, _ := report.Equilibrium(s.Players, *e)
		x.Label = report.Text("(" + strings.Join(mixtures, ", ") + ")").Markup()
		for p, player := range s.Players {
			x.Payoffs = append(x.Payoffs, payoff{player.Name, payoffOf(e, p).String()})
			st := strategy{Player: player.Name}
			for k, name := range player.Actions {
				pr := probability(e, p, k)
				approx, _ := pr.Round(answer.RoundedDigits).Float64()
				st.Actions = append(st.Actions, weight{name, pr.String(), approx})
			}
			x.Strategies = append(x.Strategies, st)
		}
		out.Equilibria = append(out.Equilibria, x)
	}
	for _, c := range s.Components {
		x := component{ID: c.ID, Dimension: c.Dimension}
		if c.HasIndex {
			x.Index = &c.Index
		}
		out.Components = append(out.Components, x)
	}
}

func probability(e *answer.Equilibrium, player, action int) answer.Real {
	if e.Irrational != nil {
		return e.Irrational.Strategies[player][action]
	}
	return answer.Real{Rat: e.Strategies[player][action]}
}

func payoffOf(e *answer.Equilibrium, player int) answer.Real {
	if e.Irrational != nil {
		return e.Irrational.Payoffs[player]
	}
	return answer.Real{Rat: e.Payoffs[player]}
}

// rowOf is the row of the table with the supports of an equilibrium that exists at the
// point; "" where the table was not asked for, or has none or several.
func (q *question) rowOf(s *answer.Solution, e *answer.Equilibrium) string {
	t, ok := q.table.(*answer.Conditions)
	if !ok || len(s.Point) < len(t.About().Params) {
		return ""
	}
	found := ""
	for i, r := range t.Rows {
		exists, has := r.Condition(answer.Exists)
		if !has || !exists.Eval(s.Point) || !supports(s.Players, e, r) {
			continue
		}
		if found != "" {
			return ""
		}
		found = rowID(i, i)
	}
	return found
}

// supports reports whether an equilibrium plays what a row plays.
func supports(players []games.Player, e *answer.Equilibrium, r *answer.Row) bool {
	for p := range players {
		for k := range players[p].Actions {
			x := probability(e, p, k)
			played := x.Rat == nil || x.Rat.Cmp(new(big.Rat)) != 0
			if played != slices.Contains(r.Support[p], k) {
				return false
			}
		}
	}
	return true
}
