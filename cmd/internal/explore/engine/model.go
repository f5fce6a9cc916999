package engine

import (
	"cmp"
	"fmt"
	"math/big"
	"path/filepath"
	"slices"
	"strings"

	"brink/games"
	"brink/games/expr"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
	"brink/solver/ask"
)

type number = big.Rat

// load reads the model that the request is about, with claims whose texts are wrong, as
// a page has them while one types: they are problems of the claims alone.
func (q *question) load() (games.Model, error) {
	f, err := q.file()
	if err != nil {
		return nil, err
	}
	q.called = q.req.Model
	if q.req.File != nil {
		q.called = cmp.Or(filepath.Base(f.Name), "game.yaml")
		if src, ok := models.Source(strings.TrimSuffix(f.Name, models.Extension)); ok && string(src) == f.Text {
			q.called = strings.TrimSuffix(f.Name, models.Extension)
		}
	}
	if q.last != nil && *q.last == *f {
		q.m = q.model
		return q.m, nil
	}
	got, diags := format.ReadClaims(cmp.Or(f.Name, "game.yaml"), []byte(f.Text), "")
	if got == nil {
		return nil, diags
	}
	q.last, q.model, q.warn, q.table = f, got.Model, diags, nil
	q.m = q.model
	return q.m, nil
}

// file is the game file of the request.
func (q *question) file() (*File, error) {
	if f := q.req.File; f != nil {
		if len(f.Text) > MaxFile {
			return nil, fmt.Errorf("%s is larger than %d MiB", cmp.Or(f.Name, "game.yaml"), MaxFile>>20)
		}
		return &File{f.Name, f.Text}, nil
	}
	src, ok := models.Source(q.req.Model)
	if !ok {
		return nil, fmt.Errorf("there is no built-in model %q\n\n%s", q.req.Model, expr.DidYouMean(q.req.Model, models.IDs()))
	}
	return &File{q.req.Model + models.Extension, string(src)}, nil
}

// command is the same question on the command line.
func (q *question) command(name string, flags ...string) string {
	parts := append([]string{"brink", name, quoted(q.called)}, flags...)
	if q.w.Language != "en" {
		parts = append(parts, "--lang", q.w.Language)
	}
	return strings.Join(parts, " ")
}

// sets are the values of the request as flags.
func (q *question) sets() []string {
	var out []string
	for _, name := range q.m.Head().FreeNames() {
		if v, ok := q.req.Point[name]; ok {
			out = append(out, "--set", quoted(name+"="+v))
		}
	}
	return out
}

// quoted is an argument as a shell takes it.
func quoted(s string) string {
	if s != "" && strings.IndexFunc(s, func(r rune) bool {
		return !strings.ContainsRune("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./=,:+", r)
	}) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

type sourceAnswer struct {
	common
	Name string `json:"name"`
	Text string `json:"text"`
}

// source is the file of a built-in model.
func (q *question) source() (any, error) {
	f, err := q.file()
	if err != nil {
		return nil, err
	}
	q.called = strings.TrimSuffix(f.Name, models.Extension)
	return sourceAnswer{common{Complete: true, Command: q.command("show") + " --file"}, f.Name, f.Text}, nil
}

type libraryAnswer struct {
	common
	Shelves []shelf `json:"shelves"`
	Models  []entry `json:"models"`
}

type shelf struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

type entry struct {
	ID      string     `json:"id"`
	Name    string     `json:"name"`
	Gist    string     `json:"gist,omitempty"`
	Shelves []string   `json:"shelves"`
	Kind    games.Kind `json:"kind"`
	Search  string     `json:"search"`
}

// library lists the built-in models.
func (q *question) library() (any, error) {
	var o struct {
		Models []string `json:"models"` // to list; nil for all
	}
	if err := q.options(&o); err != nil {
		return nil, err
	}
	l, err := ask.Library("", nil, q.ask())
	if err != nil {
		return nil, err
	}
	out := libraryAnswer{common: q.of(l, "brink models"), Shelves: []shelf{}, Models: []entry{}}
	for _, s := range models.Shelves() {
		out.Shelves = append(out.Shelves, shelf{s.Name, q.w.Shelf(s)})
	}
	for _, e := range l.Entries {
		if o.Models != nil && !slices.Contains(o.Models, e.Model.Head().ID) {
			continue
		}
		out.Models = append(out.Models, q.entry(e))
	}
	return out, nil
}

func (q *question) entry(e answer.Entry) entry {
	h := e.Model.Head()
	said := []string{h.ID, h.Name, h.Number, h.Gist, h.Place, h.Description}
	said = slices.Concat(said, h.Source, h.FreeNames())
	for _, zh := range []string{h.Name, h.Gist, h.Description} {
		said = append(said, h.Chinese[zh])
	}
	for _, c := range h.Claims {
		said = append(said, c.ID)
	}
	return entry{
		ID: h.ID, Name: cmp.Or(h.In(q.w.Language, h.Name), h.ID), Gist: strings.TrimSpace(h.In(q.w.Language, cmp.Or(h.Gist, h.Description))),
		Shelves: []string{h.Shelf}, Kind: e.Model.Kind(), Search: strings.ToLower(strings.Join(said, " ")),
	}
}
