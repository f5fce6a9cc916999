package games

// Part is a part of a file as its author wrote it: a text, a list or a mapping. A
// part that stands at several places is shared by them.
type Part struct {
	Kind PartKind
	Text string   // of a PartText
	Keys []string // of a PartMap, one for each of Parts
	// Parts are the elements of a list or the values of a mapping, in order.
	Parts []*Part
	// Name is what the author calls a part that she refers to elsewhere; "" for most.
	Name string
}

// PartKind says what a Part is.
type PartKind uint8

// The kinds of parts.
const (
	PartText PartKind = iota
	PartList
	PartMap
)

// Scalar is a text as a part.
func Scalar(s string) *Part { return &Part{Text: s} }

// Scalars is a list of texts as a part.
func Scalars(ss []string) *Part {
	l := &Part{Kind: PartList}
	for _, s := range ss {
		l.Parts = append(l.Parts, Scalar(s))
	}
	return l
}

// Add appends an entry to a mapping.
func (p *Part) Add(key string, value *Part) {
	p.Kind = PartMap
	p.Keys, p.Parts = append(p.Keys, key), append(p.Parts, value)
}
