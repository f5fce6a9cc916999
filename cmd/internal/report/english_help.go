package report

import "brink/solver/note"

// englishHelp is the part of english in messages_help.go.
func englishHelp(c note.Code) string {
	switch c {
	case HelpSolve:
		return "Solve:"
	case HelpFiles:
		return "Models and files:"
	case HelpUsage:
		return "Usage:"
	case HelpOptions:
		return "[flags]"
	case HelpSubcommand:
		return "[command]"
	case HelpExamples:
		return "Examples:"
	case HelpCommands:
		return "Commands:"
	case HelpFurther:
		return "Further commands:"
	case HelpFlags:
		return "Flags:"
	case HelpSharedFlags:
		return "Flags of all commands:"
	case HelpTopics:
		return "Further topics of help:"
	case HelpMore:
		return "{1} [command] --help tells more about a command."
	case HelpFlag:
		return "help for {1}"
	case sayOr:
		return " or "
	case sayDefaultIs:
		return " (default {1})"
	}
	return ""
}
