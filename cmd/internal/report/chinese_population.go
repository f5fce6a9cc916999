package report

import "brink/solver/note"

// chinesePopulation is the part of chinese in messages_population.go.
func chinesePopulation(c note.Code) string {
	switch c {
	case PopulationTitle:
		return "群体"
	case sayImitators:
		return "{1} 名参与人以成对比较相互模仿，选择强度 {2}。"
	case sayParameters:
		return "参数：{1}。"
	case sayPayoffMatrix:
		return "收益：行策略对列策略的所得"
	case sayShares:
		return "突变稀少时的时间份额"
	case sayShare:
		return "份额 ≈"
	case sayShareNote:
		return "≈ 近似值；突变稀少的极限下（任一时刻只有一种策略）的平稳分布（Fudenberg and Imhof 2006）"
	case sayTakeovers:
		return "参数条件（精确）"
	case sayMutant:
		return "突变者"
	case sayResident:
		return "原有者"
	case sayLikelierThanReverse:
		return "比反向更可能"
	case sayLikelierThanChance:
		return "弱选择下比随机更可能"
	case sayHoldWhere:
		return "这些条件在 {1} 处成立"
	case sayTakeoverNote:
		return "比反向更可能：对任何非零的选择强度；弱选择：对一切大于 0 且充分接近 0 的强度（Nowak, Sasaki, Taylor and Fudenberg 2004）"
	case sayMissingPart:
		return "不完整：{1}。"
	case sayFixation:
		return "固定：{1} 名原有者中的一名突变者"
	case sayTakesOver:
		return "取代概率 ≈"
	case sayAgainstChance:
		return "与随机相比，1/{1}"
	case sayAgainstReverse:
		return "与反向相比"
	case sayLogQuotient:
		return "商的对数"
	case sayFixationNote:
		return "≈ 近似值：含指数函数（Traulsen, Nowak and Pacheco 2006）；比较与对数是精确的：有理数的不同指数不会相消（Lindemann 与 Weierstrass），故由区间包围判定"
	case sayGreater:
		return "大于"
	case sayLess:
		return "小于"
	case sayEqual:
		return "等于"

	case note.NothingComputed:
		return "未作任何计算：{1}"
	case note.StoppedAfterPairs:
		return "{2} 对中只完成 {1} 对：{3}"
	case note.SharesNotComputed:
		return "未计算时间份额：{1}"
	case note.ConditionsFound:
		return "{2} 对中只求得 {1} 对的条件：{3}"
	case note.SelectionTooStrong:
		return "选择过强：有的概率小数点后超过一亿个零"
	}
	return ""
}
