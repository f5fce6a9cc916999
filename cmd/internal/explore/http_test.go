package explore

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// page is a small site, as it is served on loopback.
func page() *site {
	files := map[string]File{"index.html": {"index.html", "text/html", []byte("<p>page")}, "a.js": {"a.js", "text/javascript", []byte("1")}}
	return &site{hosts: []string{"127.0.0.1:8417", "localhost:8417"}, file: func(name string) (File, bool, error) {
		f, ok := files[name]
		return f, ok, nil
	}}
}

// said is what the server says to a request.
func said(t testing.TB, s *site, request string) string {
	t.Helper()
	client, server := net.Pipe()
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.converse(server)
		server.Close()
	}()
	go func() { io.WriteString(client, request) }()
	reply, _ := io.ReadAll(client)
	client.Close()
	<-done
	return string(reply)
}

func TestReplies(t *testing.T) {
	const host = "Host: 127.0.0.1:8417\r\n"
	for _, c := range []struct{ name, request, first string }{
		{"page", "GET / HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 200 OK"},
		{"query", "GET /a.js?v=1 HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 200 OK"},
		{"other name of loopback", "GET / HTTP/1.1\r\nHost: localhost:8417\r\n\r\n", "HTTP/1.1 200 OK"},
		{"same origin", "GET / HTTP/1.1\r\n" + host + "Origin: http://127.0.0.1:8417\r\n\r\n", "HTTP/1.1 200 OK"},
		{"head", "HEAD / HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 200 OK"},
		{"missing", "GET /b.js HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 404"},
		{"above", "GET /../http.go HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 404"},
		{"rebound name", "GET / HTTP/1.1\r\nHost: evil.example:8417\r\n\r\n", "HTTP/1.1 403"},
		{"other port", "GET / HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n", "HTTP/1.1 403"},
		{"other origin", "GET / HTTP/1.1\r\n" + host + "Origin: http://evil.example\r\n\r\n", "HTTP/1.1 403"},
		{"opaque origin", "GET / HTTP/1.1\r\n" + host + "Origin: null\r\n\r\n", "HTTP/1.1 403"},
		{"write", "POST / HTTP/1.1\r\n" + host + "Content-Length: 0\r\n\r\n", "HTTP/1.1 405"},
		{"body", "GET / HTTP/1.1\r\n" + host + "Content-Length: 4\r\n\r\nabcd", "HTTP/1.1 400"},
		{"chunks", "GET / HTTP/1.1\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n", "HTTP/1.1 400"},
		{"no host", "GET / HTTP/1.1\r\n\r\n", "HTTP/1.1 400"},
		{"two hosts", "GET / HTTP/1.1\r\n" + host + host + "\r\n", "HTTP/1.1 400"},
		{"proxy", "GET http://evil.example/ HTTP/1.1\r\n" + host + "\r\n", "HTTP/1.1 400"},
		{"folded header", "GET / HTTP/1.1\r\n" + host + " x: y\r\n\r\n", "HTTP/1.1 400"},
		{"version", "GET / HTTP/2.0\r\n" + host + "\r\n", "HTTP/1.1 400"},
		{"endless head", "GET / HTTP/1.1\r\n" + host + "X: " + strings.Repeat("x", maxHead) + "\r\n\r\n", "HTTP/1.1 431"},
	} {
		reply := said(t, page(), c.request)
		if first, _, _ := strings.Cut(reply, "\r\n"); !strings.HasPrefix(first, c.first) {
			t.Errorf("%s: %q, want %s", c.name, first, c.first)
		}
		for _, header := range []string{"Content-Security-Policy: default-src 'none'", "X-Content-Type-Options: nosniff"} {
			if !strings.Contains(reply, header) {
				t.Errorf("%s: without %s", c.name, header)
			}
		}
		if _, body, _ := strings.Cut(reply, "\r\n\r\n"); c.name == "head" && body != "" {
			t.Errorf("a reply to HEAD has the body %q", body)
		}
	}
}

