// How games get onto the page: from the library, a file, a draft, a link.
import type { Answer, Values } from "./engine.ts"
import { longestFile, type Saved } from "./link.ts"
import { client } from "./questions.ts"
import { change, draft, get, set, tell, type Draft, type Work } from "./store.ts"
import { t } from "./words.ts"

let wanted = 0

/** Whether the side lies over the text, as on all but large screens. */
export const covers = () => innerWidth < 1200

/** Small screens show the game, not the list it was picked from. */
const away = () => (covers() && get().side === "library" ? { side: null } : {})

function open(work: Partial<Work> & { name: string; text: string }) {
  draft()
  change("open", { model: undefined, origin: undefined, point: {}, axes: {}, ...work })
  set(away())
}

/** Opens a model of the library; what was edited stays among the drafts. */
export async function openModel(id: string, keepPoint = false, saved: { point?: Values; axes?: Work["axes"] } = {}) {
  const mine = ++wanted
  const outcome = await client.ask("model", { question: "model", model: id, lang: get().lang }, -2)
  if (mine !== wanted || outcome.kind === "cancelled") return
  if (outcome.kind === "problems") return tell(outcome.problems[0]?.message)
  const { text } = outcome.answer as Answer & { text: string }
  const { point, axes } = keepPoint ? get() : { point: {}, axes: {} }
  open({ name: `${id}.yaml`, text, model: id, origin: id, point, axes, ...saved })
}

export function openDraft(d: Draft) {
  wanted++
  open(d)
}

export async function openFile(file: File) {
  wanted++
  if (file.size > longestFile) return tell(t("tooLong"))
  open({ name: file.name.slice(0, 200), text: await file.text() })
}

export function newFile() {
  wanted++
  open({ name: "game.yaml", text: blank })
  set({ side: "file" })
}

/** Opens what a link or the browser has kept. */
export async function openSaved(s: Saved) {
  if (s.lang) set({ lang: s.lang })
  const rest = { ...(s.point ? { point: s.point } : {}), ...(s.axes ? { axes: s.axes } : {}) }
  if (s.file) {
    wanted++
    open({ ...s.file, ...rest })
  } else if (s.model) await openModel(s.model, false, rest)
}

const blank = `brink: 1
name: A new game
parameters:
  c: {default: 1/5, range: "[0, 1]", description: cost of war}
players:
  Blue: [hold, strike]
  Red: [hold, strike]
payoffs:
  hold:   [[1/2, 1/2], [0, 1 - c]]
  strike: [[1 - c, 0], [1/2 - c, 1/2 - c]]
claims:
  - id: peace
    says: Peace is an equilibrium.
    holds: nash(hold, hold)
`
