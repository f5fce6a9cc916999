package report

import "brink/solver/note"

// chineseAssertion is the part of chinese in messages_assertion.go.
func chineseAssertion(c note.Code) string {
	switch c {
	case sayStatement:
		return "{1} · {2}"
	case sayGist:
		return "大意：{1}"
	case sayPlaced:
		return "出处：{1}。{2}"
	case sayPlacedOnly:
		return "{1}"
	case sayAdds:
		return "本模型所加：{1}"
	case sayReading:
		return "读法"
	case sayFormula:
		return "公式"
	case saySourceHead:
		return "来源"
	case sayOurs:
		return "本库"
	case sayBeside:
		return "原文之外：原文未作的论断"
	case saySee:
		return "另见：{1}"
	case sayOfReading:
		return "{1}（{2}）"
	case sayReadingHolds:
		return "成立"
	case sayHoldsWhere:
		return "在此条件下成立"
	case sayNotAlways:
		return "并非必然，仅在此条件下成立"
	case sayHoldsNot:
		return "不成立"
	case sayHoldsUnknown:
		return "未定"
	case sayNoCase:
		return "无此情形"
	case firmlyStates:
		return "原文作此断言。"
	case firmlyMay:
		return "原文认为可能如此。"
	case firmlyRecommend:
		return "原文作此建议。"
	case firmlyAsks:
		return "原文为设问；以下是模型的回答。"
	case firmlySilent:
		return "原文未言；这是本库的推论。"
	case readPossible:
		return "可能成立"
	case readLikelier:
		return "更易成立"
	case readInevitable:
		return "必然成立"
	}
	return ""
}
