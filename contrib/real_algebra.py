"""Polynomials with rational coefficients, their signs at algebraic points, and coverings of space by cells:
part of check_certificate.py. Nothing here knows of games."""
from fractions import Fraction
from functools import lru_cache, reduce
from math import gcd
import operator

class Rejected(Exception):
    """The certificate does not show what it says."""

def need(condition, why):
    if not condition:
        raise Rejected(why)

def keys(data, *known):
    need(isinstance(data, dict) and set(data) <= set(known), "a part has an unknown name: %s" % sorted(set(data) - set(known)))

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
    def normal(p):  # (q, k): p = k*q, q of whole coefficients, without a common factor, the first positive
        den = reduce(lambda a, b: a * b // gcd(a, b), (Fraction(c).denominator for c in p.values()), 1)
        g = reduce(gcd, (int(c * den) for c in p.values()), 0) * (1 if p[max(p)] > 0 else -1)
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

def var(name, n=1):
    return Poly({((name, n),): 1} if n else {(): 1})

def from_coeffs(cs, v):
    return reduce(operator.add, (c * var(v, k) for k, c in enumerate(cs)), Poly())

def diff(cs):
    return [c.scale(k) for k, c in enumerate(cs)][1:]

# ---- Sets of signs: 1 negative, 2 zero, 4 positive.

OPS = {"<": 1, "=": 2, ">": 4, "<=": 3, ">=": 6, "!=": 5, "any": 7, "none": 0}
sign = lambda x: (x > 0) - (x < 0)
as_set = lambda x: 1 if x < 0 else 4 if x > 0 else 2
flip = lambda s: s & 2 | s >> 2 & 1 | s << 2 & 4

@lru_cache(maxsize=None)
def product_signs(a, b):
    return sum({as_set(s * t) for s in (-1, 0, 1) for t in (-1, 0, 1) if a & as_set(s) and b & as_set(t)})

def power_signs(a, n):
    return 4 if n == 0 else a if n % 2 else a & 2 | (4 if a & 5 else 0)

def shape(p):  # the signs that a sum of squares of monomials can have
    return 7 if any(c < 0 or any(e % 2 for _, e in m) for m, c in p.items()) else 4 if () in p else 6

def bernstein(p, box):
    """Signs of p on a box: with x = (lo + hi*s)/(1 + s), s >= 0, those of the coefficients."""
    size = 1
    for v in p.names():
        lo, hi = box.get(v, (None, None))
        need(lo is not None and hi is not None and lo <= hi, "a box has no ends")
        size *= p.degree(v) + 1
        n, cs = p.degree(v), p.coeffs(v)
        a, b = number(lo) + var(v).scale(hi), number(1) + var(v)
        p = reduce(operator.add, (c * a ** k * b ** (n - k) for k, c in enumerate(cs)), Poly())
    out = reduce(operator.or_, map(as_set, p.values()), 2 if len(p) < size else 0)
    return 7 if out & 1 and out & 4 else out

# ---- Points with algebraic coordinates. Signs there are found by Sturm sequences, whose coefficients are
# polynomials in the coordinates before.

class Root:  # a rational, or the only root between lo and hi, where it does not vanish, of f over a point
    def __init__(self, rat=None, p=None, f=None, v=None, chain=None, lo=None, hi=None):
        self.rat, self.p, self.f, self.v, self.chain, self.lo, self.hi, self.same = rat, p, f, v, chain, lo, hi, None
    def rep(self):
        return self.same.rep() if self.same else self

class Point:
    def __init__(self):
        self.coords, self.memo = [], [{}]
    def push(self, v, root):
        self.coords.append((v, root.rep()))
        self.memo.append({})
    def pop(self):
        self.coords.pop()
        self.memo.pop()
    def put(self, p, n):  # the rational ones of the first n coordinates
        for v, r in self.coords[:n]:
            if r.rat is not None and p.degree(v):
                p = reduce(operator.add, (c.scale(r.rat ** k) for k, c in enumerate(p.coeffs(v))), Poly())
        return p
    def sign(self, p, n):
        p = self.put(p, n)
        if p.constant() is not None:
            return sign(p.constant())
        q, k = p.normal()
        if q.key() not in self.memo[n]:
            self.memo[n][q.key()] = self.find(q, n)
        return self.memo[n][q.key()] * sign(k)
    def find(self, p, n):
        for _ in range(3):
            lo, hi = self.enclose(p, n)
            if lo > 0 or hi < 0:
                return 1 if lo > 0 else -1
            for i, (v, r) in enumerate(self.coords[:n]):
                for _ in range(8 if p.degree(v) else 0):
                    self.refine(r, i)
            p = self.put(p, n)
            if p.constant() is not None:
                return sign(p.constant())
        k = max((i for i, (v, _) in enumerate(self.coords[:n]) if p.degree(v)), default=None)
        need(k is not None, "a sign depends on a coordinate that is not there")
        v, r = self.coords[k]
        g = self.rem(p.coeffs(v), r.f, k)
        if not g:
            return 0
        d = diff(r.f)  # Tarski's query: the sign of g at the only root
        dg = [reduce(operator.add, (d[i] * g[j - i] for i in range(len(d)) if 0 <= j - i < len(g)), Poly()) for j in range(len(d) + len(g) - 1)]
        chain = self.sequence(r.f, self.rem(dg, r.f, k), k)
        return self.changes(chain, r.lo, k) - self.changes(chain, r.hi, k)
    def enclose(self, p, n):
        ends, lo, hi = {v: (r.lo, r.hi) for v, r in self.coords[:n] if r.rat is None}, 0, 0
        for m, c in p.items():
            a = b = c
            for v, e in m:
                need(v in ends, "a sign depends on a coordinate that is not there")
                for _ in range(e):
                    xs = [x * y for x in (a, b) for y in ends[v]]
                    a, b = min(xs), max(xs)
            lo, hi = lo + a, hi + b
        return lo, hi
    def trim(self, f, n):
        while f and not self.sign(f[-1], n):
            f = f[:-1]
        return f
    def rem(self, f, g, n):  # a positive multiple of the remainder
        f, s = self.trim(list(f), n), self.sign(g[-1], n)
        while len(f) >= len(g):
            shift = len(f) - len(g)
            f = [(c * g[-1] - (f[-1] * g[i - shift] if i >= shift else Poly())).scale(s) for i, c in enumerate(f[:-1])]
            k = reduce(gcd, (Fraction(c).numerator for p in f for c in p.values()), 0)
            f = self.trim([p.scale(Fraction(1, k)) for p in f] if k else f, n)
        return f
    def sequence(self, f, g, n):
        out = [f]
        while g:
            out.append(g)
            f, g = g, [c.scale(-1) for c in self.rem(f, g, n)]
        return out
    def at(self, f, x, n):
        return self.sign(reduce(lambda a, c: a.scale(x) + c, reversed(f), Poly()), n)
    def count(self, signs):
        signs = [s for s in signs if s]
        return sum(a != b for a, b in zip(signs, signs[1:]))
    def changes(self, chain, x, n):
        return self.count([self.at(f, x, n) for f in chain])
    def roots(self, p, v):
        n = len(self.coords)
        f = self.trim(self.put(p, n).coeffs(v), n)
        if len(f) < 2:
            return []
        if len(f) == 2 and f[0].constant() is not None and f[1].constant() is not None:
            return [Root(Fraction(-f[0].constant()) / f[1].constant())]
        chain = self.sequence(f, diff(f), n)
        left = self.count([self.sign(g[-1], n) * (-1) ** (len(g) - 1) for g in chain])
        right = self.count([self.sign(g[-1], n) for g in chain])
        b, out = Fraction(1), []
        while left != right and not (self.at(f, -b, n) and self.at(f, b, n) and self.changes(chain, -b, n) == left and self.changes(chain, b, n) == right):
            b *= 2
        def isolate(lo, hi, l, r):
            if l - r == 1:
                out.append(Root(None, p, f, v, chain, lo, hi))
            elif l - r > 1:
                mid, w = (lo + hi) / 2, (hi - lo) / 2
                if self.at(f, mid, n):
                    m = self.changes(chain, mid, n)
                    isolate(lo, mid, l, m)
                    isolate(mid, hi, m, r)
                    return
                while True:  # step aside from the root in the middle
                    w /= 4
                    if self.at(f, mid - w, n) and self.at(f, mid + w, n):
                        x, y = self.changes(chain, mid - w, n), self.changes(chain, mid + w, n)
                        if x - y == 1:
                            break
                isolate(lo, mid - w, l, x)
                out.append(Root(mid))
                isolate(mid + w, hi, y, r)
        if left != right:
            isolate(-b, b, left, right)
        return out
    def split(self, r, x, n):  # the sign of r - x for x in its interval, which is cut there
        s, lo = self.at(r.f, x, n), self.at(r.f, r.lo, n)
        if not s:
            r.rat = x
            return 0
        before = s != lo if lo * self.at(r.f, r.hi, n) < 0 else self.changes(r.chain, r.lo, n) != self.changes(r.chain, x, n)
        if before:
            r.hi = x
        else:
            r.lo = x
        return -1 if before else 1
    def refine(self, r, n):
        if r.rat is None:
            self.split(r, (r.lo + r.hi) / 2, n)
    def cmp_rat(self, r, x, n):
        r = r.rep()
        if r.rat is not None:
            return sign(r.rat - x)
        return 1 if x <= r.lo else -1 if x >= r.hi else self.split(r, x, n)
    def cmp(self, a, b):
        n, a, b, round, common = len(self.coords), a.rep(), b.rep(), 0, False
        while a is not b:
            if b.rat is not None:
                return self.cmp_rat(a, b.rat, n)
            if a.rat is not None:
                return -self.cmp_rat(b, a.rat, n)
            if a.hi <= b.lo or b.hi <= a.lo:
                return -1 if a.hi <= b.lo else 1
            if common and a.lo >= b.lo and a.hi <= b.hi:
                a.same = b
                return 0
            if round == 6:
                self.push(a.v, a)
                common = self.sign(b.p, n + 1) == 0
                self.pop()
            self.refine(a, n)
            if not common:
                self.refine(b, n)
            round += 1
        return 0
    def between(self, lo, hi):
        n, lo, hi = len(self.coords), lo and lo.rep(), hi and hi.rep()
        low = lambda r: r.rat if r.rat is not None else r.lo
        high = lambda r: r.rat if r.rat is not None else r.hi
        if not lo or not hi:
            return Fraction(0) if lo is hi else low(hi) - 1 if not lo else high(lo) + 1
        while high(lo) > low(hi) or high(lo) == low(hi) and (lo.rat is not None or hi.rat is not None):
            self.refine(lo, n)
            self.refine(hi, n)
        return (high(lo) + low(hi)) / 2

class Interval:  # of a line, in which literals fail; lo and hi are roots, or None
    def __init__(self, lo, hi, with_lo, with_hi, at, bind_lo, bind_hi, below, strict):
        self.lo, self.hi, self.with_lo, self.with_hi, self.at = lo, hi, with_lo, with_hi, at
        self.bind_lo, self.bind_hi, self.below, self.strict = bind_lo, bind_hi, below, strict

class Cover:
    """A covering of space by cells, one variable after the other (Collins 1975, theorem 4)."""
    def __init__(self, lits, data, proof):
        keys(data, "order", "cells")
        self.order, self.cells, self.lits, self.factor, self.polys = data["order"], data["cells"], lits, proof.factor, proof.polys
        need(self.order and len(set(self.order)) == len(self.order), "a variable is listed twice")
        need(all(p.names() <= set(self.order) for p, _, _ in lits), "a variable is not listed")
        self.at, self.known = Point(), [{}]
    def check(self):
        self.line(0, self.cells)
    def level(self, p):
        return max(self.order.index(v) for v in p.names())
    def push(self, root):
        self.at.push(self.order[len(self.at.coords)], root)
        self.known.append({})
    def pop(self):
        self.at.pop()
        self.known.pop()
    def sign(self, p):
        return self.at.sign(p, len(self.at.coords))
    def roots(self, p):
        if p.key() not in self.known[-1]:
            self.known[-1][p.key()] = self.at.roots(p, self.order[len(self.at.coords)])
        return self.known[-1][p.key()]
    def line(self, lv, cells):
        need(lv < len(self.order), "a cell lies beyond the last variable")
        out = []
        for cell in cells:
            keys(cell, "fails", "at", "root", "cells")
            if "fails" in cell:
                p, _, set = self.lits[cell["fails"]]
                need(self.level(p) == lv, "a cell names a literal of another variable")
                out.append(self.failures(p, set))
            else:
                out.append([self.around(lv, cell)])
        return self.chain(out)
    def failures(self, p, set):
        roots, strict, out, run = self.roots(p), not set & 2, [], None
        for k in range(len(roots) + 1):
            lo, hi = roots[k - 1] if k else None, roots[k] if k < len(roots) else None
            self.push(Root(self.at.between(lo, hi)))
            fails = not as_set(self.sign(p)) & set
            self.pop()
            if not fails:
                run = None
            elif run is None:
                run = Interval(lo, None, strict and bool(lo), False, [p], [p] if lo else [], [], [], strict)
                out.append(run)
            if hi and strict and run is None:  # the root itself fails
                run = Interval(hi, hi, True, True, [p], [p], [p], [], True)
                out.append(run)
            elif hi and run:
                run.hi, run.bind_hi, run.with_hi = hi, [p], strict
                run = run if strict else None
            elif run:
                run.hi, run.bind_hi, run.with_hi = None, [], False
        return out
    def around(self, lv, cell):
        if "at" in cell:
            sample = Root(Fraction(cell["at"]))
        else:
            keys(cell["root"], "p", "between")
            p, (lo, hi) = self.polys[cell["root"]["p"]], map(Fraction, cell["root"]["between"])
            need(all(self.order.index(v) <= lv for v in p.names()), "a sample depends on a later variable")
            found = [r for r in self.roots(p) if self.at.cmp_rat(r, lo, lv) >= 0 and self.at.cmp_rat(r, hi, lv) <= 0]
            need(len(found) == 1, "a sample is not one root")
            sample = found[0]
        self.push(sample)
        over = self.line(lv + 1, cell["cells"])
        needed = self.project(over, self.order[lv + 1])
        self.pop()
        below = [p for p in needed if self.level(p) < lv]
        at = [p for p in needed if self.level(p) == lv]
        lo = hi = None
        strict, on = all(y.strict for y in over), False
        for r in (r for p in at for r in self.roots(p)):
            d = self.at.cmp(r, sample)
            on = on or d == 0
            lo = r if d < 0 and (not lo or self.at.cmp(r, lo) > 0) else lo
            hi = r if d > 0 and (not hi or self.at.cmp(r, hi) < 0) else hi
        lo, hi = (sample, sample) if on else (lo, hi)
        through = lambda end: [p for p in at if end and any(self.at.cmp(r, end) == 0 for r in self.roots(p))]
        return Interval(lo, hi, strict or on, strict or on, at, through(lo), through(hi), below, strict)
    def chain(self, cells):
        end = lambda x, y: y.hi is not None and (x.hi is None or self.at.cmp(x.hi, y.hi) > 0 or
                                                 self.at.cmp(x.hi, y.hi) == 0 and x.with_hi and not y.with_hi)
        def joins(x):
            if x.lo is None or not out:
                return x.lo is None
            d = self.at.cmp(x.lo, out[-1].hi)
            return d < 0 or d == 0 and (x.with_lo or out[-1].with_hi)
        out = []
        for cell in cells:
            if out and out[-1].hi is None:
                break
            best = None
            for x in filter(joins, cell):
                best = x if best is None or end(x, best) else best
            need(best and (not out or end(best, out[-1])), "the cells leave a gap")
            out.append(best)
        need(out and out[-1].hi is None, "the cells leave a gap")
        return out
    def project(self, chain, v):
        """Polynomials on whose signs the covering of the line of v depends."""
        out, done = {}, set()
        def note(p):
            if p.constant() is None:
                for h, f, _ in self.factor(p)[1]:
                    out[h] = f
        def leading(p):
            cs = p.coeffs(v)
            while cs:
                note(cs[-1])
                if cs[-1] and self.sign(cs[-1]):
                    break
                cs.pop()
            return cs
        def common(f, g):
            for j in range(min(len(f), len(g)) - 1):
                r = subresultant(f, g, j)
                note(r)
                if r and self.sign(r):
                    return
        def pair(p, q):
            if p.key() != q.key() and (p.key(), q.key()) not in done:
                done.add((p.key(), q.key()))
                common(leading(p), leading(q))
        for i, x in enumerate(chain):
            for p in x.below:
                note(p)
            for p in x.at:
                f = leading(p)
                common(f, diff(f))
                for q in x.bind_lo:
                    if any(self.at.cmp(r, x.lo) <= 0 for r in self.roots(p)):
                        pair(p, q)
                for q in x.bind_hi:
                    if any(self.at.cmp(r, x.hi) >= 0 for r in self.roots(p)):
                        pair(p, q)
            for p in chain[i - 1].bind_hi if i else []:
                for q in x.bind_lo:
                    pair(p, q)
        return list(out.values())

def subresultant(f, g, j):
    """The principal subresultant coefficient, a determinant (Bareiss 1968)."""
    df, dg = len(f) - 1, len(g) - 1
    size, prev = df + dg - 2 * j, number(1)
    rows = [(f, i) for i in range(dg - j)] + [(g, i) for i in range(df - j)]
    a = [[cs[len(cs) - 1 - (c - i)] if 0 <= c - i < len(cs) else Poly() for c in range(size)] for cs, i in rows]
    for k in range(size):
        p = next((i for i in range(k, size) if a[i][k]), None)
        if p is None:
            return Poly()
        a[p], a[k] = a[k], a[p]
        for i in range(k + 1, size):
            for c in range(k + 1, size):
                x = a[i][c] * a[k][k] - a[i][k] * a[k][c]
                a[i][c] = x.divide(prev) if x else x
        prev = a[k][k]
    return prev
