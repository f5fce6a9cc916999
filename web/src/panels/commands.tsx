import { Command } from "../parts/button.tsx"
import { useStore } from "../store.ts"
import { t } from "../words.ts"
import type { PanelEntry } from "./registry.ts"

/** What the command line answers about the game and the page does not. */
function Commands() {
  const list = useStore(s => s.description?.commands) ?? []
  return (
    <section class="panel" id="commands" aria-labelledby="commands-title">
      <header class="panel-head"><h2 id="commands-title">{t("commands")}</h2></header>
      <p class="lead">{t("commandsLead")}</p>
      {list.map(c => <Command key={c.command} text={c.command} title={c.title} />)}
    </section>
  )
}

export const commands: PanelEntry = {
  id: "commands", place: "text", view: Commands,
  applies: d => (d.commands?.length ?? 0) > 0,
}
