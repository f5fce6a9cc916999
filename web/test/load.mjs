// A source file as a module, for tests without a browser.
import { build } from "esbuild"
import { fileURLToPath } from "node:url"

export async function load(name) {
  const made = await build({
    entryPoints: [fileURLToPath(new URL(`../src/${name}`, import.meta.url))],
    bundle: true, write: false, format: "esm", platform: "neutral", jsx: "automatic", jsxImportSource: "preact",
    mainFields: ["module", "main"],
  })
  return import("data:text/javascript;base64," + Buffer.from(made.outputFiles[0].contents).toString("base64"))
}
