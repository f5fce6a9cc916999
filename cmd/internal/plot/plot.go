// Package plot draws answers: maps of parameter space, trees, learning over time,
// payoff sets, branches of quantal responses. Each kind is a function from a typed
// answer and the words of a language to a scene of package figure, which Save or
// figure.Encode turns into SVG, PDF, PNG or TikZ; no kind knows the format.
//
// Pictures are legible without colour vision and in grey, have their legends beside the
// data, and are the same bytes for the same answer. Coordinates are rounded; what the
// picture shows need not be.
package plot

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/output"
)

var (
	// ErrPath is wrapped by the errors about the file name of a picture.
	ErrPath = errors.New("cannot plot to this file")
	// ErrNoData is wrapped by the errors about input that leaves nothing to draw.
	ErrNoData = errors.New("nothing to plot")
)

// CheckPath reports whether a picture can be written to a file of this name, so that a
// command can refuse before it computes for long. The error says which name would do.
func CheckPath(path string) error {
	ext := filepath.Ext(path)
	stem := strings.TrimSuffix(path, ext)
	_, known := figure.FormatOf(path)
	switch {
	case known && strings.TrimSuffix(filepath.Base(path), ext) == "":
		return fmt.Errorf("%w: %q is only an ending; use %q", ErrPath, path, stem+"plot"+ext)
	case known || IsData(path):
		return nil
	case ext == "":
		return fmt.Errorf("%w: %q has no ending that tells the format; use %q or %q", ErrPath, path, path+".svg", path+".pdf")
	}
	return fmt.Errorf("%w: plots are SVG, PDF, PNG or TikZ, not %s; use %q or %q", ErrPath, ext, stem+".svg", stem+".pdf")
}

// IsData reports whether a file name is one of data instead of a picture.
func IsData(path string) bool {
	ext := strings.ToLower(filepath.Ext(path))
	return ext == ".json" || ext == ".csv"
}

// Save writes a scene to path, in the format that its ending says, and nowhere if path
// is "". It returns the scene as SVG, as pages embed it.
func Save(path string, s *figure.Scene) ([]byte, error) {
	if path != "" {
		if err := CheckPath(path); err != nil {
			return nil, err
		}
	}
	svg, err := figure.Encode(s, figure.SVG)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoData, err)
	}
	if bytes.Contains(svg, []byte("NaN")) || bytes.Contains(svg, []byte("Inf")) {
		return nil, fmt.Errorf("%w: a coordinate is no number", ErrNoData)
	}
	if path == "" {
		return svg, nil
	}
	out := svg
	if f, _ := figure.FormatOf(path); f != figure.SVG {
		if out, err = figure.Encode(s, f); err != nil {
			return nil, fmt.Errorf("%w: %w", ErrPath, err)
		}
	}
	if err := output.Write(path, out); err != nil {
		return nil, fmt.Errorf("writing the plot: %w", err)
	}
	return svg, nil
}
