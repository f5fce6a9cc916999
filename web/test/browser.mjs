// A page in a real browser, from a plain file server as strict as brink explore, or from
// the address in PAGE. Every error in the console and every request beyond the origin is kept.
import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { createServer } from "node:http"
import { extname } from "node:path"
import { fileURLToPath } from "node:url"
import { chromium } from "playwright-core"

const assets = fileURLToPath(new URL("../../cmd/internal/explore/assets", import.meta.url))
export const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; " +
  "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'"
const types = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".json": "application/json", ".wasm": "application/wasm" }

const program = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(p => p && existsSync(p))
/** Why there is no browser test, or false. */
export const skip = !program ? "no chromium" : !process.env.PAGE && !existsSync(`${assets}/worker.js`) ? "the page is not built" : false

export async function open() {
  let server
  let base = process.env.PAGE
  if (!base) {
    server = createServer(async (request, response) => {
      const path = new URL(request.url, "http://x").pathname.replace(/\/$/, "/index.html")
      response.setHeader("Content-Security-Policy", policy)
      try {
        const data = await readFile(assets + path)
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
    },
  }
}

/** Waits until all answers of the page are of now. */
export async function settled(page) {
  await page.locator("h1").waitFor({ timeout: 60000 })
  await page.waitForTimeout(150)
  await page.waitForFunction(() => document.querySelectorAll("[aria-busy=true], .skeleton, .answer.old").length === 0, null, { timeout: 60000 })
}
