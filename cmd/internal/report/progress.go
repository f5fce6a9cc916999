package report

import (
	"fmt"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
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

// Progress shows that work goes on: a spinner, or a bar once Update has told how
// much there is to do. Nothing appears in the first two seconds, and on a
// terminal Done removes every trace. All methods may be called from any
// goroutine, and on nil.
type Progress struct {
	mu      sync.Mutex
	out     io.Writer
	label   string
	note    atomic.Pointer[string] // read by the drawing goroutine, which must not wait for mu
	start   time.Time
	forced  bool // draw although out is no terminal
	timer   *time.Timer
	pool    *mpb.Progress
	bar     *mpb.Bar
	done    int64
	total   int64
	bounded bool // the bar shown knows its total
	stopped bool
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
	p := &Progress{out: out, label: clean(label), start: time.Now(), forced: forced}
	p.note.Store(new(string))
	p.timer = time.AfterFunc(delay, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.show()
	})
	return p
}

// Note shows a few words beside the bar or spinner.
func (p *Progress) Note(s string) {
	if p != nil {
		s = clean(s)
		p.note.Store(&s)
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
	p.done, p.total = int64(done), int64(total)
	if p.bar == nil || p.stopped {
		return
	}
	if !p.bounded && p.total > 0 { // a spinner becomes a bar
		p.bar.Abort(true)
		p.bar = nil
		p.add()
		return
	}
	// The bar must not complete by itself, or it would stay on the screen.
	p.bar.SetCurrent(min(p.done, max(p.total-1, 0)))
}

// show starts drawing. The lock is held.
func (p *Progress) show() {
	if p.stopped || p.pool != nil {
		return
	}
	options := []mpb.ContainerOption{mpb.WithOutput(p.out), mpb.WithRefreshRate(150 * time.Millisecond)}
	if p.forced {
		// What is no terminal has no width, and lines are cut at this one.
		options = append(options, mpb.ForceAutoRefresh(), mpb.WithWidth(forcedWidth))
	}
	p.pool = mpb.New(options...)
	p.add()
}

// add adds a bar, or a spinner if the total is unknown. The lock is held.
func (p *Progress) add() {
	p.bounded = p.total > 0
	before := mpb.PrependDecorators(decor.Name(p.label+" "), decor.NewElapsed(decor.ET_STYLE_GO, p.start), decor.Name(" "))
	note := decor.Any(func(decor.Statistics) string { return " " + *p.note.Load() })
	if !p.bounded {
		p.bar = p.pool.AddSpinner(0, before, mpb.BarWidth(1), mpb.BarFillerTrim(), mpb.AppendDecorators(note))
		return
	}
	p.bar = p.pool.New(p.total, mpb.BarStyle().Lbound("").Filler("━").Tip("━").Padding("─").Rbound(""), before, mpb.BarWidth(40),
		mpb.AppendDecorators(decor.Percentage(decor.WC{W: 5}), note))
	p.bar.SetCurrent(min(p.done, p.total-1))
}

// Done stops and erases the display. It may be called more than once.
func (p *Progress) Done() {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.stopped {
		return
	}
	p.stopped = true
	p.timer.Stop()
	if p.bar != nil {
		p.bar.Abort(true)
		p.pool.Wait()
	}
}
