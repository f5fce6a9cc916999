package bimatrix

import (
	"context"
	"sync"
	"sync/atomic"

	"brink/solver/nash/method"
	"brink/solver/nash/sets"
	"brink/solver/note"
)

// eee enumerates the extreme equilibria by branching on complementarity, after
// the algorithm EEE of Audet, Hansen, Jaumard and Savard ("Enumeration of all
// extreme equilibria of bimatrix games", SIAM J. Sci. Comput. 23 (2001)
// 323-338).
//
// In an equilibrium every label l has its variable at zero in P or in Q. A node
// of the search tree is a face of P and a face of Q on which some labels are
// settled in this way; a branch settles one more, in P or in Q; a face that
// becomes empty prunes the node; a label whose variable is proved positive on
// one face is settled on the other without branching. At a leaf all labels are
// settled, so every vertex of one face with every vertex of the other is an
// extreme equilibrium. To see few leaves twice in games with ties, the branch
// "zero in Q" is pruned where the variable of P vanishes after all: the branch
// "zero in P" has that.
//
// On random n×n games the tree has about 1.5^n nodes, where each polytope has
// about 2.3^n vertices (measured for n = 10 to 25): at n = 16 a few thousand
// nodes take the place of a hundred thousand vertices on either side. What
// matters is to branch on the label that is hard to settle either way.
func eee(ctx context.Context, b *bimatrix, opt method.Options) (*method.Result, error) {
	return eeeSearch(ctx, newSearch(ctx, b, opt, exactUpTo), opt)
}

func eeeSearch(ctx context.Context, s *search, opt method.Options) (*method.Result, error) {
	defer method.Report(opt.Progress, func() method.Progress {
		return method.Progress{Bases: s.nodes.Load(), Equilibria: s.found.Load()}
	})()
	s.run()
	res := &method.Result{Method: method.EEE, Exact: true, Complete: true}
	switch {
	case s.limited.Load():
		res.Incomplete(method.LimitReason(opt))
	case s.full.Load():
		res.Incomplete(note.New(note.SearchMemory))
	case s.stopped.Load() && ctx.Err() == nil:
		res.Incomplete(note.New(note.LimitNodes, opt.Nodes))
	case s.stopped.Load():
		res.Incomplete(method.Cancelled(ctx))
	}
	pool := newPool(s.b, opt.Cores())
	if opt.Nodes > 0 {
		pool.bases, pool.corners = min(pool.bases, int(opt.Nodes)), min(pool.corners, int(opt.Nodes))
	}
	for _, w := range s.workers {
		w.handIn(pool)
		w.addStats(&res.Stats)
	}
	res.Stats.Bases = s.nodes.Load()
	return pool.assemble(ctx, res)
}

// search is what the workers share.
type search struct {
	b         *bimatrix
	ctx       context.Context
	limit     int
	exactUpTo int // word width up to which faces are exact
	workers   []*eeeWorker

	nodes, found atomic.Int64
	most         int64 // nodes after which to stop; 0 for none
	deepest      int   // of a node, so that the arenas stay within searchMemory

	stopped, limited, full atomic.Bool
}

// stop ends the search; full says that memory is why.
func (s *search) stop(full bool) {
	if full {
		s.full.Store(true)
	}
	s.stopped.Store(true)
}

// eeeWorker searches subtrees. It owns all its memory.
type eeeWorker struct {
	*search
	oracle [2]*exactFace // second opinion of floating-point faces
	env    [2]*floatEnv
	arena  []*eeeNode // by depth
	made   []*eeeNode // all nodes, for statistics
	tight  sets.Set
	walker dictionary
	list   [2]pointList
	pairs  [][2]int32
	known  map[[2]int32]bool // the pairs, where a limit counts them
}

// pointList numbers the vertices that a worker has found on one side.
type pointList struct {
	labels *sets.Table // tight labels
	values []weights

	faces   *sets.Table // fixed labels of faces that were walked over
	corners [][]int32   // their vertices
}

// eeeNode is a node of the search tree.
type eeeNode struct {
	at    [2]face // the faces of P and Q: own, or the parent's while unchanged
	own   [2]face
	open  []int32      // labels not settled
	read  [2][]reading // what the last surveys told, label by label as in open
	stale [2]bool      // which side needs a survey
	apart []int32      // labels settled in Q because the variable of P is positive somewhere
}

