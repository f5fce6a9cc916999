// The protocol between the page and the engine, in types.
import type { Test } from "./condition.ts"

export type Lang = "en" | "zh"
export type Values = Record<string, string>

export interface File {
  name: string
  text: string
}

export interface Request {
  id: number
  question: string
  lang: Lang
  budget_ms?: number
  file?: File
  model?: string
  point?: Values
  options?: Record<string, unknown>
}

export interface Problem {
  line: number
  column: number
  endColumn?: number
  message: string
  found?: string
  expected?: string
  suggestion?: string
}

/** What every answer may say of itself. Markup is made and escaped by the engine. */
export interface Answer {
  complete?: boolean
  why?: string
  command?: string
  html?: string
  notes?: string[]
  warnings?: Problem[]
}

export interface Progress {
  done?: number
  total?: number
  note?: string
  claim?: Claim
}

export type Reply =
  | { id: number; progress: Progress }
  | { id: number; ok: true; answer: Answer }
  | { id: number; ok: false; problems: Problem[]; cancelled?: false }
  | { id: number; ok: false; cancelled: true }

export interface Model {
  id: string
  name: string
  gist?: string
  shelves: string[]
  kind?: string
  search?: string
}

export interface Library extends Answer {
  shelves: { name: string; title: string }[]
  models: Model[]
}

export interface Schema extends Answer {
  keys: { path: string; name: string; hint?: string }[]
  predicates: { name: string; signature?: string; hint?: string }[]
  functions: { name: string; signature?: string; hint?: string }[]
}

export interface Parameter {
  name: string
  mathml?: string
  unit?: string
  description?: string
  default?: string
  lo?: string
  hi?: string
  lo_open?: boolean
  hi_open?: boolean
  integer?: boolean
  suggest?: [string, string]
}

export interface Description extends Answer {
  id?: string
  kind: string
  kind_text?: string
  title: string
  gist?: string
  story?: string
  sources?: string[]
  players: string[]
  actions?: string[][]
  names?: string[]
  parameters: Parameter[]
  assumptions?: { text: string; mathml?: string; test: Test | null }[]
  claims?: { id: string; formula?: string; gist?: string }[]
  display?: { kind: string; html?: string; svg?: string; alt?: string }
  commands?: { title: string; command: string }[]
  questions?: string[]
  repeated?: boolean
}

export interface Cell {
  text: string
  mathml?: string
  test: Test | null
}

export interface Row {
  id: string
  label: string
  payoffs?: string
  strategies?: string
  knife_edge?: boolean
  details?: { title: string; html: string }[]
  /** The colour of the row in the phase diagram. */
  tint?: string
  cells: (Cell | null)[]
}

export interface Conditions extends Answer {
  intro?: string
  columns: { id: string; title: string; hint?: string }[]
  rows: Row[]
}

export interface Equilibrium {
  label: string
  pure?: boolean
  strict?: boolean
  component?: number
  row?: string
  payoffs?: { player: string; text: string; mathml?: string }[]
  strategies?: { player: string; actions: { name: string; text: string; mathml?: string; approx?: number }[] }[]
}

export interface Equilibria extends Answer {
  equilibria?: Equilibrium[]
  components?: { id: number; dimension: number; index?: number }[]
  figure?: { svg: string; alt: string }
}

export interface Axis {
  name: string
  lo: string | number
  hi: string | number
  label?: string
}

export interface Regions extends Answer {
  svg: string
  frame: { x: number; y: number; width: number; height: number }
  x: Axis
  y: Axis | null
  legend?: { svg?: string; label: string; rows?: string[] }[]
  alt?: string
}

export interface Claim {
  id: string
  says?: string
  says_html?: string
  formula?: string
  given?: string
  verdict: string
  verdict_text: string
  expected?: string
  ok?: boolean
  meaning?: string
  counterexample?: Record<string, string | { approx: string; poly?: string }>
  jump?: Values
  holds_when?: string
  holds_when_test?: Test | null
  sources?: string[]
  evidence?: string
}

export interface Verdicts extends Answer {
  claims: Claim[]
}

export interface Hold extends Answer {
  rows: { id: string; cells: (("true" | "false" | "edge" | "unknown") | null)[] }[]
}

export interface Snap extends Answer {
  values: { value?: string; text?: string; approx?: number | string; what?: string }[]
}

export interface Export extends Answer {
  name: string
  mime: string
  text?: string
  base64?: string
}

/** Whether the engine answers a question about the game; where it does not say, it is asked. */
export const answers = (d: Description, question: string) => !d.questions || d.questions.includes(question)
