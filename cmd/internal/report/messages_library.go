package report

import "brink/solver/note"

// The words of the library, of models without numbers, and of files, with their
// arguments.
const (
	LibraryTitle    note.Code = "library"
	sayLibraryNote  note.Code = "library-note"
	sayModel        note.Code = "model"
	sayName         note.Code = "name"
	sayPlayerCount  note.Code = "player-count" // head of a column
	sayFree         note.Code = "free"         // head of the names of parameters
	sayClaimCount   note.Code = "claim-count"  // head of a column
	saySource       note.Code = "source"       // text
	sayAuthorNote   note.Code = "author-note"  // text
	sayDefault      note.Code = "default"
	sayRange        note.Code = "range"
	sayMeaning      note.Code = "meaning"
	sayPayoffTable  note.Code = "payoff-table" // players of the rows and columns
	sayClaimsTitle  note.Code = "claims-title"
	sayHolds        note.Code = "holds"
	sayExpectedHead note.Code = "expected-verdict"
	sayDecides      note.Code = "decides"     // name of the game
	sayGivenHolds   note.Code = "given-holds" // formulas, formula
	FilesTitle      note.Code = "files-checked"
	sayFile         note.Code = "file"
	sayFormat       note.Code = "format"
	sayProfiles     note.Code = "profiles"
	sayResult       note.Code = "result"
	sayMany         note.Code = "many"
	sayProblems     note.Code = "problems" // so many
	sayFine         note.Code = "fine"
	sayFineBut      note.Code = "fine-but" // so many warnings
)
