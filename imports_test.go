package brink

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// rooms says which packages of this module each room may import, tests aside.
// A room covers the folders below it; the longest match applies. "*" in the
// outside list allows any module; otherwise only the standard library and the
// named modules.
var rooms = []struct {
	room    string
	inside  []string
	outside []string
}{
	{"games/algebra", nil, nil},
	{"games/expr", []string{"games/algebra"}, nil},
	{"games", []string{"games/algebra", "games/expr"}, nil},
	{"games/format", []string{"games", "games/algebra", "games/expr"}, []string{"go.yaml.in/yaml/v3"}},
	{"games/models", []string{"games", "games/algebra", "games/expr", "games/format"}, nil},
	{"solver/exact", []string{"games/algebra"}, []string{"golang.org/x/sync"}},
	{"solver/prove", []string{"solver/note", "games/algebra", "games/expr", "solver/exact", "solver/prove"}, []string{"golang.org/x/sync"}},
	{"solver/prove/check", []string{"games/algebra", "games/expr"}, nil},
	{"solver/nash", []string{"solver/note", "games", "games/expr"}, nil},
	{"solver/nash/sets", nil, nil},
	{"solver/nash/method", []string{"solver/note", "games", "solver/exact"}, nil},
	{"solver/nash/pure", []string{"solver/note", "games", "solver/nash/method"}, nil},
	{"solver/nash/bimatrix", []string{"solver/note", "games", "solver/exact", "solver/nash/method", "solver/nash/pure", "solver/nash/sets"}, []string{"golang.org/x/sync"}},
	{"solver/nash/sequence", []string{"solver/note", "games", "solver/exact", "solver/nash/bimatrix", "solver/nash/method", "solver/nash/sets"}, nil},
	{"solver/nash/polynomial", []string{"games/algebra", "solver/exact", "solver/nash/method"}, nil},
	{"solver/nash/nplayer", []string{"solver/note", "games", "games/algebra", "solver/exact", "solver/nash/method", "solver/nash/polynomial", "solver/nash/pure", "solver/nash/sets"}, nil},
	{"solver/nash/symmetric", []string{"solver/note", "games", "games/algebra", "solver/exact", "solver/nash/method", "solver/nash/polynomial", "solver/nash/sets"}, nil},
	{"solver/nash/refine", []string{"games", "solver/exact", "solver/nash/method"}, nil},
	{"solver/nash/logit", []string{"solver/note", "games", "solver/nash/method", "solver/nash/nplayer", "solver/nash/sets"}, []string{"gonum.org/v1/gonum"}},
	{"solver/nash/nashtest", []string{"games", "solver/exact", "solver/nash/method"}, nil},
	{"solver/nash/corpus", []string{"games"}, nil},
	{"solver/dynamics", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/concept", "solver/exact", "solver/prove"}, []string{"golang.org/x/sync", "gonum.org/v1/gonum"}},
	{"solver/repeated", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/exact"}, []string{"golang.org/x/sync", "gonum.org/v1/gonum"}},
	{"solver/concept", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/exact", "solver/prove"}, []string{"golang.org/x/sync"}},
	{"solver/markov", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/concept", "solver/exact", "solver/nash", "solver/prove"}, nil},
	{"solver/anonymous", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/concept", "solver/exact", "solver/nash", "solver/prove"}, nil},
	{"solver/continuous", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/concept", "solver/prove"}, nil},
	{"solver/bayesian", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/concept", "solver/prove"}, nil},
	{"solver/sequential", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/concept", "solver/exact", "solver/prove"}, []string{"golang.org/x/sync"}},
	{"solver/note", nil, nil},
	{"solver/plane", []string{"games/algebra", "games/expr", "solver/exact"}, nil},
	{"solver/known", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/concept", "solver/exact", "solver/markov", "solver/nash", "solver/prove", "solver/repeated", "solver/stability"}, nil},
	{"solver/graph", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/exact", "solver/prove"}, nil},
	{"solver/stability", []string{"games", "games/algebra", "games/expr", "solver/exact", "solver/prove", "solver/nash", "solver/dynamics", "solver/repeated", "solver/note", "solver/concept", "solver/sequential", "solver/markov", "solver/continuous", "solver/bayesian", "solver/anonymous"}, []string{"golang.org/x/sync"}},
	{"solver/answer", []string{"games", "games/algebra", "games/expr", "solver/concept", "solver/exact", "solver/nash/logit", "solver/note", "solver/plane", "solver/prove", "solver/dynamics", "solver/repeated"}, nil},
	{"solver/certify", []string{"solver/note", "games", "games/algebra", "games/expr", "solver/prove"}, nil},
	{"solver/certificate", []string{"games", "games/algebra", "games/expr", "solver/exact", "solver/nash/method", "solver/prove", "solver/repeated"}, nil},
	{"solver/ask", []string{"games", "games/algebra", "games/expr", "games/format", "games/models", "solver"}, []string{"golang.org/x/sync"}},
	{"solver/figures", []string{"games", "games/algebra", "games/expr", "solver"}, nil},
	{"solver/study", []string{"games", "games/algebra", "games/expr", "games/format", "solver"}, []string{"github.com/parquet-go/parquet-go", "gonum.org/v1/gonum"}},
	{"cmd", []string{"games", "solver", "cmd"}, []string{"*"}},
}

// TestImportsPointDownwards holds the code to the design: cmd, then solver, then
// games, then games/expr and games/algebra, and inside solver only what the table above allows.
func TestImportsPointDownwards(t *testing.T) {
	seen := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && path != "." || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		room := -1
		for i, r := range rooms {
			if within(filepath.ToSlash(path), r.room) && (room < 0 || len(r.room) > len(rooms[room].room)) {
				room = i
			}
		}
		if room < 0 {
			t.Errorf("%s is in no room", path)
			return nil
		}
		for _, im := range f.Imports {
			seen++
			name, _ := strconv.Unquote(im.Path.Value)
			if !allowed(name, room) {
				t.Errorf("%s (room %s) imports %s", path, rooms[room].room, name)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Fatal("no import was looked at")
	}
}

func allowed(name string, room int) bool {
	r := rooms[room]
	if inside, ok := strings.CutPrefix(name, "brink/"); ok {
		if within(inside, r.room) {
			return true
		}
		for _, a := range r.inside {
			// games and games/expr stand for themselves; other entries for all
			// below them.
			if inside == a || a != "games" && within(inside, a) || a == "games" && r.room == "cmd" && within(inside, a) {
				return true
			}
		}
		return false
	}
	if first, _, _ := strings.Cut(name, "/"); !strings.Contains(first, ".") {
		return true // standard library
	}
	for _, a := range r.outside {
		if a == "*" || within(name, a) {
			return true
		}
	}
	return false
}

func within(path, room string) bool { return path == room || strings.HasPrefix(path, room+"/") }
