#!/usr/bin/env python3
"""Checks certificates of brink without brink: python3 check_certificate.py FILE...

A certificate (docs/certificates.md) holds a game, a claim about it and a proof. This program writes the claim
out anew (claims.py), from the payoffs as they stand there and from the definitions of Nash equilibrium and of the
other predicates, and accepts the verdict only if the proof refutes its negation (here and in real_algebra.py). It
needs Python 3.9 and the standard library, searches for nothing and shares no code with brink. Exit code: 0 if all
are accepted, else 1."""
from fractions import Fraction
import hashlib
import json
import re
import sys

from claims import (FALSE, TRUE, Compiler, Ratio, Statement, atom, both, expand, negate, parse, plain, put, ratio,
                    replace, same)
from real_algebra import (OPS, Cover, Poly, Rejected, as_set, bernstein, flip, keys, need, number, power_signs,
                          product_signs, shape, sign, var)

# ---- Proofs: lemmas about polynomials, and then signs alone.

class Proof:
    """Shows that a formula holds nowhere."""
    def __init__(self, data):
        keys(data, "polynomials", "lemmas")
        self.polys = [polynomial(t) for t in data.get("polynomials", [])]
        listed = [p.normal()[0] for p in self.polys if p.constant() is None]
        listed.sort(key=lambda p: -max(sum(e for _, e in m) for m in p))  # a product of two that are listed too is one
        self.factors = {p.key(): p for p in listed}
        self.lemmas, self.cache = [], {}
        for l in data.get("lemmas", []):
            keys(l, "literals", "sum", "solve", "box", "cover")
            lits = [self.literal(x) for x in l["literals"]]
            need(sum(k in l for k in ("sum", "solve", "box", "cover")) == 1, "a lemma needs one reason")
            if "sum" in l:
                self.check_sum(lits, l["sum"])
            elif "solve" in l:
                self.check_solve(lits, l["solve"])
            elif "box" in l:
                self.check_box(lits, l["box"])
            else:
                Cover(lits, l["cover"], self).check()
            self.lemmas.append(lits)
    def literal(self, x):
        keys(x, "p", "is")
        need(self.polys[x["p"]].constant() is None and x["p"] >= 0, "a literal is constant")
        q, k = self.polys[x["p"]].normal()
        return q, q.key(), OPS[x["is"]] if k > 0 else flip(OPS[x["is"]])
    def factor(self, p):
        """The sign and the known factors of p, of which those that are not listed are one."""
        q, k = p.normal()
        if q.key() not in self.cache:
            rest, out = q, []
            for h, f in self.factors.items():
                n = 0
                while True:
                    d = rest.divide(f) if f.names() <= rest.names() else None
                    if d is None:
                        break
                    rest, n = d, n + 1
                if n:
                    out.append((h, f, n))
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
            left = shape(f)
            for _, g, set in lits:
                left &= set if g == h else 7
            out = product_signs(out, power_signs(left, n))
        return out
    def check_sum(self, lits, summands):
        total, positive = Poly(), False
        for s in summands:
            keys(s, "weight", "powers")
            w = Fraction(s["weight"])
            signs, p = as_set(w), number(w)
            for i, n in s.get("powers", []):
                need(n >= 0 and i >= 0, "an exponent is negative")
                signs = product_signs(signs, power_signs(self.signs(self.polys[i], lits), n))
                p = p * self.polys[i] ** n
            need(not signs & 1, "a summand may be negative")
            positive, total = positive or not signs & 2, total + p
        k = total.constant()
        need(k is not None and (k < 0 or k == 0 and positive), "a sum is no contradiction")
    def check_solve(self, lits, s):
        keys(s, "literal", "variable", "rest")
        p, _, set = lits[s["literal"]]
        v = s["variable"]
        need(set == 2 and p.degree(v) == 1, "what is solved is no linear equation")
        c, b = p.coeffs(v)
        need(self.signs(b, lits) in (1, 4), "a coefficient may vanish")
        value = {v: Ratio((c.scale(-1), b))}
        refutes(Proof(s["rest"]), both(*[put(("A", q, t), value) for i, (q, _, t) in enumerate(lits) if i != s["literal"]],
                                       atom(b, self.signs(b, lits))))
    def check_box(self, lits, tree):
        box = {}
        for p, _, set in lits:
            vs = list(p.names())
            if len(vs) == 1 and p.degree(vs[0]) == 1:
                c, b = p.coeffs(vs[0])
                at = Fraction(-c.constant()) / b.constant()
                lo, hi = box.get(vs[0], (None, None))
                set = set if b.constant() > 0 else flip(set)
                box[vs[0]] = (at if not set & 1 and (lo is None or at > lo) else lo, at if not set & 4 and (hi is None or at < hi) else hi)
        def visit(t, box):
            keys(t, "fails", "variable", "at", "below", "above")
            if "fails" in t:
                p, _, set = lits[t["fails"]]
                need(not bernstein(p, box) & set, "a literal may hold on a part of a box")
                return
            v, at = t["variable"], Fraction(t["at"])
            lo, hi = box[v]
            need(lo is not None and hi is not None and lo <= at <= hi, "a box is cut outside of it")
            visit(t["below"], {**box, v: (lo, at)})
            visit(t["above"], {**box, v: (at, hi)})
        visit(tree, box)

