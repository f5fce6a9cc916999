package models

import (
	"embed"
	"strings"
)

//go:embed studies/*.yaml
var studies embed.FS

// StudyIDs lists the ids of the built-in studies, in alphabetical order.
func StudyIDs() []string {
	entries, _ := studies.ReadDir("studies") // of an embedded file system
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = strings.TrimSuffix(e.Name(), Extension)
	}
	return ids
}

// StudySource is Source for studies; package format reads them with ReadStudy.
func StudySource(id string) ([]byte, bool) {
	data, err := studies.ReadFile("studies/" + id + Extension)
	return data, err == nil
}
