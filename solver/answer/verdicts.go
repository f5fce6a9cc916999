package answer

import (
	"brink/games"
	"brink/games/expr"
	"brink/solver/note"
)

// Verdicts are the decisions about claims, of one model or several.
type Verdicts struct {
	Base
	Claims []*Verdict
	Known  []*KnownResult
	// Several says that the claims are those of more than one model.
	Several bool
	// Mistaken are the claims of the models, asked for or not, whose texts are wrong.
	Mistaken []string
	// Checked says that evidence was asked for, and Solver which other solver.
	Checked bool
	Solver  string
}

// About is the model, or nil where there are several.
func (v *Verdicts) About() *games.Header {
	if v.Several {
		return nil
	}
	return v.Base.About()
}

// Status is the verdict on a claim, over all parameters that its hypotheses allow.
type Status string

// The verdicts, as files and JSON spell them.
const (
	Proved      Status = "proved"      // true everywhere
	Refuted     Status = "refuted"     // false everywhere
	Conditional Status = "conditional" // true somewhere and false somewhere
	Vacuous     Status = "vacuous"     // the hypotheses allow nothing
	Undecided   Status = "undecided"
)

// Expected is the verdict that the author of a claim expects: proved, unless the
// file says otherwise.
func Expected(c games.Claim) Status {
	if c.Verdict == "" {
		return Proved
	}
	return Status(c.Verdict)
}

// Verdict is the decision about one claim.
type Verdict struct {
	Model  games.Model
	Claim  games.Claim
	Status Status
	// Counterexample has a value for each parameter; nil for none. An undecided claim
	// may have one too, where it is open whether it holds anywhere.
	Counterexample []Real
	// HoldsWhen is equivalent to a conditional claim under its hypotheses.
	HoldsWhen expr.Formula
	// Contradictory are the texts of hypotheses that exclude each other, of a
	// vacuous claim.
	Contradictory []string
	// Why is the reason of an undecided claim.
	Why note.Note
	// Mistaken says that the text of the claim is wrong, which Why tells.
	Mistaken bool
	// Warnings are what a reader of the verdict has to know.
	Warnings []note.Note
	// Method names the layers of the prover that decided.
	Method note.Code
	// Evidence is Yes where it was derived and accepted, No where none was found
	// within the budget; Lemmas counts what was checked.
	Evidence Tri
	Lemmas   int
	// Certificate is what others can check; nil where none was asked for, or where
	// Uncertified says why there is none.
	Certificate *Certificate
	Uncertified note.Note
	// Second is the opinion of another solver; nil where none was asked.
	Second  *SecondOpinion
	Seconds float64
}

// Certificate is a text that shows a verdict, and the name for its file.
type Certificate struct {
	Name string
	From string // game, or formula where the step from the game to it is not shown
	Data []byte
	// Proof is the same for Coq, under a name of its own; nil where there is none, and
	// Unproved says why.
	Proof     []byte
	ProofName string
	Unproved  note.Note
}

// Tri is yes, no, or that there is no answer.
type Tri int

// The values of Tri.
const (
	NoAnswer Tri = iota
	No
	Yes
)

// pointer is the value in JSON: absent where there is no answer.
func (t Tri) pointer() *bool {
	if t == NoAnswer {
		return nil
	}
	yes := t == Yes
	return &yes
}

// SecondOpinion is what another solver says: unsat when the claim cannot fail.
type SecondOpinion struct {
	Answer string // sat, unsat, unknown
	Agrees Tri
}

// OK reports whether the verdict is the expected one.
func (v *Verdict) OK() bool { return !v.Mistaken && v.Status == Expected(v.Claim) }

// Count counts the claims and known results that differ from what their files
// expect, those that are undecided, and the claims that another solver decides
// otherwise.
func (v *Verdicts) Count() (wrong, undecided, disputed int) {
	wrong, undecided, disputed = v.CountClaims()
	for _, k := range v.Known {
		for _, f := range k.Findings {
			switch f.Agrees {
			case No:
				wrong++
			case NoAnswer:
				undecided++
			}
		}
	}
	return wrong, undecided, disputed
}

// CountClaims is Count of the claims alone.
func (v *Verdicts) CountClaims() (wrong, undecided, disputed int) {
	for _, c := range v.Claims {
		switch {
		case c.Status == Undecided:
			undecided++
		case !c.OK():
			wrong++
		}
		if c.Second != nil && c.Second.Agrees == No {
			disputed++
		}
	}
	return wrong, undecided, disputed
}

