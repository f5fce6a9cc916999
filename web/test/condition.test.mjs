import assert from "node:assert/strict"
import { test } from "node:test"
import { load } from "./load.mjs"

const { standing, holds, sign } = await load("condition.ts")
const { parse } = await load("fraction.ts")

const at = o => Object.fromEntries(Object.entries(o).map(([k, v]) => [k, parse(v)]))
const less = [["1", { x: 1 }], ["-1", { y: 1 }]] // x - y

test("a condition is true, false or on its knife-edge", () => {
  const t = { and: [{ sign: ["<=", less] }, { sign: [">", [["1", { x: 1 }]]] }] }
  assert.equal(standing(t, at({ x: "1/3", y: "1/2" })), "true")
  assert.equal(standing(t, at({ x: "2/3", y: "1/2" })), "false")
  assert.equal(standing(t, at({ x: "1/2", y: "1/2" })), "edge")
  assert.equal(holds(t, at({ x: "1/2", y: "1/2" })), true)
  // on the line of one part where another part is false all around: no edge
  assert.equal(standing(t, at({ x: "-1", y: "-1" })), "false")
  assert.equal(standing({ sign: ["=", less] }, at({ x: "1", y: "1" })), "edge")
  assert.equal(standing({ sign: ["=", []] }, {}), "true")
  assert.equal(standing(null, {}), "unknown")
  assert.equal(standing(t, at({ x: "1" })), "unknown")
})

test("signs are exact where floating point is not", () => {
  // x^2 - 2 at a convergent of the root of 2, far below the resolution of a double
  let [p, q] = [1n, 1n]
  for (let k = 0; k < 60; k++) [p, q] = [p + 2n * q, p + q]
  const square = [["1", { x: 2 }], ["-2", {}]]
  assert.equal(sign(square, { x: { n: p, d: q } }), p * p > 2n * q * q ? 1 : -1)
  assert.equal(sign([["3", { x: 1, y: 1 }], ["-1", {}]], at({ x: "1/6", y: "2" })), 0)
})
