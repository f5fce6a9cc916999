package report

import "brink/solver/note"

// The words about certificates, with their arguments.
const (
	CertificatesTitle   note.Code = "certificates"
	sayCertificates     note.Code = "certificates-written" // so many of so many claims, of which so many from the game
	sayFromFormula      note.Code = "from-formula"         // claims
	sayUncertified      note.Code = "uncertified"          // claim, why
	sayNoCertificate    note.Code = "no-certificate"       // of these equilibria; why
	sayCertificateGuide note.Code = "certificate-guide"    // the text of the file README
)
