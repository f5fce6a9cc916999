package dynamics

import (
	"context"
	"fmt"
	"math/big"
)

// differences says how the players' double differences compare. Player p's
// double difference at (i, j) is u(i,j) - u(0,j) - u(i,0) + u(0,0): what is left
// of her payoffs when everything that does not affect a choice between her
// actions is taken away, together with what the other's choice adds to all of
// them. If the first player's are r times the second's at every profile, then
// adding to each player's payoffs a function of the other's action (which
// changes no best response) and scaling the second's by |r| makes the game
// identical-interest (r > 0) or zero-sum (r < 0): Monderer and Shapley (1996,
// Games and Economic Behavior 14:124-143); Moulin and Vial (1978, International
// Journal of Game Theory 7:201-221).
type differences struct {
	proportional bool
	ratio        *big.Rat // first player's over second's; nil when both vanish everywhere
}

// compareDifferences decides proportionality in O(profiles).
func (b bimatrix) compareDifferences(ctx context.Context) differences {
	m, n := b.shape[0], b.shape[1]
	double := func(p, i, j int) *big.Int {
		t := b.g.Payoffs[p]
		d := t.Num(i*n + j)
		d.Sub(d, t.Num(j))
		d.Sub(d, t.Num(i*n))
		return d.Add(d, t.Num(0))
	}
	var x, y *big.Int // a profile's pair that is not zero, as reference
	var l, r big.Int
	for i := 1; i < m; i++ {
		if ctx.Err() != nil {
			return differences{}
		}
		for j := 1; j < n; j++ {
			u, v := double(0, i, j), double(1, i, j)
			switch {
			case u.Sign() == 0 && v.Sign() == 0:
			case u.Sign() == 0 || v.Sign() == 0:
				return differences{}
			case x == nil:
				x, y = u, v
			case l.Mul(u, y).Cmp(r.Mul(v, x)) != 0:
				return differences{}
			}
		}
	}
	if x == nil {
		return differences{proportional: true}
	}
	// x/Den1 over y/Den2.
	ratio := new(big.Rat).SetFrac(l.Mul(x, b.g.Payoffs[1].Den), r.Mul(y, b.g.Payoffs[0].Den))
	return differences{proportional: true, ratio: ratio}
}

// zeroSum is the theorem of Robinson (1951), for constant-sum games and games
// with the same best responses. Her proof covers both rules.
func (b bimatrix) zeroSum(d differences) *Theorem {
	if !d.proportional || d.ratio == nil || d.ratio.Sign() > 0 {
		return nil
	}
	const source = "Robinson (1951), Annals of Mathematics 54:296-301"
	if total := b.constantSum(); total != nil {
		class, what := "constant-sum", "payoffs sum to "+total.RatString()+" at every profile"
		if total.Sign() == 0 {
			class, what = "zero-sum", "payoffs sum to 0 at every profile"
		}
		return &Theorem{
			Class:     class,
			Statement: "The " + what + "; fictitious play of such games converges in beliefs to the optimal strategies.",
			Source:    source,
		}
	}
	weight := new(big.Rat).Abs(d.ratio)
	return &Theorem{
		Class: "strategically zero-sum",
		Statement: fmt.Sprintf("The game has the best responses of a zero-sum game (the double differences of %s are %s times those of %s), and fictitious play of zero-sum games converges in beliefs.",
			b.name(0), new(big.Rat).Neg(weight).RatString(), b.name(1)),
		Source: source + "; Moulin and Vial (1978), International Journal of Game Theory 7:201-221",
	}
}

// constantSum is the sum of payoffs if it is the same at all profiles.
func (b bimatrix) constantSum() *big.Rat {
	total := new(big.Rat).Add(b.g.Payoffs[0].Rat(0), b.g.Payoffs[1].Rat(0))
	s := new(big.Rat)
	for i := range b.g.Payoffs[0].Len() {
		if s.Add(b.g.Payoffs[0].Rat(i), b.g.Payoffs[1].Rat(i)).Cmp(total) != 0 {
			return nil
		}
	}
	return total
}
