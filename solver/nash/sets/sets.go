// Package sets holds sets of small integers, and tables that number such sets.
package sets

import "math/bits"

// Set is a set of small integers: labels, actions or positions. All sets
// of one kind have the same number of words.
type Set []uint64

// Words is the number of words of a set of integers below n.
func Words(n int) int { return (n + 63) / 64 }

// New is the empty set of integers below n.
func New(n int) Set { return make(Set, Words(n)) }

func (s Set) Has(i int) bool { return s[i/64]>>(i%64)&1 != 0 }
func (s Set) Add(i int)      { s[i/64] |= 1 << (i % 64) }
func (s Set) Del(i int)      { s[i/64] &^= 1 << (i % 64) }

// Count is the number of elements.
func (s Set) Count() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// Empty says whether there are none.
func (s Set) Empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

// First is the least element, or -1.
func (s Set) First() int {
	for i, w := range s {
		if w != 0 {
			return i*64 + bits.TrailingZeros64(w)
		}
	}
	return -1
}

// Subset says whether s ⊆ t.
func (s Set) Subset(t Set) bool {
	for i, w := range s {
		if w&^t[i] != 0 {
			return false
		}
	}
	return true
}

func (s Set) equal(t Set) bool {
	for i, w := range s {
		if w != t[i] {
			return false
		}
	}
	return true
}

// And sets s to s ∩ t.
func (s Set) And(t Set) {
	for i := range s {
		s[i] &= t[i]
	}
}

// Complement returns the elements below n that are not in s.
func (s Set) Complement(n int) Set {
	c := New(n)
	for i := range c {
		c[i] = ^s[i]
	}
	if n%64 != 0 {
		c[len(c)-1] &= 1<<(n%64) - 1
	}
	return c
}

// Each calls f with the elements in increasing order.
func (s Set) Each(f func(i int)) {
	for k, w := range s {
		for ; w != 0; w &= w - 1 {
			f(64*k + bits.TrailingZeros64(w))
		}
	}
}

// Slice lists the elements in ascending order.
func (s Set) Slice() []int {
	out := make([]int, 0, s.Count())
	s.Each(func(i int) { out = append(out, i) })
	return out
}

// Table numbers distinct bitsets 0, 1, 2, … in order of insertion. It is a
// hash table with open addressing over one flat array, so that millions of
// bases cost little more than their bits.
type Table struct {
	words int
	keys  []uint64
	slots []int32 // index+1, 0 when free; the length is a power of two
}

// NewTable is an empty table of sets of the given number of words.
func NewTable(words int) *Table {
	return &Table{words: words, slots: make([]int32, 64)}
}

func (t *Table) Len() int { return len(t.keys) / t.words }

func (t *Table) At(i int) Set { return t.keys[i*t.words : (i+1)*t.words : (i+1)*t.words] }

func hashSet(s Set) uint64 {
	h := uint64(0x9e3779b97f4a7c15)
	for _, w := range s {
		h ^= w
		h *= 0xff51afd7ed558ccd
		h ^= h >> 32
	}
	return h
}

// Find returns the number of s, or -1.
func (t *Table) Find(s Set) int {
	mask := uint64(len(t.slots) - 1)
	for h := hashSet(s) & mask; ; h = (h + 1) & mask {
		i := int(t.slots[h]) - 1
		if i < 0 || t.At(i).equal(s) {
			return i
		}
	}
}

// Insert returns the number of s and whether it is new; s is copied.
func (t *Table) Insert(s Set) (int, bool) {
	if i := t.Find(s); i >= 0 {
		return i, false
	}
	n := t.Len()
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

func (t *Table) place(i int) {
	mask := uint64(len(t.slots) - 1)
	h := hashSet(t.At(i)) & mask
	for t.slots[h] != 0 {
		h = (h + 1) & mask
	}
	t.slots[h] = int32(i + 1)
}

// List is the elements of a set of one word.
func List(set uint64) []int {
	var out []int
	for ; set != 0; set &= set - 1 {
		out = append(out, bits.TrailingZeros64(set))
	}
	return out
}

// MaxActions is how many actions a player may have in a search over supports,
// which are kept in one word each.
const MaxActions = 62

// Meets says whether s and t have an element in common.
func (s Set) Meets(t Set) bool {
	for i, w := range s {
		if w&t[i] != 0 {
			return true
		}
	}
	return false
}
