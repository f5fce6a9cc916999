"""Proofs that formulas of real arithmetic hold nowhere: part of check_certificate.py. Nothing here
knows of games."""
from fractions import Fraction
from functools import reduce
import operator

from coverings import Cover
from formulas import (OPS, Compiler, Poly, Ratio, as_set, atom, both, flip, keys, need, number,
                      parse, pick, plain, power_signs, product_signs, put, rational, replace, shape,
                      sign, var)

def term(text):  # a rational function of any variables
    v = Compiler(text, lambda k, name: plain(var(name))).value(parse(text))
    need(len(v) == 1, "a term has cases")
    return v[0][1]

def polynomial(text):
    p, q = term(text)
    need(q.constant(), "%.99r is no polynomial" % text)
    return p.scale(Fraction(1) / q.constant())

class Proof:
    """Lemmas about the signs of polynomials. A literal is (polynomial, its key, signs)."""
    def __init__(self, data):
        keys(data, "polynomials", "lemmas")
        self.polys = [polynomial(t) for t in data.get("polynomials", [])]
        listed = [p.normal()[0] for p in self.polys if p.constant() is None]
        listed.sort(key=lambda p: -max(sum(e for _, e in m) for m in p))  # products first
        self.factors = {p.key(): p for p in listed}
        self.lemmas, self.cache = [], {}
        for l in data.get("lemmas", []):
            keys(l, "literals", "sum", "solve", "cases", "cover")
            lits = [self.literal(x) for x in l["literals"]]
            need(len(l) == 2, "a lemma needs one reason")
            if "sum" in l:
                self.check_sum(lits, l["sum"])
            elif "solve" in l:
                self.check_solve(lits, l["solve"])
            elif "cases" in l:
                refutes(Proof(l["cases"]), both(*[atom(p, signs) for p, _, signs in lits]))
            else:
                Cover(lits, l["cover"], self).line(0, l["cover"]["cells"])
            self.lemmas.append(lits)
    def literal(self, x):
        keys(x, "p", "is")
        need(pick(self.polys, x["p"]).constant() is None, "a literal is constant")
        q, k = self.polys[x["p"]].normal()
        return q, q.key(), OPS[x["is"]] if k > 0 else flip(OPS[x["is"]])
    def factor(self, p):  # the sign of its constant, and its factors, of which what no listed
        q, k = p.normal()  # polynomial divides is one
        if q.key() not in self.cache:
            rest, out = q, []
            for h, f in self.factors.items():
                n, left = 0, rest
                while left is not None:
                    rest, n = left, n + 1
                    left = rest.divide(f) if f.names() <= rest.names() else None
                if n > 1:
                    out.append((h, f, n - 1))
            c = rest.constant()
            if c is None:
                rest, c = rest.normal()
                out.append((rest.key(), rest, 1))
            self.cache[q.key()] = sign(c), out
        s, out = self.cache[q.key()]
        return s * sign(k), out
    def signs(self, p, lits):  # that literals on its factors leave to p
        if p.constant() is not None:
            return as_set(p.constant())
        s, factors = self.factor(p)
        out = as_set(s)
        for h, f, n in factors:
            left = reduce(operator.and_, [signs for _, g, signs in lits if g == h], shape(f))
            out = product_signs(out, power_signs(left, n))
        return out
    def check_sum(self, lits, summands):  # Farkas 1902; Positivstellensatz
        total, positive = Poly(), False
        for s in summands:
            keys(s, "weight", "powers")
            p = number(rational(s["weight"]))
            signs = as_set(p.constant())
            for i, n in s.get("powers", []):
                need(type(n) is int and 0 <= n <= 1000, "an exponent is no small number")
                q = pick(self.polys, i)
                signs = product_signs(signs, power_signs(self.signs(q, lits), n))
                p = p * q ** n
            need(not signs & 1, "a summand may be negative")
            positive, total = positive or not signs & 2, total + p
        k = total.constant()
        need(k is not None and (k < 0 or k == 0 and positive), "a sum is no contradiction")
    def check_solve(self, lits, s):
        keys(s, "literal", "variable", "rest")
        (p, _, signs), v = pick(lits, s["literal"]), s["variable"]
        need(signs == 2 and p.degree(v) == 1, "what is solved is no linear equation")
        c, b = p.coeffs(v)
        left = self.signs(b, lits)
        need(left in (1, 4), "a coefficient may vanish")
        value = {v: Ratio((c.scale(-1), b))}
        rest = [put(("atom", q, t), value) for i, (q, _, t) in enumerate(lits) if i != s["literal"]]
        refutes(Proof(s["rest"]), both(atom(b, left), *rest))

class Contradiction(Exception):
    pass

def refutes(proof, f):
    """Insists that no signs of the factors make f true and break no lemma."""
    f = replace(f, lambda a: ("signs",) + proof.factor(a[1]) + (a[2],))
    for lits in proof.lemmas:  # an atom is now ("signs", sign, factors, signs that make it true)
        f = both(f, ("|", [("signs", 1, [(h, p, 1)], 7 & ~signs) for p, h, signs in lits]))
    def truth(f, known):  # 1, -1, or 0 where it is open
        if f[0] == "signs":
            s = as_set(f[1])
            for h, _, n in f[2]:
                s = product_signs(s, power_signs(known.get(h, 7), n))
            return -1 if not s & f[3] else 1 if not s & ~f[3] else 0
        ts = [truth(g, known) for g in f[1]]
        return min(ts, default=1) if f[0] == "&" else max(ts, default=-1)
    def learn(f, known):  # whether something new follows from f's being true
        if f[0] == "&":
            return any([learn(g, known) for g in f[1]])
        if f[0] == "|":
            live = [g for g in f[1] if truth(g, known) >= 0]
            if not live:
                raise Contradiction
            return len(live) == 1 and learn(live[0], known)
        new = False
        for h, _, _ in f[2]:
            old = known.get(h, 7)
            known[h] = sum(s for s in (1, 2, 4) if old & s and truth(f, {**known, h: s}) >= 0)
            if not known[h]:
                raise Contradiction
            new = new or known[h] != old
        if truth(f, known) < 0:
            raise Contradiction
        return new
    def undecided(f, known):
        if truth(f, known) == 0:
            if f[0] == "signs":
                return next(h for h, _, _ in f[2] if known.get(h, 7) in (3, 5, 6, 7))
            return next(filter(None, (undecided(g, known) for g in f[1])), None)
    def closed(known):
        try:
            while learn(f, known):
                pass
        except Contradiction:
            return
        h = undecided(f, known)
        need(h is not None, "the lemmas do not contradict the statement")
        for s in (1, 2, 4):
            if known.get(h, 7) & s:
                closed({**known, h: s})
    closed({})
