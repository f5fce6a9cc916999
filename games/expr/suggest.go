package expr

import "strings"

// DidYouMean returns a hint naming the candidate nearest to name in edit
// distance, or the candidates themselves when they are few, or "". Two edits
// are allowed in names of five or more characters, one in shorter ones, none in
// single letters, which have nothing in common once they differ.
func DidYouMean(name string, candidates []string) string {
	best, dist := "", 3
	for _, c := range candidates {
		if greek[name] == c || greek[c] == name {
			return "did you mean " + c + "?"
		}
	}
	for _, c := range candidates {
		allowed := 2
		switch n := max(len([]rune(name)), len([]rune(c))); {
		case n == 1:
			allowed = 0
		case n < 5:
			allowed = 1
		}
		if d := EditDistance(strings.ToLower(name), strings.ToLower(c)); d < dist && d <= allowed {
			best, dist = c, d
		}
	}
	switch {
	case best != "":
		return "did you mean " + best + "?"
	case len(candidates) > 0 && len(candidates) <= 12:
		return "known here: " + strings.Join(candidates, ", ")
	}
	return ""
}

// greek names the letters that parameters are called by.
var greek = map[string]string{"α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta", "θ": "theta",
	"κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi", "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega"}

// EditDistance counts the insertions, deletions, substitutions and swaps of
// neighbours that turn one name into another (optimal string alignment), in
// characters. Names of more than 64 are 64 apart.
func EditDistance(a, b string) int {
	x, y := []rune(a), []rune(b)
	if len(x) > 64 || len(y) > 64 {
		return 64
	}
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			cost := 1
			if x[i-1] == y[j-1] {
				cost = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+cost)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
