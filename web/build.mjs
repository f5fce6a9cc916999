// Builds the page into cmd/internal/explore/assets, from where the Go program embeds it.
// The same sources, lock file and Go release give the same bytes. --page leaves out the
// engine, whose compilation takes longest; --watch builds the page at every change.
import { build, context } from "esbuild"
import { copyFile, mkdir } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import engine, { committed, support } from "./build-wasm.mjs"

const here = fileURLToPath(new URL(".", import.meta.url))
const assets = process.env.BRINK_ASSETS ?? committed

const common = {
  absWorkingDir: here, bundle: true, minify: true, charset: "utf8", target: ["es2022"], legalComments: "none", logLevel: "warning",
  jsx: "automatic", jsxImportSource: "preact",
}
support()
const parts = [
  { ...common, entryPoints: ["src/main.tsx"], outfile: `${assets}/app.js`, format: "esm" },
  { ...common, entryPoints: ["src/app.css"], outfile: `${assets}/app.css` },
  { ...common, entryPoints: ["src/worker.ts"], outfile: `${assets}/worker.js`, format: "iife" },
]

await mkdir(assets, { recursive: true })
for (const name of ["index.html", "config.json"]) await copyFile(`${here}/src/${name}`, `${assets}/${name}`)
if (process.argv.includes("--watch")) for (const p of parts) await (await context(p)).watch()
else await Promise.all(parts.map(build))
if (!process.argv.includes("--page")) await engine(assets)
