package ask

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"brink/games"
	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/note"
	"brink/solver/prove"
	"brink/solver/stability"
)

// Conversion says what Convert writes.
type Conversion struct {
	To     string   // one of Targets
	Claims []string // of the targets that hold claims; nil for all
	// Separate asks for one text a claim.
	Separate bool
}

// Targets beyond the formats of game files.
const (
	toLaTeX  = "latex"  // the table of payoffs
	toSMT2   = "smt2"   // claims
	toQEPCAD = "qepcad" // claims
)

// Targets lists the values of Conversion.To.
func Targets() []string {
	var out []string
	for _, f := range format.Formats() {
		out = append(out, string(f))
	}
	return append(out, toLaTeX, toSMT2, toQEPCAD)
}

// TargetError says that a target is unknown, or is not for the game or the claims.
type TargetError struct{ Why string }

func (e *TargetError) Error() string { return e.Why }

func noTarget(format string, args ...any) error {
	return &TargetError{fmt.Sprintf(format, args...)}
}

// target reads a conversion; f is empty for the targets beyond files.
func (c Conversion) target() (to string, f format.Format, err error) {
	switch to = strings.ToLower(c.To); to {
	case "":
		return "", "", noTarget("there is none\n\none of %s", strings.Join(Targets(), ", "))
	case "tex":
		return toLaTeX, "", nil
	case toLaTeX, toSMT2, toQEPCAD:
		return to, "", nil
	}
	if f, err = format.ParseFormat(c.To); err != nil {
		return "", "", noTarget("%v", err)
	}
	return "", f, nil
}

// InNumbers reports whether the conversion of a model needs a point.
func (c Conversion) InNumbers(m games.Model) bool {
	_, f, err := c.target()
	return err == nil && f != "" && !keepsSymbols(m, f)
}

// keepsSymbols reports whether a format has the parameters of a model, or its numbers
// as they are.
func keepsSymbols(m games.Model, f format.Format) bool {
	return isText(f) || f == format.EFG && hasTree(m)
}

// isText reports whether a format is that of game files.
func isText(f format.Format) bool { return f == format.YAML || f == format.JSON }

// hasTree reports whether a game in strategic form was made of a tree.
func hasTree(m games.Model) bool {
	g, ok := m.(*games.Game)
	return ok && g.Extensive != nil
}

// Convert writes a model, or its claims, in another format.
func Convert(ctx context.Context, m games.Model, at Point, c Conversion) (*answer.Conversion, error) {
	to, f, err := c.target()
	if err != nil {
		return nil, err
	}
	id := m.Head().ID
	claims := to == toSMT2 || to == toQEPCAD
	out := &answer.Conversion{Base: answer.Base{Model: m, Complete: true}}
	var b bytes.Buffer
	switch {
	case claims:
		return out, convertClaims(ctx, m, to, c, out)
	case len(c.Claims) > 0:
		return nil, noTarget("claims are chosen for %s and %s alone", toSMT2, toQEPCAD)
	case to == toLaTeX:
		g, ok := m.(*games.Game)
		switch {
		case !ok:
			return nil, noTarget("%s draws the payoff table of a game in strategic form; %s is one of the kind %s\n\nbrink show %s --format latex prints its conditions", toLaTeX, id, m.Kind(), id)
		case len(g.Players) != 2:
			return nil, noTarget("%s draws the payoffs of two players; %s has %d", toLaTeX, id, len(g.Players))
		}
		out.Drawn = true
		return out, nil
	case isText(f) && hasTree(m):
		err = format.Write(&b, m.(*games.Game).Tree(), f)
	case keepsSymbols(m, f):
		err = format.Write(&b, m, f)
	default:
		err = format.WriteAt(&b, m, at, f)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", id, err)
	}
	out.Texts = []answer.ConvertedText{{Data: b.Bytes()}}
	return out, nil
}

// convertClaims writes claims as SMT-LIB 2 problems or as input of QEPCAD.
func convertClaims(ctx context.Context, m games.Model, to string, c Conversion, out *answer.Conversion) error {
	id := m.Head().ID
	claims, err := ClaimsOf(m, c.Claims)
	if err != nil {
		return fmt.Errorf("%s: %w", id, err)
	}
	if to == toQEPCAD && len(claims) > 1 && !c.Separate {
		return noTarget("%s writes one claim to a file, and %s has %d\n\nname one with --claim, or a folder with -o", toQEPCAD, id, len(claims))
	}
	compiler := stability.NewCompiler(m)
	var all bytes.Buffer
	for _, claim := range claims {
		var b bytes.Buffer
		err := writeClaim(ctx, &b, m, claim, compiler, to)
		if errors.Is(err, stability.ErrUndecidable) {
			out.Left = append(out.Left, answer.UnconvertedClaim{Claim: claim.ID, Why: note.New(note.Text, err)})
			out.Complete = false
			continue
		}
		if err != nil {
			return fmt.Errorf("%s: claim %s: %w", id, claim.ID, err)
		}
		if c.Separate {
			out.Texts = append(out.Texts, answer.ConvertedText{Name: id + "-" + claim.ID + "." + to, Data: b.Bytes()})
			continue
		}
		if all.Len() > 0 {
			all.WriteString("(reset)\n")
		}
		all.Write(b.Bytes())
	}
	if !c.Separate {
		out.Texts = []answer.ConvertedText{{Data: all.Bytes()}}
	}
	return nil
}

// writeClaim writes one claim with the definitions of what it speaks of, and where there
// are none in such a form, the formula that it is compiled to, with a remark that says
// so.
func writeClaim(ctx context.Context, w *bytes.Buffer, m games.Model, c games.Claim, compiler *stability.Compiler, to string) error {
	title := oneLine(m.Head().ID) + ": " + oneLine(c.ID)
	if to == toQEPCAD {
		title = strings.NewReplacer("[", "(", "]", ")").Replace(title)
		if ok, err := defineQEPCAD(w, m, c, title); ok || err != nil {
			return err
		}
	} else {
		fmt.Fprintf(w, "; %s\n", title)
		if c.Says != "" {
			fmt.Fprintf(w, "; %s\n", oneLine(c.Says))
		}
		if ok, err := defineSMT2(w, m, c); ok || err != nil {
			return err
		}
	}
	sentence, err := compiler.Compile(ctx, c)
	if err != nil {
		return err
	}
	if to == toQEPCAD {
		return prove.WriteQEPCAD(w, sentence.Problem(m), title+"\n  "+fromFormula)
	}
	fmt.Fprintf(w, "; %s\n", fromFormula)
	return prove.WriteSMT2(w, sentence.Problem(m))
}

// fromFormula is the remark in files that do not start from the game.
const fromFormula = "This starts from the formula that brink compiled the claim to: the step from the game to it is not shown."

// oneLine keeps a text inside a comment.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
