package repeated

import (
	"context"
	"strconv"

	"brink/games/algebra"
	"brink/games/expr"
)

// Deviation is one inequality of an equilibrium condition.
type Deviation struct {
	// State is the joint state at which the deviation starts, a machine state
	// for each player.
	State []string
	// Player deviates.
	Player int
	// Period is the period of a one-shot deviation under a finite horizon, from 1.
	Period int
	// Prescribed is the action the strategy plays there; "" if it randomises.
	Prescribed string
	// Plan is what the deviator does instead: an action, once, for a one-shot
	// deviation; a whole strategy for a deviation from a Nash equilibrium.
	Plan string
	// Gain is the normalised gain: the value of deviating less the value of the
	// state.
	Gain expr.Value
	// Deterred says that the gain is at most zero, for 0 <= δ < 1.
	Deterred expr.Formula
	// Others are further deviations with the same condition.
	Others []Deviation

	within expr.Formula // Deterred in δ itself
	group  int          // the player where discount factors differ, else 0
}

// key tells apart what different conditions deter.
func (d *Deviation) key() string { return strconv.Itoa(d.group) + " " + d.within.Key() }

// combine adds up measures with polynomial weights over a common denominator.
type weightedMeasure struct {
	num, den algebra.Poly
	m        measure
}

func combine(parts []weightedMeasure) measure {
	den := algebra.IntPoly(1)
	for _, p := range parts {
		den = lcm(den, p.den.Mul(p.m.den))
	}
	out := measure{den, map[int]algebra.Poly{}}
	for _, p := range parts {
		k := p.num.Mul(quotient(den, p.den.Mul(p.m.den)))
		for a, x := range p.m.num {
			out.num[a] = out.num[a].Add(k.Mul(x))
		}
	}
	return out
}

// oneShot is the measure of the gain from a deviation to an action once:
// (1-δ)·(profiles now) + δ·W(next) - W(state).
func (an *analysis) oneShot(state, player, action int) measure {
	mixes := an.chain.intended(state)
	mixes[player] = always(action, an.shape[player])
	dist := an.chain.outcome(mixes)
	d, stay := algebra.Variable(an.delta), an.today()
	var parts []weightedMeasure
	for _, w := range dist {
		parts = append(parts, weightedMeasure{stay.Mul(w.p.Num()), w.p.Den(), point(w.at)})
	}
	for _, w := range an.chain.follow(state, dist) {
		parts = append(parts, weightedMeasure{d.Mul(w.p.Num()), w.p.Den(), an.w[w.at]})
	}
	parts = append(parts, weightedMeasure{algebra.IntPoly(-1), algebra.IntPoly(1), an.w[state]})
	return combine(parts)
}

// oneShots lists every one-shot deviation at the first so many joint states that is
// not trivially deterred, those with the same condition together.
func (an *analysis) oneShots(ctx context.Context, states int) (*deviations, error) {
	list := &deviations{}
	for s := range states {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if an.chain.over(s) {
			continue
		}
		for _, p := range an.watch {
			st := &an.chain.machines[p].States[an.chain.states[s][p]]
			pure, isPure := st.Pure()
			for a := range an.shape[p] {
				if isPure && a == pure {
					continue
				}
				d := Deviation{State: an.chain.names(s), Player: p, Plan: an.g.Players[p].Actions[a]}
				if isPure {
					d.Prescribed = an.g.Players[p].Actions[pure]
				}
				if an.chain.horizon > 0 {
					d.Period = an.chain.period[s] + 1
				}
				if err := an.add(list, d, an.oneShot(s, p, a)); err != nil {
					return nil, err
				}
			}
		}
	}
	return list, nil
}

// deviations collects deviations, one class for each condition, and for each player
// where their discount factors differ.
type deviations struct {
	all []Deviation
	at  map[string]int
}

// join appends the classes of another collection.
func (l *deviations) join(other *deviations) {
	for _, d := range other.all {
		l.file(d)
	}
}

// file puts a deviation with the class of its condition.
func (l *deviations) file(d Deviation) {
	key := d.key()
	if i, ok := l.at[key]; ok {
		others := d.Others
		d.Others = nil
		l.all[i].Others = append(append(l.all[i].Others, d), others...)
		return
	}
	if l.at == nil {
		l.at = map[string]int{}
	}
	l.at[key] = len(l.all)
	l.all = append(l.all, d)
}

// add evaluates the gain of a deviation and files it.
func (an *analysis) add(list *deviations, d Deviation, m measure) error {
	cs, err := an.cases(m, d.Player)
	if err != nil {
		return err
	}
	if d.Gain, err = an.collect(cs, d.Player); err != nil {
		return err
	}
	if an.own {
		d.group = d.Player
	}
	d.within = an.nonPositive(m, cs)
	if d.within.IsTrue() && len(d.Gain.Cases) == 1 && d.Gain.Cases[0].Is.IsZero() {
		return nil // the same play
	}
	d.Deterred = an.outside(d.within, d.Player)
	list.file(d)
	return nil
}

// formula is the conjunction of all conditions of a group of players, in δ. A
// condition δ·X <= 0 is left out when X <= 0 is there.
func (l *deviations) formula(delta algebra.Var, group int) expr.Formula {
	var fs []expr.Formula
	for i := range l.all {
		if l.all[i].group != group {
			continue
		}
		f := l.all[i].within
		if f.Kind == expr.KAtom {
			if x, ok := f.Atom.P.DivExact(algebra.Variable(delta)); ok {
				less := Deviation{group: group, within: expr.Sign(x, f.Atom.Op)}
				if _, ok := l.at[less.key()]; ok {
					continue
				}
			}
		}
		fs = append(fs, f)
	}
	return expr.And(fs...)
}
