package games

import (
	"cmp"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"brink/games/algebra"
	"brink/games/expr"
)

// ErrImperfectRecall says that a player forgets what she knew or did. Reduced
// strategies, and Kuhn's equivalence of mixed and behaviour strategies, need
// perfect recall.
var ErrImperfectRecall = errors.New("imperfect recall")

// RecallError is an ErrImperfectRecall at an information set.
type RecallError struct {
	Infoset int // index in Extensive.Infosets
	Player  string
}

// Error implements error.
func (e *RecallError) Error() string {
	return fmt.Sprintf("%s: %s cannot tell the nodes of this information set apart although she did different things before them", ErrImperfectRecall, e.Player)
}

// Unwrap makes errors.Is(err, ErrImperfectRecall) hold.
func (e *RecallError) Unwrap() error { return ErrImperfectRecall }

// ErrTooLarge says that a game has too many strategies to write down.
var ErrTooLarge = errors.New("the game is too large")

// Limits of Reduce: additions of payoffs, and actions in the plans of a player.
const (
	maxReduceWork = 1 << 26
	maxPlanSize   = 1 << 24
)

// Reduce returns the reduced strategic form: one strategy for every way to plan
// ahead that differs where the player's own choices can lead (Kohlberg and
// Mertens 1986, without dropping mixtures). Strategies are ordered by the
// actions at the information sets in order and named by their actions joined
// with hyphens, or, where these names would be long or alike, by the numbers of
// the actions with * where the plan does not matter, as Gambit does. The work is
// at most the number of end nodes times the number of profiles.
func (e *Extensive) Reduce() (*Game, error) {
	r := &reducer{Extensive: e, before: make([]move, len(e.Infosets)), after: make(map[move][]int)}
	for h := range r.before {
		r.before[h] = unseen
	}
	last := make([]move, len(e.Players))
	for p := range last {
		last[p] = start(p)
	}
	if err := r.visit(0, last, big.NewRat(1, 1), make([]*big.Rat, len(e.Players))); err != nil {
		return nil, err
	}
	g := &Game{Header: Header{Name: e.Title, Description: e.Comment}, Extensive: e, Defined: expr.True()}
	profiles, size := 1, 0
	for p := range e.Players {
		k := r.count(start(p))
		size = max(size, k*len(e.Infosets))
		if profiles *= k; profiles > MaxPayoffs/len(e.Players) || size > maxPlanSize {
			return nil, fmt.Errorf("%w: its reduced strategic form has more than %d payoffs", ErrTooLarge, MaxPayoffs)
		}
	}
	plans := make([][]Plan, len(e.Players))
	for p, name := range e.Players {
		plans[p] = r.plans(start(p))
		slices.SortFunc(plans[p], func(a, b Plan) int { return slices.CompareFunc(a, b, comparePlanned) })
		g.Players = append(g.Players, NewPlayer(name, e.planNames(p, plans[p])))
	}
	g.Plans = plans
	return g, r.fill(g, plans, profiles)
}

// comparePlanned orders actions, with no action behind all.
func comparePlanned(a, b int) int {
	if (a < 0) != (b < 0) {
		return cmp.Compare(b, a)
	}
	return cmp.Compare(a, b)
}

// move is an action at an information set; the start of a player p, before any
// move of hers, is the move with infoset -1-p.
type move struct{ infoset, action int }

func start(p int) move { return move{-1 - p, 0} }

// unseen marks information sets without a node so far.
var unseen = move{0, -1}

// leaf is an end of play: the last own move of every player and the payoffs of
// the path, times the probability that chance takes it.
type leaf struct {
	last []move
	pays []*big.Rat
}

type reducer struct {
	*Extensive
	before []move         // the owner's last move before each information set
	after  map[move][]int // the owner's information sets right behind a move
	leaves []leaf
}

// visit walks the tree, checks perfect recall and collects the leaves. It holds
// prob and pays as the probability and payoffs of the path so far; a nil payoff
// is 0.
func (r *reducer) visit(node int, last []move, prob *big.Rat, pays []*big.Rat) error {
	n := &r.Nodes[node]
	if n.Outcome >= 0 {
		sum := make([]*big.Rat, len(pays))
		for p, u := range r.Outcomes[n.Outcome].Payoffs {
			if sum[p] = u; pays[p] != nil {
				sum[p] = new(big.Rat).Add(pays[p], u)
			}
		}
		pays = sum
	}
	if n.Infoset < 0 {
		out := leaf{last: slices.Clone(last), pays: make([]*big.Rat, len(pays))}
		for p, u := range pays {
			if out.pays[p] = new(big.Rat); u != nil {
				out.pays[p].Mul(prob, u)
			}
		}
		r.leaves = append(r.leaves, out)
		return nil
	}
	h := &r.Infosets[n.Infoset]
	if h.Player == Chance {
		for a, child := range n.Children {
			if err := r.visit(child, last, new(big.Rat).Mul(prob, h.Probs[a]), pays); err != nil {
				return err
			}
		}
		return nil
	}
	if len(h.Actions) == 1 {
		return r.visit(n.Children[0], last, prob, pays)
	}
	own := last[h.Player]
	switch was := r.before[n.Infoset]; {
	case was == unseen:
		r.before[n.Infoset] = own
		r.after[own] = append(r.after[own], n.Infoset)
	case was != own:
		return &RecallError{n.Infoset, r.Players[h.Player]}
	}
	for a, child := range n.Children {
		last[h.Player] = move{n.Infoset, a}
		if err := r.visit(child, last, prob, pays); err != nil {
			return err
		}
	}
	last[h.Player] = own
	return nil
}

