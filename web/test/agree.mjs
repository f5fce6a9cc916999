// Decides conditions as the page does and says where Go decides otherwise:
// node agree.mjs CASES.json
import { readFileSync } from "node:fs"
import { load } from "./load.mjs"

const { holds, standing } = await load("condition.ts")
const { parse } = await load("fraction.ts")
let wrong = 0
for (const c of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const at = Object.fromEntries(Object.entries(c.point).map(([name, text]) => [name, parse(text)]))
  if (holds(c.test, at) === c.holds && standing(c.test, at) === c.standing) continue
  if (wrong++ < 10) console.log(`${c.model} at ${JSON.stringify(c.point)}: Go says ${c.holds}, ${c.standing}; the page ${holds(c.test, at)}, ${standing(c.test, at)}`)
}
process.exitCode = wrong ? 1 : 0
