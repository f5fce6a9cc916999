package explore

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// The page is a few files that never change, for browsers on this machine. What it takes
// of HTTP/1.1 (RFC 9112) is little: a request without a body, a reply, and the end of the
// connection. A general server would be four times the size of the page.

// Bounds on a request and the time for it and for its reply.
const (
	maxHead     = 16 << 10
	headTime    = 5 * time.Second
	replyTime   = 60 * time.Second
	connections = 64
)

// policy lets the page run its own scripts, WebAssembly among them, and nothing else.
const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// status is a reply without a file.
type status struct {
	code int
	text string
}

// The replies to requests that are not answered with a file.
var (
	badRequest   = &status{400, "Bad Request"}
	forbidden    = &status{403, "Forbidden"}
	notFound     = &status{404, "Not Found"}
	notAllowed   = &status{405, "Method Not Allowed"}
	headTooLarge = &status{431, "Request Header Fields Too Large"}
)

// request is what counts of a request.
type request struct {
	method, path string
	host         string
	origin       string // "" for none
}

// readRequest reads a request up to the end of its head; nil and a status for one that is
// not as it has to be, nil and nil where the connection ended.
func readRequest(r io.Reader) (*request, *status) {
	limited := &io.LimitedReader{R: r, N: maxHead}
	b := bufio.NewReaderSize(limited, maxHead)
	line := func() (string, *status) {
		s, err := b.ReadString('\n')
		switch {
		case err != nil && limited.N <= 0:
			return "", headTooLarge
		case err != nil:
			return "", badRequest
		}
		return strings.TrimSuffix(strings.TrimSuffix(s, "\n"), "\r"), nil
	}
	first, bad := line()
	if bad != nil {
		return nil, bad
	}
	parts := strings.Split(first, " ")
	if len(parts) != 3 || !token(parts[0]) || !strings.HasPrefix(parts[1], "/") || parts[2] != "HTTP/1.1" && parts[2] != "HTTP/1.0" {
		return nil, badRequest
	}
	q := &request{method: parts[0]}
	q.path, _, _ = strings.Cut(parts[1], "?")
	seen := make(map[string]bool)
	for {
		l, bad := line()
		if bad != nil {
			return nil, bad
		}
		if l == "" {
			break
		}
		name, value, ok := strings.Cut(l, ":")
		if !ok || !token(name) || !printable(value) {
			return nil, badRequest
		}
		name, value = strings.ToLower(name), strings.Trim(value, " \t")
		if name != "host" && name != "origin" && name != "content-length" && name != "transfer-encoding" {
			continue
		}
		if seen[name] {
			return nil, badRequest
		}
		seen[name] = true
		switch name {
		case "host":
			q.host = strings.ToLower(value)
		case "origin":
			q.origin = value
		case "content-length":
			if value != "0" {
				return nil, badRequest
			}
		default:
			return nil, badRequest
		}
	}
	if !seen["host"] {
		return nil, badRequest
	}
	return q, nil
}

// token reports whether s is a token of RFC 9110.
func token(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("!#$%&'*+-.^_`|~", r))
	})
}

func printable(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f })
}

// site is the files of the page by their paths, and who may ask for them.
type site struct {
	file  func(name string) (File, bool, error)
	hosts []string // with the port
	open  bool     // to the network: hosts by their addresses too
}

// allows refuses what another site has a browser ask: a name that was made to lead here
// (DNS rebinding), or a script of another origin.
func (s *site) allows(q *request) bool {
	if !slices.Contains(s.hosts, q.host) && !(s.open && isAddress(q.host)) {
		return false
	}
	return q.origin == "" || q.origin == "http://"+q.host
}

func isAddress(host string) bool {
	_, err := netip.ParseAddrPort(host)
	return err == nil
}

// answer finds the reply to a request.
func (s *site) answer(q *request) (File, *status) {
	switch {
	case !s.allows(q):
		return File{}, forbidden
	case q.method != "GET" && q.method != "HEAD":
		return File{}, notAllowed
	}
	name := strings.TrimPrefix(q.path, "/")
	if name == "" {
		name = "index.html"
	}
	f, ok, err := s.file(name)
	switch {
	case err != nil:
		return File{}, &status{500, "Internal Server Error"}
	case !ok:
		return File{}, notFound
	}
	return f, nil
}

// converse reads one request of a connection, and replies.
func (s *site) converse(c net.Conn) error {
	if err := c.SetDeadline(time.Now().Add(headTime)); err != nil {
		return err
	}
	q, bad := readRequest(c)
	var f File
	if bad == nil {
		f, bad = s.answer(q)
	}
	if err := c.SetDeadline(time.Now().Add(replyTime)); err != nil {
		return err
	}
	var head strings.Builder
	if bad != nil {
		f = File{Type: "text/plain; charset=utf-8", Data: []byte(bad.text + "\n")}
		fmt.Fprintf(&head, "HTTP/1.1 %d %s\r\n", bad.code, bad.text)
		if bad == notAllowed {
			head.WriteString("Allow: GET, HEAD\r\n")
		}
	} else {
		head.WriteString("HTTP/1.1 200 OK\r\n")
	}
	fmt.Fprintf(&head, "Content-Type: %s\r\nContent-Length: %d\r\nConnection: close\r\nCache-Control: no-cache\r\n"+
		"Content-Security-Policy: %s\r\nX-Content-Type-Options: nosniff\r\nReferrer-Policy: no-referrer\r\n"+
		"Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Resource-Policy: same-origin\r\n\r\n", f.Type, len(f.Data), policy)
	_, err := io.WriteString(c, head.String())
	if err == nil && (q == nil || q.method != "HEAD") {
		_, err = c.Write(f.Data)
	}
	return err
}

// closed reports that a listener ended because it was told to.
func closed(err error) bool { return errors.Is(err, net.ErrClosed) }
