// When the engine is asked what. Each question has a key, made of what its answer depends
// on; when the key changes the shown answer is old, and the question is asked again.
import { Client, type Outcome } from "./client.ts"
import type { Point } from "./condition.ts"
import { parse } from "./fraction.ts"
import type { Claim, Description, Library, Request, Schema, Values, Verdicts } from "./engine.ts"
import { t } from "./words.ts"
import { get, set, subscribe, type Slot, type State } from "./store.ts"

export interface Question {
  name: string
  /** Lower is asked first. */
  urgency: number
  budget: number
  /** The values that the answer depends on; none if it does not depend on the point. */
  point?: (s: State) => Values
  options?: (s: State) => Record<string, unknown>
  /** Whether the game has an answer to it, and the page a place for it now. */
  applies?: (d: Description, s: State) => boolean
}

export const client = new Client(() => new Worker("worker.js"), () => t("overBudget"))

const questions: Question[] = []
const keys = new Map<string, string>()
const timers = new Map<string, number>()
let opened = ""

export function register(q: Question) {
  questions.push(q)
}

/** A game as the engine takes it; the model's name only makes the commands shorter. */
export const game = (s: State): Pick<Request, "file" | "model" | "lang"> => ({
  file: { name: s.name, text: s.text }, ...(s.model === undefined ? {} : { model: s.model }), lang: s.lang,
})

/** The point: every parameter of the description, at its default where it was not moved. */
export function point(s: State): Values {
  const out: Values = {}
  for (const p of s.description?.parameters ?? []) {
    const value = s.point[p.name] ?? p.default
    if (value !== undefined) out[p.name] = value
  }
  return out
}

let last: { key: string; at: Point } = { key: "", at: {} }

/** The point in fractions, without values that are none; the same object while no value changes. */
export function pointOf(s: State): Point {
  const values = point(s)
  const key = JSON.stringify(values)
  if (key === last.key) return last.at
  const at: Point = {}
  for (const [name, text] of Object.entries(values)) {
    const value = parse(text)
    if (value) at[name] = value
  }
  last = { key, at }
  return at
}

function patch(slot: string, change: Partial<Slot>) {
  const { slots } = get()
  set({ slots: { ...slots, [slot]: { ...(slots[slot] ?? { state: "old" }), ...change } as Slot } })
}

/** Asks what an answer to show must be asked for, once the typing has paused. */
function review() {
  if (get().name !== opened) {
    // another game: the answers about the last one would mislead
    opened = get().name
    keys.clear()
    for (const q of questions) client.cancel(q.name)
    set({ slots: {}, description: undefined, problems: [] })
  }
  const s = get()
  describe(s)
  const d = s.description
  if (!d || s.described !== s.text || s.problems.length > 0) {
    // the text is not, or not yet, a game: every answer is an old one
    for (const [name, slot] of Object.entries(s.slots))
      if (slot.state === "fresh") {
        keys.delete(name)
        patch(name, { state: "old" })
      }
    return
  }
  for (const q of questions) {
    if (q.applies && !q.applies(d, s)) continue
    const values = q.point?.(s)
    const options = q.options?.(s)
    const key = JSON.stringify([s.lang, s.name, s.text, s.model, values, options])
    if (keys.get(q.name) === key) continue
    const first = !s.slots[q.name]
    keys.set(q.name, key)
    patch(q.name, { state: "asking", progress: undefined })
    clearTimeout(timers.get(q.name))
    timers.set(q.name, setTimeout(() => ask(q, key, { ...game(s), point: values, options }), first ? 0 : 50) as unknown as number)
  }
}

async function ask(q: Question, key: string, request: Omit<Request, "id" | "question">) {
  const seen: Claim[] = []
  const outcome = await client.ask(q.name, { ...request, question: q.name, budget_ms: q.budget }, q.urgency, progress => {
    if (keys.get(q.name) !== key) return
    // claims are shown as they are decided
    if (progress.claim) {
      seen.push(progress.claim)
      patch(q.name, { answer: { claims: [...seen], complete: true } as Verdicts, problems: undefined, progress })
    } else patch(q.name, { progress })
  })
  if (keys.get(q.name) !== key) return
  settle(q.name, outcome)
}

function settle(slot: string, outcome: Outcome) {
  switch (outcome.kind) {
    case "answer":
      return patch(slot, { answer: outcome.answer, problems: undefined, state: "fresh", progress: undefined })
    case "problems":
      return patch(slot, { answer: undefined, problems: outcome.problems, state: "fresh", progress: undefined })
    default:
      return patch(slot, { state: "cancelled", progress: undefined })
  }
}

/** Stops the question of a panel; its old answer stays and is marked as old. */
export const cancel = (slot: string) => client.cancel(slot)

/** Asks a question again that was cancelled. */
export function again(slot: string) {
  keys.delete(slot)
  review()
}

let describing = ""
let typing = 0

/** The description comes first: it says whether the text is a game at all. */
function describe(s: State) {
  const key = JSON.stringify([s.lang, s.name, s.text])
  if (key === describing) return
  const first = describing === "" || s.model !== undefined
  describing = key
  clearTimeout(typing)
  if (!s.text.trim()) return
  typing = setTimeout(async () => {
    const outcome = await client.ask("describe", { ...game(s), question: "describe", budget_ms: 5000 }, 0)
    if (describing !== key) return
    if (outcome.kind === "answer") {
      const description = outcome.answer as Description
      set({ description, described: s.text, problems: [] })
    } else if (outcome.kind === "problems") set({ problems: outcome.problems })
    else describing = ""
  }, first ? 0 : 200) as unknown as number
}

/** Library and schema, in the language of now. */
async function shelves() {
  const { lang } = get()
  const [library, schema] = await Promise.all(["library", "schema"].map(question =>
    client.ask(question, { question, lang }, question === "library" ? -1 : 9)))
  if (get().lang !== lang) return
  if (library.kind === "answer") set({ library: library.answer as Library })
  if (schema.kind === "answer") set({ schema: schema.answer as Schema })
}

export function start() {
  let lang = get().lang
  void shelves()
  subscribe(() => {
    if (get().lang !== lang) {
      lang = get().lang
      void shelves()
    }
  })
  // one review for all changes of one turn of the event loop
  let due = false
  const soon = () => {
    if (due) return
    due = true
    queueMicrotask(() => {
      due = false
      review()
    })
  }
  subscribe(soon)
  soon()
}
