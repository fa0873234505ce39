/**
 * Who is here, and where. Keeps one entry for each bound client, stamps person, name and role from
 * the login, and remembers which entries each lane has yet to hear of. Raw Yjs awareness would let
 * anyone rename anyone; here a client can only speak of itself.
 */
import { LIMITS } from "../../shared/protocol/limits.ts";
import { awarenessFrame, readOwnEntry, type AwarenessEntry } from "./frames.ts";

export interface Stamp {
  readonly person: string;
  readonly name: string;
  readonly role: string;
}

/** A state of `null` says that the client is gone. */
const LEFT = "null";
const KEPT_FIELDS = ["colour", "section", "cursor"] as const;

export class Presence {
  readonly #entries = new Map<number, AwarenessEntry>();

  /** Takes the connection's own entry out of an update; answers the client whose entry changed. */
  take(update: Uint8Array, ids: ReadonlySet<number>, stamp: Stamp): number | undefined {
    const entry = readOwnEntry(update, ids);
    if (entry === undefined || entry.json.length > LIMITS.awarenessBytes) return undefined;
    const state = parseState(entry.json);
    if (state === undefined) return undefined;
    const before = this.#entries.get(entry.client);
    const json = state === null ? LEFT : JSON.stringify(stamped(state, stamp));
    // Clients accept only a higher clock, so a repeated or older entry has nothing to tell.
    if (before !== undefined && entry.clock <= before.clock && before.json !== LEFT) return undefined;
    this.#entries.set(entry.client, { client: entry.client, clock: entry.clock, json });
    return before?.json === json ? undefined : entry.client;
  }

  /** The client left; answers true when somebody must be told. */
  leave(client: number): boolean {
    const before = this.#entries.get(client);
    if (before === undefined || before.json === LEFT) return false;
    // Yjs takes an equal clock for a departure, and for nothing else.
    this.#entries.set(client, { client, clock: before.clock, json: LEFT });
    return true;
  }

  /** Nobody has yet to hear that it left. */
  forgetDeparted(client: number): void {
    if (this.#entries.get(client)?.json === LEFT) this.#entries.delete(client);
  }

  frameOf(clients: Iterable<number>): Uint8Array {
    return awarenessFrame([...clients].flatMap((client) => this.#entries.get(client) ?? []));
  }

  frameOfAll(): Uint8Array {
    return awarenessFrame([...this.#entries.values()].filter((entry) => entry.json !== LEFT));
  }
}

function parseState(json: string): Record<string, unknown> | null | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (value === null) return null;
    // Only an object can be a state; its fields are taken one by one below.
    return typeof value === "object" && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function stamped(state: Record<string, unknown>, stamp: Stamp): Record<string, unknown> {
  const kept = KEPT_FIELDS.filter((field) => Object.hasOwn(state, field)).map(
    (field) => [field, state[field]] as const,
  );
  return { ...Object.fromEntries(kept), ...stamp };
}
