package report

import "brink/solver/note"

// englishPopulation is the part of english in messages_population.go.
func englishPopulation(c note.Code) string {
	switch c {
	case PopulationTitle:
		return "Population"
	case sayImitators:
		return "{1} players who imitate by pairwise comparison, intensity of selection {2}."
	case sayParameters:
		return "Parameters: {1}."
	case sayPayoffMatrix:
		return "Payoffs: what the row earns against the column"
	case sayShares:
		return "Shares of time when mutations are rare"
	case sayShare:
		return "Share ≈"
	case sayShareNote:
		return "≈ approximate; the stationary distribution in the limit of rare mutations, when one strategy at a time is there (Fudenberg and Imhof 2006)"
	case sayTakeovers:
		return "Conditions on the parameters, exact"
	case sayMutant:
		return "Mutant"
	case sayResident:
		return "Resident"
	case sayLikelierThanReverse:
		return "More likely than the reverse"
	case sayLikelierThanChance:
		return "More likely than chance under weak selection"
	case sayHoldWhere:
		return "the conditions hold where {1}"
	case sayTakeoverNote:
		return "more likely than the reverse: at any intensity of selection but 0; weak selection: at all intensities above 0 and close enough to it (Nowak, Sasaki, Taylor and Fudenberg 2004)"
	case sayMissingPart:
		return "Not complete: {1}."
	case sayFixation:
		return "Fixation: one mutant among {1} {1|resident|residents}"
	case sayTakesOver:
		return "Takes over with probability ≈"
	case sayAgainstChance:
		return "Against chance, 1/{1}"
	case sayAgainstReverse:
		return "Against the reverse"
	case sayLogQuotient:
		return "Log of the quotient"
	case sayFixationNote:
		return "≈ approximate: it contains exponentials (Traulsen, Nowak and Pacheco 2006); comparisons and logarithms are exact: different exponentials of rationals never cancel (Lindemann and Weierstrass), so enclosures decide"
	case sayGreater:
		return "greater"
	case sayLess:
		return "less"
	case sayEqual:
		return "equal"

	case note.NothingComputed:
		return "nothing was computed: {1}"
	case note.StoppedAfterPairs:
		return "stopped after {1} of {2} pairs: {3}"
	case note.SharesNotComputed:
		return "the shares of time were not computed: {1}"
	case note.ConditionsFound:
		return "conditions were found for {1} of {2} pairs: {3}"
	case note.SelectionTooStrong:
		return "selection is too strong: there are probabilities of more than a hundred million zeros"
	}
	return ""
}
