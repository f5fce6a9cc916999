package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v3"

	"brink/cmd/internal/report"
	"brink/games"
	"brink/games/format"
	"brink/games/models"
	"brink/solver/ask"
	"brink/solver/dynamics"
	"brink/solver/repeated"
)

// completeGames completes GAME arguments: the built-in models with their names,
// and files.
func completeGames(_ *cobra.Command, _ []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	for _, id := range models.IDs() {
		if strings.HasPrefix(id, prefix) {
			out = append(out, cobra.CompletionWithDesc(id, modelName(id)))
		}
	}
	return out, cobra.ShellCompDirectiveDefault
}

// completeGame completes the only GAME argument of a command.
func completeGame(cmd *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	return completeGames(cmd, args, prefix)
}

// modelName finds the English name of a model in its file without reading the game,
// for a shell that waits after every key.
func modelName(id string) string {
	src, _ := models.Source(id)
	for line := range strings.Lines(string(src)) {
		if !strings.HasPrefix(line, "name:") {
			continue
		}
		var plain struct{ Name string }
		if yaml.Unmarshal([]byte(line), &plain) == nil {
			return plain.Name
		}
		var named struct{ Name struct{ En string } }
		if yaml.Unmarshal([]byte(line), &named) == nil {
			return named.Name.En
		}
	}
	return ""
}

// namedModel reads the game that the arguments name, of any kind, quietly; nil if they
// name none.
func namedModel(args []string) games.Model {
	if len(args) == 0 {
		return nil
	}
	data, ok := models.Source(args[0])
	if !ok {
		var err error
		if data, err = os.ReadFile(args[0]); err != nil || len(data) > maxInput {
			return nil
		}
	}
	f, problems := format.Read(args[0], data, "")
	if problems.HasErrors() {
		return nil
	}
	return f.Model
}

// completeList completes the last of a list of words separated by commas.
func completeList(words []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
	parts := repeated.SplitNames(prefix)
	last := parts[len(parts)-1]
	before := prefix[:len(prefix)-len(last)]
	var out []cobra.Completion
	for _, w := range words {
		if strings.HasPrefix(w, last) {
			out = append(out, before+w)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeAutomata completes strategies of repeated play: those that fit the game,
// or the catalogue.
func completeAutomata(_ *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if g, ok := namedModel(args).(*games.Game); ok {
		return completeList(games.AutomatonNames(g), prefix)
	}
	var words []string
	for _, b := range games.BuiltIns() {
		words = append(words, b.Name)
	}
	return completeList(words, prefix)
}

// completeParameters completes the names of parameters.
func completeParameters(_ *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if m := namedModel(args); m != nil {
		return completeList(m.Head().FreeNames(), prefix)
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}

// completeSettings completes NAME=.
func completeSettings(_ *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	if m := namedModel(args); m != nil {
		for _, n := range m.Head().FreeNames() {
			if strings.HasPrefix(n+"=", prefix) {
				out = append(out, n+"=")
			}
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
}

// completeClaims completes the ids of claims.
func completeClaims(_ *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	if m := namedModel(args); m != nil {
		for _, c := range m.Head().Claims {
			if strings.HasPrefix(c.ID, prefix) {
				out = append(out, cobra.CompletionWithDesc(c.ID, c.Says))
			}
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// completeConcepts completes solution concepts: those of the game's kind, or all.
func completeConcepts(_ *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var out []cobra.Completion
	for _, name := range ask.Concepts(namedModel(args)) {
		if strings.HasPrefix(name, prefix) {
			out = append(out, name)
		}
	}
	return out, cobra.ShellCompDirectiveNoFileComp
}

// choices are the values of the flags that take one of a few words.
func choices() map[string][]string {
	var inputs []string
	for _, f := range format.Formats() {
		inputs = append(inputs, string(f))
	}
	var outputs []string
	for _, f := range report.Formats() {
		outputs = append(outputs, string(f))
	}
	return map[string][]string{
		"format":      outputs,
		"from":        inputs,
		"progress":    {string(report.ProgressAuto), string(report.ProgressNever), string(report.ProgressAlways)},
		"method":      ask.Methods(),
		"rule":        {string(dynamics.Simultaneous), string(dynamics.Alternating)},
		"to":          ask.Targets(),
		"shelf":       ask.Shelves(),
		"cross-check": {"z3", "cvc5"},
	}
}

// completions tells the shell what may follow each command and flag.
func completions(root *cobra.Command) {
	words := choices()
	for _, c := range append(root.Commands(), root) {
		switch {
		case strings.Contains(c.Use, "GAME..."):
			c.ValidArgsFunction = completeGames
		case strings.Contains(c.Use, "GAME"):
			c.ValidArgsFunction = completeGame
		}
		for flag, complete := range map[string]cobra.CompletionFunc{
			"profile": completeAutomata, "strategies": completeAutomata, "set": completeSettings, "over": completeParameters,
			"claim": completeClaims, "concept": completeConcepts,
		} {
			if c.Flag(flag) != nil {
				_ = c.RegisterFlagCompletionFunc(flag, complete)
			}
		}
		for flag, values := range words {
			if c.Flag(flag) == nil || c.HasParent() && c.InheritedFlags().Lookup(flag) != nil {
				continue // registered with the command that has it
			}
			// The only error is to register twice, for the first time counts.
			_ = c.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
		}
	}
}
