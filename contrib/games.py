"""What is said of games: from payoffs as texts to a sentence about the parameters and mixed
strategies, by the definitions of the predicates. Part of check_certificate.py; nothing here knows
of proofs. Another kind of game is another class in KINDS."""
from fractions import Fraction
from functools import reduce
import itertools
import operator
import re

from formulas import (TRUE, Compiler, both, combine, compare, distinct, either, implies, keys,
                      names_in, need, negate, parse, plain, put, ratio, var)

class Statement:
    """The sentence of a certificate: hyps imply claim, whatever the parameters are. odds are the
    variables of the only completely mixed equilibrium, where the claim speaks of it."""
    parameters, whole, odds, hyps, claim = (), (), (), TRUE, TRUE
    def condition(self, text, call=None):  # of the parameters, or with predicates
        k = Compiler(text, self.name, call)
        f = k.formula(parse(text))
        return both(*k.defined, f)
    def name(self, k, name):
        need(name in self.parameters, "%s has no meaning" % name)
        return plain(var(name))

class Game(Statement):
    """What games of all kinds have: parameters with ranges, definitions and assumptions. A kind
    adds in fill what payoffs its data mean, and a method for each of its predicates."""
    def __init__(self, c):
        g, self.count = c["game"], 0
        names = [p["name"] for p in g.get("parameters", [])] + [d for d, _ in g.get("define", [])]
        for name in distinct(names):
            need(re.fullmatch(r"[^\W\d]\w*", name) and name not in
                 ("and", "or", "not", "true", "false", "value"), "%.99r is no name" % name)
        self.parameters = [p["name"] for p in g.get("parameters", [])]
        self.whole = [p["name"] for p in g.get("parameters", []) if p.get("whole")]
        self.define = dict(g.get("define", []))
        for p in g.get("parameters", []):
            keys(p, "name", "range", "whole")
            if p.get("range"):
                a, lo, hi, b = re.fullmatch(r"([\[(])(.*),(.*)([\])])", p["range"]).groups()
                less = {"[": "<=", "(": "<", "]": "<=", ")": "<"}
                if lo.strip() != "-inf":
                    self.assume("(%s) %s %s" % (lo, less[a], p["name"]))
                if hi.strip() != "inf":
                    self.assume("%s %s (%s)" % (p["name"], less[b], hi))
        self.assume(*g.get("assume", []))
        self.fill(g)
        keys(c["claim"], "id", "says", "given", "holds")
        self.assume(*c["claim"].get("given", []))
        k = Compiler(c["claim"]["holds"], self.name, self.call)
        self.claim = k.formula(parse(c["claim"]["holds"]))
        self.hyps = both(self.hyps, *k.defined)
    def assume(self, *texts):
        for text in texts:
            self.hyps = both(self.hyps, self.condition(text, self.call))
    def name(self, k, name):
        if name not in self.define:
            return super().name(k, name)
        inner = Compiler(self.define[name], self.name, self.call)
        v = inner.value(parse(self.define[name]))
        k.require(both(*inner.defined))
        return v
    def call(self, k, what, args):
        need(hasattr(self, "says_" + what), "%s has no meaning" % what)
        return getattr(self, "says_" + what)(k, args)
    def bind(self):
        self.count += 1
        return "$%d" % self.count
    def moved(self, f, env):  # with other variables, those bound in it too
        def quantified(g):
            vars = [self.bind() for _ in g[1]]
            inner = {**env, **{v: ratio(var(w)) for v, w in zip(g[1], vars)}}
            return ("all", vars, self.moved(g[2], inner), g[3])
        return put(f, env, quantified)
    def says_increasing(self, k, args, op=">="):
        e, x = Compiler(k.text, self.name, self.call), k.name(args[1])
        need(x in self.parameters, "%s is no parameter" % x)
        here = e.value(args[0])
        defined = both(*e.defined)
        k.require(defined)
        vars = [self.bind()]
        env = {x: ratio(var(vars[0]))}
        used = names_in(defined).union(*[names_in(f) | q[0].names() | q[1].names()
                                         for f, q in here])
        if used & set(self.odds):
            for v in self.odds:
                vars.append(self.bind())
                env[v] = ratio(var(vars[-1]))
        defined = self.moved(defined, env)
        allowed = both(self.moved(self.hyps, env), defined,
                       ratio(var(vars[0]) - var(x)).compare(">"))
        there = [(put(f, env), q.put(env)) for f, q in here]
        return "truth", ("all", vars, implies(allowed, compare(there, op, here)), True)
    def says_decreasing(self, k, args):
        return self.says_increasing(k, args, "<=")

