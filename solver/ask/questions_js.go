package ask

// Questions lists the questions that the page in the browser has a place for. The others
// are left out there, for each brings its engines along.
func Questions() []Question {
	return []Question{Solve, Conditions, Repeated, Regions, Verify}
}
