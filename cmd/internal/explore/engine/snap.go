package engine

import (
	"fmt"
	"slices"

	"brink/solver/answer"
	"brink/solver/ask"
)

type snapAnswer struct {
	common
	Values []boundary `json:"values"`
}

// boundary is a value of the parameter at which rows begin or cease to exist.
type boundary struct {
	Value  string   `json:"value,omitempty"` // where it is rational
	Text   string   `json:"text"`
	Approx string   `json:"approx"`
	Rows   []string `json:"rows"`
}

// snapDigits is the precision of decimals beside exact values.
const snapDigits = 12

// snap lists the boundaries along one parameter, the others at the point.
func (q *question) snap() (any, error) {
	var o struct {
		Param string `json:"param"`
	}
	if err := q.options(&o); err != nil {
		return nil, err
	}
	a, err := q.conditionTable()
	if err != nil {
		return nil, err
	}
	h := a.About()
	v := slices.Index(h.FreeNames(), o.Param)
	if v < 0 {
		return nil, fmt.Errorf("%q is not a parameter of %s", o.Param, h.ID)
	}
	p, err := q.place(h)
	if err != nil {
		return nil, err
	}
	out := snapAnswer{common: common{Complete: a.Finished(), Command: q.command("conditions", q.sets()...)}, Values: []boundary{}}
	if p.point == nil || len(h.Terms()) > 0 { // terms move with the parameter
		out.Complete = false
		return out, nil
	}
	boundaries, err := ask.Boundaries(q.ctx, a, p.point, v)
	if err != nil {
		return nil, err
	}
	for _, b := range boundaries {
		x := boundary{Text: b.Value.String(), Approx: decimal(b.Value)}
		if b.Value.Rat != nil {
			x.Value = b.Value.Rat.RatString()
		}
		for _, r := range b.Rows {
			x.Rows = append(x.Rows, rowID(r, r))
		}
		out.Values = append(out.Values, x)
	}
	return out, nil
}

func decimal(x answer.Real) string { return x.Round(snapDigits).FloatString(snapDigits) }
