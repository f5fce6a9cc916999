"""All equilibria of a game of two players in numbers: part of check_certificate.py.

Every equilibrium is a mixture of extreme ones, in which each strategy is determined by its labels:
which actions are not played, and which are best replies to it (Jansen 1981; von Stengel 2002). The
cover is a tree over what an action of an extreme equilibrium can be, played or not, and one not
played a best reply or worse; each leaf is impossible or has no extreme equilibrium beyond those
listed."""
from fractions import Fraction
import itertools

from formulas import distinct, keys, need, pick, rational, sign

PLAYED, UNPLAYED, TIED, WORSE = "played", "unplayed", "tied", "worse"

def eliminate(rows, columns):
    """Gauss: which columns have pivots, and the determinant of a square matrix."""
    pivots, det, rows[:] = [], 1, [list(map(Fraction, r)) for r in rows]
    for c in range(columns):
        k = len(pivots)
        p = next((i for i in range(k, len(rows)) if rows[i][c]), None)
        if p is None:
            det = 0
            continue
        det *= rows[p][c] if p == k else -rows[p][c]
        rows[p], rows[k] = rows[k], [x / rows[p][c] for x in rows[p]]
        for i in range(len(rows)):
            if i != k and rows[i][c]:
                rows[i] = [x - rows[i][c] * y for x, y in zip(rows[i], rows[k])]
        pivots.append(c)
    return pivots, det

