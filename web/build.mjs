// Builds the page into cmd/internal/explore/assets, from where the Go program embeds it.
// The same sources and the same lock file give the same bytes.
import { build, context } from "esbuild"
import { existsSync } from "node:fs"
import { copyFile, mkdir } from "node:fs/promises"
import { fileURLToPath } from "node:url"

const here = fileURLToPath(new URL(".", import.meta.url))
const assets = process.env.BRINK_ASSETS ?? fileURLToPath(new URL("../cmd/internal/explore/assets", import.meta.url))

const common = {
  absWorkingDir: here, bundle: true, minify: true, charset: "utf8", target: ["es2022"], legalComments: "none", logLevel: "warning",
  jsx: "automatic", jsxImportSource: "preact",
}
const parts = [
  { ...common, entryPoints: ["src/main.tsx"], outfile: `${assets}/app.js`, format: "esm" },
  { ...common, entryPoints: ["src/app.css"], outfile: `${assets}/app.css` },
]
if (existsSync(`${here}/src/worker.ts`)) parts.push({ ...common, entryPoints: ["src/worker.ts"], outfile: `${assets}/worker.js`, format: "iife" })

await mkdir(assets, { recursive: true })
for (const name of ["index.html", "icon.svg", "config.json"]) await copyFile(`${here}/src/${name}`, `${assets}/${name}`)
if (process.argv.includes("--watch")) for (const p of parts) await (await context(p)).watch()
else await Promise.all(parts.map(build))

if (existsSync(`${here}/build-wasm.mjs`)) await (await import("./build-wasm.mjs")).default(assets)
