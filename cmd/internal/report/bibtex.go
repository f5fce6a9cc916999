package report

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"brink/solver/answer"
)

// Works are cited as Author and Author (year), and then an article as Journal
// volume(number):pages, a preprint as Title, arXiv number, and what else there is as
// title, publisher.
var (
	work    = regexp.MustCompile(`(?:^|; )(?:reduced after |after )?([^;():?]+?) \((\d{4})\)(?:, ([^;]*?))?(?:$|;)`)
	article = regexp.MustCompile(`^(.+?) (\d+)(?:\((\d+)\))?:(\d+)-(\d+)`)
	arxiv   = regexp.MustCompile(`^(?:(.+?), )?arXiv[: ](\d+\.\d+)`)
)

// bibliography makes BibTeX entries of the sources of models, each once, by key.
func (d *Document) bibliography(answers []answer.Answer) {
	entries := make(map[string]string)
	var keys []string
	for _, a := range answers {
		l, ok := a.(*answer.Library)
		if !ok {
			return
		}
		for _, e := range l.Entries {
			for _, source := range e.Model.Head().Source {
				for _, m := range works(source) {
					key, text := bibEntry(m[1], m[2], m[3])
					for suffix := 'a'; entries[key] != "" && entries[key] != text; suffix++ {
						if suffix > 'a' {
							key = key[:len(key)-1]
						}
						key += string(suffix)
					}
					if entries[key] == "" {
						keys = append(keys, key)
					}
					entries[key] = text
				}
			}
		}
	}
	slices.Sort(keys)
	d.Bibliography = []string{}
	for _, k := range keys {
		d.Bibliography = append(d.Bibliography, strings.Replace(entries[k], "{", "{"+k+",", 1))
	}
}

// works finds the works that a source cites.
func works(source string) [][]string {
	var out [][]string
	for source != "" {
		at := work.FindStringSubmatchIndex(source)
		if at == nil {
			return out
		}
		m := make([]string, 4)
		for i := range m {
			if at[2*i] >= 0 {
				m[i] = source[at[2*i]:at[2*i+1]]
			}
		}
		out = append(out, m)
		// A citation ends where the next may begin.
		end := max(at[5]+1, at[7])
		source = strings.TrimPrefix(source[end:], "; ")
	}
	return out
}

// bibEntry is the key and the text of an entry, the text without the key.
func bibEntry(authors, year, rest string) (key, text string) {
	names := regexp.MustCompile(`, and | and |, `).Split(strings.TrimPrefix(authors, "in "), -1)
	last := names[0]
	if words := strings.Fields(last); len(words) > 1 && strings.HasPrefix(last, "Qi ") {
		last = words[0]
	} else if len(words) > 1 {
		last = words[len(words)-1]
	}
	for _, r := range strings.ToLower(last) {
		if r >= 'a' && r <= 'z' {
			key += string(r)
		}
	}
	for i, n := range names {
		if strings.Contains(n, " ") {
			names[i] = "{" + n + "}" // von Stengel, Qi Haixia: as it stands
		}
	}
	var b strings.Builder
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "\n  %s = {%s},", name, strings.ReplaceAll(value, "&", `\&`))
		}
	}
	kind := "misc"
	field("author", strings.Join(names, " and "))
	field("year", year)
	if m := article.FindStringSubmatch(rest); m != nil {
		kind = "article"
		field("journal", m[1])
		field("volume", m[2])
		field("number", m[3])
		field("pages", m[4]+"--"+m[5])
	} else if m := arxiv.FindStringSubmatch(rest); m != nil {
		field("title", m[1])
		field("eprint", m[2])
		field("archiveprefix", "arXiv")
	} else {
		field("title", rest)
	}
	return key + year, "@" + kind + "{" + b.String() + "\n}"
}

// writeBibTeX writes the bibliography.
func writeBibTeX(b *buffer, d *Document) error {
	if d.Bibliography == nil {
		return fmt.Errorf("%w: bibtex is a format for lists of models", ErrNoForm)
	}
	for _, e := range d.Bibliography {
		b.line(e)
		b.line("")
	}
	return nil
}
