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

/** A polynomial read once, for it is evaluated at every step of a drag. */
interface Read {
  names: string[]
  /** The degree in each name. */
  degree: number[]
  terms: { coefficient: bigint; powers: number[] }[]
}

const known = new WeakMap<Polynomial, Read>()

function read(p: Polynomial): Read {
  let r = known.get(p)
  if (!r) {
    const names = [...new Set(p.flatMap(([, powers]) => Object.keys(powers)))]
    const terms = p.map(([c, powers]) => ({ coefficient: BigInt(c), powers: names.map(n => powers[n] ?? 0) }))
    r = { names, terms, degree: names.map((_, k) => Math.max(...terms.map(t => t.powers[k]))) }
    known.set(p, r)
  }
  return r
}

/** The sign of a polynomial: with a common denominator only the numerator counts. */
export function sign(p: Polynomial, at: Point): -1 | 0 | 1 {
  const { names, degree, terms } = read(p)
  // scaled[k][e] is n^e·d^(degree-e) of the k-th value
  const scaled = names.map((name, k) => {
    const x = at[name]
    if (!x) throw new RangeError(`no value for ${name}`)
    return Array.from({ length: degree[k] + 1 }, (_, e) => x.n ** BigInt(e) * x.d ** BigInt(degree[k] - e))
  })
  let sum = 0n
  for (const { coefficient, powers } of terms) {
    let term = coefficient
    for (let k = 0; k < powers.length; k++) term *= scaled[k][powers[k]]
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

// What was decided at the last point: several panels ask for the same.
let decidedAt: Point | null = null
let decided = new Map<Test, Standing>()

export function standing(t: Test | null | undefined, at: Point): Standing {
  if (!t) return "unknown"
  if (at !== decidedAt) {
    decidedAt = at
    decided = new Map()
  }
  let s = decided.get(t)
  if (s === undefined) decided.set(t, (s = decide(t, at)))
  return s
}

function decide(t: Test, at: Point): Standing {
  try {
    const near = nearby(t, at)
    return near === null ? "edge" : near ? "true" : "false"
  } catch {
    return "unknown" // a parameter has no value
  }
}
