package format

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// Verdicts are the words a claim may expect.
var verdicts = []string{"proved", "refuted", "conditional", "vacuous", "undecided"}

func (d *decoder) claims(n *yaml.Node) {
	if n == nil {
		return
	}
	items, _ := d.list(n, "claims", false)
	line := make(map[string]int)
	for _, item := range items {
		f := d.fields(item, "a claim", "id", "says", "source", "reading", "given", "holds", "verdict", "notes")
		if f == nil {
			continue
		}
		c := games.Claim{Says: d.prose(f["says"], "what the claim says"), Source: d.texts(f["source"], "a source"), Notes: d.proses(f["notes"], "a note")}
		c.Reading = wordOf(d, f["reading"], "a reading", games.Readings())
		if e := f["id"]; e.key == nil {
			d.errorAtNode(item, "add id: with a short name", "the claim has no id")
		} else if id, ok := d.text(e, "the id"); ok {
			if at, ok := line[id]; ok {
				d.errorAtNode(e.value, "", "the id %q is already taken by the claim in line %d", abbreviate(id), at)
			}
			c.ID, line[id] = id, e.value.Line
		}
		if e := f["given"]; e.key != nil {
			parts, _ := d.list(e.value, "conditions", true)
			for _, p := range parts {
				if src, ok := d.claimFormula(p, &c); ok {
					c.Given = append(c.Given, src)
					c.GivenAt = append(c.GivenAt, d.placeOf(p))
				}
			}
		}
		if e := f["holds"]; e.key == nil {
			d.errorAtNode(item, "add holds: with a formula", "the claim says nothing that could hold")
		} else if src, ok := d.claimFormula(e.value, &c); ok {
			c.Holds, c.HoldsAt = src, d.placeOf(e.value)
		}
		if e := f["verdict"]; e.key != nil {
			if v, ok := d.text(e, "a verdict"); ok && !slices.Contains(verdicts, v) {
				d.errorAtNode(e.value, suggest(v, verdicts), "%q is not a verdict", abbreviate(v))
			} else {
				c.Verdict = v
			}
		}
		d.g.Claims = append(d.g.Claims, c)
	}
}

// placeOf is where the text of a scalar starts, behind its quote.
func (d *decoder) placeOf(n *yaml.Node) games.Place {
	p := d.place(n, 0)
	return games.Place{File: d.file, Line: p.line, Column: p.column}
}

// claimFormula checks a formula with predicates, of a claim, and returns its text.
func (d *decoder) claimFormula(n *yaml.Node, c *games.Claim) (string, bool) {
	src, ok := d.scalar(n, nil, "a formula")
	if !ok {
		return "", false
	}
	before := len(d.diags)
	d.source.claim = true
	_, _, ok = d.compileFormula(n, 0, src, &claimScope{scope: d.scope, d: d, next: len(d.g.Params) + 1})
	d.source.claim = false
	if !ok && c.Mistake == "" {
		c.Mistake = "it was not examined, for too much is wrong before it"
		if before < len(d.diags) {
			c.Mistake = d.diags[before].where() + ": " + d.diags[before].Summary
		}
	}
	return strings.TrimRight(src, " \n"), ok
}

// claimScope checks predicates without deciding them: each stands for a
// variable of its own, so that the rest of the formula is checked as usual.
type claimScope struct {
	*scope
	d    *decoder
	next algebra.Var
}

// Suggest implements expr.Scope.
func (s *claimScope) Suggest(name string) string {
	return s.near(name, slices.Concat(s.order, games.PredicateNames(s.d.kind.kind)))
}

// Call implements expr.Scope.
func (s *claimScope) Call(c *expr.Compiler, n *expr.Node) (expr.Result, bool, *expr.Error) {
	p, elsewhere, known := games.FindPredicate(n.Text, s.d.kind.kind)
	switch {
	case elsewhere != nil:
		return expr.Result{}, true, expr.Fail(n, "", "%s is a predicate of games of the kind %s; this one is of the kind %s", n.Text, elsewhere[0], s.d.kind.kind)
	case !known:
		// unique_nash is meant for unique.
		for _, part := range strings.FieldsFunc(n.Text, func(r rune) bool { return r == '_' }) {
			if slices.Contains(games.PredicateNames(s.d.kind.kind), part) {
				return expr.Result{}, true, expr.Fail(n, "did you mean "+part+"?", "%q is not a function known here", n.Text)
			}
		}
		return expr.Result{}, false, nil
	case s.d.kind.claim != nil && !anywhere(p) && s.d.unsound:
		return expr.Result{}, true, errUnexamined
	case s.d.kind.claim != nil && !anywhere(p):
		var err *expr.Error
		if p.Number, err = s.d.kind.claim(s.d, c, n, p); err != nil {
			return expr.Result{}, true, err
		}
	default:
		if err := s.check(c, n, p); err != nil {
			return expr.Result{}, true, err
		}
	}
	v := algebra.Variable(s.next)
	s.next++
	if p.Number {
		return expr.Number(expr.Plain(algebra.FromPoly(v))), true, nil
	}
	return expr.Truth(expr.Sign(v, expr.GT)), true, nil
}

