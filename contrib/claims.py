"""What a claim about a game says: the language of formulas and the definitions of the predicates, written out as
a sentence about the parameters and mixed strategies. Part of check_certificate.py. Nothing here knows of proofs."""
from fractions import Fraction
from functools import lru_cache, reduce
import itertools
import operator
import re

from real_algebra import OPS, Poly, as_set, flip, need, number, var

# ---- Fractions of polynomials.

class Ratio(tuple):  # (numerator, denominator), not reduced
    def plus(x, y, k):
        if x[1] == y[1]:
            return Ratio((x[0].plus(y[0], k), x[1]))
        return Ratio(((x[0] * y[1]).plus(y[0] * x[1], k), x[1] * y[1]))
    def __add__(x, y):
        return x.plus(y, 1)
    def __sub__(x, y):
        return x.plus(y, -1)
    def __mul__(x, y):
        return Ratio((x[0] * y[0], x[1] * y[1]))
    def compare(x, op, y=None):
        p, q = x - y if y else x
        return atom(p if op in ("=", "!=") else p * q, OPS[op])

def ratio(p):
    return Ratio((p if isinstance(p, Poly) else number(p), number(1)))

# ---- Formulas: ("T",), ("F",), ("A", polynomial, signs), ("&", parts), ("|", parts), and ("M", quantifier,
# whether it holds). Values: [(condition, ratio), ...], one case of which applies.

TRUE, FALSE = ("T",), ("F",)

def atom(p, signs):
    k = p.constant()
    if k is not None:
        return TRUE if as_set(k) & signs else FALSE
    q, k = p.normal()
    return ("A", q, signs if k > 0 else flip(signs))

def join(kind, fs):
    unit, end = (TRUE, FALSE) if kind == "&" else (FALSE, TRUE)
    out = []
    for f in fs:
        out += [g for g in (f[1] if f[0] == kind else (f,)) if g != unit and g not in out]
    return end if end in out else unit if not out else out[0] if len(out) == 1 else (kind, out)

both = lambda *fs: join("&", fs)
either = lambda *fs: join("|", fs)
implies = lambda f, g: either(negate(f), g)
same = lambda f, g: either(both(f, g), both(negate(f), negate(g)))

def negate(f):
    return FALSE if f == TRUE else TRUE if f == FALSE else ("A", f[1], 7 & ~f[2]) if f[0] == "A" else \
        ("M", f[1], not f[2]) if f[0] == "M" else join("|" if f[0] == "&" else "&", map(negate, f[1]))

def replace(f, atoms, marks):
    return atoms(f) if f[0] == "A" else marks(f) if f[0] == "M" else \
        join(f[0], [replace(g, atoms, marks) for g in f[1]]) if f[0] in "&|" else f

def names_in(f):
    return f[1].names() if f[0] == "A" else set().union(*map(names_in, f[1])) if f[0] in "&|" else set()

plain = lambda x: [(TRUE, ratio(x))]

def combine(how, v, w):
    cases = [(both(f, g), how(x, y)) for f, x in v for g, y in w]
    return [c for c in cases if c[0] != FALSE]

def compare(v, op, w):
    return either(*[both(f, g, x.compare(op, y)) for f, x in v for g, y in w])

def choose(f, v, w):
    cases = [(both(f, g), x) for g, x in v] + [(both(negate(f), g), x) for g, x in w]
    return [c for c in cases if c[0] != FALSE]

# ---- The language of formulas; a text becomes nodes (kind, arguments, start, end).

SPELLING = {"∧": "and", "∨": "or", "¬": "not", "≤": "<=", "≥": ">=", "≠": "!=", "⇒": "=>", "⇔": "<=>", "·": "*"}
TOKEN = re.compile(r"""\s*(?:(?P<num>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?%?)|(?P<name>\$\d+(?:\.\d+)*|[^\W\d]\w*)"""
                   r"""|"(?P<s1>[^"]*)"|'(?P<s2>[^']*)'|(?P<op><=>|=>|<=|>=|!=|[-+*/^(),<>=∧∨¬≤≥≠⇒⇔·]))""")
BINDS = {"<=>": 1, "=>": 2, "or": 3, "and": 4, "+": 7, "-": 7, "*": 8, "/": 8, "^": 10, **dict.fromkeys(OPS, 6)}

