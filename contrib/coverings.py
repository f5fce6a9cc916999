"""Coverings of space by cells, in each of which some literal fails: part of check_certificate.py.
Nothing here knows of games."""
from fractions import Fraction
from functools import reduce
import itertools
import operator

from formulas import (Poly, as_set, keys, need, number, pick, rational, sign, var)

# ---- Roots of polynomials in one variable, which are lists of coefficients, the constant first.

def value(f, x):
    return reduce(lambda s, c: s * x + c, reversed(f), Fraction(0))

def divided(f, g):  # the quotient and the remainder
    f, q = list(f), [Fraction(0)] * max(len(f) - len(g) + 1, 0)
    while len(f) >= len(g):
        k = Fraction(f[-1]) / g[-1]
        q[len(f) - len(g)] = k
        for i, c in enumerate(g, len(f) - len(g)):
            f[i] -= k * c
        while f and not f[-1]:
            f.pop()
    return q, f

def divisor(f, g):  # the greatest common one
    while g:
        f, g = g, divided(f, g)[1]
    return f

def derivative(f):
    return [k * c for k, c in enumerate(f)][1:]

def count(f, lo, hi):
    """How many roots f has between lo and hi, at which it is not 0 (Sturm 1829)."""
    chain = [f, derivative(f)]
    while chain[-1]:
        chain.append([-c for c in divided(chain[-2], chain[-1])[1]])
    def changes(x):
        signs = [s for s in (sign(value(g, x)) for g in chain) if s]
        return sum(a != b for a, b in zip(signs, signs[1:]))
    return changes(lo) - changes(hi)

class Root:
    """The only root of f between lo and hi, at which f is not 0, or the number lo = hi. All roots
    of f are simple."""
    def __init__(self, lo, hi=None, f=None):
        self.lo, self.hi, self.f = lo, lo if hi is None else hi, f or [-lo, 1]
    def refine(self):
        mid = (self.lo + self.hi) / 2
        s = sign(value(self.f, mid))
        if not s:
            self.lo = self.hi = mid
        elif s == sign(value(self.f, self.lo)):
            self.lo = mid
        else:
            self.hi = mid
    def compare(self, other):
        common = divisor(self.f, other.f)
        lo, hi = max(self.lo, other.lo), min(self.hi, other.hi)
        if lo < hi and count(common, lo, hi) or lo == hi and not value(common, lo):
            return 0
        while self.lo <= other.hi and other.lo <= self.hi:
            self.refine()
            other.refine()
        return sign(self.lo - other.lo)

def roots(f):
    """The real roots of f, from left to right."""
    f = divided(f, divisor(f, derivative(f)))[0]
    if len(f) < 3:
        return [Root(Fraction(-f[0]) / f[1])] if len(f) == 2 else []
    def isolate(lo, hi):
        n = count(f, lo, hi)
        if n < 2:
            return [Root(lo, hi, f)] * n
        mid = (lo + hi) / 2
        while not value(f, mid):
            mid = (lo + mid) / 2
        return isolate(lo, mid) + isolate(mid, hi)
    bound = 1 + max(abs(Fraction(c) / f[-1]) for c in f)  # Cauchy 1829
    return isolate(-bound, bound)

def subresultant(f, g, j):
    """The principal subresultant coefficient, a determinant (Bareiss 1968), of polynomials with
    polynomials for coefficients; for j = 0 their resultant."""
    df, dg = len(f) - 1, len(g) - 1
    size, last = df + dg - 2 * j, number(1)
    rows = [(f, i) for i in range(dg - j)] + [(g, i) for i in range(df - j)]
    a = [[cs[len(cs) - 1 - (c - i)] if 0 <= c - i < len(cs) else Poly() for c in range(size)]
         for cs, i in rows]
    for k in range(size):
        p = next((i for i in range(k, size) if a[i][k]), None)
        if p is None:
            return Poly()
        a[p], a[k] = a[k], a[p]  # which may turn the sign, and none is asked for
        for i, c in itertools.product(range(k + 1, size), repeat=2):
            x = a[i][c] * a[k][k] - a[i][k] * a[k][c]
            a[i][c] = x.divide(last) if x else x
        last = a[k][k]
    return last

