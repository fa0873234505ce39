/**
 * A meeting as a tagged PDF/UA-1. The work is done in a thread of its own (printWorker.ts), so that
 * nobody who is writing waits for a printer.
 */
import type { Meeting } from "../../shared/meeting/meeting.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { PrintOptions } from "./printable.ts";
import { Printer } from "./printer.ts";
import type { PrintContent } from "./printJob.ts";

let printer: Printer | undefined;

/** Rejects with a PrintError. */
export async function renderPdf(meeting: Meeting, options: PrintOptions): Promise<Uint8Array> {
  const content: PrintContent = { meeting, options };
  printer ??= new Printer({
    workerUrl: new URL("./printWorker.ts", import.meta.url),
    timeLimitMs: LIMITS.printMs,
  });
  return printer.print(JSON.stringify(content));
}

/** Ends the thread; a later renderPdf starts a new one. */
export async function closePrinter(): Promise<void> {
  const closing = printer;
  printer = undefined;
  await closing?.close();
}
