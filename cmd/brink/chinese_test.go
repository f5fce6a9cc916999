package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"

	"brink/games/format"
	"brink/games/models"
)

var latinWord = regexp.MustCompile(`[A-Za-z][A-Za-z'’]*`)

// latinSentence matches words of the Latin alphabet that follow each other.
var latinSentence = regexp.MustCompile(`[A-Za-z][a-z'’]+([ ,:;]+[A-Za-z][a-z'’]+)+`)

// citation matches a source in brackets: it has a year.
var citation = regexp.MustCompile(`（[^（）]*(18|19|20)[0-9]{2}[^（）]*）`)

// TestChineseTables looks for English that tables show under --lang zh beside what is
// of the model (its names and texts, in whichever language they are) and formulas.
func TestChineseTables(t *testing.T) {
	for _, c := range []struct{ model, command string }{
		{"pd", "show"}, {"pd", "conditions --at-defaults"}, {"pd", "verify"}, {"pd", "repeated"}, {"pd", "repeated --payoff-set"},
		{"pd", "check"}, {"pd", "play --rounds 20"}, {"pd", "solve --all-labels"},
		{"chicken", "solve --limit 1"}, {"chicken", "solve --one"}, {"chicken", "solve --method lemke-howson"}, {"chicken", "solve --method pure"}, {"chicken", "solve --method support --limit 1"},
		{"chicken", "solve"}, {"chicken", "describe"}, {"chicken", "logit"}, {"chicken", "conditions --check"},
		{"fearon", "verify"}, {"chain-store", "solve"}, {"chain-store", "conditions"}, {"chain-store", "solve --concept spe"}, // trees
		{"kydd-trust", "conditions"}, {"kydd-trust", "verify"}, {"baliga-sjostrom", "conditions"}, {"baliga-sjostrom", "solve"}, // types
		{"many-fingers", "conditions"}, {"many-fingers", "verify"}, {"patent-race", "conditions"}, // numbers of players
		{"leapfrog", "conditions"}, {"leapfrog", "solve"}, // states
		{"tullock", "conditions"}, {"tullock", "solve"}, {"tullock", "verify"}, // choices
		{"richardson", "conditions"}, {"richardson", "solve"}, {"richardson", "verify"}, // dynamics
		{"norm-coalition", "conditions"}, {"public-monitoring", "repeated"},
		{"first-strike", "regions --over phi"}, {"first-strike", "verify --check"}, {"first-strike", "population --size 5"},
	} {
		src, ok := models.Source(c.model)
		if !ok {
			t.Fatalf("no model %s", c.model)
		}
		if _, diags := format.Read(c.model, src, format.YAML); diags.HasErrors() {
			t.Fatal(diags)
		}
		known := map[string]bool{"and": true, "or": true, "not": true, "true": true, "false": true, "yaml": true, "trust": true, "punish": true}
		for _, w := range latinWord.FindAllString(string(src), -1) {
			known[strings.ToLower(w)] = true
		}
		fields := strings.Fields(c.command)
		args := append([]string{fields[0], c.model}, fields[1:]...)
		var out, errw bytes.Buffer
		if code := run(context.Background(), append(args, "--lang", "zh", "--format", "markdown"), strings.NewReader(""), &out, &errw); code == exitUsage || code == exitSelfCheck {
			t.Errorf("%s %s: exit code %d: %s", c.command, c.model, code, errw.String())
		}
		for _, line := range strings.Split(citation.ReplaceAllString(out.String(), ""), "\n") {
			for _, s := range latinSentence.FindAllString(line, -1) {
				strange := 0
				for _, w := range latinWord.FindAllString(s, -1) {
					if !known[strings.ToLower(w)] {
						strange++
					}
				}
				if strange > 0 && !strings.HasPrefix(s, "brink") { // a command to type
					t.Errorf("%s %s: %q is not Chinese, in: %s", c.command, c.model, s, line)
				}
			}
		}
	}
}
