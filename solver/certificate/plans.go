package certificate

import (
	"slices"
	"strconv"

	"brink/games/expr"
)

// maxPlans bounds the pure ways of playing of which a claim speaks.
const maxPlans = 600

// plans are the pure ways of playing a game: a choice at every place.
type plans struct {
	s       *sentence
	concept string
	places  []place
	// is says that a way of playing is an equilibrium.
	is func(plan []int) *term
}

// place is where something is chosen.
type place struct {
	name    string
	choices []string
}

// at is the definition that a way of playing is an equilibrium.
func (p *plans) at(plan []int) *term {
	key := p.concept
	for i, a := range plan {
		if len(p.places[i].choices) > 1 {
			key += " " + p.places[i].name + " " + p.places[i].choices[a]
		}
	}
	id := p.s.identifier(key)
	if !p.s.at[id] {
		p.s.define(id, p.s.params, true, p.is(plan))
	}
	return p.s.call(id)
}

// each lists the ways of playing in which every place is one of those wanted: nil for
// any choice.
func (p *plans) each(wanted map[int]int) [][]int {
	out := [][]int{nil}
	for i, pl := range p.places {
		var next [][]int
		for _, done := range out {
			for a := range pl.choices {
				if w, ok := wanted[i]; !ok || w == a {
					next = append(next, append(slices.Clone(done), a))
				}
			}
		}
		if out = next; len(out) > maxPlans {
			panic(unwritten{errUnwritten})
		}
	}
	return out
}

// some says that an equilibrium plays what is wanted.
func (p *plans) some(wanted map[int]int) *term {
	var list []*term
	for _, plan := range p.each(wanted) {
		list = append(list, p.at(plan))
	}
	return some(list)
}

// every says that all equilibria play what is wanted.
func (p *plans) every(wanted map[int]int) *term {
	var list []*term
	for _, plan := range p.each(nil) {
		for i, a := range wanted {
			if plan[i] != a {
				list = append(list, apply("not", p.at(plan)))
				break
			}
		}
	}
	return all(list)
}

// number is an unknown: what all equilibria have for a number, of which there is one.
func (p *plans) number(w *walker, key string, of func(plan []int) *term) *term {
	x := p.s.unknown(key)
	var agree []*term
	for _, plan := range p.each(nil) {
		agree = append(agree, apply("=>", p.at(plan), apply("=", named(x), of(plan))))
	}
	id := p.s.identifier("is " + p.concept + " " + key)
	p.s.define(id, append(slices.Clone(p.s.params), x), true, all(append([]*term{p.some(nil)}, agree...)))
	w.require(p.s.call(id, named(x)))
	return named(x)
}

// unknown is the name of a number of which the claim speaks.
func (s *sentence) unknown(key string) string {
	x := identifier(key) + "'" + strconv.Itoa(len(s.odds)+1)
	if k, ok := s.unknownAt[key]; ok {
		return k
	}
	s.unknownAt[key] = x
	s.odds = append(s.odds, x)
	return x
}

// demands reads arguments PLACE = ACTION.
func (w *walker) demands(n *expr.Node, read func(place string, action *expr.Node) (at, choice int)) map[int]int {
	out := map[int]int{}
	for _, a := range n.Args {
		if !a.IsEquation() {
			w.fail()
		}
		at, choice := read(w.text(a.Args[0]), a.Args[1])
		if at < 0 || choice < 0 {
			w.fail()
		}
		if b, twice := out[at]; twice && b != choice {
			w.fail()
		}
		out[at] = choice
	}
	return out
}

// ofPlans are the predicates NAME(PLACE = ACTION, …) and every_NAME(…) of a concept.
func ofPlans(name string, make func(w *walker) *plans, read func(w *walker) func(string, *expr.Node) (int, int)) map[string]predicate {
	return map[string]predicate{
		name: func(w *walker, n *expr.Node) *term { return make(w).some(w.demands(n, read(w))) },
		"every_" + name: func(w *walker, n *expr.Node) *term {
			p := make(w)
			w.require(p.some(nil))
			return p.every(w.demands(n, read(w)))
		},
	}
}
