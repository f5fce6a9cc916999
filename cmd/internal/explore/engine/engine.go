// Package engine answers the questions of the page: a request in JSON gives a reply in
// JSON. It runs in the reader's browser, compiled to WebAssembly, and as well where the
// program does. It decides nothing: package ask answers, package report has the words,
// package plot draws, so that the page shows what the command line prints.
//
// A request is untrusted, as a link from anybody is: every question has a budget, the
// model may only have a size, and all markup in replies is escaped.
package engine

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/expr"
	"brink/games/format"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/note"
)

// MaxFile bounds game files.
const MaxFile = 1 << 20

// Bounds on the time for requests.
const (
	defaultBudget = 20 * time.Second
	maxBudget     = 10 * time.Minute
	grace         = time.Second // for the last step of work whose time is over
)

// Request is a question of the page.
type Request struct {
	ID       int               `json:"id"`
	Question string            `json:"question"`
	Lang     string            `json:"lang"`
	BudgetMS int               `json:"budget_ms"`
	File     *File             `json:"file"`
	Model    string            `json:"model"` // a built-in one, in place of a file
	Point    map[string]string `json:"point"`
	Options  json.RawMessage   `json:"options"`
}

// File is a game file.
type File struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// Problem is what is wrong with a request, or what its author should know. Lines and
// columns count from 1, columns in characters; line 0 stands for no place.
type Problem struct {
	Line       int    `json:"line"`
	Column     int    `json:"column"`
	EndColumn  int    `json:"endColumn,omitempty"`
	Message    string `json:"message"`
	Suggestion string `json:"suggestion,omitempty"`
}

// reply is an answer or what is wrong.
type reply struct {
	ID       int       `json:"id"`
	OK       bool      `json:"ok"`
	Answer   any       `json:"answer,omitempty"`
	Problems []Problem `json:"problems,omitempty"`
}

// common is what every answer may say of itself.
type common struct {
	Complete bool      `json:"complete"`
	Why      string    `json:"why,omitempty"`
	Command  string    `json:"command,omitempty"` // the same question on the command line
	HTML     string    `json:"html,omitempty"`    // the answer as brink report writes it
	Notes    []string  `json:"notes,omitempty"`
	Warnings []Problem `json:"warnings,omitempty"`
	// JSON is the answer as --format json prints it, where the options ask for it.
	JSON any `json:"json,omitempty"`
}

// Engine answers requests, one at a time, and remembers the model of the last one and
// its table. The zero value is ready.
type Engine struct {
	last  *File
	model games.Model
	warn  format.Diagnostics
	table answer.Answer // of conditions, nil where it was not asked for or not finished
}

// question is a request on its way.
type question struct {
	*Engine
	ctx      context.Context
	req      *Request
	w        *report.Words
	progress func(any)
	called   string // what the command line calls the model
	m        games.Model
}

// questions lists what can be asked: a question is one file and one line here.
func questions() map[string]func(*question) (any, error) {
	return map[string]func(*question) (any, error){
		"library":    (*question).library,
		"model":      (*question).source,
		"schema":     (*question).schema,
		"describe":   (*question).describe,
		"conditions": (*question).conditions,
		"hold":       (*question).hold,
		"snap":       (*question).snap,
		"equilibria": (*question).equilibria,
		"regions":    (*question).regions,
		"verify":     (*question).verify,
		"repeated":   (*question).repeated,
		"report":     (*question).report,
		"export":     (*question).export,
	}
}

// Answer answers a request. Progress hears of running work, as JSON; it may be nil.
func (e *Engine) Answer(ctx context.Context, request []byte, progress func([]byte)) []byte {
	var req Request
	q := &question{Engine: e, req: &req, w: report.English(), progress: func(any) {}}
	err := json.Unmarshal(request, &req)
	if err != nil {
		return q.refuse(fmt.Errorf("this is no request: %v", err))
	}
	if q.w, err = report.ParseLanguage(cmp.Or(req.Lang, "en")); err != nil {
		q.w = report.English()
		return q.refuse(err)
	}
	if progress != nil {
		q.progress = func(v any) {
			progress(marshal(struct {
				ID       int `json:"id"`
				Progress any `json:"progress"`
			}{req.ID, v}))
		}
	}
	answer, known := questions()[req.Question]
	if !known {
		return q.refuse(fmt.Errorf("%q is no question of the page", req.Question))
	}
	budget := time.Duration(min(max(req.BudgetMS, 0), int(maxBudget/time.Millisecond))) * time.Millisecond
	limit := cmp.Or(budget, defaultBudget)
	var cancel context.CancelFunc
	q.ctx, cancel = context.WithTimeoutCause(ctx, limit, &note.Error{Note: note.New(note.TimeLimitOf, limit)})
	defer cancel()
	got, err := answer(q)
	if err != nil {
		return q.refuse(err)
	}
	return marshal(reply{ID: req.ID, OK: true, Answer: got})
}

