package format

import (
	"fmt"
	"strings"
	"testing"

	"brink/games"
)

const typesHead = "brink: 1\nparameters: {p: {range: \"[0, 1]\"}, C: {range: \"(0, inf)\"}}\nplayers: {A: [l, r], B: [l, r]}\n"

// What is wrong with types is said where it stands.
func TestTypesRejected(t *testing.T) {
	const pay = "payoffs: {each: \"is(r)*own(c)\"}\n"
	for _, c := range []struct {
		text, at, says string
	}{
		{"types: {D: {x: {prob: 1}}}\n" + pay, "4:9", "not a player"},
		{"types: {each: {x: {prob: p, c: 1}, y: {prob: p, c: 1}}, A: {x: {prob: 1/2, c: 1}, y: {prob: 1/3, c: 1}}}\n" + pay, "4:1", "sum to 5/6"},
		{"types: {each: {x: {c: 1}, y: {prob: p, c: 1}}}\n" + pay, "4:1", "no probability"},
		{"types: {each: {x: {c: 1}, y: {c: 1}}, prior: {\"x z\": 1}}\n" + pay, "4:47", "not a type of B"},
		{"types: {each: {x: {c: 1}, y: {c: 1}}, prior: {\"x\": 1}}\n" + pay, "4:47", "found 1 type"},
		{"types: {each: {x: {c: 1}, y: {c: 1}}, prior: {\"x y\": 1/2, \"x y\": 1/2}}\n" + pay, "4:59", "twice"},
		{"types: {each: {x: {prob: 1, d: 1}}}\n" + pay, "5:28", "no attribute \"c\""},
		{"types: {each: {c: {uniform: [0, inf]}}}\n" + pay, "4:33", "inf"},
		{"types: {each: {c: {uniform: [1, 0]}}}\n" + pay, "4:29", ""},
		{"types: {each: {c: {uniform: \"[0, inf)\"}}}\n" + pay, "4:29", "no end"},
		{"types: {each: {c: {density: \"z\", in: z, range: \"[0, 1]\"}}}\n" + pay, "4:19", "integrates to 1/2"},
		{"types: {each: {c: {density: \"1/z\", in: z, range: \"[1, 2]\"}}}\n" + pay, "4:29", "not a polynomial"},
		{"types: {each: {c: {density: \"2*z\", in: p, range: \"[0, 1]\"}}}\n" + pay, "4:40", "variable of the density"},
		{"types: {each: {c: {density: \"2*z\", in: z}}}\n" + pay, "4:19", "no range"},
		{"types: {each: {c: {uniform: [0, 1], in: z}}}\n" + pay, "4:19", "another distribution"},
		{"types: {each: {c: {uniform: [0, 1]}, d: {uniform: [0, 1]}}}\n" + pay, "4:15", "one number"},
		{"types: {A: {c: {uniform: [0, 1]}}, B: {x: {prob: p, c: 1}, y: {prob: 1 - p, c: 1}}}\n" + pay, "4:1", "types by name"},
		{"types: {each: {c: {uniform: [0, 1]}}}\npayoffs: {each: \"is(r)/own(c)\"}\n", "5:1", "private number"},
		{"types: {each: {c: {uniform: [0, 1]}}}\npayoffs: {each: \"if(own(c) < 1/2, 1, 0)\"}\n", "5:1", "private number"},
		{"types: {each: {c: {uniform: [0, 1]}}}\nglobal: {x: {uniform: [0, 1]}}\n" + pay, "5:1", "global"},
		{"global: {p: {uniform: [0, 1]}}\npayoffs: {each: \"is(r)*p\"}\n", "4:1", "taken"},
		{"types: {each: {x: {prob: 1, c: 1}}}\n" + pay + "claims: [{id: a, holds: \"cutoff(A) = 1\"}]\n", "6:26", "listed"},
	} {
		_, ds := Read("t.yaml", []byte(typesHead+c.text), "")
		if !ds.HasErrors() {
			t.Errorf("accepted:\n%s", c.text)
			continue
		}
		found := false
		var all []string
		for _, d := range ds {
			all = append(all, fmt.Sprintf("%d:%d %s", d.Line, d.Column, d.Summary))
			found = found || fmt.Sprintf("%d:%d", d.Line, d.Column) == c.at && strings.Contains(d.Summary, c.says)
		}
		if !found || c.says != "" && strings.Count(strings.Join(all, "\n"), c.says) > 2 {
			t.Errorf("%s%v, want %q at %s", c.text, all, c.says, c.at)
		}
	}
}

// The forms that types may take.
func TestTypesAccepted(t *testing.T) {
	read := func(text string) *games.Bayesian {
		t.Helper()
		f, ds := Read("t.yaml", []byte(typesHead+text), "")
		if ds.HasErrors() {
			t.Fatalf("%v\n%s", ds, text)
		}
		return f.Model.(*games.Bayesian)
	}
	b := read("types: {A: {x: {c: 1}, y: {c: p}}, prior: {y: 1/3, x: 2/3}}\npayoffs: {each: \"is(r)*c(A) + type(A, y)\"}\n")
	if got := fmt.Sprintf("%v %v %s %s", b.Prior[0].Cases[0].Is, b.Prior[1].Cases[0].Is, b.Agent(0, 1), b.Agent(1, 0)); got != "2/3 1/3 A.y B" {
		t.Error(got)
	}
	b = read("types: {each: {c: {uniform: [0, C]}}}\npayoffs: {each: \"is(r)*(own(c) - c(B))\"}\nclaims: [{id: a, holds: \"bne(A = r) and cutoff(B) = C/2 and C > 0\"}]\n")
	if b.Densities[0] == nil || b.Densities[1] == nil || b.Densities[1].Range != "[0, C]" {
		t.Error(b.Densities)
	}
	if _, ds := Read("t.yaml", []byte("brink: 1\nparameters: {q: {default: 1/2, range: \"(0, 1)\"}}\nplayers: {count: 2, prefix: P, actions: [l, r]}\n"+
		"types: {each: {x: {prob: q, c: 1}, y: {prob: 1 - q, c: 2}}}\npayoffs: {each: \"is(r)*own(c)\"}\n"), ""); len(ds) > 0 {
		t.Errorf("players declared by count whose types differ: %v", ds)
	}
	b = read("types: {A: {c: {density: \"3*c^2\", range: \"[0, 1]\"}}}\npayoffs: {each: \"is(r)*c(A)\"}\n")
	if b.Densities[0] == nil || b.Densities[1] != nil {
		t.Error(b.Densities)
	}
	for _, text := range []string{"global: {x: {uniform: [-1, 1]}}\n", "types: {global: {x: {uniform: [-1, 1]}}}\n"} {
		if b := read(text + "payoffs: {each: \"is(r)*x\"}\n"); b.Common == nil || b.Common.Attr != "x" {
			t.Error(text)
		}
	}
}
