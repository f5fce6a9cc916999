import assert from "node:assert/strict"
import { test } from "node:test"
import { load } from "./load.mjs"

const f = await load("fraction.ts")

test("numbers are read exactly, as the engine reads them", () => {
  const cases = {
    "3": "3", "-2/7": "-2/7", "0.1": "1/10", "1e2": "100", "2/4": "1/2", ".5": "1/2", "−1/2": "-1/2",
    "0.2/0.4": "1/2", "-0": "0", "1.5e-1": "3/20", "10/-4": "-5/2",
  }
  for (const [text, want] of Object.entries(cases)) assert.equal(f.show(f.parse(text)), want, text)
  for (const text of ["", "x", "1/0", "1/2/3", "1e9999", "0x10", ".", "--1", "1".repeat(300)])
    assert.equal(f.parse(text), null, text)
})

test("the simplest fraction of an interval has the least denominator", () => {
  let seed = 7
  const random = n => (seed = (seed * 1103515245 + 12345) % 2147483648) % n
  for (let k = 0; k < 300; k++) {
    const a = f.fraction(BigInt(random(400) - 200), BigInt(1 + random(60)))
    const b = f.add(a, f.fraction(BigInt(1 + random(20)), BigInt(1 + random(200))))
    const best = f.simplest(a, b)
    assert.ok(f.compare(a, best) <= 0 && f.compare(best, b) <= 0)
    for (let d = 1n; d < best.d; d++) {
      // no numerator n with a <= n/d <= b
      const low = (a.n * d + (a.n > 0n ? a.d - 1n : 0n)) / a.d
      assert.ok(f.compare(f.fraction(low, d), b) > 0, `${f.show(a)} ${f.show(b)}: ${f.show(best)}, ${low}/${d}`)
    }
  }
})

test("a floating-point number and its exact value agree", () => {
  for (const x of [0, 1, -0.1, 1 / 3, 1e-9, 12345.678]) assert.equal(f.approximate(f.exactly(x)), x)
  assert.equal(f.approximate(f.fraction(10n ** 400n, 3n * 10n ** 400n)), 1 / 3)
})
