package format

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// payoffScope gives meaning to the functions of payoff formulas at one profile:
// what player me gets.
type payoffScope struct {
	*scope
	players []games.Player
	me      int
	profile []int
	found   map[string][]int // an action's index for every player, by its text
	typed   *typed           // private types; nil where there are none
}

// payoffFunction is a function of payoff formulas.
type payoffFunction struct {
	name string
	args string // one letter each: a action, p player, e expression
	use  string
}

// payoffFunctions lists them.
var payoffFunctions = []payoffFunction{
	{"is", "a", "is(action)"},
	{"others", "a", "others(action)"},
	{"count", "a", "count(action)"},
	{"plays", "pa", "plays(player, action)"},
	{"value", "p", "value(player)"},
	{"sum_others", "e", "sum_others(value)"},
	{"sum", "e", "sum(value)"},
}

// PayoffFunctions lists how the functions of payoff formulas are written, beside those of
// all formulas.
func PayoffFunctions() []string {
	var out []string
	for _, f := range payoffFunctions {
		out = append(out, f.use)
	}
	return out
}

// callsPayoffFunction reports whether a node calls one of the functions.
func callsPayoffFunction(n *expr.Node) bool {
	return slices.ContainsFunc(payoffFunctions, func(f payoffFunction) bool { return f.name == n.Text })
}

// payoffCall checks the number of arguments of a call and charges for it.
func payoffCall(c *expr.Compiler, n *expr.Node, steps int) *expr.Error {
	for _, f := range payoffFunctions {
		if f.name == n.Text && len(n.Args) != len(f.args) {
			return expr.Fail(n, "write "+f.use, "%s takes %s, found %d", f.name, plural(len(f.args), "argument"), len(n.Args))
		}
	}
	return c.Spend(n, steps)
}

// nearPayoff suggests a name or a function of payoff formulas.
func (s *scope) nearPayoff(name string) string {
	names := slices.Clone(s.order)
	for _, f := range payoffFunctions {
		names = append(names, f.name)
	}
	return s.near(name, names)
}

// Name implements expr.Scope; value is this player's action as a number.
func (s *payoffScope) Name(name string) (expr.Value, bool) {
	if p := s.players[s.me]; name == "value" && p.Values != nil {
		return expr.Plain(algebra.FromRat(p.Values[s.profile[s.me]])), true
	}
	return s.scope.Name(name)
}

// Suggest implements expr.Scope.
func (s *payoffScope) Suggest(name string) string {
	if name == "value" {
		return "the actions of " + s.players[s.me].Name + " are not numbers"
	}
	for _, p := range s.players {
		if slices.Contains(p.Actions, name) {
			return "write is(" + name + ") to ask whether this player plays it"
		}
	}
	return s.nearPayoff(name)
}

// Call implements expr.Scope.
func (s *payoffScope) Call(c *expr.Compiler, n *expr.Node) (expr.Result, bool, *expr.Error) {
	if !callsPayoffFunction(n) {
		return s.typeCall(c, n)
	}
	if err := payoffCall(c, n, callSteps+len(s.profile)/8); err != nil {
		return expr.Result{}, true, err
	}
	r, err := s.apply(c, n)
	return r, true, err
}

// callSteps is what a call costs in steps of the compiler.
const callSteps = 10

func (s *payoffScope) apply(c *expr.Compiler, n *expr.Node) (expr.Result, *expr.Error) {
	count := func(from func(q int) bool, index []int) expr.Result {
		k := 0
		for q, a := range s.profile {
			if a == index[q] && from(q) {
				k++
			}
		}
		return expr.Number(expr.Plain(algebra.FromInt(int64(k))))
	}
	anyone := func(int) bool { return true }
	others := func(q int) bool { return q != s.me }
	switch n.Text {
	case "is":
		index, err := s.action(c, n.Args[0])
		if err != nil {
			return expr.Result{}, err
		}
		return expr.Indicator(expr.Bool(s.profile[s.me] == index[s.me])), nil
	case "others", "count":
		index, err := s.action(c, n.Args[0])
		if err != nil {
			return expr.Result{}, err
		}
		if n.Text == "others" {
			return count(others, index), nil
		}
		return count(anyone, index), nil
	case "plays":
		q, err := s.player(c, n.Args[0])
		if err != nil {
			return expr.Result{}, err
		}
		index, err := s.action(c, n.Args[1])
		if err != nil {
			return expr.Result{}, err
		}
		if index[q] < 0 {
			return expr.Result{}, expr.Fail(n.Args[1], suggest(nodeName(c.Src, n.Args[1]), s.players[q].Actions), "%q is not an action of %s", nodeName(c.Src, n.Args[1]), s.players[q].Name)
		}
		return expr.Indicator(expr.Bool(s.profile[q] == index[q])), nil
	case "value":
		q, err := s.player(c, n.Args[0])
		if err != nil {
			return expr.Result{}, err
		}
		if s.players[q].Values == nil {
			return expr.Result{}, expr.Fail(n, "", "the actions of %s are not numbers", s.players[q].Name)
		}
		return expr.Number(expr.Plain(algebra.FromRat(s.players[q].Values[s.profile[q]]))), nil
	}
	from := anyone
	if n.Text == "sum_others" {
		from = others
	}
	return s.sum(c, n.Args[0], from)
}

