// The state of the page, and how it is undone, kept and put into the address.
import { useEffect, useState } from "preact/hooks"
import type { Lang, Library, Problem, Schema, Values, Description, Answer, Progress } from "./engine.ts"
import { longestFile, read, tidy, write, type Saved } from "./link.ts"

/** An answer, and whether it is still one to the question of now. */
export interface Slot {
  answer?: Answer
  problems?: Problem[]
  /** asking: a question is out, and the answer shown, if any, is an old one. */
  state: "asking" | "fresh" | "old" | "cancelled"
  progress?: Progress
}

/** An edited file that the browser keeps. */
export interface Draft {
  name: string
  text: string
  origin?: string
}

/** What the phase diagram shows: the parameters on its axes, and what it tells apart. */
export interface Axes {
  x?: string
  y?: string
  by?: string
}

/** What undo brings back. */
export interface Work {
  name: string
  text: string
  /** The library model that the text is, unless edited. */
  model?: string
  /** The library model that the text comes from. */
  origin?: string
  point: Values
  axes: Axes
}

export type Theme = "auto" | "light" | "dark"
export type Side = "library" | "file" | null

export interface State extends Work {
  lang: Lang
  theme: Theme
  side: Side
  library?: Library
  schema?: Schema
  description?: Description
  /** The text that the description is of. */
  described?: string
  problems: Problem[]
  slots: Record<string, Slot>
  drafts: Draft[]
  notice?: string
  /** A command that belongs to the notice. */
  command?: string
}

const mostUndo = 200
const mostDrafts = 8

let state: State = {
  name: "", text: "", point: {}, axes: {}, lang: "en", theme: "auto", side: "library", problems: [], slots: {}, drafts: [],
}
const listeners = new Set<() => void>()

export const get = () => state

export function set(patch: Partial<State>) {
  state = { ...state, ...patch }
  for (const l of [...listeners]) l()
}

/** Says something in passing, with a command where one belongs to it; nothing takes it away. */
export const tell = (notice?: string, command?: string) => set({ notice, command })

export function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** A part of the state; the component is drawn again only when that part changes. */
export function useStore<T>(select: (s: State) => T): T {
  const now = select(state)
  const [, draw] = useState({})
  useEffect(() => {
    let last = select(state)
    if (!Object.is(last, now)) draw({})
    return subscribe(() => {
      const next = select(state)
      if (!Object.is(next, last)) {
        last = next
        draw({})
      }
    })
  }, [])
  return now
}

// Undo.

let past: Work[] = []
let future: Work[] = []
let lastKind = ""
let lastTime = 0

const work = ({ name, text, model, origin, point, axes } = state): Work => ({ name, text, model, origin, point, axes })

/**
 * Changes the work. Changes of one kind in quick succession, such as the steps of one
 * drag, are undone together.
 */
export function change(kind: string, patch: Partial<Work>) {
  const now = Date.now()
  if (kind !== lastKind || now - lastTime > 800) {
    past.push(work())
    if (past.length > mostUndo) past.shift()
  }
  future = []
  lastKind = kind
  lastTime = now
  set(patch)
}

export const canUndo = () => past.length > 0
export const canRedo = () => future.length > 0

export function undo() {
  const back = past.pop()
  if (!back) return
  future.push(work())
  lastKind = ""
  set(back)
}

export function redo() {
  const next = future.pop()
  if (!next) return
  past.push(work())
  lastKind = ""
  set(next)
}

// What the browser keeps: settings and edited files. Storage may be forbidden or full.

const storeName = "brink"

export function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(storeName) ?? "{}")
    const drafts: Draft[] = []
    for (const d of Array.isArray(kept.drafts) ? kept.drafts.slice(0, mostDrafts) : []) {
      const { file, model } = tidy({ file: d, model: d?.origin })
      if (file) drafts.push({ ...file, origin: model })
    }
    const theme: Theme = kept.theme === "dark" || kept.theme === "light" ? kept.theme : "auto"
    return { drafts, theme, lang: tidy(kept).lang, work: kept.work ? tidy(kept.work) : undefined }
  } catch {
    return { drafts: [], theme: "auto" as Theme }
  }
}

export function keep() {
  try {
    localStorage.setItem(storeName, JSON.stringify({
      drafts: state.drafts, theme: state.theme, lang: state.lang, work: saved(),
    }))
  } catch {
    // the page works without
  }
}

/** Keeps an edited file among the drafts, the newest first. */
export function draft() {
  if (state.model !== undefined || !state.text.trim() || state.text.length > longestFile) return
  const rest = state.drafts.filter(d => d.name !== state.name)
  const first = state.drafts[0]
  if (first?.name === state.name && first.text === state.text) return
  set({ drafts: [{ name: state.name, text: state.text, origin: state.origin }, ...rest].slice(0, mostDrafts) })
}

export function saved(): Saved {
  const { model, name, text, point, axes, lang } = state
  return { ...(model === undefined ? { file: { name, text } } : { model }), point, axes, lang }
}

export const link = async () => location.href.replace(/#.*$/, "") + (await write(saved()))
export const linked = () => read(location.hash)
