// The page in a real browser: the folder that brink explore --export writes, from a plain
// file server with the policy of brink explore, or what is served at the address in PAGE.
// Every error in the console and every request beyond the origin is kept.
import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, readFile, rm } from "node:fs/promises"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { extname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { chromium } from "playwright-core"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** Runs brink: the program that BRINK names, or the one of this source tree. */
const brink = (...args) => process.env.BRINK ? execFileSync(process.env.BRINK, args) : execFileSync("go", ["run", "./cmd/brink", ...args], { cwd: root })

export const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json", ".wasm": "application/wasm" }

const program = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(p => p && existsSync(p))
/** Why there is no browser test, or false. */
export const skip = !program ? "no chromium" : !process.env.PAGE && !existsSync(join(root, "cmd/internal/explore/assets/engine.bin")) ? "the page is not built" : false

export async function open() {
  let server, folder
  let base = process.env.PAGE
  if (!base) {
    folder = await mkdtemp(join(tmpdir(), "brink-page-"))
    brink("explore", "--export", join(folder, "page"))
    server = createServer(async (request, response) => {
      const path = new URL(request.url, "http://x").pathname.replace(/\/$/, "/index.html")
      response.setHeader("Content-Security-Policy", policy)
      try {
        const data = await readFile(join(folder, "page", path))
        response.setHeader("Content-Type", types[extname(path)] ?? "application/octet-stream")
        response.end(data)
      } catch {
        response.writeHead(404).end()
      }
    })
    await new Promise(ready => server.listen(0, "127.0.0.1", ready))
    base = `http://127.0.0.1:${server.address().port}/`
  }
  const browser = await chromium.launch({ executablePath: program, args: ["--no-sandbox"] })
  const wrong = []
  return {
    base, wrong,
    /** A page of a profile of its own. */
    async page(options = {}, address = base) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: "en-GB", ...options })
      const page = await context.newPage()
      page.on("console", m => ["error", "warning"].includes(m.type()) && wrong.push(`${m.type()}: ${m.text()}`))
      page.on("pageerror", e => wrong.push(`exception: ${e.stack}`))
      page.on("request", r => {
        if (!r.url().startsWith(base) && !/^(blob|data):/.test(r.url())) wrong.push(`request: ${r.url()}`)
      })
      await page.goto(address)
      return page
    },
    async close() {
      await browser.close()
      server?.close()
      if (folder) await rm(folder, { recursive: true })
    },
  }
}

/** Waits until all answers of the page are of now. */
export async function settled(page) {
  await page.locator("h1").waitFor({ timeout: 60000 })
  await page.waitForTimeout(150)
  await page.waitForFunction(() => document.querySelectorAll("[aria-busy=true], .skeleton, .answer.old").length === 0, null, { timeout: 60000 })
}
