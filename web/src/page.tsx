import { useEffect, useState } from "preact/hooks"
import { Head, Notice } from "./head.tsx"
import { openFile } from "./open.ts"
import { panels } from "./panels/registry.ts"
import { words } from "./editor/problems.ts"
import { Icon } from "./parts/icon.tsx"
import { point } from "./questions.ts"
import { redo, set, undo, useStore } from "./store.ts"
import { Side } from "./side.tsx"
import { t } from "./words.ts"

export function Page() {
  const lang = useStore(s => s.lang)
  const theme = useStore(s => s.theme)
  const side = useStore(s => s.side)
  const title = useStore(s => s.description?.title)
  useEffect(() => {
    const root = document.documentElement
    root.lang = lang === "zh" ? "zh-Hans" : "en"
    root.dataset.theme = theme
    document.title = title ? `${title} · brink` : "brink"
  }, [lang, theme, title])
  return (
    <div class={side ? `page with-${side}` : "page"} {...useDrop()}>
      <a class="skip" href="#text" onClick={e => {
        e.preventDefault()
        document.getElementById("text")?.focus()
      }}>{t("skip")}</a>
      <Head />
      <div class="columns">
        <Side />
        <Text />
        <Margin />
      </div>
      <Notice />
    </div>
  )
}

/** A file dropped anywhere opens. */
function useDrop() {
  const [over, setOver] = useState(false)
  const hasFile = (e: DragEvent) => e.dataTransfer?.types.includes("Files")
  return {
    "data-drop": over ? t("dropHere") : undefined,
    onDragOver: (e: DragEvent) => {
      if (!hasFile(e)) return
      e.preventDefault()
      setOver(true)
    },
    onDragLeave: (e: DragEvent) => e.relatedTarget === null && setOver(false),
    onDrop: (e: DragEvent) => {
      if (!hasFile(e)) return
      e.preventDefault()
      setOver(false)
      const file = e.dataTransfer!.files[0]
      if (file) void openFile(file)
    },
  }
}

function Text() {
  const d = useStore(s => s.description)
  const problems = useStore(s => s.problems.length > 0)
  return (
    <main class="text" id="text" tabIndex={-1}>
      {problems && <p class="problem banner"><button type="button" class="quiet" onClick={() => set({ side: "file" })}>{t("invalid")}</button></p>}
      {!d ? problems ? <Failed /> : <p class="loading" role="status">{t("loading")}</p> : (
        <>
          <Title />
          {panels.filter(p => p.place === "text" && p.applies(d)).map(p => <p.view key={p.id} />)}
          <footer class="foot">{t("local")}</footer>
        </>
      )}
    </main>
  )
}

/** What is wrong, where there was no valid text before; also an engine that did not start. */
function Failed() {
  const problems = useStore(s => s.problems)
  return <>{problems.map((p, k) => <p class="problem" key={k}>{p.line > 0 && `${t("line", { n: p.line })}: `}{words(p)}</p>)}</>
}

/** What the game is about. */
function Title() {
  const d = useStore(s => s.description)!
  return (
    <header class="title">
      <p class="kicker">{d.kind_text ?? d.kind}{d.players.length > 0 && d.players.length < 5 && <> · {d.players.join(", ")}</>}</p>
      <h1>{d.title}</h1>
      {d.gist && <p class="gist">{d.gist}</p>}
      {d.story && <div class="story">{d.story.split(/\n\s*\n/).map((p, k) => <p key={k}>{p}</p>)}</div>}
      {d.sources && d.sources.length > 0 && (
        <details class="more sources"><summary>{t("sources")}</summary><ul>{d.sources.map(s => <li key={s}>{s}</li>)}</ul></details>
      )}
    </header>
  )
}

/** The point beside the text; on a phone a sheet at the bottom that is pulled up. */
function Margin() {
  const d = useStore(s => s.description)
  const at = useStore(s => Object.entries(point(s)).map(([name, v]) => `${name} = ${v}`).join("   "))
  const [open, setOpen] = useState(false)
  if (!d) return null
  return (
    <div class={open ? "margin open" : "margin"} role="complementary" aria-label={t("point")}>
      <button type="button" class="pull" aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class="pull-text">{at || t("noParameters")}</span> <Icon name={open ? "down" : "up"} />
      </button>
      <div class="sheet">{panels.filter(p => p.place === "margin" && p.applies(d)).map(p => <p.view key={p.id} />)}</div>
    </div>
  )
}

/** Undo and redo from anywhere; text fields other than the editor keep their own. */
export function globalKeys(e: KeyboardEvent) {
  if (!(e.ctrlKey || e.metaKey) || e.altKey) return
  const target = e.target as HTMLElement
  if (target.matches?.("input[type=text], input[type=search], .editor")) return
  const key = e.key.toLowerCase()
  if (key === "z" && !e.shiftKey) undo()
  else if (key === "y" || (key === "z" && e.shiftKey)) redo()
  else return
  e.preventDefault()
}
