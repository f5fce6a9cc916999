package report

import "brink/solver/note"

// chineseNash is the part of chinese in codes_nash.go of package note.
func chineseNash(c note.Code) string {
	switch c {
	case note.OneAsked:
		return "只要求求出一个均衡"
	case note.LimitEquilibria:
		return "已达到 {1} 个均衡的上限"
	case note.OnlyPure:
		return "只寻找了纯策略均衡"
	case note.NoPure:
		return "该博弈没有纯策略均衡，均衡都是混合的，而未寻找混合均衡"
	case note.EveryMixture:
		return "连续统：任何混合都是均衡"
	case note.ActionsTooLarge:
		return "行动 {1} 的支撑未定：其方程太大，无法求解"
	case note.ActionsSampled:
		return "行动 {1} 的支撑：找到了均衡的集合，但未在其中寻找孤立均衡"
	case note.ActionsContinuum:
		return "行动 {2} 的支撑上有 {1} 维的连续统"
	case note.OrbitContinuum:
		return "{1} 人选第一个行动、{2} 人选第二个行动、{3} 人混合之处有连续统"
	case note.BranchFork:
		return "该分支无法继续跟踪：此处可能有分叉"
	case note.LimitSteps:
		return "已达到 {1} 步的上限"
	case note.ManySubgameValues:
		return "某个子博弈有超过 {1} 种不同的均衡收益：只计算了一个均衡，收益相等时取列在前面的行动"
	case note.TiesLeave:
		return "收益相等之处留下混合策略均衡的连续统"
	case note.AllPureTies:
		return "以上是全部纯策略均衡；收益相等之处另有混合策略均衡的连续统"
	case note.PureListed:
		return "列出了 {2} 个纯策略均衡中的 {1} 个"
	case note.PureListedOfMany:
		return "列出了超过 2^64 个纯策略均衡中的 {1} 个"
	case note.ManyVertices:
		return "序列式的顶点太多，无法列出全部均衡"
	case note.NotConnected:
		return "极端均衡已全部列出，但未求出它们如何相连"
	case note.NotConnectedWhy:
		return "极端均衡已全部列出，但未求出它们如何相连：{1}"
	case note.ManySubsets:
		return "极大纳什子集太多"
	case note.OneOptimalPair:
		return "这是一对最优策略；可能还有其他"
	case note.OneOptimalPairOf:
		return "这是一对最优策略；可能还有其他，方法 eee 可列出"
	case note.SearchTooLarge:
		return "该博弈太大，无法逐一考察支撑"
	case note.NotInCells:
		return "其方程未能在 {1} 个单元内求解，又太大而无法用代数方法求解"
	case note.ManySolutions:
		return "其方程有重解或无穷多解，又太大而无法用代数方法求解"
	case note.ProofsDisagree:
		return "细分与消元的结果不一致"
	case note.NotRefined:
		return "区间无法再细化"
	case note.SetNotSearched:
		return "找到了均衡的集合，但未在其中寻找孤立均衡"
	case note.FoundListed:
		return "列出了至此找到的 {2} 个均衡中的 {1} 个"
	case note.LimitSupports:
		return "已达到 {1} 个支撑的上限"
	case note.MoreUndecided:
		return "另有 {1} 个支撑组合未定"
	case note.SupportUndecided:
		return "支撑 {1} 未定：{2}"
	case note.MoreContinua:
		return "另有 {1} 个支撑组合上有连续统"
	case note.SupportContinuum:
		return "支撑 {2} 上有 {1} 维的连续统"
	case note.IsolatedComplete:
		return "孤立均衡已求全；{1}"
	case note.ManyBases:
		return "某个最优反应多面体的基超过 {1} 个"
	case note.TooLargeForAll:
		return "{1}×{2} 个行动的博弈太大，无法寻找全部均衡；只寻找了一个"
	case note.IndicesOpen:
		return "均衡已求全，但有 {1} 个连通分支的指数未求出：{2}"
	case note.ManyPerturbed:
		return "其附近的扰动均衡太多"
	case note.OnePath:
		return "一条路径"
	case note.SearchMemory:
		return "搜索需要的内存太大"
	case note.LimitNodes:
		return "已达到搜索 {1} 个节点的上限"
	case note.Indifferent:
		return "{1} 在 {2} 之间无差异"
	case note.IndifferentWhenPlays:
		return "当 {1} 选 {2} 时，{3} 在 {4} 之间无差异"
	case note.IndifferentWhenMixes:
		return "当 {1} 混合 {2} 时，{3} 在 {4} 之间无差异"
	case note.IndifferentOnSupport:
		return "在支撑 {1} 的均衡处，{2} 在 {3} 之间无差异"
	case note.NumberedPlayer:
		return "参与人 {1}"
	}
	return ""
}
