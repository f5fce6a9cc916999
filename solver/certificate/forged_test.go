package certificate_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// honest are certificates by hand that are rightly accepted.
var honest = map[string]string{
	"plain": `{"format":"brink-certificate-1","from":"game","about":"g","game":{"parameters":[{"name":"x","range":"[0, 1]"},{"name":"info","range":"[0, 0]"}],"players":[{"name":"A","actions":["l","r"]},{"name":"B","actions":["l","r"]}],"cells":[["1","1"],["0","0"],["0","0"],["x","x"]]},"claim":{"id":"c","holds":"nash(r, r)"},"verdict":"proved","refutation":[{}],"holds":{"values":{"x":"1/2","info":"0"}}}`,
	// 2x + y <= 2 where x + y <= 1 and x <= 1.
	"sum": `{"format":"brink-certificate-1","from":"formula","about":"g","formula":{"variables":["x","y"],"hypotheses":["x + y <= 1","x <= 1"],"claim":"2*x + y <= 2"},"claim":{"id":"c","holds":"false"},"verdict":"proved","refutation":[{"polynomials":["x + y - 1","x - 1","2*x + y - 2"],"lemmas":[{"literals":[{"p":0,"is":"<="},{"p":1,"is":"<="},{"p":2,"is":">"}],"sum":[{"weight":"-1","powers":[[0,1]]},{"weight":"-1","powers":[[1,1]]},{"weight":"1","powers":[[2,1]]}]}]}],"holds":{"values":{"x":"0","y":"0"}}}`,
	// x^2 >= 2 or x^2 <= 3, by the line of x.
	"cover": `{"format":"brink-certificate-1","from":"formula","about":"g","formula":{"variables":["x"],"claim":"x^2 <= 3 or x^2 >= 2"},"claim":{"id":"c","holds":"false"},"verdict":"proved","refutation":[{"polynomials":["x^2 - 2","x^2 - 3"],"lemmas":[{"literals":[{"p":0,"is":"<"},{"p":1,"is":">"}],"cover":{"order":["x"],"cells":[{"fails":0},{"fails":1},{"fails":0}]}}]}],"holds":{"values":{"x":"0"}}}`,
	// t^2 = 2 => y^2 > t^2 - 2 - 1/10^9, at the roots of t^2 - 2.
	"roots":      `{"format":"brink-certificate-1","from":"formula","about":"g","formula":{"variables":["t","y"],"claim":"t^2 = 2 => y^2 - t^2 + 2 + 1/10^9 > 0"},"claim":{"id":"c","holds":"false"},"verdict":"proved","refutation":[{"polynomials":["t^2 - 2","y^2 - t^2 + 2 + 1/10^9"],"lemmas":[{"literals":[{"p":0,"is":"="},{"p":1,"is":"<="}],"cover":{"order":["t","y"],"cells":[{"fails":0},{"root":{"p":0,"between":["-2","-1"]},"cells":[{"fails":1}]},{"fails":0},{"root":{"p":0,"between":["1","2"]},"cells":[{"fails":1}]},{"fails":0}]}}]}],"holds":{"values":{"t":"0","y":"0"}}}`,
	"whole":      `{"format":"brink-certificate-1","from":"game","about":"g","game":{"parameters":[{"name":"n","whole":true}],"players":[{"name":"A","actions":["l"]}],"each":"n"},"claim":{"id":"c","holds":"2*n = 4"},"verdict":"conditional","holds_when":"n = 2","refutation":[{}],"holds":{"values":{"n":"2"}},"fails":{"values":{"n":"1"}}}`,
	"equilibria": `{"format":"brink-equilibria-1","about":"g","players":[{"name":"A","actions":["l","r"]},{"name":"B","actions":["l","r"]}],"payoffs":[[["3","0"],["5","1"]],[["3","5"],["0","1"]]],"equilibria":[{"strategies":[["0","1"],["0","1"]],"payoffs":["1","1"],"slacks":[["1","0"],["1","0"]]}],"components":[{"equilibria":[0],"index":1}],"cover":{"player":0,"action":0,"played":{"never":0,"by":["-1","1"]},"unplayed":{"player":1,"action":0,"played":{"never":1,"by":["-1","1"]},"unplayed":{"player":0,"action":1,"played":{"player":1,"action":1,"played":{},"unplayed":{"never":0,"by":["0","0"]}},"unplayed":{"never":1,"by":["0","0"]}}}}}`,
}

