import { useRef } from "preact/hooks"
import { answers, type Axis, type Conditions, type Description, type Regions, type Values } from "../engine.ts"
import { parse, show, type Fraction } from "../fraction.ts"
import { Markup } from "../markup.tsx"
import { Panel } from "../parts/panel.tsx"
import { point, pointOf } from "../questions.ts"
import { pick, share, type Range } from "../range.ts"
import { change, get, useStore, type State } from "../store.ts"
import { t } from "../words.ts"
import { standings } from "./conditions.tsx"
import { move } from "./point.tsx"
import type { PanelEntry } from "./registry.ts"

/** The parameters on the axes: the chosen ones where the game has them, else the first two. */
function axes(s: State): { x: string; y: string; by?: string } {
  const names = (s.description?.parameters ?? []).map(p => p.name)
  const x = names.includes(s.axes.x ?? "") ? s.axes.x! : names.find(n => n !== s.axes.y) ?? ""
  const y = s.axes.y === "" ? "" : names.includes(s.axes.y ?? "") && s.axes.y !== x ? s.axes.y! : names.find(n => n !== x) ?? ""
  const by = s.axes.by
  return { x, y, ...(by && views(s.description).some(v => v.by === by) ? { by } : {}) }
}

/** What the diagram can tell apart. */
function views(d?: Description): { by: string; title: string }[] {
  if (!d) return []
  const own = d.kind === "strategic" ? (["unique", "count", "risk-dominant", "efficient"] as const) : []
  return [
    { by: "", title: t("byEquilibria") },
    ...own.map(by => ({ by, title: t(`by-${by}`) })),
    ...(d.claims ?? []).map(c => ({ by: `claim:${c.id}`, title: t("byClaim", { id: c.id }) })),
  ]
}

/** The diagram depends on the parameters that are not on its axes. */
function others(s: State): Values {
  const { x, y } = axes(s)
  return Object.fromEntries(Object.entries(point(s)).filter(([name]) => name !== x && name !== y))
}

function PhaseDiagram() {
  return (
    <Panel<Regions> id="map" title={t("map")} question="regions">
      {answer => answer.svg ? <Diagram answer={answer} /> : answer.html && <Markup html={answer.html} class="engine wide" block />}
    </Panel>
  )
}

function Diagram({ answer }: { answer: Regions }) {
  const names = useStore(s => s.description?.parameters) ?? []
  const x = answer.x.name
  const y = answer.y?.name ?? ""
  const list = useStore(s => s.description?.claims) && views(get().description)
  const by = useStore(s => axes(s).by) ?? ""
  const choose = (x: string, y: string, by?: string) => change("axes", { axes: { x, y, ...(by ? { by } : {}) } })
  return (
    <>
      <div class="map">
        <Markup html={answer.svg} class="svg" block />
        <Overlay answer={answer} />
      </div>
      <div class="axes">
        <label>{t("horizontal")} <select value={x} onChange={e => choose(e.currentTarget.value, e.currentTarget.value === y ? x : y, by)}>
          {names.map(p => <option key={p.name}>{p.name}</option>)}
        </select></label>
        <label>{t("vertical")} <select value={y} onChange={e => choose(x, e.currentTarget.value, by)}>
          <option value="">{t("none")}</option>
          {names.filter(p => p.name !== x).map(p => <option key={p.name}>{p.name}</option>)}
        </select></label>
        {list && list.length > 1 && (
          <label>{t("toldApart")} <select class="by" value={by} onChange={e => choose(x, y, e.currentTarget.value)}>
            {list.map(v => <option key={v.by} value={v.by}>{v.title}</option>)}
          </select></label>
        )}
      </div>
      <Legend answer={answer} />
      <p class="note">{t("mapHint")}</p>
    </>
  )
}

const rangeOn = (a: Axis): Range | null => {
  const lo = parse(String(a.lo))
  const hi = parse(String(a.hi))
  return lo && hi ? { lo, hi, open: [false, false], bound: [true, true], integer: false } : null
}

