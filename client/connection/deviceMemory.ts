/**
 * The small facts about one person and one document that must outlive the page: the epoch of the
 * device copy and its generation, which client ids have unsent edits, and how many changes wait.
 * A generation ends when the server refuses an edit: the copy then holds what may never be sent.
 */
import { DeviceStore, type PlainStorage } from "./deviceStore.ts";

/** What is known of one client id, in one value, so that no crash comes between its parts. */
interface UnsentEdits {
  /** Up to this clock it is on the server's disk. */
  readonly confirmed: number;
  /** So far it has written. */
  readonly highest: number;
  readonly generation: number;
  /**
   * The changes of the last moments, as base64: the browser's database writes in its own time, and a
   * reload right after a key would leave the last letters behind. This storage writes at once.
   */
  readonly newest: readonly string[];
}

export interface LeftCopy {
  readonly generation: number;
  /** Name of its database; empty when there was none. */
  readonly name: string;
}

export class DeviceMemory {
  readonly store: DeviceStore;

  constructor(person: string, documentId: string, storage?: PlainStorage) {
    this.store = new DeviceStore(`medskriv:${person}:${documentId}:`, storage);
  }

  get denied(): boolean {
    return this.store.denied;
  }

  get epoch(): string | undefined {
    const value = this.store.read("epoch");
    return typeof value === "string" ? value : undefined;
  }

  set epoch(epoch: string | undefined) {
    this.store.write("epoch", epoch);
  }

  /** Rises when the device copy is left, so that no tab writes on in it. */
  get generation(): number {
    return countOf(this.store.read("generation"));
  }

  /** Name of the device copy. */
  copyName(epoch: string, generation: number): string {
    return `${this.store.prefix}${epoch}:${generation}`;
  }

  /** Each tab that uses a generation's copy shares this lock; whoever gets it alone may clear the copy away. */
  lockName(generation: number): string {
    return `${this.store.prefix}copy:${generation}`;
  }

  /** From now on no page opens this copy; what lies in it is cleared away when every tab has left it. */
  leaveCopy(generation: number): void {
    if (generation !== this.generation) return;
    const { epoch } = this;
    this.store.write(`left:${generation}`, epoch === undefined ? "" : this.copyName(epoch, generation));
    this.store.write("generation", generation + 1);
  }

  leftCopies(): readonly LeftCopy[] {
    return this.store.namesAfter("left:").flatMap((digits) => {
      const name = this.store.read(`left:${digits}`);
      const generation = Number(digits);
      // A crash just before the generation rose leaves the name of a copy that is still in use.
      return typeof name === "string" && generation < this.generation ? [{ generation, name }] : [];
    });
  }

  /** Is somebody perhaps still to take words out of this generation's copy? */
  isLeft(generation: number): boolean {
    return this.store.read(`left:${generation}`) !== undefined;
  }

  forgetLeft(generation: number): void {
    for (const client of this.unsentClients(generation).keys()) this.#forgetClient(client);
    this.store.write(`left:${generation}`, undefined);
  }

  /** Clients with edits that the server may not have. */
  unsentClients(generation: number): ReadonlyMap<number, UnsentEdits> {
    const all = new Map<number, UnsentEdits>();
    for (const digits of this.store.namesAfter(UNSENT)) {
      const known = this.#unsentOf(Number(digits));
      if (known?.generation === generation) all.set(Number(digits), known);
    }
    return all;
  }

  wrote(client: number, edits: UnsentEdits): void {
    const { confirmed, highest, generation, newest } = edits;
    this.store.write(`${UNSENT}${client}`, [confirmed, highest, generation, newest]);
  }

  /** The server has these clients' edits up to these clocks. An id without unsent edits is forgotten. */
  confirm(clocks: ReadonlyMap<number, number>): void {
    for (const [client, clock] of clocks) {
      const known = this.#unsentOf(client);
      if (known === undefined) continue;
      if (clock >= known.highest) this.#forgetClient(client);
      else if (clock > known.confirmed) this.wrote(client, { ...known, confirmed: clock });
    }
  }

  /** What earlier pages wrote in their last moments, and the server may not have. */
  newest(generation: number): readonly string[] {
    return [...this.unsentClients(generation).values()].flatMap(({ newest }) => newest);
  }

  /** How many changes wait, as told to the person. */
  get waiting(): number {
    return countOf(this.store.read("waiting"));
  }

  set waiting(count: number) {
    if (count === this.waiting) return;
    this.store.write("waiting", count === 0 ? undefined : count);
  }

  /**
   * Whether something that waits was written in Skriv: the server must then judge all that waits as
   * plain edits. What an older page left counts as that, since it knew no other mode.
   */
  get waitsFromSkriv(): boolean {
    const value = this.store.read(FROM_SKRIV);
    return value === true || (value === undefined && this.waiting > 0);
  }

  set waitsFromSkriv(waits: boolean) {
    if (this.store.read(FROM_SKRIV) !== waits) this.store.write(FROM_SKRIV, waits);
  }

  #unsentOf(client: number): UnsentEdits | undefined {
    const value = this.store.read(`${UNSENT}${client}`);
    if (!Array.isArray(value)) return undefined;
    const parts: readonly unknown[] = value;
    const newest = Array.isArray(parts[3]) ? parts[3].filter((each) => typeof each === "string") : [];
    return {
      confirmed: countOf(parts[0]),
      highest: countOf(parts[1]),
      generation: countOf(parts[2]),
      newest,
    };
  }

  #forgetClient(client: number): void {
    this.store.write(`${UNSENT}${client}`, undefined);
  }
}

const UNSENT = "unsent:";
const FROM_SKRIV = "fromSkriv";

function countOf(value: unknown): number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 0;
}
