package certificate

import (
	"fmt"
	"strings"

	"brink/solver/prove/check"
)

// Words for sets of signs, in names of lemmas and in comparisons with 0.
var (
	signWords = map[check.Signs]string{check.Neg: "lt", check.Zero: "eq", check.Pos: "gt", check.Neg | check.Zero: "le", check.Zero | check.Pos: "ge", check.Neg | check.Pos: "ne"}
	signOps   = map[check.Signs]string{check.Neg: "<", check.Zero: "=", check.Pos: ">", check.Neg | check.Zero: "<=", check.Zero | check.Pos: ">=", check.Neg | check.Pos: "<>"}
)

const anySign = check.Neg | check.Zero | check.Pos

// timesSigns are the signs of products.
func timesSigns(a, b check.Signs) check.Signs {
	var out check.Signs
	for i, s := range [3]check.Signs{check.Neg, check.Zero, check.Pos} {
		for j, t := range [3]check.Signs{check.Neg, check.Zero, check.Pos} {
			if a&s != 0 && b&t != 0 {
				out |= [3]check.Signs{check.Neg, check.Zero, check.Pos}[(i-1)*(j-1)+1]
			}
		}
	}
	return out
}

// powerSigns are the signs of powers.
func powerSigns(a check.Signs, n int) check.Signs {
	switch {
	case n == 0:
		return check.Pos
	case n%2 == 1:
		return a
	case a&(check.Neg|check.Pos) != 0:
		return a&check.Zero | check.Pos
	}
	return a & check.Zero
}

// turned are the signs of -x.
func turned(s check.Signs) check.Signs { return timesSigns(s, check.Neg) }

// lemma is the name of a lemma of the prelude, which the file will have.
func (p *script) lemma(name string) string {
	if !p.used[name] {
		p.used[name] = true
		p.order = append(p.order, name)
	}
	return name
}

// connectives are rules of propositional logic: true and false joins by their parts.
var connectives = map[string]string{
	"dec_true":  "True \\/ ~ True",
	"dec_false": "False \\/ ~ False",
	"dec_not":   "A \\/ ~ A -> ~ A \\/ ~ ~ A",
	"dec_and":   "A \\/ ~ A -> B \\/ ~ B -> (A /\\ B) \\/ ~ (A /\\ B)",
	"dec_or":    "A \\/ ~ A -> B \\/ ~ B -> (A \\/ B) \\/ ~ (A \\/ B)",
	"dec_imp":   "A \\/ ~ A -> B \\/ ~ B -> (A -> B) \\/ ~ (A -> B)",
	"dec_iff":   "A \\/ ~ A -> B \\/ ~ B -> (A <-> B) \\/ ~ (A <-> B)",
	"not_left":  "~ A -> ~ (A /\\ B)",
	"not_right": "~ B -> ~ (A /\\ B)",
	"not_both":  "~ A -> ~ B -> ~ (A \\/ B)",
	"not_not":   "A -> ~ ~ A",
	"not_imp":   "A -> ~ B -> ~ (A -> B)",
	"imp_left":  "~ A -> A -> B",
	"imp_right": "B -> A -> B",
	"iff_both":  "A -> B -> (A <-> B)",
	"iff_none":  "~ A -> ~ B -> (A <-> B)",
	"not_iff":   "A -> ~ B -> ~ (A <-> B)",
	"not_iff'":  "~ A -> B -> ~ (A <-> B)",
}

// sentences of arithmetic whose names have no parts.
var arithmetic = map[string][2]string{
	"split_lt": {"x : R", "x < 0 \\/ x >= 0"},
	"split_gt": {"x : R", "x > 0 \\/ x <= 0"},
	"split_eq": {"x : R", "x = 0 \\/ x <> 0"},
	"split_le": {"x : R", "x <= 0 -> x < 0 \\/ x = 0"},
	"split_ge": {"x : R", "x >= 0 -> x > 0 \\/ x = 0"},
	"split_ne": {"x : R", "x <> 0 -> x < 0 \\/ x > 0"},
}

