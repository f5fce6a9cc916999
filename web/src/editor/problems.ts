// Problems where they are: a mark under what is wrong, and below its line what is wrong with it.
import { StateEffect, StateField, type EditorState, type Range } from "@codemirror/state"
import { Decoration, EditorView, WidgetType, type DecorationSet } from "@codemirror/view"
import type { Problem } from "../engine.ts"

export const setProblems = StateEffect.define<Problem[]>()

const mostShown = 5

class Message extends WidgetType {
  constructor(readonly column: number, readonly text: string) {
    super()
  }
  eq(other: Message) {
    return other.column === this.column && other.text === this.text
  }
  toDOM() {
    const dom = document.createElement("div")
    dom.className = "cm-problem"
    const caret = document.createElement("span")
    caret.className = "cm-caret"
    caret.textContent = " ".repeat(Math.min(this.column - 1, 60)) + "▲"
    const text = document.createElement("span")
    text.textContent = this.text
    dom.append(caret, text)
    return dom
  }
}

export const words = (p: Problem) => [p.message, p.suggestion].filter(Boolean).join(" ")

/** The position of a line and a column, both from 1; columns count characters, not UTF-16 units. */
export function position(state: EditorState, line: number, column: number): number {
  const at = state.doc.line(Math.min(Math.max(1, line), state.doc.lines))
  const before = [...at.text].slice(0, Math.max(0, column - 1)).join("")
  return Math.min(at.from + before.length, at.to)
}

function decorate(state: EditorState, problems: Problem[]): DecorationSet {
  const list: Range<Decoration>[] = []
  for (const p of problems.slice(0, mostShown)) {
    if (p.line < 1) continue
    const from = position(state, p.line, p.column)
    const line = state.doc.lineAt(from)
    const word = /^[\p{L}\p{N}_-]+/u.exec(line.text.slice(from - line.from))?.[0].length ?? 1
    const to = Math.min(line.to, p.endColumn ? position(state, p.line, p.endColumn) : from + word)
    if (from < to) list.push(Decoration.mark({ class: "cm-wrong" }).range(from, to))
    list.push(Decoration.widget({ widget: new Message(Math.max(1, p.column), words(p)), block: true, side: 1 }).range(line.to))
  }
  return Decoration.set(list, true)
}

export const problems = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, tr) {
    for (const e of tr.effects) if (e.is(setProblems)) return decorate(tr.state, e.value)
    return value.map(tr.changes)
  },
  provide: f => EditorView.decorations.from(f),
})
