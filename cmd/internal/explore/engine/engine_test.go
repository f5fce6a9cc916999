package engine

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"brink/games"
	"brink/solver/ask"
)

// asked puts a request and returns the reply.
func asked(t testing.TB, e *Engine, req map[string]any) map[string]any {
	t.Helper()
	b, err := json.Marshal(req)
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]any
	if err := json.Unmarshal(e.Answer(context.Background(), b, nil), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// TestEveryQuestion asks all there is of one model.
func TestEveryQuestion(t *testing.T) {
	var e Engine
	for name := range questions() {
		for _, lang := range []string{"en", "zh"} {
			if lang == "zh" && (name == "report" || name == "verify") {
				continue // the same work again
			}
			options := map[string]any{"what": "table", "param": "phi", "discount": "c"}
			r := asked(t, &e, map[string]any{"id": 7, "question": name, "lang": lang, "model": "first-strike", "options": options})
			if r["ok"] != true || r["id"] != 7.0 {
				t.Errorf("%s: %v", name, r["problems"])
			}
		}
	}
}

// TestProblems: a file with a mistake, and what is no request, are refused with the place.
func TestProblems(t *testing.T) {
	var e Engine
	file := func(text string) map[string]any {
		return map[string]any{"question": "conditions", "lang": "zh", "file": map[string]any{"name": "a.yaml", "text": text}}
	}
	for _, c := range []struct {
		req  map[string]any
		line float64
	}{
		{file("brink: 1\nplayers: {A: [x, y], B: [x, y]}\npayofs: {each: c}\n"), 3},
		{file(""), 0},
		{file(strings.Repeat("#", MaxFile+1)), 0},
		{map[string]any{"question": "conditions", "model": "no-such-model"}, 0},
		{map[string]any{"question": "guess"}, 0},
		{map[string]any{"question": "equilibria", "model": "pd", "point": map[string]any{"T": "1/0"}}, 0},
		{map[string]any{"question": "equilibria", "model": "pd", "point": map[string]any{"t": "1"}}, 0},
		{map[string]any{"question": "describe", "model": "pd", "lang": "xx"}, 0},
		{map[string]any{"question": "regions", "model": "pd", "options": map[string]any{"x": "T", "ranges": map[string]any{"T": []string{"2", "1"}}}}, 0},
	} {
		r := asked(t, &e, c.req)
		problems, _ := r["problems"].([]any)
		if r["ok"] != false || len(problems) == 0 {
			t.Errorf("%v: %v", c.req["question"], r)
			continue
		}
		first := problems[0].(map[string]any)
		if first["message"] == "" || c.line > 0 && first["line"] != c.line {
			t.Errorf("%v: %v", c.req["question"], first)
		}
	}
}

// TestMarkup: nothing of a file gets into markup unescaped.
func TestMarkup(t *testing.T) {
	const evil = `<img src=x onerror=alert(1)>`
	text := `brink: 1
name: "` + evil + `"
description: "` + evil + `"
parameters: {c: {default: 1/5, description: "` + evil + `", unit: "` + evil + `"}}
players: {"` + evil + `": [hold, "<b>"], Red: [hold, "<b>"]}
payoffs:
  hold: [[1, 1], [0, c]]
  "<b>": [[c, 0], [0, 0]]
claims: [{id: one, says: "` + evil + `", holds: "nash(hold, hold)", source: "` + evil + `"}]
`
	var e Engine
	for _, name := range []string{"describe", "conditions", "equilibria", "regions", "verify"} {
		r := asked(t, &e, map[string]any{"question": name, "file": map[string]any{"name": "a.yaml", "text": text}})
		if r["ok"] != true {
			t.Errorf("%s: %v", name, r["problems"])
		}
		walk(r, func(key, s string) {
			markup := key == "html" || key == "svg" || key == "label" || key == "mathml" || key == "strategies" || key == "payoffs" || key == "formula" || key == "given" || key == "says_html" || key == "holds_when"
			if markup && (strings.Contains(s, "<img src=x") || strings.Contains(s, "<b>")) {
				t.Errorf("%s: %s is not escaped: %s", name, key, s)
			}
		})
	}
}

// walk visits the texts of a reply with their keys.
func walk(v any, visit func(key, s string)) {
	var at func(key string, v any)
	at = func(key string, v any) {
		switch v := v.(type) {
		case string:
			visit(key, v)
		case []any:
			for _, x := range v {
				at(key, x)
			}
		case map[string]any:
			for k, x := range v {
				at(k, x)
			}
		}
	}
	at("", v)
}

// FuzzRequests: whatever is asked, the reply is JSON that says whether it is an answer.
func FuzzRequests(f *testing.F) {
	for _, s := range []string{`{}`, `{"question":"describe","model":"pd"}`, `{"question":"hold","model":"pd","point":{"T":"1e9"}}`, `{"question":"regions","model":"pd","options":{"x":"T"}}`, `{"question":"snap","model":"pd","options":{"param":"T"},"budget_ms":-1}`, `[`, `{"question":"export","options":{"what":"file","format":"efg"},"model":"pd"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, request []byte) {
		var req map[string]any
		if json.Unmarshal(request, &req) == nil {
			req["budget_ms"] = 50
			if m, ok := req["model"].(string); ok && m != "pd" && m != "first-strike" {
				req["model"] = "pd" // those are quick
			}
			request, _ = json.Marshal(req)
		}
		var e Engine
		var reply struct{ OK *bool }
		if err := json.Unmarshal(e.Answer(t.Context(), request, nil), &reply); err != nil || reply.OK == nil {
			t.Errorf("%q: %v", request, err)
		}
	})
}

// TestPageless holds the list of what the page leaves to the command line to the
// questions there are.
func TestPageless(t *testing.T) {
	here := []string{"solve", "conditions", "repeated", "regions", "verify"}
	for _, q := range ask.Questions() {
		at := slices.IndexFunc(pageless(), func(p task) bool { return p.name == q.Name })
		if slices.Contains(here, q.Name) == (at >= 0) {
			t.Errorf("%s is answered by the page, or listed for the command line: one of the two", q.Name)
		}
		for _, k := range games.Kinds() {
			if at >= 0 && q.AppliesTo(k) != slices.Contains(pageless()[at].kinds, k) {
				t.Errorf("%s applies to %s games: %v", q.Name, k, q.AppliesTo(k))
			}
		}
	}
}
