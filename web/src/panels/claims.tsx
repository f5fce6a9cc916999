import { useEffect, useState } from "preact/hooks"
import { standing } from "../condition.ts"
import { answers, type Claim, type Values, type Verdicts } from "../engine.ts"
import { Markup } from "../markup.tsx"
import { Mark } from "../parts/mark.tsx"
import { Icon } from "../parts/icon.tsx"
import { Numeral } from "../parts/numeral.tsx"
import { Panel } from "../parts/panel.tsx"
import { Command } from "../parts/button.tsx"
import { client, game, pointOf } from "../questions.ts"
import { change, get, tell, useStore } from "../store.ts"
import { t } from "../words.ts"
import type { PanelEntry } from "./registry.ts"

function Claims() {
  return (
    <Panel<Verdicts> id="claims" title={t("claims")} lead={t("claimsLead")} question="verify">
      {answer => answer.claims.length === 0 ? <p>{t("noClaims")}</p>
        : <ul class="claims">{answer.claims.map(c => <One key={c.id} c={c} />)}</ul>}
    </Panel>
  )
}

const signs: Record<string, string> = { proved: "✓", refuted: "✗", conditional: "◐", vacuous: "∅", undecided: "?" }

function One({ c }: { c: Claim }) {
  const mapped = useStore(s => s.description !== undefined && answers(s.description, "regions"))
  return (
    <li class="claim" id={`claim-${c.id}`}>
      <p class="verdict-line">
        <span class={`verdict ${c.verdict in signs ? c.verdict : ""}`} title={c.meaning}><span aria-hidden="true">{signs[c.verdict]}</span> {c.verdict_text}</span>
        <span class="claim-id">{c.id}{mapped && <button type="button" class="quiet" aria-label={t("inDiagramOf", { id: c.id })} onClick={() => change("axes", { axes: { ...get().axes, by: `claim:${c.id}` } })}>{t("inDiagram")}</button>}</span>
      </p>
      {c.says && <p class="says">{c.says_html ? <Markup html={c.says_html} /> : c.says}</p>}
      {c.formula && (
        <p class="formula">
          {c.given && <><span class="dim">{t("given")}</span> <Markup html={c.given} /><span class="dim">:</span> </>}
          <Markup html={c.formula} />
        </p>
      )}
      {c.holds_when && <p><span class="dim">{t("when")}</span> <When c={c} /></p>}
      {c.counterexample && <Counterexample at={c.counterexample} jump={c.jump} />}
      {c.ok === false && c.expected && <p class="problem">{t("expected", { verdict: c.expected })}</p>}
      <Evidence c={c} />
    </li>
  )
}

/** Where a conditional claim holds, and whether it does at the point. */
function When({ c }: { c: Claim }) {
  const at = useStore(pointOf)
  return <>{c.holds_when_test && <Mark stands={standing(c.holds_when_test, at)} />}<Markup html={c.holds_when!} class="formula" /></>
}

/** What a verdict rests on; the proof is checked by other code when a reader asks. */
function Evidence({ c }: { c: Claim }) {
  const [checked, setChecked] = useState<Claim & { command?: string } | null>(null)
  useEffect(() => setChecked(null), [c])
  const open = async (e: Event) => {
    if (!(e.currentTarget as HTMLDetailsElement).open || checked) return
    const s = get()
    const outcome = await client.ask(`check:${c.id}`, { ...game(s), question: "verify", options: { claims: [c.id], check: true }, budget_ms: 60000 }, 4)
    if (outcome.kind !== "answer") return
    const { claims, command } = outcome.answer as Verdicts
    if (claims[0]) setChecked({ ...claims[0], command })
  }
  const shown = checked ?? c
  return (
    <details class="more" onToggle={open}>
      <summary>{t("evidence")}</summary>
      {shown.meaning && <p>{shown.meaning}</p>}
      {shown.evidence && <p class="dim">{shown.evidence}</p>}
      {c.sources && c.sources.length > 0 && <p class="dim">{c.sources.join("; ")}</p>}
      {checked?.command && <Command text={checked.command} />}
    </details>
  )
}

/** A point where a claim fails, and the way there: the sliders move to it. */
function Counterexample({ at, jump }: { at: NonNullable<Claim["counterexample"]>; jump?: Values }) {
  const texts = Object.entries(at).map(([name, v]) => [name, typeof v === "string" ? v : `${v.approx}…`] as const)
  const target = jump ?? Object.fromEntries(Object.entries(at).filter(([, v]) => typeof v === "string")) as Values
  const go = () => {
    change("jump", { point: { ...get().point, ...target } })
    tell(t("jumped"))
  }
  return (
    <p class="counterexample">
      <span class="dim">{t("counterexample")}</span>
      {texts.map(([name, v]) => <span class="number" key={name}><var>{name}</var> = <Numeral text={v} /></span>)}
      <button type="button" class="jump" onClick={go}>{t("jump")} <Icon name="go" /></button>
    </p>
  )
}

export const claims: PanelEntry = {
  id: "claims", place: "text", view: Claims,
  applies: d => answers(d, "verify") && d.claims?.length !== 0,
  questions: [{ name: "verify", urgency: 5, budget: 60000, applies: d => answers(d, "verify") && d.claims?.length !== 0 }],
}
