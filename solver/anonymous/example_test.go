package anonymous_test

import (
	"context"
	"fmt"

	"brink/games"
	"brink/games/format"
	"brink/solver/anonymous"
)

// Suppliers who may leak: nobody leaks under grim where patience and number suffice.
func ExampleRepeated() {
	f, _ := format.Read("cartel.yaml", []byte(`
brink: 1
parameters: {n: {range: "[2, inf)"}, g: {range: "(0, inf)"}, h: {range: "(0, inf)"}, d: {range: "[0, 1)"}}
players: {count: n, actions: [hold, leak]}
payoffs: {each: "g*is(leak) - h*others(leak)"}
repeated: {discount: d}
`), "")
	g := f.Model.(*games.Anonymous)
	t, err := anonymous.Repeated(context.Background(), g)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range t.Rows {
		fmt.Println(r.Play[0].Over[0], "if", g.Printer().Formula(r.Exists))
	}
	// Output:
	// grim if h*d*(n - 1) >= g
	// always-leak if true
}
