package report

import "brink/solver/note"

// chinesePlay is the part of chinese in messages_play.go.
func chinesePlay(c note.Code) string {
	switch c {
	case PlayTitle:
		return "虚拟对局"
	case sayRounds:
		return "{1} 轮，{2}。"
	case sayRoundsAt:
		return "{1} 轮，{2}，{3}。"
	case saySimultaneous:
		return "同时行动"
	case sayAlternating:
		return "轮流行动"
	case sayPlayed:
		return "次数"
	case sayFrequency:
		return "频率"
	case sayLimit:
		return "极限"
	case sayLimitNash:
		return "极限：频率收敛之处，为纳什均衡（已证明）"
	case sayLimitNoNash:
		return "极限：频率收敛之处，不是纳什均衡（已证明）"
	case sayLastAction:
		return "最后行动"
	case sayAverage:
		return "平均收益"
	case sayExploitability:
		return "可利用度"
	case sayExploitabilityNote:
		return "可利用度：该参与人对他人频率作最优反应可多得的收益；全为 0 即纳什均衡"
	case sayRegret:
		return "后悔值"
	case sayRegretNote:
		return "后悔值：最好的固定行动每轮会比实际多得的收益"
	case sayConstantFrom:
		return "从第 {1} 轮起行动不再变化（已证明）"
	case sayPeriodic:
		return "从第 {2} 轮起每 {1} 轮重复一次（已证明）"
	case sayGrowth:
		return "各段长度每次约增长 {1} 倍（观察所得，近似）"
	case sayNoTheorem:
		return "brink 所知的收敛定理均不涵盖此博弈"
	case sayPlayCaption:
		return "经验频率与可利用度（近似绘制）"
	case TrajectoryTitle:
		return "轨线"
	case sayFromStart:
		return "起点：{1}。"
	case sayFromStartAt:
		return "起点：{1}；{2}。"
	case sayIntegrated:
		return "近似：以浮点数积分（Dormand 与 Prince 1980，5 阶与 4 阶，每步误差不超过 1e-10）。静止点及其稳定性由 brink conditions 精确给出。"
	case sayIterated:
		return "近似：以浮点数迭代。静止点及其稳定性由 brink conditions 精确给出。"
	case sayClock:
		return "时间"
	case sayEndLeft:
		return "{1} 约在时刻 {2} 离开其取值范围，轨线止于此"
	case sayEndUnbounded:
		return "{1} 约在时刻 {2} 超过 10^9，轨线止于此"
	case sayEndUndefined:
		return "约在时刻 {2} 之后变化率无定义，轨线止于此"
	case note.Traced:
		return "含 sqrt、exp 或 log 的边界在参数的 {1} 个取值处追踪：比其间隔更窄的部分可能遗漏"
	case note.TooManySteps:
		return "步数过多或步长过小，轨线无法继续"

	case note.DominanceSolvable:
		return "该博弈可由重复剔除严格劣策略求解（{1} 轮）；包括虚拟对局在内的一切适应过程都收敛到剩下的策略组合。"
	case note.IdenticalInterests:
		return "双方在每个策略组合上收益相同；此类博弈的虚拟对局在信念上收敛。"
	case note.ExactPotential:
		return "该博弈有精确势函数：双方的二重差分处处相等；此类博弈的虚拟对局在信念上收敛。"
	case note.WeightedPotential:
		return "该博弈有加权势函数（{1} 的二重差分是 {3} 的 {2} 倍）；此类博弈的虚拟对局在信念上收敛。"
	case note.OrdinalPotential:
		return "该博弈没有收益相等，也没有单方改进的循环，故有序数势函数；此类博弈的轮流虚拟对局收敛到纯策略均衡。"
	case note.DiminishingReturns:
		return "{1}差分递增，收益严格递减，且没有收益相等；此类博弈的虚拟对局在信念上收敛。"
	case note.ThreeByThree:
		return "每名参与人有三个行动，{1}差分递增，且没有收益相等；此类博弈的虚拟对局在信念上收敛。"
	case note.InListedOrder:
		return "按所列行动次序"
	case note.OneReversed:
		return "将一方的行动次序颠倒后"
	case note.TwoByTwo:
		return "每名参与人有两个行动，对另一方的每个行动都有唯一的最优反应；此类博弈的虚拟对局在信念上收敛。"
	case note.TwoByMany:
		return "{1} 有两个行动，且博弈非退化（对行动的最优反应唯一，其任何混合都不使 {2} 有两个以上最优反应）；此类博弈的虚拟对局在信念上收敛。"
	case note.ConstantSum:
		return "每个策略组合上的收益之和为 {1}；此类博弈的虚拟对局在信念上收敛到最优策略。"
	case note.StrategicallyZeroSum:
		return "该博弈的最优反应与一个零和博弈相同（{1} 的二重差分是 {3} 的 {2} 倍），而零和博弈的虚拟对局在信念上收敛。"
	case note.StoppedAfterRounds:
		return "{2} 轮中只完成 {1} 轮：{3}"
	case note.StoppedAfterMoves:
		return "{1} 步后停止：{2}"
	case note.PeriodNotTraced:
		return "行动已呈周期，但没有时间求出周期：{1}"
	case note.Stopped:
		return "已停止：{1}"
	}
	return ""
}
