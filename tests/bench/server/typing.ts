/** Sends prepared letters at an even rate, whatever the server does meanwhile. */
import type { Writer } from "./gathering.ts";
import type { Timetable } from "./timetable.ts";

export interface Tempo {
  /** Of all writers together. */
  readonly perSecond: number;
  readonly ms: number;
  readonly carets: boolean;
}

/** Resolves when the time is over; the last letters may still be under way. */
export function type(writers: readonly Writer[], timetable: Timetable, tempo: Tempo): Promise<void> {
  const total = Math.round((tempo.perSecond * tempo.ms) / 1000);
  const startMs = performance.now();
  let sent = 0;
  return new Promise((resolve) => {
    const go = () => {
      const elapsedMs = performance.now() - startMs;
      const due = Math.min(total, Math.floor((elapsedMs * tempo.perSecond) / 1000));
      for (; sent < due; sent += 1) press(writers, sent, { timetable, carets: tempo.carets });
      if (elapsedMs >= tempo.ms) resolve();
      else setTimeout(go, 1);
    };
    go();
  });
}

function press(
  writers: readonly Writer[],
  index: number,
  { timetable, carets }: { readonly timetable: Timetable; readonly carets: boolean },
): void {
  const writer = writers[index % writers.length];
  if (writer === undefined) throw new Error("nobody writes");
  const { keystroke, clock } = writer.typist.take();
  timetable.sent(writer.typist.client, clock);
  writer.participant.send(keystroke.update);
  if (carets) writer.participant.send(keystroke.caret);
}

export function prepare(writers: readonly Writer[], perSecond: number, ms: number): void {
  const letters = Math.ceil((perSecond * ms) / 1000 / writers.length);
  for (const { typist } of writers) typist.prepare(letters);
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