type verdictsJSON struct {
	Claims []verdictJSON `json:"claims"`
	Known  []knownJSON   `json:"known,omitempty"`
}

type verdictJSON struct {
	Game           string           `json:"game"`
	ID             string           `json:"id"`
	Number         string           `json:"number,omitempty"`
	Gist           string           `json:"gist,omitempty"`
	Firmness       games.Firmness   `json:"firmness,omitempty"`
	Reading        games.Reading    `json:"reading,omitempty"`
	Says           string           `json:"says,omitempty"`
	Given          []string         `json:"given,omitempty"`
	Holds          string           `json:"holds,omitempty"`
	Source         []string         `json:"source,omitempty"`
	Verdict        Status           `json:"verdict"`
	Expected       Status           `json:"expected"`
	OK             bool             `json:"ok"`
	Counterexample map[string]any   `json:"counterexample,omitempty"`
	HoldsWhen      string           `json:"holds_when,omitempty"`
	Contradictory  []string         `json:"contradictory,omitempty"`
	Reason         string           `json:"reason,omitempty"`
	Code           *note.Note       `json:"code,omitempty"` // of the reason
	Warnings       []note.Note      `json:"warnings,omitempty"`
	Evidence       evidenceJSON     `json:"evidence"`
	Certificate    *certificateJSON `json:"certificate,omitempty"`
	Seconds        float64          `json:"seconds"`
	CrossCheck     *secondJSON      `json:"cross_check,omitempty"`
}

// evidenceJSON says how a verdict came about; Checked and Lemmas are there where
// evidence was asked for.
type evidenceJSON struct {
	Method  note.Code `json:"method"`
	Checked *bool     `json:"checked,omitempty"`
	Lemmas  int       `json:"lemmas,omitempty"`
}

// certificateJSON says where a certificate is, or why there is none.
type certificateJSON struct {
	File   string `json:"file,omitempty"`
	From   string `json:"from,omitempty"`
	Reason string `json:"reason,omitempty"`
	// Coq is the file for Coq, or CoqReason why there is none.
	Coq       string `json:"coq,omitempty"`
	CoqReason string `json:"coq_reason,omitempty"`
}

type secondJSON struct {
	Solver string `json:"solver"`
	Answer string `json:"answer"`
	Agrees *bool  `json:"agrees,omitempty"` // absent when either side has no answer
}

// JSON is the contract's object: one for all models.
func (v *Verdicts) JSON(words Words) any {
	out := &verdictsJSON{Claims: []verdictJSON{}}
	for _, c := range v.Claims {
		h := c.Model.Head()
		j := verdictJSON{
			Game: h.ID, ID: c.Claim.ID, Number: h.Number, Gist: h.Gist, Firmness: h.Firmness, Reading: c.Claim.Reading,
			Says: c.Claim.Says, Given: c.Claim.Given, Holds: c.Claim.Holds, Source: c.Claim.Source, Verdict: c.Status, Expected: Expected(c.Claim), OK: c.OK(),
			Contradictory: c.Contradictory, Warnings: c.Warnings, Evidence: evidenceJSON{c.Method, c.Evidence.pointer(), c.Lemmas}, Seconds: c.Seconds,
		}
		if c.Counterexample != nil {
			j.Counterexample = make(map[string]any)
			for i, x := range c.Counterexample {
				j.Counterexample[h.Params[i].Name] = x.JSON()
			}
		}
		if c.Status == Conditional {
			j.HoldsWhen = h.Printer().Formula(c.HoldsWhen)
		}
		if !c.Why.IsZero() {
			j.Reason, j.Code = words(c.Why), &c.Why
		}
		switch {
		case c.Certificate != nil:
			j.Certificate = &certificateJSON{File: c.Certificate.Name, From: c.Certificate.From}
			if c.Certificate.Proof != nil {
				j.Certificate.Coq = c.Certificate.ProofName
			} else {
				j.Certificate.CoqReason = words(c.Certificate.Unproved)
			}
		case !c.Uncertified.IsZero():
			j.Certificate = &certificateJSON{Reason: words(c.Uncertified)}
		}
		if c.Second != nil {
			j.CrossCheck = &secondJSON{v.Solver, c.Second.Answer, c.Second.Agrees.pointer()}
		}
		out.Claims = append(out.Claims, j)
	}
	for _, k := range v.Known {
		out.Known = append(out.Known, k.json(words))
	}
	return out
}