class Contradiction(Exception):
    pass

def refutes(proof, f):
    """Insists that, the lemmas holding, no signs of the factors make f true."""
    f = replace(f, lambda a: ("S",) + proof.factor(a[1]) + (a[2],), None)
    def truth(f, known):  # 1, -1, or 0 where it is open
        if f in (TRUE, FALSE):
            return 1 if f == TRUE else -1
        if f[0] == "S":
            s = as_set(f[1])
            for h, q, n in f[2]:
                s = product_signs(s, power_signs(known.get(h, 7), n))
            return -1 if not s & f[3] else 1 if not s & ~f[3] else 0
        ts = [truth(g, known) for g in f[1]]
        return min(ts) if f[0] == "&" else max(ts)
    def narrow(known, h, set):
        old = known.get(h, 7)
        if not old & set:
            raise Contradiction
        known[h] = old & set
        return old & set != old
    def assume(f, known):
        if f[0] == "&":
            return any([assume(g, known) for g in f[1]])
        if f[0] == "|":
            live = [g for g in f[1] if truth(g, known) >= 0]
            if not live:
                raise Contradiction
            return len(live) == 1 and assume(live[0], known)
        if f[0] == "T":
            return False
        if truth(f, known) < 0:
            raise Contradiction
        return any([narrow(known, h, sum(s for s in (1, 2, 4) if known.get(h, 7) & s and truth(f, {**known, h: s}) >= 0)) for h, _, _ in f[2]])
    def lemma(lits, known):
        open = {}
        for _, h, set in lits:
            s = known.get(h, 7)
            if not s & set:
                return False
            if s & ~set:
                open[h] = open.get(h, 0) | s & ~set
        if not open:
            raise Contradiction
        return len(open) == 1 and any([narrow(known, h, s) for h, s in open.items()])
    def undecided(f, known):
        if truth(f, known) == 0:
            if f[0] == "S":
                return next(h for h, _, _ in f[2] if known.get(h, 7) in (3, 5, 6, 7))
            return next(filter(None, (undecided(g, known) for g in f[1])), None)
    def closed(known):
        try:
            while any([lemma(l, known) for l in proof.lemmas]) or assume(f, known):
                pass
        except Contradiction:
            return
        h = undecided(f, known)
        need(h is not None, "the lemmas do not contradict the statement")
        for s in (1, 2, 4):
            if known.get(h, 7) & s:
                closed({**known, h: s})
    closed({})

# ---- Certificates.

def term(text):  # a rational function of any variables
    v = Compiler(text, lambda k, name: plain(var(name)), None).value(parse(text))
    need(len(v) == 1, "a term has cases")
    return v[0][1]

def polynomial(text):
    p, q = term(text)
    need(q.constant(), "%r is no polynomial" % text)
    return p.scale(Fraction(1) / q.constant())