// errUnexamined ends the reading of a claim about a model that is wrong itself: its
// places are known once that is mended.
var errUnexamined = &expr.Error{}

// anywhere reports whether games of every kind have the predicate.
func anywhere(p games.Predicate) bool { return p.Kinds == nil }

func (s *claimScope) check(c *expr.Compiler, n *expr.Node, p games.Predicate) *expr.Error {
	d, players := s.d, s.d.g.Players
	if !d.ok && !anywhere(p) {
		return nil // nothing to hold the arguments to
	}
	two := func(yes bool, what string) *expr.Error {
		if yes {
			return nil
		}
		return expr.Fail(n, "", "%s is about %s", p.Name, what)
	}
	switch p.Args {
	case "profile":
		return d.checkProfile(c.Src, n)
	case "strategies":
		return d.checkStrategies(c.Src, n)
	}
	if len(n.Args) != len(p.Args) {
		return expr.Fail(n, "write "+p.Usage, "%s takes %s, found %d", p.Name, plural(len(p.Args), "argument"), len(n.Args))
	}
	var err *expr.Error
	switch p.Name {
	case "risk_dominant":
		err = two(len(players) == 2 && len(players[0].Actions) == 2 && len(players[1].Actions) == 2, "games of two players with two actions each")
	case "ess":
		err = two(len(players) == 2 && slices.Equal(players[0].Actions, players[1].Actions), "symmetric games of two players")
	case "prob":
		err = two(len(players) > 1, "games of two or more players")
	}
	if err != nil {
		return err
	}
	player := 0
	for i, a := range n.Args {
		name := nodeName(c.Src, a)
		switch p.Args[i] {
		case 'P':
			if player = d.playerIndex(name); player < 0 {
				return expr.Fail(a, suggest(name, d.playerNames()), "%q is not a player", abbreviate(name))
			}
		case 'a', 'b', 's':
			if d.action(player, name) < 0 {
				return expr.Fail(a, suggest(name, players[player].Actions), "%q is not an action of %s", abbreviate(name), players[player].Name)
			}
		case 'p':
			if a.Kind != expr.NTuple && len(players) > 1 {
				return expr.Fail(a, "write "+p.Usage, "found %q where a profile in parentheses was expected", abbreviate(name))
			}
			if err := d.checkProfile(c.Src, a); err != nil {
				return err
			}
		case 'e':
			if _, err := c.Value(a); err != nil {
				return err
			}
		case 'x':
			if !slices.Contains(d.g.FreeNames(), name) {
				return expr.Fail(a, suggest(name, d.g.FreeNames()), "%q is not a parameter", abbreviate(name))
			}
			s.used[name] = true
		}
	}
	return nil
}

// checkProfile checks one action per player: the arguments of a call, or the
// parts of a list in parentheses, which a call may also hold as its only
// argument.
func (d *decoder) checkProfile(src string, n *expr.Node) *expr.Error {
	parts := n.Args
	if len(parts) == 1 && parts[0].Kind == expr.NTuple && n.Kind == expr.NCall {
		parts = parts[0].Args
	}
	if n.Kind != expr.NCall && n.Kind != expr.NTuple {
		parts = []*expr.Node{n} // the profile of one player
	}
	if len(parts) != len(d.g.Players) {
		return expr.Fail(n, "", "found %s where %d, one per player, were expected", plural(len(parts), "action"), len(d.g.Players))
	}
	for i, a := range parts {
		p, name := d.g.Players[i], nodeName(src, a)
		if d.action(i, name) < 0 {
			return expr.Fail(a, suggest(name, p.Actions), "%q is not an action of %s", abbreviate(name), p.Name)
		}
	}
	return nil
}

// checkStrategies checks one automaton per player.
func (d *decoder) checkStrategies(src string, n *expr.Node) *expr.Error {
	if d.g.Repeated == nil {
		return expr.Fail(n, "add repeated: with a discount factor", "%s is about repeated play, which the file does not describe", n.Text)
	}
	if len(n.Args) != len(d.g.Players) {
		return expr.Fail(n, "", "found %s where %d, one per player, were expected", plural(len(n.Args), "strategy"), len(d.g.Players))
	}
	for i, a := range n.Args {
		if problem, hint := d.checkStrategy(i, nodeName(src, a)); problem != "" {
			return &expr.Error{Pos: a.Pos, End: a.End, Msg: problem, Hint: hint}
		}
	}
	return nil
}
