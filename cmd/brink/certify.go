package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"brink/solver/answer"
	"brink/solver/ask"
)

func (a *app) certifyCmd() *cobra.Command {
	var claims []string
	var shelf string
	var all, table bool
	cmd := &cobra.Command{
		Use: "certify GAME... -o DIR",
		Example: `  brink certify first-strike -o proofs
  brink certify pd --claim tragedy -o proofs`,
		RunE: func(cmd *cobra.Command, args []string) error {
			limit := a.timeout
			a.timeout = 0 // --timeout is per claim here
			ctx, cancel, err := a.start(cmd.Context())
			if err != nil {
				return err
			}
			defer cancel()
			folder := a.output
			if folder == "" || folder == "-" {
				return usage("certify writes a file for each claim\n\nname a folder for them with -o DIR")
			}
			a.output = "" // the table goes to standard output
			ms, err := a.claimed(ctx, args, all, shelf)
			if err != nil {
				return err
			}
			return a.verify(ctx, ms, ask.Claims{IDs: claims, Limit: limit, Certify: true, Table: table}, folder)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&claims, "claim", nil, "")
	f.StringVar(&shelf, "shelf", "", "")
	f.BoolVar(&table, "table", false, "")
	f.BoolVar(&all, "all", false, "")
	return cmd
}

// writeCertificates writes a file for each certificate, and how to check them.
func (a *app) writeCertificates(folder string, v *answer.Verdicts) error {
	a.stage.write()
	write := func(name string, data []byte) error {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return usage("cannot write %s: %v", path, err)
		}
		return writeFile(path, data)
	}
	for _, c := range v.Claims {
		if c.Certificate == nil {
			continue
		}
		if err := write(c.Certificate.Name, c.Certificate.Data); err != nil {
			return err
		}
		if c.Certificate.Proof == nil {
			continue
		}
		if err := write(c.Certificate.ProofName, c.Certificate.Proof); err != nil {
			return err
		}
	}
	return write("README", []byte(a.words.CertificateGuide()))
}
