package expr

// effort is a budget of elementary steps: operations on a term with a word-sized
// coefficient, some 5 to 50 ns each. A nil effort is unlimited.
type effort struct{ left int }

// spend takes n steps off the budget and reports whether they were there.
func (e *effort) spend(n int) bool {
	if e == nil {
		return true
	}
	if n > e.left {
		e.left = 0
		return false
	}
	e.left -= n
	return true
}

// maxBits is the length of the longest coefficient in bits.
func maxBits(p Poly) int {
	n := 0
	for _, c := range p.c {
		n = max(n, c.BitLen())
	}
	return n
}
