package ask

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
)

// Library reads the built-in models, all or those of one shelf, in which every one of
// some words is found, in English or in Chinese. Those that are about the statements of
// a text come first, in its order. An error lists the shelves there are.
func Library(shelf string, words []string, opt Options) (*answer.Library, error) {
	ids := models.IDs()
	all := make([]games.Model, len(ids))
	var tasks errgroup.Group
	tasks.SetLimit(max(1, opt.Workers))
	for i, id := range ids {
		tasks.Go(func() error {
			src, _ := models.Source(id)
			f, diags := format.Read(id+models.Extension, src, format.YAML)
			if diags.HasErrors() {
				return fmt.Errorf("%w: built-in model %s: %w", ErrSelfCheck, id, diags)
			}
			all[i] = f.Model
			return nil
		})
	}
	if err := tasks.Wait(); err != nil {
		return nil, err
	}
	out := &answer.Library{Base: answer.Base{Complete: true}}
	slices.SortStableFunc(all, func(a, b games.Model) int { return cmp.Compare(rank(a), rank(b)) })
	stands := false
	for _, m := range all {
		if shelf != "" && m.Head().Shelf != shelf {
			continue
		}
		stands = true
		if mentions(m.Head(), words) {
			out.Entries = append(out.Entries, answer.Entry{Model: m, Players: Players(m)})
		}
	}
	cite(out)
	if stands && len(out.Entries) == 0 {
		return nil, fmt.Errorf("no model mentions %s\n\ntry fewer words, or other forms of them", strings.Join(words, " and "))
	}
	if len(out.Entries) == 0 {
		return nil, fmt.Errorf("there is no shelf %q\n\nshelves: %s", shelf, strings.Join(Shelves(), ", "))
	}
	return out, nil
}

// cite adds the works that the models of a list cite, in their claims too.
func cite(l *answer.Library) {
	var all []string
	for i := range l.Entries {
		e := &l.Entries[i]
		h := e.Model.Head()
		sources := slices.Clone(h.Source)
		for _, c := range h.Claims {
			sources = append(sources, c.Source...)
		}
		for _, w := range models.Cited(sources) {
			e.Works = append(e.Works, w.Key)
		}
		all = append(all, sources...)
	}
	for _, w := range models.Cited(all) {
		l.Works = append(l.Works, answer.Work{Key: w.Key, BibTeX: w.BibTeX})
	}
}

// rank is where a model stands on its shelf.
func rank(m games.Model) string { return cmp.Or(m.Head().Number, "~") }

// mentions reports whether every word is found in what the file of a model says, in any
// language and whatever the case.
func mentions(h *games.Header, words []string) bool {
	said := []string{h.ID, h.Name, h.Description, h.Number, h.Place, h.Gist}
	said = slices.Concat(said, h.Source, h.Notes, h.Adds, h.See)
	for _, c := range h.Claims {
		said = append(append(said, c.ID, c.Says), c.Source...)
	}
	for _, p := range h.Free() {
		said = append(said, p.Name, p.Description)
	}
	for _, zh := range h.Chinese {
		said = append(said, zh)
	}
	text := strings.ToLower(strings.Join(said, "\n"))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, strings.ToLower(w)) })
}

// Shelves lists the names of the library's shelves.
func Shelves() []string {
	var out []string
	for _, s := range models.Shelves() {
		out = append(out, s.Name)
	}
	return out
}

// Sheet tells all that is known of a model without numbers, of an extensive game as a
// tree. The caller calls it by a name of his own, such as that of its file.
func Sheet(ctx context.Context, m games.Model, called string, opt Options) (*answer.Sheet, error) {
	if g, ok := m.(*games.Game); ok && g.Extensive != nil {
		t := g.Tree()
		if h, bad := t.RecallFault(); bad {
			return nil, fmt.Errorf("at %q a player does not know what she knew or did earlier: conditions are for perfect recall", t.Sets[h].Name)
		}
		m = t
	}
	t, err := Conditions.Run(ctx, m, nil, opt)
	if err != nil {
		return nil, err
	}
	out := &answer.Sheet{Base: answer.Base{Model: m, Complete: t.Finished(), Reasons: t.Why(), Contradictory: t.Vacuous()}, Called: called, Conditions: t}
	if g, ok := m.(*games.Game); ok {
		out.Players = g.Players
		return out, nil
	}
	for _, name := range Players(m) {
		out.Players = append(out.Players, games.Player{Name: name})
	}
	return out, nil
}

// File reads a file for its problems.
func File(ctx context.Context, name string, data []byte, from format.Format) (answer.File, format.Diagnostics) {
	f, diags := format.Within(ctx).Read(name, data, from)
	out := answer.File{Name: name}
	for _, d := range diags {
		out.Problems = append(out.Problems, answer.Problem{Severity: d.Severity.String(), Line: d.Line, Column: d.Column, Summary: d.Summary, Detail: d.Detail, Hint: d.Hint})
	}
	if diags.HasErrors() {
		return out, diags
	}
	out.Model, out.Format, out.Players = f.Model, string(f.Format), Players(f.Model)
	if f.Game != nil {
		out.Profiles = f.Game.Profiles(games.MaxPayoffs)
	}
	return out, diags
}
