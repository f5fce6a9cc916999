package study

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/repeated"
	"brink/solver/stability"
)

// asker answers a question at a point.
type asker = func(context.Context, *here) (cell, error)

// compile makes what is asked at every point of a column; what does not depend on the
// point is done here, once. Mistakes are faults.
func (s *Study) compile(ctx context.Context, c games.StudyColumn) (asker, Kind, error) {
	switch c.Question {
	case games.StudyCount:
		return count(c.Args[0]), Whole, nil
	case games.StudyHolds:
		return s.holds(ctx, c)
	case games.StudyRow:
		return s.row(ctx, c)
	case games.StudyCritical:
		return s.critical(ctx, c)
	case games.StudyVerdict:
		return s.verdict(c)
	case games.StudyPayoff:
		return s.payoff(c)
	case games.StudyValue:
		return s.value(c)
	}
	return nil, "", faultf("", "%q is no question", c.Question)
}

// count counts equilibria at the point.
func count(sort string) asker {
	i := slices.Index(games.Counts(), sort)
	return func(ctx context.Context, h *here) (cell, error) {
		t, err := h.tally(ctx)
		if err != nil || !t.complete {
			return unknownCell, err
		}
		n := t.counts[i]
		return cell{unknown: !n.told, whole: n.n, big: n.big}, nil
	}
}

// payoff is what a player gets in every equilibrium; none where they differ.
func (s *Study) payoff(c games.StudyColumn) (asker, Kind, error) {
	players := ask.Players(s.Model)
	p := slices.Index(players, c.Args[0])
	if p < 0 {
		return nil, "", faultf(expr.DidYouMean(c.Args[0], players), "%q is not a player of %s", c.Args[0], s.Model.Head().ID)
	}
	return func(ctx context.Context, h *here) (cell, error) {
		t, err := h.tally(ctx)
		if err != nil || !t.complete || t.payoffs == nil {
			return unknownCell, err
		}
		first := t.payoffs[0][p]
		for _, x := range t.payoffs[1:] {
			switch same, known := equal(first, x[p]); {
			case !known:
				return unknownCell, nil
			case !same:
				return noCell, nil
			}
		}
		return cell{number: first}, nil
	}, Exact, nil
}

// equal compares two numbers; known is false for enclosures that overlap.
func equal(x, y answer.Real) (same, known bool) {
	switch {
	case x.Rat != nil && y.Rat != nil:
		return x.Rat.Cmp(y.Rat) == 0, true
	case x.Algebraic != nil && y.Algebraic != nil:
		return x.Algebraic.Cmp(*y.Algebraic) == 0, true
	case !x.IsInterval() && !y.IsInterval():
		return false, true // one is rational, the other is not
	}
	return false, false
}

// value is an expression in the parameters and defined names.
func (s *Study) value(c games.StudyColumn) (asker, Kind, error) {
	if s.Def.Random != nil {
		return nil, "", faultf("ask for {payoff: PLAYER} or {count: equilibria}", "random games have no parameters to make an expression of")
	}
	v, defined, err := expr.CompileValue(c.Args[0], modelScope{s.Model.Head().Scope(), s.Model.Head()})
	if err != nil {
		return nil, "", ofText(c.Args[0], err)
	}
	return func(_ context.Context, h *here) (cell, error) {
		if !defined.Eval(h.point) {
			return noCell, nil
		}
		x, err := v.Eval(h.point)
		if err != nil {
			return noCell, nil // it divides by zero here
		}
		return cell{number: answer.Real{Rat: x}}, nil
	}, Exact, nil
}

// modelScope gives meaning to parameters, terms and defined names.
type modelScope struct {
	expr.FunctionScope
	h *games.Header
}

// Name implements expr.Scope.
func (m modelScope) Name(name string) (expr.Value, bool) {
	if v, ok := m.FunctionScope.Name(name); ok {
		return v, true
	}
	for _, d := range m.h.Defines {
		if d.Name == name {
			return d.Value, true
		}
	}
	return expr.Value{}, false
}

// ofText is a mistake in a formula as a fault at its place.
func ofText(text string, err *expr.Error) error {
	at := min(err.Pos, len(text))
	return &fault{
		summary: err.Msg, hint: err.Hint, offset: len([]rune(text[:at])),
		width: len([]rune(text[at:min(max(err.End, at), len(text))])),
	}
}

