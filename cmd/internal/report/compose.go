package report

import (
	"context"
	"errors"
	"fmt"
	"math/big"

	"brink/games"
	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/note"
)

// Show says how answers are to be shown; the zero value is useful.
type Show struct {
	KnifeEdges bool // rows that exist only on a set of measure zero
	// Figures draws the figures of a dossier; nil for none.
	Figures func(*answer.Dossier) ([]Image, error)
	// Columns are those of conditions that are shown, beside the row's name; nil for all.
	Columns []string
	// AllStrategies shows the rows of large trees with the same outcome apart.
	AllStrategies bool
}

// Compose makes a document of the answers to one question about one game or
// several: in a format with tables their tables, else what the format writes. Without
// a title it is called after the game.
func Compose(w *Words, f Format, title note.Code, answers []answer.Answer, show Show) (*Document, error) {
	doc := &Document{Title: w.Say(title), Words: w}
	switch {
	case f == FormatNE:
		return doc, doc.profiles(answers)
	case f == FormatKnown:
		return doc, doc.known(answers)
	case f == FormatBibTeX:
		doc.bibliography(answers)
		return doc, nil
	case !f.Tables():
		doc.compose(answers)
		return doc, nil
	}
	for i, a := range answers {
		if len(answers) > 1 {
			_, turn := a.(*answer.Dossier)
			doc.Blocks = append(doc.Blocks, Heading{Text: w.statement(a.About()), Turn: turn && i > 0})
		} else if h := a.About(); h != nil && title == "" {
			doc.Title = w.nameOf(h)
		} else if h != nil {
			doc.Title = w.Say(sayTitle, doc.Title, w.nameOf(h))
		}
		blocks, err := w.Blocks(a, show)
		if err != nil {
			return nil, err
		}
		if len(answers) > 1 {
			deepen(blocks)
		}
		doc.Blocks = append(doc.Blocks, blocks...)
	}
	return doc, nil
}

// deepen lowers the sections of an answer under the heading of its own.
func deepen(blocks []Block) {
	for i, b := range blocks {
		if h, ok := b.(Heading); ok {
			h.Level++
			blocks[i] = h
		}
	}
}

// compose sets what the formats without tables write. The words in JSON are
// English whatever the language of the reader.
func (d *Document) compose(answers []answer.Answer) {
	all := make([]any, len(answers))
	for i, a := range answers {
		all[i] = a.JSON(English().Note)
	}
	if d.JSON = any(all); len(all) == 1 {
		d.JSON = all[0]
	}
}

// equilibria is an answer that Gambit's lines have a form for; rounded has the
// positions, from 1, of what had to be rounded for it.
type equilibria interface {
	Profiles() (list [][][]*big.Rat, rounded []int)
}

// profiles sets what Gambit's lines write.
func (d *Document) profiles(answers []answer.Answer) error {
	d.NE = [][]Profile{}
	for _, a := range answers {
		e, ok := a.(equilibria)
		if !ok {
			return fmt.Errorf("%w: --format ne is for brink solve", ErrNoForm)
		}
		list, rounded := e.Profiles()
		if list == nil {
			return fmt.Errorf("%w: %s: its strategic form is too large for --format ne", ErrNoForm, a.About().ID)
		}
		d.NE = append(d.NE, list)
		for _, k := range rounded {
			d.Warnings = append(d.Warnings, d.words().Say(sayRounded, a.About().ID, k, answer.RoundedDigits))
		}
	}
	return nil
}

// known sets the sections of game files.
func (d *Document) known(answers []answer.Answer) error {
	d.Known = []string{}
	for _, a := range answers {
		k, err := ask.KnownOf(context.Background(), a)
		if errors.Is(err, ask.ErrNoKnown) {
			return fmt.Errorf("%w: --format known is for brink solve, where equilibria are listed one by one", ErrNoForm)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", a.About().ID, err)
		}
		d.Known = append(d.Known, format.WriteKnown([]games.Known{k}))
	}
	return nil
}

// Blocks shows an answer. An answer is one file with its tables, and one line here.
func (w *Words) Blocks(a answer.Answer, show Show) ([]Block, error) {
	switch a := a.(type) {
	case *answer.Conditions:
		return w.conditions(a, show), nil
	case *answer.Solution:
		return w.solution(a), nil
	case *answer.Stationary:
		return w.stationary(a), nil
	case *answer.Orbits:
		return w.orbits(a), nil
	case *answer.Behaviour:
		return w.behaviour(a), nil
	case *answer.Plans:
		return w.plans(a), nil
	case *answer.Repeated:
		return w.repeated(a), nil
	case *answer.Description:
		return w.description(a), nil
	case *answer.Play:
		return w.fictitiousPlay(a), nil
	case *answer.Trajectory:
		return w.trajectory(a), nil
	case *answer.Logit:
		return w.logit(a), nil
	case *answer.Population:
		return w.population(a), nil
	case *answer.Verdicts:
		return w.verdicts(a), nil
	case *answer.Regions:
		return w.regions(a), nil
	case *answer.Map:
		return w.pieces(a), nil
	case *answer.Figure:
		return w.figureData(a), nil
	case *answer.Tracks:
		return w.tracks(a), nil
	case *answer.Branches:
		return w.branches(a), nil
	case *answer.Equilibria:
		return w.equilibria(a, show), nil
	case *answer.StudyStatus:
		return w.studyStatus(a), nil
	case *answer.StudySummary:
		return w.studySummary(a), nil
	case *answer.Library:
		return w.library(a), nil
	case *answer.Files:
		return w.files(a), nil
	case *answer.Sheet:
		return w.sheet(a)
	case *answer.Dossier:
		return w.dossier(a, show)
	case *answer.Conversion:
		if g, ok := a.Model.(*games.Game); ok && a.Drawn {
			return []Block{w.payoffTable(g)}, nil
		}
	}
	return nil, fmt.Errorf("%w: no table shows a %T", ErrNoForm, a)
}

// vacuous says that the assumptions contradict each other, where they do.
func (w *Words) vacuous(a answer.Answer) []string {
	if !a.Vacuous() {
		return nil
	}
	return []string{w.Say(sayImpossible)}
}

// missing lists the reasons why an answer is not complete, as notes of a table.
func (w *Words) missing(a answer.Answer) []string {
	var out []string
	for _, n := range a.Why() {
		out = append(out, w.Say(sayMissing, n))
	}
	return out
}
