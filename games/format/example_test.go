package format_test

import (
	"fmt"
	"os"

	"brink/games/format"
)

// Every problem of a file is reported at its place, with what to do about it.
func ExampleRead() {
	src := `brink: 1
parameters: {c: 1/5}
players: {Blue: [hold, strike], Red: [hold, strike]}
payoffs:
  hold: [[1/2, 1/2], [0, c]]
  strik: [[c, 0], [cc, c]]
`
	_, problems := format.Read("war.yaml", []byte(src), format.YAML)
	for _, p := range problems {
		fmt.Printf("%d:%d %s (%s)\n", p.Line, p.Column, p.Summary, p.Hint)
	}
	// Output:
	// 4:1 the payoffs have no row for the action "strike" of Blue ()
	// 6:3 "strik" is not an action of Blue (did you mean strike?)
	// 6:20 "cc" is not a parameter or a defined name (did you mean c?)
}

// A game is written in any of the formats; those of numbers need a point.
func ExampleWrite() {
	f, problems := format.Read("pennies.yaml", []byte("brink: 1\nplayers: {A: [h, t], B: [h, t]}\npayoffs: [[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]]\n"), format.YAML)
	if problems.HasErrors() {
		panic(problems)
	}
	if err := format.Write(os.Stdout, f.Model, format.LRS); err != nil {
		panic(err)
	}
	// Output:
	// 2 2
	//
	// 1 -1
	// -1 1
	//
	// -1 1
	// 1 -1
}
