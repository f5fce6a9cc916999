// Package format reads and writes games: brink YAML and JSON, Gambit's .nfg and
// .efg, the text of lrsnash and GameTracer's .gam.
//
// Start with Read, which recognises the format by content and reports every
// problem at once as Diagnostics with file, line and column, and with Write or
// WriteStrategic. What Write writes, Read reads back as the same game. Numbers
// are exact in every format. Schema is the JSON Schema of brink game files for
// editors; the decoder is the authority.
//
// Input is never trusted: sizes are checked before anything of that size is
// allocated, and no input panics or hangs.
package format
