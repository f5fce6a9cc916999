package expr

import (
	"fmt"
	"math/big"
	"slices"
)

// NodeKind tells the forms of a Node apart.
type NodeKind uint8

// The forms of a syntax node.
const (
	NNumber  NodeKind = iota // Value
	NName                    // Text
	NString                  // Text: a quoted name
	NNeg                     // Args[0]
	NAdd                     // Args[0] + Args[1]; likewise the next three
	NSub                     //
	NMul                     //
	NDiv                     //
	NPow                     // Args[0] ^ Args[1]
	NCall                    // Text(Args…)
	NTuple                   // (Args…), two or more
	NCompare                 // Args[0] Ops[0] Args[1] Ops[1] Args[2] …
	NNot                     // Args[0]
	NAnd                     // Args[0] and Args[1]; likewise the next three
	NOr                      //
	NImplies                 //
	NIff                     //
	NBool                    // Text is "true" or "false"
)

// Node is an immutable syntax tree of an expression or formula with its byte
// range in the source.
type Node struct {
	Kind     NodeKind
	Pos, End int
	Text     string
	Value    *big.Rat
	Ops      []Op
	Args     []*Node
}

// IsFormula reports whether the node is a truth value by its form alone; a call
// may be either.
func (n *Node) IsFormula() bool { return n.Kind >= NCompare }

// IsEquation reports whether the node is one comparison a = b: how claims write a
// choice at a place, or the value of a variable.
func (n *Node) IsEquation() bool { return n.Kind == NCompare && len(n.Ops) == 1 && n.Ops[0] == EQ }

// Source returns the text of n in the source it was parsed from: how a name such
// as tit-for-tat, which reads as a difference, is recovered.
func (n *Node) Source(src string) string { return src[n.Pos:n.End] }

// Parse reads an expression or formula. Precedence, loosest first: <=>, => (to
// the right), or, and, not, comparisons (chained), + -, * /, unary minus, ^ (to
// the right, so -x^2 is -(x^2)).
func Parse(src string) (*Node, *Error) {
	if len(src) > MaxSource {
		return nil, &Error{0, len(src), fmt.Sprintf("a formula of %d bytes is too long: at most %d", len(src), MaxSource), "split it with define"}
	}
	toks, err := lex(src)
	if err != nil {
		return nil, err
	}
	p := &parser{toks: toks, thens: matchThens(toks)}
	n, err := p.expression(0)
	if err != nil {
		return nil, err
	}
	if t := p.peek(); t.kind != tEnd {
		return nil, p.unexpected(t, afterAll)
	}
	return n, nil
}

// What may follow a whole formula, and an argument of a call.
const (
	afterAll      = "an operator or the end"
	afterArgument = ", or )"
	operand       = "a number, a name or ("
)

type parser struct {
	toks  []token
	at    int
	depth int
	thens map[int]int // see matchThens
	// A word that joins conditions and the name behind it, read as one name.
	split, rest token
}

func (p *parser) peek() token { return p.toks[p.at] }

func (p *parser) next() token {
	if t := p.split; t.kind != tEnd {
		p.split, p.toks[p.at] = token{}, p.rest
		return t
	}
	t := p.toks[p.at]
	if t.kind != tEnd {
		p.at++
	}
	return t
}

func (p *parser) isOp(text string) bool {
	t := p.peek()
	return t.kind == tOp && t.text == text
}