class Numbers:
    def __init__(self, c):
        keys(c, "format", "about", "at", "players", "payoffs", "equilibria", "components", "cover",
             "digest")
        self.sizes = [len(distinct(p["actions"])) for p in c["players"]]
        need(len(self.sizes) == len(c["payoffs"]) == 2 and min(self.sizes) > 0, "not two players")
        first, second = ([[rational(x) for x in row] for row in m] for m in c["payoffs"])
        need(all([len(m)] + [len(r) for r in m] == [self.sizes[0]] + [self.sizes[1]] * self.sizes[0]
                 for m in (first, second)), "payoffs are missing")
        self.matrix = first, [list(column) for column in zip(*second)]  # own actions are the rows
        self.listed = [self.equilibrium(e) for e in c["equilibria"]]
        distinct([repr(e) for e in self.listed])
        self.cover(c["cover"], [[None] * n for n in self.sizes])
        self.check_components(c["components"])
    def slacks(self, p, other):  # by how much each action of p falls short of the best
        pays = [sum(a * y for a, y in zip(row, other)) for row in self.matrix[p]]
        return max(pays), [max(pays) - x for x in pays]
    def equilibrium(self, e):
        keys(e, "strategies", "payoffs", "slacks")
        mix = [[rational(x) for x in m] for m in e["strategies"]]
        need([len(m) for m in mix] == self.sizes and all(min(m) >= 0 and sum(m) == 1 for m in mix),
             "a strategy is none")
        states = []
        for p in (0, 1):
            best, slacks = self.slacks(p, mix[1 - p])
            need(rational(e["payoffs"][p]) == best and list(map(rational, e["slacks"][p])) == slacks,
                 "a payoff or a slack is wrong")
            states.append([PLAYED if x else WORSE if s else TIED for x, s in zip(mix[p], slacks)])
        need(self.stable(mix), "an action played is not best")
        need([self.against(p, states) for p in (1, 0)] == mix, "an equilibrium is not extreme")
        return mix
    def stable(self, mix):
        return not any(x and s for p in (0, 1) for x, s in zip(mix[p], self.slacks(p, mix[1 - p])[1]))
    def against(self, p, states):
        """The strategy of the other player to which p's labels and the other's leave no
        alternative: None if there is none, () if there are many."""
        own, other = states[p], states[1 - p]
        n = len(other)
        rows = [[1] * n + [0, 1]]  # unknowns: probabilities and p's payoff
        rows += [row + [-1, 0] for row, s in zip(self.matrix[p], own) if s in (PLAYED, TIED)]
        rows += [[int(i == j) for i in range(n)] + [0, 0] for j, s in enumerate(other)
                 if s not in (None, PLAYED)]
        pivots, _ = eliminate(rows, n + 2)
        if n + 1 in pivots:
            return None
        if len(pivots) < n + 1:
            return ()
        mix = [rows[i][-1] for i in range(n)]
        fits = all(y > 0 if s == PLAYED else y >= 0 for y, s in zip(mix, other))
        for row, s in zip(self.matrix[p], own):
            gain = sum(a * y for a, y in zip(row, mix)) - rows[n][-1]
            fits = fits and (gain < 0 if s == WORSE else gain <= 0)
        return mix if fits else None
    def cover(self, node, states):
        need(isinstance(node, dict), "a part of the cover is missing")
        keys(node, "player", "action", "played", "unplayed", "tied", "worse", "never", "by")
        if set(node) == {"never", "by"}:
            return self.never(node["never"], [rational(x) for x in node["by"]], states)
        if not node:
            found = [self.against(p, states) for p in (1, 0)]
            settled = [None not in states[0] + states[1] and UNPLAYED not in states[p] for p in (1, 0)]
            if None in found or any(f == () and s for f, s in zip(found, settled)):
                return None
            need(() not in found, "a part of the cover is open")
            return need(found in self.listed or not self.stable(found), "an equilibrium is missing")
        p, a = pick((0, 1), node["player"]), node["action"]
        old = pick(states[p], a)
        parts = {None: (PLAYED, UNPLAYED), UNPLAYED: (TIED, WORSE)}.get(old, ())
        need(set(node) == {"player", "action", *parts} and parts, "a case is missing")
        for part in parts:
            states[p][a] = part
            self.cover(node[part], states)
        states[p][a] = old
    def never(self, p, u, states):
        """Insists that the numbers u contradict the labels: summed up with them, what p's actions
        fall short of her payoff is not negative, and it is (Farkas 1902). Where one number is -1
        and the others are probabilities, that action is dominated."""
        own, other = states[pick((0, 1), p)], states[1 - p]
        need(len(u) == len(own) and sum(u) == 0, "the numbers do not fit")
        need(all(x >= 0 or s in (PLAYED, TIED) for x, s in zip(u, own)), "a number is negative")
        gains = [(sum(x * a for x, a in zip(u, column)), s)
                 for column, s in zip(zip(*self.matrix[p]), other) if s in (None, PLAYED)]
        need(all(g >= 0 for g, _ in gains), "the numbers are no contradiction")
        need(all(g > 0 for g, _ in gains) or any(g > 0 and s == PLAYED for g, s in gains) or
             any(x > 0 and s == WORSE for x, s in zip(u, own)), "the numbers are no contradiction")
    def check_components(self, components):
        """Equilibria that share a strategy are connected; the indices add up to 1 (Shapley 1974)."""
        of = list(range(len(self.listed)))
        for i, j in itertools.combinations(of[:], 2):
            if any(x == y for x, y in zip(self.listed[i], self.listed[j])):
                of = [of[i] if k == of[j] else k for k in of]
        parts = [[i for i in range(len(of)) if of[i] == k] for k in dict.fromkeys(of)]
        need([c["equilibria"] for c in components] == parts, "the components are others")
        for c, part in zip(components, parts):
            keys(c, "equilibria", "index")
            index = self.index(self.listed[part[0]]) if len(part) == 1 else None
            need(type(c["index"]) is int and index in (None, c["index"]), "an index is wrong")
        need(sum(c["index"] for c in components) == 1, "the indices do not add up to 1")
    def index(self, mix):  # None where more actions are best replies than are played
        played = [[a for a, x in enumerate(m) if x] for m in mix]
        for p in (0, 1):
            if self.slacks(p, mix[1 - p])[1].count(0) != len(played[1 - p]):
                return None
        out = (-1) ** (len(played[0]) + 1)
        for p in (0, 1):
            least = min(min(row) for row in self.matrix[p])
            square = [[self.matrix[p][a][b] - least + 1 for b in played[1 - p]] for a in played[p]]
            out *= sign(eliminate(square, len(square))[1])
        return out