class Point:
    """A point whose coordinates are roots."""
    def __init__(self):
        self.coords = []
    def put(self, p):  # the rational coordinates
        for v, r in self.coords:
            if r.lo == r.hi and p.degree(v):
                parts = [c.scale(r.lo ** k) for k, c in enumerate(p.coeffs(v))]
                p = reduce(operator.add, parts, Poly())
        return p
    def norm(self, p):  # vanishes where p does, and has not the irrational coordinates
        for v, r in self.coords:
            if p.degree(v):
                p = subresultant(p.coeffs(v), [number(c) for c in r.f], 0)
        return p
    def sign(self, p):
        p, rounds, least = self.put(p), 0, 0
        while p.constant() is None:
            lo, hi = self.enclose(p)
            if lo > 0 or hi < 0:
                return sign(lo)
            if rounds == 20:  # the value is a root of the norm of x - p, which is 0 or not so small
                cs = [c.constant() for c in self.norm(var("") - p).coeffs("")]  # no name is ""
                cs = cs[next(i for i, c in enumerate(cs) if c):]
                least = Fraction(abs(cs[0])) / (abs(cs[0]) + max(map(abs, cs)))  # Cauchy 1829
            if -least < lo and hi < least:
                return 0
            for v, r in self.coords:
                r.refine()
            p, rounds = self.put(p), rounds + 1
        return sign(p.constant())
    def enclose(self, p):
        ends, lo, hi = {v: (r.lo, r.hi) for v, r in self.coords}, 0, 0
        for m, c in p.items():
            a = b = c
            for v, e in m:
                need(v in ends, "a sign depends on a coordinate that is not there")
                for _ in range(e):
                    xs = [x * y for x in (a, b) for y in ends[v]]
                    a, b = min(xs), max(xs)
            lo, hi = lo + a, hi + b
        return lo, hi
    def roots(self, p, v):
        cs = self.put(p).coeffs(v)
        while cs and not self.sign(cs[-1]):
            cs.pop()
        p = reduce(operator.add, (c * var(v) ** k for k, c in enumerate(cs)), Poly())
        if p.degree(v) == 0:
            return []
        q = self.norm(p)
        need(q, "a polynomial may vanish on a line")
        out = []
        for r in roots([c.constant() for c in q.coeffs(v)]):
            self.coords.append((v, r))
            if q is p or not self.sign(p):
                out.append(r)
            self.coords.pop()
        return out

class Interval:  # of a line, in which literals fail; lo and hi are roots, or None
    def __init__(self, lo, hi, with_lo, with_hi, at, bind_lo, bind_hi, below, strict):
        self.lo, self.hi, self.with_lo, self.with_hi, self.at = lo, hi, with_lo, with_hi, at
        self.bind_lo, self.bind_hi, self.below, self.strict = bind_lo, bind_hi, below, strict