// holds is whether a formula of claims is true. It is compiled once; where that leaves
// it open, or the formula speaks of more than parameters, it is decided at the point.
func (s *Study) holds(ctx context.Context, c games.StudyColumn) (asker, Kind, error) {
	claim, err := stability.NewCompiler(s.Model).Compile(ctx, games.Claim{ID: c.Name, Holds: c.Args[0]})
	var wrong *stability.ClaimError
	switch {
	case errors.As(err, &wrong):
		return nil, "", ofText(wrong.Text, wrong.Err)
	case ctx.Err() != nil:
		return nil, "", context.Cause(ctx)
	}
	if err == nil && s.overParameters(claim) {
		return func(_ context.Context, h *here) (cell, error) {
			for _, y := range claim.Hypotheses {
				if !y.Defined.Eval(h.point) || !y.Formula.Eval(h.point) {
					return noCell, nil // it has no meaning here
				}
			}
			return cell{yes: claim.Holds.Eval(h.point)}, nil
		}, Truth, nil
	}
	if s.Def.Random != nil {
		return nil, "", faultf("ask for count, or for a formula about pure equilibria", "the formula is not decided for all random games at once")
	}
	return func(ctx context.Context, h *here) (cell, error) {
		v, err := h.verdict(ctx, games.Claim{ID: c.Name, Holds: c.Args[0]}, h.all())
		switch {
		case err != nil || v == answer.Undecided || v == answer.Conditional:
			return unknownCell, err
		case v == answer.Vacuous:
			return noCell, nil
		}
		return cell{yes: v == answer.Proved}, nil
	}, Truth, nil
}

// overParameters reports whether a claim speaks of the parameters alone.
func (s *Study) overParameters(c *stability.Claim) bool {
	n := len(s.Model.Head().Params)
	fs := []expr.Formula{c.Holds}
	for _, h := range c.Hypotheses {
		fs = append(fs, h.Formula, h.Defined)
	}
	return !slices.ContainsFunc(expr.And(fs...).Vars(), func(v int) bool { return v >= n }) &&
		!slices.ContainsFunc(c.Holds.Vars(), func(v int) bool { return v >= n })
}

// critical is the least discount factor at which a profile of automata is subgame
// perfect.
func (s *Study) critical(ctx context.Context, c games.StudyColumn) (asker, Kind, error) {
	if s.game == nil || s.game.Repeated == nil {
		return nil, "", faultf("add repeated: {discount: delta} to its file", "%s is no repeated game", s.Model.Head().ID)
	}
	row, err := repeated.Analyse(ctx, s.game, c.Args)
	if ctx.Err() != nil {
		return nil, "", context.Cause(ctx)
	}
	if err != nil {
		return nil, "", faultf("write {critical: [grim, grim]}, an automaton for each player", "%v", err)
	}
	return func(ctx context.Context, h *here) (cell, error) {
		set, err := row.Critical(ctx, h.point)
		switch {
		case ctx.Err() != nil:
			return unknownCell, context.Cause(ctx)
		case err != nil:
			return unknownCell, nil
		case set.Empty():
			return noCell, nil
		}
		return cell{number: answer.RealOf(set.Min())}, nil
	}, Exact, nil
}

// verdict decides a claim of the file where the parameters on the axes have the values
// of the point; the others are open.
func (s *Study) verdict(c games.StudyColumn) (asker, Kind, error) {
	claims := s.Model.Head().Claims
	i := slices.IndexFunc(claims, func(x games.Claim) bool { return x.ID == c.Args[0] })
	if i < 0 {
		var ids []string
		for _, x := range claims {
			ids = append(ids, x.ID)
		}
		return nil, "", faultf(expr.DidYouMean(c.Args[0], ids), "%s has no claim %q", s.Model.Head().ID, c.Args[0])
	}
	return func(ctx context.Context, h *here) (cell, error) {
		v, err := h.verdict(ctx, claims[i], h.given())
		if err != nil || v == answer.Undecided {
			return unknownCell, err
		}
		return cell{text: string(v)}, nil
	}, Text, nil
}

// given are the values of the axes as hypotheses.
func (h *here) given() []string {
	var out []string
	for i, a := range h.s.Def.Axes {
		out = append(out, a.Name+" = "+h.values[i].RatString())
	}
	return out
}

// all are the values of all parameters as hypotheses.
func (h *here) all() []string {
	var out []string
	for i, p := range h.s.Model.Head().Free() {
		out = append(out, p.Name+" = "+h.point[i].RatString())
	}
	return out
}

