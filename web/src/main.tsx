import { render } from "preact"
import type { Lang } from "./engine.ts"
import { tidy } from "./link.ts"
import { covers, openModel, openSaved } from "./open.ts"
import { globalKeys, Page } from "./page.tsx"
import { panels } from "./panels/registry.ts"
import { register, start } from "./questions.ts"
import { draft, get, keep, link, linked, recall, set, subscribe } from "./store.ts"

const mine = (): Lang => (navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en")

/** What the server of the page, or the folder it was exported to, wants opened. */
async function wanted() {
  try {
    const answer = await fetch("config.json")
    return answer.ok ? tidy(await answer.json()) : {}
  } catch {
    return {}
  }
}

async function main() {
  const kept = recall()
  const [shared, config] = await Promise.all([linked(), wanted()])
  set({
    drafts: kept.drafts, theme: kept.theme,
    lang: shared?.lang ?? kept.lang ?? config.lang ?? mine(),
    side: covers() ? null : "library",
  })
  for (const p of panels) p.questions?.forEach(register)
  render(<Page />, document.getElementById("page")!)
  start()
  const first = [shared, config, kept.work].find(s => s && (s.model || s.file))
  await (first ? openSaved({ ...first, lang: undefined }) : openModel("first-strike"))
  if (!get().text) await openModel("first-strike")

  let timer = 0
  let written = ""
  subscribe(() => {
    clearTimeout(timer)
    timer = setTimeout(async () => {
      if (!get().text) return
      draft()
      keep()
      const address = await link()
      if (address !== written) history.replaceState(null, "", (written = address))
    }, 300) as unknown as number
  })
  addEventListener("hashchange", async () => {
    if (location.href === written) return
    const s = await linked()
    if (s) await openSaved(s)
  })
  addEventListener("keydown", globalKeys)
}

void main()
