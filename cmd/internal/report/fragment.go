package report

import "strings"

// Fragment is the parts of a document as HTML for a page that has styles of its own:
// everything in it is escaped, and nothing in it has a style attribute or can run.
func Fragment(blocks []Block) (string, error) {
	b := &buffer{}
	err := b.htmlBlocks(blocks)
	return b.String(), err
}

// Markup is the cell as HTML: mathematics as MathML, everything else escaped, in parts
// between which a line may break.
func (c Cell) Markup() string {
	_, content := htmlCell(c.cleaned())
	return content
}

// MathML is the formula of a cell; "" where it has none, or one that is only text.
func (c Cell) MathML() string {
	pieces, ok := mathML(c.LaTeX)
	if !ok {
		return ""
	}
	return strings.Join(pieces, " ")
}
