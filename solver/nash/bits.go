package nash

import "math/bits"

// bitset is a set of small integers: labels, actions or positions. All sets
// of one kind have the same number of words.
type bitset []uint64

func wordsFor(n int) int { return (n + 63) / 64 }

func newBitset(n int) bitset { return make(bitset, wordsFor(n)) }

func (s bitset) has(i int) bool { return s[i/64]>>(i%64)&1 != 0 }
func (s bitset) add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s bitset) del(i int)      { s[i/64] &^= 1 << (i % 64) }

func (s bitset) count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

func (s bitset) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// first is the least element, or -1.
func (s bitset) first() int {
	for i, w := range s {
		if w != 0 {
			return i*64 + bits.TrailingZeros64(w)
		}
	}
	return -1
}

// subset says whether s ⊆ t.
func (s bitset) subset(t bitset) bool {
	for i, w := range s {
		if w&^t[i] != 0 {
			return false
		}
	}
	return true
}

func (s bitset) equal(t bitset) bool {
	for i, w := range s {
		if w != t[i] {
			return false
		}
	}
	return true
}

// and sets s to s ∩ t.
func (s bitset) and(t bitset) {
	for i := range s {
		s[i] &= t[i]
	}
}

// complement returns the elements below n that are not in s.
func (s bitset) complement(n int) bitset {
	c := newBitset(n)
	for i := range c {
		c[i] = ^s[i]
	}
	if n%64 != 0 {
		c[len(c)-1] &= 1<<(n%64) - 1
	}
	return c
}

// each calls f with the elements in increasing order.
func (s bitset) each(f func(i int)) {
	for k, w := range s {
		for ; w != 0; w &= w - 1 {
			f(64*k + bits.TrailingZeros64(w))
		}
	}
}

func (s bitset) slice() []int {
	out := make([]int, 0, s.count())
	s.each(func(i int) { out = append(out, i) })
	return out
}

// setTable numbers distinct bitsets 0, 1, 2, … in order of insertion. It is a
// hash table with open addressing over one flat array, so that millions of
// bases cost little more than their bits.
type setTable struct {
	words int
	keys  []uint64
	slots []int32 // index+1, 0 when free; the length is a power of two
}

func newSetTable(words int) *setTable {
	return &setTable{words: words, slots: make([]int32, 64)}
}

func (t *setTable) len() int { return len(t.keys) / t.words }

func (t *setTable) at(i int) bitset { return t.keys[i*t.words : (i+1)*t.words : (i+1)*t.words] }

func hashSet(s bitset) uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	for _, w := range s {
		h ^= w
		h *= 0xff51afd7ed558ccd
		h ^= h >> 32
	}
	return h
}

// find returns the number of s, or -1.
func (t *setTable) find(s bitset) int {
	mask := uint64(len(t.slots) - 1)
	for h := hashSet(s) & mask; ; h = (h + 1) & mask {
		i := int(t.slots[h]) - 1
		if i < 0 || t.at(i).equal(s) {
			return i
		}
	}
}

// insert returns the number of s and whether it is new; s is copied.
func (t *setTable) insert(s bitset) (int, bool) {
	if i := t.find(s); i >= 0 {
		return i, false
	}
	n := t.len()
	t.keys = append(t.keys, s...)
	if 2*(n+1) > len(t.slots) {
		t.slots = make([]int32, 2*len(t.slots))
		for i := range n {
			t.place(i)
		}
	}
	t.place(n)
	return n, true
}

func (t *setTable) place(i int) {
	mask := uint64(len(t.slots) - 1)
	h := hashSet(t.at(i)) & mask
	for t.slots[h] != 0 {
		h = (h + 1) & mask
	}
	t.slots[h] = int32(i + 1)
}
