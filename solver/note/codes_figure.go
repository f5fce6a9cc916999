package note

// What stands in pictures, with the arguments.
const (
	FigurePlays         Code = "figure-plays"          // player, action
	FigurePayoffOf      Code = "figure-payoff"         // player
	FigureReplies       Code = "figure-replies"        // player
	FigureEquilibria    Code = "figure-equilibria"     //
	FigureReplyOf       Code = "figure-reply"          // player, action: where it is a best reply
	FigureBestReply     Code = "figure-best"           // action
	FigureIndifferent   Code = "figure-indifferent"    // player
	FigureGains         Code = "figure-gains"          // player: which way she gains
	FigureContinuum     Code = "figure-continuum"      // of equilibria
	FigureStill         Code = "figure-still"          // variables that stand still
	FigureAllRest       Code = "figure-all-rest"       // a line of rest points
	FigureDirections    Code = "figure-directions"     //
	FigureCourses       Code = "figure-courses"        // approximate
	FigureStable        Code = "figure-stable"         //
	FigureUnstable      Code = "figure-unstable"       //
	FigureUndecidedRest Code = "figure-undecided-rest" // stability undecided
	FigureNumberOf      Code = "figure-number"         // attribute, players
	FigureObserved      Code = "figure-observed"       // attribute that all observe
	FigureDensity       Code = "figure-density"        //
	FigureCutoff        Code = "figure-cutoff"         //
	FigureCutoffOf      Code = "figure-cutoff-of"      // number of the equilibrium
	FigureChoose        Code = "figure-choose"         // action
	FigureEquilibrium   Code = "figure-equilibrium"    //
	FigureEquilibriumNo Code = "figure-equilibrium-no" // number
	FigureNoEquilibrium Code = "figure-no-equilibrium" //
	FigureChoice        Code = "figure-choice"         // player, variable
	FigureLeftOut       Code = "figure-left-out"       // an equilibrium without a place
	FigureBelief        Code = "figure-belief"         // information set, node
	FigureBeliefOf      Code = "figure-belief-of"      // number of the equilibrium
	FigureTransitions   Code = "figure-transitions"    // after actions, with probabilities
	FigureTaken         Code = "figure-taken"          // what play does in the equilibrium
	FigureNotTaken      Code = "figure-not-taken"      //
	FigureFirstOf       Code = "figure-first-of"       // number of equilibria
	FigureSolidStable   Code = "figure-solid-stable"   //
	FigureRow           Code = "figure-row"            // number of a row
	FigurePayoffs       Code = "figure-payoffs"        // players
	FigureCutoffs       Code = "figure-cutoffs"        // players
	FigureValues        Code = "figure-values"         // players and states
	FigureSustained     Code = "figure-sustained"      // profile
	FigureCritical      Code = "figure-critical"       // profile
	FigureNoMore        Code = "figure-no-more"        //
	FigureNowhere       Code = "figure-nowhere"        // profile
	FigureAllOthers     Code = "figure-all-others"     //
	FigureNoAnswer      Code = "figure-no-answer"      //
	FigureShare         Code = "figure-share"          // column
	FigureShareOf       Code = "figure-share-of"       //
	FigureInterval      Code = "figure-interval"       //
	FigureMiddle        Code = "figure-middle"         // percent
	FigureMedian        Code = "figure-median"         //
	FigureLevel         Code = "figure-level"          // column, from, to
)
