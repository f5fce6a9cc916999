package logit

import (
	"context"
	"fmt"
	"math"
	"math/big"

	"gonum.org/v1/gonum/mat"

	"brink/games"
)

// TraceAgents is Trace for a game in extensive form of perfect recall, in which every
// information set with a choice has an agent of its own: she plays an action with
// probability proportional to exp(λ·u), u being what her player expects of it once
// the set is reached (McKelvey and Palfrey, "Quantal response equilibria for
// extensive form games", Experimental Economics 1 (1998) 9-41). Strategies of points
// are those of the agents, in the order of the sets. Their limits are sequential
// equilibria (the same, theorem 4); none is looked for exactly, so that Path.Selected
// is nil. An evaluation costs O(nodes · depth²).
func TraceAgents(ctx context.Context, e *games.Extensive, opt Options) (*Path, error) {
	c, err := newAgents(e)
	if err != nil {
		return nil, err
	}
	if err := opt.check(); err != nil {
		return nil, err
	}
	path := &Path{}
	c.follow(ctx, opt, path)
	return path, nil
}

// AgentPrecisions is Precisions for TraceAgents.
func AgentPrecisions(e *games.Extensive) []float64 {
	c, err := newAgents(e)
	if err != nil {
		return nil
	}
	return c.precisions()
}

// agents holds a tree in floating point.
type agents struct {
	player []int   // of each agent
	sets   [][]int // nodes of each agent's set
	nodes  []agentNode
	pays   [][]float64 // by node and player, for leaves, divided by the scale
	off    []int
}

// agentNode is a node of the tree: what an unknown or chance does at it.
type agentNode struct {
	agent    int       // -1 at chance and leaves
	odds     []float64 // of chance, or 1 where there is no choice
	children []int
	parent   int
	branch   int // of the parent
}

// newAgents rounds the payoffs.
func newAgents(e *games.Extensive) (*logitCurve, error) {
	a := &agents{nodes: make([]agentNode, len(e.Nodes)), pays: make([][]float64, len(e.Nodes))}
	c := &logitCurve{source: a}
	agent := make([]int, len(e.Infosets))
	for h, s := range e.Infosets {
		if agent[h] = -1; s.Player == games.Chance || len(s.Actions) == 1 {
			continue
		}
		agent[h] = len(a.sets)
		a.player, a.sets = append(a.player, s.Player), append(a.sets, nil)
		c.off, c.sizes = append(c.off, c.n), append(c.sizes, len(s.Actions))
		c.n += len(s.Actions)
	}
	a.off = c.off
	if c.n > maxLogit {
		return nil, fmt.Errorf("%w: %d actions; at most %d are handled", Err, c.n, maxLogit)
	}
	if c.n == 0 {
		return nil, fmt.Errorf("%w: nobody has a choice", Err)
	}
	paid := make([][]*big.Rat, len(e.Nodes))
	var low, high []*big.Rat // payoffs of leaves, by player
	for i, n := range e.Nodes {
		if i == 0 {
			paid[0], a.nodes[0].parent = make([]*big.Rat, len(e.Players)), -1
			for p := range paid[0] {
				paid[0][p] = new(big.Rat)
			}
		}
		if n.Outcome >= 0 {
			sum := make([]*big.Rat, len(e.Players))
			for p, u := range e.Outcomes[n.Outcome].Payoffs {
				sum[p] = new(big.Rat).Add(paid[i][p], u)
			}
			paid[i] = sum
		}
		node := &a.nodes[i]
		node.agent, node.children = -1, n.Children
		for k, child := range n.Children {
			paid[child] = paid[i]
			a.nodes[child].parent, a.nodes[child].branch = i, k
		}
		if n.Infoset < 0 {
			for p, u := range paid[i] {
				if low == nil || len(low) <= p {
					low, high = append(low, u), append(high, u)
				}
				if u.Cmp(low[p]) < 0 {
					low[p] = u
				}
				if u.Cmp(high[p]) > 0 {
					high[p] = u
				}
			}
			continue
		}
		switch set := &e.Infosets[n.Infoset]; {
		case set.Player == games.Chance:
			for _, q := range set.Probs {
				x, _ := q.Float64()
				node.odds = append(node.odds, x)
			}
		case len(set.Actions) == 1:
			node.odds = []float64{1}
		default:
			node.agent = agent[n.Infoset]
			a.sets[node.agent] = append(a.sets[node.agent], i)
		}
	}
	for p := range low {
		gain, _ := new(big.Rat).Sub(high[p], low[p]).Float64()
		c.scale = max(c.scale, gain)
	}
	if math.IsInf(c.scale, 0) {
		return nil, fmt.Errorf("%w: payoffs beyond the range of floating-point numbers", Err)
	}
	if c.scale == 0 {
		c.scale = 1
	}
	for i, n := range e.Nodes {
		if n.Infoset >= 0 {
			continue
		}
		a.pays[i] = make([]float64, len(low))
		for p, u := range paid[i] {
			x, _ := new(big.Rat).Sub(u, low[p]).Float64() // only differences matter
			a.pays[i][p] = x / c.scale
		}
	}
	c.jac = mat.NewDense(c.n, c.n+1, nil)
	c.val = make([]float64, c.n)
	c.u = make([]float64, c.n)
	return c, nil
}

