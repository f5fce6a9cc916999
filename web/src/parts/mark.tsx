import type { Standing } from "../condition.ts"
import { t } from "../words.ts"

const words = { true: "isTrue", false: "isFalse", edge: "isEdge", unknown: "isUnknown" } as const

/** How a condition stands at the point: a shape and a colour to see, a word to hear. */
export const Mark = ({ stands }: { stands: Standing }) => (
  <span class={`mark ${stands}`} title={t(words[stands])}>
    <svg viewBox="0 0 16 16" aria-hidden="true">
      {stands === "true" && <circle cx="8" cy="8" r="6" />}
      {stands === "false" && <circle class="ring" cx="8" cy="8" r="5.2" />}
      {stands === "edge" && <><circle class="ring" cx="8" cy="8" r="5.2" /><path d="M8 2a6 6 0 0 1 0 12z" /></>}
      {stands === "unknown" && <path class="ring" d="M3 8h10" />}
    </svg>
    <span class="heard">{t(words[stands])}</span>
  </span>
)

/** The colour that the phase diagram has for a row. */
export const Swatch = ({ colour }: { colour?: string }) =>
  /^#[0-9a-f]{6}$/i.test(colour ?? "") ? <svg class="swatch" viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10" rx="2" fill={colour} /></svg> : null
