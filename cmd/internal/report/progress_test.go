package report

import (
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// lockedBuffer is written by the drawing goroutine and read by the test.
type lockedBuffer struct {
	mu sync.Mutex
	b  strings.Builder
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func (l *lockedBuffer) waitFor(t *testing.T, what string) {
	t.Helper()
	for range 200 {
		if strings.Contains(l.String(), what) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%q never appeared in %q", what, l.String())
}

func TestProgressShows(t *testing.T) {
	var out lockedBuffer
	p := newProgress(&out, "counting", true, time.Millisecond)
	out.waitFor(t, "counting")
	const sheep = "1234567 sheep seen so far, of which 765432 were black ones"
	p.Note(sheep)
	out.waitFor(t, sheep)
	p.Update(50, 100)
	out.waitFor(t, "50 %")
	p.Update(100, 100)
	p.Done()
	p.Done()
	p.Update(1, 100)
	length := len(out.String())
	time.Sleep(300 * time.Millisecond)
	if len(out.String()) != length {
		t.Error("drawn after Done")
	}
}

func TestProgressSilent(t *testing.T) {
	var out lockedBuffer
	p := newProgress(&out, "quick", true, time.Hour)
	p.Update(1, 2)
	p.Note("x")
	p.Done()
	if out.String() != "" {
		t.Errorf("quick work wrote %q", out.String())
	}
	if NewProgress(os.Stderr, ProgressNever, "") != nil || NewProgress(&out, ProgressAuto, "") != nil {
		t.Error("progress where none was wanted")
	}
	if p := NewProgress(&out, ProgressAlways, "x"); p == nil {
		t.Error("no progress where it was demanded")
	} else {
		p.Done()
	}
	var none *Progress
	none.Update(1, 2)
	none.Note("x")
	none.Done()
}

func TestParseProgress(t *testing.T) {
	for in, want := range map[string]string{"auto": "", "never": "", "always": "", "alway": `did you mean "always"?`, "sometimes": "choose auto, never or always"} {
		_, err := ParseProgress(in)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", in, err)
		}
	}
}
