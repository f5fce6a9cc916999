package study

import "math/bits"

// philox is the counter-based generator Philox4x32-10 (Salmon, Moraes, Dror and Shaw,
// "Parallel random numbers: as easy as 1, 2, 3", SC 2011): ten rounds turn a counter
// and a key into four words, so that what is drawn at a point depends on the seed and
// the number of the point alone.
func philox(counter [4]uint32, key [2]uint32) [4]uint32 {
	for range 10 {
		hi0, lo0 := bits.Mul32(0xD2511F53, counter[0])
		hi1, lo1 := bits.Mul32(0xCD9E8D57, counter[2])
		counter = [4]uint32{hi1 ^ counter[1] ^ key[0], lo1, hi0 ^ counter[3] ^ key[1], lo0}
		key[0] += 0x9E3779B9
		key[1] += 0xBB67AE85
	}
	return counter
}

// stream is the random numbers of one quantity at one point.
type stream struct {
	seed  uint64
	point uint64
	which uint32 // the quantity
	block uint32
	left  uint64 // the second half of a block
	has   bool
}

// next is the next 64 random bits.
func (s *stream) next() uint64 {
	if s.has {
		s.has = false
		return s.left
	}
	w := philox([4]uint32{s.block, s.which, uint32(s.point), uint32(s.point >> 32)}, [2]uint32{uint32(s.seed), uint32(s.seed >> 32)})
	s.block++
	s.left, s.has = uint64(w[3])<<32|uint64(w[2]), true
	return uint64(w[1])<<32 | uint64(w[0])
}

// below is a number from 0 to n - 1, each with exactly the same probability (Lemire,
// "Fast random integer generation in an interval", ACM TOMACS 29 (2019)); n = 0 stands
// for 2^64.
func (s *stream) below(n uint64) uint64 {
	x := s.next()
	if n == 0 {
		return x
	}
	hi, lo := bits.Mul64(x, n)
	if lo < n {
		for floor := -n % n; lo < floor; {
			hi, lo = bits.Mul64(s.next(), n)
		}
	}
	return hi
}

// Streams of payoffs come after those of axes.
const payoffStreams = 1 << 20
