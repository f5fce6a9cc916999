"""Polynomials, formulas of real arithmetic and the language they are written in: part of
check_certificate.py. Nothing here knows of games or of proofs."""
from fractions import Fraction
from functools import lru_cache, reduce
from math import gcd
import operator
import re

class Rejected(Exception):
    """The certificate does not show what it says."""

def need(condition, why):
    if not condition:
        raise Rejected(why)

def keys(data, *known):
    need(isinstance(data, dict) and set(data) <= set(known), "unknown names in %.99r" % (data,))

def rational(text):
    need(isinstance(text, str) and re.fullmatch("-?[0-9]+(/0*[1-9][0-9]*)?", text),
         "%.99r is no number" % (text,))
    return Fraction(text)

def pick(items, i):
    need(type(i) is int and 0 <= i < len(items), "%.99r is no number of a part" % (i,))
    return items[i]

def distinct(names):
    need(len(set(names)) == len(names), "names are not distinct: %.99r" % (names,))
    return names

# ---- Polynomials are {monomial: coefficient}, a monomial ((variable, exponent), ...).

@lru_cache(maxsize=None)
def times(a, b):
    d = dict(a)
    for v, e in b:
        d[v] = d.get(v, 0) + e
    return tuple(sorted(d.items()))

class Poly(dict):
    def plus(p, q, k):
        r = Poly(p)
        for m, c in q.items():
            r[m] = r.get(m, 0) + k * c
            if not r[m]:
                del r[m]
        return r
    def __add__(p, q):
        return p.plus(q, 1)
    def __sub__(p, q):
        return p.plus(q, -1)
    def __mul__(p, q):
        r = {}
        for m, c in p.items():
            for n, d in q.items():
                t = times(m, n)
                r[t] = r.get(t, 0) + c * d
        return Poly((m, c) for m, c in r.items() if c)
    def __pow__(p, n):
        return reduce(operator.mul, [p] * n, number(1))
    def scale(p, k):
        return Poly((m, c * k) for m, c in p.items() if k)
    def constant(p):  # its value, None if it has none
        return 0 if not p else p[()] if len(p) == 1 and () in p else None
    def names(p):
        return {v for m in p for v, _ in m}
    def degree(p, v):
        return max((dict(m).get(v, 0) for m in p), default=0)
    def coeffs(p, v):
        out = [Poly() for _ in range(p.degree(v) + 1)]
        for m, c in p.items():
            out[dict(m).get(v, 0)][tuple(x for x in m if x[0] != v)] = c
        return out
    def normal(p):  # (q, k): p = k*q, q of whole coefficients without a divisor, the first positive
        cs = [Fraction(c) for c in p.values()]
        den = reduce(lambda a, b: a * b // gcd(a, b), (c.denominator for c in cs), 1)
        g = reduce(gcd, (int(c * den) for c in cs), 0) * (1 if p[max(p)] > 0 else -1)
        return Poly((m, int(c * den) // g) for m, c in p.items()), Fraction(g, den)
    def key(p):
        return frozenset(p.items())
    def divide(p, q):  # the quotient if q divides p, else None
        order = sorted(p.names())
        rank = lambda m: [dict(m).get(v, 0) for v in order]
        lead, out = max(q, key=rank), Poly()
        while p and q.names() <= set(order):
            top = max(p, key=rank)
            exps = [(v, a - b) for v, a, b in zip(order, rank(top), rank(lead)) if a != b]
            if any(e < 0 for _, e in exps):
                return None
            t = Poly({tuple(exps): Fraction(p[top]) / q[lead]})
            out, p = out + t, p - t * q
        return None if p else out

def number(k):
    return Poly({(): k} if k else {})

def var(name):
    return Poly({((name, 1),): 1})

# ---- Sets of signs: 1 negative, 2 zero, 4 positive.

OPS = {"<": 1, "=": 2, ">": 4, "<=": 3, ">=": 6, "!=": 5, "any": 7, "none": 0}
sign = lambda x: (x > 0) - (x < 0)
as_set = lambda x: 1 if x < 0 else 4 if x > 0 else 2
flip = lambda s: s & 2 | s >> 2 & 1 | s << 2 & 4

@lru_cache(maxsize=None)
def product_signs(a, b):
    signs = [(s, t) for s in (-1, 0, 1) for t in (-1, 0, 1) if a & as_set(s) and b & as_set(t)]
    return sum({as_set(s * t) for s, t in signs})

def power_signs(a, n):
    return 4 if n == 0 else a if n % 2 else a & 2 | (4 if a & 5 else 0)

def shape(p):  # the signs that a sum of squares of monomials can have
    squares = all(c > 0 and all(e % 2 == 0 for _, e in m) for m, c in p.items())
    return 7 if not squares else 4 if () in p else 6

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
    def put(x, env):  # with values for variables
        p, q = (reduce(operator.add, (reduce(operator.mul, (
            Ratio((y[0] ** n, y[1] ** n)) for v, n in m for y in [env.get(v) or ratio(var(v))]),
            ratio(c)) for m, c in part.items()), ratio(0)) for part in x)
        return Ratio((p[0] * q[1], p[1] * q[0]))

def ratio(p):
    return Ratio((p if isinstance(p, Poly) else number(p), number(1)))

# ---- Formulas: ("atom", polynomial, signs), ("&", parts), ("|", parts), and ("all", variables,
# formula, whether that holds for all values of the variables). Negation is pushed to the atoms.

TRUE, FALSE, OTHER = ("&", []), ("|", []), {"&": "|", "|": "&"}

def atom(p, signs):
    k = p.constant()
    if k is not None:
        return TRUE if as_set(k) & signs else FALSE
    q, k = p.normal()
    return ("atom", q, signs if k > 0 else flip(signs))

def join(kind, fs):
    out = []
    for f in fs:
        if f == (OTHER[kind], []):
            return f
        out += [g for g in (f[1] if f[0] == kind else [f]) if g not in out]
    return out[0] if len(out) == 1 else (kind, out)

both = lambda *fs: join("&", fs)
either = lambda *fs: join("|", fs)
implies = lambda f, g: either(negate(f), g)
same = lambda f, g: either(both(f, g), both(negate(f), negate(g)))

def negate(f):
    if f[0] == "atom":
        return ("atom", f[1], 7 & ~f[2])
    if f[0] == "all":
        return f[:3] + (not f[3],)
    return join(OTHER[f[0]], map(negate, f[1]))

def replace(f, atoms, quantified=None):
    return atoms(f) if f[0] == "atom" else quantified(f) if f[0] == "all" else \
        join(f[0], [replace(g, atoms, quantified) for g in f[1]])

def names_in(f):
    return f[1].names() if f[0] == "atom" else \
        set() if f[0] == "all" else set().union(*map(names_in, f[1]))

def put(f, env, quantified=None):  # where a value divides by zero, an atom says nothing
    def atoms(a):
        if not a[1].names() & set(env):
            return a
        p, q = ratio(a[1]).put(env)
        return either(atom(q, 2), atom(p * q, a[2]))
    return replace(f, atoms, quantified)

def expand(f, env, instances, path=""):
    """Quantified parts written out: what holds for all values holds for the instances; for what
    does not there are values, which are new variables. The result is weaker than f."""
    def quantified(g):
        _, vars, body, holds = g
        if not holds:
            new = {v: ratio(var(v + path)) for v in vars} if path else {}
            return expand(negate(body), {**env, **new}, instances, path)
        return both(*[expand(body, {**env, **{v: t.put(env) for v, t in zip(vars, terms)}},
                             instances, path + ".%d" % i)
                      for i, terms in enumerate(instances.get(vars[0], []) if vars else [[]])])
    return put(f, env, quantified)

# ---- Values: [(condition, ratio), ...], of which the case applies whose condition holds.

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

SPELLING = {"∧": "and", "∨": "or", "¬": "not", "≤": "<=", "≥": ">=", "≠": "!=", "⇒": "=>",
            "⇔": "<=>", "·": "*"}
TOKEN = re.compile(r"""\s*(?:(?P<num>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?%?)|"""
                   r"""(?P<name>\$[0-9]+(?:\.[0-9]+)*|[^\W\d]\w*)|"(?P<s1>[^"]*)"|"""
                   r"""'(?P<s2>[^']*)'|(?P<op><=>|=>|<=|>=|!=|[-+*/^(),<>=∧∨¬≤≥≠⇒⇔·]))""")
BINDS = {"<=>": 1, "=>": 2, "or": 3, "and": 4, "+": 7, "-": 7, "*": 8, "/": 8, "^": 10,
         "<": 6, "=": 6, ">": 6, "<=": 6, ">=": 6, "!=": 6}

class Parser:
    def __init__(self, text):
        self.tokens, self.at, at, text = [], 0, 0, text.rstrip()
        while at < len(text):
            m = TOKEN.match(text, at)
            need(m, "cannot read %.99r" % text[at:])
            kind, at = m.lastgroup, m.end()
            word = SPELLING.get(m.group(kind), m.group(kind)) if kind == "op" else m.group(kind)
            kind = "op" if kind == "name" and word in ("and", "or", "not") else kind
            self.tokens.append((kind, word, m.start(m.lastgroup), at))
        self.tokens.append(("end", "", at, at))
    def next(self, word=None):
        self.at += 1
        need(word is None or self.tokens[self.at - 1][:2] == ("op", word), "expected %s" % word)
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
            value = Fraction(word.rstrip("%")) / (100 if word[-1] == "%" else 1)
            return ("number", [value], start, end)
        if kind in ("s1", "s2"):
            return ("string", [word], start, end)
        if kind == "op" and word in ("+", "-", "not"):
            arg = self.expression(5 if word == "not" else 9)
            return ({"+": "plus", "-": "minus"}.get(word, word), [arg], start, arg[3])
        need(kind == "name" or (kind, word) == ("op", "("), "a formula is broken")
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
    need(p.tokens[p.at][0] == "end", "found more than a formula in %.99r" % text)
    return node

class Compiler:
    """Makes the value or formula of a text; defined says that no path that is taken divides by
    zero. lookup(compiler, name) is the value of a name, call(compiler, name, arguments) that of a
    function which is not of the language."""
    def __init__(self, text, lookup, call=None):
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
        return combine(operator.mul, v, [(f, Ratio((x[1], x[0]))) for f, x in w if x[0]])
    def compile(self, node):
        kind, args = node[0], node[1]
        if kind == "number":
            return "number", plain(args[0])
        if kind == "name" and args[0] in ("true", "false"):
            return "truth", TRUE if args[0] == "true" else FALSE
        if kind == "name":
            return "number", self.lookup(self, args[0])
        if kind in ("+", "-", "*"):
            how = {"+": operator.add, "-": operator.sub, "*": operator.mul}[kind]
            return "number", combine(how, self.value(args[0]), self.value(args[1]))
        if kind in ("plus", "minus"):
            unit = plain(1 if kind == "plus" else -1)
            return "number", combine(operator.mul, unit, self.value(args[0]))
        if kind == "/":
            v = self.value(args[0])
            return "number", self.divided(v, self.value(args[1]))
        if kind == "^":
            v, ns = self.value(args[0]), self.value(args[1])
            need(len(ns) == 1 and ns[0][0] == TRUE, "an exponent has cases")
            n = Fraction(ns[0][1][0].constant()) / ns[0][1][1].constant()
            need(n == int(n) and abs(n) <= 1000, "an exponent is no whole number")
            out = [(f, Ratio((x[0] ** abs(int(n)), x[1] ** abs(int(n))))) for f, x in v]
            return "number", out if n >= 0 else self.divided(plain(1), out)
        if kind == "compare":
            vs = [self.value(a) for a in args[::2]]
            return "truth", both(*[compare(*c) for c in zip(vs, args[1::2], vs[1:])])
        if kind == "not":
            return "truth", negate(self.formula(args[0]))
        if kind in ("and", "or", "=>", "<=>"):
            f = self.formula(args[0])
            guard = {"or": negate(f), "<=>": TRUE}.get(kind, f)
            how = {"and": both, "or": either, "=>": implies, "<=>": same}[kind]
            return "truth", how(f, self.under(guard, self.formula, args[1]))
        if kind == "if()":
            f = self.formula(args[0])
            (k, x), (l, y) = (self.under(f, self.compile, args[1]),
                              self.under(negate(f), self.compile, args[2]))
            need(k == l and len(args) == 3, "if has a number and a condition")
            return k, choose(f, x, y) if k == "number" else either(both(f, x), both(negate(f), y))
        if kind in ("min()", "max()"):
            op = "<=" if kind == "min()" else ">="
            pick = lambda v, w: choose(compare(v, op, w), v, w)
            return "number", reduce(pick, [self.value(a) for a in args])
        if kind == "abs()":
            v = self.value(args[0])
            minus = combine(operator.sub, plain(0), v)
            return "number", choose(compare(v, ">=", plain(0)), v, minus)
        need(self.call and kind.endswith("()"), "%s has no meaning" % kind)
        return self.call(self, kind[:-2], args)
    def name(self, node):  # that a node stands for: tit-for-tat needs no quotes
        text = node[1][0] if node[0] == "string" else self.text[node[2]:node[3]].strip()
        while text.startswith("(") and text.endswith(")"):
            text = text[1:-1].strip()
        return text.strip("\"'")