// exactUpTo is the word width up to which the search runs in exact arithmetic:
// one-word pivots cost no more than floating-point ones with their
// certificates.
const exactUpTo = 64

// searchMemory is how many bytes the nodes of a search may take, and those of what
// it has found.
const searchMemory = 1 << 29

// nodeMemory estimates the bytes of a node: a face on either side, and what is
// kept by label.
func (b *bimatrix) nodeMemory() int {
	return 8*(b.m*(b.n+1)+b.n*(b.m+1)) + 100*b.labels()
}

// memory estimates the bytes a worker needs: a path settles one label at a time,
// and seldom has to settle more than half of them by branching.
func (b *bimatrix) memory() int { return b.labels() * b.nodeMemory() / 2 }

// tooLarge says that not even one worker could search the game.
func (b *bimatrix) tooLarge() bool { return b.memory() > searchMemory }

func newSearch(ctx context.Context, b *bimatrix, opt method.Options, exactUpTo int) *search {
	s := &search{b: b, ctx: ctx, limit: opt.Most(), exactUpTo: exactUpTo}
	workers := opt.Cores()
	if s.limit > 0 {
		workers = 1 // so that the same ones are found every time
	}
	workers = max(1, min(workers, searchMemory/(1+b.memory())))
	s.deepest = max(2, searchMemory/workers/b.nodeMemory())
	s.most = opt.Nodes
	for range workers {
		s.workers = append(s.workers, s.newWorker())
	}
	return s
}

func (s *search) newWorker() *eeeWorker {
	w := &eeeWorker{search: s, tight: sets.New(s.b.labels()), known: make(map[[2]int32]bool)}
	for side := range w.oracle {
		w.oracle[side] = newExactFace(&s.b.poly[side], s.b.labels())
		w.env[side] = newFloatEnv(w.oracle[side], s.b.labels())
		w.list[side].labels = sets.NewTable(sets.Words(s.b.labels()))
		w.list[side].faces = sets.NewTable(sets.Words(s.b.labels()))
	}
	return w
}

// newNode makes room for a node.
func (w *eeeWorker) newNode() *eeeNode {
	n := &eeeNode{}
	for side := range n.own {
		if width := w.oracle[side].tab.Width(); width > 0 && width <= w.exactUpTo {
			n.own[side] = &exactFace{}
		} else {
			n.own[side] = &floatFace{env: w.env[side]}
		}
	}
	w.made = append(w.made, n)
	return n
}

// addStats adds up the exact work.
func (w *eeeWorker) addStats(s *method.Stats) {
	s.Pivots += w.walker.spent
	for side, x := range w.oracle {
		s.Pivots += x.spent
		s.Width = widest(s.Width, x.tab.Width())
		for _, n := range w.made {
			if f, ok := n.own[side].(*exactFace); ok {
				s.Pivots += f.spent
			}
		}
	}
}

// root is the node of everything.
func (w *eeeWorker) root() *eeeNode {
	n := w.newNode()
	for side := range n.own {
		switch f := n.own[side].(type) {
		case *exactFace:
			f.copyFrom(w.oracle[side])
		case *floatFace:
			f.load(w.oracle[side])
		}
	}
	n.at = n.own
	n.stale = [2]bool{true, true}
	for l := range w.b.labels() {
		n.open = append(n.open, int32(l))
	}
	for side := range n.read {
		n.read[side] = make([]reading, len(n.open))
	}
	return n
}

// subtrees is into how many tasks a worker's share of the tree is cut, so that
// the last ones to finish do not keep the others waiting.
const subtrees = 32

