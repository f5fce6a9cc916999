package report

import "brink/solver/note"

// chineseDossier is the part of chinese in messages_dossier.go.
func chineseDossier(c note.Code) string {
	switch c {
	case ReportsTitle:
		return "报告"
	case sayTheGame:
		return "博弈"
	case sayTheConditions:
		return "稳定性条件"
	case sayTheClaims:
		return "论断"
	case sayMeansProved:
		return "对假设允许的一切参数值均成立。"
	case sayMeansRefuted:
		return "对假设允许的任何参数值均不成立。"
	case sayMeansRefutedAt:
		return "对假设允许的任何参数值均不成立；例如在 {1} 处不成立。"
	case sayMeansWhere:
		return "当且仅当 {1} 时成立。"
	case sayMeansWhereAt:
		return "当且仅当 {1} 时成立；例如在 {2} 处不成立。"
	case sayMeansVacuous:
		return "没有参数值满足其前提 {1}，故此论断无所断言。"
	case sayMeansUndecided:
		return "既未证明也未否证：{1}。"
	case sayVerdictLine:
		return "判定：{1}。{2}"
	case sayEvidenceLine:
		return "证据：{1}。"
	case sayClaimSource:
		return "来源：{1}。"
	case sayEvidenceSummary:
		return "{2} 项判定中，有 {1} 项的证据经一个代数完全独立的部分核验通过。"
	case sayHowMade:
		return "本报告如何得出"
	case sayMadeBy:
		return "由 brink {1} 以精确算术得出。"
	case sayInput:
		return "输入的 SHA-256："
	}
	return ""
}
