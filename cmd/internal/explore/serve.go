package explore

import (
	"context"
	"net"
	"strconv"
	"sync"
	"time"
)

// Address says where Serve listens.
type Address struct {
	Port int
	// Expose is an address that other machines can reach, in place of loopback.
	Expose string
}

// Server is a page that is being served.
type Server struct {
	URL      string
	listener net.Listener
	site     *site
}

// Listen opens the port, and begins to make what the page opens with.
func Listen(ctx context.Context, at Address, s Start) (*Server, error) {
	host := "127.0.0.1"
	if at.Expose != "" {
		host = at.Expose
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", net.JoinHostPort(host, strconv.Itoa(at.Port)))
	if err != nil {
		return nil, err
	}
	port := strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
	here := &site{open: at.Expose != "", hosts: []string{net.JoinHostPort(host, port)}}
	if at.Expose == "" {
		here.hosts = append(here.hosts, "localhost:"+port)
	}
	files := sync.OnceValues(func() (map[string]File, error) { return byName(built()) })
	made := sync.OnceValues(func() (map[string]File, error) { return byName(opening(ctx, s)) })
	here.file = func(name string) (File, bool, error) {
		all, err := files()
		if f, ok := all[name]; ok || err != nil || !isMade(name) {
			return f, ok, err
		}
		all, err = made()
		f, ok := all[name]
		return f, ok, err
	}
	go made() // before the page has come so far as to ask
	return &Server{"http://" + here.hosts[0] + "/", l, here}, nil
}

func byName(files []File, err error) (map[string]File, error) {
	out := make(map[string]File, len(files))
	for _, f := range files {
		out[f.Name] = f
	}
	return out, err
}

// lastWords is how long replies that are under way may take when the work is over.
const lastWords = 2 * time.Second

// Serve answers until the context ends, which is no error.
func (s *Server) Serve(ctx context.Context) error {
	stop := context.AfterFunc(ctx, func() { s.listener.Close() })
	defer stop()
	var replies sync.WaitGroup
	free := make(chan struct{}, connections)
	for {
		c, err := s.listener.Accept()
		if err != nil {
			done := make(chan struct{})
			go func() { replies.Wait(); close(done) }()
			select {
			case <-done:
			case <-time.After(lastWords):
			}
			if closed(err) && ctx.Err() != nil {
				return nil
			}
			return err
		}
		free <- struct{}{}
		replies.Go(func() {
			defer func() { c.Close(); <-free }()
			s.site.converse(c) // a reader who goes away is no fault
		})
	}
}
