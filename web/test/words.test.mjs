import assert from "node:assert/strict"
import { test } from "node:test"
import { load } from "./load.mjs"

const { en } = await load("words/en.ts")
const { zh } = await load("words/zh.ts")

test("both languages have the same words, with the same values in them", () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort())
  const holes = s => (s.match(/\{\w+\}/g) ?? []).sort()
  for (const key of Object.keys(en)) {
    assert.ok(en[key] && zh[key], key)
    assert.deepEqual(holes(zh[key]), holes(en[key]), key)
  }
})
