package format

import (
	"bufio"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// maxKnown bounds the equilibria that a known result may list.
const maxKnown = 100_000

// known reads the published results of the file.
func (d *decoder) known(e entry, kind games.Kind) {
	if e.key == nil {
		return
	}
	read := d.knownResult
	if kind != games.StrategicForm {
		read = d.knownTable
	}
	items, _ := d.list(e.value, "known results", false)
	for _, item := range items {
		read(item)
	}
}

const knownHint = "one of equilibria, contains, count, components, value and critical"

func (d *decoder) knownResult(n *yaml.Node) {
	f := d.fields(n, "a known result", "at", "equilibria", "contains", "count", "components", "value", "critical", "source")
	if f == nil {
		return
	}
	k := games.Known{Place: games.Place{File: d.file, Line: n.Line, Column: n.Column}, Source: d.texts(f["source"], "a source")}
	stated := false
	for _, key := range []string{"equilibria", "contains", "count", "components", "value", "critical"} {
		stated = stated || f[key].key != nil
	}
	if !stated {
		d.errorAtNode(n, "give "+knownHint, "the known result states nothing")
	}
	k.At = d.settings(f["at"])
	k.Equilibria = d.knownProfiles(f["equilibria"])
	k.Contains = d.knownProfiles(f["contains"])
	k.Count = d.positive(f["count"], "a number of equilibria")
	k.Components = d.positive(f["components"], "a number of components")
	if e := f["count"]; k.Count > 0 && k.Equilibria != nil && len(k.Equilibria) != k.Count {
		d.errorAtNode(e.value, "leave the count out: the list says it", "found a count of %d beside a list of %s", k.Count, plural(len(k.Equilibria), "equilibrium"))
	}
	if e := f["value"]; e.key != nil {
		if x, ok := d.exact(e.value, e.key); ok {
			k.Value = &x
		}
	}
	k.Critical = d.knownCritical(f["critical"])
	d.g.Known = append(d.g.Known, k)
}

// settings reads values of parameters.
func (d *decoder) settings(e entry) []games.Setting {
	if e.key == nil || isEmpty(e.value) {
		return nil
	}
	es, _ := d.entries(e.value, "values of parameters")
	var out []games.Setting
	for _, e := range es {
		if names := d.g.FreeNames(); !slices.Contains(names, e.key.Value) {
			d.errorAtNode(e.key, suggest(e.key.Value, names), "%q is not a parameter", abbreviate(e.key.Value))
			continue
		}
		d.scope.used[e.key.Value] = true
		if v := d.constant(e.value); v != nil {
			out = append(out, games.Setting{Name: e.key.Value, Value: v})
		}
	}
	return out
}

// positive reads a whole number from 1 on; 0 where it is absent or wrong.
func (d *decoder) positive(e entry, what string) int {
	if e.key == nil {
		return 0
	}
	text, ok := d.text(e, what)
	if !ok {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		d.errorAtNode(e.value, "", "found %q where %s, from 1 on, was expected", abbreviate(text), what)
		return 0
	}
	return n
}

// knownProfiles reads a list of profiles: for each player a list of
// probabilities. A profile alone stands for a list of one.
func (d *decoder) knownProfiles(e entry) [][][]games.Exact {
	if e.key == nil {
		return nil
	}
	items, ok := d.list(e.value, "equilibria", false)
	if !ok || !d.ok {
		return nil
	}
	if len(items) == 0 {
		d.errorAtNode(e.value, "a finite game has an equilibrium", "found no equilibrium")
		return nil
	}
	if len(items) > maxKnown {
		d.errorAtNode(e.key, "give their count", "found %d equilibria; at most %d are read", len(items), maxKnown)
		return nil
	}
	if first := items[0]; first.Kind == yaml.SequenceNode && len(first.Content) > 0 && first.Content[0].Kind == yaml.ScalarNode {
		items = []*yaml.Node{e.value}
	}
	var out [][][]games.Exact
	for _, item := range items {
		if p, ok := d.knownProfile(item); ok {
			out = append(out, p)
		}
	}
	return out
}

func (d *decoder) knownProfile(n *yaml.Node) ([][]games.Exact, bool) {
	players := d.g.Players
	if n.Kind != yaml.SequenceNode || len(n.Content) != len(players) {
		d.errorAtNode(n, "write a list of probabilities for each player, as in [[1, 0], [1/2, 1/2]]", "found %s where %s of probabilities, one per player, were expected", kindName(n), plural(len(players), "list"))
		return nil, false
	}
	profile := make([][]games.Exact, len(players))
	good := true
	for p, list := range n.Content {
		if list.Kind != yaml.SequenceNode || len(list.Content) != len(players[p].Actions) {
			d.errorAtNode(list, "", "found %s where %d probabilities, one per action of %s, were expected", kindName(list), len(players[p].Actions), players[p].Name)
			good = false
			continue
		}
		sum, rational := new(big.Rat), true
		for _, c := range list.Content {
			x, ok := d.exact(c, nil)
			good = good && ok
			profile[p] = append(profile[p], x)
			if x.Rat == nil {
				rational = false
				continue
			}
			if sum.Add(sum, x.Rat); x.Rat.Sign() < 0 {
				d.errorAtNode(c, "", "found the negative probability %s", abbreviate(x.Text))
				good = false
			}
		}
		if rational && good && sum.Cmp(big.NewRat(1, 1)) != 0 {
			d.errorAtNode(list, "", "the probabilities of %s add up to %s, not 1", players[p].Name, abbreviate(sum.RatString()))
			good = false
		}
	}
	return profile, good
}

// knownCritical reads critical discount factors by profile of automata; one name
// stands for all players.
func (d *decoder) knownCritical(e entry) []games.KnownCritical {
	if e.key == nil {
		return nil
	}
	if d.g.Repeated == nil {
		d.errorAtNode(e.key, "add repeated: with a discount factor", "critical discount factors are about repeated play, which the file does not describe")
		return nil
	}
	es, _ := d.entries(e.value, "critical discount factors")
	if !d.ok {
		return nil
	}
	var out []games.KnownCritical
	for _, e := range es {
		k := games.KnownCritical{Text: e.key.Value, Profile: splitStrategies(e.key.Value)}
		if len(k.Profile) == 1 {
			k.Profile = slices.Repeat(k.Profile, len(d.g.Players))
		}
		if len(k.Profile) != len(d.g.Players) {
			d.errorAtNode(e.key, "separate them by commas", "found %s where %d, one per player, or one for all were expected", plural(len(k.Profile), "strategy"), len(d.g.Players))
			continue
		}
		sound := true
		for p, name := range k.Profile {
			if problem, hint := d.checkStrategy(p, name); problem != "" {
				d.errorAtNode(e.key, hint, "%s", problem)
				sound = false
				break
			}
		}
		x, ok := d.exact(e.value, e.key)
		if k.Min = x; ok && sound {
			out = append(out, k)
		}
	}
	return out
}

// splitStrategies splits at the commas that are in no parentheses.
func splitStrategies(s string) []string {
	var out []string
	depth, from := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ',':
			if depth == 0 {
				out = append(out, strings.TrimSpace(s[from:i]))
				from = i + 1
			}
		}
	}
	return append(out, strings.TrimSpace(s[from:]))
}

