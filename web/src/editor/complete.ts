// Completion and hints, from what the engine says of its language and of the game.
import { autocompletion, snippetCompletion, type Completion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete"
import { hoverTooltip, type EditorView } from "@codemirror/view"
import { get } from "../store.ts"
import { pathAt } from "./path.ts"

/** Whether a key belongs below the keys of a path; "*" stands for any key. */
function below(pattern: string, path: string[]): boolean {
  const want = pattern.split(".").filter(Boolean)
  const have = path.filter(p => p !== "-")
  return want.length === have.length && want.every((w, k) => w === "*" || w === have[k])
}

/** The words that formulas may use: parameters and names of the game, functions, predicates. */
function words(): Completion[] {
  const { schema, description } = get()
  const list: Completion[] = []
  for (const p of description?.parameters ?? []) list.push({ label: p.name, type: "variable", info: p.description })
  const known = new Set(list.map(w => w.label))
  for (const name of [...(description?.names ?? []), ...(description?.players ?? []), ...(description?.actions ?? []).flat()])
    if (!known.has(name)) {
      known.add(name)
      list.push({ label: name, type: "constant" })
    }
  for (const f of [...(schema?.functions ?? []), ...(schema?.predicates ?? [])])
    list.push(snippetCompletion(`${f.name}(\${})`, { label: f.name, type: "function", detail: f.signature?.replace(f.name, ""), info: f.hint }))
  return list
}

function source(context: CompletionContext): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos)
  const before = line.text.slice(0, context.pos - line.from)
  const key = /^( *(?:- +)*)([\w-]*)$/.exec(before)
  const word = context.matchBefore(/[\p{L}_][\p{L}\p{N}_-]*/u)
  if (!word && !context.explicit && !key) return null
  if (key && (key[2] || context.explicit)) {
    const path = pathAt(context.state.doc.toString().split("\n"), line.number - 1, key[1].length)
    const keys = (get().schema?.keys ?? []).filter(k => below(k.path, path))
    if (keys.length > 0)
      return {
        from: context.pos - key[2].length,
        options: keys.map(k => ({ label: k.name, type: "property", info: k.hint, apply: `${k.name}: ` })),
        validFor: /^[\w-]*$/,
      }
  }
  if (key && !context.explicit) return null
  return { from: word?.from ?? context.pos, options: words(), validFor: /^[\p{L}\p{N}_-]*$/u }
}

/** What a word of the language or of the game means. */
function meaning(word: string): { head: string; hint?: string } | null {
  const { schema, description } = get()
  const p = description?.parameters.find(p => p.name === word)
  if (p) return { head: `${word} = ${p.default ?? ""}`, hint: p.description }
  const f = [...(schema?.predicates ?? []), ...(schema?.functions ?? [])].find(f => f.name === word)
  if (f) return { head: f.signature ?? f.name, hint: f.hint }
  const k = schema?.keys.find(k => k.name === word)
  return k ? { head: k.name, hint: k.hint } : null
}

const hover = hoverTooltip((view: EditorView, pos: number) => {
  const line = view.state.doc.lineAt(pos)
  const isWord = (c: string) => /[\p{L}\p{N}_-]/u.test(c)
  let from = pos - line.from
  let to = from
  while (from > 0 && isWord(line.text[from - 1])) from--
  while (to < line.text.length && isWord(line.text[to])) to++
  const found = from < to ? meaning(line.text.slice(from, to)) : null
  if (!found) return null
  return {
    pos: line.from + from, end: line.from + to, above: true,
    create: () => {
      const dom = document.createElement("div")
      dom.className = "cm-hint"
      dom.append(Object.assign(document.createElement("code"), { textContent: found.head }))
      if (found.hint) dom.append(Object.assign(document.createElement("p"), { textContent: found.hint }))
      return { dom }
    },
  }
})

export const help = [autocompletion({ override: [source], icons: false }), hover]
