package format

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"brink/games"
	"brink/games/algebra"
	"brink/games/expr"
)

// decoder reads a brink game from a YAML tree. It goes on after an error, so
// that one run reports everything; what depends on a part that failed is then
// skipped or checked as far as possible.
type decoder struct {
	*tree
	g       *games.Game
	typed   *typed      // the types at which payoffs are being read
	kind    form        // of the file, once it is known
	model   games.Model // once it is read
	unsound bool        // the model has errors, so that its places may be missing
	scope   *scope
	players []*yaml.Node // of the names, or nil where count: made them
	ok      bool         // the players are known, so profiles have a meaning
	numbers map[string]expr.Value
	domain  []expr.Formula   // conditions for payoffs to be defined
	broken  []string         // automata that were reported
	work    int              // spent on formulas so far
	again   bool             // after an earlier reading,
	found   []games.Term     // which found these
	index   []map[string]int // actions by name, per player; see action
}

// readYAML reads a brink game file in YAML or JSON: as it is written or, where
// that fails, as it is meant (mended).
func readYAML(s *source) games.Model {
	if at, ok := keyless(s.text); ok {
		from := s.at(at)
		s.report(Error, from, place{from.line + 1, 1}, "a table from a spreadsheet has a pair such as (3, 5) in every cell, with tabs between cells; a game file has keys, such as brink: 1",
			"found text without a key where a game was expected")
		return nil
	}
	m, d := decode(s)
	if !s.diags.HasErrors() || d != nil && d.work > maxWork/8 {
		return m
	}
	r := s.mended()
	if r == nil {
		return m
	}
	again, mended := decode(r)
	if !r.diags.HasErrors() || mended != nil && (d == nil || len(r.diags) <= len(s.diags)) {
		s.diags = r.diags
		return again
	}
	return m
}

// keyless reports that a text has no colon anywhere but in the rules of a Markdown
// table, and where it begins: it is no mapping however it is read.
func keyless(text string) (int, bool) {
	start := strings.IndexFunc(text, func(r rune) bool { return expr.ASCII(r) != ' ' && !unicode.IsSpace(r) })
	if start < 0 || strings.IndexByte("[{\"'&*!%>?-", text[start]) >= 0 {
		return 0, false
	}
	for line := range strings.Lines(text) {
		if strings.ContainsFunc(line, isColon) && strings.Trim(line, "|-: \t\r\n") != "" {
			return 0, false
		}
	}
	return start, true
}

// decode reads the text as it is; the decoder is nil where it is no YAML at all.
func decode(s *source) (games.Model, *decoder) {
	before := s.diags
	m, d := decodeAfter(s, nil)
	if d == nil || len(d.scope.terms)+len(d.scope.rooted)+len(d.scope.raised.noted) == 0 {
		return m, d
	}
	s.diags = before
	return decodeAfter(s, d.scope)
}

// decodeAfter reads the text with the terms, and roots and exponentials of choices, that an
// earlier reading noted, if there was one.
func decodeAfter(s *source, before *scope) (games.Model, *decoder) {
	t := parseTree(s)
	if t == nil {
		return nil, nil
	}
	d := &decoder{tree: t, g: &games.Game{}, scope: newScope(), numbers: make(map[string]expr.Value)}
	if before != nil {
		d.again, d.found = true, before.terms
		d.scope.roots, d.scope.raised.rates = before.rooted, before.raised.noted
	}
	return d.game(), d
}

// Version is the version of brink game files that this package reads and writes.
const Version = "1"

// game reads the file: what games of every kind have, and then the form.
func (d *decoder) game() games.Model {
	known := slices.Concat(headerKeys, formKeys())
	for key := range kinds {
		if key != "range" && key != "chooses" && !slices.Contains(known, key) && d.otherKind(d.root, key) {
			return nil
		}
	}
	f := d.fields(d.root, "a game", known...)
	if f == nil {
		return nil
	}
	d.version(f["brink"])
	d.about(f)
	d.parameters(f["parameters"].value)
	d.terms(d.found)
	d.integers(f["integers"])
	d.defines(f["define"].value)
	d.ranges()
	d.assumptions(f["assume"].value)
	d.kind = d.form(f)
	m := d.kind.read(d, f)
	d.model, d.unsound = m, d.diags.HasErrors()
	d.claims(f["claims"].value)
	d.known(f["known"], d.kind.kind)
	d.unused()
	if m != games.Model(d.g) && m != nil {
		d.g.Written = d.written(f)
		*m.Head() = d.g.Header
	}
	return m
}

