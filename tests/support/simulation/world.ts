/**
 * Everything in one simulated run: the disk, one server process at a time, the sockets, the people
 * and their pages, and the oracles that watch. It decides nothing; the scheduler does.
 */
import * as Y from "yjs";
import { createMeeting } from "../../../shared/document/write.ts";
import { phaseOf } from "../../../shared/document/read.ts";
import { DEMO_SETTINGS } from "../../../shared/meeting/committee.ts";
import type { Role } from "../../../shared/meeting/vocabulary.ts";
import { mayReadMeeting } from "../../../shared/policy/permissions.ts";
import type { Who } from "../../../server/room/connection.ts";
import { summaryOf } from "../../../server/room/summary.ts";
import type { NewRecord } from "../../../server/store/store.ts";
import { MemoryDisk, MemoryStore } from "../memoryStore.ts";
import { randomOf, type Random } from "../random.ts";
import { THREE_ITEMS } from "../rooms.ts";
import { CommandBook } from "./commandBook.ts";
import { LogOracle } from "./logOracle.ts";
import { HostileClient, PlainClient } from "./plainPeers.ts";
import { SimClient } from "./simClient.ts";
import { SimDevice } from "./simDevice.ts";
import { DOCUMENT, SimServer } from "./simServer.ts";
import { SimSocket, type Ask, type SocketEnd } from "./simSocket.ts";
import { SimStore } from "./simStore.ts";
import { SimClock, SimTime } from "./simTime.ts";
import { Trace } from "./trace.ts";
import { tokensOf } from "./plainUpdate.ts";
import { weatherOf, type Weather } from "./weather.ts";
import { WireOracle } from "./wireOracle.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** The committee as it is when nobody has changed it. */
export const COMMITTEE: ReadonlyMap<string, { readonly name: string; readonly roles: readonly Role[] }> =
  new Map([
    ["referent", { name: "Amira Nørgaard", roles: ["referent"] }],
    ["forperson", { name: "Karen Holm", roles: ["forperson"] }],
    ["naestforperson", { name: "Jonas Vinter", roles: ["naestforperson"] }],
    ["medlem", { name: "Pia Lund", roles: ["medlem"] }],
    ["fremmed", { name: "Mads Krogh", roles: ["naestforperson"] }],
  ]);

const START_PHASES = [
  "dagsordenIArbejde",
  "moede",
  "referatIArbejde",
  "tilGodkendelse",
  "tilGodkendelse",
] as const;

export type Backup = MemoryDisk["documents"] extends Map<string, infer Document> ? Document : never;
export type Peer = SimClient | PlainClient;

export class World {
  readonly random: Random;
  weather: Weather;
  readonly trace = new Trace();
  readonly time = new SimTime();
  readonly disk = new MemoryDisk();
  readonly log: LogOracle;
  readonly wire: WireOracle;
  readonly commands: CommandBook;
  readonly roles = new Map<string, readonly Role[]>();
  /** Both ends of every socket that still has something to hear. */
  readonly sockets = new Map<SimSocket, SocketEnd>();
  readonly pages: readonly SimClient[];
  readonly unmodified: PlainClient;
  readonly hostile: HostileClient;
  server: SimServer;
  /** Words that a page typed, by the page that must account for them. */
  readonly typed = new Map<string, SimClient>();
  /** Words that somebody took away on purpose. */
  readonly erased = new Set<string>();
  failure: string | undefined;
  /** The document's part of the disk as it was when somebody copied it. */
  backup: Backup | undefined;
  #made = 0;
  readonly #owners = new Map<number, string>();
  readonly #judgedAs = new Map<string, Set<Role>>();

  static async begin(seed: number): Promise<World> {
    const world = new World(seed);
    await world.#createMeeting();
    return world;
  }