// forgeries change one honest certificate each so that it says, or leaves open, what is
// false or has no meaning.
var forgeries = []struct{ what, of, old, by string }{
	{"another claim", "plain", "nash(r, r)", "not nash(l, l)"},
	{"no proof", "sum", `"lemmas":[`, `"unused":[`},
	{"no cases", "sum", `"refutation":[{`, `"refutation":[],"spare":[{`},
	{"a name twice", "plain", `"verdict":"proved"`, `"verdict":"refuted","verdict":"proved"`},
	{"a payoff twice", "plain", `"cells":[["1","1"]`, `"cells":[],"cells":[["1","1"]`},
	{"two forms of payoffs", "plain", `"cells"`, `"each":"0","cells"`},
	{"too few payoffs", "plain", `["0","0"],["0","0"],["x","x"]`, `["0","0"],["x","x"]`},
	{"too many payoffs", "plain", `["x","x"]]`, `["x","x"],["1","1"]]`},
	{"a name of the game unknown", "plain", `"cells"`, `"payoffs":[],"cells"`},
	{"a float", "sum", `"p":0`, `"p":0.0`},
	{"no number", "sum", `"p":0`, `"p":NaN`},
	{"a truth for a number", "sum", `"p":0`, `"p":false`},
	{"a number from behind", "sum", `"p":2`, `"p":-1`},
	{"a weight with a huge exponent", "sum", `"weight":"1"`, `"weight":"1e999999999"`},
	{"a weight that is no text", "sum", `"weight":"1"`, `"weight":1`},
	{"a negative multiplier", "sum", `"hypotheses":["x + y <= 1","x <= 1"]`, `"hypotheses":["x + y <= 1","x >= 1"]`},
	{"a negative multiplier in the lemma too", "sum", `{"p":1,"is":"<="}`, `{"p":1,"is":">="}`},
	{"a literal left out", "sum", `{"p":1,"is":"<="},`, ``},
	{"a weak sum", "sum", `{"p":2,"is":">"}`, `{"p":2,"is":">="}`},
	{"a negative exponent", "sum", `[[2,1]]`, `[[2,1],[2,-1],[2,1]]`},
	{"a hypothesis left out", "sum", `,"x <= 1"]`, `]`},
	{"a stronger claim", "sum", `2*x + y <= 2"`, `2*x + y < 2"`},
	{"a hypothesis that is not the game's", "plain", `"claim":{`, `"hypotheses":["false"],"claim":{`},
	{"a formula beside the game", "plain", `"about":"g"`, `"about":"g","formula":{"claim":"true"}`},
	{"no point", "plain", `,"holds":{"values":{"x":"1/2","info":"0"}}`, ``},
	{"a point outside", "plain", `"values":{"x":"1/2"`, `"values":{"x":"2"`},
	{"a point without a value", "plain", `"values":{"x":"1/2",`, `"values":{`},
	{"a bound that is taken for infinite", "plain", `"[0, 1]"`, `"[0, info]"`},
	{"a point that is not whole", "whole", `"2*n = 4"},"verdict":"conditional","holds_when":"n = 2","refutation":[{}],"holds":{"values":{"n":"2"}}`, `"2*n = 1"},"verdict":"conditional","holds_when":"n = 1/2","refutation":[{}],"holds":{"values":{"n":"1/2"}}`},
	{"another condition", "whole", `"n = 2"`, `"n >= 2"`},
	{"a condition with a predicate", "whole", `"n = 2"`, `"n = 2 and nash(l)"`},
	{"a condition that divides by 0", "whole", `"n = 2"`, `"n = 2 and 1/(n - 1) > 0"`},
	{"an exponent with cases", "whole", `"each":"n"`, `"each":"n^if(n > 0, 2, 3)"`},
	{"a huge exponent", "whole", `"each":"n"`, `"each":"n^999999999"`},
	{"a huge number", "whole", `"each":"n"`, `"each":"1e999999999"`},
	{"an action that is none", "whole", `"each":"n"`, `"each":"is(k)"`},
	{"a definition twice", "whole", `"players"`, `"define":[["d","1"],["d","2"]],"players"`},
	{"a definition of a parameter", "whole", `"players"`, `"define":[["n","1"]],"players"`},
	{"a word of the language for a name", "whole", `{"name":"n","whole":true}`, `{"name":"n","whole":true},{"name":"true"}`},
	{"an action twice", "plain", `"A","actions":["l","r"]`, `"A","actions":["l","l"]`},
	// The bound variables of unique(…) are $1 and $2.
	{"a name like a bound variable's", "plain", `{"name":"x","range":"[0, 1]"}`, `{"name":"x","range":"[0, 1]"},{"name":"$1","range":"[0, 0]"},{"name":"$2","range":"[0, 0]"}`},
	// $2.0 depends on the instance in which it would stand.
	{"an instance that rests on itself", "plain", `"refutation"`, `"instances":[{"of":"$1","values":[["$2.0"]]}],"refutation"`},
	{"a covering with a gap", "cover", `{"fails":0},{"fails":1},{"fails":0}`, `{"fails":0},{"fails":1}`},
	{"a covering in another order", "cover", `{"fails":0},{"fails":1},{"fails":0}`, `{"fails":1},{"fails":0}`},
	{"no covering", "cover", `{"fails":0},{"fails":1},{"fails":0}`, ``},
	{"a covering that leaves points", "cover", `{"p":0,"is":"<"},{"p":1,"is":">"}`, `{"p":0,"is":"<="},{"p":0,"is":">="}`},
	{"literals that hold somewhere", "cover", `x^2 - 3`, `x^2 - 1`},
	{"the roots left out", "roots", `{"root":{"p":0,"between":["-2","-1"]},"cells":[{"fails":1}]},{"fails":0},{"root":{"p":0,"between":["1","2"]},"cells":[{"fails":1}]}`, `{"fails":0}`},
	{"a root that is two", "roots", `["1","2"]`, `["-2","2"]`},
	{"a number that is nearly 0", "roots", `2 + 1/10^9`, `2 - 1/10^9`},
	{"a number that is 0", "roots", `2 + 1/10^9`, `2`},
	{"a variable left out", "cover", `"order":["x"]`, `"order":["y"]`},
	{"an equilibrium left out", "equilibria", `"equilibria":[{"strategies":[["0","1"],["0","1"]],"payoffs":["1","1"],"slacks":[["1","0"],["1","0"]]}],"components":[{"equilibria":[0],"index":1}]`, `"equilibria":[],"components":[]`},
	{"a slack of 0", "equilibria", `"slacks":[["1","0"]`, `"slacks":[["0","0"]`},
	{"a probability below 0", "equilibria", `[["0","1"],["0","1"]]`, `[["-1","2"],["0","1"]]`},
	{"another payoff", "equilibria", `["5","1"]]`, `["2","1"]]`},
	{"a payoff left out", "equilibria", `["5","1"]]`, `["5"]]`},
	{"another index", "equilibria", `"index":1`, `"index":-1`},
	{"numbers for the other action", "equilibria", `"never":0,"by":["-1","1"]`, `"never":0,"by":["1","-1"]`},
	{"numbers that do not add up to 0", "equilibria", `"never":0,"by":["-1","1"]`, `"never":0,"by":["0","1"]`},
	{"no numbers", "equilibria", `"never":0,"by":["-1","1"]`, `"never":0,"by":["0","0"]`},
	{"a part that is open", "equilibria", `{"never":0,"by":["-1","1"]}`, `{}`},
	{"a support left out", "equilibria", `"played":{"never":1,"by":["-1","1"]},`, ``},
	{"parts of another question", "equilibria", `"played":{},"unplayed"`, `"tied":{},"worse"`},
	{"an action from behind", "equilibria", `"player":0,"action":0`, `"player":0,"action":-2`},
}

