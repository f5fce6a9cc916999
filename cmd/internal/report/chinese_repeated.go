package report

import "brink/solver/note"

// chineseRepeated is the part of chinese in messages_repeated.go.
func chineseRepeated(c note.Code) string {
	switch c {
	case RepeatedTitle:
		return "重复博弈"
	case sayHorizon:
		return "共 {1} 期，收益相加。"
	case sayDiscount:
		return "贴现因子 {1}。"
	case sayDiscountIn:
		return "贴现因子 {1}，取值于 {2}。"
	case sayDiscountsIn:
		return "贴现因子 {1}，取值于 {2}。"
	case sayDiscountOf:
		return "{1}（{2}）"
	case sayUndiscounted:
		return "不贴现。"
	case sayNoDiscounting:
		return "不贴现"
	case sayFactor:
		return "贴现因子 {1}"
	case sayItsNumbers:
		return "博弈自身的数值"
	case sayAllOf:
		return "{1}（全体）"
	case sayStrategies:
		return "策略"
	case sayOutcome:
		return "结果"
	case sayPerfect:
		return "子博弈完美"
	case sayNash:
		return "纳什"
	case sayPerfectName:
		return "子博弈完美"
	case sayCritical:
		return "临界贴现因子"
	case sayTooLarge:
		return "过大"
	case sayTerms:
		return "{1} 项，见 JSON 输出"
	case sayNone:
		return "无"
	case sayPerfectNote:
		return "子博弈完美：在任何历史之后，一次性偏离都无利可图"
	case sayPerfectFinite:
		return "子博弈完美：在这 {1} 期的任何历史之后，一次性偏离都无利可图（逆向归纳法）"
	case sayCriticalNote:
		return "临界贴现因子：在 {1} 时使之成立且小于 1 的贴现因子"
	case sayCriticalFinite:
		return "临界贴现因子：在 {1} 时使之成立且不大于 1 的贴现因子"
	case sayCriticalOwn:
		return "临界贴现因子：在 {1} 时各参与人各自使之成立的贴现因子"
	case sayKnifeEdges:
		return "临界情形，只在零测集上成立：{1}"
	case sayUnread:
		return "条件过长，未分析其依据：{1}"

	case sayRests:
		return "条件的依据"
	case sayRestsOn:
		return "条件的依据：{1}"
	case sayFactorWorks:
		return "存在可行的贴现因子"
	case sayFactorsWork:
		return "存在可行的贴现因子组合"
	case sayRenegotiation:
		return "防重新谈判 (renegotiation-proof)"
	case sayBindings:
		return "起约束的偏离（各人）"
	case sayMorePatience:
		return "上升则需更多耐心"
	case sayLessPatience:
		return "上升则可少些耐心"
	case sayEitherWay:
		return "视其余参数而定"
	case sayWhereverPerfect:
		return "凡子博弈完美处"
	case sayNotDecided:
		return "未判定：{1}"
	case sayDeviates:
		return "{1} 在 ({3}) 之后选 {2}"
	case sayDeviatesIn:
		return "{1} 在 {3} 中采取 {2}"
	case sayBindingNote:
		return "起约束：最小贴现因子恰好遏止的偏离"
	case sayRestsNote:
		return "防重新谈判：弱意义，没有一个状态对所有人都劣于另一个状态（Farrell and Maskin 1989）；起约束：临界贴现因子恰好遏止的偏离"
	case sayPatienceNote:
		return "需更多（可少些）耐心：临界贴现因子随该参数上升（下降）或不变，对假设所容许的一切取值已证明；视其余参数而定：方向取决于其他参数"
	case sayEitherNote:
		return "{1}：在 {3} 处临界贴现因子随 {2} 上升，在 {4} 处下降"
	case sayNeeds:
		return "无论用何种策略，永远实现 {1} 都需要 {2}：偏离之后最坏不过是永远得到纯行动极小极大收益。"
	case sayUnsustained:
		return "没有策略能永远维持 {1}：偏离之后最坏不过是永远得到纯行动极小极大收益。"
	case sayUnsustainedAt:
		return "在 {2} 时没有策略能永远维持 {1}：偏离之后最坏不过是永远得到纯行动极小极大收益。"
	case sayNoMoreNeeded:
		return "{1} 也只需如此，因此没有更好的惩罚方案。"

	case sayWhy:
		return "理由：需要遏止的偏离"
	case sayConcept:
		return "概念"
	case sayInstead:
		return "改选"
	case sayDeterred:
		return "遏止条件"
	case sayGainAt:
		return "{1} 时的获益"
	case sayInPeriod:
		return "{1}，第 {2} 期"
	case sayAndAlike:
		return "{1}（另有 {2} 个相同）"
	case sayWhyNote:
		return "子博弈完美：偏离一次后回到原策略；纳什：从一开始永远改用另一策略"
	case sayWhyFinite:
		return "子博弈完美：偏离一次后回到原策略；纳什：从一开始直到最后改用另一策略"
	case sayRanked:
		return "{1}：在 {2} 时，所有人都宁可处于 ({3}) 而非 ({4})，故策略不是防重新谈判的 (renegotiation-proof)"

	case sayRemark:
		return "注意：{1}。"
	case sayPayoffSet:
		return "{1} 时的收益集"
	case sayVertex:
		return "顶点"
	case sayAttainedBy:
		return "实现方式"
	case sayNoPerfect:
		return "在此贴现因子下不存在纯行动子博弈完美均衡（已证明）"
	case sayExactSet:
		return "精确：这些是允许公共随机化的纯行动子博弈完美均衡每期收益的全部极点"
	case sayInexactSet:
		return "不精确：收益集包含这些点，并位于一个外围多边形之内（见 JSON 输出）"
	case sayGap:
		return "多边形超出这些点至多 {1}（已证明）"
	case sayWorst:
		return "最差均衡收益：{1}"
	case sayMinmaxes:
		return "极小极大收益：纯行动（枚举）{1}；混合行动（线性规划）{2}（精确）"
	case sayByMixing:
		return "混合其他顶点"
	case sayForEver:
		return "永远 {1}"
	case sayThenAt:
		return "{1}，然后 ({2})"
	case sayOneStick:
		return "选 {1}"
	case sayThenStick:
		return "{1}，再选 {2}"
	case sayPenal:
		return "对 {1} 最差的均衡给出 {2}：{3}，然后继续得到 ({4})"
	case sayPenalForEver:
		return "对 {1} 最差的均衡给出 {2}：{3}，直到永远"
	case sayPayoffBounds:
		return "{1} 时的收益界"
	case sayPayoff:
		return "收益"
	case sayInner:
		return "有均衡达到"
	case sayOuter:
		return "没有均衡超出"
	case sayNoneSeen:
		return "未找到"
	case sayPureMinmax:
		return "纯行动极小极大收益（枚举）：{1}"
	case sayBoundsNote:
		return "允许公共随机化的纯行动子博弈完美均衡，每期收益；两侧的界均已证明"
	case sayBoundsMeet:
		return "在所考察的全部 {1} 个方向上两侧的界重合"
	case sayBoundsApart:
		return "收益集位于两侧的界之间，尚不精确知道"
	case sayDirections:
		return "另有 {1} 个方向（收益的和与差）见 JSON 输出"
	case sayPayoffsFound:
		return "求得的均衡收益"
	case sayMorePayoffs:
		return "另有 {1} 个见 JSON 输出"
	case sayMixturesToo:
		return "它们的一切混合也都是均衡收益"
	case sayMostFor:
		return "{1} 的最大值"
	case sayLeastFor:
		return "{1} 的最小值"
	case sayMostInSum:
		return "总和的最大值"
	case sayLeastInSum:
		return "总和的最小值"
	case sayUnrandomised:
		return "{1} 时无公共随机化的收益"
	case sayPath:
		return "路径"
	case sayMorePaths:
		return "另有 {1} 条路径见 JSON 输出"
	case sayPathsNote:
		return "每条路径都是某个纯行动子博弈完美均衡的结果；收益为精确的每期值"
	case sayCoverNote:
		return "每个均衡收益都落在可行矩形 {2} 格中的 {1} 格之内（已证明）；该集合未必是凸的，尚不精确知道"
	case sayRepeating:
		return "{1} 反复"
	case sayLeadThen:
		return "{1}，然后 {2}"
	case sayLeast:
		return "所需的最低耐心：{1}。"
	case sayLeastNone:
		return "{1} 在任何小于 1 的贴现因子下都不是纯行动子博弈完美均衡的结果"
	case sayLeastFrom:
		return "不论用何种策略，{1} 恰从 {2} = {3} 起是均衡结果"
	case sayLeastBetween:
		return "{1} 所需的最小 {2} 介于 {3}（低于它都不成立）与 {4}（成立）之间"
	case sayLeastAbove:
		return "{1} 所需的最小 {2} 不低于 {3}，未找到使之成立的值"
	case saySetsCaption:
		return "收益集（近似绘制）"
	case saySetsAt:
		return "{1}，{2}"

	case sayTournament:
		return "循环赛：行策略对列策略的所得，{1}"
	case sayPerPeriod:
		return "每期贴现收益"
	case sayAddedUp:
		return "{1} 期收益之和"
	case sayLongRunAverage:
		return "长期平均收益"
	case sayPiecewise:
		return "分段"
	case sayElsewhere:
		return "这些函数及下列条件在 {1} 处成立；在别处，博弈的循环不同，收益有跳跃"
	case saySameAt:
		return "在 {1} 时"
	case sayInvasion:
		return "入侵：少数采用前者的参与人何时比采用后者的群体得益更多"
	case sayStrategy:
		return "策略"
	case sayCanInvade:
		return "可入侵"
	case sayWhen:
		return "条件"
	case sayNeverInvade:
		return "其余 {1} 对：从不"
	case sayStability:
		return "这些策略之间的稳定性"
	case sayEvolutionary:
		return "演化稳定"
	case sayResists:
		return "抵御一切入侵"
	case sayStabilityNote:
		return "演化稳定：列表中其他每个策略对它都得益更少，或得益相同但对自身得益少于它（Maynard Smith and Price 1973）；抵御：没有策略得益更多，但可能有策略漂入"

	case note.StoppedAfter:
		return "{2} 个策略组合中只完成 {1} 个：{3}"
	case note.NashTooLarge:
		return "{1}：{2}"
	case note.SetNotComputed:
		return "未计算收益集：{1}"
	case note.BoundsNotComputed:
		return "未计算收益界：{1}"
	case note.CoverNotComputed:
		return "未计算无随机化的收益集：{1}"
	case note.SetNotExact:
		return "收益集只知道内外两个多边形"
	case note.LeastNotFound:
		return "未求得最小贴现因子：{1}"
	case note.TournamentNotPlayed:
		return "未进行循环赛：{1}"
	case note.InvasionCompared:
		return "{2} 个策略中只比较了 {1} 个的入侵：{3}"
	case note.ImperfectLeftOut:
		return "收益集与最小贴现因子按完美监督、无差错计算，而文件并非如此"
	case note.ContinuationsOpen:
		return "{1}"
	case note.ByEmptyOperator:
		return "Abreu、Pearce、Stacchetti 算子之下无收益留存：没有纯行动均衡"
	case note.ByOperator:
		return "由 Abreu、Pearce、Stacchetti 算子从外包围"
	case note.ByExtremePoints:
		return "Abreu、Sannikov 算法所得的极点，已验证能自我生成且为全部极点"
	case note.ByInnerSet:
		return "内集已验证能自我生成，外由 Abreu、Pearce、Stacchetti 算子包围"
	case note.ByBounds:
		return "外界：多面体上的 Abreu、Pearce、Stacchetti (1990) 算子，每一步都保持超集；内界：从阶段均衡起，由先前所得收益的均衡所支撑的收益（Judd, Yeltekin and Conklin 2003）；均为有理数运算"
	case note.ByCells:
		return "覆盖：反复去掉任何策略组合都不能由其余格子生成的格子，直到无可去掉（Abreu, Pearce and Stacchetti 1990，不取凸包）；点：若干期后进入短循环的路径的精确收益，以其中最差者为威慑"
	case note.ByChainValues:
		return "标准化贴现值，由联合状态马尔可夫链的线性方程组对参数求得（精确）"
	case note.ByChainSums:
		return "贴现和，由联合状态马尔可夫链的线性方程组对参数求得（精确）"
	case note.ByChainMeans:
		return "平均值的极限，即贴现因子趋于 1 时的贴现值，由联合状态马尔可夫链的线性方程组对参数求得（精确）"
	case note.NoMoreThanMinmax:
		return "有参与人所得不超过纯行动极小极大收益，而当期偏离可得更多"
	case note.NothingDeters:
		return "即使用最重的惩罚（纯行动极小极大），在任何小于 1 的贴现因子下都遏止不了偏离"
	case note.NeededAgainstMinmax:
		return "即使面对最重的惩罚（纯行动极小极大）也需要，且已足够"
	case note.NeededWithWorst:
		return "以最差均衡收益为惩罚时需要（贴现因子更低时惩罚不会更重），且已足够"
	case note.PunishmentsPossible:
		return "它所需的惩罚从这一贴现因子起成为可能"
	case note.NotFoundUpTo:
		return "直到贴现因子 1 - 1/{1} 都未找到"
	case note.PunishmentsBetween:
		return "只知道惩罚介于纯行动极小极大与最差阶段均衡之间"
	case note.BisectionInexact:
		return "对收益集二分，至其不能精确知道处为止"
	case note.BisectionBounds:
		return "对收益界二分"
	case note.BisectionSets:
		return "对收益集二分"
	case note.ProverBudget:
		return "证明器的预算不足"
	case note.LeastNotSeparated:
		return "可行的贴现因子并不延伸到 1，其最小者未能分离"
	case note.LeastNotAttained:
		return "最小贴现因子并非总能达到"
	}
	return ""
}