// refuse is the reply that says what is wrong.
func (q *question) refuse(err error) []byte {
	out := reply{ID: q.req.ID}
	var diags format.Diagnostics
	if errors.As(err, &diags) {
		out.Problems = q.problems(diags)
	} else {
		message, hint := q.w.Refusal(err)
		out.Problems = []Problem{{Message: message, Suggestion: hint}}
	}
	return marshal(out)
}

// problems are those of a file in the reader's language.
func (q *question) problems(diags format.Diagnostics) []Problem {
	var out []Problem
	for _, d := range diags {
		text := q.w.Problem(d.Summary)
		if d.Detail != "" {
			text += "\n" + q.w.Problem(d.Detail)
		}
		p := Problem{Line: d.Line, Column: d.Column, EndColumn: d.EndColumn, Message: text}
		if d.Hint != "" {
			p.Suggestion = q.w.Problem(d.Hint)
		}
		out = append(out, p)
	}
	return out
}

// marshal writes JSON; what the engine makes can always be written.
func marshal(v any) []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Appendf(nil, `{"ok":false,"problems":[{"line":0,"column":0,"message":%q}]}`, err)
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}

// options reads the options of the request.
func (q *question) options(into any) error {
	if len(q.req.Options) == 0 {
		return nil
	}
	if err := json.Unmarshal(q.req.Options, into); err != nil {
		return fmt.Errorf("the options are not those of the question: %v", err)
	}
	return nil
}

// wantsJSON is the option of every question that has a form on the command line.
func (q *question) wantsJSON() bool {
	var o struct {
		JSON bool `json:"json"`
	}
	return json.Unmarshal(q.req.Options, &o) == nil && o.JSON
}

// of is what an answer says of itself, with the command that gives it.
func (q *question) of(a answer.Answer, command string) common {
	c := common{Complete: a.Finished(), Command: command, Warnings: q.problems(q.warn)}
	for i, n := range a.Why() {
		if i > 0 {
			c.Why += " "
		}
		c.Why += q.w.Note(n)
	}
	if q.wantsJSON() {
		c.JSON = a.JSON(report.English().Note)
	}
	return c
}

// blocks is an answer as a document shows it.
func (q *question) blocks(a answer.Answer) (string, error) {
	blocks, err := q.w.Blocks(a, report.Show{})
	if err != nil {
		return "", err
	}
	return report.Fragment(blocks)
}

// ask is the options of all questions to package ask.
func (q *question) ask() ask.Options {
	return ask.Options{Workers: 1, Grace: grace, Progress: func(done, total int, n note.Note) {
		q.progress(struct {
			Done  int    `json:"done"`
			Total int    `json:"total"`
			Note  string `json:"note,omitempty"`
		}{done, total, q.w.Note(n)})
	}}
}

// point reads the values of the request, the defaults for those it does not give.
func (q *question) point(m games.Model) (ask.Point, error) { return q.pointBy(m.Head().Point) }

// values is point for questions that need no rational value of sqrt, exp and log.
func (q *question) values(m games.Model) (ask.Point, error) { return q.pointBy(m.Head().Values) }

func (q *question) pointBy(of func(map[string]*number) ([]*number, error)) (ask.Point, error) {
	set, err := readValues(q.req.Point)
	if err != nil {
		return nil, err
	}
	return of(set)
}

// readValues reads exact numbers.
func readValues(texts map[string]string) (map[string]*number, error) {
	set := make(map[string]*number)
	for name, text := range texts {
		x, err := expr.ParseNumber(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		set[name] = x
	}
	return set, nil
}
