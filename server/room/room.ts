/**
 * One live document: its Y.Doc, its door and its life. Edits and commands have their desks, the log
 * commits, and only then others are told. Clock, randomness, sockets and store are handed in.
 */
import * as Y from "yjs";
import type { Command } from "../../shared/commands/command.ts";
import { isCannotSave, type NewRecord, type StoredDocument } from "../store/store.ts";
import { ClientOwners } from "./clientOwners.ts";
import { CommandDesk, type CommandAnswer, type CommandDeps } from "./commandDesk.ts";
import { CommitLog } from "./commitLog.ts";
import { Connection, type JoinRequest, type Who } from "./connection.ts";
import { Doorkeeper } from "./doorkeeper.ts";
import { EditDesk } from "./editDesk.ts";
import { Emission, NOTHING } from "./emission.ts";
import { FanOut } from "./fanOut.ts";
import { isDocumentFrame, ownFrame, readFrame, type InboundFrame } from "./frames.ts";
import { Intake } from "./intake.ts";
import { LockRound } from "./lockRound.ts";
import { openDoc } from "./openDoc.ts";
import { Snapshots } from "./snapshots.ts";
import { SyncDesk } from "./syncDesk.ts";
import { factsOf, type RoomFacts, type Watch } from "./watch.ts";

export interface RoomDeps extends CommandDeps {
  /** Keeps count; a room goes without as well. */
  readonly watch?: Watch;
  /** A random number of 32 bits: the server's Y.Doc takes a fresh one each time a room opens. */
  readonly newClientId: () => number;
  /** The room can no longer be trusted or can no longer save; it is gone when this is called. */
  onCollapsed(documentId: string, why: string): void;
  /** Something went wrong that nobody waits for; the room goes on. */
  readonly onError?: (error: unknown) => void;
}

export class Room {
  readonly documentId: string;
  readonly epoch: string;
  readonly #deps: RoomDeps;
  readonly #doc: Y.Doc;
  readonly #log: CommitLog;
  readonly #commands: CommandDesk;
  readonly #edits: EditDesk;
  readonly #syncs: SyncDesk;
  readonly #intake: Intake;
  readonly #owners: ClientOwners;
  readonly #connections = new Map<string, Connection>();
  readonly #fanOut: FanOut;
  readonly #door: Doorkeeper;
  readonly #lock: LockRound;
  readonly #snapshots: Snapshots;
  #gone = false;