func (p *parser) unexpected(t token, want string) *Error {
	found := fmt.Sprintf("found %q", t.text)
	if t.kind == tEnd {
		found = "found the end"
	}
	hint := ""
	var before token
	if i := slices.Index(p.toks, t); i > 0 {
		before = p.toks[i-1]
	}
	switch {
	case before.kind == tName && isFunction(before.text) && (t.kind == tName || t.kind == tNumber || t.kind == tEnd || t.kind == tOp && t.text != "("):
		hint = "write " + functionUse(before.text)
	case want == afterArgument && t.kind == tName && before.kind == tName:
		hint = fmt.Sprintf("put a comma between them, or quotes around a name of several words: '%s %s'", before.text, t.text)
	case want == afterArgument && t.kind == tOp && t.text == "=":
	case want == operand:
		hint = missingOperand(before, t)
	case want != afterAll:
	case t.kind == tNumber && before.kind == tNumber && t.text[0] == '.':
		hint = "a number has one decimal point"
	case t.kind == tNumber && before.kind == tNumber:
		hint = "digits are not grouped: write " + before.text + t.text + "; a product needs an explicit *"
	case t.kind == tOp && t.text == "," && before.kind == tNumber:
		hint = "the decimal point is written . as in 0.5; conditions are joined with and"
	case t.kind == tOp && t.text == ",":
		hint = "conditions are joined with and; only arguments in parentheses are separated by commas"
	case t.kind == tOp && t.text == "not":
		hint = "conditions are joined with and, or, => and <=>; not equal is !="
	case t.kind == tString:
		hint = "names have no prime, and a product needs an explicit *"
	case t.kind == tName || t.kind == tNumber || t.kind == tOp && t.text == "(":
		hint = "a product needs an explicit *"
	case t.kind == tOp && t.text == ")":
		hint = "there is no ( for this )"
	}
	return &Error{t.pos, t.end, found + " where " + want + " was expected", hint}
}

// Binding powers of the binary operators, loosest first.
var binding = map[string]int{
	"<=>": 1, "=>": 2, "or": 3, "and": 4,
	"<": 6, "<=": 6, "=": 6, "!=": 6, ">=": 6, ">": 6,
	"+": 7, "-": 7, "*": 8, "/": 8, "^": 10,
}

const (
	bindNot = 5
	bindNeg = 9
)

var binaryKind = map[string]NodeKind{
	"<=>": NIff, "=>": NImplies, "or": NOr, "and": NAnd, "+": NAdd, "-": NSub, "*": NMul, "/": NDiv, "^": NPow,
}

var compareOp = map[string]Op{"<": LT, "<=": LE, "=": EQ, "!=": NE, ">=": GE, ">": GT}

// expression is precedence climbing (Pratt 1973): it reads everything that binds
// tighter than floor.
func (p *parser) expression(floor int) (*Node, *Error) {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > MaxDepth {
		t := p.peek()
		return nil, &Error{t.pos, t.end, fmt.Sprintf("nesting deeper than %d levels", MaxDepth), "split the formula with define"}
	}
	left, err := p.prefix()
	if err != nil {
		return nil, err
	}
	var chain *Node // the comparison that a further link joins
	for {
		t := p.operator()
		if isIf(t) && floor == 0 { // A if B, which binds loosest
			p.next()
			cond, err := p.expression(0)
			if err != nil {
				return nil, err
			}
			return p.alternative(left.Pos, cond, left)
		}
		if t.kind != tOp {
			return left, nil
		}
		bp, ok := binding[t.text]
		if !ok || bp <= floor {
			return left, nil
		}
		p.next()
		if op, ok := compareOp[t.text]; ok {
			right, err := p.expression(bp)
			if err != nil {
				return nil, err
			}
			if left != chain {
				chain = &Node{Kind: NCompare, Pos: left.Pos, Args: []*Node{left}}
				left = chain
			}
			chain.Ops, chain.Args, chain.End = append(chain.Ops, op), append(chain.Args, right), right.End
			continue
		}
		inner := bp
		if t.text == "^" || t.text == "=>" {
			inner = bp - 1 // associates to the right
		}
		right, err := p.expression(inner)
		if err != nil {
			return nil, err
		}
		left = &Node{Kind: binaryKind[t.text], Pos: left.Pos, End: right.End, Args: []*Node{left, right}}
	}
}

