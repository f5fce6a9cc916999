package answer

import "brink/games"

// Files says what reading game files found.
type Files struct {
	Base
	Files []File
}

// File is a file that was read.
type File struct {
	Name string
	// Model is nil where there are errors.
	Model    games.Model
	Format   string
	Players  []string
	Profiles int // of pure actions; -1 when beyond an int, 0 outside the strategic form
	Problems []Problem
}

// Problem is a mistake in a file, or a warning.
type Problem struct {
	Severity              string
	Line, Column          int
	Summary, Detail, Hint string
}

// About is nil: the files are many.
func (f *Files) About() *games.Header { return nil }

// Faulty reports whether some file has errors.
func (f *Files) Faulty() bool {
	for _, x := range f.Files {
		if x.Model == nil {
			return true
		}
	}
	return false
}

type fileJSON struct {
	File     string        `json:"file"`
	OK       bool          `json:"ok"`
	Format   string        `json:"format,omitempty"`
	Players  int           `json:"players,omitempty"`
	Profiles int           `json:"profiles,omitempty"`
	Problems []problemJSON `json:"problems"`
}

type problemJSON struct {
	Severity string `json:"severity"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail,omitempty"`
	Hint     string `json:"hint,omitempty"`
}

// JSON has an object a file.
func (f *Files) JSON(Words) any {
	out := []fileJSON{}
	for _, x := range f.Files {
		j := fileJSON{x.Name, x.Model != nil, x.Format, len(x.Players), x.Profiles, []problemJSON{}}
		for _, p := range x.Problems {
			j.Problems = append(j.Problems, problemJSON(p))
		}
		out = append(out, j)
	}
	return out
}
