package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestGlossary holds the Chinese words of the tables, of the library and of the README
// to docs/glossary.md: what it says is not printed occurs nowhere, and the terms that it
// lists are written in one of these places.
func TestGlossary(t *testing.T) {
	root := filepath.Join("..", "..")
	var texts strings.Builder
	for _, pattern := range []string{"README.zh.md", "cmd/internal/report/chinese*.go", "cmd/internal/report/manual/zh/*.txt", "web/src/words/zh.ts", "games/models/*.yaml"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(files) == 0 {
			t.Fatalf("no files %s: %v", pattern, err)
		}
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			texts.Write(data)
		}
	}
	all := texts.String()
	data, err := os.ReadFile(filepath.Join(root, "docs", "glossary.md"))
	if err != nil {
		t.Fatal(err)
	}
	han := regexp.MustCompile(`\p{Han}+`)
	rows := regexp.MustCompile(`(?m)^\| ([^|]*[a-z][^|]*) \| ([^|]*) \| ?([^|]*)\|$`).FindAllStringSubmatch(string(data), -1)
	if len(rows) < 60 {
		t.Fatalf("the glossary has %d rows", len(rows))
	}
	for _, row := range rows {
		if row[1] == "English" {
			continue
		}
		for _, term := range han.FindAllString(row[2], -1) {
			if !strings.Contains(all, term) {
				t.Errorf("%s: %s is in the glossary and nowhere else", row[1], term)
			}
		}
		for _, term := range han.FindAllString(row[3], -1) {
			if i := strings.Index(all, term); i >= 0 {
				t.Errorf("%s: the glossary does not print %s, which is written in …%s…", row[1], term, excerpt(all, i))
			}
		}
	}
}

// excerpt is the text around a place.
func excerpt(s string, i int) string {
	from, to := max(0, i-40), min(len(s), i+60)
	return strings.ToValidUTF8(s[from:to], "")
}
