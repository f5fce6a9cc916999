#!/usr/bin/env python3
"""Checks certificates of brink without brink: python3 check_certificate.py FILE...

A certificate (docs/certificates.md) holds a game, what is said of it and a proof. Of a claim this
program writes out what it means (games.py), from the payoffs as they stand there and from the
definitions of Nash equilibrium and of the other predicates, and accepts the verdict only if the
proof refutes its negation (proofs.py). Of the equilibria of a game in numbers it checks each, and
that there are no others (equilibria.py). It needs Python 3.9 and the standard library and shares no
code with brink. Exit code: 0 if all are accepted, else 1."""
import hashlib
import json
import os
import re
import sys

from equilibria import Numbers
from formulas import (TRUE, Compiler, Rejected, both, distinct, expand, keys, need, negate, number,
                      parse, ratio, rational, same)
from games import KINDS, Statement
from proofs import Proof, refutes, term

class Formula(Statement):
    """A claim that starts from a formula: how that comes from the game is not checked."""
    def __init__(self, c):
        f = c["formula"]
        keys(f, "variables", "terms", "hypotheses", "claim")
        self.parameters = distinct(f.get("variables", []))
        self.hyps = both(*map(self.condition, f.get("hypotheses", [])))
        self.claim = self.condition(f["claim"])

def check_claim(c):
    """Insists on a verdict; returns where it starts from."""
    keys(c, "format", "from", "about", "kind", "game", "formula", "claim", "verdict", "holds_when",
         "instances", "refutation", "holds", "fails", "digest")
    start, other = ("game", "formula") if c["from"] == "game" else ("formula", "game")
    need(c["from"] == start and start in c and other not in c, "it starts from nothing known")
    s = KINDS[c.get("kind", "strategic")](c) if start == "game" else Formula(c)
    instances = {i["of"]: [[instance(t) for t in values] for values in i["values"]]
                 for i in c.get("instances", [])}
    goals = {"proved": lambda: negate(s.claim), "refuted": lambda: s.claim, "vacuous": lambda: TRUE,
             "conditional": lambda: differs(s, c["holds_when"])}
    need(c["verdict"] in goals, "the verdict is unknown")
    need(("holds_when" in c) == (c["verdict"] == "conditional"), "a condition is missing or idle")
    refuted(c["refutation"], s.hyps, goals[c["verdict"]](), {}, instances)
    for part, claim, verdicts in (("holds", s.claim, ("proved", "conditional")),
                                  ("fails", negate(s.claim), ("refuted", "conditional"))):
        need((part in c) == (c["verdict"] in verdicts), "a point is missing or idle")
        if part in c:
            check_point(s, c[part], both(s.hyps, claim), instances)
    return start

def differs(s, text):  # a condition from the claim, or that it has no meaning
    k = Compiler(text, s.name)
    f = k.formula(parse(text))
    return negate(both(*k.defined, same(s.claim, f)))

def instance(text):  # of new variables ($1.0) none, which depend on the instances themselves
    t = term(text)
    need(not any("." in v for p in t for v in p.names()), "an instance rests on another")
    return t

def check_point(s, at, f, instances):
    """Insists that f holds at a point."""
    keys(at, "values", "proof")
    values = {v: rational(x) for v, x in at["values"].items()}
    need(set(values) == set(s.parameters) | set(s.odds), "a point needs a value for each parameter")
    need(all(values[v].denominator == 1 for v in s.whole), "a value is not whole")
    env = {v: ratio(number(x)) for v, x in values.items()}
    refuted(at.get("proof", []), TRUE, negate(f), env, instances)

def refuted(data, f, goal, env, instances):
    """Insists that each case of the goal contradicts f by one of the proofs, the one in its place
    as a rule."""
    proofs = [Proof(d) for d in data] or [Proof({})]
    f, goal = expand(f, env, instances), expand(goal, env, instances)
    for i, one in enumerate(goal[1] if goal[0] == "|" else [goal]):
        for proof in proofs[i:] + proofs[:i]:
            try:
                refutes(proof, both(f, one))
                break
            except Rejected as e:
                why = e
        else:
            raise why

def read(text):
    """The data of a file: sealed, each name once, no number but whole ones."""
    def no_float(text):
        raise Rejected("%.99s is no whole number" % text)
    def once(pairs):
        distinct([k for k, _ in pairs])
        return dict(pairs)
    sealed = re.fullmatch(rb'(.*),"digest":"(\w*)"}\n', text, re.DOTALL)
    need(sealed, "the digest is missing")
    body, seal = sealed.groups()
    need(hashlib.sha256(body + b"}\n").hexdigest().encode() == seal, "the file is damaged")
    return json.loads(text, object_pairs_hook=once, parse_float=no_float, parse_constant=no_float)

def check_numbers(c):
    Numbers(c)
    return "game"

FORMATS = {"brink-certificate-1": check_claim, "brink-equilibria-1": check_numbers}

def main(files):
    sys.setrecursionlimit(20000)
    failed = 0
    for name in files:
        try:
            with open(name, "rb") as f:
                c = read(f.read())
            need(c["format"] in FORMATS, "the format is unknown")
            start = FORMATS[c["format"]](c)
            said = "accepted" if start == "game" else \
                "accepted, from the formula: its step from the game is not checked"
        except Rejected as e:
            failed += 1
            said = "REJECTED: %s" % e
        except Exception as e:  # what does not even have the form of a certificate
            failed += 1
            said = "REJECTED: no certificate: %s: %.200r" % (type(e).__name__, str(e))
        print("%s: %s" % (name, said), flush=True)
    return 1 if failed or not files else 0

if __name__ == "__main__":
    try:
        status = main(sys.argv[1:])
    except BrokenPipeError:  # nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)
