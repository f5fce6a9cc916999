package report

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"
)

// ProgressMode says when progress is shown.
type ProgressMode string

// The values of --progress.
const (
	ProgressAuto   ProgressMode = "auto"   // on a terminal, once the work has lasted two seconds
	ProgressNever  ProgressMode = "never"  // not at all
	ProgressAlways ProgressMode = "always" // also when standard error is not a terminal
)

// ParseProgress reads the value of --progress.
func ParseProgress(s string) (ProgressMode, error) {
	modes := []ProgressMode{ProgressAuto, ProgressNever, ProgressAlways}
	var names []string
	for _, m := range modes {
		if s == string(m) {
			return m, nil
		}
		names = append(names, string(m))
	}
	if near := Nearest(s, names); near != "" {
		return "", fmt.Errorf("unknown progress mode %q: did you mean %q?", s, near)
	}
	return "", fmt.Errorf("unknown progress mode %q: choose auto, never or always", s)
}

// progressDelay is how long work may take before it shows progress.
const progressDelay = 2 * time.Second

// forcedWidth is the length of lines where there is no terminal.
const forcedWidth = 120

// How often it is drawn: on a terminal in place, elsewhere as further lines.
const (
	refreshTerminal = 150 * time.Millisecond
	refreshLines    = 500 * time.Millisecond
)

// barCells is the length of the bar.
const barCells = 40

// Progress shows that work goes on: a spinner, or a bar with the time that is left once
// Update has told how much there is to do. Nothing appears in the first two seconds,
// and on a terminal Done removes every trace. All methods may be called from any
// goroutine, and on nil.
type Progress struct {
	mu      sync.Mutex
	out     io.Writer
	label   string
	note    string
	start   time.Time
	forced  bool // draw although out is no terminal
	done    int64
	total   int64
	first   int64     // what was done at since: work that was taken up is not counted
	since   time.Time // of the first update
	shown   string
	stopped bool
	stop    chan struct{}
	ended   chan struct{}
}

// NewProgress prepares progress on out, which is standard error in the command;
// it returns nil, which shows nothing, if the mode and out ask for silence.
// Call Done when the work has ended and before anything else is written.
func NewProgress(out io.Writer, mode ProgressMode, label string) *Progress {
	file, ok := out.(*os.File)
	terminal := ok && term.IsTerminal(int(file.Fd()))
	if mode == ProgressNever || mode != ProgressAlways && !terminal {
		return nil
	}
	return newProgress(out, label, !terminal, progressDelay)
}

func newProgress(out io.Writer, label string, forced bool, delay time.Duration) *Progress {
	p := &Progress{out: out, label: clean(label), start: time.Now(), forced: forced, stop: make(chan struct{}), ended: make(chan struct{})}
	go p.draw(delay)
	return p
}

// Note shows a few words beside the bar or spinner.
func (p *Progress) Note(s string) {
	if p != nil {
		p.mu.Lock()
		p.note = clean(s)
		p.mu.Unlock()
	}
}

// Update tells that done of total units are done; total 0 means unknown. It has
// the signature of the solvers' progress callbacks.
func (p *Progress) Update(done, total int) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.since.IsZero() || p.total != int64(total) {
		p.first, p.since = int64(done), time.Now()
	}
	p.done, p.total = int64(done), int64(total)
}

// draw draws after a while and then again and again, until Done.
func (p *Progress) draw(delay time.Duration) {
	defer close(p.ended)
	every := refreshTerminal
	if p.forced {
		every = refreshLines
	}
	for wait := delay; ; wait = every {
		select {
		case <-p.stop:
			if p.shown != "" && !p.forced {
				io.WriteString(p.out, "\r\x1b[K") // an error of a display has no one to go to
			}
			return
		case <-time.After(wait):
		}
		line := p.line(time.Now())
		if p.forced {
			io.WriteString(p.out, line+"\n")
		} else {
			io.WriteString(p.out, "\r\x1b[K"+line)
		}
		p.shown = line
	}
}

// line is what is drawn at a time, no longer than the terminal is wide.
func (p *Progress) line(now time.Time) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	elapsed := now.Sub(p.start).Truncate(time.Second)
	parts := []string{p.label, elapsed.String()}
	if p.total > 0 {
		done := min(p.done, p.total)
		cells := int(barCells * done / p.total)
		parts = append(parts, strings.Repeat("━", cells)+strings.Repeat("─", barCells-cells), fmt.Sprintf("%d %%", 100*done/p.total))
		if made := p.done - p.first; made > 0 && done < p.total {
			left := time.Duration(float64(now.Sub(p.since)) / float64(made) * float64(p.total-done))
			parts = append(parts, "ETA "+left.Round(time.Second).String())
		}
	} else {
		parts = append(parts, []string{"⠋", "⠹", "⠴", "⠧"}[int(now.Sub(p.start)/refreshTerminal)%4])
	}
	if p.note != "" {
		parts = append(parts, p.note)
	}
	width := forcedWidth
	if file, ok := p.out.(*os.File); ok && !p.forced {
		if n, _, err := term.GetSize(int(file.Fd())); err == nil && n > 0 {
			width = n
		}
	}
	text := []rune(strings.Join(parts, " "))
	for len(text) > 0 && lineWidth(string(text)) >= width {
		text = text[:len(text)-1]
	}
	return string(text)
}

// Done stops and erases the display. It may be called more than once.
func (p *Progress) Done() {
	if p == nil {
		return
	}
	p.mu.Lock()
	already := p.stopped
	p.stopped = true
	p.mu.Unlock()
	if !already {
		close(p.stop)
	}
	<-p.ended
}
