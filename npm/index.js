// brink as a module: the program's own answers, computed where this runs. Nothing is
// sent anywhere.

const inNode = typeof process !== "undefined" && Boolean(process.versions?.node)

/** What is wrong with a file or a question, with the places. */
export class BrinkError extends Error {
  constructor(problems) {
    super(problems.map(p => (p.line ? `${p.line}:${p.column}: ` : "") + p.message + (p.suggestion ? `\n  ${p.suggestion}` : "")).join("\n"))
    this.name = "BrinkError"
    this.problems = problems
  }
}

/** The bytes of the engine, unpacked while they come. */
async function packed(from) {
  const url = new URL(from ?? "engine.bin", import.meta.url)
  if (url.protocol !== "file:") {
    const got = await fetch(url)
    if (!got.ok) throw new Error(`${url}: ${got.status} ${got.statusText}`)
    return got.body
  }
  const { readFile } = await import("node:fs/promises")
  return new Blob([await readFile(url)]).stream()
}

let started
let settings = {}

/** Says where the engine is, before the first question; else it is beside this module. */
export function configure(options) {
  settings = { ...settings, ...options }
}

async function start() {
  if (!globalThis.Go) {
    if (inNode && !globalThis.crypto) globalThis.crypto = (await import("node:crypto")).webcrypto
    await import("./wasm_exec.js")
  }
  const go = new globalThis.Go()
  const stream = (await packed(settings.engine)).pipeThrough(new DecompressionStream("gzip"))
  const module = await WebAssembly.compileStreaming(new Response(stream, { headers: { "Content-Type": "application/wasm" } }))
  const instance = await WebAssembly.instantiate(module, go.importObject)
  void go.run(instance)
  const brink = globalThis.brink
  if (inNode) keepAlive()
  return brink
}

/** Node may end although the engine, which waits for questions, has not. */
function keepAlive() {
  process.once("beforeExit", () => process.exit(process.exitCode ?? 0))
}

let next = 1

/** Puts a request of the page's protocol, and gives the whole answer. */
export async function request(question, { file, model, point, lang = "en", budget, options, progress } = {}) {
  started ??= start()
  const brink = await started
  const message = { id: next++, question, lang, budget_ms: budget, model, options }
  if (file !== undefined) message.file = typeof file === "string" ? { name: "game.yaml", text: file } : file
  if (point !== undefined) message.point = Object.fromEntries(Object.entries(point).map(([name, value]) => [name, String(value)]))
  const reply = JSON.parse(await brink(JSON.stringify(message), progress ? p => progress(JSON.parse(p).progress) : undefined))
  if (!reply.ok) throw new BrinkError(reply.problems)
  return reply.answer
}

// The names of the command line.
const named = { solve: "equilibria", conditions: "conditions", verify: "verify", repeated: "repeated", regions: "regions" }

/**
 * Asks what the command line asks, and gives what --format json prints there: question is
 * solve, conditions, verify, repeated or regions; file is the text of a game file, or
 * {model: "first-strike"}; point has values for parameters, exact as texts ("1/3").
 */
export async function ask(question, file, point, options = {}) {
  if (!(question in named)) throw new RangeError(`${question} is none of ${Object.keys(named).join(", ")}`)
  const { lang, budget, progress, ...rest } = options
  const game = typeof file === "object" && file !== null && "model" in file ? { model: file.model } : { file }
  const answer = await request(named[question], { ...game, point, lang, budget, progress, options: { ...rest, json: true } })
  return answer.json
}