/** The point over the engine's picture. It is drawn in the units of the picture. */
function Overlay({ answer }: { answer: Regions }) {
  const box = useRef<SVGSVGElement>(null)
  const { frame, x, y } = answer
  const view = /viewBox="([-\d. ]+)"/.exec(answer.svg)?.[1] ?? `0 0 ${frame.width} ${frame.height}`
  const acrossText = useStore(s => point(s)[x.name])
  const upText = useStore(s => (y ? point(s)[y.name] : undefined))
  const across = rangeOn(x)
  const up = y && rangeOn(y)
  if (!across) return null
  const cut = (v: number) => Math.min(1, Math.max(0, v))
  const value = (text: string | undefined): Fraction | null => (text === undefined ? null : parse(text))
  const a = value(acrossText)
  const b = value(upText)
  const shareX = a ? share(across, a) : 0
  const shareY = up && b ? share(up, b) : 0.5
  const px = frame.x + cut(shareX) * frame.width
  const py = frame.y + (1 - cut(shareY)) * frame.height
  const outside = shareX !== cut(shareX) || shareY !== cut(shareY)

  const drag = (e: PointerEvent) => {
    const svg = box.current!
    const at = new DOMPoint(e.clientX, e.clientY).matrixTransform(svg.getScreenCTM()!.inverse())
    const pixels = svg.getScreenCTM()!.a * frame.width
    const next: Values = { [x.name]: show(pick(across, (at.x - frame.x) / frame.width, pixels)) }
    if (y && up) next[y.name] = show(pick(up, 1 - (at.y - frame.y) / frame.height, pixels))
    move("map", next)
  }
  const keys = (e: KeyboardEvent) => {
    const step = e.shiftKey ? 0.1 : 0.01
    const d = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] }[e.key]
    if (!d) return
    e.preventDefault()
    if (d[0]) move("map", { [x.name]: show(pick(across, cut(shareX) + d[0], 200)) })
    else if (y && up) move("map", { [y.name]: show(pick(up, cut(shareY) + d[1], 200)) })
  }
  const spoken = [`${x.name} = ${acrossText}`, ...(y ? [`${y.name} = ${upText}`] : [])].join(", ")
  return (
    <svg class="overlay" ref={box} viewBox={view}
      onPointerDown={e => {
        e.currentTarget.setPointerCapture(e.pointerId)
        ;(e.currentTarget.querySelector(".handle") as SVGElement | null)?.focus()
        drag(e)
      }}
      onPointerMove={e => e.currentTarget.hasPointerCapture(e.pointerId) && drag(e)}>
      <path class="hair" d={`M${px},${frame.y}V${frame.y + frame.height}${y ? `M${frame.x},${py}H${frame.x + frame.width}` : ""}`} />
      <g class={outside ? "handle outside" : "handle"} tabindex={0} role="slider" aria-label={t("mapPoint")} aria-valuetext={spoken}
        aria-valuenow={Math.round(100 * cut(shareX))} aria-valuemin={0} aria-valuemax={100} onKeyDown={keys}>
        <circle class="halo" cx={px} cy={py} r="11" />
        <circle class="dot" cx={px} cy={py} r="5" />
      </g>
    </svg>
  )
}

type Meaning = NonNullable<Regions["legend"]>[number]

/** More are shown on request. */
const mostMeanings = 8

/** What the areas mean; the one of the point is marked where its rows say so. */
function Legend({ answer }: { answer: Regions }) {
  const rows = useStore(s => (s.slots.conditions?.answer as Conditions | undefined)?.rows)
  const at = useStore(pointOf)
  const now = rows?.filter(r => {
    const s = standings(r, at)[0]
    return s === "true" || s === "edge"
  }).map(r => r.id).sort().join("\n")
  if (!answer.legend?.length) return null
  const isHere = (l: Meaning) => l.rows !== undefined && [...l.rows].sort().join("\n") === now
  // in a long legend what is true here stands first
  const list = answer.legend.length > mostMeanings ? [...answer.legend].sort((a, b) => Number(isHere(b)) - Number(isHere(a))) : answer.legend
  const items = list.map((l, k) => (
    <li key={k} class={isHere(l) ? "here" : ""}>
      {l.svg && <span class="key" aria-hidden="true"><Markup html={l.svg} class="svg" /></span>}
      <Markup html={l.label} class="means" />
      {isHere(l) && <span class="tag">{t("here")}</span>}
    </li>
  ))
  return (
    <>
      <ul class="legend">{items.slice(0, mostMeanings)}</ul>
      {items.length > mostMeanings && <details class="more"><summary>{t("moreMeanings", { n: items.length - mostMeanings })}</summary><ul class="legend">{items.slice(mostMeanings)}</ul></details>}
    </>
  )
}

const two = (d: Description) => answers(d, "regions") && d.parameters.length > 0

export const map: PanelEntry = {
  id: "map", place: "margin", view: PhaseDiagram,
  applies: two,
  questions: [{ name: "regions", urgency: 3, budget: 10000, point: others, options: axes, applies: two }],
}
