package report

import "brink/solver/note"

// chineseLogit is the part of chinese in messages_logit.go.
func chineseLogit(c note.Code) string {
	switch c {
	case LogitTitle:
		return "Logit 量子响应均衡 (QRE)（近似）"
	case sayAgents:
		return "每个信息集各有一个代理人，按其参与人由此往后的期望收益作出反应（McKelvey and Palfrey 1998）。"
	case sayApproximate:
		return "表中数字均为近似值。"
	case sayAtAction:
		return "{1}：{2}"
	case sayWithin:
		return "近似：方程按概率对数计误差不超过 {1}"
	case sayRegretOne:
		return "后悔值：参与人改作最优反应至多可得的收益"
	case sayAllLogit:
		return "这些是各 lambda 处的全部 logit 均衡（以浮点数所能区分者为限）"
	case sayTurnsOnce:
		return "该分支折返一次：它多次经过某些 lambda 值，依各行次序"
	case sayTurns:
		return "该分支折返 {1} 次：它多次经过某些 lambda 值，依各行次序"
	case sayLeadsComponent:
		return "该分支通向 brink solve 的连通分支 {1}，那是均衡的连续统"
	case sayLeadsNowhere:
		return "未指明极限均衡：在分支末端附近，同一支撑的均衡中没有孤立的"
	case sayLeadsTo:
		return "该分支通向均衡 {1}，收益 {2}"
	case sayItsNumber:
		return "{1}（brink solve 中的第 {2} 个）"
	case sayBranchCaption:
		return "logit 均衡的主分支（近似）"

	case note.AtLambda:
		return "至 lambda = {1}"
	case note.LimitNotNumbered:
		return "未在全部均衡中查找末端的均衡：{1}"
	}
	return ""
}
