// The stretch of a parameter that a slider or an axis covers, and the steps on it.
import type { Parameter } from "./engine.ts"
import { add, approximate, compare, div, exactly, fraction, mul, parse, simplest, sub, type Fraction } from "./fraction.ts"

export interface Range {
  lo: Fraction
  hi: Fraction
  /** Whether the file forbids the end itself, and what lies beyond. */
  open: [boolean, boolean]
  bound: [boolean, boolean]
  integer: boolean
}

/** Steps of a slider from end to end. */
export const steps = 400

/** The range of the file; where it leaves an end free, one around the default. */
export function rangeOf(p: Parameter): Range {
  const given = [p.lo, p.hi].map(x => (x === undefined ? null : parse(x)))
  const offered = (p.suggest ?? []).map(x => parse(x))
  const start = parse(p.default ?? "") ?? fraction(1n)
  const reach = start.n === 0n ? fraction(1n) : mul(start.n < 0n ? fraction(-2n) : fraction(2n), start)
  let lo = given[0] ?? offered[0] ?? (start.n < 0n ? sub(start, reach) : fraction(0n))
  let hi = given[1] ?? offered[1] ?? add(start, reach)
  if (compare(lo, hi) >= 0) [lo, hi] = given[0] ? [lo, add(lo, fraction(1n))] : [sub(hi, fraction(1n)), hi]
  return {
    lo, hi, integer: p.integer === true,
    open: [p.lo_open === true, p.hi_open === true],
    bound: [given[0] !== null, given[1] !== null],
  }
}

/** Whether the file allows the value. */
export function allows(r: Range, x: Fraction): boolean {
  const low = compare(x, r.lo)
  const high = compare(x, r.hi)
  return !(r.bound[0] && (low < 0 || (low === 0 && r.open[0]))) && !(r.bound[1] && (high > 0 || (high === 0 && r.open[1])))
}

/** The share of the way through the range, for drawing. */
export const share = (r: Range, x: Fraction) => approximate(div(sub(x, r.lo), sub(r.hi, r.lo)))

/** The simplest fraction within half a step of a share of the way, inside the range. */
export function pick(r: Range, where: number, resolution = steps): Fraction {
  const width = sub(r.hi, r.lo)
  const at = add(r.lo, mul(width, exactly(Math.min(1, Math.max(0, where)))))
  const half = div(width, fraction(BigInt(Math.round(2 * resolution))))
  if (r.integer) {
    const whole = fraction(BigInt(Math.round(approximate(at))))
    return compare(whole, r.lo) < 0 ? r.lo : compare(whole, r.hi) > 0 ? r.hi : whole
  }
  const shrink = div(half, fraction(4n))
  let from = sub(at, half)
  let to = add(at, half)
  if (compare(from, r.lo) < 0) from = r.open[0] ? add(r.lo, shrink) : r.lo
  if (compare(to, r.hi) > 0) to = r.open[1] ? sub(r.hi, shrink) : r.hi
  // the ends themselves are what a reader means at the ends
  if (where <= 0 && !r.open[0]) return r.lo
  if (where >= 1 && !r.open[1]) return r.hi
  return simplest(from, to)
}
