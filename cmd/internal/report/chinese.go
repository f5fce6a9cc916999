package report

import "brink/solver/note"

// Chinese is simplified Chinese, in the usage of the mainland.
func Chinese() *Words {
	return &Words{"zh", parts(chinese, chineseRepeated, chinesePopulation, chinesePlay, chineseDescription, chineseLogit, chineseFigure, chineseKinds, chineseLibrary, chineseAssertion, chineseNash, chineseStudy, chineseDossier, chineseCertificates, chineseHelp, chinesePage), "、", "和", "；", "", bindings(chineseFormulas, chineseThings, chineseSolverProblems, chineseStudyProblems, chinesePictureProblems, chineseProofProblems, chineseRootProblems, chineseReader, chineseHints, chineseErrors, chinesePages)}
}

func chinese(c note.Code) string {
	switch c {
	case note.Text:
		return "{1}"
	case note.All:
		return "{1}"

	case note.Interrupted:
		return "已中断"
	case note.TimeLimit:
		return "已达时间上限"
	case note.TimeLimitOf:
		return "已超过 --timeout {1}"
	case note.WorkLimit:
		return "在 {1} 个工作单位（约 {2} 秒）内未能判定；可用 --timeout 60s 放宽"
	case note.StoppedBefore:
		return "尚未考察全部支撑组合即停止：{1}"
	case note.NotInNumbers:
		return "未在该点读取此表：{1}"
	case note.SmallestPairs:
		return "约 2^{2} 个支撑对中只考察了最小的 {1} 个"
	case note.FirstProfiles:
		return "只考察了前 {1} 个纯策略组合"
	case note.TooLargeMixed:
		return "博弈过大，未考察其混合支撑组合"
	case note.PureOnly:
		return "博弈过大，未考察其混合支撑组合；纯支撑组合中，在参与人因自己的选择而到不了的信息集上只考察了一种行动"
	case note.ManySupports:
		return "博弈的支撑组合超过 {1} 个，未考察混合支撑组合"
	case note.ManyPolicies:
		return "需要尝试的策略（部分或全部状态上）超过 {1} 个；仅列出已尝试者中的均衡"
	case note.ManyEquilibria:
		return "仅在缺省值处就有 {1} 个或更多均衡；列出最先求得者"
	case note.SupportsTried:
		return "仅在前 {1} 个支撑组合上寻找混合均衡"
	case note.SupportsOpen:
		return "有 {1} 个支撑组合是否存在均衡未能判定"
	case note.NotIsolated:
		return "支撑为 {1} 的均衡构成维数至少为 {2} 的集合"
	case note.LimitAsked:
		return "只要求列出 {1} 个"
	case note.MixedNotDone:
		return "未考察混合支撑组合：{1}"
	case note.NoCondition:
		return "在预算内未求得下列支撑组合的条件：{1}"
	case note.NoConditionOf:
		return "在预算内未求得下列支撑组合的条件：{1}，以及另外 {2} 个"
	case note.WholeNumbers:
		return "在实数范围内未定；已排除 {1} 不是整数的 {2} 个点"
	case note.NotMonotone:
		return "{1} 的增益随采取它的他人数可能有升有降，或在 1 至 n - 2 人之间改变形式；未考察行动不一致的均衡"
	case note.TwoChanges:
		return "在 {1} 处，增益随他人数两次变号；未考察该处是否存在对称混合均衡"
	case note.NotLinear:
		return "增益对采取该行动的他人数不是线性的"
	case note.OpenCells:
		return "有 {1} 个可能的区域未能证明为空或非空"
	case note.FlatCells:
		return "有 {1} 个区域的维数是否小于所示未能判定"

	case note.AllPlay:
		return "全体选 {1}"
	case note.SomePlay:
		return "{2} 人中 {1} 人选 {3}"
	case note.Play:
		return "{1} 人选 {2}"
	case note.Mix:
		return "{1} 人混合 {2}"
	case note.Deviation:
		return "{1}：以 {2} 代替 {3}"

	case sayAnError:
		return "错误"
	case sayAWarning:
		return "警告"
	case sayAHint:
		return "提示"
	case sayTitle:
		return "{1}：{2}"
	case sayTableNo:
		return "表 {1}"
	case sayFigure:
		return "图 {1}"
	case sayCaption:
		return "{1}：{2}"
	case sayComplete:
		return "完整：在假设之下，未列出的支撑组合都不可能是均衡"
	case sayMissing:
		return "不完整：{1}"
	case sayImpossible:
		return "假设互相矛盾：没有任何参数值满足它们"
	case sayNothing:
		return "在假设之下，任何纯策略组合都不是均衡"
	case sayHidden:
		return "另有 {1} 行只在零测集上存在（临界情形），用 --knife-edges 显示"
	case sayCertain:
		return "按所印内容由定义核验通过：{2} 行中有 {1} 行的全部内容（概率、收益与各列条件）"
	case sayNotCertain:
		return "未核验通过，{1}：{2}"
	case sayEach:
		return "各方"
	case saySpan:
		return "{1} 至 {2}"
	case sayAnd:
		return "{1}、{2}"

	case sayNoParameters:
		return "此博弈没有参数。"
	case sayForAll:
		return "对一切实数 {1}。"
	case sayForAllOther:
		return "对其余一切实数 {1}。"
	case sayUndefined:
		return "在 {1} 处收益的分母为零，博弈无定义。"
	case sayAssuming:
		return "假设 {1}。"
	case sayIn:
		return "{1} 属于 {2}"

	case sayAlways:
		return "恒成立"
	case sayNever:
		return "恒不成立"
	case sayLong:
		return "须满足由 {1} 个比较式组成的条件（--format json 给出全文）"
	case sayManyTerms:
		return "含 {1} 项的函数（用 --format json 输出）"

	case ConditionsTitle:
		return "稳定性条件"
	case sayProfile:
		return "策略组合"
	case sayExists:
		return "均衡存在"
	case sayStrict:
		return "严格"
	case sayEfficient:
		return "帕累托有效"
	case sayRiskDominant:
		return "风险占优"
	case sayESS:
		return "演化稳定 (ESS)"
	case sayMixtures:
		return "概率"
	case sayDetail:
		return "概率与收益"
	case sayProbabilities:
		return "概率"
	case sayPayoffs:
		return "收益"
	case sayPure:
		return "纯策略"
	case sayWarning:
		return "警告，{1}：{2}"
	case sayNoFormula:
		return "未找到公式"
	case sayRootOf:
		return "由 {1} 次多项式的根给出（--format json 可输出）"
	case sayWith:
		return "其中"
	case sayNotOnePoint:
		return "不是单个点"
	case sayKnifeEdge:
		return "临界情形"
	case sayMarked:
		return "{1}（{2}）"
	case sayOneMixes:
		return "混合 {1}"
	case sayBothMix:
		return "双方混合 {1}"
	case sayAllMix:
		return "全体混合 {1}"
	case sayFullyMixed:
		return "完全混合"

	case sayAt:
		return "在 {1} 处"
	case sayEquilibrium:
		return "是否均衡"
	case saySlack:
		return "余量"
	case sayBinding:
		return "起约束的偏离"
	case sayFlips:
		return "翻转点"
	case saySlackNote:
		return "余量：代价最小的偏离所造成的损失（负数表示偏离有利；0 为临界情形）；翻转点：只变动一个参数，其余固定"
	case sayYes:
		return "是"
	case sayYesStrict:
		return "是，严格"
	case sayNo:
		return "否"

	case RegionsTitle:
		return "参数区域"
	case sayWhere:
		return "区域"
	case sayEquilibria:
		return "均衡"
	case saySample:
		return "样本点"
	case sayEverywhere:
		return "处处"
	case sayNoneOfTable:
		return "表中均衡都不存在"
	case sayVarying:
		return "变动 {1}。"
	case sayVaryingAt:
		return "变动 {1}，固定 {2}。"
	case sayMapCaption:
		return "各参数处的均衡"

	case VerdictsTitle:
		return "论断"
	case sayGame:
		return "博弈"
	case sayClaim:
		return "论断"
	case saySays:
		return "内容"
	case sayVerdict:
		return "判定"
	case sayConditionHead:
		return "条件"
	case sayMethod:
		return "方法"
	case sayTime:
		return "用时"
	case sayEvidence:
		return "证据"
	case sayProved:
		return "已证明"
	case sayRefuted:
		return "已否证"
	case sayConditional:
		return "有条件"
	case sayVacuous:
		return "前提矛盾"
	case sayUndecided:
		return "未判定"
	case sayExpected:
		return "{1}（预期：{2}）"
	case sayIff:
		return "当且仅当 {1}"
	case sayFails:
		return "不成立"
	case sayFailsAt:
		return "反例 {1}"
	case sayFailsAtWhy:
		return "反例 {1}；{2}"
	case sayContradictory:
		return "前提互相矛盾：{1}"
	case sayCheckedLemmas:
		return "已核查，引理 {1} 条"
	case sayNoEvidence:
		return "预算内未得"
	case sayAgrees:
		return "一致"
	case sayDisagrees:
		return "不一致"
	case sayNoAnswer:
		return "无回答"
	case sayAllExpected:
		return "共 {1} 条论断，判定全部符合预期"
	case sayDiffer:
		return "{1} 条判定与文件预期不符"
	case sayUndecidedNote:
		return "{1} 条论断未判定，其真伪不得而知"
	case sayMethodNote:
		return "方法：{1}"
	case sayDispute:
		return "{1} 对 {2} 条论断有不同结论"
	case sayMistaken:
		return "文字有误，未作判定的论断：{1}"

	case sayKnownResult:
		return "已知结论"
	case sayKnownAt:
		return "取值"
	case sayKnownExpected:
		return "预期"
	case sayKnownFound:
		return "求得"
	case sayKnownOutcome:
		return "结果"
	case sayKnownEquilibria:
		return "全部均衡"
	case sayKnownContains:
		return "包含"
	case sayKnownCount:
		return "均衡个数"
	case sayKnownComponents:
		return "连通分支"
	case sayKnownValue:
		return "值"
	case sayKnownCritical:
		return "临界贴现因子"
	case sayAsKnown:
		return "一致"
	case sayKnownDiffers:
		return "不一致"
	case sayKnownMissing:
		return "未求得：{1}"
	case sayKnownSurplus:
		return "未列出：{1}"
	case sayNotZeroSum:
		return "博弈不是零和的，没有值"
	case sayKnownProfiles:
		return "{1} 个均衡"
	case sayKnownDiffer:
		return "{1} 条已知结论与求得的不一致"
	case sayKnownAll:
		return "{1} 条已知结论：全部一致"

	case note.BySigns:
		return "符号推理"
	case note.ByLinear:
		return "线性算术"
	case note.BySums:
		return "乘积之和"
	case note.ByBernstein:
		return "伯恩斯坦系数"
	case note.ByCovering:
		return "柱形覆盖"
	case note.ByEnclosures:
		return "区间包含"
	case note.InTime:
		return "（时间不足：{1}）"
	case note.GraphRows:
		return "有 {1} 行是否对 exp 与 log 的某些值存在，未能判定"
	case note.GraphEvidence:
		return "它依赖 exp 与 log 的界限，对此不给出证据"
	case note.GraphRounds:
		return "（exp 与 log 的界限细化上限 {1} 轮）"
	case note.WithinUnits:
		return "（工作量上限 {1}）"
	case note.ContradictBoth:
		return "前提与论断及其否定都矛盾，但在预算内未能单独证明前提互相矛盾"
	case note.CannotFail:
		return "论断不会不成立；前提能否成立未能判定{1}"
	case note.FailsSomewhere:
		return "是否在某处成立未能判定{1}"
	case note.HoldsSomewhere:
		return "论断在某处成立；是否处处成立未能判定{1}"
	case note.NeitherFound:
		return "既未找到证明，也未找到反例{1}"
	case note.SecondPoint:
		return "未能消去 {1} 的第二个点{2}"
	case note.MonotoneOfTerm:
		return "{1} 需比较分段或取值范围由 sqrt、exp、log 界定的 {2} 的各个取值；此情形只对有理函数能够判定"
	case note.MonotoneOfRoot:
		return "概率不是有理函数时，{1} 只在 {2} 的区间上可判定"
	case note.OthersToo:
		return "在某些参数值处该支撑还有其他均衡"
	case note.OfRoot:
		return "概率为方程的根时未作考察"
	case note.BeyondBudget:
		return "证据超出预算"
	case note.TooManyTerms:
		return "策略组合过多，无法逐一写出"
	case note.ManyRegimes:
		return "收益的分段情形过多，无法逐一写出"
	case note.NoWitness:
		return "未找到可证明它的混合策略公式"
	case note.OfEnclosures:
		return "该判定依赖 exp 与 log 的区间界，没有证书"
	case note.ManyLabels:
		return "须区分的支撑组合超过 {1} 个"
	case note.NotAll:
		return "均衡可能不全，或其连通分支未知"
	case note.NoSingle:
		return "未考察支撑何处只有一个均衡"
	case note.NoMixture:
		return "在预算内未找到完全混合均衡存在的条件"
	case note.NoProbability:
		return "未找到完全混合均衡概率的公式"
	case note.SeveralRoots:
		return "未能证明完全混合均衡的方程只有一个解"
	case note.HiddenNumber:
		return "未能消去概率{1}"
	case note.DefinedNowhere:
		return "{1}：在假设下处处没有值，论断对它无所断言"
	case note.MistakenClaim:
		return "文字有误：{1}"
	case note.NotAllPairs:
		return "未考察博弈的全部支撑对"
	case note.ManyProfiles:
		return "博弈的策略组合超过 {1} 个"
	case note.PredicateOfMany:
		return "{2} 人博弈的 {1}：{3}"
	case note.ConceptOpen:
		return "{1} 均衡的表不完整：{2}"
	case note.SeveralInRow:
		return "在预算内未能确定表中某一行含有多少个均衡"
	case note.NoSuchConcept:
		return "{1} 不是 {2} 类博弈的解概念"
	case note.NoConcept:
		return "此类博弈没有解概念"
	case note.ManyTies:
		return "仅当至多 {1} 个其他行动可与均衡收益相同时，才判定演化稳定性"
	case note.OpenSupport:
		return "在预算内未求得 {1} 承载均衡的全部参数；在 {2} 处承载均衡"
	case note.OpenSupportAll:
		return "在预算内未求得 {1} 承载均衡的参数；是否在某处承载均衡未能判定"

	case note.NoNumber:
		return "在 {1} 处未求得该数的表达式"

	case sayPlay:
		return "行动方式"
	case sayClass:
		return "类别"
	case sayNumbers:
		return "概率、信念与数值"
	case sayBeliefs:
		return "信念"
	case sayOpen:
		return "未求得"
	case sayPoint:
		return "点 {1}"
	case sayNoEquilibrium:
		return "在假设之下，这一概念的均衡处处不存在"
	case EquilibriaTitle:
		return "均衡"
	case sayChance:
		return "自然"
	case saySharedSets:
		return "花括号内是含有多个节点的信息集，行动者无法区分这些节点。"
	case sayDrawn:
		return "{2} 个节点中画出 {1} 个；其余的在其起点处计数。"
	case sayNodesBelow:
		return "{1} 个节点"
	case sayTreeCaption:
		return "博弈的扩展式"
	case sayTreeMarked:
		return "博弈的扩展式及其均衡路径"
	case sayMergedRows:
		return "各行只列出博弈实际到达之处的选择；结局相同的策略合并为一行，--all-strategies 可分别列出"
	case sayNoneThere:
		return "此处没有这一概念的均衡"
	case sayAllThere:
		return "完整：此处没有其他均衡"
	case sayCompleteKind:
		return "完整：在假设之下，未列出的行动方式都不可能是均衡"
	case sayStable:
		return "稳定"
	case sayNode:
		return "结点"
	case sayFocus:
		return "焦点（螺旋）"
	case saySaddle:
		return "鞍点"
	case sayCentre:
		return "中心"
	case sayGlobal:
		return "全局稳定"
	case sayUniqueWhere:
		return "均衡唯一，当且仅当 {1}"
	case sayUniqueAlways:
		return "均衡唯一"
	case sayUniqueNever:
		return "在任何参数下均衡都不唯一"
	case sayContracts:
		return "全局稳定（压缩）"
	case sayBifurcations:
		return "静止点出现、消失或改变稳定性之处：{1}"
	case sayStabilityOpen:
		return "线性化无法判定"
	case sayIntuitive:
		return "直观标准"
	case sayD1:
		return "D1"
	case sayNumCutoff:
		return "临界值"
	case sayCutoff:
		return "临界值以下 {1}，以上 {2}"
	case sayNumEq:
		return "选择"
	case sayNumCDF:
		return "分布函数"
	case sayNumTop:
		return "上端"
	case sayNumEffort:
		return "期望选择"
	case sayNumLength:
		return "期望时长"
	case sayNumWins:
		return "选择更大的概率"
	case sayNumRest:
		return "位置"
	case sayNumValue:
		return "值"
	case sayTimes:
		return "{1}(× {2})"
	case sayNumInterim:
		return "各类型的收益"
	case sayNumIgnorance:
		return "不知情的代价"
	case sayNumPayoff:
		return "收益"
	case sayNumOutcome:
		return "结局"
	case sayNumChance:
		return "机会"
	case sayNumReach:
		return "到达概率"
	case sayNumTime:
		return "预期到达时间"
	case sayNumLongRun:
		return "长期频率"
	case sayConceptSPE:
		return "纯策略子博弈完美均衡。"
	case sayConceptSPEMix:
		return "子博弈完美均衡，包括混合策略的。"
	case sayConceptPBE:
		return "弱完美贝叶斯均衡。"
	case sayConceptSeq:
		return "序贯均衡。"
	case sayConceptBNE:
		return "贝叶斯纳什均衡。"
	case sayConceptMPE:
		return "纯策略平稳马尔可夫完美均衡。"
	case sayGranted:
		return "并默认 {1}，使收益与概率有定义。"
	case sayCompleteForm:
		return "在假设下的其他情形，该闭式不是均衡"
	case sayConceptForm:
		return "竞赛的混合均衡，闭式已知并经证明；不寻找其他均衡。"
	case sayConceptMoves:
		return "纯策略子博弈完美均衡；行动顺序为 {1}。若对某一选择不存在最优反应，则不与之比较。"
	case sayConceptAlike:
		return "对称纯策略纳什均衡（参与人数任意）；不寻找非对称均衡。"
	case sayConceptNash:
		return "纯策略纳什均衡。"
	case sayConceptMixed:
		return "行为策略纳什均衡。"
	case sayConceptRest:
		return "静止点。"
	case sayConceptCrowd:
		return "纯策略纳什均衡与对称混合均衡；不寻找部分人混合、部分人不混合的均衡。"
	case sayConceptCrowdR:
		return "全体采用时在重复博弈中构成子博弈完美均衡的策略；不寻找其他策略。"
	case sayWhole:
		return "参与人数 {1} 为任意不小于 2 的整数。"
	case saySomeEach:
		return "一部分选 {1}，一部分选 {2}"
	case sayMixAlike:
		return "全体以相同概率混合 {1}、{2}"
	case sayLaplacian:
		return "拉普拉斯选择"
	case sayNumFewest:
		return "至少"
	case sayNumMost:
		return "至多"
	case sayNumNone:
		return "其余无人如此的概率"
	case sayNumOthers:
		return "其余皆如此的概率"
	case sayPlaceLow:
		return "下端"
	case sayPlaceHigh:
		return "上端"
	case sayPlaceMixed:
		return "混合"
	case sayPlaceInterior:
		return "内部"
	case sayPooling:
		return "混同"
	case saySeparating:
		return "分离"
	case saySemi:
		return "半分离"

	case note.BestActionsTie:
		return "最优行动不唯一：{1}"
	case note.MoveAtStart:
		return "{1}（开局）"
	case note.MoveAfter:
		return "{1}（在 {2} 之后）"
	case note.More:
		return "另有 {1} 处"
	case note.PathsMiss:
		return "Lemke-Howson 路径未必到达博弈的全部均衡"
	case note.OrbitsMiss:
		return "这些是全部纯策略均衡、全部对称均衡，以及混合者混合方式相同的全部均衡；其他均衡未搜索"
	case note.BasesVisited:
		return "已访问 {1} 个基，找到 {2} 个均衡"
	case note.NodesVisited:
		return "已访问 {2} 个结点中的 {1} 个"

	case SolutionTitle:
		return "纳什均衡"
	case PlansTitle:
		return "子博弈完美均衡"
	case sayAtPoint:
		return "在 {1} 处。"
	case sayKind:
		return "类型"
	case sayComponent:
		return "连通分支"
	case sayPureStrict:
		return "纯策略，严格"
	case sayQuasiStrict:
		return "混合策略，拟严格"
	case sayMixed:
		return "混合策略"
	case sayNoneFound:
		return "所作搜索未找到均衡"
	case sayDegenerate:
		return "退化：{1}，均衡可能构成连续统"
	case sayExactBy:
		return "{1}（精确，方法 {2}）"
	case sayOnlyOne:
		return "完整：这是唯一的均衡"
	case sayTheseAll:
		return "完整：这些是全部均衡"
	case sayExtremeParts:
		return "完整：这些是全部极端均衡；其他均衡都是某个凸部分顶点的混合"
	case sayExtremeAll:
		return "完整：这些是全部极端均衡；其他均衡都是所在连通分支中极端均衡的混合"
	case sayStationary:
		return "平稳马尔可夫完美均衡：行动只取决于状态，且在任何状态下无人能因改变行动而获益。"
	case sayState:
		return "状态"
	case sayValues:
		return "价值"
	case sayOnlyPerfect:
		return "完整：这是唯一的子博弈完美均衡"
	case sayContinuum:
		return "支撑为 {1} 的均衡构成维数至少为 {2} 的集合"
	case sayComponentConnected:
		return "连通分支 {1}：维数为 {2} 的连通集"
	case sayComponentCorners:
		return "连通分支 {1}：均衡 {2} 是维数为 {3} 的连通集的顶点"
	case sayIndex:
		return "，指数 {1}"
	case sayParts:
		return "，由 {1} 个凸部分组成，顶点为 {2}"
	case saySameOutcome:
		return "全部导致相同结局"
	case saySamePayoffs:
		return "全部收益相同"
	case sayRounded:
		return "警告：{1}：均衡 {2} 的概率为无理数，此处四舍五入到 {3} 位"
	case sayPaths:
		return "Lemke-Howson 路径"
	case sayLabel:
		return "标号"
	case sayPlayer:
		return "参与人"
	case sayAction:
		return "行动"
	case sayPivots:
		return "转轴次数"
	case sayEndsAt:
		return "终点 #"
	case sayPathNote:
		return "路径从人工均衡出发，放弃其标号，即某参与人的一个行动"
	case sayPathsRounded:
		return "博弈过大，路径以浮点数跟踪：长度为近似值，终点是精确的"

	case sayHowMany:
		return "各行动人数"
	case sayAlike:
		return "同类均衡数"
	case sayOrbitNote:
		return "参与人可互换：只是由谁选择不同的均衡计入末列"
	case sayGroup:
		return "{1} 人 {2}"
	case sayMixingGroup:
		return "{1} 人混合 {2}"
	case sayOtherProportions:
		return "或以其他比例"
	case sayMixing:
		return "混合者"

	case sayCourse:
		return "博弈进程"
	case sayChoices:
		return "各结点的选择"
	case sayAfter:
		return "历史"
	case sayChoice:
		return "选择"
	case sayPayoffsOn:
		return "由此往后的收益"
	case sayInNumber:
		return "#{1} 中"
	case sayStart:
		return "开局"
	case sayMoreNodes:
		return "另有 {1} 个结点，--format json 全部列出"
	case sayInfoset:
		return "信息集"
	case sayMoreSets:
		return "另有 {1} 个信息集，--format json 全部列出"
	case sayMoreBeside:
		return "此处为前 {1} 个均衡的各信息集；--format json 全部列出"
	case sayReducedForm:
		return "这些是简化策略式的均衡，按信息集列出"
	case sayAgentForm:
		return "有参与人会遗忘，故这些是代理人式的均衡：任何人在任何一个信息集上单独改变选择都不会获益"
	case sayOffPath:
		return "– 表示参与人因自己的选择永不到达：此处可作任意选择"
	case sayValueOf:
		return "收益之和为常数：每个均衡中 {1} 所得均为值 {2}"
	case sayIfChance:
		return "若 {1}："
	case sayEnd:
		return "结束"
	case sayEveryPays:
		return "每个纯策略均衡的收益都是 {1}"
	case sayDifferentPayoffs:
		return "纯策略均衡有 {1} 种不同收益：{2}"

	case note.RowsListed:
		return "找到的 {2} 行中列出 {1} 行：{3}"
	}
	return ""
}