class Cover:
    """A covering of space by cells, one variable after the other (Collins 1975, theorem 4;
    Ábrahám, Davenport, England and Kremer 2021)."""
    def __init__(self, lits, data, proof):
        keys(data, "order", "cells")
        self.order, self.lits, self.factor, self.polys = data["order"], lits, proof.factor, proof.polys
        need(self.order and len(set(self.order)) == len(self.order), "a variable is listed twice")
        need(all(p.names() <= set(self.order) for p, _, _ in lits), "a variable is not listed")
        self.at, self.known = Point(), [{}]
    def level(self, p):
        return max(self.order.index(v) for v in p.names())
    def push(self, root):
        self.at.coords.append((self.order[len(self.at.coords)], root))
        self.known.append({})
    def pop(self):
        self.at.coords.pop()
        self.known.pop()
    def roots(self, p):
        if p.key() not in self.known[-1]:
            v = self.order[len(self.at.coords)]
            self.known[-1][p.key()] = self.at.roots(p, v)
        return self.known[-1][p.key()]
    def line(self, lv, cells):
        need(lv < len(self.order), "a cell lies beyond the last variable")
        out = []
        for cell in cells:
            keys(cell, "fails", "at", "root", "cells")
            if "fails" in cell:
                p, _, signs = pick(self.lits, cell["fails"])
                need(self.level(p) == lv, "a cell names a literal of another variable")
                out.append(self.failures(p, signs))
            else:
                out.append([self.around(lv, cell)])
        return self.chain(out)
    def failures(self, p, signs):  # the parts of a line on which a literal fails
        ends, strict = self.roots(p), not signs & 2
        def fails(n):  # in part n: before, at and after each root
            if n % 2:
                return strict
            lo, hi = ends[n // 2 - 1] if n else None, ends[n // 2] if n // 2 < len(ends) else None
            self.push(Root(between(lo, hi)))
            s = as_set(self.at.sign(p))
            self.pop()
            return not s & signs
        out = []
        for yes, run in itertools.groupby(range(2 * len(ends) + 1), fails):
            run = list(run)
            i, j = run[0], run[-1]
            lo, hi = ends[(i - 1) // 2] if i else None, ends[j // 2] if j < 2 * len(ends) else None
            if yes:
                out.append(Interval(lo, hi, i % 2 > 0, j % 2 > 0, [p], [p] if lo else [],
                                    [p] if hi else [], [], strict))
        return out
    def around(self, lv, cell):  # how far what covers the line over a sample reaches
        if "at" in cell:
            sample = Root(rational(cell["at"]))
        else:
            keys(cell["root"], "p", "between")
            p = pick(self.polys, cell["root"]["p"])
            need(all(self.order.index(v) <= lv for v in p.names()), "a sample is of later variables")
            lo, hi = map(Root, map(rational, cell["root"]["between"]))
            found = [r for r in self.roots(p) if r.compare(lo) >= 0 >= r.compare(hi)]
            need(len(found) == 1, "a sample is not one root")
            sample = found[0]
        self.push(sample)
        over = self.line(lv + 1, cell["cells"])
        needed = self.project(over, self.order[lv + 1])
        self.pop()
        below = [p for p in needed if self.level(p) < lv]
        at = [p for p in needed if self.level(p) == lv]
        strict, on, lo, hi = all(y.strict for y in over), False, None, None
        for r in (r for p in at for r in self.roots(p)):
            d = r.compare(sample)
            on = on or d == 0
            lo = r if d < 0 and (not lo or r.compare(lo) > 0) else lo
            hi = r if d > 0 and (not hi or r.compare(hi) < 0) else hi
        lo, hi = (sample, sample) if on else (lo, hi)
        through = lambda end: [p for p in at if end and
                               any(r.compare(end) == 0 for r in self.roots(p))]
        # Where all literals are strict, what holds nowhere near an end holds nowhere at it.
        return Interval(lo, hi, strict or on, strict or on, at, through(lo), through(hi), below, strict)
    def chain(self, cells):  # of each cell the part that reaches farthest; together the whole line
        def farther(x, y):
            if x.hi is None or y.hi is None:
                return y.hi is not None
            d = x.hi.compare(y.hi)
            return d > 0 or d == 0 and x.with_hi and not y.with_hi
        def joins(x):
            if x.lo is None or not out:
                return x.lo is None
            d = x.lo.compare(out[-1].hi)
            return d < 0 or d == 0 and (x.with_lo or out[-1].with_hi)
        out = []
        for cell in cells:
            if out and out[-1].hi is None:
                break
            best = None
            for x in filter(joins, cell):
                best = x if best is None or farther(x, best) else best
            need(best and (not out or farther(best, out[-1])), "the cells leave a gap")
            out.append(best)
        need(out and out[-1].hi is None, "the cells leave a gap")
        return out
    def project(self, chain, v):
        """Polynomials on whose signs the covering of the line of v depends."""
        out, done = {}, set()
        def note(p):
            if p.constant() is None:
                out.update((h, f) for h, f, _ in self.factor(p)[1])
        def leading(p):
            cs = p.coeffs(v)
            while cs:
                note(cs[-1])
                if self.at.sign(cs[-1]):
                    break
                cs.pop()
            return cs
        def common(f, g):
            for j in range(min(len(f), len(g)) - 1):
                r = subresultant(f, g, j)
                note(r)
                if self.at.sign(r):
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
                common(f, [c.scale(k) for k, c in enumerate(f)][1:])
                for q in x.bind_lo:
                    if any(r.compare(x.lo) <= 0 for r in self.roots(p)):
                        pair(p, q)
                for q in x.bind_hi:
                    if any(r.compare(x.hi) >= 0 for r in self.roots(p)):
                        pair(p, q)
            for p in chain[i - 1].bind_hi if i else []:
                for q in x.bind_lo:
                    pair(p, q)
        return list(out.values())

def between(lo, hi):  # a number that lies between two roots next to each other
    if not lo or not hi:
        return hi.lo - 1 if hi else lo.hi + 1 if lo else Fraction(0)
    while lo.hi >= hi.lo:
        lo.refine()
        hi.refine()
    return (lo.hi + hi.lo) / 2
