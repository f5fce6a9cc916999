"""brink from Python: exact equilibria, stability conditions and proved claims.

A thin wrapper around the command line, with the standard library alone. Numbers are
fractions.Fraction; nothing is rounded on the way. Needs the brink program on the path, or
its place in the environment variable BRINK.

    >>> import brink
    >>> game = brink.model("first-strike")
    >>> [row.exists for row in game.conditions()]
    ['phi <= c', 'phi >= 0', 'phi > 0 and phi < c']
    >>> [e.payoffs for e in game.solve(phi="1/4", c="1/5").equilibria]
    [(Fraction(3, 10), Fraction(3, 10))]
"""

import json
import os
import subprocess
import tempfile
from fractions import Fraction

__all__ = [
    "Algebraic", "BrinkError", "Conditions", "Equilibrium", "Game", "Incomplete", "Row", "Solution", "Verdict", "Verdicts",
    "from_arrays", "from_file", "from_pygambit", "from_quantecon", "model", "models", "program", "run",
]


class BrinkError(Exception):
    """The program refused: its message says why, with places in files."""

    def __init__(self, message, code):
        super().__init__(message.strip())
        self.code = code


class Incomplete(Warning):
    """An answer that a limit has cut short."""


def program():
    """The command that runs brink."""
    return os.environ.get("BRINK", "brink")


def run(*arguments, stdin=None, timeout=None):
    """Runs one command line; gives what it prints and its exit code.

    Codes 0 (complete), 1 (a claim differs from what its author expects) and 4 (incomplete)
    come with an answer; the others raise BrinkError.
    """
    try:
        done = subprocess.run(
            [program(), *map(str, arguments)], input=stdin, capture_output=True, text=True, encoding="utf-8", timeout=timeout, check=False
        )
    except FileNotFoundError as error:
        raise BrinkError(f"there is no program {program()!r}: install brink, or set BRINK to its place", 127) from error
    if done.returncode not in (0, 1, 4) or not done.stdout:
        raise BrinkError(done.stderr or f"brink ended with code {done.returncode}", done.returncode)
    return done.stdout, done.returncode


class Algebraic:
    """An irrational number: the only root of a polynomial in an interval."""

    def __init__(self, data):
        self.poly = data.get("poly")
        self.interval = tuple(Fraction(end) for end in data["interval"])
        self.approx = data["approx"]

    def __float__(self):
        return float(self.approx)

    def __repr__(self):
        return f"{self.approx}…"

    def __eq__(self, other):
        return isinstance(other, Algebraic) and (self.poly, self.interval) == (other.poly, other.interval)

    def __hash__(self):
        return hash((self.poly, self.interval))

    def _repr_latex_(self):
        return f"${self.approx}\\ldots$"


def _number(value):
    if isinstance(value, dict):
        return Algebraic(value)
    return None if value is None else Fraction(value)


def _text(value):
    """A number as brink reads it, exactly: floats are what they are in binary."""
    if isinstance(value, str):
        return value
    return str(Fraction(value))


class _Shown:
    """An answer that notebooks show as the command line writes it."""

    def __init__(self, game, arguments):
        self._game, self._arguments = game, arguments

    def _in(self, form):
        return self._game._run(*self._arguments, "--format", form)[0]

    def _repr_html_(self):
        page = self._in("html")
        start, end = page.find("<body>"), page.rfind("</body>")
        return page[start + len("<body>"):end] if 0 <= start < end else page

    def _repr_latex_(self):
        return self._in("latex")

    def __str__(self):
        return self._in("table")


class Equilibrium:
    """Probabilities by player and action, and payoffs."""

    def __init__(self, data, players):
        self.strategies = tuple(tuple(_number(p) for p in s) for s in data["strategies"])
        self.payoffs = tuple(_number(u) for u in data["payoffs"])
        self.pure, self.strict = data["pure"], data["strict"]
        self.component = data.get("component")
        self._players = players

    def mixture(self, player):
        """What a player plays with positive probability."""
        at = [p["name"] for p in self._players].index(player)
        return {a: p for a, p in zip(self._players[at]["actions"], self.strategies[at]) if p != 0}

    def __repr__(self):
        return f"Equilibrium({', '.join(str({a: str(p) for a, p in self.mixture(q['name']).items()}) for q in self._players)})"


class Solution(_Shown):
    """The equilibria at a point of parameter space."""

    def __init__(self, game, arguments, data):
        super().__init__(game, arguments)
        self.data = data
        self.complete, self.reasons = data["complete"], data["reasons"]
        self.parameters = {name: Fraction(v) for name, v in data["parameters"].items()}
        listed = isinstance(data.get("players"), list) and all("strategies" in e and isinstance(e["strategies"], list) for e in data["equilibria"])
        self.equilibria = [Equilibrium(e, data["players"]) for e in data["equilibria"]] if listed else data["equilibria"]

    def __iter__(self):
        return iter(self.equilibria)

    def __len__(self):
        return len(self.equilibria)


