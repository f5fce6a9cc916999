import { answers, type Answer } from "../engine.ts"
import { Markup } from "../markup.tsx"
import { Panel } from "../parts/panel.tsx"
import { point } from "../questions.ts"
import { t } from "../words.ts"
import type { PanelEntry } from "./registry.ts"

/** Automaton profiles of repeated play and their critical discount factors at the point. */
function Repeated() {
  return (
    <Panel<Answer> id="repeated" title={t("repeated")} question="repeated">
      {answer => answer.html && <div class="wide" tabIndex={0} role="group" aria-label={t("repeated")}><Markup html={answer.html} class="engine" block /></div>}
    </Panel>
  )
}

export const repeated: PanelEntry = {
  id: "repeated", place: "text", view: Repeated,
  applies: d => d.repeated === true && answers(d, "repeated"),
  questions: [{ name: "repeated", urgency: 4, budget: 10000, point, applies: d => d.repeated === true && answers(d, "repeated") }],
}
