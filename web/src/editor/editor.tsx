import { closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete"
import { defaultKeymap, indentWithTab } from "@codemirror/commands"
import { yaml } from "@codemirror/lang-yaml"
import { bracketMatching, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language"
import { search, searchKeymap } from "@codemirror/search"
import { Compartment, EditorState, Transaction } from "@codemirror/state"
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view"
import { tags } from "@lezer/highlight"
import { useEffect, useRef } from "preact/hooks"
import { change, get, redo, subscribe, undo, useStore } from "../store.ts"
import { t } from "../words.ts"
import { help } from "./complete.ts"
import { position, problems, setProblems } from "./problems.ts"

const theme = EditorView.theme({
  "&": { height: "100%", color: "var(--ink)", backgroundColor: "transparent", fontSize: "13px" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.55" },
  ".cm-content": { caretColor: "var(--accent)", padding: "12px 0" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--soft)", border: "none" },
  ".cm-activeLine": { backgroundColor: "var(--band)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--selection)" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  ".cm-matchingBracket": { backgroundColor: "var(--selection)" },
  ".cm-wrong": { textDecoration: "underline wavy var(--bad) 1.5px", textUnderlineOffset: "3px" },
  ".cm-problem": { color: "var(--bad)", backgroundColor: "var(--bad-band)", padding: "0 12px 4px 6px", whiteSpace: "pre-wrap", overflowWrap: "anywhere" },
  ".cm-caret": { display: "block", lineHeight: "1", fontSize: "0.8em" },
  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--ink)", border: "1px solid var(--line)", borderRadius: "6px", boxShadow: "var(--shadow)" },
  ".cm-tooltip-autocomplete > ul": { fontFamily: "var(--mono)" },
  ".cm-tooltip-autocomplete > ul > li[aria-selected]": { backgroundColor: "var(--accent)", color: "var(--on-accent)" },
  ".cm-completionInfo": { fontFamily: "var(--sans)", padding: "6px 10px", maxWidth: "22rem" },
  ".cm-hint": { padding: "6px 10px", maxWidth: "24rem", fontFamily: "var(--sans)" },
  ".cm-hint code": { fontFamily: "var(--mono)", fontWeight: "600" },
  ".cm-hint p": { margin: "4px 0 0" },
  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--ink)", borderColor: "var(--line)" },
  ".cm-foldGutter span": { color: "var(--soft)" },
})

const colours = syntaxHighlighting(HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-key)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-text)" },
  { tag: tags.comment, color: "var(--soft)", fontStyle: "italic" },
  { tag: [tags.labelName, tags.typeName], color: "var(--code-mark)" },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: "var(--soft)" },
]))

/** Undo belongs to the whole page: a step back may also move the point or change the game. */
const steps = keymap.of([
  { key: "Mod-z", run: () => (undo(), true) },
  { key: "Mod-y", mac: "Mod-Shift-z", run: () => (redo(), true) },
  { key: "Mod-Shift-z", run: () => (redo(), true) },
])

/** The shortest replacement that makes the document the text, so that the cursor stays where it is. */
function difference(old: string, text: string) {
  let from = 0
  const least = Math.min(old.length, text.length)
  while (from < least && old[from] === text[from]) from++
  let tail = 0
  while (tail < least - from && old[old.length - 1 - tail] === text[text.length - 1 - tail]) tail++
  return { from, to: old.length - tail, insert: text.slice(from, text.length - tail) }
}

let shown: EditorView | null = null

/** Puts the cursor of the editor at a line and a column. */
export function reveal(line: number, column: number) {
  if (!shown) return
  const at = position(shown.state, line, column)
  shown.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: "center" }) })
  shown.focus()
}

const named = new Compartment()
const name = () => EditorView.contentAttributes.of({ "aria-label": t("editor"), tabindex: "0" })

/** The game's file. It stands in a shadow root, where its styles need no exception from the page's policy. */
export function Editor() {
  const host = useRef<HTMLDivElement>(null)
  const lang = useStore(s => s.lang)
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" })
    const view = new EditorView({
      root, parent: root as never,
      state: EditorState.create({
        doc: get().text,
        extensions: [
          lineNumbers(), foldGutter(), drawSelection(), highlightActiveLine(), indentOnInput(), bracketMatching(), closeBrackets(),
          indentUnit.of("  "), EditorState.tabSize.of(2), EditorView.lineWrapping, yaml(), colours, theme, problems, search(), help, steps,
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...foldKeymap, ...defaultKeymap, indentWithTab]),
          named.of(name()),
          EditorView.updateListener.of(u => {
            if (u.docChanged && !u.transactions.some(tr => tr.annotation(Transaction.remote)))
              change("type", { text: u.state.doc.toString(), model: undefined })
          }),
        ],
      }),
    })
    shown = view
    let told = get().problems
    if (told.length) view.dispatch({ effects: setProblems.of(told) })
    const stop = subscribe(() => {
      const s = get()
      const doc = view.state.doc.toString()
      if (s.text !== doc) view.dispatch({ changes: difference(doc, s.text), annotations: Transaction.remote.of(true) })
      if (s.problems !== told) {
        told = s.problems
        view.dispatch({ effects: setProblems.of(told) })
      }
    })
    return () => {
      stop()
      shown = null
      view.destroy()
    }
  }, [])
  useEffect(() => shown?.dispatch({ effects: named.reconfigure(name()) }), [lang])
  return <div class="editor" ref={host} />
}
