// The engine of the page: cmd/wasm compiled to WebAssembly and compressed, and the
// support file of the Go release that compiled it.
import { execFileSync } from "node:child_process"
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"

const root = fileURLToPath(new URL("..", import.meta.url))
const go = (...args) => execFileSync("go", args, { cwd: root, encoding: "utf8", env: { ...process.env, GOFLAGS: "", CGO_ENABLED: "0", GOOS: "js", GOARCH: "wasm" } }).trim()

/** Where the program embeds the page from. */
export const committed = join(root, "cmd/internal/explore/assets")

/** Puts the support file beside the sources of the worker, which bundles it. */
export function support() {
  copyFileSync(join(go("env", "GOROOT"), "lib/wasm/wasm_exec.js"), fileURLToPath(new URL("src/wasm_exec.js", import.meta.url)))
}

/**
 * Writes engine.bin into the folder of assets. Functions are not inlined: that makes it
 * a seventh smaller, and quicker too, for browsers spend longer on compiling than they gain.
 */
export default function engine(assets) {
  const folder = mkdtempSync(join(tmpdir(), "brink-wasm-"))
  try {
    const out = join(folder, "engine.wasm")
    go("build", "-trimpath", "-buildvcs=false", "-gcflags=all=-l", "-ldflags=-s -w -buildid=", "-o", out, "./cmd/wasm")
    writeFileSync(join(assets, "engine.bin"), gzipSync(readFileSync(out), { level: 9 }))
    // Another release of Go makes other bytes of the same sources.
    if (assets === committed) writeFileSync(fileURLToPath(new URL("go-release", import.meta.url)), go("env", "GOVERSION") + "\n")
  } finally {
    rmSync(folder, { recursive: true })
  }
}
