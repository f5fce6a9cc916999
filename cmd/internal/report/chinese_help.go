package report

import "brink/solver/note"

// chineseHelp is the part of chinese in messages_help.go.
func chineseHelp(c note.Code) string {
	switch c {
	case HelpSolve:
		return "求解："
	case HelpFiles:
		return "模型与文件："
	case HelpUsage:
		return "用法："
	case HelpOptions:
		return "[选项]"
	case HelpSubcommand:
		return "[命令]"
	case HelpExamples:
		return "例子："
	case HelpCommands:
		return "命令："
	case HelpFurther:
		return "其他命令："
	case HelpFlags:
		return "选项："
	case HelpSharedFlags:
		return "所有命令的选项："
	case HelpTopics:
		return "其他帮助主题："
	case HelpMore:
		return "{1} [命令] --help 显示一个命令的更多内容。"
	case HelpFlag:
		return "{1} 的帮助"
	case sayOr:
		return " 或 "
	case sayDefaultIs:
		return "（默认 {1}）"
	}
	return ""
}
