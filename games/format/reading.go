package format

import "context"

// Reading reads games within a context. What its end cuts short is no file, and the
// diagnostics say so.
type Reading struct{ ctx context.Context }

// Within returns a reading that ends with a context and is charged to its allowance.
func Within(ctx context.Context) Reading { return Reading{ctx} }

// Read is the function Read within the context.
func (r Reading) Read(name string, data []byte, from Format) (*File, Diagnostics) {
	return r.read(name, data, from, readEFG, Diagnostics.HasErrors)
}

// ReadClaims is the function ReadClaims within the context.
func (r Reading) ReadClaims(name string, data []byte, from Format) (*File, Diagnostics) {
	return r.read(name, data, from, readEFG, Diagnostics.outsideClaims)
}

// ReadTree is the function ReadTree within the context.
func (r Reading) ReadTree(name string, data []byte, from Format) (*File, Diagnostics) {
	return r.read(name, data, from, readTree, Diagnostics.HasErrors)
}

// ReadTreeAlone is the function ReadTreeAlone within the context.
func (r Reading) ReadTreeAlone(name string, data []byte, from Format) (*File, Diagnostics) {
	return r.read(name, data, from, readTreeAlone, Diagnostics.HasErrors)
}
