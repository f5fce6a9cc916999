//go:build !js

package ask

// Questions lists all questions.
func Questions() []Question {
	return []Question{Solve, Describe, Conditions, Repeated, Population, Play, Trajectory, Logit, Regions, Branches, Verify}
}
