//go:build js && wasm

// Command wasm is the engine of the page, for a worker of the browser and for Node: it
// puts brink(request, progress) into the global scope, which takes a request as JSON,
// tells progress of running work, and returns a promise of the reply as JSON.
package main

import (
	"context"
	"syscall/js"

	"brink/cmd/internal/explore/engine"
)

func main() {
	var e engine.Engine
	requests := make(chan func())
	js.Global().Set("brink", js.FuncOf(func(_ js.Value, args []js.Value) any {
		request := []byte(args[0].String())
		var tell func([]byte)
		if len(args) > 1 && args[1].Type() == js.TypeFunction {
			tell = func(p []byte) { args[1].Invoke(string(p)) }
		}
		var promise js.Func
		promise = js.FuncOf(func(_ js.Value, settle []js.Value) any {
			promise.Release()
			go func() {
				requests <- func() { settle[0].Invoke(string(e.Answer(context.Background(), request, tell))) }
			}()
			return nil
		})
		return js.Global().Get("Promise").New(promise)
	}))
	for work := range requests { // one after the other: the engine remembers the last model
		work()
	}
}