// verdict decides a claim under further hypotheses.
func (h *here) verdict(ctx context.Context, claim games.Claim, given []string) (answer.Status, error) {
	v, err := ask.Decide(ctx, h.s.Model, claim, given)
	switch {
	case ctx.Err() != nil:
		return "", context.Cause(ctx)
	case err != nil:
		return "", fmt.Errorf("point %d: %w", h.k, err)
	}
	return v.Status, nil
}

// profileOf reads a profile of supports, (a, {b, c}).
func profileOf(g *games.Game, text string) ([][]int, error) {
	body, ok := strings.CutPrefix(strings.TrimSpace(text), "(")
	if body, ok2 := strings.CutSuffix(body, ")"); ok && ok2 {
		text = body
	}
	var parts []string
	depth, from := 0, 0
	for i, c := range text {
		switch {
		case c == '{':
			depth++
		case c == '}':
			depth--
		case c == ',' && depth == 0:
			parts, from = append(parts, text[from:i]), i+1
		}
	}
	parts = append(parts, text[from:])
	if len(parts) != len(g.Players) {
		return nil, faultf("write an action, or a set such as {a, b}, for each player", "found %d actions for %d players", len(parts), len(g.Players))
	}
	out := make([][]int, len(parts))
	for p, part := range parts {
		part = strings.TrimSpace(part)
		names := []string{part}
		if inside, ok := strings.CutPrefix(part, "{"); ok {
			names = strings.Split(strings.TrimSuffix(inside, "}"), ",")
		}
		for _, name := range names {
			a := slices.Index(g.Players[p].Actions, strings.TrimSpace(name))
			if a < 0 {
				return nil, faultf(expr.DidYouMean(strings.TrimSpace(name), g.Players[p].Actions), "%q is not an action of %s", strings.TrimSpace(name), g.Players[p].Name)
			}
			out[p] = append(out[p], a)
		}
		slices.Sort(out[p])
	}
	return out, nil
}

// row is whether a row of the table of conditions exists, or another of its columns.
func (s *Study) row(ctx context.Context, c games.StudyColumn) (asker, Kind, error) {
	if s.game == nil || s.Def.Random != nil {
		return nil, "", faultf("ask for count, or for {holds: FORMULA}", "rows are those of one game in strategic form")
	}
	support, err := profileOf(s.game, c.Args[0])
	if err != nil {
		return nil, "", err
	}
	got, err := ask.Conditions.Run(ctx, s.game, nil, ask.Options{})
	if err != nil {
		return nil, "", err
	}
	table := got.(*answer.Conditions)
	what := answer.Exists
	if c.Is != "" {
		what = answer.Column(c.Is)
		if !slices.Contains(table.Columns, what) {
			var names []string
			for _, x := range table.Columns {
				names = append(names, string(x))
			}
			return nil, "", faultf("known here: "+strings.Join(names, ", "), "the table of conditions has no column %q", c.Is)
		}
	}
	var any []expr.Formula
	open, classes := !table.Complete, s.game.Exchangeable()
	for _, r := range table.Rows {
		if !sameSupports(r, support, classes) {
			continue
		}
		if f, ok := r.Condition(what); ok {
			any = append(any, f)
		}
		open = open || r.Open(what)
	}
	return func(_ context.Context, h *here) (cell, error) {
		yes := slices.ContainsFunc(any, func(f expr.Formula) bool { return f.Eval(h.point) })
		if !yes && open || !table.Undefined.IsFalse() && table.Undefined.Eval(h.point) {
			return unknownCell, nil
		}
		return cell{yes: yes}, nil
	}, Truth, nil
}

// sameSupports reports whether a row is about the supports, or stands for them because
// exchangeable players change places.
func sameSupports(r *answer.Row, support [][]int, classes [][]int) bool {
	if r.Multiplicity == 1 {
		return slices.EqualFunc(r.Support, support, slices.Equal)
	}
	of := func(class []int, supports [][]int) [][]int {
		var out [][]int
		for _, p := range class {
			out = append(out, supports[p])
		}
		slices.SortFunc(out, slices.Compare)
		return out
	}
	for _, class := range classes {
		if !slices.EqualFunc(of(class, r.Support), of(class, support), slices.Equal) {
			return false
		}
	}
	return true
}
