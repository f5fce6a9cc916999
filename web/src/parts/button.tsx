import type { ComponentChildren } from "preact"
import { useRef, useState } from "preact/hooks"
import { t } from "../words.ts"
import { Icon, type IconName } from "./icon.tsx"

/** A button with a drawing; its name is spoken, and shown when pointed at. */
export function IconButton({ icon, name, ...rest }: {
  icon: IconName; name: string; onClick: () => void; disabled?: boolean; pressed?: boolean; class?: string; expanded?: boolean
}) {
  return (
    <button type="button" class={`icon-button ${rest.class ?? ""}`} aria-label={name} title={name} onClick={rest.onClick}
      disabled={rest.disabled} aria-pressed={rest.pressed} aria-expanded={rest.expanded}>
      <Icon name={icon} />
    </button>
  )
}

/** Text with a button that copies it. */
export function Command({ text, title }: { text: string; title?: string }) {
  const [done, setDone] = useState(false)
  const code = useRef<HTMLElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setDone(true)
      setTimeout(() => setDone(false), 1500)
    } catch {
      // no clipboard: the text is selected, for the reader to copy
      getSelection()?.selectAllChildren(code.current!)
    }
  }
  return (
    <div class="command">
      {title && <span class="command-title">{title}</span>}
      <code ref={code} tabIndex={0}>{text}</code>
      <button type="button" class="quiet" onClick={copy} aria-label={`${t("copy")}: ${text}`}>
        <Icon name="copy" /> <span aria-live="polite">{done ? t("copied") : t("copy")}</span>
      </button>
    </div>
  )
}

/** A menu behind a button. Escape and a click elsewhere close it; the arrow keys move in it. */
export function Menu({ icon, name, children }: { icon: IconName; name: string; children: (close: () => void) => ComponentChildren }) {
  const [open, setOpen] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const close = () => {
    setOpen(false)
    box.current?.querySelector("button")?.focus()
  }
  const keys = (e: KeyboardEvent) => {
    if (!open) return
    if (e.key === "Escape") close()
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key]
    if (!step) return
    e.preventDefault()
    const all = [...box.current!.querySelectorAll<HTMLButtonElement>("[role=menuitem]")]
    const at = all.indexOf(document.activeElement as HTMLButtonElement)
    all[(at + step + all.length) % all.length]?.focus()
  }
  const leave = (e: FocusEvent) => {
    if (!box.current?.contains(e.relatedTarget as Node)) setOpen(false)
  }
  return (
    <div class="menu" ref={box} onKeyDown={keys} onFocusOut={leave}>
      <button type="button" class="icon-button" aria-label={name} title={name} aria-haspopup="menu" aria-expanded={open}
        onClick={() => setOpen(!open)}>
        <Icon name={icon} />
      </button>
      {open && <div class="menu-list" role="menu" aria-label={name}>{children(close)}</div>}
    </div>
  )
}