// TestForged has the checker reject what an attacker would try.
func TestForged(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed")
	}
	dir := t.TempDir()
	write := func(name, text string) string {
		sealed := fmt.Sprintf("%s,\"digest\":\"%x\"}\n", strings.TrimSuffix(text, "}"), sha256.Sum256([]byte(text+"\n")))
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(sealed), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	run := func(files []string) []string {
		cmd := exec.Command(python, append([]string{"../../contrib/check_certificate.py"}, files...)...)
		var out bytes.Buffer
		cmd.Stdout, cmd.Stderr = &out, &out
		_ = cmd.Run() // its code is that of the lines
		return strings.Split(strings.TrimSpace(out.String()), "\n")
	}
	var right, wrong []string
	for name, text := range honest {
		right = append(right, write(name, text))
	}
	for _, f := range forgeries {
		text := strings.ReplaceAll(honest[f.of], f.old, f.by)
		if text == honest[f.of] {
			t.Errorf("%s: nothing is changed", f.what)
		}
		wrong = append(wrong, write(f.what, text))
	}
	unsealed := filepath.Join(dir, "without a digest")
	if err := os.WriteFile(unsealed, []byte(honest["plain"]+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	wrong = append(wrong, unsealed)
	lines := run(right)
	for _, line := range lines {
		if !strings.Contains(line, ": accepted") {
			t.Error(strings.TrimPrefix(line, dir))
		}
	}
	if len(lines) != len(right) {
		t.Errorf("%d lines for %d files", len(lines), len(right))
	}
	lines = run(wrong)
	for _, line := range lines {
		if !strings.Contains(line, ": REJECTED: ") {
			t.Error(strings.TrimPrefix(line, dir))
		}
	}
	if len(lines) != len(wrong) {
		t.Errorf("%d lines for %d files", len(lines), len(wrong))
	}
}
