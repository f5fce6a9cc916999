import { useEffect, useRef, useState } from "preact/hooks"
import { Editor, reveal } from "./editor/editor.tsx"
import { words } from "./editor/problems.ts"
import type { Model, Problem } from "./engine.ts"
import { covers, openDraft, openFile, openModel, newFile } from "./open.ts"
import { IconButton } from "./parts/button.tsx"
import { Icon } from "./parts/icon.tsx"
import { set, get, useStore, keep } from "./store.ts"
import { t } from "./words.ts"

/** The left side: the library, or the file of the game. */
export function Side() {
  const side = useStore(s => s.side)
  const box = useRef<HTMLElement>(null)
  // where it lies over the text, the keyboard goes with it
  useEffect(() => {
    if (side && covers()) box.current?.querySelector<HTMLElement>("input[type=search], .file-head button, .tabs button")?.focus()
  }, [side])
  if (!side) return null
  return (
    <aside ref={box} class={`side side-${side}`} id="side" aria-label={t("side")} onKeyDown={e => e.key === "Escape" && !e.defaultPrevented && covers() && set({ side: null })}>
      <div class="side-head">
        <div class="tabs">
          <button type="button" aria-pressed={side === "library"} onClick={() => set({ side: "library" })}><Icon name="books" /> {t("library")}</button>
          <button type="button" aria-pressed={side === "file"} onClick={() => set({ side: "file" })}><Icon name="file" /> {t("file")}</button>
        </div>
        <IconButton icon="close" name={t("close")} onClick={() => set({ side: null })} />
      </div>
      {side === "library" ? <Library /> : <File />}
    </aside>
  )
}

const fold = (s: string) => s.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

function Library() {
  const library = useStore(s => s.library)
  const drafts = useStore(s => s.drafts)
  const current = useStore(s => s.model ?? s.origin)
  const name = useStore(s => s.name)
  const [query, setQuery] = useState("")
  const list = useRef<HTMLDivElement>(null)
  const wanted = fold(query).split(/\s+/).filter(Boolean)
  const matches = (m: Model) => {
    const text = fold([m.id, m.name, m.gist, m.kind, m.search].filter(Boolean).join(" "))
    return wanted.every(w => text.includes(w))
  }
  const found = library?.models.filter(matches) ?? []
  // up and down move through the list, from the search field and back to it
  const keys = (e: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key]
    if (!step) return
    const all = [...list.current!.querySelectorAll<HTMLElement>("input[type=search], .entry")]
    const next = all[all.indexOf(e.target as HTMLElement) + step]
    if (!next) return
    e.preventDefault()
    next.focus()
  }
  const pick = useRef<HTMLInputElement>(null)
  let first = true
  const entry = (m: Model) => {
    const tab = first || m.id === current ? 0 : -1
    first = false
    return (
      <li key={m.id}>
        <button type="button" class="entry" tabIndex={tab} aria-current={m.id === current ? "true" : undefined} onClick={() => openModel(m.id)}>
          <span class="entry-name">{m.name}</span>
          {m.gist && <span class="entry-gist">{m.gist}</span>}
        </button>
      </li>
    )
  }
  return (
    <div class="library" ref={list} onKeyDown={keys}>
      <div class="search">
        <input type="search" value={query} placeholder={t("search")} aria-label={t("search")} onInput={e => setQuery(e.currentTarget.value)} />
        <span class="heard" role="status">{query && t("found", { n: found.length })}</span>
      </div>
      <div class="shelves">
        {drafts.length > 0 && !query && (
          <section>
            <h3>{t("drafts")}</h3>
            <p class="note">{t("draftsHint")}</p>
            <ul>
              {drafts.map(d => (
                <li key={d.name} class="draft">
                  <button type="button" class="entry" aria-current={d.name === name && current === undefined ? "true" : undefined} onClick={() => openDraft(d)}>
                    <span class="entry-name">{d.name}</span>
                  </button>
                  <IconButton icon="close" name={t("forget", { name: d.name })} onClick={() => {
                    set({ drafts: get().drafts.filter(x => x !== d) })
                    keep()
                  }} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {library?.shelves.map(shelf => {
          const here = found.filter(m => m.shelves[0] === shelf.name || (m.shelves.includes(shelf.name) && !library.shelves.some(s => s.name === m.shelves[0])))
          return here.length > 0 && (
            <section key={shelf.name}>
              <h3>{shelf.title}</h3>
              <ul>{here.map(entry)}</ul>
            </section>
          )
        })}
        {library && found.length === 0 && <p class="note">{t("nothingFound")}</p>}
      </div>
      <div class="side-foot">
        <button type="button" class="quiet" onClick={() => pick.current!.click()}><Icon name="open" /> {t("openFile")}</button>
        <button type="button" class="quiet" onClick={newFile}><Icon name="file" /> {t("newFile")}</button>
        <input type="file" ref={pick} hidden accept=".yaml,.yml,.json,.nfg,.efg,.gam,text/*" onChange={e => {
          const file = e.currentTarget.files?.[0]
          if (file) void openFile(file)
          e.currentTarget.value = ""
        }} />
      </div>
    </div>
  )
}

function File() {
  const name = useStore(s => s.name)
  const model = useStore(s => s.model)
  const origin = useStore(s => s.origin)
  const problems = useStore(s => s.problems)
  const warnings = useStore(s => (s.described === s.text ? s.description?.warnings : undefined))
  const fresh = useStore(s => s.described === s.text || s.problems.length > 0)
  return (
    <div class="file">
      <div class="file-head">
        <span class="file-name">{name}</span>
        {model === undefined && <span class="tag">{t("edited")}</span>}
        {model === undefined && origin && <button type="button" class="quiet" onClick={() => openModel(origin, true)}>{t("revert")}</button>}
      </div>
      <Editor />
      <div class="file-foot" role="status">
        {problems.length === 0
          ? <><p class="note">{fresh ? t("noProblems") : t("checking")}</p><Problems list={warnings ?? []} /></>
          : <><p class="problem">{problems.length === 1 ? t("oneProblem") : t("manyProblems", { n: problems.length })}</p><Problems list={problems} /></>}
      </div>
    </div>
  )
}

/** Problems, or warnings, each a way to its place. */
const Problems = ({ list }: { list: Problem[] }) => (
  <ul class="problems">
    {list.slice(0, 20).map((p, k) => (
      <li key={k}><button type="button" class="quiet" onClick={() => reveal(p.line, p.column)}>
        {p.line > 0 && <span class="dim">{t("line", { n: p.line })}</span>} {words(p)}
      </button></li>
    ))}
  </ul>
)
