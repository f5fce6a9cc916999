package bayesian

import (
	"context"

	"brink/games"
	"brink/games/expr"
	"brink/solver/concept"
)

// maxComplete bounds the games of complete information that are solved.
const maxComplete = 16

// Ignorance adds to the rows of a game with finitely many types what each player loses
// by what is not known: the payoff she would expect before the types are drawn if all
// were then told them, less what she expects in the row. It is defined where, at every
// combination of types that has positive probability, all equilibria of the game in
// which the types are known give her the same, a function of the parameters; elsewhere
// it is no number. A negative cost is a gain. The cost is one table for each combination of types.
func Ignorance(ctx context.Context, b *games.Bayesian, t *concept.Table) {
	if b.Densities != nil || b.Common != nil || len(b.Prior) < 2 || len(b.Prior) > maxComplete || len(t.Rows) == 0 {
		return
	}
	calc := &concept.Calc{}
	s := concept.NewSettler(b)
	known := make([]expr.Value, len(b.Players)) // what she expects of the informed
	where := make([]expr.Formula, len(b.Players))
	for p := range known {
		known[p], where[p] = concept.Zero, expr.True()
	}
	for k, prior := range b.Prior {
		if concept.IsZero(prior) {
			continue
		}
		informed := *b
		informed.Prior, informed.Payoffs, informed.Types = []expr.Value{concept.One}, b.Payoffs[k:k+1], make([][]games.Type, len(b.Players))
		for p := range informed.Types {
			informed.Types[p] = make([]games.Type, 1)
		}
		table, err := Equilibria(ctx, &informed)
		if err != nil || !table.Complete {
			return
		}
		never := prior.Compare(expr.EQ, concept.Zero)
		for p, pl := range b.Players {
			free := expr.False() // where what she gets in some row is a root, or open
			n := table.Only(ctx, s, func(r *concept.Row) concept.Amount {
				a, out := numberOf(r, "payoff", pl.Name), expr.Value{}
				if a.Value == nil {
					free = expr.Or(free, r.Exists)
				} else {
					free = expr.Or(free, expr.And(r.Exists, a.Except))
					for _, c := range a.Value.Cases {
						out.Cases = append(out.Cases, expr.Case{When: expr.And(c.When, expr.Not(a.Except)), Is: c.Is})
					}
				}
				return concept.Exactly(out)
			}, table.Room())
			if len(n.Value.Cases) == 0 {
				where[p] = expr.And(where[p], never)
				continue
			}
			where[p] = expr.And(where[p], expr.Or(never, expr.And(n.Defined, expr.Not(free))))
			known[p] = calc.Add(known[p], calc.Mul(prior, n.Value))
		}
	}
	if calc.Err != nil || ctx.Err() != nil {
		return
	}
	for p, pl := range b.Players {
		where[p] = s.Simplify(ctx, where[p])
		if where[p].IsFalse() {
			continue
		}
		for _, r := range t.Rows {
			if r.Copy {
				continue
			}
			a := numberOf(r, "payoff", pl.Name)
			if a.Value == nil {
				continue
			}
			cost := calc.Sub(known[p], *a.Value)
			if calc.Err != nil {
				return
			}
			n := concept.Amount{Value: &cost, Except: expr.Or(a.Except, expr.Not(where[p]))}
			if n.Except = s.Simplify(ctx, expr.And(r.Exists, n.Except)); n.Except.Equal(r.Exists) {
				continue
			}
			r.Numbers = append(r.Numbers, concept.Number{Code: "ignorance", Name: pl.Name, Is: n})
		}
	}
}

func numberOf(r *concept.Row, code, name string) concept.Amount {
	for _, n := range r.Numbers {
		if n.Code == code && n.Name == name {
			return n.Is
		}
	}
	return concept.Amount{}
}
