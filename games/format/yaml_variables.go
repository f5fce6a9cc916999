package format

import (
	"cmp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// maxVariables bounds the variables of a model.
const maxVariables = 100

// variable declares a variable with its range and makes its name known to formulas
// until forget.
func (d *decoder) variable(vs *[]games.Variable, name *yaml.Node, r entry) bool {
	if !expr.ValidName(name.Value) {
		d.errorAtNode(name, "use a letter, then letters, digits or _", "%q cannot be the name of a variable", abbreviate(name.Value))
		return false
	}
	if _, taken := d.scope.values[name.Value]; taken {
		d.errorAtNode(name, "rename it", "the name %q is taken", abbreviate(name.Value))
		return false
	}
	if len(*vs) == maxVariables {
		d.errorAtNode(name, "", "at most %d variables are read", maxVariables)
		return false
	}
	v := games.Variable{Name: name.Value, Within: expr.True()}
	x := len(d.g.Params) + len(*vs)
	d.scope.values[v.Name] = expr.Plain(algebra.FromPoly(algebra.Variable(x)))
	if r.key != nil {
		p := games.Parameter{Name: v.Name, Within: expr.True()}
		v.Low, v.High = d.interval(&p, r.value)
		v.Range, v.Within = p.Range, p.Within
	}
	if d.scope.chosen != nil {
		d.scope.chosen = append(d.scope.chosen, v.Name)
		d.asRoot(&v, x, cmp.Or(r.value, name))
		d.asExponential(&v, x, cmp.Or(r.value, name))
	}
	*vs = append(*vs, v)
	return true
}

// forget takes the names of variables out of the scope: claims do not know them.
func (d *decoder) forget(vs []games.Variable) {
	for _, v := range vs {
		delete(d.scope.values, v.Name)
	}
}

// split parts the conditions of definedness that were noted since from into those
// on the parameters, which stay, and those that mention variables.
func (d *decoder) split(from int) (domain expr.Formula) {
	domain = expr.True()
	noted := expr.And(d.domain[from:]...).Conjuncts()
	d.domain = d.domain[:from]
	for _, f := range noted {
		if slices.ContainsFunc(f.Vars(), func(v algebra.Var) bool { return v >= len(d.g.Params) }) {
			domain = expr.And(domain, f)
		} else {
			d.domain = append(d.domain, f)
		}
	}
	return domain
}

func (d *decoder) dynamicsForm(f map[string]entry) games.Model {
	m := &games.Dynamics{}
	if rule := f["dynamics"].value; rule.Kind == yaml.ScalarNode {
		if rule.Value == "replicator" || rule.Value == "best-response" {
			d.replicator(m, f, rule.Value == "best-response")
			return m
		}
		d.errorAtNode(rule, "write {time: continuous, variables: {…}, rates: {…}}, or replicator or best-response beside players and payoffs", "found %q where a mapping was expected", abbreviate(rule.Value))
		return m
	}
	for _, key := range []string{"players", "payoffs"} {
		if e := f[key]; e.key != nil {
			d.errorAtNode(e.key, "dynamics: replicator and best-response are about players and payoffs", "%q has no place beside rates of its own", key)
		}
	}
	k := d.fields(f["dynamics"].value, "dynamics", "time", "variables", "rates", "next")
	if k == nil {
		return m
	}
	if e := k["time"]; e.key != nil {
		switch t, _ := d.text(e, "the kind of time"); t {
		case "discrete":
			m.Discrete = true
		case "continuous":
		default:
			d.errorAtNode(e.value, "write continuous or discrete", "%q is no kind of time", abbreviate(t))
		}
	} else {
		m.Discrete = k["next"].key != nil
	}
	es, _ := d.entries(orEmpty(k["variables"], d), "variables")
	for _, e := range es {
		d.variable(&m.Variables, e.key, e)
	}
	if len(m.Variables) == 0 && !d.diags.HasErrors() {
		d.errorAtNode(f["dynamics"].key, `write variables: {x: "[0, inf)"}`, "the dynamics has no variables")
	}
	name, what, other := "rates", "the rates", "next"
	if m.Discrete {
		name, what, other = "next", "the next values", "rates"
	}
	if e := k[other]; e.key != nil {
		d.errorAtNode(e.key, "", "found %s: in dynamics whose time is not of that kind", other)
	}
	m.Rates = make([]expr.Value, len(m.Variables))
	given := make([]bool, len(m.Variables))
	from := len(d.domain)
	rates, _ := d.entries(orEmpty(k[name], d), what)
	for _, e := range rates {
		i := slices.Index(m.VariableNames(), e.key.Value)
		if i < 0 {
			d.errorAtNode(e.key, suggest(e.key.Value, m.VariableNames()), "%q is not a variable", abbreviate(e.key.Value))
			continue
		}
		v, ok := d.value(e.value, d.scope)
		m.Rates[i], given[i] = v, ok
	}
	for i, ok := range given {
		if !ok && !d.diags.HasErrors() {
			d.errorAtNode(k[name].key, "", "%s: says nothing of %s", name, m.Variables[i].Name)
		}
	}
	m.Domain = d.split(from)
	m.Defined = expr.And(d.domain...)
	d.forget(m.Variables)
	return m
}

// orEmpty is the value of an entry; where it is absent that is reported, and an
// empty mapping takes its place.
func orEmpty(e entry, d *decoder) *yaml.Node {
	if e.key != nil {
		return e.value
	}
	if !d.diags.HasErrors() {
		d.errorAtNode(d.first(), "see brink help game-file", "the dynamics lacks its variables or rates")
	}
	return &yaml.Node{Kind: yaml.MappingNode}
}

// chooses recognises games in which players choose numbers.
func chooses(f map[string]entry) bool {
	p := f["players"]
	if p.key == nil || p.value.Kind != yaml.MappingNode {
		return false
	}
	for i := 0; i+1 < len(p.value.Content); i += 2 {
		if p.value.Content[i].Value == "chooses" {
			return true
		}
		if v := p.value.Content[i+1]; v.Kind == yaml.MappingNode {
			for j := 0; j+1 < len(v.Content); j += 2 {
				if v.Content[j].Value == "chooses" {
					return true
				}
			}
		}
	}
	return false
}

func (d *decoder) continuousForm(f map[string]entry) games.Model {
	m := &games.Continuous{}
	d.scope.chosen, d.scope.rooted = []string{}, make(map[string]*games.Root)
	defer func() {
		d.noteRoots(m.Variables)
		d.noteExponentials(m.Variables)
		m.Logs = d.scope.raised.logs
	}()
	es, ok := d.entries(f["players"].value, "players")
	if !ok {
		return m
	}
	if slices.ContainsFunc(es, func(e entry) bool { return e.key.Value == "chooses" }) {
		d.alikePlayers(m, f)
		return m
	}
	for _, e := range es {
		k := d.fields(e.value, "a player who chooses a number", "chooses", "range")
		if k == nil || !d.checkLabel(e.key, "a player") {
			continue
		}
		name, ok := d.text(k["chooses"], "the name of what the player chooses")
		if ok && name != "" && d.variable(&m.Variables, k["chooses"].value, k["range"]) {
			m.Players = append(m.Players, e.key.Value)
			d.g.Players = append(d.g.Players, games.Player{Name: e.key.Value})
		}
	}
	if d.diags.HasErrors() {
		return m
	}
	if f["payoffs"].key == nil {
		d.errorAtNode(d.first(), "write payoffs: {PLAYER: FORMULA, …}", "the file gives no payoffs")
		return m
	}
	ps, _ := d.entries(f["payoffs"].value, "payoffs")
	m.Payoffs, m.Domain = make([]expr.Value, len(m.Players)), make([]expr.Formula, len(m.Players))
	given := make([]bool, len(m.Players))
	for _, e := range ps {
		i := slices.Index(m.Players, e.key.Value)
		if i < 0 {
			d.errorAtNode(e.key, suggest(e.key.Value, m.Players), "%q is not a player", abbreviate(e.key.Value))
			continue
		}
		from := len(d.domain)
		m.Payoffs[i], given[i] = d.value(e.value, d.scope)
		m.Domain[i] = d.split(from)
	}
	for i, ok := range given {
		if !ok && !d.diags.HasErrors() {
			d.errorAtNode(f["payoffs"].key, "", "the payoffs have no formula for %s", m.Players[i])
		}
	}
	m.Defined = expr.And(d.domain...)
	d.forget(m.Variables)
	m.Moves = d.moves(f["moves"], m)
	return m
}

// moves reads the order in which players choose; nil where they choose at once.
func (d *decoder) moves(e entry, m *games.Continuous) []int {
	if e.key == nil {
		return nil
	}
	names, ok := d.list(e.value, "the players in the order of their moves", false)
	if !ok {
		return nil
	}
	var out []int
	for _, n := range names {
		i := slices.Index(m.Players, n.Value)
		switch {
		case n.Kind != yaml.ScalarNode || i < 0:
			d.errorAtNode(n, suggest(n.Value, m.Players), "%q is not a player", abbreviate(n.Value))
			return nil
		case slices.Contains(out, i):
			d.errorAtNode(n, "each player moves once", "%q moves twice", n.Value)
			return nil
		}
		out = append(out, i)
	}
	if len(out) != len(m.Players) {
		d.errorAtNode(e.value, "list every player once", "found %d players where there are %d", len(out), len(m.Players))
		return nil
	}
	return out
}

// alikePlayers reads {count: n, prefix: State, chooses: x, range: …} with one payoff
// formula for each.
func (d *decoder) alikePlayers(m *games.Continuous, f map[string]entry) {
	k := d.fields(f["players"].value, "players who are alike", "count", "prefix", "chooses", "range")
	if k == nil {
		return
	}
	if e := f["moves"]; e.key != nil {
		d.errorAtNode(e.key, "name the players to give them an order", "players who are alike choose at once")
	}
	src, ok := d.text(k["count"], "the number of players")
	if !ok {
		return
	}
	count, ok := d.value(k["count"].value, d.scope)
	if !ok {
		return
	}
	m.Alike = &games.Alike{Count: count, Text: strings.TrimSpace(src)}
	two := count.Compare(expr.GE, expr.Plain(algebra.FromInt(2)))
	if two.IsFalse() {
		d.errorAtNode(k["count"].value, "", "players who are alike are at least 2")
		return
	}
	d.domain = append(d.domain, two)
	prefix := "Player"
	if e := k["prefix"]; e.key != nil && d.checkLabel(e.value, "a prefix of players") {
		prefix = e.value.Value
	}
	m.Players = []string{prefix}
	name, ok := d.text(k["chooses"], "the name of what the players choose")
	if !ok || !d.variable(&m.Variables, k["chooses"].value, k["range"]) {
		return
	}
	each := f["each"]
	if p := f["payoffs"]; p.key != nil && each.key == nil {
		if q := d.fields(p.value, "payoffs of players who are alike", "each"); q != nil {
			each = q["each"]
		}
	}
	if each.key == nil {
		d.errorAtNode(d.first(), `write payoffs: {each: "V*x/(x + sum_others(x)) - x"}`, "the file gives no payoffs")
		return
	}
	from := len(d.domain)
	other, err := d.scope.choice(m.Variables[0], len(d.g.Params)+1, len(d.g.Params))
	if err != nil {
		d.errorAtNode(each.value, "", "%v", err)
		return
	}
	v, ok := d.value(each.value, &alikeScope{d.scope, name, count, expr.Plain(other)})
	if !ok {
		return
	}
	m.Payoffs, m.Domain = []expr.Value{v}, []expr.Formula{d.split(from)}
	m.Defined = expr.And(d.domain...)
	d.forget(m.Variables)
}

// alikeScope gives meaning to sum_others(x) and sum(x) among players who are alike:
// all others choose the same.
type alikeScope struct {
	*scope
	name  string
	count expr.Value
	other expr.Value // what every other chooses
}

// Call implements expr.Scope.
func (s *alikeScope) Call(c *expr.Compiler, n *expr.Node) (expr.Result, bool, *expr.Error) {
	if n.Text != "sum_others" && n.Text != "sum" {
		return expr.Result{}, false, nil
	}
	if len(n.Args) != 1 {
		return expr.Result{}, true, expr.Fail(n, "write "+n.Text+"("+s.name+")", "%s takes 1 argument, found %d", n.Text, len(n.Args))
	}
	own := s.values[s.name]
	s.values[s.name] = s.other
	v, err := c.Value(n.Args[0])
	s.values[s.name] = own
	if err != nil {
		return expr.Result{}, true, err
	}
	others, e := s.count.Combine(v, func(k, x algebra.Ratio) (algebra.Ratio, error) {
		return k.Sub(algebra.FromInt(1)).Mul(x), nil
	})
	if e != nil {
		return expr.Result{}, true, expr.Fail(n, "", "%v", e)
	}
	if n.Text == "sum" {
		mine, err := c.Value(n.Args[0])
		if err != nil {
			return expr.Result{}, true, err
		}
		if others, err = c.Add(n, others, mine); err != nil {
			return expr.Result{}, true, err
		}
	}
	return expr.Number(others), true, nil
}

// pointClaim checks the predicates of variables: of values for several, as in
// equilibrium(x = e, …), of none, and numbers of one, which rest(x) is too.
func pointClaim(c *expr.Compiler, n *expr.Node, names []string, p games.Predicate) (number bool, err *expr.Error) {
	variable := func(a *expr.Node) *expr.Error {
		if name := nodeName(c.Src, a); !slices.Contains(names, name) {
			return expr.Fail(a, suggest(name, names), "%q is not a variable", abbreviate(name))
		}
		return nil
	}
	switch p.Name {
	case "eq":
		return true, oneOf(c.Src, n, p, 1, 0, "a variable", names)
	case "rest":
		if len(n.Args) == 1 && n.Args[0].Kind != expr.NCompare {
			return true, variable(n.Args[0])
		}
	case "unique_equilibrium", "no_equilibrium":
		if len(n.Args) > 0 {
			return false, expr.Fail(n, "write "+p.Usage, "%s takes no arguments, found %d", n.Text, len(n.Args))
		}
	}
	for _, a := range n.Args {
		if !a.IsEquation() {
			return false, expr.Fail(a, "write "+n.Text+"(variable = value, …)", "found %q where VARIABLE = VALUE was expected", abbreviate(a.Source(c.Src)))
		}
		if err := variable(a.Args[0]); err != nil {
			return false, err
		}
		if _, err := c.Value(a.Args[1]); err != nil {
			return false, err
		}
	}
	return false, nil
}

func dynamicsClaim(d *decoder, c *expr.Compiler, n *expr.Node, p games.Predicate) (number bool, err *expr.Error) {
	m, _ := d.model.(*games.Dynamics)
	return pointClaim(c, n, m.VariableNames(), p)
}

func continuousClaim(d *decoder, c *expr.Compiler, n *expr.Node, p games.Predicate) (number bool, err *expr.Error) {
	m, _ := d.model.(*games.Continuous)
	if p.Name == "effort" || p.Name == "wins" {
		return true, oneOf(c.Src, n, p, 1, 0, "a player", m.Players)
	}
	return pointClaim(c, n, m.VariableNames(), p)
}