  constructor(documentId: string, stored: StoredDocument, deps: RoomDeps) {
    this.documentId = documentId;
    this.epoch = stored.epoch;
    this.#deps = deps;
    this.#doc = openDoc(stored, deps.newClientId());
    this.#owners = new ClientOwners(deps.store, documentId, this.#doc, stored.clients);
    const leave = (connection: Connection) => this.leave(connection);
    const emission = new Emission(this.#doc);
    this.#log = new CommitLog(
      deps.store,
      { id: documentId, epoch: stored.epoch, lastSeq: stored.lastSeq },
      {
        onCommitted: (records) => this.#tell(records),
        onCommitting: (records) => deps.watch?.commitBegins(records),
        onFailed: (error) => this.#collapse(String(error), isCannotSave(error) ? "cannotSave" : "goingAway"),
      },
    );
    this.#fanOut = new FanOut({
      waitsForDisk: () => this.#log.applied > this.#log.committed,
      clock: deps.clock,
      connections: this.#connections,
      sendMissed: (connection, missed) => this.#syncs.sendMissed(connection, missed),
      giveUp: (connection) => this.#giveUp(connection),
    });
    this.#snapshots = new Snapshots(deps.store, { documentId, doc: this.#doc, stored });
    this.#door = new Doorkeeper({
      clock: deps.clock,
      connections: this.#connections,
      leave,
    });
    this.#lock = new LockRound({
      clock: deps.clock,
      settings: deps.settings,
      connections: this.#connections,
    });
    this.#syncs = new SyncDesk(
      { clock: deps.clock, doc: this.#doc, log: this.#log, owners: this.#owners, leave },
      stored,
    );
    this.#intake = new Intake({
      clock: deps.clock,
      take: (connection, bytes) => this.#take(connection, bytes),
      onLastTaken: leave,
      onThrown: (connection, error) => {
        deps.onError?.(error);
        this.#giveUp(connection);
      },
    });
    this.#edits = new EditDesk(deps, {
      doc: this.#doc,
      emission,
      log: this.#log,
      onBroken: () => this.#collapse("an applied update did not do what the guard predicted"),
      leave,
    });
    this.#commands = new CommandDesk(deps, {
      documentId,
      doc: this.#doc,
      emission,
      log: this.#log,
      ledger: stored.ledger,
      isGone: () => this.#gone,
      lock: this.#lock,
      onBroken: () => this.#collapse("a command threw half way"),
      onMoved: () => this.#tellRightsChanged(),
      onKept: (message) => this.#tellWriters(message === undefined ? {} : { message }),
    });
  }

  get facts(): RoomFacts {
    return factsOf(this.#connections.values(), this.#log);
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** The head of the sign-off ledger; undefined before the first entry. */
  get ledgerHead(): string | undefined {
    return this.#commands.ledgerHead;
  }

  /** Lets a socket in. Frames that arrive meanwhile wait; a socket that may not is closed with a named code. */
  async join(request: JoinRequest): Promise<Connection> {
    const connection = new Connection(request, this.#deps.clock);
    this.#connections.set(connection.id, connection);
    if (request.epoch !== undefined && request.epoch !== this.epoch)
      return this.#turnAway(connection, "otherEpoch");
    const bound = await this.#owners.bind(request.who.person, request.clientIds).catch(() => undefined);
    if (bound === false) return this.#turnAway(connection, "otherEpoch");
    // Without `bound` the store cannot save just now, and says so itself.
    if (bound === undefined) return this.#turnAway(connection, "cannotSave");
    if (this.#gone || connection.state.kind !== "joining") return this.#turnAway(connection, "goingAway");
    const { early } = connection.state;
    connection.state = { kind: "open", hears: false };
    if (connection.speaksOurs) this.#send(connection, ownFrame("hello", { epoch: this.epoch }));
    if (connection.writes) this.#syncs.sendStep1(connection);
    this.#fanOut.sendPresence(connection);
    for (const bytes of early) this.receive(connection, bytes);
    this.#lock.joined(connection);
    return connection;
  }

  /** The socket is gone, or going. What it had sent before is still taken, unless we closed it. */
  leave(connection: Connection): void {
    if (connection.isHeard && !this.#intake.isDoneWith(connection)) return;
    connection.state = { kind: "closed" };
    this.#intake.forget(connection);
    if (!this.#connections.delete(connection.id)) return;
    this.#fanOut.departed(connection);
    this.#lock.answered(connection);
  }

  /** One frame from a socket, in the order in which it was sent. */
  receive(connection: Connection, bytes: Uint8Array): void {
    if (connection.state.kind === "joining") {
      connection.state.early.push(bytes);
      return;
    }
    if (connection.isHeard && !this.#gone) this.#intake.receive(connection, bytes);
  }

  /** Performs a command; answers when its effect is on disk. A repeated id answers the first result. */
  execute(who: Who, command: Command): Promise<CommandAnswer> {
    return this.#commands.execute(who, command);
  }

  /** Reads the document as it is now; answers when all that was read is on disk. */
  async read<T>(reader: (doc: Y.Doc) => T): Promise<T> {
    if (this.#gone) throw new Error("the room was closed");
    const value = reader(this.#doc);
    await this.#log.settled();
    return value;
  }

  /** Closes those whose login ended or who may no longer read; asked once a minute and after a phase move. */
  async askWhoMayStay(): Promise<void> {
    await this.#door.askDue();
  }

  /** One beat of the wheel. */
  breakSilence(): void {
    this.#fanOut.breakSilence();
    this.#syncs.forgetKept();
    this.#edits.forgetUnused();
  }

  /** Says goodbye, waits for what is under way, and leaves a snapshot behind. */
  async close(): Promise<void> {
    this.#lock.stop();
    this.#closeAll("goingAway");
    // A command that was under way may add a change while the last commit is awaited.
    do await this.#log.settled().catch(ignore);
    while (this.#log.applied > this.#log.committed && !this.#gone);
    // The last commit failed: the room has collapsed, and said so.
    if (this.#gone) return;
    this.#gone = true;
    this.#intake.stop();
    this.#fanOut.stop();
    // Without a new snapshot the next opening only takes longer.
    await this.#snapshots.write(this.#log.committed).catch(ignore);
    this.#doc.destroy();
  }

  /** It cannot be served now; it is closed and comes back. */
  #giveUp(connection: Connection): void {
    connection.close("overload");
    this.leave(connection);
  }

  #turnAway(connection: Connection, reason: "otherEpoch" | "goingAway" | "cannotSave"): Connection {
    this.#connections.delete(connection.id);
    connection.close(reason);
    return connection;
  }

  #take(connection: Connection, bytes: Uint8Array): void {
    if (!connection.isHeard || this.#gone) return;
    // A connection without client ids only reads: what it writes is not even decoded.
    if (!connection.writes && isDocumentFrame(bytes)) return this.#edits.drop(connection);
    const frame = readFrame(bytes);
    if (frame.kind !== "document") this.#receiveOther(connection, frame);
    else if (connection.writes) this.#edits.receive(connection, frame.update);
    else this.#edits.drop(connection);
  }

  #receiveOther(connection: Connection, frame: Exclude<InboundFrame, { kind: "document" }>): void {
    switch (frame.kind) {
      case "step1":
        this.#syncs.answerStep1(connection, frame.stateVector);
        return;
      case "awareness":
        this.#fanOut.receivePresence(connection, frame.update);
        return;
      case "queryAwareness":
        this.#fanOut.sendPresence(connection);
        return;
      case "mode":
        connection.mode = frame.mode;
        return;
      case "flushed":
        this.#lock.answered(connection);
        return;
      case "unknown":
        // Named and let be: an older or newer client may say more than we understand.
        return;
    }
  }

  #tellRightsChanged(): void {
    this.#door.expectAll();
    // If somebody cannot be asked now, the wheel asks at its next beat, and says so if it cannot either.
    this.#deps.clock.after(0, () => void this.askWhoMayStay().catch(() => this.#door.expectAll()));
    // First the phase, then the word that it changed: else a writer would begin again in between.
    this.#fanOut.flushNow();
    for (const connection of this.#connections.values()) {
      if (connection.speaksOurs) this.#send(connection, ownFrame("rightsChanged", {}));
    }
  }

  /** A lock that was announced does not come. */
  #tellWriters(body: { readonly message?: string }): void {
    this.#fanOut.flushNow();
    for (const connection of this.#connections.values()) {
      if (connection.speaksOurs && connection.writes) this.#send(connection, ownFrame("rightsChanged", body));
    }
  }

  #tell(records: readonly NewRecord[]): void {
    this.#edits.thank();
    const changes = records.map(({ seq, bytes }) => ({ bytes, from: this.#edits.takeAuthor(seq) }));
    this.#fanOut.tell(changes.filter(({ bytes }) => bytes !== NOTHING));
    if (this.#log.applied > this.#log.committed) return;
    // A snapshot that fails costs only time at the next opening; the next commit tries again.
    this.#snapshots.whenDue(this.#log.committed).catch(ignore);
  }

  #send(connection: Connection, bytes: Uint8Array): void {
    connection.send(bytes, this.#deps.clock.tickMs());
  }

  /** Whoever only reads comes back at once: what is on disk can be read whatever happened. */
  #closeAll(reasonForWriters: "goingAway" | "cannotSave"): void {
    const connections = [...this.#connections.values()];
    this.#connections.clear();
    for (const connection of connections)
      connection.close(connection.writes ? reasonForWriters : "goingAway");
  }

  /** What is in memory and not on disk must not be seen: the document is dropped and read again from the log. */
  #collapse(why: string, reasonForWriters: "goingAway" | "cannotSave" = "goingAway"): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#log.stop();
    this.#lock.stop();
    this.#intake.stop();
    this.#fanOut.stop();
    this.#closeAll(reasonForWriters);
    this.#doc.destroy();
    this.#deps.onCollapsed(this.documentId, why);
  }
}

function ignore(): void {
  // See where it is used.
}
