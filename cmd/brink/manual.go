package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"brink/cmd/internal/report"
)

// explain gives a command and those under it their help in the language of the command
// line. What stands in the place of a text before, of a flag or the long one of a
// command, is what only the program knows: it fills the {1} of that text.
func (a *app) explain(cmd *cobra.Command) {
	page := manualPage(cmd)
	m, flags := a.words.Manual(page), a.words.Flags(page)
	cmd.Short, cmd.Long = m.Short, report.Fill(m.Long, cmd.Long)
	say := func(f *pflag.Flag) { f.Usage = report.Fill(flags(f.Name), f.Usage) }
	cmd.PersistentFlags().VisitAll(say)
	cmd.Flags().VisitAll(say)
	cmd.Flags().BoolP("help", "h", false, a.words.Say(report.HelpFlag, cmd.Name()))
	for _, c := range cmd.Commands() {
		a.explain(c)
	}
	if !cmd.HasParent() {
		cmd.SetUsageFunc(a.usage)
	}
}

// manualPage is the name of the page of a command: "solve", "sweep-plan".
func manualPage(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return cmd.Name()
	}
	_, path, _ := strings.Cut(cmd.CommandPath(), " ")
	return strings.ReplaceAll(path, " ", "-")
}

// usage prints how a command is called, behind what it does.
func (a *app) usage(cmd *cobra.Command) error {
	var b strings.Builder
	part := func(title string, body string) {
		if body = strings.TrimRight(body, " \n"); body != "" {
			fmt.Fprintf(&b, "\n%s\n%s\n", title, body)
		}
	}
	line := "  " + strings.Replace(cmd.UseLine(), "[flags]", a.words.Say(report.HelpOptions), 1)
	if !cmd.Runnable() {
		line = ""
	}
	if cmd.HasAvailableSubCommands() {
		line += "\n  " + cmd.CommandPath() + " " + a.words.Say(report.HelpSubcommand)
	}
	part(a.words.Say(report.HelpUsage), strings.TrimPrefix(line, "\n"))
	part(a.words.Say(report.HelpExamples), cmd.Example)
	for _, g := range cmd.Groups() {
		part(g.Title, shorts(cmd, func(c *cobra.Command) bool { return c.GroupID == g.ID && c.IsAvailableCommand() }))
	}
	title := report.HelpCommands
	if len(cmd.Groups()) > 0 {
		title = report.HelpFurther
	}
	part(a.words.Say(title), shorts(cmd, func(c *cobra.Command) bool {
		return c.GroupID == "" && (c.IsAvailableCommand() || c.Name() == "help")
	}))
	part(a.words.Say(report.HelpFlags), a.words.FlagList(cmd.LocalFlags().FlagUsages()))
	part(a.words.Say(report.HelpSharedFlags), a.words.FlagList(cmd.InheritedFlags().FlagUsages()))
	part(a.words.Say(report.HelpTopics), shorts(cmd, (*cobra.Command).IsAdditionalHelpTopicCommand))
	if cmd.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s\n", a.words.Say(report.HelpMore, cmd.CommandPath()))
	}
	_, err := io.WriteString(cmd.OutOrStdout(), strings.TrimPrefix(b.String(), "\n"))
	return err
}

// shorts lists commands with their short texts.
func shorts(cmd *cobra.Command, in func(*cobra.Command) bool) string {
	var b strings.Builder
	for _, c := range cmd.Commands() {
		if in(c) {
			fmt.Fprintf(&b, "  %-*s %s\n", cmd.NamePadding(), c.Name(), c.Short)
		}
	}
	return b.String()
}

// helpCmd is brink help NAME.
func (a *app) helpCmd(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use: "help [NAME]",
		RunE: func(cmd *cobra.Command, args []string) error {
			about, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				name := strings.Join(args, " ")
				return usage("no help for %q\n\n%s", name, suggestion(root, name))
			}
			return about.Help()
		},
		ValidArgsFunction: func(_ *cobra.Command, args []string, prefix string) ([]cobra.Completion, cobra.ShellCompDirective) {
			var out []cobra.Completion
			about, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			for _, c := range about.Commands() {
				if strings.HasPrefix(c.Name(), prefix) {
					out = append(out, cobra.CompletionWithDesc(c.Name(), c.Short))
				}
			}
			return out, cobra.ShellCompDirectiveNoFileComp
		},
	}
}

// completionCmd prints the scripts with which shells complete command lines.
func (a *app) completionCmd() *cobra.Command {
	var bare bool
	shells := []string{"bash", "zsh", "fish", "powershell"}
	cmd := &cobra.Command{
		Use:       "completion SHELL",
		Args:      cobra.ExactArgs(1),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				return root.GenBashCompletionV2(a.out, !bare)
			case "zsh":
				if bare {
					return root.GenZshCompletionNoDesc(a.out)
				}
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, !bare)
			case "powershell":
				if bare {
					return root.GenPowerShellCompletion(a.out)
				}
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			return usage("%q is no shell that is known\n\nknown are %s", args[0], strings.Join(shells, ", "))
		},
	}
	cmd.Flags().BoolVar(&bare, "no-descriptions", false, "")
	return cmd
}