// count is the number of plans behind a move, at most MaxPayoffs+1.
func (r *reducer) count(m move) int {
	product := 1
	for _, h := range r.after[m] {
		sum := 0
		for a := range r.Infosets[h].Actions {
			sum = min(sum+r.count(move{h, a}), MaxPayoffs+1)
		}
		if product *= sum; product > MaxPayoffs {
			return MaxPayoffs + 1
		}
	}
	return product
}

// plans lists the plans for the information sets behind a move.
func (r *reducer) plans(m move) []Plan {
	empty := make(Plan, len(r.Infosets))
	for h := range empty {
		empty[h] = -1
	}
	out := []Plan{empty}
	for _, h := range r.after[m] {
		var longer []Plan
		for a := range r.Infosets[h].Actions {
			for _, rest := range r.plans(move{h, a}) {
				for _, p := range out {
					joint := slices.Clone(p)
					joint[h] = a
					for k, b := range rest {
						if b >= 0 {
							joint[k] = b
						}
					}
					longer = append(longer, joint)
				}
			}
		}
		out = longer
	}
	return out
}

// maxPlanName bounds the length of names made of actions.
const maxPlanName = 24

// planNames names the plans of player p.
func (e *Extensive) planNames(p int, plans []Plan) []string {
	if len(plans) == 1 { // she never chooses; her only actions say most
		var parts []string
		for _, h := range e.Infosets {
			if h.Player == p {
				parts = append(parts, h.Actions[0])
			}
		}
		if len(parts) == 1 {
			return parts
		}
		return []string{"*"}
	}
	names := make([]string, len(plans))
	seen := make(map[string]bool, len(plans))
	readable := true
	for i, plan := range plans {
		var parts []string
		for h, a := range plan {
			if a >= 0 {
				parts = append(parts, e.Infosets[h].Actions[a])
			}
		}
		names[i] = strings.Join(parts, "-")
		readable = readable && !seen[names[i]] && (len(parts) == 1 || len([]rune(names[i])) <= maxPlanName)
		seen[names[i]] = true
	}
	if readable {
		return names
	}
	for i, plan := range plans {
		var b strings.Builder
		for h, a := range plan {
			switch {
			case e.Infosets[h].Player != p || len(e.Infosets[h].Actions) == 1:
			case a < 0:
				b.WriteByte('*')
			case len(e.Infosets[h].Actions) > 9:
				b.WriteString("(" + strconv.Itoa(a+1) + ")")
			default:
				b.WriteString(strconv.Itoa(a + 1))
			}
		}
		names[i] = b.String()
	}
	return names
}

// fill computes the payoffs: each leaf adds to all profiles of plans that make
// the last own moves on the way to it, for under perfect recall a plan with an
// action at an information set leads there as far as the player's own moves go.
func (r *reducer) fill(g *Game, plans [][]Plan, n int) error {
	players := len(r.Players)
	making := make(map[move][]int) // the plans that make a move
	for p := range plans {
		for i, plan := range plans[p] {
			making[start(p)] = append(making[start(p)], i)
			for h, a := range plan {
				if a >= 0 {
					making[move{h, a}] = append(making[move{h, a}], i)
				}
			}
		}
	}
	work := 0
	for _, l := range r.leaves {
		size := 1
		for _, m := range l.last {
			size *= len(making[m])
		}
		if work += size; work > maxReduceWork {
			return fmt.Errorf("%w: computing its reduced strategic form takes more than %d additions", ErrTooLarge, maxReduceWork)
		}
	}
	g.Payoffs = make([][]expr.Value, players)
	shape := g.Shape()
	for p := range players {
		column := make([]*big.Rat, len(r.leaves))
		for i, l := range r.leaves {
			column[i] = l.pays[p]
		}
		t := NewTable(column) // integers over a common denominator
		sums := make([]big.Int, n)
		for i, l := range r.leaves {
			v := t.Num(i)
			if v.Sign() == 0 {
				continue
			}
			sets := make([][]int, players)
			for q, m := range l.last {
				sets[q] = making[m]
			}
			addProduct(sums, sets, shape, 0, v)
		}
		shared := make(map[string]expr.Value)
		g.Payoffs[p] = make([]expr.Value, n)
		for i := range sums {
			key := sums[i].String()
			v, ok := shared[key]
			if !ok {
				v = expr.Plain(algebra.FromRat(new(big.Rat).SetFrac(&sums[i], t.Den)))
				shared[key] = v
			}
			g.Payoffs[p][i] = v
		}
	}
	return nil
}

// addProduct adds v at every profile of the product of sets.
func addProduct(sums []big.Int, sets [][]int, shape []int, base int, v *big.Int) {
	for _, i := range sets[0] {
		if index := base*shape[0] + i; len(sets) == 1 {
			sums[index].Add(&sums[index], v)
		} else {
			addProduct(sums, sets[1:], shape[1:], index, v)
		}
	}
}