const exactHint = `exact numbers look like 3/7, 0.25 or root("x^3 + x - 1", 0, 1), the only root between 0 and 1`

// exact reads an exact number: a rational, or root(polynomial in x, low, high).
func (d *decoder) exact(n, key *yaml.Node) (games.Exact, bool) {
	src, ok := d.scalar(n, key, "an exact number")
	if !ok {
		return games.Exact{}, false
	}
	if r, err := expr.ParseNumber(src); err == nil {
		return games.Exact{Text: strings.TrimSpace(src), Rat: r}, true
	}
	root, perr := expr.Parse(src)
	if perr != nil {
		d.errorInside(n, 0, perr)
		return games.Exact{}, false
	}
	bad := func(format string, args ...any) (games.Exact, bool) {
		d.errorAtNode(n, exactHint, format, args...)
		return games.Exact{}, false
	}
	if root.Kind != expr.NCall || root.Text != "root" {
		if v, _, err := expr.CompileValue(src, expr.Names{}); err == nil {
			if r, ok := rationalValue(v); ok {
				return games.Exact{Text: r.RatString(), Rat: r}, true
			}
		}
		return bad("found %q where an exact number was expected", abbreviate(src))
	}
	if len(root.Args) != 3 {
		return bad("root takes a polynomial in x and the two ends of an interval, found %s", plural(len(root.Args), "argument"))
	}
	text := root.Args[0].Source(src)
	if root.Args[0].Kind == expr.NString {
		text = root.Args[0].Text
	}
	v, _, perr := expr.CompileValue(text, expr.Names{"x"})
	coeffs, ok := polynomialIn(v)
	if perr != nil || !ok {
		return bad("%q is not a polynomial in x", abbreviate(text))
	}
	x := games.Exact{Text: strings.TrimSpace(src), Poly: coeffs}
	var ends [2]*big.Rat
	for i, a := range root.Args[1:] {
		v, _, err := expr.CompileValue(a.Source(src), expr.Names{})
		if ends[i], ok = rationalValue(v); err != nil || !ok {
			return bad("%q is not a number", abbreviate(a.Source(src)))
		}
	}
	x.Lo, x.Hi = ends[0], ends[1]
	if x.Lo.Cmp(x.Hi) >= 0 || signAt(coeffs, x.Lo)*signAt(coeffs, x.Hi) >= 0 {
		return bad("the polynomial %s does not change its sign between %s and %s, so it is not told apart by them", abbreviate(text), x.Lo.RatString(), x.Hi.RatString())
	}
	return x, true
}

