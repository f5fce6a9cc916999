package format

import (
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// countsByFormula recognises exchangeable players whose number is a formula.
func countsByFormula(f map[string]entry) bool {
	p := f["players"]
	if p.key == nil || p.value.Kind != yaml.MappingNode {
		return false
	}
	for i := 0; i+1 < len(p.value.Content); i += 2 {
		if k, v := p.value.Content[i], p.value.Content[i+1]; k.Value == "count" && v.Kind == yaml.ScalarNode {
			_, err := strconv.ParseFloat(v.Value, 64)
			return err != nil && !isEmpty(v)
		}
	}
	return false
}

// anonymousForm reads players: {count: n, prefix: State, actions: [hold, strike]} with
// one payoff formula for each.
func (d *decoder) anonymousForm(f map[string]entry) games.Model {
	m := &games.Anonymous{Prefix: "Player", Others: len(d.g.Params)}
	k := d.fields(f["players"].value, "symmetric players", "count", "prefix", "actions")
	if k == nil {
		return m
	}
	text, _ := d.text(k["count"], "the number of players")
	count, ok := d.ratio(k["count"].value)
	if !ok {
		return m
	}
	if _, constant := count.Rat(); constant {
		d.errorAtNode(k["count"].value, "write the number itself", "found a formula without parameters for the number of players")
		return m
	}
	m.Count, m.Text = count, strings.TrimSpace(text)
	if vars := count.Vars(); len(vars) == 1 && count.Equal(algebra.FromPoly(algebra.Variable(vars[0]))) {
		d.whole(vars[0])
	}
	if e := k["prefix"]; e.key != nil && d.checkLabel(e.value, "a prefix of players") {
		m.Prefix = e.value.Value
	}
	if k["actions"].key == nil {
		d.errorAtNode(f["players"].key, "write actions: [hold, strike]", "the symmetric players have no actions")
		return m
	}
	one := d.actions(k["actions"].value, k["actions"].key, "every player")
	if d.diags.HasErrors() {
		return m
	}
	if len(one.Actions) != 2 {
		d.errorAtNode(k["actions"].value, "give the number of players as a number", "players whose number is a formula have two actions, found %d", len(one.Actions))
		return m
	}
	m.Actions = [2]string(one.Actions)
	one.Name = m.Prefix
	d.g.Players = []games.Player{one}
	n := expr.Plain(count)
	is := func(op expr.Op, k int64) expr.Formula { return n.Compare(op, expr.Plain(algebra.FromInt(k))) }
	d.domain = append(d.domain, expr.Or(is(expr.EQ, 2), is(expr.EQ, 3), is(expr.GE, 4)))
	each := f["payoffs"]
	if each.key == nil {
		d.errorAtNode(d.first(), `write payoffs: {each: "…"}`, "the file gives no payoffs")
		return m
	}
	formula, ok := d.eachFormula(each)
	if !ok {
		return m
	}
	m.Each = strings.TrimSpace(formula.Value)
	for a := range m.Actions {
		from := len(d.domain)
		v, ok := d.value(formula, &crowdScope{d.scope, one, m, a})
		if !ok {
			return m
		}
		m.Payoff[a], m.Domain[a] = v, d.split(from)
	}
	m.Defined = expr.And(d.domain...)
	d.anonymousRepeated(m, f["repeated"].value)
	return m
}

// eachFormula finds the one formula of payoffs: {each: …}.
func (d *decoder) eachFormula(payoffs entry) (*yaml.Node, bool) {
	es, ok := d.entries(payoffs.value, "payoffs")
	if !ok {
		return nil, false
	}
	for _, e := range es {
		if e.key.Value == "each" && len(es) == 1 {
			return e.value, true
		}
	}
	d.errorAtNode(payoffs.key, `write payoffs: {each: "…"}`, "players whose number is a formula have one payoff formula for each of them")
	return nil, false
}

// anonymousRepeated reads repeated: {discount: delta, cooperate: hold}.
func (d *decoder) anonymousRepeated(m *games.Anonymous, n *yaml.Node) {
	if n == nil {
		return
	}
	f := d.fields(n, "repeated: of players whose number is a formula", "discount", "cooperate")
	if f == nil {
		return
	}
	if f["discount"].key == nil {
		d.errorAtNode(n, "give a parameter, as in discount: delta", "the repeated game has no discount factor")
		return
	}
	v, ok := d.probability(f["discount"].value, "the discount factor", true)
	if !ok {
		return
	}
	m.Discount, m.DiscountText = &v, strings.TrimSpace(f["discount"].value.Value)
	if e := f["cooperate"]; e.key != nil {
		if name, ok := d.text(e, "an action"); ok {
			if m.Cooperate = slices.Index(m.Actions[:], name); m.Cooperate < 0 {
				m.Cooperate = 0
				d.errorAtNode(e.value, suggest(name, m.Actions[:]), "%q is not an action of the players", abbreviate(name))
			}
		}
	}
}

// crowdScope gives meaning to the functions of a payoff formula for a player at an
// action, when the number of the others at the second action is a variable.
type crowdScope struct {
	*scope
	player games.Player
	g      *games.Anonymous
	action int
}

// Name implements expr.Scope; value is this player's action as a number.
func (s *crowdScope) Name(name string) (expr.Value, bool) {
	if name == "value" && s.player.Values != nil {
		return expr.Plain(algebra.FromRat(s.player.Values[s.action])), true
	}
	return s.scope.Name(name)
}

// Suggest implements expr.Scope.
func (s *crowdScope) Suggest(name string) string {
	if slices.Contains(s.g.Actions[:], name) {
		return "write is(" + name + ") to ask whether this player plays it"
	}
	return s.nearPayoff(name)
}

// Call implements expr.Scope.
func (s *crowdScope) Call(c *expr.Compiler, n *expr.Node) (expr.Result, bool, *expr.Error) {
	if !callsPayoffFunction(n) {
		return expr.Result{}, false, nil
	}
	if n.Text == "plays" || n.Text == "value" {
		return expr.Result{}, true, expr.Fail(n, "use others(action) or count(action)", "%s names a player, and players whose number is a formula have no names", n.Text)
	}
	if err := payoffCall(c, n, callSteps); err != nil {
		return expr.Result{}, true, err
	}
	r, err := s.apply(c, n)
	return r, true, err
}

// at is how many of the others choose an action.
func (s *crowdScope) at(action int) algebra.Ratio {
	second := algebra.FromPoly(algebra.Variable(s.g.Others))
	if action == 1 {
		return second
	}
	return s.g.Count.Sub(algebra.FromInt(1)).Sub(second)
}

func (s *crowdScope) apply(c *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if n.Text == "sum" || n.Text == "sum_others" {
		return s.sum(c, n)
	}
	name := nodeName(c.Src, n.Args[0])
	a := actionIndex(s.player, name)
	if a < 0 {
		return expr.Result{}, expr.Fail(n.Args[0], suggest(name, s.g.Actions[:]), "%q is not an action of any player", abbreviate(name))
	}
	switch {
	case n.Text == "is":
		return expr.Indicator(expr.Bool(a == s.action)), nil
	case n.Text == "count" && a == s.action:
		return expr.Number(expr.Plain(s.at(a).Add(algebra.FromInt(1)))), nil
	}
	return expr.Number(expr.Plain(s.at(a))), nil
}

// sum adds an expression over players, each seen as "this player" in turn: it may
// speak of her action alone.
func (s *crowdScope) sum(c *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	if mentions(n.Args[0], "others", "count", "sum", "sum_others") {
		return expr.Result{}, expr.Fail(n.Args[0], "", "%s is about the actions of players whose number is a formula: it cannot ask for those of others", n.Text)
	}
	me := s.action
	defer func() { s.action = me }()
	total := expr.Plain(algebra.Ratio{})
	for a := range s.g.Actions {
		s.action = a
		v, err := c.Value(n.Args[0])
		if err != nil {
			return expr.Result{}, err
		}
		times := s.at(a)
		if n.Text == "sum" && a == me {
			times = times.Add(algebra.FromInt(1))
		}
		v, e := v.Combine(expr.Plain(times), func(x, k algebra.Ratio) (algebra.Ratio, error) { return x.Mul(k), nil })
		if e != nil {
			return expr.Result{}, expr.Fail(n, "", "%v", e)
		}
		if total, err = c.Add(n, total, v); err != nil {
			return expr.Result{}, err
		}
	}
	return expr.Number(total), nil
}

// anonymousClaim checks the predicates of players whose number is a formula: their
// arguments are actions, of all, or ACTION = HOW MANY.
func anonymousClaim(d *decoder, c *expr.Compiler, n *expr.Node, p games.Predicate) (number bool, err *expr.Error) {
	m, _ := d.model.(*games.Anonymous)
	names := m.Actions[:]
	if p.Name == "spe" {
		names = []string{"grim"}
		for _, a := range m.Actions {
			names = append(names, "always-"+a)
		}
	}
	want := map[string]int{"mixed": 0, "pareto": 2}
	k, ok := want[p.Name]
	if !ok {
		k = 1
	}
	if len(n.Args) != k {
		return p.Number, expr.Fail(n, "write "+p.Usage, "%s takes %s, found %d", p.Name, plural(k, "argument"), len(n.Args))
	}
	for _, a := range n.Args {
		if p.Name == "nash" && a.IsEquation() {
			if _, err := c.Value(a.Args[1]); err != nil {
				return p.Number, err
			}
			a = a.Args[0]
		}
		if name := nodeName(c.Src, a); !slices.Contains(names, name) {
			return p.Number, expr.Fail(a, suggest(name, names), "%q is not an action of the players", abbreviate(name))
		}
	}
	if p.Name == "spe" && m.Discount == nil {
		return p.Number, expr.Fail(n, "add repeated: {discount: delta}", "the game is not repeated")
	}
	return p.Number, nil
}