// written keeps what the file says of the form and the known results, in its order.
func (d *decoder) written(f map[string]entry) *games.Part {
	out := &games.Part{Kind: games.PartMap}
	known := make(map[*yaml.Node]*games.Part)
	for i := 0; i+1 < len(d.root.Content); i += 2 {
		if key := d.root.Content[i].Value; (slices.Contains(d.kind.keys, key) || key == "known") && f[key].key != nil {
			out.Add(key, partOf(d.root.Content[i+1], known))
		}
	}
	return out
}

// partOf is a node as a part; aliases, which stand replaced by what they refer to,
// share it.
func partOf(n *yaml.Node, known map[*yaml.Node]*games.Part) *games.Part {
	if p := known[n]; p != nil {
		return p
	}
	p := &games.Part{Name: n.Anchor}
	known[n] = p
	switch n.Kind {
	case yaml.SequenceNode:
		p.Kind = games.PartList
		for _, c := range n.Content {
			p.Parts = append(p.Parts, partOf(c, known))
		}
	case yaml.MappingNode:
		p.Kind = games.PartMap
		for i := 0; i+1 < len(n.Content); i += 2 {
			p.Add(n.Content[i].Value, partOf(n.Content[i+1], known))
		}
	default:
		p.Text = n.Value
	}
	return p
}

func (d *decoder) version(e entry) {
	if e.key == nil {
		d.errorAtNode(d.first(), "begin the file with brink: 1", "the file does not give the version of its format")
		return
	}
	if v, ok := d.text(e, "the version"); ok && v != Version {
		d.errorAtNode(e.value, "write brink: 1", "found format version %q, which is not known here", abbreviate(v))
	}
}

// first is the node to blame for what a file lacks as a whole.
func (d *decoder) first() *yaml.Node {
	if len(d.root.Content) > 0 {
		return d.root.Content[0]
	}
	return d.root
}

func (d *decoder) about(f map[string]entry) {
	g := d.g
	if e := f["id"]; e.key != nil {
		if id, ok := d.text(e, "the id"); ok {
			if i := strings.IndexFunc(id, func(r rune) bool { return !idRune(r) }); i >= 0 || id == "" {
				d.errorAtNode(e.value, "use letters, digits and -", "found the id %q, which is not a short name", abbreviate(id))
			}
			g.ID = id
		}
	}
	g.Name = d.prose(f["name"], "the name")
	g.Description = d.prose(f["description"], "the description")
	g.Shelf = d.optionalText(f["shelf"], "the shelf")
	g.Source = d.texts(f["source"], "a source")
	g.Notes = d.proses(f["notes"], "a note")
	g.See = d.texts(f["see"], "the id of a model")
	g.Assertion = d.assertion(f)
	d.optionalText(f["$schema"], "the schema")
}

// idRune reports whether r may stand in an id.
func idRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || r == '-' || r == '_' || r == '.'
}

// entry is a key of a mapping with its value.
type entry struct{ key, value *yaml.Node }

// entries lists the entries of a mapping in order; it reports any other shape.
func (d *decoder) entries(n *yaml.Node, what string) ([]entry, bool) {
	if n.Kind != yaml.MappingNode {
		d.errorAtNode(n, "write key: value, with a space behind the colon", "found %s where a mapping was expected for %s", kindName(n), what)
		return nil, false
	}
	out := make([]entry, 0, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		out = append(out, entry{n.Content[i], n.Content[i+1]})
	}
	return out, true
}

