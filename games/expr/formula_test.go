package expr

import (
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"brink/games/algebra"
)

// evalTree decides a formula by its structure alone, with naive arithmetic.
func evalTree(f Formula, x []*big.Rat) bool {
	switch f.Kind {
	case KAtom:
		return f.Atom.Op.Holds(f.Atom.P.Eval(x).Sign())
	case KAnd:
		return !slices.ContainsFunc(f.Args, func(a Formula) bool { return !evalTree(a, x) })
	case KOr:
		return slices.ContainsFunc(f.Args, func(a Formula) bool { return evalTree(a, x) })
	}
	return f.Kind == KTrue
}

// checkFormula fails unless f obeys the invariants of the type.
func checkFormula(t *rapid.T, f Formula) {
	switch f.Kind {
	case KAtom:
		if q, k := f.Atom.P.Primitive(); f.Atom.P.IsConst() || !k.IsOne() || !q.Equal(f.Atom.P) {
			t.Fatalf("atom on %v", f.Atom.P)
		}
	case KAnd, KOr:
		if len(f.Args) < 2 {
			t.Fatalf("%d arguments", len(f.Args))
		}
		for i, a := range f.Args {
			if a.Kind == f.Kind || a.Kind == KTrue || a.Kind == KFalse {
				t.Fatalf("argument %v of %v", a, f)
			}
			for _, b := range f.Args[i+1:] {
				if a.Equal(b) || a.Kind == KAtom && b.Kind == KAtom && a.Equal(Not(b)) {
					t.Fatalf("arguments %v and %v", a, b)
				}
			}
			checkFormula(t, a)
		}
	}
}

func TestConnectivesMeanWhatTheySay(t *testing.T) {
	s := shape{2, 2, 1, false}
	rapid.Check(t, func(t *rapid.T) {
		f, g := genFormula(s, 3).Draw(t, "f"), genFormula(s, 2).Draw(t, "g")
		x := genPoint(2).Draw(t, "x")
		a, b := f.Eval(x), g.Eval(x)
		for _, c := range []struct {
			name string
			f    Formula
			want bool
		}{
			{"f", f, evalTree(f, x)}, {"not f", Not(f), !a}, {"not not f", Not(Not(f)), a},
			{"f and g", And(f, g), a && b}, {"f or g", Or(f, g), a || b}, {"f => g", Implies(f, g), !a || b}, {"f <=> g", Iff(f, g), a == b},
			{"map", f.Map(func(a Atom) Formula { return Not(Sign(a.P, a.Op.Negate())) }), a},
			{"at", f.At(0, x[0]), a}, {"at again", f.At(0, x[0]).At(1, x[1]), a},
		} {
			checkFormula(t, c.f)
			if got := c.f.Eval(x); got != c.want {
				t.Fatalf("%s: got %v, want %v", c.name, got, c.want)
			}
		}
		if both := f.At(0, x[0]).At(1, x[1]); !both.IsTrue() && !both.IsFalse() {
			t.Fatalf("at a point: got %v", both)
		}
		if (f.Key() == g.Key()) != f.Equal(g) {
			t.Fatalf("keys of %v and %v", f, g)
		}
		n := 0
		f.Atoms(func(Atom) { n++ })
		if f.Size() != n {
			t.Fatalf("size: got %d, want %d", f.Size(), n)
		}
	})
}

func TestComparisonsAgreeWithValues(t *testing.T) {
	s := shape{2, 3, 2, false}
	rapid.Check(t, func(t *rapid.T) {
		a, b := genRatio(s).Draw(t, "a"), genRatio(s).Draw(t, "b")
		op := Op(rapid.IntRange(0, 5).Draw(t, "op"))
		x := genPoint(2).Draw(t, "x")
		u, err1 := a.Eval(x)
		v, err2 := b.Eval(x)
		if err1 != nil || err2 != nil {
			return
		}
		if got, want := Compare(a, op, b).Eval(x), op.Holds(u.Cmp(v)); got != want {
			t.Fatalf("%s %s %s: got %v", u, op, v, got)
		}
	})
}

