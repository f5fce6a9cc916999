// What a link says: the state of the page as JSON, deflated, in base64url, in the fragment
// of the address, which browsers send to no one. A link is anybody's: sizes and types are
// checked, and what does not fit is left out.
import { parse } from "./fraction.ts"
import type { Lang, Values } from "./engine.ts"

export interface Saved {
  model?: string
  file?: { name: string; text: string }
  point?: Values
  axes?: { x?: string; y?: string; by?: string }
  lang?: Lang
}

export const longestFile = 256 * 1024
const longestLink = 128 * 1024
const mostValues = 64

export async function write(state: Saved): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(state))
  const packed = await pass(bytes, new CompressionStream("deflate-raw"), Infinity)
  let binary = ""
  for (const b of packed) binary += String.fromCharCode(b)
  return "#" + btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
}

export async function read(fragment: string): Promise<Saved | null> {
  const code = fragment.replace(/^#/, "")
  if (!code || code.length > longestLink || !/^[\w-]+$/.test(code)) return null
  try {
    const binary = atob(code.replace(/-/g, "+").replace(/_/g, "/"))
    const bytes = Uint8Array.from(binary, c => c.charCodeAt(0))
    const text = await pass(bytes, new DecompressionStream("deflate-raw"), 2 * longestFile)
    return tidy(JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text)))
  } catch {
    return null
  }
}

/** Sends bytes through a stream and gives up when more comes out than allowed. */
async function pass(bytes: Uint8Array, stream: GenericTransformStream, most: number): Promise<Uint8Array> {
  const reader = (new Blob([bytes as BlobPart]).stream().pipeThrough(stream as never) as ReadableStream<Uint8Array>).getReader()
  const parts: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.length
    if (size > most) {
      await reader.cancel()
      throw new RangeError("too long")
    }
    parts.push(value)
  }
  const out = new Uint8Array(size)
  let at = 0
  for (const p of parts) {
    out.set(p, at)
    at += p.length
  }
  return out
}

const short = (x: unknown, most = 100): x is string => typeof x === "string" && x.length <= most
const isObject = (x: unknown): x is Record<string, unknown> => typeof x === "object" && x !== null && !Array.isArray(x)

/** Only what has the right type and size; also used for what the browser has kept. */
export function tidy(x: unknown): Saved {
  const out: Saved = {}
  if (!isObject(x)) return out
  if (short(x.model) && /^[\w-]+$/.test(x.model)) out.model = x.model
  if (isObject(x.file) && short(x.file.name, 200) && short(x.file.text, longestFile))
    out.file = { name: x.file.name, text: x.file.text }
  if (isObject(x.point)) {
    const point: Values = Object.create(null)
    for (const [name, value] of Object.entries(x.point).slice(0, mostValues))
      if (short(name) && short(value, 200) && parse(value)) point[name] = value
    out.point = { ...point }
  }
  if (isObject(x.axes)) {
    out.axes = {}
    if (short(x.axes.x)) out.axes.x = x.axes.x
    if (short(x.axes.y)) out.axes.y = x.axes.y
    if (short(x.axes.by)) out.axes.by = x.axes.by
  }
  if (x.lang === "en" || x.lang === "zh") out.lang = x.lang
  return out
}
