package report

import "brink/solver/note"

// chinesePage is the part of chinese in messages_page.go.
func chinesePage(c note.Code) string {
	switch c {
	case sayShelfClassics:
		return "经典：两人对称博弈"
	case sayShelfEditorial:
		return "社论：人工智能与国际关系"
	case sayShelfLiterature:
		return "文献：军备竞赛、威慑、核查与技术竞赛"
	case sayShelfTextbook:
		return "教科书：信号、讨价还价与威慑"
	case sayShelfRegressions:
		return "检验：均衡已知的博弈"
	case sayKindStrategic:
		return "策略型博弈"
	case sayKindRepeated:
		return "重复博弈"
	case sayKindTree:
		return "扩展型博弈"
	case sayKindBayesian:
		return "不完全信息博弈"
	case sayKindStochastic:
		return "随机博弈"
	case sayKindContinuous:
		return "从区间中选择的博弈"
	case sayKindDynamics:
		return "动力系统"
	case sayKindAnonymous:
		return "任意多参与人的博弈"
	case ClassesTask:
		return "占优、类别与相关均衡"
	case PopulationTask:
		return "模仿如何在群体中传播策略"
	case PlayTask:
		return "虚拟对局"
	case TrajectoryTask:
		return "学习与演化的轨迹"
	case LogitTask:
		return "量子反应"
	case BranchesTask:
		return "均衡随一个参数的分支"
	case CertifyTask:
		return "可供他人检验的判定证书"
	case PageServed:
		return "页面地址：{1}\n按 Ctrl-C 结束"
	case PageWritten:
		return "页面已写入 {1}：可由任何文件服务器在任何路径下发布"
	}
	return ""
}