func TestOperators(t *testing.T) {
	for op := LT; op <= GT; op++ {
		for sign := -1; sign <= 1; sign++ {
			if op.Holds(sign) == op.Negate().Holds(sign) || op.Holds(sign) != op.Flip().Holds(-sign) {
				t.Errorf("%s at sign %d", op, sign)
			}
		}
		if op.Strict() == op.Holds(0) {
			t.Errorf("%s: strict %v", op, op.Strict())
		}
	}
}

func TestSignNormalises(t *testing.T) {
	for _, c := range []struct {
		p    string
		op   Op
		want string
	}{
		{"-2*x + 4*y", LT, "x - 2*y > 0"}, {"6*x", GE, "x >= 0"}, {"-x", EQ, "x = 0"}, {"-x", NE, "x != 0"},
		{"0", LE, "true"}, {"0", LT, "false"}, {"-5", LT, "true"}, {"5", EQ, "false"},
	} {
		want, _, err := CompileFormula(c.want, xyz)
		if err != nil {
			t.Fatal(err)
		}
		if got := Sign(polyOf(t, c.p), c.op); !got.Equal(want) {
			t.Errorf("%s %s 0: got %v, want %v", c.p, c.op, got, want)
		}
	}
}

func TestConjunctionsAndDisjunctionsAreShort(t *testing.T) {
	f := func(src string) Formula {
		f, _, err := CompileFormula(src, xyz)
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	for _, c := range []struct{ in, want string }{
		{"x > 0 and x > 0", "x > 0"},
		{"x > 0 and (y > 0 and x > 0)", "x > 0 and y > 0"},
		{"x > 0 and x <= 0", "false"},
		{"x > 0 or 0 >= x", "true"},
		{"x > y and 2*y < 2*x", "x > y"},
		{"(x > 0 or y > 0) and (x > 0 or y > 0)", "x > 0 or y > 0"},
		{"true and x > 0", "x > 0"}, {"false or x > 0", "x > 0"}, {"false and x > 0", "false"}, {"true or x > 0", "true"},
	} {
		if got, want := f(c.in), f(c.want); !got.Equal(want) {
			t.Errorf("%s: got %v, want %v", c.in, got, want)
		}
	}
	// Beyond fewMembers the work is done by hashing; it must not show.
	for n := range 40 {
		var fs []Formula
		for i := range n {
			fs = append(fs, Sign(algebra.Variable(i), GT), Sign(algebra.Variable(i), GT))
		}
		if got := And(fs...); got.Size() != n {
			t.Errorf("%d different atoms: got %d", n, got.Size())
		}
		if n > 0 {
			if got := And(append(fs, Sign(algebra.Variable(n-1), LE))...); !got.IsFalse() {
				t.Errorf("contradiction after %d atoms: got %v", n, got)
			}
		}
	}
	if got := And(); !got.IsTrue() {
		t.Errorf("empty conjunction: %v", got)
	}
	if got := Or(); !got.IsFalse() {
		t.Errorf("empty disjunction: %v", got)
	}
}

func TestFormulaParts(t *testing.T) {
	f, _, err := CompileFormula("x > 0 and (y > 0 or z = 1)", xyz)
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Vars(); !slices.Equal(got, []algebra.Var{0, 1, 2}) {
		t.Errorf("variables %v", got)
	}
	if len(f.Conjuncts()) != 2 || len(f.Disjuncts()) != 1 || len(f.Args[1].Disjuncts()) != 2 {
		t.Error("members")
	}
	if len(True().Conjuncts()) != 0 || len(False().Disjuncts()) != 0 || len(False().Conjuncts()) != 1 || len(True().Disjuncts()) != 1 {
		t.Error("members of constants")
	}
}

func TestShowLeavesWithItsVariable(t *testing.T) {
	f := Sign(algebra.Variable(0), GT)
	f.Atom.Show = &Relation{algebra.FromPoly(algebra.Variable(0).Mul(algebra.Variable(1))), GT, algebra.FromPoly(algebra.Variable(1))}
	if g := f.At(1, big.NewRat(2, 1)); g.Atom.Show != nil {
		t.Error("a comparison is shown with a variable that is gone")
	}
	if g := f.At(2, big.NewRat(2, 1)); g.Atom.Show == nil {
		t.Error("the shown comparison is lost")
	}
	if !f.Equal(Sign(algebra.Variable(0), GT)) || And(f, Sign(algebra.Variable(0), GT)).Size() != 1 {
		t.Error("the shown comparison counts")
	}
}
