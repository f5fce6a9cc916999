package main

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progressDelay is how long a command works in silence before it reports.
const progressDelay = 2 * time.Second

// progressEvery is how often the line is refreshed.
const progressEvery = 200 * time.Millisecond

// progress is a line on standard error that says how far a command is. It shows
// itself only after progressDelay, and clears itself when done.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil when there is nothing to show
	erase bool      // a terminal: rewrite one line; otherwise print lines
	what  string
	unit  string
	start time.Time
	last  time.Time
	shown bool
}

// startProgress returns a progress line that follows the --progress flag.
func (a *app) startProgress(what, unit string) *progress {
	p := &progress{what: what, unit: unit, start: time.Now()}
	_, tty := terminal(a.err)
	if a.quiet || a.progress == "never" || a.progress == "auto" && !tty {
		return p
	}
	p.w, p.erase = a.err, tty
	return p
}

// Update reports done of total units.
func (p *progress) Update(done, total int) {
	if p.w == nil {
		return
	}
	p.Note(fmt.Sprintf("%d of %d %s", done, total, p.unit))
}

// Note reports in words.
func (p *progress) Note(s string) {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	every := progressEvery
	if !p.erase {
		every = progressDelay
	}
	if now.Sub(p.start) < progressDelay || now.Sub(p.last) < every {
		return
	}
	p.last, p.shown = now, true
	line := fmt.Sprintf("brink: %s: %s (%s)", p.what, s, now.Sub(p.start).Round(time.Second))
	if p.erase {
		fmt.Fprintf(p.w, "\r\x1b[K%s", line)
	} else {
		fmt.Fprintln(p.w, line)
	}
}

// Done removes the line.
func (p *progress) Done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.shown && p.erase {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	p.shown = false
}
