package format

import (
	"math/big"
	"strings"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// maxParameters bounds the parameters of a game: the exponents of every term
// are stored in full.
const maxParameters = 200

// scope gives meaning to the parameters and defined names of a file.
type scope struct {
	order  []string // names in the order of declaration
	values map[string]expr.Value
	domain map[string]expr.Formula // of defined names
	named  map[string]*yaml.Node   // where each name is declared
	used   map[string]bool
	nodes  []*yaml.Node // the names of the parameters
	bounds []*yaml.Node // their ranges, nil where they have none
	terms  []games.Term // with sqrt, exp and log, as noted
	// header has the derived parameters once they are known.
	header *games.Header
	// chosen are the names of what players choose, nil where nothing is; rooted has those
	// whose square roots were noted, and roots those noted by an earlier reading.
	chosen        []string
	rooted, roots map[string]*games.Root
	raised        raised // their exponentials and logarithms
}

func newScope() *scope {
	return &scope{values: make(map[string]expr.Value), domain: make(map[string]expr.Formula), named: make(map[string]*yaml.Node), used: make(map[string]bool)}
}

// Name implements expr.Scope.
func (s *scope) Name(name string) (expr.Value, bool) {
	v, ok := s.values[name]
	s.used[name] = s.used[name] || ok
	return v, ok
}

// Domain implements expr.PartialScope.
func (s *scope) Domain(name string) expr.Formula {
	if f, ok := s.domain[name]; ok {
		return f
	}
	return expr.True()
}

// Call implements expr.Scope: plain formulas have no functions of their own.
func (s *scope) Call(*expr.Compiler, *expr.Node) (expr.Result, bool, *expr.Error) {
	return expr.Result{}, false, nil
}

// Suggest implements expr.Scope.
func (s *scope) Suggest(name string) string {
	if len(s.order) == 0 {
		return "declare it under parameters:"
	}
	return s.near(name, s.order)
}

// near suggests a near name among names, else lists the names of the file and
// says where others are declared.
func (s *scope) near(name string, names []string) string {
	if h := expr.DidYouMean(name, names); strings.HasPrefix(h, "did you mean") {
		return h
	}
	const most = 12
	if n := len(s.order); n == 0 || n > most {
		return "declare it under parameters: or define:"
	}
	return "known here: " + strings.Join(s.order, ", ") + "; declare others under parameters: or define:"
}

// declare adds a name after checking it.
func (d *decoder) declare(n *yaml.Node, what string) bool {
	name := n.Value
	if first, ok := d.scope.named[name]; ok {
		d.errorAtNode(n, "", "the name %s is already taken in line %d", name, first.Line)
		return false
	}
	if !expr.ValidName(name) {
		d.errorAtNode(n, "a name is a letter or _, then letters, digits and _; words of the language such as min and not are taken", "%q cannot be the name of %s", abbreviate(name), what)
		return false
	}
	d.scope.named[name] = n
	d.scope.order = append(d.scope.order, name)
	return true
}

func (d *decoder) parameters(n *yaml.Node) {
	if n == nil {
		return
	}
	es, _ := d.entries(n, "parameters")
	if len(es) > maxParameters {
		d.errorAtNode(es[0].key, "", "found %d parameters; at most %d are read", len(es), maxParameters)
		return
	}
	for _, e := range es {
		if !d.declare(e.key, "a parameter") {
			continue
		}
		p := games.Parameter{Name: e.key.Value, Within: expr.True()}
		var bounds *yaml.Node
		switch {
		case isEmpty(e.value): // neither default nor range
		case e.value.Kind == yaml.ScalarNode:
			p.Default = d.constant(e.value)
		default:
			f := d.fields(e.value, "the parameter "+p.Name, "default", "range", "description", "symbol", "unit")
			if v := f["default"]; v.key != nil {
				p.Default = d.constant(v.value)
			}
			p.Description = d.prose(f["description"], "a description")
			p.Symbol = d.symbol(f["symbol"].value)
			if v := f["unit"]; v.key != nil {
				p.Unit, _ = d.scalar(v.value, nil, "a unit")
			}
			bounds = f["range"].value
		}
		d.scope.values[p.Name] = expr.Plain(algebra.FromPoly(algebra.Variable(len(d.g.Params))))
		d.scope.nodes = append(d.scope.nodes, e.key)
		d.scope.bounds = append(d.scope.bounds, bounds)
		d.g.Params = append(d.g.Params, p)
	}
}

// symbol reads how mathematics writes a parameter.
func (d *decoder) symbol(n *yaml.Node) string {
	if isEmpty(n) {
		return ""
	}
	s, ok := d.scalar(n, nil, "a symbol")
	if ok && !algebra.ValidSymbol(s) {
		d.errorAtNode(n, `a symbol is a letter, a Greek letter such as \phi, and perhaps an index, as in p_{r} or \bar{x}^{*}`, "%q is no symbol of mathematics", abbreviate(s))
		return ""
	}
	return s
}

// constant reads an exact number, perhaps as an expression of numbers; nil
// after an error.
func (d *decoder) constant(n *yaml.Node) *big.Rat {
	src, ok := d.scalar(n, nil, "a number")
	if !ok {
		return nil
	}
	if r, err := expr.ParseNumber(src); err == nil {
		return r
	}
	before := len(d.diags)
	v, _, ok := d.compileValue(n, 0, src, expr.Names{})
	if !ok {
		for i := before; i < len(d.diags); i++ {
			if name, _, unknown := strings.Cut(d.diags[i].Summary, " is not a parameter"); unknown {
				d.diags[i].Summary = "found " + name + " where a number was expected"
				d.diags[i].Hint = "numbers look like 3, -0.25, 1e-3 or 2/3"
			}
		}
		return nil
	}
	if r, ok := v.Ratio(); ok {
		if k, ok := r.Rat(); ok {
			return k
		}
	}
	d.errorAtNode(n, "", "found an expression where a number was expected")
	return nil
}

func (d *decoder) defines(n *yaml.Node) {
	if n == nil {
		return
	}
	es, _ := d.entries(n, "define:")
	for _, e := range es {
		src, ok := d.scalar(e.value, e.key, "an expression")
		if !ok || !d.declare(e.key, "an expression") {
			continue
		}
		d.scope.order = d.scope.order[:len(d.scope.order)-1] // not yet known to itself
		v, domain, ok := d.compileValue(e.value, 0, src, d.scope)
		d.scope.order = append(d.scope.order, e.key.Value)
		if !ok {
			// The name is known from here on, so that its uses are not errors too.
			v, domain = expr.Plain(algebra.Ratio{}), expr.True()
		}
		d.scope.values[e.key.Value], d.scope.domain[e.key.Value] = v, domain
		d.g.Defines = append(d.g.Defines, games.Define{Name: e.key.Value, Text: strings.TrimRight(src, " \n"), Value: v})
	}
}

// ranges compiles the ranges of the parameters, whose ends may mention other
// parameters, and holds the defaults to them.
func (d *decoder) ranges() {
	for i := range d.g.Free() {
		p, n := &d.g.Params[i], d.scope.bounds[i]
		if n == nil || isEmpty(n) {
			continue
		}
		used := d.scope.used[p.Name]
		d.interval(p, n)
		d.scope.used[p.Name] = used // its own range is no use of a parameter
	}
	for _, p := range d.g.Free() {
		if p.Default == nil {
			return
		}
	}
	point, err := d.g.Point(nil)
	if err != nil {
		return // a term has no rational value there
	}
	for i, p := range d.g.Free() {
		if !p.Within.Eval(point) {
			d.warnAtNode(d.scope.bounds[i], "", "the default %s of %s lies outside this range", p.Default.RatString(), p.Name)
		}
	}
}

const intervalHint = `ranges look like "[0, 1]", "(0, 1)", "[0, inf)"; a parenthesis leaves its end out`

// interval reads a range such as "[0, 1)": square brackets include the end, an
// end may be an expression or ±inf. A YAML list of two is a closed range. The ends
// are returned too, nil for infinite ones.
func (d *decoder) interval(p *games.Parameter, n *yaml.Node) (low, high *games.End) {
	x := d.scope.values[p.Name]
	bound := func(at *yaml.Node, base int, src string, op expr.Op) (expr.Formula, *big.Rat) {
		v, domain, ok := d.compileValue(at, base, src, d.scope)
		if !ok {
			return expr.True(), nil
		}
		if end := (&games.End{At: v, Closed: !op.Strict()}); op == expr.GE || op == expr.GT {
			low = end
		} else {
			high = end
		}
		var k *big.Rat
		if r, ok := v.Ratio(); ok {
			k, _ = r.Rat()
		}
		return expr.And(x.Compare(op, v), domain), k
	}
	if n.Kind == yaml.SequenceNode && len(n.Content) == 2 {
		lo, ok1 := d.scalar(n.Content[0], nil, "the lower end of a range")
		hi, ok2 := d.scalar(n.Content[1], nil, "the upper end of a range")
		if !ok1 || !ok2 {
			return nil, nil
		}
		p.Range = "[" + lo + ", " + hi + "]"
		f, a := bound(n.Content[0], 0, lo, expr.GE)
		g, b := bound(n.Content[1], 0, hi, expr.LE)
		p.Within = expr.And(f, g)
		d.emptyRange(n, a, b, true)
		return low, high
	}
	src, ok := d.scalar(n, nil, "a range")
	if !ok {
		return nil, nil
	}
	in, ok := splitInterval(src)
	if !ok {
		d.errorAtNode(n, intervalHint, "%q is not a range", abbreviate(src))
		return nil, nil
	}
	lo, hi := in.low, in.high
	p.Range = in.String()
	within := make([]expr.Formula, 0, 2)
	var ends [2]*big.Rat
	if infinite(lo, "-") {
		d.openEnd(n, !in.lowClosed)
	} else {
		op := expr.GE
		if !in.lowClosed {
			op = expr.GT
		}
		f, k := bound(n, in.lowAt, lo, op)
		within, ends[0] = append(within, f), k
	}
	if infinite(hi, "+") || infinite(hi, "") {
		d.openEnd(n, !in.highClosed)
	} else {
		op := expr.LE
		if !in.highClosed {
			op = expr.LT
		}
		f, k := bound(n, in.highAt, hi, op)
		within, ends[1] = append(within, f), k
	}
	p.Within = expr.And(within...)
	d.emptyRange(n, ends[0], ends[1], in.lowClosed && in.highClosed)
	return low, high
}

func (d *decoder) openEnd(n *yaml.Node, open bool) {
	if !open {
		d.errorAtNode(n, intervalHint, "an infinite end cannot be included")
	}
}

func (d *decoder) emptyRange(n *yaml.Node, lo, hi *big.Rat, closed bool) {
	if lo == nil || hi == nil {
		return
	}
	if c := lo.Cmp(hi); c > 0 || c == 0 && !closed {
		d.errorAtNode(n, intervalHint, "no number lies in this range")
	}
}
