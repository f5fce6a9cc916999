package report

import (
	"math/big"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/solver/answer"
	"brink/solver/note"
)

// branches lists where each equilibrium exists as a parameter moves, whether it is
// strict there, and what it is.
func (w *Words) branches(a *answer.Branches) []Block {
	h := a.About()
	t := &Table{Header: []string{w.Say(sayEquilibrium), w.Say(sayFrom), w.Say(sayTo), w.Say(sayStrict), w.Say(sayStrategies), w.Say(sayPayoffs)}}
	for _, b := range a.Branches {
		r := a.Rows[b.Row]
		strict := w.Say(sayNo)
		if b.Strict {
			strict = w.Say(sayYes)
		}
		t.Rows = append(t.Rows, []Cell{Text(w.row(a.Players, r)), Text(b.From.String()), Text(b.To.String()), Text(strict), w.mixture(h, a.Players, r), w.Function(h, r.Payoffs...)})
	}
	for _, i := range a.Left {
		t.Notes = append(t.Notes, w.Say(sayNoBranchFormula, w.row(a.Players, a.Rows[i])))
	}
	t.Notes = append(append(t.Notes, w.vacuous(a)...), w.missing(a)...)
	return []Block{Paragraph{w.over(h.Params[a.Over].Name, h, a.Point, a.Fixed())}, t}
}

// over says which parameter varies, and at which values of the others.
func (w *Words) over(name string, h *games.Header, point []*big.Rat, fixed []algebra.Var) string {
	if len(fixed) == 0 {
		return w.Say(sayBranchesOver, name)
	}
	values := make([]string, len(fixed))
	for i, v := range fixed {
		values[i] = w.value(h.Params[v].Name, answer.Real{Rat: point[v]})
	}
	return w.Say(sayBranchesAt, name, values)
}

// BranchName names a row of the table behind branches.
func (w *Words) BranchName(a *answer.Branches, row int) string { return w.row(a.Players, a.Rows[row]) }

// BranchesCaption stands below the picture of branches.
func (w *Words) BranchesCaption() string { return w.Say(sayBranchesCaption) }

// figure names a picture where it is not shown: by its file and its caption.
func (w *Words) figure(x Image) string {
	out := strings.TrimSpace(w.Say(sayFigure, x.Path))
	if x.Caption == "" {
		return out
	}
	return w.Say(sayCaption, out, x.Caption)
}

// FigureCaption stands below the picture of a figure: what its kind shows.
func (w *Words) FigureCaption(f *answer.Figure) string {
	if c := "caption " + note.Code(f.Kind); w.Has(c) {
		return w.Say(c)
	}
	return w.Say(sayFigureCaption)
}

// IllustrationCaption is FigureCaption where no table stands beside the picture to say
// what of the answer is missing.
func (w *Words) IllustrationCaption(f *answer.Figure) string {
	return strings.Join(append([]string{w.FigureCaption(f)}, w.missing(f)...), w.Stop())
}

// FixedRemark says at which values of the other parameters a picture is, written as the
// caller writes them.
func (w *Words) FixedRemark(values string) string {
	if values == "" {
		return ""
	}
	return w.Say(sayOthersAt, values)
}
