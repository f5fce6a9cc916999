package answer

import "brink/solver/note"

// Conversion is a game in another format: one text, or one for each claim. It is not
// complete when a claim has no formula.
type Conversion struct {
	Base
	Texts []ConvertedText
	// Drawn says that the form wanted is the table of payoffs, which is for those to
	// write who show answers.
	Drawn bool
	// Left are the claims that have no formula.
	Left []UnconvertedClaim
}

// ConvertedText is a text and a name for the file it may go to.
type ConvertedText struct {
	Name string
	Data []byte
}

// UnconvertedClaim is a claim without a formula, and why.
type UnconvertedClaim struct {
	Claim string
	Why   note.Note
}

// JSON is nothing: the texts are the answer.
func (c *Conversion) JSON(Words) any { return nil }
