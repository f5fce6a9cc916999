package format

import (
	"slices"

	"brink/games"
)

// integers reads integers: [n, k], parameters that are whole numbers: claims about
// them are decided for these, while conditions hold for all reals of their ranges.
func (d *decoder) integers(e entry) {
	if e.key == nil {
		return
	}
	names := d.g.FreeNames()
	parts, _ := d.list(e.value, "parameters", true)
	for _, n := range parts {
		v := slices.Index(names, n.Value)
		switch {
		case v < 0:
			d.errorAtNode(n, suggest(n.Value, names), "%q is not a parameter", abbreviate(n.Value))
		case slices.Contains(d.g.Whole, v):
			d.errorAtNode(n, "", "%q is given twice", abbreviate(n.Value))
		default:
			d.whole(v)
		}
	}
}

// whole notes that a parameter is a whole number.
func (d *decoder) whole(v int) {
	if !slices.Contains(d.g.Whole, v) {
		d.g.Whole = append(d.g.Whole, v)
	}
	if p := d.g.Params[v]; p.Default != nil && !p.Default.IsInt() {
		d.errorAtNode(d.scope.nodes[v], "give a whole number", "the default of the whole number %s is %s", p.Name, games.ExactRat(p.Default).Text)
	}
}