// fields reads a mapping with known keys; it reports the others. A key that is
// absent has a zero entry. The result is nil when n is no mapping.
func (d *decoder) fields(n *yaml.Node, what string, allowed ...string) map[string]entry {
	es, ok := d.entries(n, what)
	if !ok {
		return nil
	}
	f, misspelt := make(map[string]entry, len(es)), make(map[string]entry)
	es = d.indented(n, es, allowed)
	for _, e := range es {
		if d.full() {
			break
		}
		if !slices.Contains(allowed, e.key.Value) {
			hint := suggest(e.key.Value, allowed)
			if n.Style&yaml.FlowStyle != 0 && isEmpty(e.value) {
				hint = "inside { } and [ ] a comma ends a text; quote text that contains one"
				if strings.Trim(e.key.Value, "0123456789") == "" {
					hint = "the decimal point is written . as in 0.5, and digits are not grouped"
				}
			}
			d.errorAtNode(e.key, hint, "%q is not a key of %s", abbreviate(e.key.Value), what)
			// What it was meant for is read, so that one slip is one message.
			if meant, ok := strings.CutPrefix(expr.DidYouMean(e.key.Value, allowed), "did you mean "); ok {
				misspelt[strings.TrimSuffix(meant, "?")] = e
			}
			continue
		}
		f[e.key.Value] = e
	}
	for key, e := range misspelt {
		if f[key].key == nil {
			f[key] = e
		}
	}
	return f
}

// indented gives a key without a value the entries behind it that are no keys here:
// they were meant to be indented, and are read so after one message.
func (d *decoder) indented(n *yaml.Node, es []entry, allowed []string) []entry {
	if n.Style&yaml.FlowStyle != 0 {
		return es
	}
	var out []entry
	for _, e := range es {
		last := len(out) - 1
		moved := last >= 0 && out[last].value.Tag == movedTag
		if last < 0 || slices.Contains(allowed, e.key.Value) || !moved && (!isEmpty(out[last].value) || !slices.Contains(allowed, out[last].key.Value) ||
			strings.HasPrefix(expr.DidYouMean(e.key.Value, allowed), "did you mean")) {
			out = append(out, e)
			continue
		}
		if !moved {
			d.errorAtNode(e.key, "indent the entries of "+out[last].key.Value+": by two spaces", "%q stands beside %s: and not in it", abbreviate(e.key.Value), out[last].key.Value)
			out[last].value = &yaml.Node{Kind: yaml.MappingNode, Tag: movedTag, Line: e.key.Line, Column: e.key.Column}
		}
		out[last].value.Content = append(out[last].value.Content, e.key, e.value)
	}
	return out
}

// movedTag marks a mapping that indented has made.
const movedTag = "!moved"

// suggest is expr.DidYouMean; a long list of what is allowed is given too.
func suggest(name string, allowed []string) string {
	if h := expr.DidYouMean(name, allowed); h != "" {
		return h
	}
	if len(allowed) == 0 || len(allowed) > 40 {
		return ""
	}
	return "known here: " + strings.Join(allowed, ", ")
}

// list returns the parts of a list; with single, a value that is no list
// stands for a list of one.
func (d *decoder) list(n *yaml.Node, what string, single bool) ([]*yaml.Node, bool) {
	switch {
	case n.Kind == yaml.SequenceNode:
		return n.Content, true
	case single && n.Kind == yaml.ScalarNode && !isEmpty(n):
		return []*yaml.Node{n}, true
	}
	hint := ""
	if n.Kind == yaml.ScalarNode {
		hint = "write a list in square brackets, with commas between its entries, or a line with - for each"
	}
	d.errorAtNode(n, hint, "found %s where a list of %s was expected", kindName(n), what)
	return nil, false
}

// text reads the scalar of an entry verbatim: there are no booleans and no
// floating-point numbers in game files.
func (d *decoder) text(e entry, what string) (string, bool) {
	return d.scalar(e.value, e.key, what)
}

