package format

import (
	"strings"
	"testing"
)

// TestSheets: pairs between tabs are a bimatrix, with names of actions or without;
// what may be decimals is not.
func TestSheets(t *testing.T) {
	dilemma := func(names string) string {
		return strings.NewReplacer("|", "\t", ";;", "\n").Replace(names)
	}
	for _, text := range []string{
		dilemma("(3, 3)|(0, 5);;(5, 0)|(1, 1);;"),
		dilemma("|C|D;;C|3; 3|0; 5;;D|5; 0|1; 1"),
		dilemma("C|3, 3|0, 5;;D|5, 0|1, 1;;"),
		dilemma("\"(3, 3)\"|\"(0, 5)\";;\"(5, 0)\"|\"(1, 1)\"\r;;"),
		dilemma("|C|D;;C|（３，3）|[0， 5];;D|5； 0|1、 1"),
		dilemma("|C|D;;C|[6/2, 3]|[0, 5];;D|[5, 0]|[1, 1.0]"),
	} {
		f, ds := Read("a.tsv", []byte(text), "")
		if len(ds) > 0 || f.Format != Sheet {
			t.Errorf("%q: %v", text, ds)
			continue
		}
		s, err := f.Game.At(nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range [][]string{{"3", "0", "5", "1"}, {"3", "5", "0", "1"}} {
			for k, x := range want {
				if got := s.Payoffs[i].Rat(k).RatString(); got != x {
					t.Errorf("%q: payoff %d of player %d is %s, not %s", text, k, i+1, got, x)
				}
			}
		}
		if names := f.Game.Players[0].Actions; strings.Contains(text, "D") && names[1] != "D" {
			t.Errorf("%q: the actions are %v", text, names)
		}
	}
	for text, want := range map[string]string{
		"3,3\t0,5\n5,0\t1,1\n":        `1:1: error: found "3,3" where a pair of payoffs was expected`,
		"(3, 3)\t(0, 5)\nx\t(1, 1)\n": `2:1: error: found "x" where a pair of payoffs was expected`,
		"\tC\tC\nA\t(1, 1)\t(1, 2)\n": `1:4: error: found "C" where the name of another action was expected`,
	} {
		_, ds := Read("a.tsv", []byte(text), "")
		if len(ds) == 0 || !strings.Contains(ds.Error(), want) {
			t.Errorf("%q: %v", text, ds)
		}
	}
}
