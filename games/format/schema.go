package format

import (
	_ "embed"
	"slices"
)

//go:embed game.schema.json
var schema []byte

// Schema returns the JSON Schema (draft 2020-12) of brink game files, for
// editors: the comment
//
//	# yaml-language-server: $schema=game.schema.json
//
// at the head of a file points to it. What the schema rejects, Read rejects; the
// meaning of names and formulas is checked by Read alone.
func Schema() []byte { return slices.Clone(schema) }
