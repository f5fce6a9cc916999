import type { Export } from "./engine.ts"
import { openModel } from "./open.ts"
import { Command, IconButton, Menu } from "./parts/button.tsx"
import { client, game, point } from "./questions.ts"
import { canRedo, canUndo, get, keep, link, redo, set, tell, undo, useStore, type Theme } from "./store.ts"
import { t, type Word } from "./words.ts"

export function Head() {
  const side = useStore(s => s.side)
  const theme = useStore(s => s.theme)
  const lang = useStore(s => s.lang)
  useStore(s => s.text + s.name + JSON.stringify(s.point))
  const next: Record<Theme, Theme> = { auto: "light", light: "dark", dark: "auto" }
  return (
    <header class="head">
      <IconButton icon="books" name={t("side")} expanded={side !== null} onClick={() => set({ side: side ? null : "library" })} />
      <a class="brand" href="./" onClick={e => {
        e.preventDefault()
        void openModel("first-strike")
      }}>brink</a>
      <span class="tagline">{t("tagline")}</span>
      <span class="grow" />
      <div class="tools" role="group" aria-label={t("title")}>
        <IconButton icon="file" name={t("file")} pressed={side === "file"} onClick={() => set({ side: side === "file" ? null : "file" })} />
        <IconButton icon="undo" name={t("undo")} disabled={!canUndo()} onClick={undo} />
        <IconButton icon="redo" name={t("redo")} disabled={!canRedo()} onClick={redo} />
        <IconButton icon="link" name={t("share")} onClick={share} />
        <Menu icon="save" name={t("save")}>{close => <Exports close={close} />}</Menu>
        <IconButton icon="theme" name={t("theme", { theme: t(theme) })} onClick={() => {
          set({ theme: next[theme] })
          keep()
        }} />
        <button type="button" class="quiet language" lang={lang === "en" ? "zh" : "en"} title={t("languageName")} onClick={() => {
          set({ lang: lang === "en" ? "zh" : "en" })
          keep()
        }}>{t("language")}</button>
      </div>
    </header>
  )
}

async function share() {
  const address = await link()
  history.replaceState(null, "", address)
  try {
    await navigator.clipboard.writeText(address)
    tell(t("shared"))
  } catch {
    tell(t("shareByHand"))
  }
}

const exports: [Word, string, string[]][] = [
  ["saveTable", "table", ["markdown", "latex", "csv", "html", "json"]],
  ["saveFigure", "figure", ["svg", "pdf", "png", "tex"]],
  ["saveReport", "report", ["html", "md", "tex"]],
  ["saveFile", "file", ["yaml"]],
]

const names: Record<string, string> = {
  markdown: "Markdown", md: "Markdown", latex: "LaTeX", tex: "LaTeX", csv: "CSV", html: "HTML", json: "JSON", svg: "SVG", pdf: "PDF", png: "PNG", yaml: "YAML",
}

function Exports({ close }: { close: () => void }) {
  return (
    <>
      {exports.map(([word, what, formats]) => (
        <div class="menu-row" role="group" aria-label={t(word)} key={what}>
          <span aria-hidden="true">{t(word)}</span>
          {formats.map(f => (
            <button type="button" role="menuitem" class="chip" key={f} aria-label={`${t(word)}: ${names[f]}`} onClick={() => {
              close()
              void save(what, f)
            }}>{names[f]}</button>
          ))}
        </div>
      ))}
    </>
  )
}

/** Saves what the engine writes, or the text itself. */
async function save(what: string, format: string) {
  const s = get()
  if (what === "file") return download(s.name, "application/yaml", s.text)
  const { x, y, by } = s.axes
  // the engine of the page draws vectors; the browser makes pixels of them, and pages the command line makes
  const drawn = what === "figure" && (format === "png" || format === "pdf") ? "svg" : format
  const outcome = await client.ask("export", { ...game(s), question: "export", point: point(s), options: { what, format: drawn, x, y, by }, budget_ms: 60000 }, 0)
  if (outcome.kind === "problems") return tell(outcome.problems[0]?.message)
  if (outcome.kind === "cancelled") return
  const e = outcome.answer as Export
  if (drawn !== format) {
    if (format === "pdf") return tell(t("byCommand"), e.command?.replace(/\.svg(?=\W*$)/, ".pdf"))
    const pixels = await rasterised(e.text ?? "")
    return pixels ? download(e.name.replace(/\.svg$/, ".png"), "image/png", pixels) : undefined
  }
  download(e.name, e.mime, e.text ?? Uint8Array.from(atob(e.base64 ?? ""), c => c.charCodeAt(0)))
}

/** A drawing in pixels, three to a point. */
async function rasterised(svg: string): Promise<Blob | null> {
  const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = Object.assign(document.createElement("canvas"), { width: 3 * image.naturalWidth, height: 3 * image.naturalHeight })
    canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await new Promise(done => canvas.toBlob(done, "image/png"))
  } finally {
    URL.revokeObjectURL(url)
  }
}

function download(name: string, type: string, content: BlobPart) {
  const url = URL.createObjectURL(new Blob([content], { type }))
  const a = Object.assign(document.createElement("a"), { href: url, download: name })
  a.click()
  setTimeout(() => URL.revokeObjectURL(url), 10000)
}

/** A word about what was just done; it goes away by itself. */
export function Notice() {
  const notice = useStore(s => s.notice)
  const command = useStore(s => s.command)
  return (
    <div class={notice ? "notice shown" : "notice"} role="status">
      {notice && (
        <>
          <div>{notice}{command && <Command text={command} />}</div>
          <IconButton icon="close" name={t("close")} onClick={() => tell()} />
        </>
      )}
    </div>
  )
}

