package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"brink/cmd/internal/explore"
	"brink/cmd/internal/explore/engine"
	"brink/cmd/internal/report"
	"brink/games/expr"
	"brink/games/models"
)

// explorePort is where the page is served unless another port is asked for.
const explorePort = 8417

func (a *app) exploreCmd() *cobra.Command {
	var at explore.Address
	var folder, list, shelf string
	var open bool
	cmd := &cobra.Command{
		Use: "explore [GAME]",
		Example: `  brink explore first-strike
  brink explore my-game.yaml --port 9000 --open
  brink explore --export page --shelf editorial`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			if !explore.Built() {
				return usage("%v", explore.ErrNotBuilt)
			}
			start, err := a.opening(args, list, shelf)
			if err != nil {
				return err
			}
			if folder != "" {
				return a.exportPage(ctx, folder, start)
			}
			if list != "" || shelf != "" {
				return usage("--models and --shelf choose what --export writes")
			}
			return a.servePage(ctx, at, start, open)
		},
	}
	f := cmd.Flags()
	f.IntVar(&at.Port, "port", explorePort, "")
	f.StringVar(&at.Expose, "expose-to-network", "", "")
	f.BoolVar(&open, "open", false, "")
	f.StringVar(&folder, "export", "", "")
	f.StringVar(&list, "models", "", "")
	f.StringVar(&shelf, "shelf", "", "")
	return cmd
}

// opening is what the page opens with: the game of the command line, else the first of
// the models that it offers.
func (a *app) opening(args []string, list, shelf string) (explore.Start, error) {
	s := explore.Start{Lang: a.lang}
	if list != "" && shelf != "" {
		return s, usage("name models or a shelf, not both")
	}
	if shelf != "" {
		ms, err := a.library(shelf)
		if err != nil {
			return s, err
		}
		for _, m := range ms {
			s.Models = append(s.Models, m.Head().ID)
		}
	}
	for id := range strings.SplitSeq(list, ",") {
		if id = strings.TrimSpace(id); id == "" {
			continue
		}
		if _, ok := models.Source(id); !ok {
			return s, usage("--models: there is no built-in model %q\n\n%s", id, expr.DidYouMean(id, models.IDs()))
		}
		s.Models = append(s.Models, id)
	}
	if len(args) == 0 {
		if len(s.Models) > 0 {
			s.Model = s.Models[0]
		}
		return s, nil
	}
	name, data, err := a.read(args[0])
	if err != nil {
		return s, err
	}
	if src, ok := models.Source(args[0]); ok && string(src) == string(data) {
		s.Model = args[0]
		if s.Models != nil && !slices.Contains(s.Models, s.Model) {
			s.Models = append(s.Models, s.Model)
		}
		return s, nil
	}
	if len(data) > engine.MaxFile {
		return s, usage("%s is larger than %d MiB, which the page does not take", name, engine.MaxFile>>20)
	}
	s.File = &engine.File{Name: filepath.Base(name), Text: string(data)}
	return s, nil
}

// exportPage writes the page to a folder.
func (a *app) exportPage(ctx context.Context, folder string, start explore.Start) error {
	files, err := explore.Files(ctx, start)
	if err != nil {
		return err
	}
	a.stage.write()
	err = explore.Export(folder, files)
	if errors.Is(err, explore.ErrForeign) {
		return usage("--export: %v", err)
	}
	if err != nil {
		return usage("--export: cannot write %s: %v", folder, err)
	}
	fmt.Fprintln(a.out, a.words.Say(report.PageWritten, folder))
	return nil
}

// servePage serves the page until it is interrupted.
func (a *app) servePage(ctx context.Context, at explore.Address, start explore.Start, open bool) error {
	if at.Port < 0 || at.Port > 65535 {
		return usage("--port takes a number from 0 to 65535, found %d", at.Port)
	}
	s, err := explore.Listen(ctx, at, start)
	if err != nil {
		return usage("the page cannot be served: %v\n\nname another --port; 0 takes any that is free", err)
	}
	a.stage.write()
	fmt.Fprintln(a.out, a.words.Say(report.PageServed, s.URL))
	if at.Expose != "" {
		a.warn("warning: other machines can open this page at %s", s.URL)
	}
	if open {
		if err := browser(s.URL).Start(); err != nil {
			a.warn("warning: no browser could be opened: %v", err)
		}
	}
	if err := s.Serve(ctx); err != nil {
		return usage("the page is no longer served: %v", err)
	}
	return nil
}

// browser is the command that opens a page in the reader's browser.
func browser(url string) *exec.Cmd {
	switch runtime.GOOS {
	case "darwin":
		return exec.Command("open", url)
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", url)
	}
	return exec.Command("xdg-open", url)
}
