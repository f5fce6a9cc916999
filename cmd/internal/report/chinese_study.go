package report

import "brink/solver/note"

// chineseStudy is the part of chinese in messages_study.go.
func chineseStudy(c note.Code) string {
	switch c {
	case StudyTitle:
		return "批量研究"
	case sayStudyDone:
		return "{2} 个分片中已有 {1} 个，共 {3} 个点"
	case sayStudyPoints:
		return "{1} 个点"
	case sayStudyShares:
		return "{1}"
	case sayStudyAnswer:
		return "答案"
	case sayStudyNone:
		return "无"
	case sayStudyCount:
		return "点数"
	case sayStudyShare:
		return "比例"
	case sayStudyRange:
		return "95 % 区间"
	case sayStudyExact:
		return "区间为精确二项区间（Clopper 与 Pearson 1934），向外取整：每个区间以至少 95 % 的概率覆盖随机点上该答案的概率"
	case sayStudyMore:
		return "另有 {1} 种答案"
	case sayStudyNumbers:
		return "{1}（{2} 个点）"
	case sayStudyLevel:
		return "分位数"
	case sayStudyValue:
		return "值"
	case sayStudyDecimal:
		return "小数"
	case sayStudyCross:
		return "{1}（行）与 {2}（列）"
	case sayStudyAnchor:
		return "{1} \\ {2}"
	case sayStudyLost:
		return "{1} 个点保存在 {2}：再次运行同一命令即从该处继续"
	case sayStudyPlanned:
		return "{1} 个点，{2} 个分片：{3}"

	case note.StudyOpen:
		return "有 {1} 个点的结果未知"
	}
	return ""
}
