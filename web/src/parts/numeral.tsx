import { Markup } from "../markup.tsx"

/** A number as the engine writes it; a fraction is set as one. */
export function Numeral({ text, mathml }: { text: string; mathml?: string }) {
  if (mathml) return <Markup html={mathml} />
  const m = /^(-?)(\d+)\/(\d+)$/.exec(text)
  if (!m) return <>{text.replace(/^-/, "−")}</>
  return <math title={text}>{m[1] && <mo>−</mo>}<mfrac><mn>{m[2]}</mn><mn>{m[3]}</mn></mfrac></math>
}
