import assert from "node:assert/strict"
import { existsSync, readFileSync } from "node:fs"
import test from "node:test"
import { ask, BrinkError, request } from "./index.js"

const model = name => readFileSync(new URL(`../games/models/${name}.yaml`, import.meta.url), "utf8")
const skip = existsSync(new URL("engine.bin", import.meta.url)) ? false : "npm run build puts the engine here"

test("solve gives the contract's object", { skip }, async () => {
  const got = await ask("solve", model("first-strike"), { phi: "1/4", c: "1/5" })
  assert.equal(got.complete, true)
  assert.deepEqual(got.parameters, { phi: "1/4", c: "1/5" })
  assert.deepEqual(got.equilibria.map(e => e.strategies), [[["0", "1"], ["0", "1"]]])
})

test("conditions are formulas", { skip }, async () => {
  const got = await ask("conditions", { model: "first-strike" })
  assert.equal(got.rows[0].exists, "phi <= c")
})

test("claims are decided one by one", { skip }, async () => {
  const seen = []
  const got = await ask("verify", { model: "pd" }, undefined, { progress: p => p.claim && seen.push(p.claim.id) })
  assert.deepEqual(seen, got.claims.map(c => c.id))
})

test("a mistake has its place", { skip }, async () => {
  await assert.rejects(ask("conditions", model("pd").replace("payoffs:", "payofs:")), e => e instanceof BrinkError && e.problems[0].line > 0)
})

test("Chinese", { skip }, async () => {
  const got = await request("describe", { model: "first-strike", lang: "zh" })
  assert.match(got.title, /先发制人/)
})

test("other questions are refused", async () => {
  await assert.rejects(ask("guess", "x"), RangeError)
})
