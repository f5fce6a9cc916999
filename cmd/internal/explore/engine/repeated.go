package engine

import (
	"fmt"

	"brink/games"
	"brink/solver/ask"
	"brink/solver/repeated"
)

type repeatedOptions struct {
	Discount string `json:"discount"` // where the file does not say how play is repeated
	Horizon  int    `json:"horizon"`
}

// repeated is what repeated play needs: conditions and critical discount factors.
func (q *question) repeated() (any, error) {
	m, err := q.load()
	if err != nil {
		return nil, err
	}
	var o repeatedOptions
	if err := q.options(&o); err != nil {
		return nil, err
	}
	g, ok := m.(*games.Game)
	if !ok {
		return nil, fmt.Errorf("%s is a game of the kind %s, to which this command does not apply", m.Head().ID, m.Kind())
	}
	if g, err = repeated.Repeat(g, o.Discount, o.Horizon); err != nil {
		return nil, err
	}
	at, err := q.point(g)
	if err != nil {
		return nil, err
	}
	a, err := ask.Repeated.Run(q.ctx, g, at, q.ask())
	if err != nil {
		return nil, err
	}
	flags := q.sets()
	if o.Discount != "" {
		flags = append(flags, "--discount", quoted(o.Discount))
	}
	if o.Horizon != 0 {
		flags = append(flags, "--horizon", fmt.Sprint(o.Horizon))
	}
	out := q.of(a, q.command("repeated", flags...))
	out.HTML, err = q.blocks(a)
	return out, err
}
