/**
 * One life of the server process in a simulated run: the real rooms, a store and a clock of its
 * own, and the socket route's order of steps. It dies without a word, and everything in it.
 */
import { LIMITS } from "../../../shared/protocol/limits.ts";
import { CLOSE } from "../../../shared/protocol/messages.ts";
import type { Command } from "../../../shared/commands/command.ts";
import { DEMO_SETTINGS } from "../../../shared/meeting/committee.ts";
import type { CommandAnswer } from "../../../server/room/commandDesk.ts";
import type { Connection, Welcome, Who } from "../../../server/room/connection.ts";
import type { Room } from "../../../server/room/room.ts";
import { startNewEpochs } from "../../../server/room/newEpochs.ts";
import { Rooms } from "../../../server/room/rooms.ts";
import * as Y from "yjs";
import type { SimClock } from "./simTime.ts";
import type { SimSocket } from "./simSocket.ts";
import type { SimStore } from "./simStore.ts";

export const DOCUMENT = "m1";

export interface ServerDeps {
  readonly store: SimStore;
  readonly clock: SimClock;
  readonly newClientId: () => number;
  readonly newId: () => string;
  /** Undefined: the login ended. */
  whoOf(person: string): Who | undefined;
  mayRead(who: Who): boolean;
  /** A document frame reaches the room. */
  onReceive(socket: SimSocket, who: Who, bytes: Uint8Array): void;
  note(line: string): void;
}

interface Held {
  readonly room: Room;
  readonly connection: Connection;
}

interface Guest {
  held: Held | undefined;
  early: Uint8Array[];
  gone: boolean;
}

export class SimServer {
  readonly store: SimStore;
  readonly clock: SimClock;
  readonly #deps: ServerDeps;
  readonly #rooms: Rooms;
  readonly #guests = new Map<SimSocket, Guest>();
  /** `starting`: it gives an exchanged database new epochs; `leaving`: it was asked to stop and says goodbye. */
  state: "starting" | "serving" | "leaving" | "left" = "serving";

  constructor(deps: ServerDeps) {
    this.#deps = deps;
    this.store = deps.store;
    this.clock = deps.clock;
    this.#rooms = new Rooms({ ...deps, settings: DEMO_SETTINGS }, (_documentId, why) =>
      deps.note(`the room collapsed: ${why}`),
    );
    this.#beatLater();
  }

  get openRooms(): number {
    return this.#rooms.size;
  }

  /** The database is an older copy than the one before: nothing is served before it has new epochs. */
  startNewEpochs(): void {
    this.state = "starting";
    startNewEpochs({ store: this.store, newId: this.#deps.newId, now: this.clock.now() }).then(
      () => {
        if (this.state === "starting") this.state = "serving";
      },
      (error: unknown) => {
        this.#deps.note(`no new epochs: ${String(error)}`);
        this.state = "left";
      },
    );
  }

  open(socket: SimSocket): void {
    const guest: Guest = { held: undefined, early: [], gone: false };
    this.#guests.set(socket, guest);
    socket.opened();
    this.#admit(socket, guest).catch((error: unknown) => {
      this.#deps.note(`${socket.name} could not be let in: ${String(error)}`);
      socket.close(CLOSE.overload.code);
    });
  }

  receive(socket: SimSocket, bytes: Uint8Array): void {
    const guest = this.#guests.get(socket);
    if (guest === undefined || guest.gone) return;
    if (guest.held !== undefined) this.#pass(socket, guest.held, bytes);
    else if (guest.early.length < LIMITS.earlyFrames) guest.early.push(bytes);
    else socket.close(CLOSE.overload.code);
  }

  closed(socket: SimSocket): void {
    const guest = this.#guests.get(socket);
    if (guest === undefined) return;
    guest.gone = true;
    guest.held?.room.leave(guest.held.connection);
    this.#guests.delete(socket);
  }

  /** Undefined: the server is stopping. */
  async execute(person: string, command: Command): Promise<CommandAnswer | undefined> {
    const who = await this.#identify(person);
    if (typeof who === "string") return undefined;
    return this.#rooms.use(DOCUMENT, (room) => room.execute(who, command));
  }

  read(): Promise<Uint8Array | undefined> {
    return this.#rooms.use(DOCUMENT, (room) => room.read((doc) => Y.encodeStateAsUpdate(doc)));
  }

  /** SIGTERM. */
  stop(): void {
    this.state = "leaving";
    this.#rooms
      .close()
      .catch((error: unknown) => this.#deps.note(`the rooms did not close: ${String(error)}`))
      .finally(() => {
        this.state = "left";
      });
  }

  #beatLater(): void {
    this.clock.after(LIMITS.beatMs, () => {
      if (this.state === "leaving" || this.state === "left") return;
      this.#beatLater();
      this.#rooms.beat().catch((error: unknown) => this.#deps.note(`the wheel stopped: ${String(error)}`));
    });
  }

  #pass(socket: SimSocket, { room, connection }: Held, bytes: Uint8Array): void {
    this.#deps.onReceive(socket, connection.who, bytes);
    try {
      room.receive(connection, bytes);
    } catch (error) {
      this.#deps.note(`a frame of ${socket.name} made the room throw: ${String(error)}`);
      socket.close(CLOSE.overload.code);
    }
  }

  async #admit(socket: SimSocket, guest: Guest): Promise<void> {
    const { ask } = socket;
    const who = await this.#identify(ask.person);
    if (typeof who === "string") return socket.close(CLOSE[who].code);
    const request = {
      id: socket.name,
      socket,
      who,
      clientIds: ask.clientIds,
      speaksOurs: ask.speaksOurs,
      epoch: ask.epoch,
      stillWelcome: () => this.#stillWelcome(who),
    };
    const held = await this.#rooms.use(DOCUMENT, async (room) => ({
      room,
      connection: await room.join(request),
    }));
    if (held === undefined) return socket.close(CLOSE.goingAway.code);
    if (held.connection.state.kind === "closed") return undefined;
    guest.held = held;
    for (const bytes of guest.early.splice(0)) this.#pass(socket, held, bytes);
    if (guest.gone) held.room.leave(held.connection);
  }

  /** The store is asked first, as for a login, so that this takes its time. */
  async #identify(person: string): Promise<Who | "logIn" | "noRight"> {
    await this.store.findSession(person);
    const who = this.#deps.whoOf(person);
    if (who === undefined) return "logIn";
    return this.#deps.mayRead(who) ? who : "noRight";
  }

  async #stillWelcome(who: Who): Promise<Welcome> {
    const again = await this.#identify(who.person);
    if (typeof again === "string") return again;
    return again.roles.join() === who.roles.join() ? "welcome" : "rightsChanged";
  }
}
