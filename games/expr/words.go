package expr

import "strings"

// connectives are words that join conditions where an operator is expected, in
// any case of letters, so that each stays free as a name everywhere else. No name
// may stand there: to read them is never to misread.
var connectives = map[string]string{
	"and": "and", "or": "or", "iff": "<=>", "implies": "=>", "equals": "=",
	"且": "and", "并且": "and", "而且": "and", "或": "or", "或者": "or", "当且仅当": "<=>", "蕴含": "=>", "蕴涵": "=>", "等价于": "<=>",
	"並且": "and", "當且僅當": "<=>", "蘊含": "=>", "等價於": "<=>",
}

// connective returns the word at the start of s that joins conditions, or "": a
// whole name, or Chinese characters in front of one.
func connective(s string) string {
	name := s[:scanName(s, 0)]
	if connectives[strings.ToLower(name)] != "" {
		return name
	}
	best := ""
	for w := range connectives {
		if w[0] >= 0x80 && len(w) > len(best) && strings.HasPrefix(name, w) {
			best = w
		}
	}
	return best
}

// Words of conditionals: if A then B, A if B, with else.
func isIf(t token) bool   { return t.isWord("if", "如果", "若", "假如") }
func isThen(t token) bool { return t.isWord("then", "则", "那么", "則", "那麼") }
func isElse(t token) bool { return t.isWord("else", "otherwise", "否则", "否則") }

func (t token) isWord(words ...string) bool {
	if t.kind != tName {
		return false
	}
	for _, w := range words {
		if strings.EqualFold(t.text, w) {
			return true
		}
	}
	return false
}

// matchThens finds the then of every if that has one, in one pass: index of the
// if to index of the then, both in the same parentheses.
func matchThens(toks []token) map[int]int {
	var match map[int]int
	open := [][]int{nil} // the ifs without a then so far, by depth
	for i, t := range toks {
		top := len(open) - 1
		switch {
		case t.kind == tOp && t.text == "(":
			open = append(open, nil)
		case t.kind == tOp && t.text == ")" && top > 0:
			open = open[:top]
		case isIf(t) && i > 0 && toks[i-1].isWord("only"): // an operator
		case isIf(t):
			open[top] = append(open[top], i)
		case isThen(t) && len(open[top]) > 0:
			if match == nil {
				match = make(map[int]int)
			}
			last := len(open[top]) - 1
			match[open[top][last]] = i
			open[top] = open[top][:last]
		}
	}
	return match
}

// operator returns the operator that comes next, after turning words into one: t
// as it is where it is none.
func (p *parser) operator() token {
	p.split = token{}
	t := p.peek()
	if t.kind != tName {
		return t
	}
	if isIf(t) && p.at+3 < len(p.toks) {
		a, b, c := p.toks[p.at+1], p.toks[p.at+2], p.toks[p.at+3]
		if (a.text == "and" || a.isWord("and")) && b.isWord("only") && isIf(c) {
			p.at += 3
			p.toks[p.at] = token{tOp, "<=>", t.pos, c.end}
			return p.toks[p.at]
		}
	}
	if t.isWord("only") && isIf(p.toks[p.at+1]) {
		p.at++
		p.toks[p.at] = token{tOp, "=>", t.pos, p.toks[p.at].end}
		return p.toks[p.at]
	}
	word := connective(t.text)
	if word == "" {
		return t
	}
	op := token{tOp, connectives[strings.ToLower(word)], t.pos, t.end}
	if len(word) == len(t.text) {
		p.toks[p.at] = op
		return op
	}
	// A name follows without a space: next puts it in the place of both.
	op.end = t.pos + len(word)
	p.rest = nameToken(t.text[len(word):], op.end, t.end)
	p.split = op
	return op
}

// negation reports whether the name t, already read, is a word for not: one that
// an operand follows.
func (p *parser) negation(t token) bool {
	if !t.isWord("not", "非") {
		return false
	}
	u := p.peek()
	return u.kind == tName && connective(u.text) == "" && !isThen(u) && !isElse(u) && !isIf(u) || u.kind == tNumber || u.kind == tOp && (u.text == "(" || u.text == "not")
}

// conditional reads if A then B, the if being read: B => A is what it says, or
// with else the one or the other.
func (p *parser) conditional(start token) (*Node, *Error) {
	cond, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if t := p.next(); !isThen(t) {
		return nil, p.unexpected(t, "then")
	}
	a, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	return p.alternative(start.pos, cond, a)
}

// alternative reads what may follow a conditional: else and what holds then.
func (p *parser) alternative(pos int, cond, a *Node) (*Node, *Error) {
	if !isElse(p.peek()) {
		return &Node{Kind: NImplies, Pos: pos, End: max(a.End, cond.End), Args: []*Node{cond, a}}, nil
	}
	p.next()
	b, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	return &Node{Kind: NCall, Pos: pos, End: b.End, Text: "if", Args: []*Node{cond, a, b}}, nil
}
