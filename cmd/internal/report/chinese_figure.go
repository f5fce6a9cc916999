package report

import "brink/solver/note"

// chineseFigure is the part of chinese in messages_figure.go.
func chineseFigure(c note.Code) string {
	switch c {
	case FigureRound:
		return "轮次"
	case FigureFrequency:
		return "经验频率"
	case FigureExploitability:
		return "可利用度"
	case FigureExploits:
		return "{1}的可利用度"
	case FigureZeros:
		return "可利用度为 0 处线条断开"
	case FigureRarer:
		return "另有 {1} 个较少用的行动"
	case FigureNeverPlayed:
		return "{1} 个行动从未使用"
	case FigurePrecision:
		return "精度"
	case FigureProbability:
		return "概率（近似）"
	case FigureFeasible:
		return "可行"
	case FigureRational:
		return "高于纯行动极小极大收益"
	case FigureRationalNone:
		return "高于纯行动极小极大收益：无"
	case FigureSet:
		return "均衡"
	case FigureSetNone:
		return "均衡：无"
	case FigureSetAtMost:
		return "均衡收益集的外界"
	case FigureSetAtLeast:
		return "均衡收益集的内界"
	case FigurePaths:
		return "无随机化的路径"
	case FigureStage:
		return "阶段博弈的纯策略均衡"
	case FigureUnrandomised:
		return "无随机化时的外界"
	case FigureUnrandomisedNone:
		return "无随机化时：无"
	case sayDefaultPoint:
		return "默认参数：{1}"
	case sayTraced:
		return "边界为追踪所得"
	case sayOthersAt:
		return "取 {1}"
	case sayMapBy:
		return "{1}，{2}"
	case sayByUnique:
		return "唯一均衡"
	case sayByCount:
		return "均衡个数"
	case sayByRiskDominant:
		return "风险占优"
	case sayByEfficient:
		return "帕累托有效"
	case sayByClaim:
		return "论断 {1}"
	case sayClassSeveral:
		return "不止一个"
	case sayClassCount:
		return "{1} 个"
	case sayClassAtLeast:
		return "至少 {1} 个"
	case sayClassHolds:
		return "成立"
	case sayClassFails:
		return "不成立"
	case sayClassRiskDominant:
		return "{1}；风险占优：{2}"
	case sayClassEfficient:
		return "{1}；帕累托有效：{2}"
	case sayNobody:
		return "无"
	case sayPiece:
		return "部分"
	case sayRegionPiece:
		return "区域"
	case sayKnifeEdgePiece:
		return "临界情形"
	case sayPointPiece:
		return "点"
	case sayBoundaryPiece:
		return "边界"
	case sayAlongCurve:
		return "{1}，自 {2} 至 {3}"
	case saySides:
		return "下方或左方：{1}；上方或右方：{2}"
	case sayOutside:
		return "假设之外"
	case sayContourOf:
		return "{1} 的等值线"
	case BranchesTitle:
		return "均衡分支"
	case FigureStrict:
		return "实线为严格均衡，虚线为非严格均衡"
	case sayFrom:
		return "自"
	case sayTo:
		return "至"
	case sayBranchesOver:
		return "均衡随 {1} 的变化。"
	case sayBranchesAt:
		return "取 {2} 时均衡随 {1} 的变化。"
	case sayNoBranchFormula:
		return "{1}：无公式说明该处如何选择"
	case sayBranchesCaption:
		return "均衡随参数的变化"
	case sayFigureCaption:
		return "结果的图示"
	case sayCaptionReplies:
		return "双方的最优反应与均衡"
	case sayCaptionReplicator:
		return "复制者动态：轨线与静止点（实心为稳定）"
	case sayCaptionBelief:
		return "信息集处各行动的收益随信念的变化"
	case sayCaptionCutOffs:
		return "各参与人私有数值的密度，以及各数值下所选的行动"
	case sayCaptionStates:
		return "状态及其间的转移"
	case sayCaptionReactions:
		return "反应曲线与均衡"
	case sayCaptionPortrait:
		return "相图：各变量静止的曲线、轨线与静止点（实心为稳定）"
	case sayCaptionCritical:
		return "临界贴现因子随参数的变化"
	case sayCaptionTracks:
		return "均衡随参数的变化"
	case FigureEach:
		return "各方"
	case FigurePayoffEach:
		return "各方的收益"
	case sayClassInfinite:
		return "无穷多个"
	case sayFigureChart:
		return "图"
	case sayFigureSeries:
		return "系列"
	case sayFigureLabel:
		return "标注"
	case sayFigurePart:
		return "部分"
	case sayFigureFrom:
		return "自"
	case sayFigureTo:
		return "至"
	}
	return ""
}
