// One engine in one worker. The engine answers one question at a time and cannot be
// interrupted from inside, so cancelling means a new worker; what waited is asked again.
import type { Answer, Problem, Progress, Reply, Request } from "./engine.ts"
import { seed } from "./seeds.ts"

export type Outcome =
  | { kind: "answer"; answer: Answer }
  | { kind: "problems"; problems: Problem[] }
  | { kind: "cancelled" }

/** What a worker is told first: the engine, compiled, where an earlier worker has done it. */
interface Compiled {
  module: WebAssembly.Module | null
}

interface Job {
  slot: string
  request: Request
  urgency: number
  progress?: (p: Progress) => void
  done: (o: Outcome) => void
  replaced?: boolean
  /** It is being looked up among the answers that came with the page. */
  looking?: boolean
}

/** A question that nobody waits for any more may still finish by itself within this time. */
const patience = 400

/** How long after its budget a question is ended. */
const grace = 3000

export class Client {
  private worker: Worker | null = null
  /** A worker in reserve, for one cannot be fetched without a network. */
  private spare: Worker | null = null
  private running: Job | null = null
  private queue: Job[] = []
  private next = 1
  private timer = 0
  private module: WebAssembly.Module | null = null

  constructor(private readonly start: () => Worker, private readonly late: () => string) {}

  /**
   * Asks a question. A newer question of the same slot takes the place of an older one,
   * whose caller is told that it was cancelled. Less urgent questions (greater numbers) wait.
   */
  ask(slot: string, question: Omit<Request, "id">, urgency: number, progress?: (p: Progress) => void): Promise<Outcome> {
    return new Promise(done => {
      this.drop(slot)
      const job: Job = { slot, request: { id: this.next++, ...question }, urgency, progress, done, looking: true }
      this.queue.push(job)
      this.pump()
      void this.look(job)
    })
  }

  /** Answers from what came with the page, where it is there. */
  private async look(job: Job) {
    const answer = await seed(job.request)
    job.looking = false
    const at = this.queue.indexOf(job)
    if (answer && at >= 0) {
      this.queue.splice(at, 1)
      job.done({ kind: "answer", answer })
    }
    this.pump()
  }

  /** Stops the question of a slot at once, or all. */
  cancel(slot?: string) {
    this.queue = this.queue.filter(j => {
      if (slot !== undefined && j.slot !== slot) return true
      j.done({ kind: "cancelled" })
      return false
    })
    if (this.running && (slot === undefined || this.running.slot === slot)) this.abort()
  }

  private drop(slot: string) {
    this.queue = this.queue.filter(j => {
      if (j.slot === slot) j.done({ kind: "cancelled" })
      return j.slot !== slot
    })
    if (this.running?.slot === slot && !this.running.replaced) {
      this.running.replaced = true
      this.running.done({ kind: "cancelled" })
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.abort(), patience) as unknown as number
    }
  }

  /** Ends the running question, or where no other worker can be had, only its being waited for. */
  private abort() {
    const job = this.running
    if (job && !job.replaced) job.done({ kind: "cancelled" })
    if (this.spare || navigator.onLine) this.end()
    else if (job) job.replaced = true
  }

  private end() {
    clearTimeout(this.timer)
    this.running = null
    this.worker?.terminate()
    this.worker = this.spare
    this.spare = null
    if (this.worker) this.connect(this.worker)
    this.pump()
  }

  private pump() {
    if (this.running || this.queue.length === 0) return
    // the engine is fetched while the first answers are looked up
    if (!this.worker) {
      this.worker = this.start()
      this.connect(this.worker)
    }
    const ready = this.queue.filter(j => !j.looking)
    if (ready.length === 0) return
    this.running = ready.reduce((a, b) => (b.urgency < a.urgency ? b : a))
    this.queue.splice(this.queue.indexOf(this.running), 1)
    this.worker.postMessage(this.running.request)
    if (this.module) this.watch()
  }

  private connect(worker: Worker) {
    worker.onmessage = e => this.receive(e.data as Reply | Compiled)
    worker.onerror = e => this.fail(e.message || "the engine stopped")
    worker.postMessage({ module: this.module } satisfies Compiled)
  }

  /**
   * The engine looks at the clock between its steps; a step that is far over the budget is
   * ended from here. The time that the engine takes to be fetched does not count.
   */
  private watch() {
    const budget = this.running?.request.budget_ms
    clearTimeout(this.timer)
    if (budget) this.timer = setTimeout(() => this.fail(this.late()), budget + grace) as unknown as number
  }

  private receive(reply: Reply | Compiled) {
    if ("module" in reply) {
      this.module = reply.module
      this.watch()
      if (!this.spare && navigator.onLine) this.spare = this.start()
      return
    }
    const job = this.running
    if (!job || reply.id !== job.request.id) return
    if ("progress" in reply) {
      if (!job.replaced) job.progress?.(reply.progress)
      return
    }
    clearTimeout(this.timer)
    this.running = null
    if (!job.replaced)
      job.done(reply.ok ? { kind: "answer", answer: reply.answer }
        : reply.cancelled ? { kind: "cancelled" } : { kind: "problems", problems: reply.problems ?? [] })
    this.pump()
  }

  /** The worker died: its question fails, the others get a new worker. */
  private fail(message: string) {
    const job = this.running
    if (job && !job.replaced) job.done({ kind: "problems", problems: [{ line: 0, column: 0, message }] })
    this.end()
  }
}
