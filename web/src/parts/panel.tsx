import type { ComponentChildren } from "preact"
import { useEffect, useState } from "preact/hooks"
import type { Answer } from "../engine.ts"
import { again, cancel } from "../questions.ts"
import { useStore } from "../store.ts"
import { t } from "../words.ts"
import { Command } from "./button.tsx"

interface Props<A> {
  id: string
  title: string
  lead?: string
  /** The question whose answer the panel shows. */
  question: string
  children: (answer: A) => ComponentChildren
}

/**
 * A part of the page that shows an answer: an old one dimmed, with what is being computed
 * and a way to stop it; why it is incomplete; and the command that asks the same.
 */
export function Panel<A extends Answer>({ id, title, lead, question, children }: Props<A>) {
  const slot = useStore(s => s.slots[question])
  const answer = slot?.answer as A | undefined
  const asking = slot?.state === "asking"
  const old = !slot || slot.state !== "fresh"
  return (
    <section class="panel" id={id} aria-labelledby={`${id}-title`} aria-busy={asking}>
      <header class="panel-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {asking && <Waiting question={question} />}
        {slot?.state === "old" && answer && <span class="waiting">{t("old")}</span>}
        {slot?.state === "cancelled" && (
          <span class="waiting">{t("stopped")} <button type="button" class="quiet" onClick={() => again(question)}>{t("askAgain")}</button></span>
        )}
      </header>
      {lead && <p class="lead">{lead}</p>}
      {slot?.problems?.map((p, k) => <p class="problem" key={k}>{p.message}{p.suggestion && <> {p.suggestion}</>}</p>)}
      {answer
        ? <div class={old ? "answer old" : "answer"}>
            {children(answer)}
            {answer.complete === false && <p class="incomplete">{answer.why || t("incomplete")}</p>}
            {answer.notes?.map((n, k) => <p class="note" key={k}>{n}</p>)}
            {answer.command && <details class="same"><summary>{t("sameCommand")}</summary><Command text={answer.command} /></details>}
          </div>
        : !slot?.problems && <div class="skeleton" aria-hidden="true" />}
    </section>
  )
}

/** How far a question is, once it takes long enough to be noticed, and a button to stop it. */
function Waiting({ question }: { question: string }) {
  const progress = useStore(s => s.slots[question]?.progress)
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 300)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  const share = progress?.total ? (progress.done ?? 0) / progress.total : undefined
  return (
    <span class="waiting" role="status">
      <progress value={share} aria-label={t("working")} />
      {progress?.total ? `${progress.done ?? 0}/${progress.total}` : ""} {progress?.note}
      <button type="button" class="quiet" onClick={() => cancel(question)}>{t("stop")}</button>
    </span>
  )
}