class Parser:
    def __init__(self, text):
        self.tokens, self.at, at, text = [], 0, 0, text.rstrip()
        while at < len(text):
            m = TOKEN.match(text, at)
            need(m, "cannot read %r" % text[at:])
            kind, at = m.lastgroup, m.end()
            word = m.group(kind)
            op = kind == "op" or kind == "name" and word in ("and", "or", "not")
            self.tokens.append(("op" if op else kind, SPELLING.get(word, word) if op else word, m.start(kind), at))
        self.tokens.append(("end", "", at, at))
    def next(self, word=None):
        self.at += 1
        need(word is None or self.tokens[self.at - 1][:2] == ("op", word), "expected %s in a formula" % word)
        return self.tokens[self.at - 1]
    def stands(self, word):
        return self.tokens[self.at][:2] == ("op", word)
    def expression(self, floor):
        left, chain = self.prefix(), None
        while self.tokens[self.at][0] == "op" and BINDS.get(self.tokens[self.at][1], 0) > floor:
            op = self.next()[1]
            right = self.expression(BINDS[op] - (op in ("^", "=>")))
            if BINDS[op] == 6:
                args = (left[1] if left is chain else [left]) + [op, right]
                left = chain = ("compare", args, left[2], right[3])
            else:
                left, chain = (op, [left, right], left[2], right[3]), None
        return left
    def prefix(self):
        kind, word, start, end = self.next()
        if kind == "num":
            return ("number", [Fraction(word.rstrip("%")) / (100 if word[-1] == "%" else 1)], start, end)
        if kind in ("s1", "s2"):
            return ("string", [word], start, end)
        if kind == "op" and word in ("+", "-", "not"):
            arg = self.expression(5 if word == "not" else 9)
            return ({"+": "plus", "-": "minus"}.get(word, word), [arg], start, arg[3])
        need(kind == "name" or word == "(", "a formula is broken")
        if kind == "name" and not self.stands("("):
            return ("name", [word], start, end)
        if kind == "name":
            self.next("(")
        args = []
        while not self.stands(")"):
            args.append(self.expression(0))
            self.stands(")") or self.next(",")
        end = self.next(")")[3]
        return (word + "()", args, start, end) if kind == "name" else \
            args[0][:2] + (start, end) if len(args) == 1 else ("tuple", args, start, end)

@lru_cache(maxsize=None)
def parse(text):
    p = Parser(text)
    node = p.expression(0)
    need(p.tokens[p.at][0] == "end", "found more than a formula in %r" % text)
    return node

class Compiler:
    """Makes values and formulas of a text. Nothing may be divided by zero on a path that is taken (defined)."""
    def __init__(self, text, lookup, call):
        self.text, self.lookup, self.call, self.defined, self.path = text, lookup, call, [], []
    def require(self, f):
        self.defined.append(implies(both(*self.path), f))
    def under(self, guard, compile, node):
        self.path.append(guard)
        out = compile(node)
        self.path.pop()
        return out
    def value(self, node):
        kind, x = self.compile(node)
        need(kind == "number", "found a condition where a number was expected")
        return x
    def formula(self, node):
        kind, x = self.compile(node)
        if node[0] in ("is()", "plays()"):
            return compare(x, "=", plain(1))
        need(kind == "truth", "found a number where a condition was expected")
        return x
    def divided(self, v, w):
        self.require(compare(w, "!=", plain(0)))
        return combine(operator.mul, v, [(f, Ratio((x[1], x[0])) if x[0] else x) for f, x in w])
    def compile(self, node):
        kind, args = node[0], node[1]
        if kind == "number":
            return "number", plain(number(args[0]))
        if kind == "name" and args[0] in ("true", "false"):
            return "truth", TRUE if args[0] == "true" else FALSE
        if kind == "name":
            return "number", self.lookup(self, args[0])
        if kind in ("+", "-", "*"):
            how = {"+": operator.add, "-": operator.sub, "*": operator.mul}[kind]
            return "number", combine(how, self.value(args[0]), self.value(args[1]))
        if kind in ("plus", "minus"):
            return "number", combine(operator.mul, plain(1 if kind == "plus" else -1), self.value(args[0]))
        if kind == "/":
            v = self.value(args[0])
            return "number", self.divided(v, self.value(args[1]))
        if kind == "^":
            v, n = self.value(args[0]), self.value(args[1])[0][1]
            n = n[0].constant() / n[1].constant()
            need(n == int(n) and abs(n) <= 1000, "an exponent is no whole number")
            out = [(f, Ratio((x[0] ** abs(int(n)), x[1] ** abs(int(n))))) for f, x in v]
            return "number", out if n >= 0 else self.divided(plain(1), out)
        if kind == "compare":
            vs = [self.value(a) for a in args[::2]]
            return "truth", both(*[compare(v, op, w) for v, op, w in zip(vs, args[1::2], vs[1:])])
        if kind == "not":
            return "truth", negate(self.formula(args[0]))
        if kind in ("and", "or", "=>", "<=>"):
            f = self.formula(args[0])
            g = self.under({"or": negate(f), "<=>": TRUE}.get(kind, f), self.formula, args[1])
            return "truth", {"and": both, "or": either, "=>": implies, "<=>": same}[kind](f, g)
        if kind == "if()":
            f = self.formula(args[0])
            (k, x), (l, y) = self.under(f, self.compile, args[1]), self.under(negate(f), self.compile, args[2])
            need(k == l, "if has a number and a condition")
            return k, choose(f, x, y) if k == "number" else either(both(f, x), both(negate(f), y))
        if kind in ("min()", "max()"):
            op = "<=" if kind == "min()" else ">="
            return "number", reduce(lambda v, w: choose(compare(v, op, w), v, w), map(self.value, args))
        if kind == "abs()":
            v = self.value(args[0])
            return "number", choose(compare(v, ">=", plain(0)), v, combine(operator.sub, plain(0), v))
        return self.call(self, kind[:-2], args)
    def name(self, node):  # that a node stands for: tit-for-tat needs no quotes
        text = node[1][0] if node[0] == "string" else self.text[node[2]:node[3]].strip()
        while text.startswith("(") and text.endswith(")"):
            text = text[1:-1].strip()
        return text.strip("\"'")

