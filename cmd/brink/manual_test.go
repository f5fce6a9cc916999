package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"brink/cmd/internal/report"
)

// everyCommand visits a command and those under it.
func everyCommand(c *cobra.Command, visit func(*cobra.Command)) {
	visit(c)
	for _, sub := range c.Commands() {
		everyCommand(sub, visit)
	}
}

// TestManual holds every command, topic and flag to a text in every language, and the
// pages to the commands: what a page says of no flag is a slip.
func TestManual(t *testing.T) {
	knows := regexp.MustCompile(`\{1\}`)
	han := regexp.MustCompile(`\p{Han}`)
	en := report.English()
	for _, lang := range report.Languages() {
		w, err := report.ParseLanguage(lang)
		if err != nil {
			t.Fatal(err)
		}
		pages := make(map[string]bool)
		everyCommand((&app{words: w}).root(nil), func(c *cobra.Command) {
			page := manualPage(c)
			pages[page] = true
			m, first := w.Manual(page), en.Manual(page)
			if m.Short == "" || (m.Long == "") != (first.Long == "") {
				t.Errorf("%s: no help of %s", lang, c.CommandPath())
			}
			if got, want := knows.FindAllString(m.Long, -1), knows.FindAllString(first.Long, -1); len(got) != len(want) {
				t.Errorf("%s: the help of %s fills {1} %d times, in English %d times", lang, page, len(got), len(want))
			}
			flags := make(map[string]bool)
			c.LocalFlags().VisitAll(func(f *pflag.Flag) {
				flags[f.Name] = true
				if f.Usage == "" {
					t.Errorf("%s: no help of %s --%s", lang, c.CommandPath(), f.Name)
				}
				if strings.Contains(f.Usage, "{1}") || strings.Contains(c.Long, "{1}") {
					t.Errorf("%s: nothing fills {1} in the help of %s --%s", lang, c.CommandPath(), f.Name)
				}
				if lang == "zh" && !han.MatchString(f.Usage) {
					t.Errorf("%s --%s: %q is not Chinese", c.CommandPath(), f.Name, f.Usage)
				}
			})
			for _, name := range m.Names() {
				if page != "brink" && !flags[name] {
					t.Errorf("%s: %s has no flag --%s, which its help explains", lang, page, name)
				}
			}
			if strings.Join(m.Names(), " ") != strings.Join(first.Names(), " ") {
				t.Errorf("%s: the help of %s explains %v, in English %v", lang, page, m.Names(), first.Names())
			}
		})
		for _, page := range w.ManualPages() {
			if !pages[page] {
				t.Errorf("%s: the page %s belongs to no command", lang, page)
			}
		}
	}
}

// TestChineseHelp looks for lines of the English help in the Chinese one, beside
// examples of what is typed.
func TestChineseHelp(t *testing.T) {
	help := func(lang, page string) []string {
		var out, errw bytes.Buffer
		if code := run(context.Background(), append(strings.Fields(page), "--help", "--lang", lang), strings.NewReader(""), &out, &errw); code != exitOK {
			t.Fatalf("%s: exit code %d: %s", page, code, errw.String())
		}
		return strings.Split(out.String(), "\n")
	}
	typed := regexp.MustCompile(`^  (brink|bash|zsh|fish|powershell|python3|coqc|id,) |[\[({:]`)
	everyCommand((&app{words: report.English()}).root(nil), func(c *cobra.Command) {
		_, page, _ := strings.Cut(c.CommandPath(), " ")
		english := make(map[string]bool)
		for _, line := range help("en", page) {
			english[line] = true
		}
		for _, line := range help("zh", page) {
			if english[line] && latinWord.MatchString(line) && !typed.MatchString(line) {
				t.Errorf("%s: %q is not Chinese", c.CommandPath(), line)
			}
		}
	})
	for _, b := range []string{automataText(report.Chinese()), otherPredicates(report.Chinese())} {
		if s := regexp.MustCompile(`\b(or|plays|cooperates|of all|how many)\b`).FindString(b); s != "" {
			t.Errorf("%q is not Chinese, in %s", s, b)
		}
	}
}