class Row:
    """A way of playing with the conditions under which it is an equilibrium."""

    def __init__(self, data):
        self.data = data
        self.profile, self.exists, self.knife_edge = data.get("profile"), data["exists"], data["knife_edge"]

    def __getitem__(self, column):
        return self.data[column]

    def __repr__(self):
        return f"Row({self.profile or self.data.get('strategies')}: {self.exists})"


class Conditions(_Shown):
    """The table of stability conditions."""

    def __init__(self, game, arguments, data):
        super().__init__(game, arguments)
        self.data = data
        self.complete, self.reasons = data["complete"], data["reasons"]
        self.rows = [Row(r) for r in data["rows"]]

    def __iter__(self):
        return iter(self.rows)

    def __len__(self):
        return len(self.rows)


class Verdict:
    """The verdict on a claim."""

    def __init__(self, data):
        self.data = data
        self.id, self.verdict, self.ok = data["id"], data["verdict"], data["ok"]
        self.holds_when = data.get("holds_when")
        self.counterexample = {n: _number(v) for n, v in data.get("counterexample", {}).items()}

    def __repr__(self):
        return f"Verdict({self.id}: {self.verdict})"


class Verdicts(_Shown):
    """The verdicts on the claims of a game."""

    def __init__(self, game, arguments, data):
        super().__init__(game, arguments)
        self.data = data
        self.claims = [Verdict(c) for c in data["claims"]]

    def __iter__(self):
        return iter(self.claims)

    def __len__(self):
        return len(self.claims)

    def __getitem__(self, claim):
        return next(v for v in self.claims if v.id == claim)


class Game:
    """A game file or a built-in model, and the questions to ask of it."""

    def __init__(self, name=None, text=None):
        if (name is None) == (text is None):
            raise TypeError("a game is the name of a file or model, or the text of a file")
        self.name, self._text = name, text

    def _run(self, command, *arguments, timeout=None):
        return run(command, self.name or "-", *arguments, "--quiet", stdin=self._text, timeout=timeout)

    def _json(self, command, *arguments):
        return json.loads(self._run(command, *arguments, "--format", "json")[0])

    @staticmethod
    def _sets(values):
        return [part for name, value in values.items() for part in ("--set", f"{name}={_text(value)}")]

    @property
    def text(self):
        """The game as a file."""
        return self._text if self._text is not None else run("show", self.name, "--file")[0]

    def solve(self, *flags, **values):
        """All equilibria at values of the parameters, the others at their defaults."""
        arguments = ("solve", *flags, *self._sets(values))
        return Solution(self, arguments, self._json(*arguments))

    def conditions(self, *flags):
        """The table of stability conditions, in the parameters."""
        arguments = ("conditions", *flags)
        return Conditions(self, arguments, self._json(*arguments))

    def verify(self, *claims):
        """The verdicts on the claims, all or those that are named."""
        arguments = ("verify", *(part for c in claims for part in ("--claim", c)))
        return Verdicts(self, arguments, self._json(*arguments))

    def ask(self, command, *flags, **values):
        """Any other question: what the command line prints as JSON."""
        return self._json(command, *flags, *self._sets(values))

    def convert(self, to, **values):
        """The game in another format: yaml, json, nfg, efg, lrs, gam, latex, smt2, qepcad."""
        return self._run("convert", "--to", to, *self._sets(values))[0]

    def arrays(self, **values):
        """The payoffs of each player at a point, as nested lists over the action profiles."""
        return _arrays_of(self.convert("nfg", **values))

    def to_pygambit(self, **values):
        """The game in pygambit, through a file of Gambit's."""
        import pygambit

        extensive = "tree:" in self.text
        with _file(self.convert("efg" if extensive else "nfg", **values), ".efg" if extensive else ".nfg") as name:
            return pygambit.read_efg(name) if extensive else pygambit.read_nfg(name)

    def to_quantecon(self, **values):
        """The game in QuantEcon.py, whose payoffs are floating-point numbers."""
        import numpy
        import quantecon.game_theory as qe

        payoffs = self.arrays(**values)
        n = len(payoffs)
        players = []
        for i, u in enumerate(payoffs):
            array = numpy.array(u, dtype=object).astype(float)
            players.append(qe.Player(numpy.transpose(array, [(i + k) % n for k in range(n)])))
        return qe.NormalFormGame(players)

    def _repr_html_(self):
        return self.conditions()._repr_html_()

    def _repr_latex_(self):
        return self.conditions()._repr_latex_()

    def __repr__(self):
        return f"Game({self.name or 'from text'})"


class _file:
    """A file that is there for the time of a reading."""

    def __init__(self, text, ending):
        self._text, self._ending = text, ending

    def __enter__(self):
        handle, self._name = tempfile.mkstemp(suffix=self._ending)
        with os.fdopen(handle, "w", encoding="utf-8") as f:
            f.write(self._text)
        return self._name

    def __exit__(self, *_):
        os.unlink(self._name)


def model(name):
    """A built-in model."""
    return Game(name=name)


def models(*words, shelf=None):
    """The built-in models in which all words are found."""
    return json.loads(run("models", *words, *(["--shelf", shelf] if shelf else []), "--format", "json")[0])


