/**
 * What leaves the room for many: committed changes and presence, in two lanes (editors often,
 * followers seldom), one write for each socket and flush. Slow readers are skipped and later get one
 * diff. It decides nothing; whatever is handed to it is on disk already.
 */
import * as Y from "yjs";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import { flushOf, type Flush } from "./flush.ts";
import { syncFrame } from "./frames.ts";
import { Lane, type Gathered } from "./lane.ts";
import { Presence } from "./presence.ts";

/** A committed change; `from` is the connection that made it, which has it already. */
export interface Told {
  readonly bytes: Uint8Array;
  readonly from: string | undefined;
}

interface FanOutDeps {
  readonly clock: Clock;
  readonly connections: ReadonlyMap<string, Connection>;
  /** Is a change of this document on its way to the disk? */
  waitsForDisk(): boolean;
  /** Sends one reader all that it missed, when all of it is on disk. */
  sendMissed(connection: Connection, missed: ReadonlyMap<number, number>): void;
  /** The reader cannot be saved: it is closed and comes back. */
  giveUp(connection: Connection): void;
}

export class FanOut {
  readonly #deps: FanOutDeps;
  readonly #presence = new Presence();
  readonly #editors: Lane;
  readonly #followers: Lane;
  /** Who moved a caret while a change was on its way to the disk, and from which connection. */
  readonly #held = new Map<number, string>();

  constructor(deps: FanOutDeps) {
    this.#deps = deps;
    this.#editors = new Lane(deps.clock, LIMITS.editorFlushMs, (gathered) =>
      this.#flush(gathered, "editors"),
    );
    this.#followers = new Lane(deps.clock, LIMITS.followerFlushMs, (gathered) =>
      this.#flush(gathered, "followers"),
    );
  }

  /** Takes what one commit brought; it leaves in one flush, and with it the carets that moved meanwhile. */
  tell(changes: readonly Told[]): void {
    for (const lane of [this.#editors, this.#followers]) {
      for (const { bytes, from } of changes) lane.add(bytes, from);
      for (const [client, from] of this.#held) lane.addPresence(client, from);
    }
    this.#held.clear();
    this.#editors.flushWhenDue();
    this.#followers.flushWhenDue();
  }

  receivePresence(connection: Connection, update: Uint8Array): void {
    if (!connection.writes) return;
    const { person, name, roles } = connection.who;
    const client = this.#presence.take(update, connection.clientIds, { person, name, role: roles[0] ?? "" });
    if (client !== undefined) this.#tellPresence(client, connection.id);
  }

  departed(connection: Connection): void {
    for (const client of connection.clientIds) {
      if (this.#presence.leave(client)) this.#tellPresence(client, connection.id);
    }
  }

  /** Who is here, for somebody who just came. */
  sendPresence(connection: Connection): void {
    connection.send(this.#presence.frameOfAll(), this.#deps.clock.tickMs());
  }

  /** Keeps quiet sockets open: y-websocket reconnects after 30 s of silence, and pings do not count. */
  breakSilence(): void {
    const nowMs = this.#deps.clock.tickMs();
    for (const connection of this.#deps.connections.values()) {
      if (connection.missed !== undefined && !connection.isSlow(nowMs)) this.#catchUp(connection);
      if (connection.state.kind === "joining" || nowMs - connection.lastSentMs < LIMITS.silenceMs) continue;
      connection.send(this.#presence.frameOf(connection.clientIds), nowMs);
    }
  }

  /** Sends what waits for its turn, because something that rests on it follows. */
  flushNow(): void {
    this.#editors.flushNow();
    this.#followers.flushNow();
  }

  stop(): void {
    this.#editors.stop();
    this.#followers.stop();
  }

  /** A caret stands behind the letter that moved it, and nobody else has that letter before it is on disk. */
  #tellPresence(client: number, from: string): void {
    this.#held.set(client, from);
    if (!this.#deps.waitsForDisk()) this.tell([]);
  }

  #flush(gathered: Gathered, lane: "editors" | "followers"): void {
    const update = gathered.update === undefined ? [] : [syncFrame("update", gathered.update)];
    const presence = gathered.presence.size === 0 ? [] : [this.#presence.frameOf(gathered.presence)];
    const flush = flushOf([...update, ...presence]);
    const whoOnly = flushOf(presence);
    const nowMs = this.#deps.clock.tickMs();
    for (const connection of this.#deps.connections.values()) {
      if (connection.writes !== (lane === "editors") || connection.id === gathered.onlyFrom) continue;
      if (hears(connection)) this.#pass(connection, { flush, update: gathered.update, nowMs });
      // Its document comes with the answer to its step 1.
      else if (presence.length > 0 && connection.state.kind === "open") connection.sendFlush(whoOnly, nowMs);
    }
    this.#forgetDeparted(gathered.presence);
  }

  /** Who left, and of whom both lanes have heard. */
  #forgetDeparted(clients: ReadonlySet<number>): void {
    for (const client of clients) {
      if (this.#held.has(client) || this.#editors.waitsFor(client)) continue;
      if (!this.#followers.waitsFor(client)) this.#presence.forgetDeparted(client);
    }
  }

  #pass(
    connection: Connection,
    {
      flush,
      update,
      nowMs,
    }: { readonly flush: Flush; readonly update: Uint8Array | undefined; readonly nowMs: number },
  ): void {
    if (connection.queuedBytes > LIMITS.outboundHardBytes) this.#deps.giveUp(connection);
    else if (connection.isSlow(nowMs)) this.#skip(connection, update);
    else if (connection.missed === undefined) connection.sendFlush(flush, nowMs);
    else {
      if (update !== undefined) note(connection.missed, update);
      this.#catchUp(connection);
    }
  }

  #skip(connection: Connection, update: Uint8Array | undefined): void {
    if (connection.missed === undefined) {
      connection.missed = new Map();
      connection.onDrained(() => this.#catchUp(connection));
    }
    if (update !== undefined) note(connection.missed, update);
  }

  #catchUp(connection: Connection): void {
    const { missed } = connection;
    connection.missed = undefined;
    if (missed === undefined || !connection.isHeard) return;
    this.#deps.sendMissed(connection, missed);
    this.sendPresence(connection);
  }
}

/** Changes are told to whoever had a first answer; an edit that was refused stops nobody from hearing on. */
function hears({ state }: Connection): boolean {
  return state.kind === "refused" || (state.kind === "open" && state.hears);
}

/** The reader has all that came before the first update that it missed of a client. */
function note(missed: Map<number, number>, update: Uint8Array): void {
  for (const [client, clock] of Y.parseUpdateMeta(update).from) {
    if (!missed.has(client)) missed.set(client, clock);
  }
}
