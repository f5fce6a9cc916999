// Conditions that the engine has compiled, decided at an exact point while a slider moves.
// Nothing else is decided here: what is not compiled (roots, exp, log) is asked of the engine.
import type { Fraction } from "./fraction.ts"

/** Σ coefficient · Π parameter^exponent; the coefficients are integers in decimal. */
export type Polynomial = [string, Record<string, number>][]

export type Test =
  | { and: Test[] }
  | { or: Test[] }
  | { not: Test }
  | { sign: ["<" | "<=" | "=" | "!=" | ">" | ">=", Polynomial] }
  | { true: 1 }
  | { false: 1 }

export type Point = Record<string, Fraction>

/**
 * How a condition stands at a point. "edge" is a knife-edge: the point lies on a boundary,
 * and the condition changes with the signs of the polynomials that vanish there.
 */
export type Standing = "true" | "false" | "edge" | "unknown"

/** The sign of a polynomial: with a common denominator only the numerator counts. */
export function sign(p: Polynomial, at: Point): -1 | 0 | 1 {
  const degree = new Map<string, number>()
  for (const [, powers] of p)
    for (const [name, e] of Object.entries(powers)) degree.set(name, Math.max(degree.get(name) ?? 0, e))
  let sum = 0n
  for (const [coefficient, powers] of p) {
    let term = BigInt(coefficient)
    for (const [name, top] of degree) {
      const x = at[name]
      if (!x) throw new RangeError(`no value for ${name}`)
      const e = powers[name] ?? 0
      term *= x.n ** BigInt(e) * x.d ** BigInt(top - e)
    }
    sum += term
  }
  return sum < 0n ? -1 : sum > 0n ? 1 : 0
}

/** Whether the condition holds exactly at the point. */
export function holds(t: Test, at: Point): boolean {
  if ("and" in t) return t.and.every(x => holds(x, at))
  if ("or" in t) return t.or.some(x => holds(x, at))
  if ("not" in t) return !holds(t.not, at)
  if ("sign" in t) return compares(t.sign[0], sign(t.sign[1], at))
  return "true" in t
}

function compares(op: string, s: number): boolean {
  switch (op) {
    case "<": return s < 0
    case "<=": return s <= 0
    case "=": return s === 0
    case "!=": return s !== 0
    case ">": return s > 0
    default: return s >= 0
  }
}

/** The condition with every polynomial that vanishes at the point taken as of unknown sign. */
function nearby(t: Test, at: Point): boolean | null {
  if ("and" in t) {
    const parts = t.and.map(x => nearby(x, at))
    return parts.includes(false) ? false : parts.includes(null) ? null : true
  }
  if ("or" in t) {
    const parts = t.or.map(x => nearby(x, at))
    return parts.includes(true) ? true : parts.includes(null) ? null : false
  }
  if ("not" in t) {
    const x = nearby(t.not, at)
    return x === null ? null : !x
  }
  if ("sign" in t) {
    const s = sign(t.sign[1], at)
    return s === 0 && t.sign[1].length > 0 ? null : compares(t.sign[0], s)
  }
  return "true" in t
}

export function standing(t: Test | null | undefined, at: Point): Standing {
  if (!t) return "unknown"
  try {
    const near = nearby(t, at)
    return near === null ? "edge" : near ? "true" : "false"
  } catch {
    return "unknown"
  }
}
