/**
 * Notices that the file was exchanged for an older copy. Each run writes a random mark into the database
 * and into a small file beside it, and keeps there how many records there are. A database that holds
 * another mark, or fewer records than were counted, is not the one that this folder was last run with:
 * somebody put a copy back, or its newest part was lost.
 */
import { randomUUID } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import type { Call } from "./desk.ts";
import type { CommitWatch } from "./groupCommit.ts";
import { integerIn, textIn } from "./row.ts";

const SETTING = "run";

/** What the database says of itself. */
interface Stored {
  readonly run: string;
  /** The run before it: between the commit of a mark and the file beside it the process may have been killed. */
  readonly before: string;
  /** How many records there were when this run began. */
  readonly records: number;
}

/** What stands beside it. */
interface Beside {
  readonly run: string;
  readonly records: number;
}

/** The name has another beginning than the database's, so that a copy of «medskriv.sqlite*» leaves it out. */
export function markFileOf(databaseFile: string): string {
  return join(dirname(databaseFile), `run-of-${basename(databaseFile)}`);
}

export class RunMark implements CommitWatch {
  readonly #sql: ReturnType<typeof prepare>;
  readonly #file: string;
  readonly #run = randomUUID();
  #isOlderCopy: boolean;
  /** `marking`: the commit that is under way carries the mark. */
  #state: "unmarked" | "marking" | "marked" = "unmarked";
  #descriptor: number | undefined;
  #written = -1;

  constructor(database: DatabaseSync, databaseFile: string) {
    this.#sql = prepare(database);
    this.#file = markFileOf(databaseFile);
    this.#isOlderCopy = isOlderCopy(this.#stored(), readBeside(this.#file), this.#records());
  }

  get isOlderCopy(): boolean {
    return this.#isOlderCopy;
  }

  /** The first commit of a run carries its mark; of an exchanged file only the one that starts new epochs. */
  beforeCommit(calls: readonly Call[]): void {
    if (this.#state === "marked") return;
    this.#state = "unmarked";
    if (this.#isOlderCopy && !calls.some(({ act }) => act === "startEpochs")) return;
    const stored: Stored = {
      run: this.#run,
      before: this.#stored()?.run ?? NO_RUN,
      records: this.#records(),
    };
    this.#sql.put.run(SETTING, JSON.stringify(stored));
    this.#state = "marking";
  }

  /** If the file beside cannot be written, the next start finds another mark there: new epochs, and no word lost. */
  afterCommit(): void {
    if (this.#state === "unmarked") return;
    this.#state = "marked";
    this.#isOlderCopy = false;
    const records = this.#records();
    if (records === this.#written) return;
    const beside: Beside = { run: this.#run, records };
    const text = `${JSON.stringify(beside).padEnd(BESIDE_BYTES - 1)}\n`;
    try {
      if (this.#descriptor === undefined) this.#descriptor = begin(this.#file, text);
      // In place and without fsync: after a loss of power the count may be an older one, which fits too.
      else writeSync(this.#descriptor, text, 0);
      this.#written = records;
    } catch {
      this.#written = -1;
    }
  }

  close(): void {
    if (this.#descriptor !== undefined) closeSync(this.#descriptor);
  }

  #stored(): Stored | undefined {
    const row = this.#sql.get.get(SETTING);
    // Written above, as JSON of this type.
    return row === undefined ? undefined : (JSON.parse(textIn(row, "value")) as Stored);
  }

  #records(): number {
    return integerIn(this.#sql.records.get() ?? {}, "n");
  }
}

/** Always the same length, so that it is one write to a block that the file has already. */
const BESIDE_BYTES = 128;

/** The new file takes the old one's place whole and on disk: a loss of power must not leave it empty. */
function begin(file: string, text: string): number {
  const descriptor = openSync(`${file}.new`, "w");
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
    renameSync(`${file}.new`, file);
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** A folder that never ran with marks has nothing to compare. */
function isOlderCopy(stored: Stored | undefined, beside: Beside | undefined, records: number): boolean {
  if (stored === undefined) return beside !== undefined;
  if (beside?.run === stored.run) return records < beside.records;
  // Killed right after the commit that carries the mark: what stands beside is still of the run before.
  return !((beside?.run ?? NO_RUN) === stored.before && records === stored.records);
}

/** Undefined when there is none; one that cannot be read fits no database. */
function readBeside(file: string): Beside | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const value: unknown = JSON.parse(readFileSync(file, "utf8"));
    if (typeof value !== "object" || value === null || !("run" in value) || !("records" in value))
      return UNREADABLE;
    const { run, records } = value;
    return typeof run === "string" && typeof records === "number" ? { run, records } : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

const NO_RUN = "";
const UNREADABLE: Beside = { run: "unreadable", records: 0 };

function prepare(database: DatabaseSync) {
  return {
    get: database.prepare("SELECT value FROM settings WHERE name = ?"),
    put: database.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)"),
    // Records are only ever added, so the highest row is their number, and finding it reads one page.
    records: database.prepare("SELECT coalesce(max(rowid), 0) AS n FROM records"),
  };
}
