/**
 * What leaves the room for many: committed changes and presence, in two lanes (editors often,
 * followers seldom). Slow readers are skipped and later get one diff. It decides nothing; whatever
 * is handed to it is on disk already.
 */
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import { syncFrame } from "./frames.ts";
import { Lane, type Flush } from "./lane.ts";
import { Presence } from "./presence.ts";

interface FanOutDeps {
  readonly clock: Clock;
  readonly connections: ReadonlyMap<string, Connection>;
  /** Sends the whole document to one reader, when all of it is on disk. */
  sendAll(connection: Connection): void;
  /** The reader cannot be saved: it is closed and comes back. */
  giveUp(connection: Connection): void;
}

export class FanOut {
  readonly #deps: FanOutDeps;
  readonly #presence = new Presence();
  readonly #editors: Lane;
  readonly #followers: Lane;

  constructor(deps: FanOutDeps) {
    this.#deps = deps;
    this.#editors = new Lane(deps.clock, LIMITS.editorFlushMs, (flush) => this.#flush(flush, "editors"));
    this.#followers = new Lane(deps.clock, LIMITS.followerFlushMs, (flush) =>
      this.#flush(flush, "followers"),
    );
  }

  /** Takes a committed change; `from` is the connection that made it, which has it already. */
  tell(bytes: Uint8Array, from: string | undefined): void {
    this.#editors.add(bytes, from);
    this.#followers.add(bytes, from);
  }

  receivePresence(connection: Connection, update: Uint8Array): void {
    const { person, name, roles } = connection.who;
    const client = this.#presence.take(update, connection.clientIds, { person, name, role: roles[0] ?? "" });
    if (client !== undefined) this.#tellPresence(client);
  }

  departed(connection: Connection): void {
    for (const client of connection.clientIds) {
      if (this.#presence.leave(client)) this.#tellPresence(client);
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
      if (connection.behind && connection.queuedBytes < LIMITS.outboundSoftBytes) this.#catchUp(connection);
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

  #tellPresence(client: number): void {
    this.#editors.addPresence(client);
    this.#followers.addPresence(client);
  }

  #flush(flush: Flush, lane: "editors" | "followers"): void {
    const nowMs = this.#deps.clock.tickMs();
    const update = flush.update === undefined ? undefined : syncFrame("update", flush.update);
    const presence = flush.presence.size === 0 ? undefined : this.#presence.frameOf(flush.presence);
    for (const connection of this.#deps.connections.values()) {
      if (connection.writes !== (lane === "editors")) continue;
      if (update !== undefined && connection.id !== flush.onlyFrom) this.#pass(connection, update, nowMs);
      if (presence !== undefined && !connection.behind) connection.send(presence, nowMs);
    }
  }

  #pass(connection: Connection, update: Uint8Array, nowMs: number): void {
    if (connection.state.kind === "closed" || connection.state.kind === "joining") return;
    if (connection.state.kind === "open" && !connection.state.hears) return;
    const queued = connection.queuedBytes;
    if (queued > LIMITS.outboundHardBytes) this.#deps.giveUp(connection);
    else if (queued > LIMITS.outboundSoftBytes) connection.behind = true;
    else if (connection.behind) this.#catchUp(connection);
    else connection.send(update, nowMs);
  }

  #catchUp(connection: Connection): void {
    connection.behind = false;
    this.#deps.sendAll(connection);
  }
}
