package dynamics

import (
	"math/big"

	"brink/games"
	"brink/solver/note"
)

// zeroSum is the theorem of Robinson (1951), for constant-sum games and games
// with the same best responses. Her proof covers both rules.
func (b bimatrix) zeroSum(d games.DoubleDifferences) *Theorem {
	if !d.Proportional || d.Ratio == nil || d.Ratio.Sign() > 0 {
		return nil
	}
	const source = "Robinson (1951), Annals of Mathematics 54:296-301"
	if total := b.constantSum(); total != nil {
		class := "constant-sum"
		if total.Sign() == 0 {
			class = "zero-sum"
		}
		return &Theorem{
			Class:     class,
			Statement: note.New(note.ConstantSum, total),
			Source:    source,
		}
	}
	return &Theorem{
		Class:     "strategically zero-sum",
		Statement: note.New(note.StrategicallyZeroSum, b.name(0), d.Ratio, b.name(1)),
		Source:    source + "; Moulin and Vial (1978), International Journal of Game Theory 7:201-221",
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