# ---- Games and what is said of them. A mixture lists probabilities (ratios), one for each action.

class Forall:
    def __init__(self, vars, body):
        self.vars, self.body = vars, body

class Statement:
    """A claim about a game by definition: hyps imply claim, whatever the parameters are."""
    def __init__(self, c):
        g, self.count, self.odds = c["game"], 0, None
        self.parameters = [p["name"] for p in g.get("parameters", [])]
        self.define = dict(g.get("define", []))
        self.players = [p["name"] for p in g["players"]]
        self.actions = [p["actions"] for p in g["players"]]
        self.profiles = list(itertools.product(*[range(len(a)) for a in self.actions]))
        need(len(set(self.players)) == len(self.players) and all(len(set(a)) == len(a) for a in self.actions), "names are not distinct")
        self.hyps = TRUE
        for p in g.get("parameters", []):
            if p.get("range"):
                lo, hi = re.fullmatch(r"[\[(](.*),(.*)[\])]", p["range"].strip()).groups()
                less = {"[": "<=", "(": "<", "]": "<=", ")": "<"}
                for end, text in ((lo, "(%s) %s %s" % (lo, less[p["range"].strip()[0]], p["name"])),
                                  (hi, "%s %s (%s)" % (p["name"], less[p["range"].strip()[-1]], hi))):
                    self.hyps = both(self.hyps, self.compile(text)) if "inf" not in end else self.hyps
        self.hyps = both(self.hyps, *map(self.compile, g.get("assume", [])))
        self.payoffs = {}
        for i, profile in enumerate(self.profiles):
            for p in range(len(self.players)):
                text = g["each"] if "each" in g else g["own"][p] if "own" in g else g["cells"][i][p]
                k = Compiler(text, lambda k, name: self.payoff_name(k, name), self.payoff_call)
                k.me, k.profile = p, profile
                self.payoffs[p, profile] = k.value(parse(text))
                self.hyps = both(self.hyps, *k.defined)
        self.hyps = both(self.hyps, *map(self.compile, c["claim"].get("given", [])))
        k = Compiler(c["claim"]["holds"], self.name, self.call)
        self.claim = k.formula(parse(c["claim"]["holds"]))
        self.hyps = both(self.hyps, *k.defined)
    def compile(self, text):
        k = Compiler(text, self.name, self.call)
        f = k.formula(parse(text))
        return both(*k.defined, f)
    def name(self, k, name):
        if name in self.parameters:
            return plain(var(name))
        need(name in self.define, "%s has no meaning" % name)
        inner = Compiler(self.define[name], self.name, self.call)
        v = inner.value(parse(self.define[name]))
        k.require(both(*inner.defined))
        return v
    def payoff_name(self, k, name):
        return plain(Fraction(self.actions[k.me][k.profile[k.me]])) if name == "value" else self.name(k, name)
    def payoff_call(self, k, what, args):
        plays = lambda q, a: self.actions[q][k.profile[q]] == a
        me, all = k.me, range(len(self.players))
        if what == "is":
            return "number", plain(int(plays(me, k.name(args[0]))))
        if what in ("others", "count"):
            return "number", plain(sum(plays(q, k.name(args[0])) for q in all if what == "count" or q != me))
        if what in ("plays", "value"):
            q = self.players.index(k.name(args[0]))
            return "number", plain(int(plays(q, k.name(args[1]))) if what == "plays" else Fraction(self.actions[q][k.profile[q]]))
        need(what in ("sum", "sum_others"), "%s has no meaning" % what)
        total = plain(0)
        for k.me in all:
            if what == "sum" or k.me != me:
                total = combine(operator.add, total, k.value(args[0]))
        k.me = me
        return "number", total
    def bind(self):
        self.count += 1
        return "$%d" % self.count
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
                total = combine(operator.add, total, combine(operator.mul, self.payoffs[p, q], [(TRUE, w)]))
        return total
    def equilibrium(self, mix, complete=False):
        fs = []
        for p, acts in enumerate(self.actions):
            pays = [self.expected(p, a, mix) for a in range(len(acts))]
            for a, b in itertools.permutations(range(len(acts)), 2):
                if complete and b == len(acts) - 1:
                    fs.append(compare(pays[a], "=", pays[b]))
                elif not complete:
                    fs.append(either(mix[p][a].compare("="), compare(pays[a], ">=", pays[b])))
        return both(*fs)
    def deviations(self, p, op):
        return both(*[compare(self.payoffs[i, p], op, self.payoffs[i, p[:i] + (a,) + p[i + 1:]])
                      for i in range(len(p)) for a in range(len(self.actions[i])) if a != p[i]])
    def pareto(self, p, q):
        u = [(self.payoffs[i, p], self.payoffs[i, q]) for i in range(len(p))]
        return both(*[compare(x, ">=", y) for x, y in u], either(*[compare(x, ">", y) for x, y in u]))
    def against(self, p, a, b, op):
        return [compare(self.payoffs[p, q], op, self.payoffs[p, q[:p] + (b,) + q[p + 1:]]) for q in self.profiles if q[p] == a]
    def call(self, k, what, args):
        def profile(nodes):
            nodes = nodes[0][1] if len(nodes) == 1 and nodes[0][0] == "tuple" else nodes
            need(len(nodes) == len(self.players), "a profile has not one action for each player")
            return tuple(self.actions[i].index(k.name(n)) for i, n in enumerate(nodes))
        def action(i=0):
            p = self.players.index(k.name(args[0]))
            return (p,) + tuple(self.actions[p].index(k.name(n)) for n in args[1:])
        if what in ("nash", "strict"):
            return "truth", self.deviations(profile(args), ">=" if what == "nash" else ">")
        if what == "efficient":
            return "truth", both(*[negate(self.pareto(q, profile(args))) for q in self.profiles])
        if what == "no_pure_nash":
            return "truth", both(*[negate(self.deviations(p, ">=")) for p in self.profiles])
        if what == "pareto":
            return "truth", self.pareto(profile(args[:1]), profile(args[1:]))
        if what == "risk_dominant":
            p, q = profile(args[:1]), profile(args[1:])
            need(len(p) == 2 and all(len(a) == 2 for a in self.actions) and p[0] != q[0] and p[1] != q[1], "risk_dominant is of opposite corners")
            loss = lambda p, q, i: combine(operator.sub, self.payoffs[i, p], self.payoffs[i, p[:i] + (q[i],) + p[i + 1:]])
            x, y = (combine(operator.mul, loss(a, b, 0), loss(a, b, 1)) for a, b in ((p, q), (q, p)))
            return "truth", both(self.deviations(p, ">"), self.deviations(q, ">"), compare(x, ">", y))
        if what in ("dominant", "weakly_dominant"):
            (p, a), fs = action(), []
            for b in range(len(self.actions[p])):
                if b != a and what == "dominant":
                    fs += self.against(p, a, b, ">")
                elif b != a:
                    fs += self.against(p, a, b, ">=") + [either(*self.against(p, a, b, ">"))]
            return "truth", both(*fs)
        if what == "dominates":
            p, a, b = action()
            return "truth", both(*self.against(p, a, b, ">"))
        if what == "payoff":
            return "number", self.payoffs[self.players.index(k.name(args[0])), profile(args[1:])]
        if what == "unique":
            p = profile(args)
            mix, vars = self.mixtures()
            there = both(positive(mix, ">="), self.equilibrium(mix))
            return "truth", both(self.deviations(p, ">="), ("M", Forall(vars, implies(there, equal(mix, self.certain(p)))), True))
        if what == "mixed":
            mix, vars = self.mixtures()
            return "truth", ("M", Forall(vars, negate(both(positive(mix, ">"), self.equilibrium(mix, True)))), False)
        if what == "prob":
            if not self.odds:
                mix, vars = self.mixtures()
                there = both(positive(mix, ">"), self.equilibrium(mix, True))
                other, bound = self.mixtures()
                also = put(there, {v: ratio(var(b)) for v, b in zip(vars, bound)})
                self.odds = mix, vars, both(there, ("M", Forall(bound, implies(also, equal(other, mix))), True))
            k.require(self.odds[2])
            p, a = action()
            return "number", [(TRUE, self.odds[0][p][a])]
        if what == "ess":
            need(len(self.players) == 2 and self.actions[0] == self.actions[1] and
                 all(self.payoffs[0, (a, b)] == self.payoffs[1, (b, a)] for a, b in self.profiles), "ess is of symmetric games")
            a = self.actions[0].index(k.name(args[0]))
            mutant, vars = self.mixture(0)
            own = self.certain((a, a))[0]
            pay = lambda x, y: reduce(lambda s, i: combine(operator.add, s, combine(operator.mul, [(TRUE, x[i])], self.expected(0, i, [None, y]))), range(len(x)), plain(0))
            rr, mr, rm, mm = pay(own, own), pay(mutant, own), pay(own, mutant), pay(mutant, mutant)
            stable = either(compare(rr, ">", mr), both(compare(rr, "=", mr), compare(rm, ">", mm)))
            return "truth", ("M", Forall(vars, either(negate(positive([mutant], ">=")), equal([mutant], [own]), stable)), True)
        need(what in ("increasing", "decreasing") and k.name(args[1]) in self.parameters, "%s has no meaning" % what)
        inner = Compiler(k.text, self.name, self.call)
        e, x = inner.value(args[0]), k.name(args[1])
        defined = both(*inner.defined)
        k.require(defined)
        vars = [self.bind()]
        env = {x: ratio(var(vars[0]))}
        used = names_in(defined).union(*[names_in(f) | q[0].names() | q[1].names() for f, q in e])
        if self.odds and used & set(self.odds[1]):
            for v in self.odds[1]:
                vars.append(self.bind())
                env[v] = ratio(var(vars[-1]))
        defined = self.moved(defined, env)
        allowed = both(self.moved(self.hyps, env), defined, ratio(var(vars[0]) - var(x)).compare(">"))
        there = [(put(f, env), substitute(q, env)) for f, q in e]
        return "truth", ("M", Forall(vars, implies(allowed, compare(there, ">=" if what == "increasing" else "<=", e))), True)
    def moved(self, f, env):
        def marks(g):
            vars = [self.bind() for _ in g[1].vars]
            inner = {**env, **{v: ratio(var(w)) for v, w in zip(g[1].vars, vars)}}
            return ("M", Forall(vars, self.moved(g[1].body, inner)), g[2])
        return replace(f, lambda a: put(a, env), marks)