func (p *parser) prefix() (*Node, *Error) {
	t := p.next()
	switch t.kind {
	case tNumber:
		v, err := ParseNumber(t.text)
		if err != nil {
			return nil, &Error{t.pos, t.end, err.Error(), ""}
		}
		return &Node{Kind: NNumber, Pos: t.pos, End: t.end, Value: v}, nil
	case tString:
		return &Node{Kind: NString, Pos: t.pos, End: t.end, Text: t.text}, nil
	case tName:
		if _, ok := p.thens[p.at-1]; ok {
			return p.conditional(t)
		}
		if p.negation(t) {
			arg, err := p.expression(bindNot)
			if err != nil {
				return nil, err
			}
			return &Node{Kind: NNot, Pos: t.pos, End: arg.End, Args: []*Node{arg}}, nil
		}
		if p.isOp("(") {
			return p.call(t)
		}
		if t.text == "true" || t.text == "false" {
			return &Node{Kind: NBool, Pos: t.pos, End: t.end, Text: t.text}, nil
		}
		return &Node{Kind: NName, Pos: t.pos, End: t.end, Text: t.text}, nil
	case tOp:
		switch t.text {
		case "-", "+":
			arg, err := p.expression(bindNeg)
			if err != nil {
				return nil, err
			}
			if t.text == "+" {
				return arg, nil
			}
			return &Node{Kind: NNeg, Pos: t.pos, End: arg.End, Args: []*Node{arg}}, nil
		case "not":
			arg, err := p.expression(bindNot)
			if err != nil {
				return nil, err
			}
			return &Node{Kind: NNot, Pos: t.pos, End: arg.End, Args: []*Node{arg}}, nil
		case "(":
			args, end, err := p.list(t)
			if err != nil {
				return nil, err
			}
			if len(args) == 1 {
				n := *args[0]
				n.Pos, n.End = t.pos, end
				return &n, nil
			}
			return &Node{Kind: NTuple, Pos: t.pos, End: end, Args: args}, nil
		}
	}
	return nil, p.unexpected(t, operand)
}

// missingOperand says what to do where t, behind before, stands in the place of an
// operand.
func missingOperand(before, t token) string {
	switch {
	case t.kind == tEnd && before.kind == tEnd:
		return "write a formula"
	case before.kind == tOp && binding[before.text] > 0 && (t.kind == tEnd || binding[t.text] == 0):
		return "write what stands behind " + before.text
	case t.kind != tOp:
		return ""
	case t.text == ")" && before.text == "(":
		return "parentheses alone have no value: write what they hold"
	case t.text == ")" && before.text == ",":
		return "an argument is missing between them"
	case before.kind == tOp && binding[before.text] > 0 && binding[t.text] > 0:
		return "two operators stand side by side: write what is between them"
	case before.kind == tOp && before.text == "not" && binding[t.text] > 0:
		return "not stands before a condition; not equal is !="
	}
	return "write what stands before " + t.text
}

// isFunction reports whether name is one of the functions of the language.
func isFunction(name string) bool { return functionUse(name) != "" }

// functionUse shows how a function of the language is called; "" for other names.
func functionUse(name string) string {
	switch name {
	case "abs", "sqrt", "exp", "log":
		return name + "(x)"
	case "ln":
		return "log(x)"
	case "min", "max":
		return name + "(x, y)"
	case "if":
		return "if(condition, x, y)"
	case "root":
		return `root("x^3 + x - 1", 0, 1)`
	}
	return ""
}

func (p *parser) call(name token) (*Node, *Error) {
	open := p.next()
	n := &Node{Kind: NCall, Pos: name.pos, Text: name.text}
	if p.isOp(")") {
		n.End = p.next().end
		return n, nil
	}
	args, end, err := p.list(open)
	if err != nil {
		return nil, err
	}
	n.Args, n.End = args, end
	return n, nil
}

// list reads expressions separated by commas up to the ) that closes open.
func (p *parser) list(open token) ([]*Node, int, *Error) {
	var args []*Node
	for {
		a, err := p.expression(0)
		if err != nil {
			return nil, 0, err
		}
		args = append(args, a)
		t := p.next()
		switch {
		case t.kind == tOp && t.text == ",":
		case t.kind == tOp && t.text == ")":
			return args, t.end, nil
		case t.kind == tEnd:
			return nil, 0, &Error{open.pos, open.end, "found ( that is never closed", "add the missing )"}
		default:
			return nil, 0, p.unexpected(t, afterArgument)
		}
	}
}
