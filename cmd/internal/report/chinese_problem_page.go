package report

// chinesePages are the phrases for messages of the page and of brink explore.
func chinesePages() map[string]string {
	return map[string]string{
		"the page writes no certificates: ask the command line":                    "页面不写证书：请使用命令行",
		"%w: the page writes no PDF: ask the command line":                         "{1}：页面不写 PDF：请使用命令行",
		"pictures in the browser are SVG or TikZ: ask the command line for others": "浏览器中的图为 SVG 或 TikZ：其他格式请使用命令行",
		"--models and --shelf choose what --export writes":                         "--models 和 --shelf 用来选择 --export 写出的内容",
		"name models or a shelf, not both":                                         "请给出模型或书架，不要两者都给",
		"--models: there is no built-in model %q":                                  "--models：没有内置模型 {1}",
		"%s is larger than %d MiB, which the page does not take":                   "{1} 超过 {2} MiB，页面不接受",
		"--export: %v":                                           "--export：{1}",
		"--export: cannot write %s: %v":                          "--export：无法写入 {1}：{2}",
		"the folder holds other files":                           "文件夹中有其他文件",
		"%w: %s in %s was not written by brink explore --export": "{1}：{3} 中的 {2} 不是 brink explore --export 写出的",
		"name an empty folder, or one that does not exist":       "请给出一个空文件夹，或尚不存在的文件夹",
		"--port takes a number from 0 to 65535, found %d":        "--port 取 0 到 65535 的数，此处是 {1}",
		"the page cannot be served: %v":                          "无法提供页面：{1}",
		"name another --port; 0 takes any that is free":          "请另选 --port；0 表示任一空闲端口",
		"the page is no longer served: %v":                       "页面已不再提供：{1}",
		"warning: other machines can open this page at %s":       "警告：其他机器可在 {1} 打开此页面",
		"warning: no browser could be opened: %v":                "警告：无法打开浏览器：{1}",
		"this program was compiled without its page":             "此程序编译时没有包含页面",
		"node web/build.mjs builds it; CONTRIBUTING.md says how": "node web/build.mjs 可构建它；方法见 CONTRIBUTING.md",
		"the list of models could not be made":                   "无法列出模型",
	}
}
