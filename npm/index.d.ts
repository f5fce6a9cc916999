/** A number of brink in JSON: p/q, or an algebraic number with its polynomial. */
export type Exact = string | { poly?: string; interval: [string, string]; approx: string }

export interface Problem {
  line: number
  column: number
  endColumn?: number
  message: string
  suggestion?: string
}

export declare class BrinkError extends Error {
  problems: Problem[]
}

export interface GameFile {
  name: string
  text: string
}

/** The text of a game file, a file with its name, or a built-in model. */
export type Game = string | GameFile | { model: string }

/** Values of parameters; texts such as "1/3" are exact, numbers are what they print as. */
export type Point = Record<string, string | number | bigint>

export interface Progress {
  done?: number
  total?: number
  note?: string
  claim?: unknown
}

export interface Options {
  lang?: "en" | "zh"
  /** Milliseconds; an answer that takes longer says that it is not complete. */
  budget?: number
  progress?: (p: Progress) => void
  [option: string]: unknown
}

export interface Solution {
  game: string
  players: { name: string; actions: string[] }[]
  parameters: Record<string, string>
  method: string
  exact: boolean
  complete: boolean
  reasons: string[]
  equilibria: { strategies: Exact[][]; payoffs: Exact[]; pure: boolean; strict: boolean; component?: number }[]
  [field: string]: unknown
}

export interface Conditions {
  game: string
  kind: string
  concept: string
  parameters: string[]
  assume: string[]
  complete: boolean
  reasons: string[]
  rows: ({ exists: string; knife_edge: boolean } & Record<string, unknown>)[]
  [field: string]: unknown
}

export interface Verdicts {
  claims: {
    game: string
    id: string
    verdict: "proved" | "refuted" | "conditional" | "vacuous" | "undecided"
    expected: string
    ok: boolean
    counterexample?: Record<string, Exact>
    holds_when?: string
    [field: string]: unknown
  }[]
}

export declare function ask(question: "solve", file: Game, point?: Point, options?: Options): Promise<Solution>
export declare function ask(question: "conditions", file: Game, point?: Point, options?: Options): Promise<Conditions>
export declare function ask(question: "verify", file: Game, point?: Point, options?: Options): Promise<Verdicts>
export declare function ask(question: "repeated" | "regions", file: Game, point?: Point, options?: Options): Promise<Record<string, unknown>>

/** A request of the protocol of brink's page; the answer has markup and tests as well. */
export declare function request(
  question: string,
  options?: { file?: string | GameFile; model?: string; point?: Point; lang?: "en" | "zh"; budget?: number; options?: Record<string, unknown>; progress?: (p: Progress) => void },
): Promise<Record<string, unknown>>

/** Where the engine is, before the first question; else it is beside the module. */
export declare function configure(options: { engine?: string }): void
