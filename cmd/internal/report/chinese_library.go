package report

import "brink/solver/note"

// chineseLibrary is the part of chinese in messages_library.go.
func chineseLibrary(c note.Code) string {
	switch c {
	case LibraryTitle:
		return "内置模型"
	case sayLibraryNote:
		return "brink show MODEL 显示其中一个；brink conditions MODEL 显示其稳定性条件表"
	case sayModel:
		return "模型"
	case sayName:
		return "名称"
	case sayPlayerCount:
		return "参与人"
	case sayFree:
		return "参数"
	case sayClaimCount:
		return "论断"
	case saySource:
		return "来源：{1}"
	case sayAuthorNote:
		return "注：{1}"
	case sayDefault:
		return "默认值"
	case sayRange:
		return "取值范围"
	case sayMeaning:
		return "含义"
	case sayPayoffTable:
		return "收益（{1} 选行，{2} 选列）"
	case sayClaimsTitle:
		return "论断"
	case sayHolds:
		return "公式"
	case sayExpectedHead:
		return "预期判定"
	case sayDecides:
		return "brink verify {1} 可判定这些论断"
	case sayGivenHolds:
		return "{1} => {2}"
	case FilesTitle:
		return "文件检查"
	case sayFile:
		return "文件"
	case sayFormat:
		return "格式"
	case sayProfiles:
		return "策略组合"
	case sayResult:
		return "结果"
	case sayMany:
		return "极多"
	case sayProblems:
		return "{1} 个问题"
	case sayFine:
		return "无误"
	case sayFineBut:
		return "无误，{1} 条警告"
	}
	return ""
}