// run grows the tree breadth first until there is work for everybody, then
// lets the workers take one subtree after another.
func (s *search) run() {
	first := s.workers[0]
	tasks := []*eeeNode{first.root()}
	if len(s.workers) == 1 {
		first.visit(tasks[0], 0)
		return
	}
	for next := 0; next < len(tasks) && len(tasks)-next < subtrees*len(s.workers); next++ {
		node := tasks[next]
		tasks[next] = nil
		label, ok := first.settle(node)
		if !ok {
			continue
		}
		for side := range 2 {
			child := first.newNode()
			if first.branch(node, child, label, side) {
				child.detach()
				tasks = append(tasks, child)
			}
		}
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for _, w := range s.workers {
		wg.Go(func() {
			for {
				k := int(next.Add(1)) - 1
				if k >= len(tasks) {
					return
				}
				if tasks[k] != nil {
					w.visit(w.adopt(tasks[k]), 1)
				}
			}
		})
	}
	wg.Wait()
}

// detach gives a node its own copies of its parent's faces.
func (n *eeeNode) detach() {
	for side := range n.at {
		n.write(side)
	}
}

// adopt copies a node into this worker's memory.
func (w *eeeWorker) adopt(n *eeeNode) *eeeNode {
	mine := w.node(0)
	mine.inherit(n)
	mine.detach()
	mine.apart = append(mine.apart[:0], n.apart...)
	return mine
}

func (w *eeeWorker) node(depth int) *eeeNode {
	for len(w.arena) <= depth {
		w.arena = append(w.arena, w.newNode())
	}
	return w.arena[depth]
}

// inherit takes over the parent's faces, to be copied when they change, and
// what is known about them.
func (n *eeeNode) inherit(parent *eeeNode) {
	n.at = parent.at
	n.stale = parent.stale
	n.open = append(n.open[:0], parent.open...)
	for side := range n.read {
		n.read[side] = append(n.read[side][:0], parent.read[side]...)
	}
}

// write returns the face of a side for changing.
func (n *eeeNode) write(side int) face {
	if n.at[side] != n.own[side] {
		n.own[side].copyFrom(n.at[side])
		n.at[side] = n.own[side]
	}
	return n.own[side]
}

// drop removes the label at position k of open.
func (n *eeeNode) drop(k int) {
	last := len(n.open) - 1
	n.open[k] = n.open[last]
	n.open = n.open[:last]
	for side := range n.read {
		n.read[side][k] = n.read[side][last]
		n.read[side] = n.read[side][:last]
	}
}

// visit searches the subtree of a node; its children live at the given depth
// of the arena and below.
func (w *eeeWorker) visit(n *eeeNode, depth int) {
	label, ok := w.settle(n)
	if !ok {
		return
	}
	if depth > w.deepest {
		w.stop(true)
		return
	}
	child := w.node(depth)
	for side := range 2 {
		if w.branch(n, child, label, side) {
			w.visit(child, depth+1)
		}
	}
}

// branch sets up the child in which the label at position k is settled on the
// given side, and says whether anything is left of it.
func (w *eeeWorker) branch(n, child *eeeNode, k, side int) bool {
	if w.stopped.Load() {
		return false
	}
	label := n.open[k]
	child.inherit(n)
	child.apart = append(child.apart[:0], n.apart...)
	if side == 1 {
		child.apart = append(child.apart, label)
	}
	child.drop(k)
	return child.fix(side, int(label))
}

// fix settles a label on a side.
func (n *eeeNode) fix(side, label int) bool {
	f := n.write(side)
	n.stale[side] = true
	return f.fix(label) && !f.origin()
}

// settle draws all evident conclusions at a node. It returns the position of
// the label to branch on, and false when the node is done with: nothing left,
// or a leaf, which it records.
func (w *eeeWorker) settle(n *eeeNode) (label int, ok bool) {
	if n := w.nodes.Add(1); w.ctx.Err() != nil || w.most > 0 && n > w.most {
		w.stop(false)
	}
	if w.stopped.Load() {
		return 0, false
	}
	for n.stale[0] || n.stale[1] {
		for side := range n.stale {
			if n.stale[side] {
				n.stale[side] = false
				n.at[side].survey(n.open, n.read[side])
			}
		}
		for _, l := range n.apart {
			if n.at[0].vanishes(int(l)) {
				return 0, false
			}
		}
		for k := 0; k < len(n.open); {
			x, y := n.read[0][k].kind, n.read[1][k].kind
			l := int(n.open[k])
			switch {
			case x == readingZero || y == readingZero:
				n.drop(k)
			case x == readingPositive && y == readingPositive:
				return 0, false
			case x == readingPositive:
				n.drop(k)
				if !n.fix(1, l) {
					return 0, false
				}
			case y == readingPositive:
				n.drop(k)
				if !n.fix(0, l) {
					return 0, false
				}
			default:
				k++
			}
		}
	}
	if len(n.open) == 0 {
		w.leaf(n)
		return 0, false
	}
	best := -1.0
	for k := range n.open {
		// Hard on both sides first, then hard on either.
		x, y := n.read[0][k].distance, n.read[1][k].distance
		if score := 1e6*x*y + x + y; score > best {
			best, label = score, k
		}
	}
	return label, true
}

// leaf records the products of the vertices of the two faces.
func (w *eeeWorker) leaf(n *eeeNode) {
	var found [2][]int32
	for side := range n.at {
		x := n.at[side].exactly()
		if x == nil {
			return // rounding had hidden that this face is empty
		}
		if found[side] = w.vertices(side, x); found[side] == nil {
			return
		}
	}
	for _, x := range found[0] {
		for _, y := range found[1] {
			pair := [2]int32{x, y}
			if w.limit > 0 { // games with ties come back to some pairs
				if w.known[pair] {
					continue
				}
				w.known[pair] = true
			}
			w.pairs = append(w.pairs, pair)
			if n := w.found.Add(1); w.limit > 0 && int(n) >= w.limit {
				w.limited.Store(true)
				w.stop(false)
				return
			} else if w.limit == 0 && n > method.MostEquilibria {
				w.limited.Store(true)
				w.stop(false)
				return
			}
		}
	}
}

// vertices lists the vertices of a face, as numbers in the worker's list, or
// nil when one is the vertex 0: then the other face is the vertex 0 alone.
func (w *eeeWorker) vertices(side int, x *exactFace) []int32 {
	x.close()
	if x.isPoint() {
		if v, ok := w.record(side, &x.dictionary); ok {
			return []int32{v}
		}
		return nil
	}
	// Games with ties come back to the same faces and to faces of those,
	// whose vertices are the ones that have the labels.
	list := &w.list[side]
	for k := range list.faces.Len() {
		if list.faces.At(k).Subset(x.fixed) {
			return list.filter(list.corners[k], x.fixed)
		}
	}
	// The walk changes the dictionary, so it gets a copy.
	d := &w.walker
	d.copyFrom(&x.dictionary)
	d.perturbHere()
	s := walk(w.ctx, d, walkOptions{fixed: x.fixed}, w.b.labels())
	if !s.complete {
		w.stop(s.full)
		return nil
	}
	var out []int32
	for v := range s.vertices.Len() {
		tight := s.vertices.At(v)
		at := list.labels.Find(tight)
		if at < 0 {
			d.moveTo(s.bases.At(int(s.basisOf[v])))
			k, _ := w.record(side, d)
			at = int(k)
		}
		out = append(out, int32(at))
	}
	list.faces.Insert(x.fixed)
	list.corners = append(list.corners, out)
	return list.filter(out, x.fixed)
}

// filter picks the vertices that have the given labels, or nil when one is 0.
func (l *pointList) filter(vertices []int32, labels sets.Set) []int32 {
	var out []int32
	for _, v := range vertices {
		if labels.Subset(l.labels.At(int(v))) {
			if l.values[v].zero() {
				return nil
			}
			out = append(out, v)
		}
	}
	return out
}

// record numbers the vertex at which a dictionary stands.
func (w *eeeWorker) record(side int, d *dictionary) (int32, bool) {
	d.tight(w.tight)
	list := &w.list[side]
	at, fresh := list.labels.Insert(w.tight)
	if fresh {
		list.values = append(list.values, d.values())
	}
	return int32(at), !list.values[at].zero()
}

// handIn gives the worker's equilibria to the pool.
func (w *eeeWorker) handIn(p *pool) {
	for _, pair := range w.pairs {
		var at [2]int32
		for side, k := range pair {
			list := &w.list[side]
			at[side] = p.vertex(side, list.labels.At(int(k)), func() weights { return list.values[k] })
		}
		p.addPair(at[0], at[1])
	}
}
