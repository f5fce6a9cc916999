package format

import (
	"slices"
	"strings"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// maxTypeProfiles bounds the type profiles, and with the action profiles the
// payoffs that are computed.
const maxTypeProfiles = 1 << 12

func (d *decoder) bayesianForm(f map[string]entry) games.Model {
	b := &games.Bayesian{}
	d.readPlayers(f["players"])
	b.Players = d.g.Players
	if !d.ok {
		return b
	}
	if e := f["types"]; e.key != nil {
		d.types(b, e)
	} else {
		d.alone(b)
	}
	if e := f["global"]; e.key != nil {
		d.global(b, e)
	}
	if b.Common != nil && b.Densities != nil {
		d.errorAtNode(orNode(f["global"].key, f["types"].key), "keep one of them", "found a global number beside private ones")
	}
	if d.diags.HasErrors() {
		return b
	}
	if b.Common != nil {
		defer delete(d.scope.values, b.Common.Attr)
	}
	from := len(d.domain)
	shape := b.TypeShape()
	k := 1
	for _, n := range shape {
		if k *= n; k > maxTypeProfiles {
			d.errorAtNode(orNode(f["types"].key, f["global"].key), "", "the players have too many profiles of types: at most %d are read", maxTypeProfiles)
			return b
		}
	}
	games.EachIndex(shape, func(_ int, at []int) {
		if d.diags.HasErrors() {
			return // what is wrong at one profile of types is wrong at others
		}
		b.Payoffs = append(b.Payoffs, d.payoffTable(f["payoffs"], b.Players, &typed{b.Types, at}))
	})
	if !d.diags.HasErrors() {
		d.split(from) // what divides by a private number is reported
		d.inNumbers(b, f["payoffs"].key)
	}
	b.Defined = expr.And(d.domain...)
	return b
}

// types reads the types of the players and their prior.
func (d *decoder) types(b *games.Bayesian, e entry) {
	b.Types = make([][]games.Type, len(b.Players))
	es, ok := d.entries(e.value, "types")
	if !ok {
		return
	}
	var joint, each entry
	for _, t := range es {
		switch p := d.playerIndex(t.key.Value); {
		case p >= 0:
			d.typesOf(b, p, t)
		case t.key.Value == "each":
			each = t
		case t.key.Value == "prior":
			joint = t
		case t.key.Value == "global":
			d.global(b, t)
		default:
			d.errorAtNode(t.key, suggest(t.key.Value, append(d.playerNames(), "prior", "each", "global")), "%q is not a player", abbreviate(t.key.Value))
		}
	}
	for p := range b.Types {
		if b.Types[p] == nil && each.key != nil && !d.diags.HasErrors() {
			d.typesOf(b, p, each) // what is wrong for one is wrong for all
		}
	}
	d.alone(b)
	if d.diags.HasErrors() {
		return
	}
	if b.Densities != nil {
		d.onlyNumbers(b, e, joint)
	}
	if joint.key != nil {
		d.jointPrior(b, joint)
		return
	}
	games.EachIndex(b.TypeShape(), func(_ int, at []int) {
		prob := expr.Plain(algebra.FromInt(1))
		for p, t := range at {
			if b.Types[p][t].Prob == nil {
				continue // reported
			}
			var err error
			if prob, err = prob.Combine(*b.Types[p][t].Prob, func(a, b algebra.Ratio) (algebra.Ratio, error) { return a.Mul(b), nil }); err != nil && !d.diags.HasErrors() {
				d.errorAtNode(e.key, "", "the prior: %v", err)
			}
		}
		b.Prior = append(b.Prior, prob)
	})
	for p, ts := range b.Types {
		var ps []expr.Value
		for _, t := range ts {
			if t.Prob == nil {
				d.errorAtNode(e.key, "give every type prob:, or all of them a prior:", "the type %s of %s has no probability", t.Name, b.Players[p].Name)
				return
			}
			ps = append(ps, *t.Prob)
		}
		if len(ts) > 1 {
			d.distribution(e.key, ps)
		}
	}
}

// alone gives players about whom nothing is private their one type, and where nobody
// has private types the prior.
func (d *decoder) alone(b *games.Bayesian) {
	one := expr.Plain(algebra.FromInt(1))
	if b.Types == nil {
		b.Types = make([][]games.Type, len(b.Players))
		b.Prior = []expr.Value{one}
	}
	for p := range b.Types {
		if b.Types[p] == nil {
			b.Types[p] = []games.Type{{Prob: &one}}
		}
	}
}

// playerTypes reads {NAME: {prob: …, ATTRIBUTE: …}, …}.
func (d *decoder) playerTypes(e entry) []games.Type {
	es, ok := d.entries(e.value, "the types of a player")
	if !ok {
		return []games.Type{}
	}
	out := []games.Type{}
	for _, t := range es {
		if !d.checkLabel(t.key, "a type") {
			continue
		}
		ty := games.Type{Name: t.key.Value, Attr: make(map[string]expr.Value)}
		attrs, ok := d.entries(t.value, "a type")
		if !ok {
			d.hintLast("write {prob: 1/2, …}, and whatever payoffs use as own(…)")
			continue
		}
		for _, a := range attrs {
			v, ok := d.value(a.value, d.scope)
			if !ok {
				continue
			}
			if a.key.Value == "prob" {
				ty.Prob = &v
				continue
			}
			if d.checkLabel(a.key, "an attribute") {
				ty.Attr[a.key.Value] = v
			}
		}
		out = append(out, ty)
	}
	if len(out) == 0 && !d.diags.HasErrors() {
		d.errorAtNode(e.key, "", "found no types")
	}
	return out
}

// hintLast gives the last message a hint if it has none.
func (d *decoder) hintLast(text string) {
	if k := len(d.diags) - 1; k >= 0 && d.diags[k].Hint == "" {
		d.diags[k].Hint = text
	}
}

// jointPrior reads {"tough weak": 1/3, …}: the types in player order.
func (d *decoder) jointPrior(b *games.Bayesian, e entry) {
	es, ok := d.entries(e.value, "the prior")
	if !ok {
		return
	}
	shape := b.TypeShape()
	total := 1
	for _, n := range shape {
		if total *= n; total > maxTypeProfiles {
			d.errorAtNode(e.key, "", "the players have too many profiles of types: at most %d are read", maxTypeProfiles)
			return
		}
	}
	b.Prior = make([]expr.Value, total)
	given := make([]bool, total)
	for i := range b.Prior {
		b.Prior[i] = expr.Plain(algebra.Ratio{})
	}
	// Players with one type need not be mentioned.
	var named []int
	for p, n := range shape {
		if n > 1 {
			named = append(named, p)
		}
	}
	for _, t := range es {
		words := strings.Fields(t.key.Value)
		if len(words) != len(named) {
			d.errorAtNode(t.key, "write the types in player order, with a space between", "found %s where %d, one for each player with private types, were expected", plural(len(words), "type"), len(named))
			return
		}
		index := 0
		at := make([]int, len(shape))
		for k, p := range named {
			names := make([]string, shape[p])
			for j, ty := range b.Types[p] {
				names[j] = ty.Name
			}
			if at[p] = slices.Index(names, words[k]); at[p] < 0 {
				d.errorAtNode(t.key, suggest(words[k], names), "%q is not a type of %s", abbreviate(words[k]), b.Players[p].Name)
				return
			}
		}
		for p, n := range shape {
			index = index*n + at[p]
		}
		if given[index] {
			d.errorAtNode(t.key, "", "the prior gives %q twice", abbreviate(t.key.Value))
			return
		}
		given[index] = true
		if v, ok := d.value(t.value, d.scope); ok {
			b.Prior[index] = v
		}
	}
	d.distribution(e.key, b.Prior)
}

// bayesianClaim checks the predicates of games with types.
func bayesianClaim(d *decoder, c *expr.Compiler, n *expr.Node, of games.Predicate) (number bool, err *expr.Error) {
	b, _ := d.model.(*games.Bayesian)
	switch n.Text {
	case "bne", "every_bne":
		var places []claimPlace
		each := make(map[string]bool)
		for p, pl := range b.Players {
			places = append(places, claimPlace{pl.Name, pl.Actions}, claimPlace{"each", pl.Actions})
			for _, t := range b.Types[p] {
				if t.Name != "" {
					places = append(places, claimPlace{pl.Name + "." + t.Name, pl.Actions})
					if !each[t.Name] {
						places = append(places, claimPlace{"each." + t.Name, pl.Actions})
						each[t.Name] = true
					}
				}
			}
		}
		return of.Number, checkDemands(c, n, "type", places)
	case "chance":
		if err := oneOf(c.Src, n, of, 2, 0, "a player", d.playerNames()); err != nil {
			return of.Number, err
		}
		p := d.playerIndex(nodeName(c.Src, n.Args[0]))
		return of.Number, oneOf(c.Src, n, of, 2, 1, "an action of "+b.Players[p].Name, b.Players[p].Actions)
	case "payoff":
		return of.Number, oneOf(c.Src, n, of, 1, 0, "a player", d.playerNames())
	case "unique_equilibrium":
		if len(n.Args) > 0 {
			return of.Number, expr.Fail(n, "write "+of.Usage, "%s takes no arguments, found %d", n.Text, len(n.Args))
		}
	case "cutoff":
		if b.Densities == nil && b.Common == nil {
			return of.Number, expr.Fail(n, "write chance(Player, action)", "cutoff speaks of types that are numbers from a range; here they are listed")
		}
		return of.Number, oneOf(c.Src, n, of, 1, 0, "a player", d.playerNames())
	}
	return of.Number, nil
}
