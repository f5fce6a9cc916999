// One engine in one worker. The engine answers one question at a time and cannot be
// interrupted from inside, so cancelling means a new worker; what waited is asked again.
import type { Answer, Problem, Progress, Reply, Request } from "./engine.ts"

export type Outcome =
  | { kind: "answer"; answer: Answer }
  | { kind: "problems"; problems: Problem[] }
  | { kind: "cancelled" }

interface Job {
  slot: string
  request: Request
  urgency: number
  progress?: (p: Progress) => void
  done: (o: Outcome) => void
  replaced?: boolean
}

/** A question that nobody waits for any more may still finish by itself within this time. */
const patience = 400

export class Client {
  private worker: Worker | null = null
  private running: Job | null = null
  private queue: Job[] = []
  private next = 1
  private timer = 0

  constructor(private readonly start: () => Worker) {}

  /**
   * Asks a question. A newer question of the same slot takes the place of an older one,
   * whose caller is told that it was cancelled. Less urgent questions (greater numbers) wait.
   */
  ask(slot: string, question: Omit<Request, "id">, urgency: number, progress?: (p: Progress) => void): Promise<Outcome> {
    return new Promise(done => {
      this.drop(slot)
      this.queue.push({ slot, request: { id: this.next++, ...question }, urgency, progress, done })
      this.pump()
    })
  }

  /** Stops the question of a slot at once, or all. */
  cancel(slot?: string) {
    this.queue = this.queue.filter(j => {
      if (slot !== undefined && j.slot !== slot) return true
      j.done({ kind: "cancelled" })
      return false
    })
    if (this.running && (slot === undefined || this.running.slot === slot)) this.abort()
    this.pump()
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

  private abort() {
    clearTimeout(this.timer)
    const job = this.running
    this.running = null
    this.worker?.terminate()
    this.worker = null
    if (job && !job.replaced) job.done({ kind: "cancelled" })
    this.pump()
  }

  private pump() {
    if (this.running || this.queue.length === 0) return
    let first = 0
    this.queue.forEach((j, k) => {
      if (j.urgency < this.queue[first].urgency) first = k
    })
    this.running = this.queue.splice(first, 1)[0]
    if (!this.worker) {
      this.worker = this.start()
      this.worker.onmessage = e => this.receive(e.data as Reply)
      this.worker.onerror = e => this.fail(e.message || "the engine stopped")
    }
    this.worker.postMessage(this.running.request)
  }

  private receive(reply: Reply) {
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
    this.running = null
    this.worker?.terminate()
    this.worker = null
    if (job && !job.replaced) job.done({ kind: "problems", problems: [{ line: 0, column: 0, message }] })
    this.pump()
  }
}
