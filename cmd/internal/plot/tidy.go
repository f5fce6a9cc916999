package plot

// tidy lays out a tree: the horizontal places of its nodes, such that the nodes of a
// level keep the distance apart, parents stand above the middle of their children, and
// equal subtrees look alike (Buchheim, Jünger and Leipert 2002, the linear-time form of
// Walker's algorithm). children[i] are the nodes below node i, all of them behind it;
// apart is the least distance of two neighbours on a level. O(nodes).
func tidy(children [][]int, apart func(a, b int) float64) []float64 {
	n := len(children)
	t := &tidier{
		children: children, apart: apart, parent: make([]int, n), number: make([]int, n), prelim: make([]float64, n), mod: make([]float64, n),
		thread: make([]int, n), ancestor: make([]int, n), change: make([]float64, n), shift: make([]float64, n),
	}
	t.parent[0] = -1
	for i, cs := range children {
		t.thread[i], t.ancestor[i] = -1, i
		for k, c := range cs {
			t.parent[c], t.number[c] = i, k
		}
	}
	// Children stand behind their parents: from the last node to the first all subtrees
	// are laid out before what holds them, siblings from left to right.
	t.first(0)
	x := make([]float64, n)
	sum := make([]float64, n) // of the shifts of what is above
	for i := range n {
		if p := t.parent[i]; p >= 0 {
			sum[i] = sum[p] + t.mod[p]
		}
		x[i] = t.prelim[i] + sum[i]
	}
	return x
}

// tidier is the state of the first walk. Contours are followed by threads, and shifts
// of subtrees are spread over the smaller ones between by shift and change.
type tidier struct {
	children         [][]int
	apart            func(a, b int) float64
	parent, number   []int
	prelim, mod      []float64
	thread, ancestor []int
	change, shift    []float64
}

// first places the subtrees of a node relative to each other, and the node relative to
// its left sibling.
func (t *tidier) first(v int) {
	left := t.leftSibling(v)
	cs := t.children[v]
	if len(cs) == 0 {
		if left >= 0 {
			t.prelim[v] = t.prelim[left] + t.apart(left, v)
		}
		return
	}
	standard := cs[0] // the ancestor of nodes whose own is no sibling
	for _, c := range cs {
		t.first(c)
		standard = t.apportion(c, standard)
	}
	shift, change := 0.0, 0.0
	for k := len(cs) - 1; k >= 0; k-- {
		c := cs[k]
		t.prelim[c] += shift
		t.mod[c] += shift
		change += t.change[c]
		shift += t.shift[c] + change
	}
	middle := (t.prelim[cs[0]] + t.prelim[cs[len(cs)-1]]) / 2
	if left >= 0 {
		t.prelim[v] = t.prelim[left] + t.apart(left, v)
		t.mod[v] = t.prelim[v] - middle
	} else {
		t.prelim[v] = middle
	}
}

func (t *tidier) leftSibling(v int) int {
	if p := t.parent[v]; p >= 0 && t.number[v] > 0 {
		return t.children[p][t.number[v]-1]
	}
	return -1
}

// nextLeft and nextRight follow the contours of a subtree; -1 below its last level.
func (t *tidier) nextLeft(v int) int {
	if cs := t.children[v]; len(cs) > 0 {
		return cs[0]
	}
	return t.thread[v]
}

func (t *tidier) nextRight(v int) int {
	if cs := t.children[v]; len(cs) > 0 {
		return cs[len(cs)-1]
	}
	return t.thread[v]
}

// apportion moves the subtree of v away from those of its left siblings, along the
// contours where they meet, and returns the new standard ancestor.
func (t *tidier) apportion(v, standard int) int {
	w := t.leftSibling(v)
	if w < 0 {
		return standard
	}
	// Inner and outer contours, on the right (v's subtree) and on the left.
	inR, outR, inL, outL := v, v, w, t.children[t.parent[v]][0]
	sumInR, sumOutR, sumInL, sumOutL := t.mod[inR], t.mod[outR], t.mod[inL], t.mod[outL]
	for t.nextRight(inL) >= 0 && t.nextLeft(inR) >= 0 {
		inL, inR, outL, outR = t.nextRight(inL), t.nextLeft(inR), t.nextLeft(outL), t.nextRight(outR)
		t.ancestor[outR] = v
		if push := t.prelim[inL] + sumInL - t.prelim[inR] - sumInR + t.apart(inL, inR); push > 0 {
			from := standard
			if a := t.ancestor[inL]; t.parent[a] == t.parent[v] {
				from = a
			}
			t.move(from, v, push)
			sumInR += push
			sumOutR += push
		}
		sumInL += t.mod[inL]
		sumInR += t.mod[inR]
		sumOutL += t.mod[outL]
		sumOutR += t.mod[outR]
	}
	if t.nextRight(inL) >= 0 && t.nextRight(outR) < 0 {
		t.thread[outR] = t.nextRight(inL)
		t.mod[outR] += sumInL - sumOutR
	}
	if t.nextLeft(inR) >= 0 && t.nextLeft(outL) < 0 {
		t.thread[outL] = t.nextLeft(inR)
		t.mod[outL] += sumInR - sumOutL
		standard = v
	}
	return standard
}

// move shifts the subtree of v to the right, and notes what share of that the subtrees
// between from and v take.
func (t *tidier) move(from, v int, by float64) {
	between := float64(t.number[v] - t.number[from])
	t.change[v] -= by / between
	t.shift[v] += by
	t.change[from] += by / between
	t.prelim[v] += by
	t.mod[v] += by
}
