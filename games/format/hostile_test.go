package format

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// TestHostileInput reads files made to take long or much memory. Each must end
// in a few seconds on an idle machine; the limit allows for a busy one.
func TestHostileInput(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	rep := strings.Repeat
	lines := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	head := "brink: 1\nplayers: {A: [x, y], B: [x, y]}\n"
	many := func(n int) string {
		names := make([]string, n)
		for i := range names {
			names[i] = fmt.Sprintf("a%d", i)
		}
		return strings.Join(names, ", ")
	}
	for _, c := range []struct {
		name, text string
		ok         bool
	}{
		{"open brackets", rep("[", 1<<20), false},
		{"open braces", rep("{a: ", 1<<18), false},
		{"dashes", rep("- ", 1<<18), false},
		{"deep indentation", lines(3000, strings.Repeat(" ", 1)+"%[1]*[1]d:\n"), false},
		{"unknown keys", head + lines(200_000, "k%d: 1\n"), false},
		{"duplicate keys", rep("brink: 1\n", 200_000), false},
		{"unknown names", head + "payoffs: {profiles: [" + rep("[x, x, [u, v]], ", 100_000) + "]}\n", false},
		{"many claims", head + "payoffs: {each: is(x)}\nclaims:\n" + lines(50_000, "  - {id: c%d, holds: \"nash(x, x)\"}\n"), true},
		{"long formula", head + "payoffs: {each: \"" + rep("is(x)+", 15_000) + "1\"}\n", true},
		{"nested sums", "brink: 1\nplayers: {count: 1000, actions: [x, y]}\npayoffs: {each: \"sum(sum(sum(sum(is(x)))))\"}\n", false},
		{"heavy payoffs", "brink: 1\nparameters: {a: 1, b: 1, c: 1, d: 1}\nplayers: {count: 2, actions: {grid: \"0..1 step 1/300\"}}\npayoffs: {each: \"(a*value + b + c*sum(value) + d)^14\"}\n", false},
		{"heavy cancellation", "brink: 1\nparameters: {a: 1, b: 1, c: 1, d: 1}\nplayers: {count: 2, actions: {grid: \"0..1 step 1/300\"}}\npayoffs: {each: \"(a + b + c + d + 1)^12 - (a + b + c + d + 1)^12 + value\"}\n", false},
		{"heavy cells", "brink: 1\nparameters: {a: 1, b: 1, c: 1, d: 1}\nplayers: {A: [x], B: [" + many(2000) + "]}\npayoffs: {x: [" + rep("[(a + b + c + d + 1)^14, 1], ", 2000) + "]}\n", false},
		{"many actions", "brink: 1\nplayers: {A: [" + many(50_000) + "]}\npayoffs:\n  profiles:\n" + lines(50_000, "    - [a%d, [1]]\n"), true},
		{"many rows", "brink: 1\nplayers: {A: [" + many(50_000) + "], B: [x]}\npayoffs:\n" + lines(50_000, "  a%d: [[1, 1]]\n"), true},
		{"huge grids", "brink: 1\nplayers: {A: {grid: \"0..9999 step 1\"}, B: {grid: \"0..9999 step 1\"}}\npayoffs: {each: value}\n", false},
		{"many automata", "brink: 1\nplayers: {count: 500, actions: [x]}\npayoffs: {each: 1}\nrepeated:\n  discount: 1/2\n  automata:\n" + lines(300, "    m%d: {states: {s: {play: x, next: {"+rep("x ", 500)+": s, else: s}}}}\n"), true},
		{"escapes", "{\"brink\": \"" + rep(`\ud83d\ude00`, 200_000) + "\"}", false},
		{"empty labels", `NFG 1 R "" { "a" } { { ` + lines(50_000, "\"%d\" ") + rep(`"" `, 40_000) + "} } " + rep("1 ", 90_000), true},
		{"equal labels", `NFG 1 R "" { "a" } { { ` + rep(`"x" `, 90_000) + "} } " + rep("1 ", 90_000), true},
		{"quotes", `NFG 1 R ` + rep(`"`, 1<<20), false},
		{"big numbers", `NFG 1 R "" { "a" } { 50 } ` + rep("1e9999 ", 50), true},
		{"long numbers", `NFG 1 R "" { "a" } { 20 } ` + rep(rep("7", 90_000)+" ", 20), true},
		{"long polynomial", `NFG 1 R "" { "a" } { 1 } { "p" "q" } { { "" ` + rep("1 p^900 q^90 + ", 5000) + "1 } } 1", false},
		{"long path", `EFG 2 R "" { "a" } ` + rep(`p "" 1 1 "" { "l" } 0 `, 200_000), false},
		{"broad tree", `EFG 2 R "" { "a" } c "" 1 "" { ` + rep(`"x" 1/50000 `, 50_000) + "} 0 " + rep(`t "" 0 `, 50_000), true},
		{"many plans", `EFG 2 R "" { "a" } c "" 1 "" { ` + rep(`"x" 1/1000 `, 1000) + "} 0 " + lines(1000, `p "" 1 %d "" { "l" "r" } 0 t "" 0 t "" 0 `), false},
		{"numbers only", rep("1 ", 1<<22), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			if strings.HasPrefix(c.name, "heavy") { // they spend all there is
				defer func(all int) { maxWork = all }(maxWork)
				maxWork /= 8
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, ds := Read("hostile", []byte(c.text), "")
			runtime.ReadMemStats(&after)
			if ds.HasErrors() == c.ok {
				t.Errorf("errors: %v\n%.2000s", ds.HasErrors(), show(ds))
			}
			// Time is bounded by the work limits of the language and the test's own
			// deadline; memory is what must not explode.
			t.Logf("%d MB allocated in all, %d MB held from the system", (after.TotalAlloc-before.TotalAlloc)>>20, after.Sys>>20)
			if after.Sys > 6<<30 {
				t.Errorf("%d MB held from the system", after.Sys>>20)
			}
		})
	}
}
