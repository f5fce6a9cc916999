// Package explore is the page of brink: a folder of static files that computes in the
// reader's browser. Serve gives it on loopback, Export writes it for any server of files;
// both open no other connection, and neither computes anything for the page but the
// answers that it opens with.
//
// The files are built from web/ and cmd/wasm (node web/build.mjs) and embedded.
package explore

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"brink/cmd/internal/explore/engine"
	"brink/games/models"
)

//go:embed all:assets
var assets embed.FS

// Start says what the page opens with; the zero value leaves it to the page.
type Start struct {
	Model  string       `json:"model,omitempty"` // a built-in one
	File   *engine.File `json:"file,omitempty"`  // in place of a model
	Lang   string       `json:"lang,omitempty"`
	Models []string     `json:"-"` // that the page offers; nil for all
}

// File is a file of the page.
type File struct {
	Name string // relative, as it is in URLs
	Type string // for browsers
	Data []byte
}

// engineFile is the engine as WebAssembly, compressed.
const engineFile = "engine.bin"

// ErrNotBuilt says that this program was compiled without the page.
var ErrNotBuilt = errors.New("this program was compiled without its page\n\nnode web/build.mjs builds it; CONTRIBUTING.md says how")

// Built reports whether the page is in this program.
func Built() bool {
	_, err := fs.Stat(assets, "assets/"+engineFile)
	return err == nil
}

// Files lists all files of the page, with what it opens with.
func Files(ctx context.Context, s Start) ([]File, error) {
	out, err := built()
	if err != nil {
		return nil, err
	}
	made, err := opening(ctx, s)
	return append(out, made...), err
}

// built lists the files that are the same for every site.
func built() ([]File, error) {
	if !Built() {
		return nil, ErrNotBuilt
	}
	var out []File
	err := fs.WalkDir(assets, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		data, err := assets.ReadFile(name)
		name = strings.TrimPrefix(name, "assets/")
		if !isMade(name) {
			out = append(out, File{name, typeOf(name), data})
		}
		return err
	})
	return out, err
}

// Names of the files that are made for each site.
const (
	configFile = "config.json"
	startFile  = "start.json"
)

func libraryFile(lang string) string { return "library." + lang + ".json" }

// isMade reports whether a file is made for each site.
func isMade(name string) bool {
	return name == configFile || name == startFile || strings.HasPrefix(name, "library.")
}

// typeOf is the type of a file by its ending.
func typeOf(name string) string {
	switch path.Ext(name) {
	case ".html":
		return "text/html; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".json":
		return "application/json"
	case ".txt":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// seed is a question and the engine's answer to it.
type seed struct {
	Request map[string]any  `json:"request"`
	Answer  json.RawMessage `json:"answer"`
}

// firstModel is what the page opens with where nothing else is asked for.
const firstModel = "first-strike"

// startBudget bounds the work for one answer that the page opens with, in milliseconds.
const startBudget = 2000

// opening makes the configuration of the page, and the answers that it shows before its
// engine is there: the list of models, the file that it opens with, its parameters and
// its table. They are those of the same engine. What takes long is left to the page.
func opening(ctx context.Context, s Start) ([]File, error) {
	config, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	if s.Model == "" && s.File == nil {
		s.Model = firstModel
	}
	out := []File{{configFile, typeOf(configFile), config}}
	file := s.File
	if src, ok := models.Source(s.Model); ok {
		file = &engine.File{Name: s.Model + models.Extension, Text: string(src)}
	}
	var e engine.Engine
	var seeds []seed
	for _, lang := range []string{"en", "zh"} {
		list, _ := answerTo(ctx, &e, map[string]any{"question": "library", "lang": lang, "options": map[string]any{"models": s.Models}})
		if list == nil {
			return nil, fmt.Errorf("the list of models could not be made")
		}
		out = append(out, File{libraryFile(lang), typeOf(startFile), list})
		if s.Model != "" {
			seeds = ask(ctx, &e, seeds, map[string]any{"question": "model", "lang": lang, "model": s.Model})
		}
		if file == nil {
			continue
		}
		for _, q := range []string{"describe", "conditions"} {
			seeds = ask(ctx, &e, seeds, map[string]any{"question": q, "lang": lang, "file": file})
		}
	}
	start, err := json.Marshal(map[string]any{"answers": append([]seed{}, seeds...)})
	return append(out, File{startFile, typeOf(startFile), start}), err
}

// ask adds a question with its answer, where there is one within the budget.
func ask(ctx context.Context, e *engine.Engine, seeds []seed, req map[string]any) []seed {
	got, complete := answerTo(ctx, e, req)
	if !complete {
		return seeds
	}
	delete(req, "budget_ms")
	return append(seeds, seed{req, got})
}

// answerTo is the engine's answer, nil for a refusal, and whether it is complete.
func answerTo(ctx context.Context, e *engine.Engine, req map[string]any) (got json.RawMessage, complete bool) {
	req["budget_ms"] = startBudget
	b, err := json.Marshal(req)
	if err != nil {
		return nil, false
	}
	var reply struct {
		OK     bool            `json:"ok"`
		Answer json.RawMessage `json:"answer"`
	}
	if err := json.Unmarshal(e.Answer(ctx, b, nil), &reply); err != nil || !reply.OK {
		return nil, false
	}
	var said struct {
		Complete bool `json:"complete"`
	}
	return reply.Answer, json.Unmarshal(reply.Answer, &said) == nil && said.Complete
}
