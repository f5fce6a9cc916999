import { useEffect, useRef, useState } from "preact/hooks"
import { holds, standing } from "../condition.ts"
import type { Parameter, Snap } from "../engine.ts"
import { parse, show, sub } from "../fraction.ts"
import { Markup } from "../markup.tsx"
import { IconButton } from "../parts/button.tsx"
import { Icon } from "../parts/icon.tsx"
import { client, game, point as valuesOf, pointOf } from "../questions.ts"
import { allows, pick, rangeOf, share, steps } from "../range.ts"
import { change, get, useStore } from "../store.ts"
import { t } from "../words.ts"
import type { PanelEntry } from "./registry.ts"

export const move = (kind: string, values: Record<string, string>) => change(kind, { point: { ...get().point, ...values } })

function Point() {
  const parameters = useStore(s => s.description?.parameters) ?? []
  const moved = useStore(s => Object.keys(s.point).length > 0)
  return (
    <section class="panel" id="point" aria-labelledby="point-title">
      <header class="panel-head">
        <h2 id="point-title">{t("point")}</h2>
        <IconButton icon="reset" name={t("reset")} disabled={!moved} onClick={() => change("reset", { point: {} })} />
      </header>
      {parameters.length === 0 ? <p class="dim">{t("noParameters")}</p> : <p class="lead">{t("pointHint")}</p>}
      {parameters.map(p => <Slider key={p.name} p={p} />)}
      <Violations />
    </section>
  )
}

/** The assumptions that the point does not satisfy: conditions take them for granted. */
function Violations() {
  const list = useStore(s => s.description?.assumptions) ?? []
  const at = useStore(pointOf)
  const broken = list.filter(a => {
    const stands = standing(a.test, at)
    return stands === "false" || (stands === "edge" && a.test !== null && !holds(a.test, at))
  })
  return <div aria-live="polite">{broken.map(a => <p class="problem" key={a.text}>{t("violated", { text: a.text })}</p>)}</div>
}

function Slider({ p }: { p: Parameter }) {
  const text = useStore(s => s.point[p.name]) ?? p.default ?? "0"
  const range = rangeOf(p)
  const value = parse(text)
  const [typed, setTyped] = useState<string | null>(null)
  const bad = typed !== null && problem(typed)
  const id = `value-${p.name}`
  const slid = useRef(-1)

  function problem(s: string): string | null {
    const x = parse(s)
    return !x ? t("badValue") : !allows(range, x) ? t("outside") : null
  }
  const type = (s: string) => {
    setTyped(s)
    if (!problem(s)) move(`type:${p.name}`, { [p.name]: show(parse(s)!) })
  }
  const at = value ? share(range, value) : 0
  const slide = (e: Event) => {
    const k = Number((e.target as HTMLInputElement).value)
    // a slider reports a step twice, at the end of a drag again
    if (k === slid.current && Math.round(at * steps) === k) return
    slid.current = k
    setTyped(null)
    move(`move:${p.name}`, { [p.name]: show(pick(range, k / steps)) })
  }
  return (
    <div class="slider">
      <div class="slider-head">
        <label for={id} title={p.description}>
          {p.mathml ? <Markup html={p.mathml} class="symbol" /> : <var>{p.name}</var>}
          {p.unit && <small> {p.unit}</small>}
        </label>
        <input id={id} class="value" type="text" inputMode="text" autocomplete="off" spellcheck={false} maxLength={200}
          value={typed ?? text} aria-label={t("value", { name: p.name })} aria-invalid={Boolean(bad)} aria-describedby={bad ? `${id}-bad` : undefined}
          onInput={e => type(e.currentTarget.value)} onBlur={() => setTyped(null)}
          onKeyDown={e => e.key === "Enter" && setTyped(null)} />
        <Boundaries p={p} />
      </div>
      <input class="range" type="range" min="0" max={steps} step="1" value={Math.round(Math.min(1, Math.max(0, at)) * steps)}
        aria-label={t("slider", { name: p.name })} aria-valuetext={`${p.name} = ${text}`} onInput={slide} />
      {p.description && <p class="meaning">{p.description}</p>}
      {bad && <p class="problem" id={`${id}-bad`} role="alert">{bad}</p>}
    </div>
  )
}

/** The values of a parameter at which a condition changes, on request; the point snaps to one of them. */
function Boundaries({ p }: { p: Parameter }) {
  const [open, setOpen] = useState(false)
  const [found, setFound] = useState<Snap | null>(null)
  const key = useStore(s => (open ? JSON.stringify([s.text, { ...valuesOf(s), [p.name]: "" }]) : ""))
  useEffect(() => {
    if (!open) return
    setFound(null)
    const timer = setTimeout(async () => {
      const s = get()
      const outcome = await client.ask(`snap:${p.name}`, { ...game(s), question: "snap", point: valuesOf(s), options: { param: p.name }, budget_ms: 5000 }, 3)
      if (outcome.kind !== "cancelled") setFound(outcome.kind === "answer" ? (outcome.answer as Snap) : { values: [] })
    }, 100)
    return () => clearTimeout(timer)
  }, [key])
  const now = parse(get().point[p.name] ?? p.default ?? "")
  const values = found?.values ?? []
  const snap = (v: string) => move(`snap:${p.name}`, { [p.name]: v })
  return (
    <>
      <IconButton icon="snap" name={t("boundaries", { name: p.name })} pressed={open} onClick={() => setOpen(!open)} />
      {open && (
        <div class="boundaries" aria-live="polite" aria-busy={!found}>
          {found && <span class="dim">{values.length ? t("snapTo") : t("noBoundaries")}</span>}
          {!found && <Icon name="snap" />}
          {values.map(v => {
            const text = v.text ?? v.value ?? `${v.approx}…`
            const x = v.value === undefined ? null : parse(v.value)
            return x
              ? <button type="button" class="chip" key={text} title={v.what} aria-pressed={now !== null && sub(x, now).n === 0n} onClick={() => snap(show(x))}>{text}</button>
              : <span class="chip" key={text} title={v.what}>{text}</span>
          })}
        </div>
      )}
    </>
  )
}

export const point: PanelEntry = {
  id: "point", place: "margin", view: Point,
  applies: () => true,
}