  private constructor(seed: number) {
    this.random = randomOf(seed);
    this.weather = weatherOf(this.random);
    const fail = (why: string) => this.fail(why);
    this.log = new LogOracle({
      personOf: (client) => this.#owners.get(client),
      rolesOf: (record) => this.#rolesOf(record),
      fail,
    });
    this.wire = new WireOracle(this.log, fail);
    this.commands = new CommandBook(this.log, fail);
    for (const [person, { roles }] of COMMITTEE) this.roles.set(person, roles);
    const page = (name: string, person: string, device = new SimDevice(), writes = true) =>
      new SimClient(name, { person, writes, device }, this.#clientDeps());
    this.pages = [
      page("referent", "referent"),
      page("forperson", "forperson"),
      page("naestforperson", "naestforperson"),
      page("referent at home", "referent"),
      page("medlem", "medlem", new SimDevice(), false),
    ];
    this.unmodified = new PlainClient("unmodified", "forperson", this.#clientDeps());
    this.hostile = new HostileClient("hostile", "fremmed", this.#clientDeps());
    this.server = this.newServer();
  }

  get peers(): readonly Peer[] {
    return [...this.pages, this.unmodified, this.hostile];
  }

  /** From now on no command throws half way. */
  calm(): void {
    this.weather = { ...this.weather, bugs: 0 };
  }

  fail(why: string): void {
    this.failure ??= why;
  }

  newToken(page?: SimClient): string {
    this.#made += 1;
    const token = `w${this.#made}_`;
    if (page !== undefined) this.typed.set(token, page);
    return token;
  }

  /** Lets a person change text; the words that vanish, old and new, are accounted for. */
  act(doc: Y.Doc, change: () => void): void {
    const before = tokensOf(doc);
    const typedBefore = this.typed.size;
    change();
    const after = tokensOf(doc);
    for (const token of [...before, ...[...this.typed.keys()].slice(typedBefore)])
      if (!after.has(token)) this.erased.add(token);
  }

  newServer(): SimServer {
    const skewMs = this.random.chance(0.1) ? this.random.pick([DAY_MS, -DAY_MS]) : 0;
    const clock = new SimClock(this.time, skewMs);
    return new SimServer({
      store: new SimStore(this.disk, (batch) => this.log.appended(batch)),
      clock,
      newClientId: () => this.#newClientId(undefined),
      newId: () => this.#newIdOrBug(),
      whoOf: (person) => this.#whoOf(person),
      mayRead: (who) => this.#mayRead(who),
      onReceive: (socket, who, bytes) => {
        this.#judge(`${who.person}|${socket.ask.clientIds[0] ?? 0}`, who, clock.now());
        this.wire.onReceived(socket, bytes);
      },
      note: (line) => this.trace.note(line),
    });
  }

  newKey(): string {
    this.#made += 1;
    return `id${this.#made}`;
  }

  #newIdOrBug(): string {
    if (this.random.chance(this.weather.bugs / 10)) throw new Error("the run lets this command throw");
    return this.newKey();
  }

  #newClientId(person: string | undefined): number {
    for (;;) {
      const id = 2 + this.random.below(0xffff_fff0);
      if (this.#owners.has(id)) continue;
      if (person !== undefined) this.#owners.set(id, person);
      return id;
    }
  }

  #whoOf(person: string): Who | undefined {
    const roles = this.roles.get(person) ?? [];
    return roles.length === 0 ? undefined : { person, name: COMMITTEE.get(person)?.name ?? "", roles };
  }

  #mayRead({ roles }: Who): boolean {
    return mayReadMeeting({ phase: phaseOf(this.log.doc), roles, settings: DEMO_SETTINGS }).allowed;
  }

  #judge(key: string, who: Who, at: string): void {
    for (const one of [key, `${key}|${at}`]) {
      const known = this.#judgedAs.get(one) ?? new Set();
      for (const role of who.roles) known.add(role);
      this.#judgedAs.set(one, known);
    }
  }

  /** As at the moment when the frame came; later when the room let it wait. */
  #rolesOf({ person, clientId, at }: NewRecord): readonly Role[] {
    const key = `${person}|${clientId}`;
    return [...(this.#judgedAs.get(`${key}|${at}`) ?? this.#judgedAs.get(key) ?? [])];
  }

  #clientDeps() {
    return {
      nowMs: () => this.time.nowMs,
      newClientId: (person: string) => this.#newClientId(person),
      random: this.random,
      connect: (ask: Ask, end: SocketEnd) => this.#connect(ask, end),
      onAllSaved: (client: SimClient) => this.#onAllSaved(client),
      note: (line: string) => this.trace.note(line),
      fail: (why: string) => this.fail(why),
    };
  }

  #connect(ask: Ask, end: SocketEnd): SimSocket {
    this.#made += 1;
    const socket = new SimSocket(`${ask.person}#${this.#made}`, ask, {
      onSent: (from, bytes) => this.wire.onSent(from, bytes),
    });
    this.sockets.set(socket, end);
    if (this.server.state !== "serving") socket.forgetServer();
    return socket;
  }

  #onAllSaved(client: SimClient): void {
    const missing = this.log.missing(Y.encodeStateAsUpdate(client.doc), { formatsMayLive: true });
    if (missing !== undefined)
      this.fail(`${client.name} says that all is saved, but not on disk is ${missing}`);
  }

  async #createMeeting(): Promise<void> {
    const doc = new Y.Doc();
    doc.clientID = this.#newClientId(undefined);
    const phase = this.random.pick(START_PHASES);
    doc.transact(() => createMeeting(doc, THREE_ITEMS, { phase, newId: () => this.newKey() }));
    const bytes = Y.encodeStateAsUpdate(doc);
    const records = [{ seq: 1, at: this.server.clock.now(), person: "referent", clientId: 0, bytes }];
    const batch = { documentId: DOCUMENT, epoch: "e1", records, summary: summaryOf(doc) };
    await new MemoryStore(this.disk).create(batch);
    this.log.appended(batch);
  }
}