func (d *decoder) scalar(n, key *yaml.Node, what string) (string, bool) {
	if n == nil { // the mapping lacks the key
		d.errorAtNode(d.first(), "", "the file does not give %s", what)
		return "", false
	}
	if isEmpty(n) {
		at := n
		if n.Value == "" && key != nil {
			at = key // an empty value has no width of its own
			if _, behind, ok := strings.Cut(d.line(key.Line), " #"); ok {
				d.errorAtNode(at, "quote text that begins with #, which begins a comment", "found the comment %q where %s was expected", abbreviate("#"+behind), what)
				return "", false
			}
		}
		d.errorAtNode(at, "write it here, or leave the key out; a name such as null is quoted", "found nothing where %s was expected", what)
		return "", false
	}
	if n.Kind != yaml.ScalarNode {
		d.errorAtNode(n, "write it without brackets; text that contains [ or { is quoted", "found %s where %s was expected", kindName(n), what)
		return "", false
	}
	return n.Value, true
}

// optionalText reads the text of an entry that may be absent.
func (d *decoder) optionalText(e entry, what string) string {
	if e.key == nil {
		return ""
	}
	s, _ := d.text(e, what)
	return s
}

// texts reads a text or a list of texts.
func (d *decoder) texts(e entry, what string) []string {
	if e.key == nil {
		return nil
	}
	if isEmpty(e.value) {
		d.text(e, what)
		return nil
	}
	parts, _ := d.list(e.value, "texts", true)
	var out []string
	for _, p := range parts {
		if s, ok := d.scalar(p, nil, what); ok {
			out = append(out, s)
		}
	}
	return out
}

// value compiles the formula of a scalar as a number.
func (d *decoder) value(n *yaml.Node, sc expr.Scope) (expr.Value, bool) {
	src, ok := d.scalar(n, nil, "a number or a formula")
	if !ok {
		return expr.Value{}, false
	}
	if v, ok := d.number(src); ok {
		return v, true
	}
	v, domain, ok := d.compileValue(n, 0, src, sc)
	if ok && !domain.IsTrue() {
		d.domain = append(d.domain, domain)
	}
	return v, ok
}

// number reads a plain number; equal texts share one value.
func (d *decoder) number(src string) (expr.Value, bool) {
	if v, ok := d.numbers[src]; ok {
		return v, true
	}
	if src == "" || strings.IndexByte("0123456789.-+", src[0]) < 0 {
		return expr.Value{}, false
	}
	r, err := expr.ParseNumber(src)
	if err != nil {
		return expr.Value{}, false
	}
	v := expr.Plain(algebra.FromRat(r))
	d.numbers[src] = v
	return v, true
}

// ratio compiles a scalar as a number without cases.
func (d *decoder) ratio(n *yaml.Node) (algebra.Ratio, bool) {
	v, ok := d.value(n, d.scope)
	if !ok {
		return algebra.Ratio{}, false
	}
	r, ok := v.Ratio()
	if !ok {
		d.errorAtNode(n, "write it without if, min, max and abs", "found an expression with cases where a single one was expected")
	}
	return r, ok
}

// condition compiles a scalar as a truth value.
func (d *decoder) condition(n *yaml.Node) (games.Condition, bool) {
	src, ok := d.scalar(n, nil, "a condition")
	if !ok {
		return games.Condition{}, false
	}
	f, domain, ok := d.compileFormula(n, 0, src, d.scope)
	return games.Condition{Text: strings.TrimRight(src, " \n"), Formula: f, Defined: domain}, ok
}

func (d *decoder) assumptions(n *yaml.Node) {
	if n == nil {
		return
	}
	parts, _ := d.list(n, "conditions", true)
	for _, p := range parts {
		c, ok := d.condition(p)
		if !ok {
			continue
		}
		if c.Formula.IsFalse() {
			d.warnAtNode(p, "", "this assumption never holds")
		}
		d.g.Assume = append(d.g.Assume, c)
	}
}

// unused warns of parameters that nothing mentions: most are misspelt elsewhere.
func (d *decoder) unused() {
	if d.diags.HasErrors() {
		return
	}
	for i, p := range d.g.Free() {
		if !d.scope.used[p.Name] {
			d.warnAtNode(d.scope.nodes[i], "", "the parameter %s is never used", p.Name)
		}
	}
}

// quoteList joins names for messages.
func quoteList(names []string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(", … (%d in all)", len(names))
	}
	return strings.Join(names, ", ")
}
