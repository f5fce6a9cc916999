package report

import "brink/solver/note"

// englishCertificates is the part of english in messages_certificates.go.
func englishCertificates(c note.Code) string {
	switch c {
	case CertificatesTitle:
		return "Certificates"
	case sayCertificates:
		return "certificates: {1} of {2} {2|claim|claims}, {3} from the game itself"
	case sayFromFormula:
		return "from the formula, its step from the game unchecked: {1}"
	case sayUncertified:
		return "{1} has no certificate: {2}"
	case sayNoCertificate:
		return "no certificate: {1}"
	case sayCertificateGuide:
		return `Certificates of brink, one file a claim: GAME/CLAIM.json holds the game, the claim, the
verdict and its proof. To check them without brink, with Python 3.9 or later and nothing
else, take the folder contrib of the sources of brink (read the files in it first: they
are the only program to trust) and run, in this folder,

    python3 contrib/check_certificate.py */*.json

Every line must end in "accepted". Where "from" is "game" the claim was written out anew
from the payoffs; where it is "formula" the line says that the step from the game to the
formula is not checked.

The files that end in .v hold the same as theorems for Coq (8.16 or later, its standard
library alone): the definitions, the claim for all parameters, and a proof. To check all,

    for f in */*.v; do coqc "$f" || break; done

Coq must print no error and, at the end of each file, no axioms but those of its reals
(ClassicalDedekindReals and FunctionalExtensionality). What a file proves is the definition
"verdict"; compare what stands before it with the game. docs/certificates.md says what is
trusted and what is not.
`
	}
	return ""
}
