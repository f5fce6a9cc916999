package format

import (
	"strconv"
	"strings"

	"brink/games"
)

// describeWritten lays out the form of a model as it was written. In YAML a node of a
// tree that occurs again is written once, and named.
func describeWritten(o *out, written *games.Part, to Format) {
	l := partLayout{ids: make(map[string]int), of: make(map[*games.Part]int), made: make(map[int]*out), taken: make(map[string]bool)}
	l.id(written)
	l.uses = make([]int, len(l.ids))
	l.count(written)
	l.name = to == YAML
	for i, key := range written.Keys {
		o.add(key, l.lay(key, written.Parts[i]))
	}
}

// partLayout makes what is written of parts. Equal parts have one number.
type partLayout struct {
	ids   map[string]int
	of    map[*games.Part]int
	uses  []int // by number
	made  map[int]*out
	taken map[string]bool // names of parts
	name  bool            // parts that occur again
}

// id numbers a part such that equal ones have the same number.
func (l *partLayout) id(p *games.Part) int {
	if id, ok := l.of[p]; ok {
		return id
	}
	var b strings.Builder
	b.WriteString(strconv.Itoa(int(p.Kind)))
	b.WriteString(strconv.Quote(p.Text))
	for i, c := range p.Parts {
		if p.Kind == games.PartMap {
			b.WriteString(strconv.Quote(p.Keys[i]))
		}
		b.WriteString(strconv.Itoa(l.id(c)) + ",")
	}
	id, ok := l.ids[b.String()]
	if !ok {
		id = len(l.ids)
		l.ids[b.String()] = id
	}
	l.of[p] = id
	return id
}

// count counts the places of nodes of a tree, not those inside one that was met before.
func (l *partLayout) count(p *games.Part) {
	if id := l.of[p]; l.named(p) {
		if l.uses[id]++; l.uses[id] > 1 {
			return
		}
	}
	for _, c := range p.Parts {
		l.count(c)
	}
}

// named reports whether a part is written once where it occurs again: what follows a
// move of a tree.
func (l *partLayout) named(p *games.Part) bool {
	if p.Kind != games.PartMap {
		return false
	}
	for _, key := range p.Keys {
		if key == "move" || key == "then" {
			return true
		}
	}
	return false
}

// maxFlow is the length up to which a mapping of texts and of lists of them stands on
// one line.
const maxFlow = 76

func (l *partLayout) lay(key string, p *games.Part) *out {
	id := l.of[p]
	again := l.name && l.named(p) && l.uses[id] > 1
	if first := l.made[id]; again && first != nil {
		return &out{kind: outAlias, text: first.anchor}
	}
	switch p.Kind {
	case games.PartText:
		return scalar(p.Text)
	case games.PartList:
		o := &out{kind: outList, flow: true}
		for _, c := range p.Parts {
			part := l.lay("", c)
			o.list = append(o.list, part)
			// Mappings, and lists of lists that no line holds, stand one below another.
			o.flow = o.flow && part.kind != outMap
		}
		if o.flow && deep(p) && len(yamlFlow(o)) > lineWidth {
			o.flow = false
		}
		return o
	}
	o := &out{kind: outMap}
	if again {
		o.anchor = l.anchor(key, p)
		l.made[id] = o
	}
	plain := len(p.Parts) > 0
	for i, c := range p.Parts {
		o.add(p.Keys[i], l.lay(p.Keys[i], c))
		plain = plain && c.Kind != games.PartMap && !deep(c)
	}
	o.flow = plain && l.name && len(yamlFlow(o)) <= maxFlow
	return o
}

// deep reports whether a list holds other lists or mappings.
func deep(p *games.Part) bool {
	for _, c := range p.Parts {
		if c.Kind != games.PartText {
			return true
		}
	}
	return false
}

// anchor is a free name for a part: the author's, or that of the place where it stands
// first.
func (l *partLayout) anchor(key string, p *games.Part) string {
	name := p.Name
	if name == "" {
		name = key
	}
	name = strings.Map(func(r rune) rune {
		if r < 0x80 && (r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return r
		}
		return '_'
	}, name)
	base := name
	for n := 2; l.taken[name]; n++ {
		name = base + "-" + strconv.Itoa(n)
	}
	l.taken[name] = true
	return name
}
