package main

import "brink/cmd/internal/report"

// startProgress shows on standard error that work goes on, as --progress and
// --quiet allow. Call Done before anything else is written.
func (a *app) startProgress(label string) *report.Progress {
	mode, err := report.ParseProgress(a.progress)
	if err != nil || a.quiet {
		mode = report.ProgressNever
	}
	return report.NewProgress(a.err, mode, label)
}
