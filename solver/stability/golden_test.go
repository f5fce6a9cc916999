package stability

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var update = flag.Bool("update", false, "write the golden tables anew")

// TestGolden compares tables with testdata/tables, where published results were
// checked by hand; each file says what is known.
func TestGolden(t *testing.T) {
	for _, id := range []string{
		"first-strike",   // Jervis (1978): phi <= c, phi >= 0, phi/c
		"chicken",        // Maynard Smith and Price (1973): the mixture (S-P)/(T-R+S-P) is the only ESS
		"stag-hunt",      // Harsanyi and Selten (1988): both corners strict, R+S against T+P decides risk dominance
		"pd",             // one row
		"inspection",     // Dresher (1962): d/(b+d) and e/(e+c-a)
		"known-unknowns", // after Debs and Monteiro (2014): c_D/G and 1-k/G
		"matching-pennies",
		"rock-paper-scissors", // Maynard Smith (1982), appendix: an ESS iff a > 0
		"five-fingers",        // five exchangeable states
	} {
		t.Run(id, func(t *testing.T) {
			got := printed(conditions(t, library(t, id)))
			file := filepath.Join("testdata", "tables", id+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}
