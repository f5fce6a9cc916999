package ask

import (
	"context"
	"fmt"
	"strings"

	"golang.org/x/sync/errgroup"

	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/answer"
)

// Library reads the built-in models, all or those of one shelf. An error lists the
// shelves there are.
func Library(shelf string, opt Options) (*answer.Library, error) {
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
	for _, m := range all {
		if shelf == "" || m.Head().Shelf == shelf {
			out.Entries = append(out.Entries, answer.Entry{Model: m, Players: Players(m)})
		}
	}
	if len(out.Entries) == 0 {
		return nil, fmt.Errorf("there is no shelf %q\n\nshelves: %s", shelf, strings.Join(Shelves(), ", "))
	}
	return out, nil
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
func File(name string, data []byte, from format.Format) (answer.File, format.Diagnostics) {
	f, diags := format.Read(name, data, from)
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
