package repeated

import (
	"math"
	"math/big"
	"strconv"
)

// Probability is a number strictly between 0 and 1, however close to either, with
// what it lacks to 1: both to twelve digits at least. Exponentials of large numbers
// leave the range of floating point, and a rounded 0 or 1 would be another answer.
type Probability struct {
	P, Rest *big.Float
}

// bitsOfProbability is the precision of sums and products of probabilities.
const bitsOfProbability = 128

// Float rounds; it may be 0 or 1.
func (p Probability) Float() float64 {
	x, _ := p.P.Float64()
	return x
}

// Text prints the probability with so many digits: "0.0123", "1.2e-345", or
// "1 - 1.2e-345" where the digits would not tell it from 1.
func (p Probability) Text(digits int) string {
	if s := magnitude(p.P, digits); s != "1" {
		return s
	}
	return "1 - " + magnitude(p.Rest, digits)
}

// magnitude prints a positive number with so many digits, in the range of floating
// point and far outside.
func magnitude(x *big.Float, digits int) string {
	const normal = 1000 // powers of two that float64 holds with all its digits
	e := x.MantExp(nil)
	if -normal < e && e < normal {
		f, _ := x.Float64()
		return strconv.FormatFloat(f, 'g', digits, 64)
	}
	// log10 x = log10 m + e·log10 2, whose whole part is the exponent.
	m := new(big.Float)
	x.MantExp(m)
	f, _ := m.Float64()
	log := new(big.Float).SetPrec(bitsOfProbability).SetInt64(int64(e))
	log.Mul(log, ln2(bitsOfProbability))
	log.Quo(log, ln10(bitsOfProbability))
	log.Add(log, big.NewFloat(math.Log10(f)))
	whole, _ := log.Int64()
	if log.Sign() < 0 {
		whole-- // Int64 rounds towards zero
	}
	part, _ := log.Sub(log, new(big.Float).SetInt64(whole)).Float64()
	text := strconv.FormatFloat(math.Pow(10, part), 'g', digits, 64)
	if text == "10" { // rounded up
		text, whole = "1", whole+1
	}
	return text + "e" + strconv.FormatInt(whole, 10)
}

// expRat is exp(num/den), den > 0, to bitsOfProbability bits; false beyond
// exp(±2^30). With k the whole number of ln 2 in the argument, it is 2^k times the
// exponential of the rest, by its series.
func expRat(num, den *big.Int) (*big.Float, bool) {
	whole := new(big.Int).Quo(num, den)
	if whole.BitLen() > 30 {
		return nil, false
	}
	prec := uint(bitsOfProbability + whole.BitLen() + 32)
	x := new(big.Float).SetPrec(prec).SetInt(num)
	x.Quo(x, new(big.Float).SetPrec(prec).SetInt(den))
	log := ln2(prec)
	q, _ := new(big.Float).Quo(x, log).Int64()
	r := x.Sub(x, log.Mul(log, new(big.Float).SetInt64(q))) // in (-1, 1)
	sum := new(big.Float).SetPrec(prec).SetInt64(1)
	term := new(big.Float).SetPrec(prec).SetInt64(1)
	for k := int64(1); term.Sign() != 0 && term.MantExp(nil) > -int(prec); k++ {
		term.Mul(term, r)
		term.Quo(term, new(big.Float).SetInt64(k))
		sum.Add(sum, term)
	}
	return new(big.Float).SetPrec(bitsOfProbability).SetMantExp(sum, int(q)), true
}

// ln2 is 2·artanh(1/3), and ln10 is 3·ln 2 + 2·artanh(1/9).
func ln2(prec uint) *big.Float { return twiceArtanh(3, prec) }

func ln10(prec uint) *big.Float {
	x := new(big.Float).SetPrec(prec).SetInt64(3)
	x.Mul(x, ln2(prec))
	return x.Add(x, twiceArtanh(9, prec))
}

// twiceArtanh is 2·Σ (1/n)^(2k+1)/(2k+1), in fixed point with guard digits.
func twiceArtanh(n int64, prec uint) *big.Float {
	const guard = 16
	power := new(big.Int).Lsh(big.NewInt(2), prec+guard)
	power.Quo(power, big.NewInt(n))
	sum := new(big.Int)
	for k := int64(1); power.Sign() > 0; k += 2 {
		sum.Add(sum, new(big.Int).Quo(power, big.NewInt(k)))
		power.Quo(power, big.NewInt(n*n))
	}
	return new(big.Float).SetPrec(prec).SetMantExp(new(big.Float).SetInt(sum), -int(prec+guard))
}
