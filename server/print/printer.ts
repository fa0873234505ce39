/**
 * The queue before the print worker: one job at a time, each with a time limit. A worker that
 * crashes or runs over time costs its own job only; the next job gets a new worker. Knows nothing
 * of meetings or Typst.
 */
import { Worker } from "node:worker_threads";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { PrintError } from "./printError.ts";
import type { PrintAnswer, PrintJob } from "./printJob.ts";

interface WaitingJob {
  readonly job: PrintJob;
  readonly settle: (outcome: { bytes: Uint8Array } | { error: PrintError }) => void;
}

interface PrinterSettings {
  readonly workerUrl: URL;
  readonly timeLimitMs: number;
}

export class Printer {
  readonly #settings: PrinterSettings;
  readonly #queue: WaitingJob[] = [];
  #worker: Worker | undefined;
  #current: (WaitingJob & { readonly timer: NodeJS.Timeout }) | undefined;
  #lastId = 0;
  #closed = false;

  constructor(settings: PrinterSettings) {
    this.#settings = settings;
  }

  print(json: string): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      const settle: WaitingJob["settle"] = (outcome) =>
        "bytes" in outcome ? resolve(outcome.bytes) : reject(outcome.error);
      if (this.#closed) return settle({ error: new PrintError("closed") });
      if (this.#queue.length >= LIMITS.printsWaiting) return settle({ error: new PrintError("busy") });
      this.#lastId += 1;
      this.#queue.push({ job: { id: this.#lastId, json }, settle });
      this.#next();
    });
  }

  /** Waiting jobs are refused; the thread ends when it is done with what it is doing. */
  async close(): Promise<void> {
    this.#closed = true;
    const waiting = this.#queue.splice(0);
    this.#finish({ error: new PrintError("closed") });
    for (const { settle } of waiting) settle({ error: new PrintError("closed") });
    await this.#dropWorker();
  }

  #next(): void {
    if (this.#current !== undefined) return;
    const waiting = this.#queue.shift();
    if (waiting === undefined) return;
    const timer = setTimeout(() => this.#abandon(new PrintError("timeout")), this.#settings.timeLimitMs);
    this.#current = { ...waiting, timer };
    const worker = (this.#worker ??= this.#startWorker());
    worker.ref();
    worker.postMessage(waiting.job);
  }

  /** An idle worker does not keep the process alive: the export command ends by itself. */
  #startWorker(): Worker {
    const worker = new Worker(this.#settings.workerUrl, {
      resourceLimits: { maxOldGenerationSizeMb: LIMITS.printHeapMib },
    });
    const isCurrent = () => worker === this.#worker;
    worker.on("message", (answer: PrintAnswer) => {
      if (isCurrent() && answer.id === this.#current?.job.id) this.#answered(answer);
    });
    worker.on("error", (cause) => {
      if (isCurrent()) this.#abandon(new PrintError("crashed", { cause }));
    });
    worker.on("exit", () => {
      if (isCurrent()) this.#abandon(new PrintError("crashed"));
    });
    return worker;
  }

  #answered(answer: PrintAnswer): void {
    this.#worker?.unref();
    this.#finish(
      answer.ok
        ? { bytes: answer.bytes }
        : { error: new PrintError("refused", { cause: new Error(answer.problem) }) },
    );
    this.#next();
  }

  #abandon(error: PrintError): void {
    // Not awaited: a thread inside Typst ends only when Typst returns, and the queue must go on.
    void this.#dropWorker();
    this.#finish({ error });
    this.#next();
  }

  #finish(outcome: Parameters<WaitingJob["settle"]>[0]): void {
    const current = this.#current;
    this.#current = undefined;
    if (current === undefined) return;
    clearTimeout(current.timer);
    current.settle(outcome);
  }

  async #dropWorker(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.unref();
    await worker?.terminate();
  }
}
