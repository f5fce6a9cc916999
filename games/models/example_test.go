package models_test

import (
	"fmt"

	"brink/games/format"
	"brink/games/models"
)

// The library is a set of files, read as any other.
func Example() {
	src, ok := models.Source("first-strike")
	f, problems := format.Read("first-strike", src, format.YAML)
	if !ok || problems.HasErrors() {
		panic(problems)
	}
	h := f.Model.Head()
	fmt.Println(h.Name, h.FreeNames(), f.Model.Kind())
	// Output:
	// First strike under offence advantage [phi c] strategic
}