def from_file(path):
    """A game file; Gambit's .nfg and .efg and others are read too."""
    return Game(name=os.fspath(path))


def _depth(array):
    n = 0
    while isinstance(array, (list, tuple)):
        array, n = array[0], n + 1
    return n


def _at(array, profile):
    for k in profile:
        array = array[k]
    return array


def _profiles(shape):
    out = [()]
    for n in shape:
        out = [p + (k,) for p in out for k in range(n)]
    return out


def _list(array):
    return array.tolist() if hasattr(array, "tolist") else array


def from_arrays(*payoffs, actions=None, players=None, title="game"):
    """A game of payoff arrays, one for each player: u[i][a1][a2]… of player i.

    Nested sequences or NumPy arrays; floats are taken as the binary fractions they are.
    """
    arrays = [_list(u) for u in payoffs]
    n = len(arrays)
    if any(_depth(u) != n for u in arrays):
        raise ValueError(f"{n} players need arrays of {n} dimensions")
    shape, u = [], arrays[0]
    for _ in range(n):
        shape.append(len(u))
        u = u[0]
    players = list(players or [f"Player {i + 1}" for i in range(n)])
    actions = [list(a) for a in (actions or [[str(k + 1) for k in range(m)] for m in shape])]
    quote = lambda s: '"' + str(s).replace("\\", "\\\\").replace('"', '\\"') + '"'
    lines = [f"NFG 1 R {quote(title)} {{ {' '.join(map(quote, players))} }}", ""]
    lines.append("{ " + "\n  ".join("{ " + " ".join(map(quote, a)) + " }" for a in actions) + " }")
    lines += ['""', ""]
    # Gambit lists the outcomes with the first player's actions moving fastest.
    for profile in sorted(_profiles(shape), key=lambda p: p[::-1]):
        lines.append(" ".join(_text(_at(u, profile)) for u in arrays))
    return Game(text="\n".join(lines) + "\n")


def _arrays_of(nfg):
    """The payoffs of a file of Gambit's with payoffs, as nested lists of fractions."""
    tokens, rest = [], nfg
    while rest:
        rest = rest.lstrip()
        if not rest:
            break
        if rest[0] == '"':
            end = 1
            while rest[end] != '"':
                end += 2 if rest[end] == "\\" else 1
            tokens.append(("text", rest[1:end]))
            rest = rest[end + 1:]
        elif rest[0] in "{},":
            tokens.append((rest[0], rest[0]))
            rest = rest[1:]
        else:
            word = rest.split(None, 1)[0]
            for sign in "{},\"":
                word = word.split(sign)[0]
            tokens.append(("word", word))
            rest = rest[len(word):]
    # NFG 1 R "title" { players } { { actions } … } "comment" payoffs
    at = 5
    n = 0
    while tokens[at][0] != "}":
        n += 1
        at += 1
    at += 1
    shape = []
    if tokens[at + 1][0] == "{":
        at += 1
        while tokens[at][0] == "{":
            end = next(k for k in range(at, len(tokens)) if tokens[k][0] == "}")
            shape.append(end - at - 1)
            at = end + 1
        at += 1
    else:
        end = next(k for k in range(at, len(tokens)) if tokens[k][0] == "}")
        shape = [int(w) for _, w in tokens[at + 1:end]]
        at = end + 1
    profiles = sorted(_profiles(shape), key=lambda p: p[::-1])
    body = [t for t in tokens[at:] if t[0] != "text" and t[0] != ","]
    if body and body[0][0] == "{":  # outcomes, and their numbers by profile
        raise BrinkError("a file with outcomes is not read here", 2)
    numbers = [Fraction(w) for _, w in body]

    def nested(i, prefix):
        if len(prefix) == n:
            return numbers[index[prefix] * n + i]
        return [nested(i, prefix + (k,)) for k in range(shape[len(prefix)])]

    index = {p: k for k, p in enumerate(profiles)}
    return [nested(i, ()) for i in range(n)]


def from_pygambit(game):
    """A game of pygambit, through a file of Gambit's."""
    if hasattr(game, "to_efg") and getattr(game, "is_tree", False):
        return Game(text=game.to_efg())
    if hasattr(game, "to_nfg"):
        return Game(text=game.to_nfg())
    return Game(text=game.write("nfg"))


def from_quantecon(game):
    """A NormalFormGame of QuantEcon.py, whose numbers are taken as the fractions they are."""
    n = len(game.players)
    arrays = []
    for i, player in enumerate(game.players):
        own = player.payoff_array  # its own action first, then those of the players after it

        def turned(profile, i=i, own=own):
            return own[tuple(profile[(i + k) % n] for k in range(n))]

        shape = [p.num_actions for p in game.players]

        def nested(prefix):
            if len(prefix) == n:
                return Fraction(float(turned(prefix)))
            return [nested(prefix + (k,)) for k in range(shape[len(prefix)])]

        arrays.append(nested(()))
    return from_arrays(*arrays)
