package plot

import (
	"bytes"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"brink/cmd/internal/figure"
	"brink/games"
	"brink/games/format"
)

// randomTree draws a tree in the order of a walk through it.
func randomTree(r *rand.Rand, most int) [][]int {
	children := [][]int{nil}
	var grow func(i, depth int)
	grow = func(i, depth int) {
		if depth == 0 || r.IntN(5) == 0 {
			return
		}
		for range 1 + r.IntN(4) {
			if len(children) >= most {
				return
			}
			c := len(children)
			children = append(children, nil)
			children[i] = append(children[i], c)
			grow(c, depth-1)
		}
	}
	grow(0, 2+r.IntN(6))
	return children
}

// The nodes of a level keep their order and distance, parents stand above the middle of
// their children, and a mirrored tree is laid out as the mirror image where all nodes are
// of one width.
func TestTidyTrees(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	large := 0
	for range 400 {
		children := randomTree(r, 200)
		n := len(children)
		if n > 50 {
			large++
		}
		widths := make([]float64, n)
		for i := range widths {
			widths[i] = 1 + 9*r.Float64()
		}
		apart := func(a, b int) float64 { return (widths[a]+widths[b])/2 + 1 }
		x := tidy(children, apart)
		level := []int{0}
		for len(level) > 0 {
			var next []int
			for k, i := range level {
				if k > 0 {
					if gap := x[i] - x[level[k-1]]; gap < apart(level[k-1], i)-1e-6 {
						t.Fatalf("nodes %d and %d are %v apart, not %v\n%v", level[k-1], i, gap, apart(level[k-1], i), children)
					}
				}
				cs := children[i]
				if len(cs) > 0 && math.Abs(x[i]-(x[cs[0]]+x[cs[len(cs)-1]])/2) > 1e-6 {
					t.Fatalf("node %d at %v is not above %v and %v", i, x[i], x[cs[0]], x[cs[len(cs)-1]])
				}
				next = append(next, cs...)
			}
			level = next
		}
		one := func(int, int) float64 { return 1 }
		plain := tidy(children, one)
		mirrored := make([][]int, n)
		for i, cs := range children {
			mirrored[i] = slices.Clone(cs)
			slices.Reverse(mirrored[i])
		}
		image := tidy(mirrored, one)
		root := image[0]
		for i, y := range image {
			if math.Abs((plain[i]-plain[0])+(y-root)) > 1e-6 {
				t.Fatalf("the mirror image of %v differs at node %d", children, i)
			}
		}
	}
	if large < 50 {
		t.Errorf("only %d large trees", large)
	}
}

// apart checks that no label of a branch stands on another, nor on a branch of its node
// that leans no more than there is room for.
func apart(t *testing.T, name string, tree *Tree) {
	t.Helper()
	d := newTreeDrawing(tree)
	var boxes []ink
	for i, x := range d.Nodes {
		for k, c := range x.Children {
			p, q := figure.Point{X: d.x[i], Y: d.y[i]}, figure.Point{X: d.x[c], Y: d.y[c]}
			text := d.branch(x.Branches[k], p, q, d.inner(c))
			wide := text.Label.Width(treeText)
			box := ink{at: text.At, wide: wide, high: text.Label.Height(treeText)}
			if box.at.X += wide / 2; text.H == figure.End {
				box.at.X -= wide
			}
			for _, o := range boxes {
				if math.Abs(o.at.Y-box.at.Y) < (o.high+box.high)/2 && math.Abs(o.at.X-box.at.X) < (o.wide+box.wide)/2 {
					t.Errorf("%s: %s stands on another label", name, text.Label.Plain())
				}
			}
			for _, sibling := range x.Children {
				end := figure.Point{X: d.x[sibling], Y: d.y[sibling]}
				if math.Abs(end.X-p.X) <= treeLean*d.level && box.cuts(p, end) {
					t.Errorf("%s: %s stands on a branch", name, text.Label.Plain())
				}
			}
			boxes = append(boxes, box)
		}
	}
}

// Trees of the repository are drawn, with everything that is in them.
func TestDrawTree(t *testing.T) {
	files, _ := filepath.Glob("../../../games/format/testdata/kinds/*.yaml")
	more, _ := filepath.Glob("../../../games/models/*.yaml")
	drawn := 0
	for _, name := range append(files, more...) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f, ds := format.Read(name, data, "")
		if ds.HasErrors() {
			t.Fatal(ds)
		}
		tree, ok := f.Model.(*games.Tree)
		if !ok {
			continue
		}
		drawn++
		draw := func() []byte {
			s, err := DrawTree(TreeOf(tree, tree.Name, "chance", func(set, action string) bool { return action == tree.Sets[tree.Set(set)].Actions[0] }))
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if low, high := s.Extent(); low.X < 1 || low.Y < 1 || high.X > s.Width-1 || high.Y > s.Height-1 {
				t.Errorf("%s: %v to %v on a sheet of %v by %v", name, low, high, s.Width, s.Height)
			}
			svg, err := Save("", s)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			return svg
		}
		apart(t, name, TreeOf(tree, tree.Name, "chance", nil))
		svg := draw()
		if !bytes.Equal(svg, draw()) {
			t.Errorf("%s is drawn in two ways", name)
		}
		for _, s := range tree.Sets {
			for _, text := range append(slices.Clone(s.Actions), tree.Players[s.Player]) {
				if !bytes.Contains(svg, []byte(text)) {
					t.Errorf("%s: the picture lacks %q", name, text)
				}
			}
			if len(s.Nodes) > 1 && !bytes.Contains(svg, []byte("stroke-dasharray")) {
				t.Errorf("%s: the set %s is not drawn", name, s.Name)
			}
		}
	}
	if drawn < 8 {
		t.Errorf("only %d trees", drawn)
	}
}
