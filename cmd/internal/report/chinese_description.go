package report

import "brink/solver/note"

// chineseDescription is the part of chinese in messages_description.go.
func chineseDescription(c note.Code) string {
	switch c {
	case sayClasses:
		return "类别：{1}。"
	case sayNoClass:
		return "类别：不属于零和、对称、势博弈、超模、次模中的任何一类。"
	case sayOrdinal:
		return "序数类别：{1}，按双方收益的次序（Robinson 与 Goforth 2005，名称依 Bruns 2015）。"
	case sayOrdinals:
		return "序数类别：{2} 为{1}，{4} 为{3}，按各自收益的次序（Robinson 与 Goforth 2005，名称依 Bruns 2015）。"
	case sayOrdinalTied:
		return "序数类别：有并列，至少一方对两个结果无差异。"
	case sayNotStrictly:
		return "没有严格劣策略。"
	case sayNotWeakly:
		return "没有弱劣策略。"
	case sayEliminateStrictly:
		return "重复剔除严格劣策略"
	case sayEliminateWeakly:
		return "重复剔除弱劣策略"
	case sayRound:
		return "轮次"
	case sayDominatedBy:
		return "占优于它的策略"
	case sayOf:
		return "{1}：{2}"
	case sayLeft:
		return "剩余：{1}"
	case sayOrderMatters:
		return "弱占优时，剔除次序不同，剩余的行动可能不同"
	case sayRationalizable:
		return "这些是可理性化的行动"
	case sayTremblingHand:
		return "颤抖手完美"
	case sayDominated:
		return "否：含劣策略"
	case sayLargestSum:
		return "最大收益之和：{1}，在 {2}"
	case sayPrices:
		return "无政府代价 {1}，稳定代价 {2}"
	case sayStrictOne:
		return "均衡"
	case sayThresholds:
		return "严格均衡的 p-占优"
	case sayBeliefOf:
		return "{1} 所需的信念"
	case sayBeliefToo:
		return "{1} 所需的信念"
	case sayBeliefNote:
		return "所需的信念：使自己的行动成为最优反应的、对方采取相应行动的最小概率；占优策略为 0"
	case sayCorrelatedTitle:
		return "相关均衡"
	case saySumOfPayoffs:
		return "收益之和"
	case sayWeights:
		return "策略组合及其概率"
	case sayCorrelated:
		return "相关"
	case sayCoarse:
		return "粗相关"
	case sayBest:
		return "{1}，最好"
	case sayWorstOf:
		return "{1}，最差"

	case note.CorrelatedNotLooked:
		return "未计算相关均衡：博弈的策略组合超过 {1} 个"
	case note.ClassZeroSum:
		return "零和"
	case note.ClassConstantSum:
		return "常和"
	case note.ClassStrategicallyZS:
		return "策略上零和"
	case note.ClassSymmetric:
		return "对称"
	case note.ClassIdentical:
		return "利益一致"
	case note.ClassPotential:
		return "精确势博弈"
	case note.ClassPerfectInfo:
		return "完美信息"
	case note.ClassSupermodular:
		return "按行动次序超模"
	case note.ClassSubmodular:
		return "按行动次序次模"
	case note.PatternPrisonersDilemma:
		return "囚徒困境"
	case note.PatternChicken:
		return "胆小鬼博弈"
	case note.PatternBattle:
		return "性别战博弈"
	case note.PatternHero:
		return "英雄博弈"
	case note.PatternCompromise:
		return "妥协博弈"
	case note.PatternDeadlock:
		return "僵局"
	case note.PatternConcord:
		return "协和博弈"
	case note.PatternStagHunt:
		return "猎鹿博弈"
	case note.PatternAssurance:
		return "保证博弈"
	case note.PatternCoordination:
		return "协调博弈"
	case note.PatternPeace:
		return "和平博弈"
	case note.PatternHarmony:
		return "和谐博弈"
	}
	return ""
}
