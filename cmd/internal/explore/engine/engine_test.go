package engine

import (
	"context"
	"encoding/json"
	"testing"
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

// TestEveryQuestion asks all there is of one model, in both languages.
func TestEveryQuestion(t *testing.T) {
	var e Engine
	for _, lang := range []string{"en", "zh"} {
		for name := range questions() {
			options := map[string]any{"what": "table", "param": "phi", "discount": "c"}
			r := asked(t, &e, map[string]any{"id": 7, "question": name, "lang": lang, "model": "first-strike", "options": options})
			if r["ok"] != true || r["id"] != 7.0 {
				t.Errorf("%s: %v", name, r["problems"])
			}
		}
	}
}
