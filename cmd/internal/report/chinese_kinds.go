package report

import "brink/solver/note"

// chineseKinds is the part of chinese about kinds of figures, in note/codes_figure.go.
func chineseKinds(c note.Code) string {
	switch c {
	case note.FigurePlays:
		return "{1}：选 {2} 的概率"
	case note.FigurePayoffOf:
		return "{1}的收益"
	case note.FigureReplies:
		return "{1}的最优反应"
	case note.FigureEquilibria:
		return "均衡"
	case note.FigureReplyOf:
		return "{1}的最优反应：{2}"
	case note.FigureBestReply:
		return "最优反应：{1}"
	case note.FigureIndifferent:
		return "{1}无差异"
	case note.FigureGains:
		return "{1}获益的方向"
	case note.FigureContinuum:
		return "均衡连续统"
	case note.FigureStill:
		return "{1} 静止"
	case note.FigureAllRest:
		return "静止点"
	case note.FigureDirections:
		return "方向"
	case note.FigureCourses:
		return "轨迹（近似）"
	case note.FigureStable:
		return "稳定的静止点"
	case note.FigureUnstable:
		return "非渐近稳定的静止点"
	case note.FigureUndecidedRest:
		return "静止点，稳定性未定"
	case note.FigureNumberOf:
		return "{2}的 {1}"
	case note.FigureObserved:
		return "{1}（观测噪声趋于零）"
	case note.FigureDensity:
		return "密度"
	case note.FigureCutoff:
		return "临界值"
	case note.FigureCutoffOf:
		return "均衡 {1}的临界值"
	case note.FigureChoose:
		return "选择 {1}"
	case note.FigureEquilibrium:
		return "均衡"
	case note.FigureEquilibriumNo:
		return "均衡 {1}"
	case note.FigureNoEquilibrium:
		return "没有均衡"
	case note.FigureChoice:
		return "{1}选择 {2}"
	case note.FigureLeftOut:
		return "一个均衡的位置是若干数之一，未画出"
	case note.FigureBelief:
		return "在 {1} 处：对 {2} 的信念"
	case note.FigureBeliefOf:
		return "均衡 {1}的信念"
	case note.FigureTransitions:
		return "行动之后的转移，概率不为 1 时注明"
	case note.FigureTaken:
		return "均衡中的转移及其概率"
	case note.FigureNotTaken:
		return "其他行动之后的转移"
	case note.FigureFirstOf:
		return "共 {1} 个均衡，此为第一个"
	case note.FigureSolidStable:
		return "稳定处为实线，否则为虚线"
	case note.FigureRow:
		return "第 {1} 行"
	case note.FigurePayoffs:
		return "{1}的收益"
	case note.FigureCutoffs:
		return "{1}的临界值"
	case note.FigureValues:
		return "{1}的值"
	case note.FigureSustained:
		return "{1} 为子博弈完美均衡"
	case note.FigureCritical:
		return "{1} 的临界贴现因子"
	case note.FigureNoMore:
		return "超出则不可维持"
	case note.FigureNowhere:
		return "{1}：处处不成立"
	case note.FigureAllOthers:
		return "含其余各轴的一切取值"
	case note.FigureNoAnswer:
		return "无结果"
	case note.FigureShare:
		return "{1} 各结果的占比"
	case note.FigureShareOf:
		return "占比"
	case note.FigureInterval:
		return "95 % 区间"
	case note.FigureMiddle:
		return "中间 {1} %"
	case note.FigureMedian:
		return "中位数"
	case note.FigureLevel:
		return "{1} 自 {2} 至 {3}"
	}
	return ""
}
