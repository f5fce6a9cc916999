// Answers that came with the page: the list of models, and what is asked first of the
// game that it opens with. They are the engine's own, made where the page was served or
// exported, so that the first table does not wait for the engine to be loaded.
import type { Answer, Request } from "./engine.ts"

type Asked = Omit<Request, "id">

const key = (q: Asked) => JSON.stringify([q.question, q.lang, q.file ? [q.file.name, q.file.text] : q.model ?? ""])

async function read(name: string): Promise<unknown> {
  if (!navigator.onLine) return null
  try {
    const got = await fetch(name)
    return got.ok ? await got.json() : null
  } catch {
    return null
  }
}

let first: Promise<Map<string, Answer>> | undefined
const lists = new Map<string, Promise<Answer | null>>()

async function answers(): Promise<Map<string, Answer>> {
  const got = (await read("start.json")) as { answers?: { request: Asked; answer: Answer }[] } | null
  return new Map((got?.answers ?? []).map(x => [key(x.request), x.answer]))
}

/** The answer that came with the page; undefined where the engine has to be asked. */
export async function seed(q: Asked): Promise<Answer | undefined> {
  if (q.question === "library") {
    const list = lists.get(q.lang) ?? (read(`library.${q.lang}.json`) as Promise<Answer | null>)
    lists.set(q.lang, list)
    return (await list) ?? undefined
  }
  if (q.question !== "model" && q.question !== "describe" && q.question !== "conditions") return undefined
  if (Object.keys(q.options ?? {}).length > 0) return undefined
  first ??= answers()
  return (await first).get(key(q))
}
