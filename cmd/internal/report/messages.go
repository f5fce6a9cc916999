package report

import "brink/solver/note"

// The words of tables, with their arguments. The words for what the solver says are
// under the codes of package note.
const (
	// Titles and parts of documents.
	sayAnError  note.Code = "problem error"
	sayAWarning note.Code = "problem warning"
	sayAHint    note.Code = "problem hint"

	sayTitle    note.Code = "title"    // what a document is about, the game
	sayTableNo  note.Code = "table-no" // number of a table without a title
	sayFigure   note.Code = "figure"   // file, or empty
	sayCaption  note.Code = "caption"  // figure, its caption
	sayComplete note.Code = "complete" // of conditions
	sayMissing  note.Code = "missing"  // why something is not complete
	sayNothing  note.Code = "nothing"  // no row

	sayImpossible note.Code = "impossible"    // the assumptions hold nowhere
	sayHidden     note.Code = "hidden"        // knife-edge rows
	sayCertain    note.Code = "certified"     // rows with accepted evidence, of all
	sayNotCertain note.Code = "not certified" // row, columns and why
	sayEach       note.Code = "each"          // every player alike
	saySpan       note.Code = "span"          // from a player to a player
	sayAnd        note.Code = "player-and"    // two players

	// What the conditions take for granted.
	sayNoParameters note.Code = "no-parameters"
	sayForAll       note.Code = "for-all"       // parameters
	sayForAllOther  note.Code = "for-all-other" // parameters
	sayUndefined    note.Code = "undefined"     // where
	sayAssuming     note.Code = "assuming"      // statements
	sayIn           note.Code = "in"            // parameter, range

	// Conditions as cells.
	sayAlways    note.Code = "always"
	sayNever     note.Code = "never"
	sayLong      note.Code = "long-condition" // number of comparisons
	sayManyTerms note.Code = "many-terms"     // of a function that is not written out

	// Tables of conditions.
	ConditionsTitle  note.Code = "conditions"
	sayProfile       note.Code = "profile"
	sayExists        note.Code = "column exists"
	sayStrict        note.Code = "column strict"
	sayEfficient     note.Code = "column efficient"
	sayRiskDominant  note.Code = "column risk_dominant"
	sayESS           note.Code = "column ess"
	sayMixtures      note.Code = "column strategies"
	sayDetail        note.Code = "detail" // title of the second table
	sayProbabilities note.Code = "column probabilities"
	sayPayoffs       note.Code = "column payoffs"
	sayPure          note.Code = "pure"
	sayWarning       note.Code = "warning" // claim, what
	sayNoFormula     note.Code = "no-formula"
	sayRootOf        note.Code = "root-of" // the degree of a polynomial
	sayWith          note.Code = "with"    // before an equation
	sayNotOnePoint   note.Code = "not-one-point"
	sayKnifeEdge     note.Code = "knife-edge"
	sayMarked        note.Code = "marked" // a profile, a remark
	sayTimes         note.Code = "times"  // a profile, how many there are like it
	sayOneMixes      note.Code = "one-mixes"
	sayBothMix       note.Code = "both-mix"
	sayAllMix        note.Code = "all-mix"
	sayFullyMixed    note.Code = "completely-mixed"

	// A table at numbers.
	sayAt          note.Code = "at" // values
	sayEquilibrium note.Code = "equilibrium"
	saySlack       note.Code = "slack"
	sayBinding     note.Code = "binding"
	sayFlips       note.Code = "flips"
	saySlackNote   note.Code = "slack-note"
	sayYes         note.Code = "yes"
	sayYesStrict   note.Code = "yes-strict"
	sayNo          note.Code = "no"

	// Regions of parameter space.
	RegionsTitle   note.Code = "regions"
	sayWhere       note.Code = "where"
	sayEquilibria  note.Code = "equilibria"
	saySample      note.Code = "sample"
	sayEverywhere  note.Code = "everywhere"
	sayNoneOfTable note.Code = "none-of-table"
	sayVarying     note.Code = "varying"    // parameters
	sayVaryingAt   note.Code = "varying-at" // parameters, values of the others
	sayMapCaption  note.Code = "map-caption"

	// Claims.
	VerdictsTitle    note.Code = "claims"
	sayGame          note.Code = "game"
	sayClaim         note.Code = "claim"
	saySays          note.Code = "says"
	sayVerdict       note.Code = "verdict"
	sayConditionHead note.Code = "condition"
	sayMethod        note.Code = "method"
	sayTime          note.Code = "time"
	sayEvidence      note.Code = "evidence"
	sayProved        note.Code = "verdict proved"
	sayRefuted       note.Code = "verdict refuted"
	sayConditional   note.Code = "verdict conditional"
	sayVacuous       note.Code = "verdict vacuous"
	sayUndecided     note.Code = "verdict undecided"
	sayExpected      note.Code = "expected" // verdict, the expected one
	sayIff           note.Code = "iff"      // condition
	sayFails         note.Code = "fails"
	sayFailsAt       note.Code = "fails-at"       // values of the parameters
	sayFailsAtWhy    note.Code = "fails-at-why"   // the same; why it is not known where it holds
	sayContradictory note.Code = "contradictory"  // hypotheses
	sayCheckedLemmas note.Code = "checked-lemmas" // lemmas
	sayNoEvidence    note.Code = "no-evidence"
	sayAgrees        note.Code = "agrees"
	sayDisagrees     note.Code = "disagrees"
	sayNoAnswer      note.Code = "no-answer"
	sayAllExpected   note.Code = "all-expected"   // claims
	sayDiffer        note.Code = "differ"         // verdicts
	sayUndecidedNote note.Code = "undecided-note" // claims
	sayMethodNote    note.Code = "method-note"    // method
	sayDispute       note.Code = "dispute"        // solver, claims
	sayMistaken      note.Code = "mistaken"       // ids of claims

	// Tables of kinds of games other than the strategic form.
	sayPlay          note.Code = "way of playing"
	sayClass         note.Code = "class"
	sayNumbers       note.Code = "numbers" // title of the second table
	sayBeliefs       note.Code = "beliefs"
	sayOpen          note.Code = "open"  // a condition that was not found
	sayPoint         note.Code = "point" // number of a point
	sayNoEquilibrium note.Code = "no-equilibrium"
	sayCompleteKind  note.Code = "complete-kind"
	sayCompleteForm  note.Code = "complete-form"
	EquilibriaTitle  note.Code = "equilibria-there"
	sayChance        note.Code = "chance-moves"
	saySharedSets    note.Code = "shared-sets"
	sayDrawn         note.Code = "drawn"       // nodes, of all
	sayNodesBelow    note.Code = "nodes-below" // nodes
	sayTreeCaption   note.Code = "tree-caption"
	sayTreeMarked    note.Code = "tree-marked"
	sayMergedRows    note.Code = "merged-rows"
	sayNoneThere     note.Code = "no-equilibrium-there"
	sayAllThere      note.Code = "complete-there"
	sayStable        note.Code = "column stable"
	sayNode          note.Code = "column node"
	sayFocus         note.Code = "column focus"
	saySaddle        note.Code = "column saddle"
	sayCentre        note.Code = "column centre"
	sayGlobal        note.Code = "column global"
	sayContracts     note.Code = "column contracts"
	sayBifurcations  note.Code = "bifurcations" // equations
	sayUniqueWhere   note.Code = "unique where" // condition
	sayUniqueAlways  note.Code = "unique always"
	sayUniqueNever   note.Code = "unique never"
	sayStabilityOpen note.Code = "column undecided"
	sayIntuitive     note.Code = "column intuitive"
	sayD1            note.Code = "column d1"
	sayNumCutoff     note.Code = "number cutoff"
	sayCutoff        note.Code = "cutoff" // action of types below, of types above
	sayNumEq         note.Code = "number eq"
	sayNumRest       note.Code = "number rest"
	sayNumCDF        note.Code = "number cdf"
	sayNumTop        note.Code = "number top"
	sayNumEffort     note.Code = "number effort"
	sayNumLength     note.Code = "number length"
	sayNumWins       note.Code = "number wins"
	sayNumValue      note.Code = "number value"
	sayNumPayoff     note.Code = "number payoff"
	sayNumInterim    note.Code = "number interim"
	sayNumIgnorance  note.Code = "number ignorance"
	sayNumOutcome    note.Code = "number outcome"
	sayNumChance     note.Code = "number chance"
	sayNumLongRun    note.Code = "number long_run"
	sayNumReach      note.Code = "number reach"
	sayNumTime       note.Code = "number time"
	sayConceptSPE    note.Code = "concept spe"
	sayConceptSPEMix note.Code = "concept spe-mixed"
	sayConceptPBE    note.Code = "concept pbe"
	sayConceptSeq    note.Code = "concept sequential"
	sayConceptBNE    note.Code = "concept bne"
	sayConceptMPE    note.Code = "concept mpe"
	sayGranted       note.Code = "granted" // what
	sayConceptAlike  note.Code = "concept alike"
	sayConceptForm   note.Code = "concept mixed of a contest"
	sayConceptMoves  note.Code = "concept moves"
	sayConceptNash   note.Code = "concept nash"
	sayConceptMixed  note.Code = "concept nash of a tree"
	sayConceptRest   note.Code = "concept rest"
	sayConceptCrowd  note.Code = "concept nash of many"
	sayConceptCrowdR note.Code = "concept spe of many"
	sayWhole         note.Code = "whole"     // the number of players, as a formula
	saySomeEach      note.Code = "some-each" // two actions
	sayMixAlike      note.Code = "mix-alike" // two actions
	sayLaplacian     note.Code = "column laplacian"
	sayNumFewest     note.Code = "number fewest"
	sayNumMost       note.Code = "number most"
	sayNumNone       note.Code = "number none_of_others"
	sayNumOthers     note.Code = "number all_others"
	sayPlaceLow      note.Code = "place low"
	sayPlaceHigh     note.Code = "place high"
	sayPlaceMixed    note.Code = "place mixed"
	sayPlaceInterior note.Code = "place interior"
	sayPooling       note.Code = "class pooling"
	saySeparating    note.Code = "class separating"
	saySemi          note.Code = "class semi-separating"

	// Known results.
	sayKnownResult     note.Code = "known-result"
	sayKnownAt         note.Code = "known-at"
	sayKnownExpected   note.Code = "known-expected"
	sayKnownFound      note.Code = "known-found"
	sayKnownOutcome    note.Code = "known-outcome"
	sayKnownEquilibria note.Code = "known equilibria"
	sayKnownContains   note.Code = "known contains"
	sayKnownCount      note.Code = "known count"
	sayKnownComponents note.Code = "known components"
	sayKnownValue      note.Code = "known value"
	sayKnownCritical   note.Code = "known critical"
	sayAsKnown         note.Code = "as-known"
	sayKnownDiffers    note.Code = "known-differs"
	sayKnownMissing    note.Code = "known-missing" // profiles
	sayKnownSurplus    note.Code = "known-surplus" // profiles
	sayNotZeroSum      note.Code = "not-zero-sum"
	sayKnownProfiles   note.Code = "known-profiles" // number
	sayKnownDiffer     note.Code = "known-differ"   // number
	sayKnownAll        note.Code = "known-all"      // number

	// Equilibria at numbers.
	SolutionTitle         note.Code = "solution"
	PlansTitle            note.Code = "plans"
	sayAtPoint            note.Code = "at-point" // values
	sayKind               note.Code = "kind"
	sayComponent          note.Code = "component"
	sayPureStrict         note.Code = "pure-strict"
	sayQuasiStrict        note.Code = "mixed-quasi-strict"
	sayMixed              note.Code = "mixed"
	sayNoneFound          note.Code = "none-found"
	sayDegenerate         note.Code = "degenerate" // which actions tie
	sayExactBy            note.Code = "exact-by"   // statement, method
	sayOnlyOne            note.Code = "only-one"
	sayTheseAll           note.Code = "these-all"
	sayExtremeParts       note.Code = "extreme-parts"
	sayExtremeAll         note.Code = "extreme-all"
	sayStationary         note.Code = "stationary"
	sayState              note.Code = "state"
	sayValues             note.Code = "values"
	sayOnlyPerfect        note.Code = "only-perfect"
	sayContinuum          note.Code = "continuum"           // supports, dimension
	sayComponentConnected note.Code = "component-connected" // component, dimension
	sayComponentCorners   note.Code = "component-corners"   // component, equilibria, dimension
	sayIndex              note.Code = "index"               // number
	sayParts              note.Code = "parts"               // number, corners
	saySameOutcome        note.Code = "same-outcome"
	saySamePayoffs        note.Code = "same-payoffs"
	sayRounded            note.Code = "rounded" // game, equilibria, digits
	sayPaths              note.Code = "paths"
	sayLabel              note.Code = "label"
	sayPlayer             note.Code = "player"
	sayAction             note.Code = "action"
	sayPivots             note.Code = "pivots"
	sayEndsAt             note.Code = "ends-at"
	sayPathNote           note.Code = "path-note"
	sayPathsRounded       note.Code = "paths-rounded"

	// Exchangeable players.
	sayHowMany          note.Code = "how-many"
	sayAlike            note.Code = "alike"
	sayOrbitNote        note.Code = "orbit-note"
	sayGroup            note.Code = "group"        // players, action
	sayMixingGroup      note.Code = "mixing-group" // players, mixture
	sayOtherProportions note.Code = "other-proportions"
	sayMixing           note.Code = "mixing"

	// Backward induction.
	sayCourse           note.Code = "course"
	sayChoices          note.Code = "choices"
	sayAfter            note.Code = "after"
	sayChoice           note.Code = "choice"
	sayPayoffsOn        note.Code = "payoffs-on"
	sayInNumber         note.Code = "in-number" // equilibrium
	sayStart            note.Code = "start"
	sayMoreNodes        note.Code = "more-nodes" // nodes
	sayInfoset          note.Code = "infoset"
	sayMoreSets         note.Code = "more-sets"   // information sets
	sayMoreBeside       note.Code = "more-beside" // equilibria
	sayReducedForm      note.Code = "reduced-form"
	sayAgentForm        note.Code = "agent-form"
	sayOffPath          note.Code = "own-off-path"
	sayValueOf          note.Code = "value-of"  // player, value
	sayIfChance         note.Code = "if-chance" // action of chance
	sayEnd              note.Code = "end"
	sayEveryPays        note.Code = "every-pays"        // payoffs
	sayDifferentPayoffs note.Code = "different-payoffs" // number, payoffs
)
