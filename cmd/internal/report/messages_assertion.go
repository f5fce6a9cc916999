package report

import "brink/solver/note"

// The words about what a text says and what is found of it, with their arguments.
const (
	sayStatement    note.Code = "statement"       // number, model
	sayGist         note.Code = "gist"            // the gist
	sayPlaced       note.Code = "placed"          // place, how firmly
	sayPlacedOnly   note.Code = "placed-only"     // how firmly
	sayAdds         note.Code = "adds"            // what the model adds
	sayReading      note.Code = "reading"         // column
	sayFormula      note.Code = "formula"         // column
	saySourceHead   note.Code = "source-column"   // column
	sayOurs         note.Code = "ours"            // no source
	sayBeside       note.Code = "beside"          // heading of the claims of other models
	saySee          note.Code = "see"             // models
	sayOfReading    note.Code = "of-reading"      // how it ends, verdict
	sayReadingHolds note.Code = "reading-holds"   // of a reading
	sayHoldsWhere   note.Code = "holds-where"     // of a reading
	sayNotAlways    note.Code = "not-always"      // of a reading
	sayHoldsNot     note.Code = "holds-not"       // of a reading
	sayHoldsUnknown note.Code = "holds-unknown"   // of a reading
	sayNoCase       note.Code = "no-case"         // of a reading whose hypotheses exclude each other
	firmlyStates    note.Code = "firm states"     // how firmly
	firmlyMay       note.Code = "firm may"        // how firmly
	firmlyRecommend note.Code = "firm recommends" // how firmly
	firmlyAsks      note.Code = "firm asks"       // how firmly
	firmlySilent    note.Code = "firm silent"     // how firmly
	readPossible    note.Code = "reading possible"
	readLikelier    note.Code = "reading likelier"
	readInevitable  note.Code = "reading inevitable"
)
