package report

import "brink/solver/note"

// The words of help around the pages of the manual, with their arguments.
const (
	HelpSolve       note.Code = "help-solve"
	HelpFiles       note.Code = "help-files"
	HelpUsage       note.Code = "help-usage"
	HelpOptions     note.Code = "help-options"
	HelpSubcommand  note.Code = "help-subcommand"
	HelpExamples    note.Code = "help-examples"
	HelpCommands    note.Code = "help-commands"
	HelpFurther     note.Code = "help-further"
	HelpFlags       note.Code = "help-flags"
	HelpSharedFlags note.Code = "help-shared-flags"
	HelpTopics      note.Code = "help-topics"
	HelpMore        note.Code = "help-more" // command
	HelpFlag        note.Code = "help-flag" // command
	sayOr           note.Code = "help-or"
	sayDefaultIs    note.Code = "help-default" // value
)
