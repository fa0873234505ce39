/**
 * The small facts about one person and one document that must outlive the page: the epoch of the
 * device copy, which client ids have unsent edits, how many changes wait, and refused words.
 * Written at once and whole (localStorage is synchronous), before anything that depends on them.
 */
import type { RefusedEdit } from "./meetingSession.ts";

/** What is known of one client id: up to which clock it is on the server's disk, and how far it has written. */
interface ClientClocks {
  readonly confirmed: number;
  readonly highest: number;
}

/** The part of `Storage` that is used; a browser that denies storage gives none. */
export type PlainStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export class DeviceMemory {
  #storage: PlainStorage | undefined;
  readonly #prefix: string;

  constructor(person: string, documentId: string, storage: PlainStorage | undefined = browserStorage()) {
    this.#storage = storage;
    this.#prefix = `medskriv:${person}:${documentId}:`;
  }

  get denied(): boolean {
    return this.#storage === undefined;
  }

  get epoch(): string | undefined {
    const value = this.#read("epoch");
    return typeof value === "string" ? value : undefined;
  }

  set epoch(epoch: string | undefined) {
    this.#write("epoch", epoch);
  }

  /** Name of the device copy. The generation rises when a copy is thrown away, so that no other tab writes on in it. */
  copyName(epoch: string): string {
    return `${this.#prefix}${epoch}:${this.#generation}`;
  }

  get #generation(): number {
    return countOf(this.#read("generation"));
  }

  nextGeneration(): void {
    this.#write("generation", this.#generation + 1);
  }

  /** Clients with edits that the server may not have. */
  unsentClients(): ReadonlyMap<number, ClientClocks> {
    const value = this.#read("unsent");
    if (!Array.isArray(value)) return new Map();
    return new Map(
      value.flatMap((entry: unknown): [number, ClientClocks][] => {
        if (!Array.isArray(entry)) return [];
        const [client, confirmed, highest] = entry.map((each: unknown) => countOf(each));
        if (client === undefined || confirmed === undefined || highest === undefined) return [];
        return [[client, { confirmed, highest }]];
      }),
    );
  }

  wrote(client: number, clocks: { readonly confirmed: number; readonly highest: number }): void {
    const all = new Map(this.unsentClients());
    const before = all.get(client);
    all.set(client, {
      confirmed: Math.max(before?.confirmed ?? 0, clocks.confirmed),
      highest: Math.max(before?.highest ?? 0, clocks.highest),
    });
    this.#keepUnsent(all);
  }

  /** The server has these clients' edits up to these clocks. An id without unsent edits is forgotten. */
  confirm(clocks: ReadonlyMap<number, number>): void {
    const all = new Map(this.unsentClients());
    for (const [client, known] of all) {
      const confirmed = Math.max(known.confirmed, clocks.get(client) ?? 0);
      if (confirmed >= known.highest) {
        all.delete(client);
        this.#write(newestKey(client), undefined);
      } else all.set(client, { ...known, confirmed });
    }
    this.#keepUnsent(all);
  }

  /**
   * The changes of the last moments, as base64: the browser's database writes in its own time, and a
   * reload right after a key would leave the last letters behind. This storage writes at once.
   */
  keepNewest(client: number, updates: readonly string[]): void {
    this.#write(newestKey(client), updates);
  }

  /** What earlier pages kept of their last moments, and the server may not have. */
  newest(): readonly string[] {
    return [...this.unsentClients().keys()].flatMap((client) => {
      const value = this.#read(newestKey(client));
      return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
    });
  }

  /** How many changes wait, as told to the person. */
  get waiting(): number {
    return countOf(this.#read("waiting"));
  }

  set waiting(count: number) {
    if (count === this.waiting) return;
    this.#write("waiting", count === 0 ? undefined : count);
  }

  forgetUnsent(): void {
    for (const client of this.unsentClients().keys()) this.#write(newestKey(client), undefined);
    this.#write("unsent", undefined);
    this.#write("waiting", undefined);
  }

  refusedEdits(): readonly RefusedEdit[] {
    const value = this.#read("refused");
    return Array.isArray(value) ? value.filter(isRefusedEdit) : [];
  }

  /** The same words of the same section are kept once: a reload in the middle repeats them. */
  addRefused(edits: readonly RefusedEdit[]): void {
    const before = this.refusedEdits();
    const fresh = edits.filter(
      (edit) => !before.some((known) => known.section === edit.section && known.text === edit.text),
    );
    if (fresh.length > 0) this.#write("refused", [...before, ...fresh]);
  }

  dismissRefused(id: string): void {
    const rest = this.refusedEdits().filter((edit) => edit.id !== id);
    this.#write("refused", rest.length === 0 ? undefined : rest);
  }

  #keepUnsent(all: ReadonlyMap<number, ClientClocks>): void {
    const entries = [...all].map(([client, { confirmed, highest }]) => [client, confirmed, highest]);
    this.#write("unsent", entries.length === 0 ? undefined : entries);
  }

  #read(key: string): unknown {
    const text = this.#storage?.getItem(this.#prefix + key);
    if (text === undefined || text === null) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      return value;
    } catch {
      // Written by hand or by an older client: as good as nothing.
      return undefined;
    }
  }

  #write(key: string, value: unknown): void {
    try {
      if (value === undefined) this.#storage?.removeItem(this.#prefix + key);
      else this.#storage?.setItem(this.#prefix + key, JSON.stringify(value));
    } catch {
      // The device is full: from now on it counts as one that keeps nothing, and the screen says so.
      this.#storage = undefined;
    }
  }
}

/** The browser's storage, or undefined where it is denied (then already touching it throws). */
export function browserStorage(): PlainStorage | undefined {
  try {
    const probe = "medskriv:probe";
    window.localStorage.setItem(probe, probe);
    window.localStorage.removeItem(probe);
    return window.localStorage;
  } catch {
    // Denied or full: the screen says so, and text lives in this page alone.
    return undefined;
  }
}

function newestKey(client: number): string {
  return `newest:${client}`;
}

function countOf(value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 0;
}

function isRefusedEdit(value: unknown): value is RefusedEdit {
  if (typeof value !== "object" || value === null) return false;
  return ["id", "section", "text", "reason"].every(
    // The cast only allows the look-up; what is found is checked.
    (key) => typeof (value as Record<string, unknown>)[key] === "string",
  );
}
