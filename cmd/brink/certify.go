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
	var all bool
	cmd := &cobra.Command{
		Use:   "certify GAME... -o DIR",
		Short: "write proofs of the claims that can be checked without brink",
		Long: `certify decides the claims as verify does and writes one file for each decided one,
DIR/GAME/CLAIM.json: the game as it was written, the claim, the verdict and its proof.
contrib/check_certificate.py, which needs Python and nothing else and shares nothing
with brink, writes the claim out anew from the payoffs and the definitions, and accepts
the verdict only if the proof refutes its negation:

  brink certify first-strike -o proofs
  python3 contrib/check_certificate.py proofs/*/*.json

For claims about games in strategic form the certificate starts from the game. For other
games, and for automata in repeated play, it starts from the formula that brink compiled
the claim to; the file says so ("from": "formula"), and so does the checker. Verdicts that
rest on enclosures of exp and log have no certificate. docs/certificates.md describes the
format.

The exit code is that of verify.`,
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
			ms, err := a.claimed(args, all, shelf)
			if err != nil {
				return err
			}
			return a.verify(ctx, ms, ask.Claims{IDs: claims, Limit: limit, Certify: true}, folder)
		},
	}
	f := cmd.Flags()
	f.StringArrayVar(&claims, "claim", nil, "only the claim with this `ID` (repeatable)")
	f.StringVar(&shelf, "shelf", "", "the claims of all built-in models of this `SHELF`")
	f.BoolVar(&all, "all", false, "the claims of all built-in models")
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
	}
	return write("README", []byte(a.words.CertificateGuide()))
}
