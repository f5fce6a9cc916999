package study

import (
	"math"
	"math/big"

	"gonum.org/v1/gonum/mathext"
)

// Confidence is what an interval covers the probability with, at least.
const Confidence = 0.95

// intervalDigits is the digits after the point of the ends of an interval.
const intervalDigits = 6

// clopperPearson is the exact binomial interval for a probability from n of total
// (Clopper and Pearson, Biometrika 26 (1934)): its ends are those at which so many or
// more, and so many or fewer, have a probability of (1 - Confidence)/2, quantiles of
// the beta distribution. They are rounded outwards.
func clopperPearson(n, total int64) (low, high *big.Rat) {
	const tail = (1 - Confidence) / 2
	lo, hi := 0.0, 1.0
	if n > 0 {
		lo = betaQuantile(float64(n), float64(total-n)+1, tail)
	}
	if n < total {
		hi = betaQuantile(float64(n)+1, float64(total-n), 1-tail)
	}
	scale := math.Pow(10, intervalDigits)
	den := int64(scale)
	return big.NewRat(int64(max(0, math.Floor(lo*scale-slack))), den), big.NewRat(int64(min(scale, math.Ceil(hi*scale+slack))), den)
}

// slack, in units of the last digit, is far more than the error of betaQuantile.
const slack = 1e-3

// betaQuantile is the p-quantile of the beta distribution by bisection of its
// distribution function, which increases.
func betaQuantile(a, b, p float64) float64 {
	lo, hi := 0.0, 1.0
	for range 60 {
		if mid := (lo + hi) / 2; mathext.RegIncBeta(a, b, mid) < p {
			lo = mid
		} else {
			hi = mid
		}
	}
	return (lo + hi) / 2
}