// prelude are the lemmas that the proofs use, each with its proof.
func (p *script) prelude() string {
	var b strings.Builder
	for _, name := range p.order {
		kind, rest, _ := strings.Cut(name, "_")
		says, ok := connectives[name]
		if ok {
			props := "A"
			if strings.Contains(says, "B") {
				props = "A B"
			}
			if strings.HasSuffix(name, "_true") || strings.HasSuffix(name, "_false") {
				fmt.Fprintf(&b, "Lemma %s : %s.\nProof. tauto. Qed.\n", name, says)
				continue
			}
			fmt.Fprintf(&b, "Lemma %s {%s : Prop} : %s.\nProof. tauto. Qed.\n", name, props, says)
			continue
		}
		if a, ok := arithmetic[name]; ok {
			fmt.Fprintf(&b, "Lemma %s (%s) : %s.\nProof. destruct (Rtotal_order x 0) as [?|[?|?]]; lra. Qed.\n", name, a[0], a[1])
			continue
		}
		op := func(w string) string {
			for s, x := range signWords {
				if x == w {
					return signOps[s]
				}
			}
			return ""
		}
		s, t, _ := strings.Cut(rest, "_")
		switch kind {
		case "dec":
			fmt.Fprintf(&b, "Lemma %s (x y : R) : x %s y \\/ ~ x %s y.\nProof. destruct (Rtotal_order x y) as [?|[?|?]]; lra. Qed.\n", name, op(rest), op(rest))
		case "weak":
			fmt.Fprintf(&b, "Lemma %s {x : R} : x %s 0 -> x %s 0.\nProof. intros; lra. Qed.\n", name, op(s), op(t))
		case "at": // what the sign of a difference says of a comparison
			fmt.Fprintf(&b, "Lemma %s {a b e : R} : a - b = e -> e %s 0 -> a %s b.\nProof. intros E S; repeat intro; try apply S; lra. Qed.\n", name, op(t), op(s))
		case "not":
			fmt.Fprintf(&b, "Lemma %s {a b e : R} : a - b = e -> e %s 0 -> ~ (a %s b).\nProof. intros E S H; try apply S; lra. Qed.\n", name, op(t), op(s))
		case "is": // the sign of an equal
			fmt.Fprintf(&b, "Lemma %s {a e : R} : a = e -> e %s 0 -> a %s 0.\nProof. intros ->; trivial. Qed.\n", name, op(s), op(s))
		case "sub": // the sign of what differs by a multiple of 0
			fmt.Fprintf(&b, "Lemma %s {r e c z : R} : r = e - c * z -> z = 0 -> e %s 0 -> r %s 0.\nProof. intros -> ->; rewrite Rmult_0_r, Rminus_0_r; trivial. Qed.\n", name, op(s), op(s))
		case "add":
			u := ">"
			if s == "ge" && t == "ge" {
				u = ">="
			}
			fmt.Fprintf(&b, "Lemma %s {x y : R} : x %s 0 -> y %s 0 -> x + y %s 0.\nProof. intros; lra. Qed.\n", name, op(s), op(t), u)
		case "plus":
			fmt.Fprintf(&b, "Lemma %s {x y : R} : x %s 0 -> y %s 0 -> x + y %s 0.\nProof. intros; lra. Qed.\n", name, op(s), op(t), signOps[plusSigns(signSet(s), signSet(t))])
		case "clash":
			fmt.Fprintf(&b, "Lemma %s {x : R} : x %s 0 -> x %s 0 -> False.\nProof. intros; lra. Qed.\n", name, op(s), op(t))
		case "both":
			fmt.Fprintf(&b, "Lemma %s {x : R} : x %s 0 -> x %s 0 -> x %s 0.\nProof. intros; lra. Qed.\n", name, op(s), op(t), signOps[signSet(s)&signSet(t)])
		case "quot": // the sign of a factor
			fmt.Fprintf(&b, "Lemma %s {p k x : R} : p = k * x -> k %s 0 -> p %s 0 -> x %s 0.\nProof. intros ->; intros; nra. Qed.\n", name, op(s), op(t), signOps[timesSigns(signSet(s), signSet(t))])
		case "mul":
			p.product(&b, name, s, t, op)
		case "inv":
			if rest == "square" {
				fmt.Fprintf(&b, "Lemma %s {x : R} : x <> 0 -> / (x * x) > 0.\nProof. intros; apply Rinv_0_lt_compat; apply Rsqr_pos_lt; assumption. Qed.\n", name)
			} else {
				fmt.Fprintf(&b, "Lemma %s {x : R} : x <> 0 -> / x <> 0.\nProof. apply Rinv_neq_0_compat. Qed.\n", name)
			}
		case "square":
			if rest != "" {
				fmt.Fprintf(&b, "Lemma %s {x : R} : x %s 0 -> x * x > 0.\nProof. intros; apply Rsqr_pos_lt; lra. Qed.\n", name, op(rest))
			} else {
				fmt.Fprintf(&b, "Lemma %s (x : R) : x * x >= 0.\nProof. nra. Qed.\n", name)
			}
		}
	}
	if b.Len() > 0 {
		b.WriteByte('\n')
	}
	return "(* Logic and signs *)\n" + b.String()
}

// product states the sign of a product, whose name is mul_S_T; any stands for a factor
// of which nothing is known.
func (p *script) product(b *strings.Builder, name, s, t string, op func(string) string) {
	fmt.Fprintf(b, "Lemma %s {x y : R} : ", name)
	if s != "any" {
		fmt.Fprintf(b, "x %s 0 -> ", op(s))
	}
	if t != "any" {
		fmt.Fprintf(b, "y %s 0 -> ", op(t))
	}
	out := timesSigns(signSet(s), signSet(t))
	proof := "intros; nra"
	switch {
	case s == "eq":
		proof = "intros ->; intros; apply Rmult_0_l"
	case t == "eq":
		proof = "intros; subst; apply Rmult_0_r"
	case out == check.Neg|check.Pos:
		proof = "intros; apply Rmult_integral_contrapositive_currified; lra"
	}
	fmt.Fprintf(b, "x * y %s 0.\nProof. %s. Qed.\n", signOps[out], proof)
}

// signSet is the set of signs of a word.
func signSet(word string) check.Signs {
	for s, x := range signWords {
		if x == word {
			return s
		}
	}
	return anySign
}