// sum adds an expression over players, each seen as "this player" in turn.
func (s *payoffScope) sum(c *expr.Compiler, n *expr.Node, over func(q int) bool) (expr.Result, *expr.Error) {
	me := s.me
	defer func() { s.me = me }()
	total := expr.Plain(algebra.Ratio{})
	for q := range s.profile {
		if s.me = me; !over(q) {
			continue
		}
		s.me = q
		if err := c.Spend(n, callSteps); err != nil {
			return expr.Result{}, err
		}
		v, err := c.Value(n)
		if err != nil {
			return expr.Result{}, err
		}
		if total, err = c.Add(n, total, v); err != nil {
			return expr.Result{}, err
		}
	}
	return expr.Number(total), nil
}

// nodeName is the name a node stands for: quoted text, or its source, so that
// tit-for-tat and 1/2 are names too.
func nodeName(src string, n *expr.Node) string {
	if n.Kind == expr.NString {
		return n.Text
	}
	// Parentheses around a name say nothing: the profile of one player.
	name := strings.TrimSpace(n.Source(src))
	for strings.HasPrefix(name, "(") && strings.HasSuffix(name, ")") {
		name = strings.TrimSpace(name[1 : len(name)-1])
	}
	return name
}

// action finds the action a node names: its index for every player, -1 for
// those who lack it.
func (s *payoffScope) action(c *expr.Compiler, n *expr.Node) ([]int, *expr.Error) {
	name := nodeName(c.Src, n)
	if index, ok := s.found[name]; ok {
		return index, nil
	}
	index := make([]int, len(s.players))
	known := false
	var all []string
	for q, p := range s.players {
		index[q] = actionIndex(p, name)
		known = known || index[q] >= 0
		if q == 0 || !slices.Equal(p.Actions, s.players[0].Actions) {
			all = append(all, p.Actions...)
		}
	}
	if !known {
		return nil, expr.Fail(n, suggest(name, all), "%q is not an action of any player", abbreviate(name))
	}
	s.found[name] = index
	return index, nil
}

func (s *payoffScope) player(c *expr.Compiler, n *expr.Node) (int, *expr.Error) {
	name := nodeName(c.Src, n)
	names := make([]string, len(s.players))
	for q, p := range s.players {
		if p.Name == name {
			return q, nil
		}
		names[q] = p.Name
	}
	return 0, expr.Fail(n, suggest(name, names), "%q is not a player", abbreviate(name))
}

// formula is a payoff formula, parsed once and compiled at many profiles.
type formula struct {
	at    *yaml.Node
	src   string
	root  *expr.Node
	scope *payoffScope
}

func (d *decoder) formula(n *yaml.Node) (*formula, bool) {
	src, ok := d.scalar(n, nil, "a formula")
	if !ok {
		return nil, false
	}
	root, err := expr.Parse(src)
	if err != nil {
		d.errorInside(n, 0, err)
		return nil, false
	}
	return &formula{n, strings.TrimRight(src, " \n"), root, &payoffScope{scope: d.scope, players: d.g.Players, profile: make([]int, len(d.g.Players)), found: make(map[string][]int), typed: d.typed}}, true
}

// compile returns player me's payoff at the profile in f.scope.profile.
func (d *decoder) compile(f *formula, me int) (expr.Value, bool) {
	f.scope.me = me
	c := &expr.Compiler{Src: f.src, Scope: f.scope, Context: d.ctx}
	v, err := c.Value(f.root)
	if d.work += workOf(c, v); d.work > maxWork {
		d.errorAtNode(f.at, "fewer players, actions or operations", "the formula is too much work for all profiles of the game")
		return expr.Value{}, false
	}
	if err == nil {
		if def := c.Defined(); !def.IsTrue() {
			d.domain = append(d.domain, def)
		}
		return v, true
	}
	d.compileAll(f.at, 0, f.src, f.scope, func(c *expr.Compiler, root *expr.Node) *expr.Error {
		f.scope.me = me
		_, err := c.Value(root)
		return err
	})
	if n := len(d.diags); n > 0 && (d.diags[n-1].Hint == "" || strings.HasSuffix(d.diags[n-1].Summary, "divides by zero")) {
		d.diags[n-1].Detail = "at the profile " + abbreviate(d.g.ProfileName(f.scope.profile))
	}
	return expr.Value{}, false
}

// mentions reports whether a formula calls one of the functions.
func mentions(n *expr.Node, calls ...string) bool {
	if n.Kind == expr.NCall && slices.Contains(calls, n.Text) {
		return true
	}
	return slices.ContainsFunc(n.Args, func(a *expr.Node) bool { return mentions(a, calls...) })
}