class Formula:
    """The claim of a certificate that starts from a formula: how that comes from the game is not checked."""
    def __init__(self, c):
        keys(c["formula"], "variables", "terms", "hypotheses", "claim")
        self.parameters, self.odds = c["formula"].get("variables", []), None
        read = lambda text: self.compile(text)
        self.hyps, self.claim = both(*map(read, c["formula"].get("hypotheses", []))), read(c["formula"]["claim"])
    def compile(self, text):
        k = Compiler(text, self.name, None)
        f = k.formula(parse(text))
        return both(*k.defined, f)
    def name(self, k, name):
        need(name in self.parameters, "%s has no meaning" % name)
        return plain(var(name))

def check(c):
    keys(c, "format", "from", "about", "kind", "game", "formula", "claim", "verdict", "holds_when", "instances", "refutation", "holds", "fails", "digest")
    need(c["format"] == "brink-certificate-1" and c["from"] in ("game", "formula") and c["from"] in c, "the format is unknown")
    s = Statement(c) if c["from"] == "game" else Formula(c)
    instances = {i["of"]: [[term(t) for t in values] for values in i["values"]] for i in c.get("instances", [])}
    verdict = c["verdict"]
    when = {"proved": TRUE, "refuted": FALSE, "vacuous": None}.get(verdict)
    goal = TRUE if verdict == "vacuous" else negate(s.claim) if verdict == "proved" else s.claim
    if verdict == "conditional":
        k = Compiler(c["holds_when"], s.name, None)
        f = k.formula(parse(c["holds_when"]))
        goal = negate(both(*k.defined, same(s.claim, f)))
    need(verdict in ("proved", "refuted", "vacuous", "conditional"), "the verdict is unknown")
    need(("holds_when" in c) == (verdict == "conditional"), "a condition is missing or idle")
    refuted(c["refutation"], s.hyps, goal, {}, instances)
    for part, claim, verdicts in (("holds", s.claim, ("proved", "conditional")), ("fails", negate(s.claim), ("refuted", "conditional"))):
        need((part in c) == (verdict in verdicts), "a point is missing or idle")
        if part in c:
            point(s, c[part], both(s.hyps, claim), instances)
    return c["from"]

def point(s, at, f, instances):
    """Insists that f holds at a point."""
    keys(at, "values", "proof")
    env = {v: ratio(number(Fraction(x))) for v, x in at["values"].items()}
    need(set(env) == set(s.parameters) | set(s.odds[1] if s.odds else []), "a point has not one value for each parameter")
    refuted(at.get("proof", []), TRUE, negate(f), env, instances)

def refuted(data, f, goal, env, instances):
    """Insists that each case of the goal contradicts f by one of the proofs, the one in its place as a rule."""
    proofs, f, goal = [Proof(d) for d in data] or [Proof({})], expand(f, env, instances), expand(goal, env, instances)
    for i, one in enumerate(goal[1] if goal[0] == "|" else [goal]):
        for proof in proofs[i:] + proofs[:i]:
            try:
                refutes(proof, both(f, one))
                break
            except Rejected as e:
                why = e
        else:
            raise why

def main(files):
    sys.setrecursionlimit(20000)
    failed = 0
    for name in files:
        try:
            with open(name, "rb") as f:
                text = f.read()
            body, seal = re.fullmatch(rb'(.*),"digest":"(\w*)"}\n', text, re.DOTALL).groups()
            need(hashlib.sha256(body + b"}\n").hexdigest().encode() == seal, "the file is damaged")
            start = check(json.loads(text))
            print("%s: accepted%s" % (name, "" if start == "game" else ", from the formula: its step from the game is not checked"))
        except Rejected as e:
            failed += 1
            print("%s: REJECTED: %s" % (name, e))
        except Exception as e:  # what does not even have the form of a certificate
            failed += 1
            print("%s: REJECTED: no certificate: %s: %s" % (name, type(e).__name__, e))
    return 1 if failed or not files else 0

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
