/** The open rooms: each document is opened at its first use, once, and closed when nobody uses it. */
import { LIMITS } from "../../shared/protocol/limits.ts";
import { Room, type RoomDeps } from "./room.ts";

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
    this.#deps = {
      ...deps,
      onCollapsed: (documentId, why) => {
        this.#held.delete(documentId);
        onCollapsed(documentId, why);
      },
    };
  }

  get size(): number {
    return this.#held.size;
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

  /** One beat of the wheel: quiet sockets get a message, rooms that nobody used for a while are closed. */
  async beat(): Promise<void> {
    const nowMs = this.#deps.clock.tickMs();
    for (const [documentId, held] of this.#held) {
      const room = await held.opening;
      room?.breakSilence();
      const idle =
        held.users === 0 &&
        (room?.connectionCount ?? 0) === 0 &&
        nowMs - held.idleSinceMs > LIMITS.roomIdleMs;
      if (!idle) continue;
      this.#held.delete(documentId);
      await room?.close();
    }
  }

  /** Closes all rooms after their last commit; clients are told to come back. */
  async close(): Promise<void> {
    this.#closing = true;
    const rooms = await Promise.all([...this.#held.values()].map((held) => held.opening));
    this.#held.clear();
    await Promise.all(rooms.flatMap((room) => (room === undefined ? [] : [room.close()])));
  }

  #hold(documentId: string): Held | undefined {
    if (this.#closing) return undefined;
    const known = this.#held.get(documentId);
    if (known !== undefined) return known;
    const held: Held = { opening: this.#open(documentId), users: 0, idleSinceMs: this.#deps.clock.tickMs() };
    this.#held.set(documentId, held);
    return held;
  }

  async #open(documentId: string): Promise<Room | undefined> {
    try {
      const stored = await this.#deps.store.load(documentId);
      if (stored !== undefined) return new Room(documentId, stored, this.#deps);
      this.#held.delete(documentId);
      return undefined;
    } catch (error) {
      this.#held.delete(documentId);
      throw error;
    }
  }
}
