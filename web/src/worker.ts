// The worker in which the engine runs: Go compiled to WebAssembly. It answers requests in
// their order; who does not want to wait ends it and starts another.
import type { Reply, Request } from "./engine.ts"
import "./wasm_exec.js"

declare class Go {
  importObject: WebAssembly.Imports
  run(instance: WebAssembly.Instance): Promise<void>
}
declare function brink(request: string, progress: (json: string) => void): Promise<string>

const tell = (reply: Reply | { module: WebAssembly.Module }) => (self as unknown as { postMessage(m: unknown): void }).postMessage(reply)

let started: Promise<void>

/**
 * The engine is unpacked and compiled while it is still being fetched, and the page is
 * given what came out: the next worker starts from there, also without a network.
 */
async function start(module: WebAssembly.Module | null): Promise<void> {
  if (!module) {
    const got = await fetch("engine.bin")
    if (!got.ok || !got.body) throw new Error(`engine.bin: ${got.status} ${got.statusText}`)
    const unpacked = new Response(got.body.pipeThrough(new DecompressionStream("gzip")), { headers: { "Content-Type": "application/wasm" } })
    module = await WebAssembly.compileStreaming(unpacked)
  }
  const go = new Go()
  const instance = await WebAssembly.instantiate(module, go.importObject)
  tell({ module })
  void go.run(instance).then(() => { throw new Error("the engine has ended") })
}

self.onmessage = async (e: MessageEvent) => {
  if ("module" in e.data) {
    started = start(e.data.module)
    started.catch(() => {}) // told to whoever asks
    return
  }
  const request = e.data as Request
  try {
    await started
    tell(JSON.parse(await brink(JSON.stringify(request), p => tell(JSON.parse(p)))))
  } catch (x) {
    tell({ id: request.id, ok: false, problems: [{ line: 0, column: 0, message: x instanceof Error ? x.message : String(x) }] })
  }
}