func rationalValue(v expr.Value) (*big.Rat, bool) {
	r, ok := v.Ratio()
	if !ok {
		return nil, false
	}
	return r.Rat()
}

// polynomialIn returns integer coefficients, the constant first, of a value that
// is a polynomial in its only variable, up to a positive factor.
func polynomialIn(v expr.Value) ([]*big.Int, bool) {
	r, ok := v.Ratio()
	if !ok || r.Den().TotalDegree() > 0 || r.Num().TotalDegree() < 1 || r.Num().TotalDegree() > 1000 {
		return nil, false
	}
	var out []*big.Int
	den := big.NewInt(1)
	var rats []*big.Rat
	for _, c := range r.Num().Coeffs(0) {
		q, ok := algebra.FromPoly(c).Rat()
		if !ok {
			return nil, false
		}
		rats = append(rats, q)
		den.Mul(den, new(big.Int).Quo(q.Denom(), new(big.Int).GCD(nil, nil, den, q.Denom())))
	}
	for _, q := range rats {
		out = append(out, new(big.Int).Mul(q.Num(), new(big.Int).Quo(den, q.Denom())))
	}
	return out, true
}

// signAt is the sign of a polynomial at x, by Horner's rule.
func signAt(coeffs []*big.Int, x *big.Rat) int {
	v := new(big.Rat)
	for i := len(coeffs) - 1; i >= 0; i-- {
		v.Add(v.Mul(v, x), new(big.Rat).SetInt(coeffs[i]))
	}
	return v.Sign()
}

// addKnown lays known results out as the file has them.
func (o *out) addKnown(known []games.Known) {
	if len(known) == 0 {
		return
	}
	l := &out{kind: outList}
	for _, k := range known {
		l.list = append(l.list, describeKnown(k))
	}
	o.add("known", l)
}

func describeKnown(k games.Known) *out {
	m := &out{kind: outMap}
	if len(k.At) > 0 {
		at := &out{kind: outMap, flow: true}
		for _, s := range k.At {
			at.add(s.Name, scalar(s.Value.RatString()))
		}
		m.add("at", at)
	}
	m.addText("concept", k.Concept)
	switch {
	case k.Equilibria != nil:
		m.add("equilibria", describeProfiles(k.Equilibria))
	case k.Rows != nil:
		m.add("equilibria", describeRows(k.Rows))
	}
	switch {
	case k.Contains != nil:
		m.add("contains", describeProfiles(k.Contains))
	case k.SomeRows != nil:
		m.add("contains", describeRows(k.SomeRows))
	}
	for _, n := range []struct {
		key   string
		value int
	}{{"count", k.Count}, {"components", k.Components}} {
		if n.value > 0 {
			m.add(n.key, scalar(strconv.Itoa(n.value)))
		}
	}
	if k.Value != nil {
		m.add("value", scalar(k.Value.Text))
	}
	if len(k.Critical) > 0 {
		c := &out{kind: outMap, flow: true}
		for _, x := range k.Critical {
			c.add(x.Text, scalar(x.Min.Text))
		}
		m.add("critical", c)
	}
	m.addTexts("source", k.Source)
	return m
}

func describeProfiles(ps [][][]games.Exact) *out {
	l := &out{kind: outList}
	for _, p := range ps {
		profile := &out{kind: outList, flow: true}
		for _, strategy := range p {
			s := &out{kind: outList, flow: true}
			for _, x := range strategy {
				s.list = append(s.list, scalar(x.Text))
			}
			profile.list = append(profile.list, s)
		}
		l.list = append(l.list, profile)
	}
	return l
}

// WriteKnown writes known results as the section of a game file.
func WriteKnown(known []games.Known) string {
	o := &out{kind: outMap}
	o.addKnown(known)
	var b strings.Builder
	w := bufio.NewWriter(&b)
	for _, p := range o.pairs {
		yamlWriter{w}.entry(p, "")
	}
	w.Flush()
	return b.String()
}
