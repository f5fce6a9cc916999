// Puts the engine of the page and Go's support file for it into the package.
import { execFileSync } from "node:child_process"
import { copyFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const here = name => fileURLToPath(new URL(name, import.meta.url))
const root = execFileSync("go", ["env", "GOROOT"], { encoding: "utf8" }).trim()
copyFileSync(here("../cmd/internal/explore/assets/engine.bin"), here("engine.bin"))
copyFileSync(join(root, "lib/wasm/wasm_exec.js"), here("wasm_exec.js"))
