import { standing, type Point, type Standing } from "../condition.ts"
import type { Cell, Conditions as Answer, Hold, Row } from "../engine.ts"
import { answers } from "../engine.ts"
import { Markup } from "../markup.tsx"
import { Mark, Swatch } from "../parts/mark.tsx"
import { Panel } from "../parts/panel.tsx"
import { point, pointOf } from "../questions.ts"
import { useStore, type State } from "../store.ts"
import { t } from "../words.ts"
import type { PanelEntry } from "./registry.ts"

/** How the cells of a row stand: compiled conditions are decided here, the others by the engine. */
export function standings(row: Row, at: Point, held?: Hold): (Standing | null)[] {
  const told = held?.rows.find(r => r.id === row.id)
  return row.cells.map((cell, k) => cell && (cell.test ? standing(cell.test, at) : told?.cells[k] ?? "unknown"))
}

function Conditions() {
  return (
    <Panel<Answer> id="conditions" title={t("conditions")} lead={t("conditionsLead")} question="conditions">
      {answer => (
        <>
          {answer.intro && <p class="note">{answer.intro}</p>}
          {answer.rows?.length || !answer.html ? <Table answer={answer} /> : <Markup html={answer.html} class="engine wide" block />}
        </>
      )}
    </Panel>
  )
}

function Table({ answer }: { answer: Answer }) {
  const at = useStore(pointOf)
  const slot = useStore(s => s.slots.hold)
  const held = slot?.state === "fresh" ? (slot.answer as Hold | undefined) : undefined
  if (answer.rows.length === 0) return <p>{t("noRows")}</p>
  return (
    <div class="wide" tabIndex={0} role="group" aria-label={t("conditions")}>
      <table class="conditions">
        <thead>
          <tr>
            <th scope="col">{t("profile")}</th>
            {answer.columns.map(c => <th scope="col" key={c.id} title={c.hint}>{c.title}</th>)}
          </tr>
        </thead>
        <tbody>
          {answer.rows.map(row => <Line key={row.id} row={row} stands={standings(row, at, held)} />)}
        </tbody>
      </table>
    </div>
  )
}

function Line({ row, stands }: { row: Row; stands: (Standing | null)[] }) {
  const details = [
    ...(row.strategies ? [{ title: t("probabilities"), html: row.strategies }] : []),
    ...(row.payoffs ? [{ title: t("payoffs"), html: row.payoffs }] : []),
    ...(row.details ?? []),
  ]
  return (
    <tr class={`stands-${stands[0] ?? "unknown"}`}>
      <th scope="row">
        <Swatch colour={row.tint} />
        <Markup html={row.label} />
        {row.knife_edge && <small>{t("knifeEdgeRow")}</small>}
        {details.length > 0 && (
          <details class="more">
            <summary>{t("details")}</summary>
            <dl>{details.map(d => <div key={d.title}><dt>{d.title}</dt><dd><Markup html={d.html} /></dd></div>)}</dl>
          </details>
        )}
      </th>
      {row.cells.map((cell, k) => <td key={k} class={cell ? `cell ${stands[k]}` : "cell none"}>{cell ? <Condition cell={cell} stands={stands[k]!} /> : "–"}</td>)}
    </tr>
  )
}

function Condition({ cell, stands }: { cell: Cell; stands: Standing }) {
  return (
    <div class="condition">
      <Mark stands={stands} />
      {cell.mathml ? <Markup html={cell.mathml} class="formula" /> : <span class="formula">{cell.text}</span>}
    </div>
  )
}

/** Whether a condition of the table cannot be decided here. */
const uncompiled = (s: State) =>
  (s.slots.conditions?.answer as Answer | undefined)?.rows?.some(r => r.cells.some(c => c && !c.test)) ?? false

export const conditions: PanelEntry = {
  id: "conditions", place: "text", view: Conditions,
  applies: d => answers(d, "conditions"),
  questions: [
    { name: "conditions", urgency: 1, budget: 10000, applies: d => answers(d, "conditions") },
    { name: "hold", urgency: 3, budget: 5000, point, applies: (d, s) => answers(d, "conditions") && uncompiled(s) },
  ],
}
