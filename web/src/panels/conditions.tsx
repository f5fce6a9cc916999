import { standing, type Point, type Standing } from "../condition.ts"
import type { Cell, Conditions as Answer, Hold, Row } from "../engine.ts"
import { answers } from "../engine.ts"
import { parse } from "../fraction.ts"
import { Markup } from "../markup.tsx"
import { Mark } from "../parts/mark.tsx"
import { Panel } from "../parts/panel.tsx"
import { point } from "../questions.ts"
import { useStore, type State } from "../store.ts"
import { t } from "../words.ts"
import type { PanelEntry } from "./registry.ts"

/** The point in fractions; values that are no fractions are left out. */
export function fractions(s: State): Point {
  const out: Point = {}
  for (const [name, text] of Object.entries(point(s))) {
    const value = parse(text)
    if (value) out[name] = value
  }
  return out
}

/** How the cells of a row stand: compiled conditions are decided here, the others by the engine. */
export function standings(row: Row, at: Point, held?: Hold): (Standing | null)[] {
  const told = held?.rows.find(r => r.id === row.id)
  return row.cells.map((cell, k) => cell && (cell.test ? standing(cell.test, at) : told?.cells[k] ?? "unknown"))
}

function Conditions() {
  return (
    <Panel<Answer> id="conditions" title={t("conditions")} lead={t("conditionsLead")} question="conditions">
      {answer => answer.rows?.length || !answer.html ? <Table answer={answer} /> : <Markup html={answer.html} class="engine wide" block />}
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

let last: { key: string; at: Point } = { key: "", at: {} }

/** The point, the same object as long as no value changes. */
function pointOf(s: State): Point {
  const key = JSON.stringify(point(s))
  if (key !== last.key) last = { key, at: fractions(s) }
  return last.at
}

function Line({ row, stands }: { row: Row; stands: (Standing | null)[] }) {
  return (
    <tr class={`stands-${stands[0] ?? "unknown"}`}>
      <th scope="row">
        {row.colour !== undefined && <i class={`swatch tint-${row.colour % 14}`} />}
        <Markup html={row.label} />
        {row.knife_edge && <small>{t("knifeEdgeRow")}</small>}
        {(row.strategies || row.payoffs) && (
          <details class="more">
            <summary>{t("payoffs")}</summary>
            {row.strategies && <p><span class="dim">{t("probabilities")}</span> <Markup html={row.strategies} /></p>}
            {row.payoffs && <p><span class="dim">{t("payoffs")}</span> <Markup html={row.payoffs} /></p>}
          </details>
        )}
      </th>
      {row.cells.map((cell, k) => <td key={k} class={cell ? `cell ${stands[k]}` : "cell none"}>{cell ? <Condition cell={cell} stands={stands[k]!} /> : "–"}</td>)}
    </tr>
  )
}

function Condition({ cell, stands }: { cell: Cell; stands: Standing }) {
  return (
    <>
      <Mark stands={stands} />
      {cell.mathml ? <Markup html={cell.mathml} class="formula" /> : <span class="formula">{cell.text}</span>}
    </>
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
