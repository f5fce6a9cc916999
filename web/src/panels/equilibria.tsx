import type { Equilibria as Answer, Equilibrium } from "../engine.ts"
import { answers } from "../engine.ts"
import { Markup } from "../markup.tsx"
import { Numeral } from "../parts/numeral.tsx"
import { Panel } from "../parts/panel.tsx"
import { point } from "../questions.ts"
import { t } from "../words.ts"
import type { PanelEntry } from "./registry.ts"

function Equilibria() {
  return (
    <Panel<Answer> id="equilibria" title={t("equilibria")} question="equilibria">
      {answer => <>
        {answer.equilibria
          ? answer.equilibria.length === 0 ? <p>{t("noEquilibria")}</p>
            : <ol class="equilibria">{answer.equilibria.map((e, k) => <One key={k} e={e} />)}</ol>
          : answer.html && <div class="wide" tabIndex={0} role="group" aria-label={t("equilibria")}><Markup html={answer.html} class="engine" block /></div>}
        {answer.figure && <figure class="drawing" role="img" aria-label={answer.figure.alt}><Markup html={answer.figure.svg} class="svg" block /></figure>}
      </>}
    </Panel>
  )
}

function One({ e }: { e: Equilibrium }) {
  return (
    <li>
      <div class="equilibrium-head">
        {e.pure !== false && <strong><Markup html={e.label} /></strong>}
        {e.pure !== undefined && <span class={e.pure ? "tag" : "tag main"}>{t(e.pure ? "pure" : "mixed")}</span>}
        {e.strict && <span class="tag">{t("strict")}</span>}
        {e.component !== undefined && <span class="tag dim">{t("component", { n: e.component })}</span>}
      </div>
      {!e.pure && e.strategies?.map(s => (
        <div class="strategy" key={s.player}>
          <span class="player">{s.player}</span>
          {s.actions.map(a => (
            <span class="action" key={a.name}>
              <span>{a.name}</span>
              {a.approx !== undefined && <svg class="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="4" /><rect width={100 * Math.min(1, Math.max(0, a.approx))} height="4" /></svg>}
              <span class="number"><Numeral text={a.text} mathml={a.mathml} /></span>
            </span>
          ))}
        </div>
      ))}
      {e.payoffs && (
        <p class="payoffs">
          <span class="dim">{t("payoffs")}</span>
          {e.payoffs.map(p => <span key={p.player}>{p.player} <span class="number"><Numeral text={p.text} mathml={p.mathml} /></span></span>)}
        </p>
      )}
    </li>
  )
}

export const equilibria: PanelEntry = {
  id: "equilibria", place: "text", view: Equilibria,
  applies: d => answers(d, "equilibria"),
  questions: [{ name: "equilibria", urgency: 2, budget: 10000, point, applies: d => answers(d, "equilibria") }],
}
