package engine

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"

	"brink/cmd/internal/figure"
	"brink/cmd/internal/plot"
	"brink/cmd/internal/report"
	"brink/solver/answer"
	"brink/solver/ask"
	"brink/solver/note"
)

type documentAnswer struct {
	common
	Name   string `json:"name"`
	MIME   string `json:"mime"`
	Text   string `json:"text,omitempty"`
	Base64 string `json:"base64,omitempty"`
}

type exportOptions struct {
	What   string `json:"what"` // table, figure, report or file
	Format string `json:"format"`
}

// form is a format of documents: what files in it are called and how browsers name it.
type form struct {
	format    report.Format
	ext, mime string
}

func forms() map[string]form {
	return map[string]form{
		"html":     {report.FormatHTML, ".html", "text/html"},
		"md":       {report.FormatMarkdown, ".md", "text/markdown"},
		"markdown": {report.FormatMarkdown, ".md", "text/markdown"},
		"tex":      {report.FormatLaTeX, ".tex", "application/x-tex"},
		"latex":    {report.FormatLaTeX, ".tex", "application/x-tex"},
		"csv":      {report.FormatCSV, ".csv", "text/csv"},
		"json":     {report.FormatJSON, ".json", "application/json"},
		"txt":      {report.FormatTable, ".txt", "text/plain"},
	}
}

func formOf(name, otherwise string) (form, error) {
	if name == "" {
		name = otherwise
	}
	f, ok := forms()[name]
	if !ok {
		return form{}, fmt.Errorf("%w %q", report.ErrFormat, name)
	}
	return f, nil
}

// report is the whole argument about the model as one document.
func (q *question) report() (any, error) {
	var o exportOptions
	if err := q.options(&o); err != nil {
		return nil, err
	}
	return q.dossier(o)
}

func (q *question) dossier(o exportOptions) (any, error) {
	f, err := formOf(o.Format, "html")
	if err != nil {
		return nil, err
	}
	m, err := q.load()
	if err != nil {
		return nil, err
	}
	d, err := ask.Dossier(q.ctx, m, q.called, q.ask())
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256([]byte(q.last.Text))
	command := q.command("report")
	d.Origin = answer.Origin{Version: Version, Command: command, SHA256: hex.EncodeToString(sum[:])}
	return q.written(d, f, "", report.Show{Figures: func(d *answer.Dossier) ([]report.Image, error) {
		var out []report.Image
		for _, f := range plot.OfDossier(q.w, d) {
			out = append(out, f.Image)
		}
		return out, nil
	}}, command+" -o "+quoted(m.Head().ID+f.ext))
}

// Version is the release that documents name.
var Version = "0.1.0"

// written is an answer as a document in a format.
func (q *question) written(a answer.Answer, f form, title note.Code, show report.Show, command string) (any, error) {
	doc, err := report.Compose(q.w, f.format, title, []answer.Answer{a}, show)
	if err != nil {
		return nil, err
	}
	doc.Standalone = title == ""
	var b bytes.Buffer
	if err := report.Write(&b, doc, f.format, report.Style{}); err != nil {
		return nil, err
	}
	return documentAnswer{common: q.of(a, command), Name: a.About().ID + f.ext, MIME: f.mime, Text: b.String()}, nil
}

// export writes what the page shows as a file.
func (q *question) export() (any, error) {
	var o exportOptions
	if err := q.options(&o); err != nil {
		return nil, err
	}
	switch o.What {
	case "report":
		return q.dossier(o)
	case "table":
		f, err := formOf(o.Format, "csv")
		if err != nil {
			return nil, err
		}
		a, err := q.conditionTable()
		if err != nil {
			return nil, err
		}
		return q.written(a, f, report.ConditionsTitle, report.Show{}, q.command("conditions", "--format", string(f.format)))
	case "figure":
		return q.picture(figure.Format(o.Format))
	case "file":
		return q.converted(o.Format)
	}
	return nil, fmt.Errorf("%q cannot be exported", o.What)
}

// picture is the map as a file.
func (q *question) picture(f figure.Format) (any, error) {
	if f == "" {
		f = figure.SVG
	}
	m, opt, err := q.chart()
	if err != nil {
		return nil, err
	}
	data, err := figure.Encode(plot.Map(q.w, m), f)
	if err != nil {
		return nil, err
	}
	name := m.About().ID + "-map." + string(f)
	out := documentAnswer{common: q.of(m, q.command("regions", append(q.fixed(opt), "--over", quoted(opt.over()), "--plot", quoted(name))...)), Name: name}
	switch f {
	case figure.SVG:
		out.MIME, out.Text = "image/svg+xml", string(data)
	case figure.TikZ:
		out.MIME, out.Text = "application/x-tex", string(data)
	case figure.PNG:
		out.MIME, out.Base64 = "image/png", base64.StdEncoding.EncodeToString(data)
	default:
		out.MIME, out.Base64 = "application/pdf", base64.StdEncoding.EncodeToString(data)
	}
	return out, nil
}

// converted is the game in another format; in its own it is the file as it is.
func (q *question) converted(to string) (any, error) {
	m, err := q.load()
	if err != nil {
		return nil, err
	}
	id := m.Head().ID
	if to == "" {
		return documentAnswer{common: common{Complete: true, Command: q.command("show") + " --file"}, Name: id + ".yaml", MIME: "application/yaml", Text: q.last.Text}, nil
	}
	c := ask.Conversion{To: to}
	var at ask.Point
	if c.InNumbers(m) {
		if at, err = q.point(m); err != nil {
			return nil, err
		}
	}
	a, err := ask.Convert(q.ctx, m, at, c)
	if err != nil {
		return nil, err
	}
	command := q.command("convert", append([]string{"--to", quoted(to)}, q.sets()...)...)
	if a.Drawn {
		return q.written(a, form{report.FormatLaTeX, ".tex", "application/x-tex"}, report.ConditionsTitle, report.Show{}, command)
	}
	out := documentAnswer{common: q.of(a, command), Name: id + "." + to, MIME: "text/plain"}
	for _, t := range a.Texts {
		out.Text += string(t.Data)
	}
	return out, nil
}