class Strategic(Game):
    """Games in strategic form. A mixture lists probabilities (ratios), one for each action."""
    def fill(self, g):
        keys(g, "parameters", "define", "assume", "players", "each", "own", "cells")
        need(len({"each", "own", "cells"} & set(g)) == 1, "payoffs are missing, or there are two")
        self.players = distinct([p["name"] for p in g["players"]])
        self.actions = [distinct(p["actions"]) for p in g["players"]]
        self.profiles = list(itertools.product(*[range(len(a)) for a in self.actions]))
        need(len(g.get("cells", self.profiles)) == len(self.profiles), "cells are missing")
        self.payoffs = {}
        for i, profile in enumerate(self.profiles):
            for p in range(len(self.players)):
                text = g["each"] if "each" in g else g["own"][p] if "own" in g else g["cells"][i][p]
                k = Compiler(text, self.payoff_name, self.payoff_call)
                k.me, k.profile = p, profile
                self.payoffs[p, profile] = k.value(parse(text))
                self.hyps = both(self.hyps, *k.defined)
    def payoff_name(self, k, name):
        return plain(self.worth(k, k.me)) if name == "value" else self.name(k, name)
    def worth(self, k, p):
        text = self.actions[p][k.profile[p]]
        need(re.fullmatch(r"[+-]?[0-9]+([./][0-9]+)?", text), "an action is no number")
        return Fraction(text)
    def payoff_call(self, k, what, args):
        me, all = k.me, range(len(self.players))
        def plays(a, *who):
            need(any(a in self.actions[q] for q in who), "%s is no action" % a)
            return plain(sum(self.actions[q][k.profile[q]] == a for q in who))
        if what == "is":
            return "number", plays(k.name(args[0]), me)
        if what in ("others", "count"):
            return "number", plays(k.name(args[0]), *[q for q in all if what == "count" or q != me])
        if what in ("plays", "value"):
            q = self.players.index(k.name(args[0]))
            return "number", plays(k.name(args[1]), q) if what == "plays" else plain(self.worth(k, q))
        need(what in ("sum", "sum_others"), "%s has no meaning" % what)
        total = plain(0)
        for k.me in all:
            if what == "sum" or k.me != me:
                total = combine(operator.add, total, k.value(args[0]))
        k.me = me
        return "number", total
    def mixture(self, p):
        vars = [self.bind() for _ in self.actions[p][1:]]
        free = [ratio(var(v)) for v in vars]
        return free + [reduce(operator.sub, free, ratio(1))], vars
    def mixtures(self):
        pairs = [self.mixture(p) for p in range(len(self.players))]
        return [m for m, _ in pairs], [v for _, vs in pairs for v in vs]
    def certain(self, p):
        return [[ratio(int(a == b)) for b in range(len(self.actions[i]))] for i, a in enumerate(p)]
    def expected(self, p, a, mix):
        total = plain(0)
        for q in self.profiles:
            w = reduce(operator.mul, [mix[i][k] for i, k in enumerate(q) if i != p], ratio(1))
            if q[p] == a and w[0]:
                pays = combine(operator.mul, self.payoffs[p, q], [(TRUE, w)])
                total = combine(operator.add, total, pays)
        return total
    def equilibrium(self, mix):
        fs = []
        for p, acts in enumerate(self.actions):
            pays = [self.expected(p, a, mix) for a in range(len(acts))]
            for a, b in itertools.permutations(range(len(acts)), 2):
                fs.append(either(mix[p][a].compare("="), compare(pays[a], ">=", pays[b])))
        return both(positive(mix, ">="), *fs)
    def full_equilibrium(self, mix):  # that mixes all actions
        pays = [[self.expected(p, a, mix) for a in range(len(acts))]
                for p, acts in enumerate(self.actions)]
        return both(positive(mix, ">"), *[compare(x, "=", u[-1]) for u in pays for x in u[:-1]])
    def deviations(self, p, op):
        return both(*[compare(self.payoffs[i, p], op, self.payoffs[i, p[:i] + (a,) + p[i + 1:]])
                      for i in range(len(p)) for a in range(len(self.actions[i])) if a != p[i]])
    def against(self, p, a, b, op):
        return [compare(self.payoffs[p, q], op, self.payoffs[p, q[:p] + (b,) + q[p + 1:]])
                for q in self.profiles if q[p] == a]
    def better(self, p, q):
        u = [(self.payoffs[i, p], self.payoffs[i, q]) for i in range(len(p))]
        return both(*[compare(x, ">=", y) for x, y in u], either(*[compare(x, ">", y) for x, y in u]))
    def profile(self, k, nodes):
        nodes = nodes[0][1] if len(nodes) == 1 and nodes[0][0] == "tuple" else nodes
        need(len(nodes) == len(self.players), "a profile has not one action for each player")
        return tuple(self.actions[i].index(k.name(n)) for i, n in enumerate(nodes))
    def choice(self, k, args):  # a player and actions
        p = self.players.index(k.name(args[0]))
        return (p,) + tuple(self.actions[p].index(k.name(n)) for n in args[1:])
    def says_nash(self, k, args):
        return "truth", self.deviations(self.profile(k, args), ">=")
    def says_strict(self, k, args):
        return "truth", self.deviations(self.profile(k, args), ">")
    def says_efficient(self, k, args):
        p = self.profile(k, args)
        return "truth", both(*[negate(self.better(q, p)) for q in self.profiles])
    def says_no_pure_nash(self, k, args):
        return "truth", both(*[negate(self.deviations(p, ">=")) for p in self.profiles])
    def says_pareto(self, k, args):
        return "truth", self.better(self.profile(k, args[:1]), self.profile(k, args[1:]))
    def says_risk_dominant(self, k, args):
        p, q = self.profile(k, args[:1]), self.profile(k, args[1:])
        need([len(a) for a in self.actions] == [2, 2] and p[0] != q[0] and p[1] != q[1],
             "risk_dominant is of opposite corners")
        loss = lambda p, q, i: combine(operator.sub, self.payoffs[i, p],
                                       self.payoffs[i, p[:i] + (q[i],) + p[i + 1:]])
        x, y = (combine(operator.mul, loss(a, b, 0), loss(a, b, 1)) for a, b in ((p, q), (q, p)))
        return "truth", both(self.deviations(p, ">"), self.deviations(q, ">"), compare(x, ">", y))
    def says_dominant(self, k, args):
        p, a = self.choice(k, args)
        return "truth", both(*[f for b in range(len(self.actions[p])) if b != a
                               for f in self.against(p, a, b, ">")])
    def says_weakly_dominant(self, k, args):
        p, a = self.choice(k, args)
        return "truth", both(*[both(*self.against(p, a, b, ">="), either(*self.against(p, a, b, ">")))
                               for b in range(len(self.actions[p])) if b != a])
    def says_dominates(self, k, args):
        return "truth", both(*self.against(*self.choice(k, args), ">"))
    def says_payoff(self, k, args):
        return "number", self.payoffs[self.players.index(k.name(args[0])), self.profile(k, args[1:])]
    def says_unique(self, k, args):
        p = self.profile(k, args)
        mix, vars = self.mixtures()
        only = implies(self.equilibrium(mix), equal(mix, self.certain(p)))
        return "truth", both(self.deviations(p, ">="), ("all", vars, only, True))
    def says_mixed(self, k, args):
        mix, vars = self.mixtures()
        return "truth", ("all", vars, negate(self.full_equilibrium(mix)), False)
    def says_prob(self, k, args):
        if not self.odds:
            self.full, self.odds = self.mixtures()
            other, bound = self.mixtures()
            there = self.full_equilibrium(self.full)
            also = put(there, {v: ratio(var(b)) for v, b in zip(self.odds, bound)})
            self.sole = both(there, ("all", bound, implies(also, equal(other, self.full)), True))
        k.require(self.sole)
        p, a = self.choice(k, args)
        return "number", [(TRUE, self.full[p][a])]
    def says_ess(self, k, args):
        need(len(self.players) == 2 and self.actions[0] == self.actions[1] and
             all(self.payoffs[0, (a, b)] == self.payoffs[1, (b, a)] for a, b in self.profiles),
             "ess is of symmetric games")
        a = self.actions[0].index(k.name(args[0]))
        (mutant, vars), (own, _) = self.mixture(0), self.certain((a, a))
        def pay(x, y):
            parts = [combine(operator.mul, [(TRUE, x[i])], self.expected(0, i, [None, y]))
                     for i in range(len(x))]
            return reduce(lambda s, t: combine(operator.add, s, t), parts, plain(0))
        rr, mr, rm, mm = pay(own, own), pay(mutant, own), pay(own, mutant), pay(mutant, mutant)
        stable = either(compare(rr, ">", mr), both(compare(rr, "=", mr), compare(rm, ">", mm)))
        excused = either(negate(positive([mutant], ">=")), equal([mutant], [own]))
        return "truth", ("all", vars, either(excused, stable), True)

def positive(mix, op):
    return both(*[x.compare(op) for m in mix for x in m])

def equal(a, b):
    return both(*[x.compare("=", y) for m, n in zip(a, b) for x, y in zip(m[:-1], n)])

KINDS = {"strategic": Strategic}
