package note

// Codes, with their arguments.
const (
	// Text is a text that has no code: the message of a file's author, or of an
	// error. Argument: the text.
	Text Code = "text"

	// All says several notes, one after the other. Argument: []Note or List.
	All Code = "all"

	// Why work ended early.
	Interrupted   Code = "interrupted"
	TimeLimit     Code = "time-limit"      // reached
	TimeLimitOf   Code = "time-limit-of"   // the limit
	StoppedBefore Code = "stopped-before"  // every support profile was examined; why
	NotInNumbers  Code = "not-in-numbers"  // the table could not be read at the point; why
	SmallestPairs Code = "smallest-pairs"  // support pairs examined, the exponent of 2 of about how many
	FirstProfiles Code = "first-profiles"  // pure profiles examined
	TooLargeMixed Code = "too-large-mixed" // the mixed support profiles were not examined
	ManySupports  Code = "many-supports"   // more than so many; the mixed ones were not examined
	MixedNotDone  Code = "mixed-not-done"  // mixed support profiles were not examined; why
	NoCondition   Code = "no-condition"    // found within the budget; for these profiles
	NoConditionOf Code = "no-condition-of" // the same, and so many more
	OpenCells     Code = "open-cells"      // so many could not be proved empty or inhabited
	FlatCells     Code = "flat-cells"      // so many may have a smaller dimension than shown

	// What a support profile of exchangeable players is called.
	AllPlay  Code = "all-play"  // action
	SomePlay Code = "some-play" // players, of how many, action
	Play     Code = "play"      // players, actions: each uses the one
	Mix      Code = "mix"       // players, actions: each mixes over them

	Deviation Code = "deviation" // player, action, instead of which
)
