package repeated

import (
	"brink/games/algebra"
	"brink/games/expr"
)

// Favoured is the condition under which a mutant is more likely to take over a
// population of residents than a resident one of mutants, at any intensity of
// selection: (Z/2)(m_aa + m_ab - m_ba - m_bb) > m_aa - m_bb for Z players (Nowak,
// Sasaki, Taylor and Fudenberg 2004, exact for pairwise comparison: Traulsen,
// Nowak and Pacheco 2006). For large populations it is risk dominance.
func (t *Tournament) Favoured(mutant, resident, players int) (expr.Formula, error) {
	z := int64(players)
	return t.linear(mutant, resident, [4]int64{z - 2, z, -z, 2 - z})
}

// WeaklyFavoured is the condition under which selection, while it is weak, makes
// a mutant more likely to take over a population of residents than chance:
// (Z-2)m_aa + (2Z-1)m_ab > (Z+1)m_ba + (2Z-4)m_bb (Nowak, Sasaki, Taylor and
// Fudenberg 2004). For large populations it is the law of one third.
func (t *Tournament) WeaklyFavoured(mutant, resident, players int) (expr.Formula, error) {
	z := int64(players)
	return t.linear(mutant, resident, [4]int64{z - 2, 2*z - 1, -z - 1, 4 - 2*z})
}

// linear is the condition that a weighted sum of m_aa, m_ab, m_ba, m_bb is positive.
func (t *Tournament) linear(a, b int, weights [4]int64) (expr.Formula, error) {
	sum := expr.Plain(algebra.Ratio{})
	for i, v := range []expr.Value{t.Payoffs[a][a], t.Payoffs[a][b], t.Payoffs[b][a], t.Payoffs[b][b]} {
		k := algebra.FromInt(weights[i])
		var err error
		sum, err = sum.Combine(v, func(x, y algebra.Ratio) (algebra.Ratio, error) { return x.Add(k.Mul(y)), nil })
		if err != nil {
			return expr.Formula{}, err
		}
	}
	return sum.Compare(expr.GT, expr.Plain(algebra.Ratio{})), nil
}
