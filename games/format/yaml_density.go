package format

import (
	"slices"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// densityHint shows how a private number is declared.
const densityHint = `write {c: {uniform: [0, 1]}}, or {c: {density: "2*z", in: z, range: "[0, 1]"}}`

// maxDensityDegree bounds the degree of a density.
const maxDensityDegree = 12

// typesOf reads the types of player p: names, or a number from a range.
func (d *decoder) typesOf(b *games.Bayesian, p int, e entry) {
	if !isDensity(e.value) {
		b.Types[p] = d.playerTypes(e)
		return
	}
	if b.Densities == nil {
		b.Densities = make([]*games.Density, len(b.Players))
	}
	number := algebra.Var(len(d.g.Params) + p)
	b.Types[p] = []games.Type{}
	if x, ok := d.density(e, number); ok {
		b.Densities[p] = x
		one := expr.Plain(algebra.FromInt(1))
		b.Types[p] = []games.Type{{Prob: &one, Attr: map[string]expr.Value{x.Attr: expr.Plain(algebra.FromPoly(algebra.Variable(number)))}}}
	}
}

// isDensity reports whether {NAME: {…}} declares a number, not a type.
func isDensity(n *yaml.Node) bool {
	if n.Kind != yaml.MappingNode {
		return false
	}
	for i := 1; i < len(n.Content); i += 2 {
		v := n.Content[i]
		for j := 0; v.Kind == yaml.MappingNode && j < len(v.Content); j += 2 {
			if k := v.Content[j].Value; k == "uniform" || k == "density" {
				return true
			}
		}
	}
	return false
}

// density reads {NAME: {uniform: [LOW, HIGH]}} or {NAME: {density: FORMULA, in: VARIABLE,
// range: "[LOW, HIGH]"}}; the formula then mentions the number.
func (d *decoder) density(e entry, number algebra.Var) (*games.Density, bool) {
	es, ok := d.entries(e.value, "a number that is drawn")
	if !ok {
		d.hintLast(densityHint)
		return nil, false
	}
	if len(es) != 1 {
		d.errorAtNode(e.value, densityHint, "found %s where one number with its distribution was expected", plural(len(es), "entry"))
		return nil, false
	}
	if !d.checkLabel(es[0].key, "a private number") {
		return nil, false
	}
	f := d.fields(es[0].value, "a distribution", "uniform", "density", "in", "range")
	if f == nil {
		d.hintLast(densityHint)
		return nil, false
	}
	out := &games.Density{Attr: es[0].key.Value}
	span, name := f["uniform"], f["in"]
	uniform := span.key != nil
	switch {
	case uniform && (f["density"].key != nil || name.key != nil || f["range"].key != nil):
		d.errorAtNode(es[0].value, densityHint, "found uniform: and another distribution")
		return nil, false
	case !uniform && f["density"].key == nil:
		d.errorAtNode(es[0].value, densityHint, "the distribution of %s is missing", out.Attr)
		return nil, false
	case !uniform && f["range"].key == nil:
		d.errorAtNode(es[0].value, densityHint, "the density of %s has no range", out.Attr)
		return nil, false
	case !uniform:
		span = f["range"]
	}
	variable := out.Attr
	if name.key != nil {
		if variable, ok = d.text(name, "the name of a variable"); !ok {
			return nil, false
		}
		if _, taken := d.scope.values[variable]; taken || !expr.ValidName(variable) {
			d.errorAtNode(name.value, "use a name that nothing else has", "%q cannot be the variable of the density", abbreviate(variable))
			return nil, false
		}
	}
	before := d.errorCount()
	x := expr.Plain(algebra.FromPoly(algebra.Variable(number)))
	shadowed, had := d.scope.values[variable]
	d.scope.values[variable] = x
	p := games.Parameter{Name: variable, Within: expr.True()}
	low, high := d.interval(&p, span.value)
	density, dense := expr.Value{}, false
	if !uniform && d.errorCount() == before {
		density, dense = d.value(f["density"].value, d.scope)
	}
	delete(d.scope.values, variable)
	if had {
		d.scope.values[variable] = shadowed
	}
	if d.errorCount() > before {
		return nil, false
	}
	if low == nil || high == nil {
		d.errorAtNode(span.value, densityHint, "the range of %s has no end; types come from a bounded one", out.Attr)
		return nil, false
	}
	out.Low, out.High, out.Range = low.At, high.At, p.Range
	for _, end := range []expr.Value{out.Low, out.High} {
		if r, ok := end.Ratio(); !ok || r.Num().Has(number) || r.Den().Has(number) {
			d.errorAtNode(span.value, "write a number or a formula without cases", "the ends of the range of %s are not plain formulas over the parameters", out.Attr)
			return nil, false
		}
	}
	d.domain = append(d.domain, out.Low.Compare(expr.LT, out.High))
	if uniform {
		lo, _ := out.Low.Ratio()
		hi, _ := out.High.Ratio()
		width := hi.Sub(lo)
		if width.IsZero() {
			d.errorAtNode(span.value, densityHint, "the range of %s is a point", out.Attr)
			return nil, false
		}
		out.At = expr.Plain(width.Inv())
		return out, true
	}
	r, plain := density.Ratio()
	if !dense || !plain || r.Den().Has(number) || r.Num().Degree(number) > maxDensityDegree {
		d.errorAtNode(f["density"].value, densityHint, "the density of %s is not a polynomial of degree %d or less in %s", out.Attr, maxDensityDegree, variable)
		return nil, false
	}
	out.At = density
	total := out.Moment(number, 0, out.High)
	if f := total.Compare(expr.EQ, expr.Plain(algebra.FromInt(1))); f.IsFalse() {
		t, _ := total.Ratio()
		d.errorAtNode(es[0].value, "a density integrates to 1", "the density of %s integrates to %s over its range", out.Attr, d.g.Printer().Ratio(t))
		return nil, false
	} else if !f.IsTrue() {
		d.domain = append(d.domain, f)
	}
	return out, true
}

// onlyNumbers reports types by name beside types that are numbers.
func (d *decoder) onlyNumbers(b *games.Bayesian, e, joint entry) {
	if joint.key != nil {
		d.errorAtNode(joint.key, "leave it out", "types that are numbers are independent: they have no joint prior")
	}
	for p, ts := range b.Types {
		if b.Densities[p] == nil && len(ts) > 1 {
			d.errorAtNode(e.key, "let all private types be numbers from ranges, or list the types of all", "%s has types by name beside types of others that are numbers", b.Players[p].Name)
		}
	}
}

// global reads {theta: {uniform: [-1, 1]}}, what all observe with vanishing noise.
func (d *decoder) global(b *games.Bayesian, e entry) {
	if b.Common != nil {
		d.errorAtNode(e.key, "keep one of them", "the global number is declared twice")
		return
	}
	x, ok := d.density(e, algebra.Var(len(d.g.Params)))
	if !ok {
		return
	}
	if _, taken := d.scope.values[x.Attr]; taken {
		d.errorAtNode(e.key, "rename it", "the name %q is taken", abbreviate(x.Attr))
		return
	}
	b.Common = x
	d.scope.values[x.Attr] = expr.Plain(algebra.FromPoly(algebra.Variable(algebra.Var(len(d.g.Params)))))
}

// inNumbers reports payoffs that are not polynomials in the numbers that types are.
func (d *decoder) inNumbers(b *games.Bayesian, key *yaml.Node) {
	for p, ts := range b.Types {
		if b.Common != nil && len(ts) > 1 {
			d.errorAtNode(key, "leave out one of them", "%s has private types beside the global number", b.Players[p].Name)
			return
		}
	}
	number := func(v algebra.Var) bool { return v >= len(d.g.Params) }
	for _, by := range b.Payoffs {
		for _, list := range by {
			for _, v := range list {
				for _, c := range v.Cases {
					if slices.ContainsFunc(c.When.Vars(), number) || slices.ContainsFunc(c.Is.Den().Vars(), number) {
						d.errorAtNode(key, "let payoffs be polynomials in the numbers that types are", "a payoff has cases by a private number, or divides by one")
						return
					}
				}
			}
		}
	}
}

// orNode is the first node that is there.
func orNode(a, b *yaml.Node) *yaml.Node {
	if a != nil {
		return a
	}
	return b
}