// TestExposed: an address that the network can reach is asked for by its number.
func TestExposed(t *testing.T) {
	s := page()
	s.open = true
	if r := said(t, s, "GET / HTTP/1.1\r\nHost: 192.0.2.7:8417\r\n\r\n"); !strings.HasPrefix(r, "HTTP/1.1 200") {
		t.Error(r)
	}
	if r := said(t, s, "GET / HTTP/1.1\r\nHost: evil.example:8417\r\n\r\n"); !strings.HasPrefix(r, "HTTP/1.1 403") {
		t.Error(r)
	}
}

// TestSlowReaders: who sends nothing is not waited for.
func TestSlowReaders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, server := net.Pipe()
		defer client.Close()
		start := time.Now()
		go io.Copy(io.Discard, client)
		page().converse(server)
		if d := time.Since(start); d > headTime {
			t.Errorf("waited %v", d)
		}
	})
}

// FuzzRequests: whatever is sent, the reply is one of the few there are, and a file only
// for who may have it.
func FuzzRequests(f *testing.F) {
	for _, s := range []string{"GET / HTTP/1.1\r\nHost: localhost:8417\r\n\r\n", "GET /a.js HTTP/1.1\nhost: LOCALHOST:8417\n\n", "\x00", "GET  / HTTP/1.1\r\n\r\n", "HEAD /x?y#z HTTP/1.0\r\nHost:a\r\nOrigin:b\r\n\r\n"} {
		f.Add([]byte(s))
	}
	s := page()
	f.Fuzz(func(t *testing.T, request []byte) {
		q, bad := readRequest(strings.NewReader(string(request)))
		if (q == nil) == (bad == nil) {
			t.Fatal("neither a request nor a reason")
		}
		if q == nil {
			return
		}
		file, status := s.answer(q)
		if status == nil && (file.Name == "" || q.host != "127.0.0.1:8417" && q.host != "localhost:8417" || q.method != "GET" && q.method != "HEAD") {
			t.Errorf("%q is answered with %s", request, file.Name)
		}
	})
}

// TestListen: the page is on loopback, and ends without a fault.
func TestListen(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, err := Listen(ctx, Address{}, Start{})
	if err != nil {
		t.Skip("no port can be opened here:", err)
	}
	if !strings.HasPrefix(s.URL, "http://127.0.0.1:") {
		t.Errorf("served at %s", s.URL)
	}
	done := make(chan error)
	go func() { done <- s.Serve(ctx) }()
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestExport(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "sub", "page")
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Error(err)
		}
		return string(b)
	}
	if err := Export(dir, []File{{"index.html", "", []byte("1")}, {"old.js", "", []byte("1")}}); err != nil {
		t.Fatal(err)
	}
	if err := Export(dir, []File{{"index.html", "", []byte("2")}}); err != nil || read("index.html") != "2" {
		t.Fatal("the page was not replaced:", err)
	}
	if _, err := os.Stat(filepath.Join(dir, "old.js")); err == nil {
		t.Error("a file of the page before is left")
	}
	if err := os.WriteFile(filepath.Join(dir, "thesis.tex"), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Export(dir, []File{{"index.html", "", []byte("3")}}); !errors.Is(err, ErrForeign) {
		t.Errorf("a folder with other files: %v", err)
	}
	if read("thesis.tex") != "x" || read("index.html") != "2" {
		t.Error("a refused export has changed the folder")
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(dir), ".brink-page*"))
	if left != nil {
		t.Errorf("left behind: %v", left)
	}
}

// TestFiles: every site has what the page reads at its start, in files without folders.
func TestFiles(t *testing.T) {
	made, err := opening(t.Context(), Start{Models: []string{"pd", "chicken"}, Model: "pd"})
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]string)
	for _, f := range made {
		if filepath.Base(f.Name) != f.Name {
			t.Errorf("%s is in a folder", f.Name)
		}
		all[f.Name] = string(f.Data)
	}
	if all[configFile] != `{"model":"pd"}` {
		t.Errorf("%s: %s", configFile, all[configFile])
	}
	for _, question := range []string{"model", "describe", "conditions"} {
		if n := strings.Count(all[startFile], `"question":"`+question+`"`); n != 2 {
			t.Errorf("%s is answered %d times", question, n)
		}
	}
	if list := all[libraryFile("zh")]; strings.Count(list, `"id":`) != 2 {
		t.Errorf("the list of two models: %s", list)
	}
}
