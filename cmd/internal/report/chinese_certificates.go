package report

import "brink/solver/note"

// chineseCertificates is the part of chinese in messages_certificates.go.
func chineseCertificates(c note.Code) string {
	switch c {
	case CertificatesTitle:
		return "证书"
	case sayCertificates:
		return "证书：{2} 个论断中的 {1} 个，其中 {3} 个由博弈本身出发"
	case sayFromFormula:
		return "由公式出发，由博弈到公式的一步未经核验：{1}"
	case sayUncertified:
		return "{1} 没有证书：{2}"
	case sayNoCertificate:
		return "没有证书：{1}"
	case sayCertificateGuide:
		return `brink 的证书，每个论断一个文件：GAME/CLAIM.json 含博弈、论断、判定及其证明。若要在没有 brink
的情况下核验，只需 Python 3.9 及以上版本。请取 brink 源代码中的文件夹 contrib
（请先阅读其中的文件，唯一需要信任的程序就是它们），在本文件夹中运行

    python3 contrib/check_certificate.py */*.json

每一行都须以“accepted”结尾。“from”为“game”时，论断是由收益重新写出的；为“formula”时，该行会说明
由博弈到公式的一步未经核验。

以 .v 结尾的文件以 Coq 定理的形式写出同样的内容（Coq 8.16 及以上，只用其标准库）：定义、对一切参数
的论断及其证明。全部核验，运行

    for f in */*.v; do coqc "$f" || break; done

Coq 不得报错；每个文件末尾所列公理，只能是其实数理论的公理（ClassicalDedekindReals 与
FunctionalExtensionality）。文件所证的是定义“verdict”；请将其前面的内容与博弈对照。什么需要信任、
什么不需要，见 docs/certificates.md。
`
	}
	return ""
}
