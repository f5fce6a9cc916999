import { Markup } from "../markup.tsx"
import { useStore } from "../store.ts"
import { t } from "../words.ts"
import type { PanelEntry } from "./registry.ts"

/** The game itself: matrix, tree, states or formulas, as the engine draws it. */
function Game() {
  const display = useStore(s => s.description?.display)
  if (!display) return null
  return (
    <section class="panel" id="game" aria-labelledby="game-title">
      <header class="panel-head"><h2 id="game-title">{t("game")}</h2></header>
      {display.svg && <figure class="drawing"><Markup html={display.svg} class="svg" block /></figure>}
      {display.html && <div class="wide" tabIndex={0} role="group" aria-label={t("game")}><Markup html={display.html} class="engine" block /></div>}
    </section>
  )
}

export const game: PanelEntry = {
  id: "game", place: "text", view: Game,
  applies: d => Boolean(d.display?.html || d.display?.svg),
}
