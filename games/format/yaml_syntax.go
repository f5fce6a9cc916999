package format

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"

	"go.yaml.in/yaml/v3"
)

// reportSyntax turns an error of the YAML parser into a diagnostic. The parser
// names a line at best, counts it from 0 or from 1 depending on which of its
// parts gave up, and may mean where the enclosing construct starts; here the
// line is made exact.
func reportSyntax(s *source, err error) {
	if opensLikeJSON(s.text) && reportJSON(s) {
		return
	}
	line, msg := yamlMessage(err)
	text, hint := msg, ""
	switch {
	case strings.HasPrefix(msg, "unknown anchor "):
		name, _, _ := strings.Cut(strings.TrimPrefix(msg, "unknown anchor '"), "'")
		if i := strings.Index(s.text, "*"+name); i >= 0 {
			s.errorAt(i, i+1+len(name), "quote text that begins with *", "there is no anchor &%s before this alias", name)
			return
		}
	case msg == "did not find expected key" || msg == "did not find expected '-' indicator" || msg == "did not find expected <document start>":
		// Any prefix that stops before the fault parses or fails otherwise.
		line = 1 + sort.Search(len(s.lines)-1, func(k int) bool {
			to := len(s.text)
			if k+1 < len(s.lines) {
				to = s.lines[k+1]
			}
			_, m := yamlMessage(yaml.Unmarshal([]byte(s.text[:to]), new(yaml.Node)))
			return m == msg
		})
		text, hint = "this line does not fit the indentation before it", "entries of one mapping or list start in the same column; quote text that contains \": \" or begins with a sign"
	case strings.HasSuffix(msg, "',' or ']'"):
		line++
		text, hint = "a list that starts here is not closed properly", "separate entries with commas and close with ]; quote text that contains [ or ], as in range: \"[0, 1)\""
	case strings.HasSuffix(msg, "',' or '}'"):
		line++
		text, hint = "a mapping that starts here is not closed properly", "separate entries with commas and close with }; quote text that contains { or }"
	case msg == "did not find expected node content":
		line++
		text, hint = "a value is missing", "quote text that begins with , ] } or another sign"
	case msg == "mapping values are not allowed in this context":
		text, hint = "found a : that starts a value where none can be", "quote text that contains \": \""
	case msg == "could not find expected ':'":
		text, hint = "this line has no : behind its key", "write key: value, and indent what belongs to a key more than the key"
	case msg == "did not find expected alphabetic or numeric character":
		text, hint = "found * or & before what is no name", "entries of a list begin with -, and text that begins with a sign is quoted"
	case strings.Contains(msg, "directive"):
		text, hint = "found a line that begins with %", "a comment begins with #"
	case msg == "did not find expected comment or line break":
		text, hint = "found text behind > or |", "leave out signs before the keys; quote text that begins with > or |"
	case msg == "found unknown escape character":
		text, hint = "found a \\ that means nothing in double quotes", "leave it out, or use single quotes"
	case msg == "found character that cannot start any token":
		hint = "quote text that begins with a special character"
		if k := strings.IndexAny(s.line(max(line, 1)), "@`%"); k >= 0 {
			text = fmt.Sprintf("found %c where a value begins", s.line(max(line, 1))[k])
		}
		if strings.Contains(s.line(max(line, 1)), "\t") {
			text, hint = "found a tab where indentation was expected", "indent with spaces"
		}
	case msg == "found unexpected end of stream":
		text, hint = "a quoted text is not closed", "add the missing quote"
	}
	line = min(max(line, 1), len(s.lines))
	indent := len(s.line(line)) - len(strings.TrimLeft(s.line(line), " \t"))
	s.report(Error, place{line, indent + 1}, place{line + 1, 1}, hint, text)
}

// lazily compiles a pattern when it is first used: patterns that most runs never
// need would slow the start of every program.
func lazily(pattern string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(pattern) })
}

var yamlLine = lazily(`^yaml: (?:line (\d+): )?(?s:(.*))$`)

// yamlMessage splits an error of the YAML parser into line, 0 if it names none,
// and message, "" for no error.
func yamlMessage(err error) (int, string) {
	if err == nil {
		return 0, ""
	}
	m := yamlLine().FindStringSubmatch(err.Error())
	if m == nil {
		return 0, err.Error()
	}
	line, _ := strconv.Atoi(m[1])
	return line, m[2]
}

// opensLikeJSON reports whether the text opens as JSON does, and YAML in braces
// rarely.
func opensLikeJSON(text string) bool {
	const space = " \t\r\n\f"
	inside, brace := strings.CutPrefix(strings.TrimLeft(text, space), "{")
	return brace && strings.HasPrefix(strings.TrimLeft(inside, space), `"`)
}

// reportJSON reports the syntax error of a JSON text at its exact place; it
// returns false when the text is JSON, or is meant as YAML in braces.
func reportJSON(s *source) bool {
	var syntax *json.SyntaxError
	var v any
	if err := json.Unmarshal([]byte(s.text), &v); !errors.As(err, &syntax) {
		return false
	}
	at := max(int(syntax.Offset)-1, 0)
	msg := strings.TrimPrefix(syntax.Error(), "json: ")
	hint := "strings and keys need double quotes"
	switch {
	case msg == "unexpected end of JSON input":
		at, hint = len(strings.TrimRight(s.text, " \t\r\n")), "a bracket is not closed"
	case strings.Contains(msg, " after "):
		hint = "a comma or a closing bracket is missing before it"
	}
	s.errorAt(at, at, hint, "%s", msg)
	return true
}
