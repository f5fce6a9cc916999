package format

import "brink/games"

// describeRows lays rows of a table out as the file has them.
func describeRows(rows []games.KnownRow) *out {
	l := &out{kind: outList}
	for _, r := range rows {
		row := &out{kind: outMap, flow: true}
		for _, f := range r.Facts {
			at := row
			for _, name := range f.Path[:len(f.Path)-1] {
				at = at.below(name)
			}
			value := scalar(f.Is.Text)
			switch f.Word {
			case "":
			case "true", "false":
				value = &out{kind: outTruth, text: f.Word}
			default:
				value = scalar(f.Word)
			}
			at.add(f.Path[len(f.Path)-1], value)
		}
		for i, p := range row.pairs {
			switch p.key {
			case "strategies", "beliefs":
				for j := range p.value.pairs {
					certain(p.value.pairs[j].value)
				}
			case "actions":
				row.pairs[i].value = scalars(p.value.keys())
			}
		}
		l.list = append(l.list, row)
	}
	return l
}

// below is the mapping under a key, made where there is none.
func (o *out) below(key string) *out {
	for _, p := range o.pairs {
		if p.key == key {
			return p.value
		}
	}
	m := &out{kind: outMap, flow: true}
	o.add(key, m)
	return m
}

func (o *out) keys() []string {
	var out []string
	for _, p := range o.pairs {
		out = append(out, p.key)
	}
	return out
}

// certain writes {action: 1} as the action, wherever it stands below.
func certain(o *out) {
	if len(o.pairs) == 1 && o.pairs[0].value.kind == outText && o.pairs[0].value.text == "1" {
		*o = *scalar(o.pairs[0].key)
		return
	}
	for _, p := range o.pairs {
		certain(p.value)
	}
}
