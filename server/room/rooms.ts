/** The open rooms: each document is opened at its first use, once, and closed when nobody uses it. */
import { LIMITS } from "../../shared/protocol/limits.ts";
import { Room, type RoomDeps } from "./room.ts";
import type { RoomFacts } from "./watch.ts";

interface Held {
  readonly opening: Promise<Room | undefined>;
  users: number;
  idleSinceMs: number;
}

export class Rooms {
  readonly #deps: RoomDeps;
  readonly #held = new Map<string, Held>();
  #closing = false;

  constructor(deps: Omit<RoomDeps, "onCollapsed">, onCollapsed: (documentId: string, why: string) => void) {
    this.#deps = { ...deps, onCollapsed };
  }

  get size(): number {
    return this.#held.size;
  }

  /** What every open room says of itself; one that is still opening says nothing yet. */
  async facts(): Promise<readonly RoomFacts[]> {
    const notYet = Promise.resolve(undefined);
    const rooms = await Promise.all(
      [...this.#held.values()].map(({ opening }) => Promise.race([opening, notYet]).catch(() => undefined)),
    );
    return rooms.flatMap((room) => (room === undefined ? [] : [room.facts]));
  }

  /** Runs `use` with the room open; undefined when there is no such document or the server is stopping. */
  async use<T>(documentId: string, use: (room: Room) => Promise<T>): Promise<T | undefined> {
    const held = this.#hold(documentId);
    if (held === undefined) return undefined;
    held.users += 1;
    try {
      const room = await held.opening;
      return room === undefined ? undefined : await use(room);
    } finally {
      held.users -= 1;
      held.idleSinceMs = this.#deps.clock.tickMs();
    }
  }

  /**
   * One beat of the wheel, the only timer that rooms and sockets have when nothing happens: quiet sockets get
   * a message, rooms that nobody used for a while are closed. What goes wrong in one room keeps no other waiting.
   */
  async beat(): Promise<void> {
    const nowMs = this.#deps.clock.tickMs();
    const done = await Promise.allSettled(
      [...this.#held].map(([documentId, held]) => this.#turn(documentId, held, nowMs)),
    );
    const failed = done.flatMap((one) => (one.status === "rejected" ? [one.reason as unknown] : []));
    if (failed.length > 0) throw new AggregateError(failed, "some rooms missed a beat");
  }

  /** Closes all rooms after their last commit; clients are told to come back. A room that cannot is reported. */
  async close(): Promise<void> {
    this.#closing = true;
    const held = [...this.#held.values()];
    this.#held.clear();
    const closed = await Promise.allSettled(held.map(async ({ opening }) => (await opening)?.close()));
    for (const one of closed) if (one.status === "rejected") this.#deps.onError?.(one.reason);
  }

  async #turn(documentId: string, held: Held, nowMs: number): Promise<void> {
    const room = await held.opening;
    if (room === undefined) return;
    room.breakSilence();
    // A socket that left a moment ago used the room until then.
    if (held.users > 0 || room.connectionCount > 0) held.idleSinceMs = nowMs;
    const isIdle = nowMs - held.idleSinceMs > LIMITS.roomIdleMs;
    if (isIdle && this.#forget(documentId, held.opening)) await room.close();
    else await room.askWhoMayStay();
  }

  #hold(documentId: string): Held | undefined {
    if (this.#closing) return undefined;
    const known = this.#held.get(documentId);
    if (known !== undefined) return known;
    const forget = () => this.#forget(documentId, opening);
    const opening = this.#open(documentId, forget);
    const held: Held = { opening, users: 0, idleSinceMs: this.#deps.clock.tickMs() };
    this.#held.set(documentId, held);
    return held;
  }

  /** An old room that ends late must not take the new one with it: then two would write one document. */
  #forget(documentId: string, opening: Held["opening"]): boolean {
    return this.#held.get(documentId)?.opening === opening && this.#held.delete(documentId);
  }

  async #open(documentId: string, forget: () => void): Promise<Room | undefined> {
    try {
      const stored = await this.#deps.store.load(documentId);
      if (stored === undefined) forget();
      // The room itself stores a new one; the disk may need looking at.
      if (stored?.snapshotDamaged)
        this.#deps.onError?.(new Error(`the snapshot of ${documentId} was damaged`));
      return stored && new Room(documentId, stored, { ...this.#deps, onCollapsed: this.#collapsed(forget) });
    } catch (error) {
      forget();
      throw error;
    }
  }

  #collapsed(forget: () => void): RoomDeps["onCollapsed"] {
    return (documentId, why) => {
      forget();
      this.#deps.onCollapsed(documentId, why);
    };
  }
}
