package main

import (
	"strings"

	"github.com/spf13/pflag"

	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/solver/study"
)

// studyPicture is what --plot draws of a study.
type studyPicture struct {
	file, column, over string
	tally              *study.Tally
}

func (p *studyPicture) flags(f *pflag.FlagSet) {
	f.StringVar(&p.file, "plot", "", "")
	f.StringVar(&p.column, "column", "", "")
	f.StringVar(&p.over, "over", "", "")
}

// counters are what counts the table for the summary, which stands beside the picture too;
// nil for neither.
func (p *studyPicture) counters(s *study.Study, summarise bool) (*study.Summary, error) {
	if p.file == "" {
		if p.column != "" || p.over != "" {
			return nil, usage("--column and --over say what --plot FILE draws: there is no --plot")
		}
		if !summarise {
			return nil, nil
		}
		return s.Summarise(), nil
	}
	if err := plot.CheckPath(p.file); err != nil {
		return nil, usage("--plot: %v", err)
	}
	var over []string
	for n := range strings.SplitSeq(p.over, ",") {
		if n = strings.TrimSpace(n); n != "" {
			over = append(over, n)
		}
	}
	var err error
	if p.tally, err = s.Picture(p.column, over); err != nil {
		return nil, usage("--plot: %v", err)
	}
	summary := s.Summarise()
	summary.Also(p.tally)
	return summary, nil
}

// drawStudy draws what was counted, if it was, and adds the picture to the summary.
func (a *app) drawStudy(doc *report.Document, p studyPicture) error {
	if p.tally == nil {
		return nil
	}
	f, err := p.tally.Figure()
	if err != nil {
		return usage("--plot: %v", err)
	}
	scene, err := plot.DrawFigure(a.words, f)
	return a.picture(doc, p.file, scene, err, a.words.FigureCaption(f), f)
}
