// The words of the page itself, by language; those of answers come from the engine.
import type { Lang } from "./engine.ts"
import { get } from "./store.ts"
import { en } from "./words/en.ts"
import { zh } from "./words/zh.ts"

export type Word = keyof typeof en

const catalogues: Record<Lang, Record<Word, string>> = { en, zh }

/** The words for a key in the language of now; {name} in them is replaced. */
export function t(key: Word, values: Record<string, string | number> = {}): string {
  return catalogues[get().lang][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""))
}
