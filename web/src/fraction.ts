// Exact fractions. A point of the page is made of them, never of floating-point numbers:
// a slider that shows 1/3 asks the engine about 1/3.

/** A fraction in lowest terms; the denominator is positive. */
export interface Fraction {
  readonly n: bigint
  readonly d: bigint
}

const abs = (x: bigint) => (x < 0n ? -x : x)

function gcd(a: bigint, b: bigint): bigint {
  for (a = abs(a), b = abs(b); b !== 0n; ) [a, b] = [b, a % b]
  return a
}

export function fraction(n: bigint, d = 1n): Fraction {
  if (d === 0n) throw new RangeError("division by zero")
  const g = gcd(n, d) || 1n
  return d < 0n ? { n: -n / g, d: -d / g } : { n: n / g, d: d / g }
}

/** Longer numbers, and exponents beyond this, are refused: a link could ask for gigabytes. */
const longest = 200

/** Reads what the engine reads: 3, -2/7, 0.25, 1e2, and quotients of those; null for anything else. */
export function parse(text: string): Fraction | null {
  const s = text.trim().replace(/−/g, "-")
  if (s.length > longest) return null
  const parts = s.split("/")
  if (parts.length > 2) return null
  const numbers = parts.map(decimal)
  const [a, b] = numbers
  if (!a || (parts.length === 2 && (!b || b.n === 0n))) return null
  return b ? div(a, b) : a
}

function decimal(text: string): Fraction | null {
  const m = /^\s*([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?\s*$/.exec(text)
  if (!m || !(m[2] || m[3])) return null
  const digits = BigInt((m[2] ?? "") + (m[3] ?? ""))
  const shift = Number(m[4] ?? 0) - (m[3] ?? "").length
  const value = shift >= 0 ? fraction(digits * 10n ** BigInt(shift)) : fraction(digits, 10n ** BigInt(-shift))
  return m[1] === "-" ? neg(value) : value
}

export const show = (x: Fraction) => (x.d === 1n ? `${x.n}` : `${x.n}/${x.d}`)
export const neg = (x: Fraction): Fraction => ({ n: -x.n, d: x.d })
export const add = (a: Fraction, b: Fraction) => fraction(a.n * b.d + b.n * a.d, a.d * b.d)
export const sub = (a: Fraction, b: Fraction) => add(a, neg(b))
export const mul = (a: Fraction, b: Fraction) => fraction(a.n * b.n, a.d * b.d)
export const div = (a: Fraction, b: Fraction) => fraction(a.n * b.d, a.d * b.n)
export const compare = (a: Fraction, b: Fraction) => {
  const x = a.n * b.d - b.n * a.d
  return x < 0n ? -1 : x > 0n ? 1 : 0
}

/** The nearest floating-point number, for drawing only. */
export function approximate(x: Fraction): number {
  const bits = Math.max(0, abs(x.n).toString(2).length, x.d.toString(2).length) - 1000
  if (bits <= 0) return Number(x.n) / Number(x.d)
  const d = x.d >> BigInt(bits)
  return d === 0n ? (x.n < 0n ? -Infinity : Infinity) : Number(x.n >> BigInt(bits)) / Number(d)
}

/** The exact value of a floating-point number. */
export function exactly(x: number): Fraction {
  let d = 1n
  for (let k = 0; k < 1100 && !Number.isInteger(x); k++, d *= 2n) x *= 2
  return fraction(BigInt(x), d)
}

/**
 * The fraction of the smallest denominator in the closed interval (Stern 1858, Brocot 1861):
 * what a slider stops at between two of its pixels, so that dragging meets 1/3 and not 0.3327.
 */
export function simplest(lo: Fraction, hi: Fraction): Fraction {
  if (compare(lo, hi) > 0) return simplest(hi, lo)
  if (lo.n <= 0n && hi.n >= 0n) return fraction(0n)
  if (hi.n < 0n) return neg(simplest(neg(hi), neg(lo)))
  const whole = lo.n / lo.d
  if (whole * lo.d === lo.n) return fraction(whole)
  if (compare(fraction(whole + 1n), hi) <= 0) return fraction(whole + 1n)
  const base = fraction(whole)
  const rest = simplest(div(fraction(1n), sub(hi, base)), div(fraction(1n), sub(lo, base)))
  return add(base, div(fraction(1n), rest))
}