// utilities is what an agent expects of each action once her set is reached: the
// weights of its nodes are relative to the largest, so that sets that are hardly ever
// reached have beliefs all the same.
func (a *agents) utilities(x, prob, u []float64, slope *mat.Dense) {
	// Logarithms of the probabilities of getting to the nodes.
	reach := make([]float64, len(a.nodes))
	for i, n := range a.nodes {
		for k, c := range n.children {
			if n.agent >= 0 {
				reach[c] = reach[i] + x[a.off[n.agent]+k]
			} else {
				reach[c] = reach[i] + math.Log(n.odds[k])
			}
		}
	}
	var on []int // unknowns on the way from the present node of the set, downwards
	for h, set := range a.sets {
		most := math.Inf(-1)
		for _, n := range set {
			most = max(most, reach[n])
		}
		if math.IsInf(most, -1) {
			continue // chance keeps everybody from getting here
		}
		size := len(a.nodes[set[0]].children)
		off, p := a.off[h], a.player[h]
		total := 0.0
		sum := make([]float64, size)           // of what actions earn, weighted
		below := make([]map[int]float64, size) // its slopes
		above := make(map[int]float64)         // slopes of the total weight
		for act := range below {
			below[act] = make(map[int]float64)
		}
		for _, n := range set {
			w := math.Exp(reach[n] - most)
			if w == 0 {
				continue
			}
			total += w
			on = on[:0]
			for at := n; a.nodes[at].parent >= 0; at = a.nodes[at].parent {
				if up := &a.nodes[a.nodes[at].parent]; up.agent >= 0 {
					on = append(on, a.off[up.agent]+a.nodes[at].branch)
				}
			}
			for _, k := range on {
				above[k] += w
			}
			for act, child := range a.nodes[n].children {
				var walk func(at int, w float64)
				walk = func(at int, w float64) {
					node := &a.nodes[at]
					if node.children == nil {
						v := w * a.pays[at][p]
						sum[act] += v
						for _, k := range on {
							below[act][k] += v
						}
						return
					}
					for k, c := range node.children {
						if node.agent < 0 {
							if node.odds[k] > 0 {
								walk(c, w*node.odds[k])
							}
							continue
						}
						key := a.off[node.agent] + k
						if q := prob[key]; q > 0 {
							on = append(on, key)
							walk(c, w*q)
							on = on[:len(on)-1]
						}
					}
				}
				walk(child, w)
			}
		}
		for act := range sum {
			k := off + act
			u[k] = sum[act] / total
			row := slope.RawRowView(k)
			for l, v := range below[act] {
				row[l] += v / total
			}
			for l, v := range above {
				row[l] -= u[k] * v / total
			}
		}
	}
}
