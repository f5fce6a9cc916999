package report

import (
	"regexp"
	"strings"
	"sync"
)

// writeMarkdown writes GitHub-flavoured Markdown. Columns are padded so that
// the source reads as a table too.
func writeMarkdown(b *buffer, d *Document) {
	if d.Title != "" {
		b.line("# " + markdownText(clean(d.Title)))
	}
	for _, block := range d.Blocks {
		b.gap()
		switch x := block.(type) {
		case Heading:
			b.line(strings.Repeat("#", min(2+x.Level, 6)) + " " + markdownText(clean(x.Text)))
		case Paragraph:
			b.line(markdownParagraph(clean(x.Text)))
		case Prose:
			b.line(markdownParagraph(clean(x.text())))
		case Pre:
			b.line(markdownFence(strings.TrimRight(clean(x.Text), "\n")))
		case Display:
			b.line(markdownFence(clean(x.Text)))
		case Image:
			if x.Path != "" {
				b.line("![" + markdownText(clean(x.Caption)) + "](<" + strings.NewReplacer("<", "%3C", ">", "%3E", "\n", "%0A").Replace(x.Path) + ">)")
			} else {
				b.line("*" + markdownText(clean(d.words().figure(x))) + "*")
			}
		case *Table:
			markdownTable(b, x)
		}
	}
}

// markdownFence is text between fences that it does not break.
func markdownFence(text string) string {
	fence := strings.Repeat("`", max(3, longestTicks(text)+1))
	return fence + "\n" + text + "\n" + fence
}

func markdownTable(b *buffer, t *Table) {
	if t.Title != "" {
		b.line("**" + markdownText(clean(t.Title)) + "**")
		b.line("")
	}
	n := t.columns()
	if n > 0 {
		rows := make([][]string, 0, len(t.Rows)+1)
		head := make([]string, n)
		for j := range n {
			head[j] = markdownText(t.header(j))
		}
		rows = append(rows, head)
		for i := range t.Rows {
			row := make([]string, n)
			for j := range n {
				row[j] = markdownCell(t.cell(i, j))
			}
			rows = append(rows, row)
		}
		widths := make([]int, n)
		for j := range n {
			widths[j] = 3
			for _, row := range rows {
				widths[j] = max(widths[j], lineWidth(row[j]))
			}
		}
		for i, row := range rows {
			for j, s := range row {
				pad := strings.Repeat(" ", widths[j]-lineWidth(s))
				if t.align(j) == Right {
					s = pad + s
				} else {
					s += pad
				}
				b.printf("| %s ", s)
			}
			b.line("|")
			if i > 0 {
				continue
			}
			for j := range n {
				left, right := "-", "-"
				if t.align(j) == Centre {
					left = ":"
				}
				if t.align(j) != Left {
					right = ":"
				}
				b.printf("| %s%s%s ", left, strings.Repeat("-", widths[j]-2), right)
			}
			b.line("|")
		}
	}
	for _, note := range t.Notes {
		b.line("")
		b.line(markdownParagraph(clean(note)))
	}
}

// markdownCell sets formulas as code, which also protects * and _ in them.
func markdownCell(c Cell) string {
	if !c.Formula || c.Text == "" {
		return markdownText(c.Text)
	}
	ticks := strings.Repeat("`", longestTicks(c.Text)+1)
	text := strings.ReplaceAll(c.Text, "\n", " ")
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	return ticks + strings.ReplaceAll(text, "|", `\|`) + ticks
}

// markdownText escapes what Markdown would take for markup, and nothing that
// it would not, so that the source stays readable: a < before a space is a
// less-than sign, an underscore inside a name is part of it.
func markdownText(s string) string {
	var b strings.Builder
	for i := range len(s) {
		next := byte(' ')
		if i+1 < len(s) {
			next = s[i+1]
		}
		switch c := s[i]; c {
		case '\n':
			b.WriteString("<br>")
			continue
		case '\\', '`', '*', '[', ']', '|', '$', '~':
			b.WriteByte('\\')
		case '_':
			if i == 0 || !wordByte(s[i-1]) || !wordByte(next) {
				b.WriteByte('\\')
			}
		case '<':
			if wordByte(next) || strings.IndexByte("/!?", next) >= 0 {
				b.WriteByte('\\')
			}
		case '&':
			if wordByte(next) || next == '#' {
				b.WriteByte('\\')
			}
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// markdownParagraph is markdownText, and also keeps the first line from looking
// like a heading, a list or a quotation.
func markdownParagraph(s string) string {
	return blockStart().ReplaceAllString(markdownText(s), `$1\$2`)
}

var blockStart = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^([0-9]*)([.)]|[-+=>#])`) })

// wordByte reports letters and digits; every byte of other scripts counts.
func wordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0x80
}

// longestTicks is the length of the longest run of backquotes.
func longestTicks(s string) int {
	longest, run := 0, 0
	for _, r := range s {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	return longest
}
