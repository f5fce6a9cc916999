package main

import (
	"os"
	"runtime"
	"runtime/debug"
)

// tuneCollector has nothing collected before the heap holds 64 MB: most runs end
// sooner. From then on it may grow by a factor of five between collections. GOGC and
// GOMEMLIMIT have precedence.
func tuneCollector() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(1600) // of the 4 MB at which the runtime collects first
	runtime.AddCleanup(new(*int), func(percent int) { debug.SetGCPercent(percent) }, 400)
}
