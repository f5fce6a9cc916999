package report

import "brink/solver/note"

// englishStudy is the part of english in messages_study.go.
func englishStudy(c note.Code) string {
	switch c {
	case StudyTitle:
		return "Study"
	case sayStudyDone:
		return "{1} of {2} {2|shard is|shards are} there, of {3} {3|point|points}"
	case sayStudyPoints:
		return "{1} {1|point|points}"
	case sayStudyShares:
		return "{1}"
	case sayStudyAnswer:
		return "answer"
	case sayStudyNone:
		return "none"
	case sayStudyCount:
		return "points"
	case sayStudyShare:
		return "share"
	case sayStudyRange:
		return "95 % interval"
	case sayStudyExact:
		return "the intervals are exact binomial ones (Clopper and Pearson 1934), rounded outwards: each covers the probability of the answer at a random point with at least 95 %"
	case sayStudyMore:
		return "{1} more {1|answer is|answers are} given"
	case sayStudyNumbers:
		return "{1} ({2} {2|point|points})"
	case sayStudyLevel:
		return "quantile"
	case sayStudyValue:
		return "value"
	case sayStudyDecimal:
		return "decimal"
	case sayStudyCross:
		return "{1} (down) and {2} (across)"
	case sayStudyAnchor:
		return "{1} \\ {2}"
	case sayStudyLost:
		return "{1} {1|point is|points are} kept in {2}: the same command goes on from there"
	case sayStudyPlanned:
		return "{1} {1|point|points} in {2} {2|shard|shards}: {3}"

	case note.StudyOpen:
		return "at {1} {1|point|points} something is not known"
	}
	return ""
}