// valueIsFree reports a declared name value that formulas would hide.
func (d *decoder) valueIsFree() bool {
	n, taken := d.scope.named["value"]
	if !taken || !slices.ContainsFunc(d.g.Players, func(p games.Player) bool { return p.Values != nil }) {
		return true
	}
	d.errorAtNode(n, "rename it", "the name value is taken: in a payoff formula it is this player's action as a number")
	return false
}

// each reads one formula for every player.
func (d *decoder) each(n *yaml.Node) {
	f, ok := d.formula(n)
	if !ok || !d.valueIsFree() {
		return
	}
	d.g.Text = &games.PayoffText{Each: f.src}
	players := d.g.Players
	if d.typed != nil || !d.alike() || mentions(f.root, "plays") || mentions(f.root, "value") {
		fs := make([]*formula, len(players))
		for p := range fs {
			fs[p] = f
		}
		d.tabulate(n, fs)
		return
	}
	s := &games.Symmetric{Players: len(players), Actions: players[0].Actions}
	actions := len(s.Actions)
	size := d.countTable(len(players), actions, maxCompiled)
	if size < 0 {
		d.errorAtNode(n, "", "%d players with %d actions have too many payoffs, even when only the numbers at each action count: at most %d are computed", len(players), actions, maxCompiled)
		return
	}
	s.Payoff = make([][]expr.Value, actions)
	for a := range s.Payoff {
		s.Payoff[a] = make([]expr.Value, 0, size)
	}
	counts := make([]int, actions)
	// eachCount runs through the vectors of counts in the order of Rank.
	var eachCount func(i, left int) bool
	eachCount = func(i, left int) bool {
		if i < actions-1 {
			for counts[i] = 0; counts[i] <= left; counts[i]++ {
				if !eachCount(i+1, left-counts[i]) {
					return false
				}
			}
			return true
		}
		counts[i] = left
		for a := range actions {
			f.scope.profile[0] = a
			q := 1
			for b, k := range counts {
				for range k {
					f.scope.profile[q] = b
					q++
				}
			}
			v, ok := d.compile(f, 0)
			if !ok {
				return false
			}
			s.Payoff[a] = append(s.Payoff[a], v)
		}
		return true
	}
	if !eachCount(0, len(players)-1) {
		return
	}
	d.g.Symmetric = s
	if n := d.g.Profiles(maxPayoffs / len(players)); n >= 0 {
		d.fromSymmetric(n)
	}
}

// countTable is the number of vectors of counts of the other players, or -1
// when actions times that number passes limit.
func (d *decoder) countTable(players, actions, limit int) int {
	// C(players-1+actions-1, k) for k up to actions-1 grows with each factor.
	c := 1
	for i := 1; i < actions; i++ {
		if c = c * (players - 1 + i) / i; c*actions > limit {
			return -1
		}
	}
	return c
}

// fromSymmetric tabulates the payoffs of n profiles from Symmetric.
func (d *decoder) fromSymmetric(n int) {
	table := d.table(n)
	g := d.g
	for i := range n {
		profile := d.decode(i)
		for p := range table {
			table[p][i] = g.Payoff(p, profile)
		}
	}
	g.Payoffs = table
}

// own reads a formula for each player.
func (d *decoder) own(key *yaml.Node, es []entry) {
	fs := make([]*formula, len(d.g.Players))
	text := &games.PayoffText{Own: make([]string, len(fs))}
	complete := d.valueIsFree()
	seen := make([]bool, len(fs))
	for _, e := range es {
		p := d.playerIndex(e.key.Value)
		if p < 0 {
			d.errorAtNode(e.key, suggest(e.key.Value, d.playerNames()), "%q is not a player", abbreviate(e.key.Value))
			complete = false
			continue
		}
		seen[p] = true
		if e.value.Kind == yaml.SequenceNode {
			ps := d.g.Players
			hint := "write a formula, or profiles: with every profile once"
			if len(ps) == 2 {
				hint = "write a matrix of " + plural(len(ps[0].Actions), "row") + " and " + plural(len(ps[1].Actions), "column") + " for each player, or a row for each action of " + ps[0].Name + " with one list for each cell"
			}
			d.errorAtNode(e.value, hint, "found a list where the payoffs of %s were expected", e.key.Value)
			complete = false
			continue
		}
		f, ok := d.formula(e.value)
		if complete = complete && ok; ok {
			fs[p], text.Own[p] = f, f.src
		}
	}
	for p, ok := range seen {
		if !ok {
			d.errorAtNode(key, "", "the payoffs have no formula for %s", d.g.Players[p].Name)
			complete = false
		}
	}
	if complete {
		d.g.Text = text
		d.tabulate(key, fs)
	}
}

// tabulate compiles a formula per player at every profile.
func (d *decoder) tabulate(at *yaml.Node, fs []*formula) {
	n, ok := d.size(at, maxCompiled, "")
	if !ok {
		return
	}
	d.g.Payoffs = d.table(n)
	failed := make([]bool, len(fs))
	for i := range n {
		profile := d.decode(i)
		for p, f := range fs {
			if failed[p] {
				continue
			}
			copy(f.scope.profile, profile)
			v, ok := d.compile(f, p)
			d.g.Payoffs[p][i], failed[p] = v, !ok
		}
	}
}
