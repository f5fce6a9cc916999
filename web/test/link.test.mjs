import assert from "node:assert/strict"
import { test } from "node:test"
import { deflateRawSync } from "node:zlib"
import { load } from "./load.mjs"

const link = await load("link.ts")

test("a link brings back the state, whatever the language of its text", async () => {
  const state = { file: { name: "战争.yaml", text: "brink: 1\n# φ ≤ c, “战争”\n" }, point: { phi: "1/3" }, axes: { x: "phi", y: "c" }, lang: "zh" }
  const text = await link.write(state)
  assert.match(text, /^#[\w-]+$/)
  assert.deepEqual(await link.read(text), state)
  const named = { model: "first-strike", point: { c: "2/7" }, lang: "en" }
  assert.ok((await link.write(named)).length < 120)
  assert.deepEqual(await link.read(await link.write(named)), named)
})

const pack = x => "#" + deflateRawSync(Buffer.from(typeof x === "string" ? x : JSON.stringify(x))).toString("base64url")

test("what a link should not have is left out", async () => {
  for (const text of ["", "#", "#!!!", "#AAAA", pack("not json"), "#" + "A".repeat(200000)]) assert.equal(await link.read(text), null)
  assert.equal(await link.read(pack(`"${"x".repeat(5e6)}"`)), null, "a bomb")
  const found = await link.read(pack({
    model: "../../etc", file: { name: 3, text: "x" }, lang: "xx", axes: { x: {} },
    point: { c: "1/0", d: "1e999999999", e: "<b>", f: "1/2", ["n".repeat(200)]: "1" },
  }))
  assert.deepEqual(found, { point: { f: "1/2" }, axes: {} })
  assert.deepEqual(await link.read(pack([1])), {})
  assert.deepEqual(await link.read(pack('{"point":{"__proto__":"1/2"}}')).then(x => Object.getPrototypeOf(x.point)), Object.prototype)
})