def positive(mix, op):
    return both(*[x.compare(op) for m in mix for x in m])

def equal(a, b):
    return both(*[x.compare("=", y) for m, n in zip(a, b) for x, y in zip(m[:-1], n)])

def substitute(x, env):
    out = [ratio(0), ratio(0)]
    for k in (0, 1):
        for m, c in x[k].items():
            t = ratio(number(c))
            for v, n in m:
                y = env.get(v, ratio(var(v)))
                t = t * Ratio((y[0] ** n, y[1] ** n))
            out[k] = out[k] + t
    return Ratio((out[0][0] * out[1][1], out[0][1] * out[1][0]))

def put(f, env):  # where a value divides by zero, an atom says nothing
    def atoms(a):
        if not a[1].names() & set(env):
            return a
        p, q = substitute(ratio(a[1]), env)
        return either(atom(q, 2), atom(p * q, a[2]))
    return replace(f, atoms, None)

def expand(f, env, instances, path=""):
    """Quantified parts written out: what holds by its instances, what does not by new variables."""
    def marks(g):
        q = g[1]
        if not g[2]:
            inner = {**env, **({v: ratio(var(v + path)) for v in q.vars} if path else {})}
            return expand(negate(q.body), inner, instances, path)
        return both(*[expand(q.body, {**env, **{v: substitute(t, env) for v, t in zip(q.vars, terms)}}, instances, path + ".%d" % i)
                      for i, terms in enumerate(instances.get(q.vars[0], []))])
    return replace(f, lambda a: put(a, env), marks)
