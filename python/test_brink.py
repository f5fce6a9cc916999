"""Tests of the wrapper: BRINK=/path/to/brink python3 -m unittest discover python"""

import os
import shutil
import sys
import types
import unittest
from fractions import Fraction

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import brink

GAME = """\
brink: 1
id: cost
parameters: {c: {default: 1/5, range: "[0, 1]"}}
players: {Blue: [hold, strike], Red: [hold, strike]}
payoffs:
  hold: [[1/2, 1/2], [0, 1 - c]]
  strike: [[1 - c, 0], [1/2 - c, 1/2 - c]]
claims:
  - {id: dear-war, holds: "nash(hold, hold)", verdict: conditional}
"""


@unittest.skipUnless(shutil.which(brink.program()), "there is no brink program: set BRINK")
class Answers(unittest.TestCase):
    def test_solve(self):
        got = brink.model("first-strike").solve(phi="1/4", c=Fraction(1, 5))
        self.assertTrue(got.complete)
        self.assertEqual(got.parameters, {"phi": Fraction(1, 4), "c": Fraction(1, 5)})
        self.assertEqual([e.payoffs for e in got], [(Fraction(3, 10), Fraction(3, 10))])
        self.assertEqual(got.equilibria[0].mixture("Blue"), {"strike": Fraction(1)})

    def test_conditions(self):
        game = brink.Game(text=GAME)
        rows = {r.profile: r for r in game.conditions()}
        self.assertEqual(rows["(hold, hold)"].exists, "c >= 1/2")
        self.assertEqual(rows["(hold, hold)"]["strict"], "c > 1/2")

    def test_verify(self):
        got = brink.Game(text=GAME).verify()
        self.assertEqual(got["dear-war"].verdict, "conditional")
        self.assertEqual(got["dear-war"].holds_when, "c >= 1/2")
        self.assertLess(got["dear-war"].counterexample["c"], Fraction(1, 2))

    def test_irrational(self):
        x = brink.Algebraic({"poly": "x^2 - 2", "interval": ["1", "2"], "approx": "1.414213562"})
        self.assertAlmostEqual(float(x) ** 2, 2, places=6)

    def test_notebooks(self):
        got = brink.Game(text=GAME).conditions()
        self.assertIn("<table>", got._repr_html_())
        self.assertNotIn("<html", got._repr_html_())
        self.assertIn("tabular", got._repr_latex_())
        self.assertIn("(hold, hold)", str(got))

    def test_refusal(self):
        with self.assertRaises(brink.BrinkError) as caught:
            brink.Game(text=GAME.replace("payoffs", "payofs")).conditions()
        self.assertEqual(caught.exception.code, 2)
        self.assertIn("payofs", str(caught.exception))

    def test_models(self):
        self.assertIn("pd", [m["id"] for m in brink.models()])

    def test_other_questions(self):
        got = brink.Game(text=GAME).ask("play", "--rounds", "3")
        self.assertEqual(got["rounds"], 3)


@unittest.skipUnless(shutil.which(brink.program()), "there is no brink program: set BRINK")
class Arrays(unittest.TestCase):
    def test_there_and_back(self):
        # Three players, sizes all different, so that an axis that is mixed up shows.
        shape = (2, 3, 4)
        arrays = []
        for i in range(3):
            arrays.append([[[Fraction(100 * i + 20 * a + 5 * b + c, 7) for c in range(4)] for b in range(3)] for a in range(2)])
        game = brink.from_arrays(*arrays)
        self.assertEqual(game.arrays(), arrays)
        self.assertEqual(len(brink.from_arrays(*arrays, actions=[[f"a{k}" for k in range(n)] for n in shape]).solve("--one").equilibria), 1)

    def test_at_a_point(self):
        blue, red = brink.Game(text=GAME).arrays(c="1/4")
        self.assertEqual(blue, [[Fraction(1, 2), 0], [Fraction(3, 4), Fraction(1, 4)]])
        self.assertEqual(red, [[Fraction(1, 2), Fraction(3, 4)], [0, Fraction(1, 4)]])

    def test_equilibria_of_arrays(self):
        pennies = brink.from_arrays([[1, -1], [-1, 1]], [[-1, 1], [1, -1]]).solve()
        self.assertEqual(pennies.equilibria[0].strategies, ((Fraction(1, 2),) * 2,) * 2)

    def test_from_quantecon(self):
        # The layout of quantecon.game_theory: a player's own action first, then those of
        # the players after her.
        class Array(list):
            def __getitem__(self, at):
                if isinstance(at, tuple):
                    return brink._at(list(self), at)
                return super().__getitem__(at)

        players = [
            types.SimpleNamespace(payoff_array=Array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), num_actions=2),
            types.SimpleNamespace(payoff_array=Array([[0.5, 1.5], [2.5, 3.5], [4.5, 5.5]]), num_actions=3),
        ]
        blue, red = brink.from_quantecon(types.SimpleNamespace(players=players)).arrays()
        self.assertEqual(blue, [[1, 2, 3], [4, 5, 6]])
        self.assertEqual(red, [[Fraction(1, 2), Fraction(5, 2), Fraction(9, 2)], [Fraction(3, 2), Fraction(7, 2), Fraction(11, 2)]])

    def test_from_pygambit(self):
        text = brink.Game(text=GAME).convert("nfg", c="1/4")
        got = brink.from_pygambit(types.SimpleNamespace(to_nfg=lambda: text))
        self.assertEqual(got.arrays(), brink.Game(text=GAME).arrays(c="1/4"))

    def test_libraries(self):
        try:
            import quantecon  # noqa: F401
        except ImportError:
            self.skipTest("quantecon is not installed")
        game = brink.Game(text=GAME).to_quantecon(c="1/4")
        self.assertEqual(brink.from_quantecon(game).arrays(), brink.Game(text=GAME).arrays(c="1/4"))


class Shapes(unittest.TestCase):
    def test_wrong_dimensions(self):
        with self.assertRaises(ValueError):
            brink.from_arrays([1, 2], [1, 2])

    def test_floats_are_exact(self):
        self.assertEqual(brink._text(0.5), "1/2")
        self.assertEqual(brink._text("1/3"), "1/3")


if __name__ == "__main__":
    unittest.main()
