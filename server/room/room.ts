/**
 * One live document: its Y.Doc, its connections and the order of steps: check, apply, assert,
 * commit, and only then acknowledge and tell. Clock, randomness, sockets and store are handed in.
 */
import * as Y from "yjs";
import { LEDGER_START } from "../../shared/canonical/ledger.ts";
import { executeCommand } from "../../shared/commands/execute.ts";
import type { Command } from "../../shared/commands/command.ts";
import { sectionIdOfRoot, sectionsRoot } from "../../shared/document/layout.ts";
import { phaseOf } from "../../shared/document/read.ts";
import type { CommitteeSettings } from "../../shared/meeting/committee.ts";
import { areaOfSection, mayI } from "../../shared/policy/permissions.ts";
import { refusalOf, type Refusal } from "../../shared/policy/refusal.ts";
import { appliedAsPredicted, judgeUpdate, type Asker, type Verdict } from "../guard/guard.ts";
import type { NewRecord, Store, StoredDocument } from "../store/store.ts";
import { ClientOwners } from "./clientOwners.ts";
import type { Clock } from "./clock.ts";
import { CommitLog, type Entry } from "./commitLog.ts";
import { Connection, type JoinRequest, type Who } from "./connection.ts";
import { FanOut } from "./fanOut.ts";
import { ownFrame, readFrame, syncFrame, type InboundFrame } from "./frames.ts";
import { openDoc } from "./openDoc.ts";
import { summaryOf } from "./summary.ts";

export interface RoomDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
  /** A random number of 32 bits: the server's Y.Doc takes a fresh one each time a room opens. */
  readonly newClientId: () => number;
  readonly settings: CommitteeSettings;
  /** The name of a person of the committee, for attendance that names only the person. */
  readonly nameOf?: (person: string) => string | undefined;
  /** The room can no longer be trusted or can no longer save; it is gone when this is called. */
  onCollapsed(documentId: string, why: string): void;
}

export type CommandAnswer =
  | { readonly kind: "done"; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** Origin of what clients write; only such transactions are held against a verdict. */
const FROM_CLIENT = "client";

export class Room {
  readonly documentId: string;
  readonly epoch: string;
  readonly #deps: RoomDeps;
  readonly #doc: Y.Doc;
  readonly #log: CommitLog;
  readonly #owners: ClientOwners;
  readonly #connections = new Map<string, Connection>();
  readonly #fanOut: FanOut;
  readonly #authors = new Map<number, string>();
  readonly #commandsUnderWay = new Map<string, Promise<CommandAnswer>>();
  #ledger: { readonly n: number; readonly hash: string };
  #emitted: Uint8Array[] = [];
  #transactions: Y.Transaction[] = [];
  #gone = false;

  constructor(documentId: string, stored: StoredDocument, deps: RoomDeps) {
    this.documentId = documentId;
    this.epoch = stored.epoch;
    this.#deps = deps;
    this.#doc = openDoc(stored, deps.newClientId());
    this.#owners = new ClientOwners(deps.store, documentId, this.#doc, stored.clients);
    this.#ledger = stored.ledger.at(-1) ?? LEDGER_START;
    this.#log = new CommitLog(
      deps.store,
      { id: documentId, epoch: stored.epoch, lastSeq: stored.lastSeq },
      { onCommitted: (records) => this.#tell(records), onFailed: (error) => this.#collapse(String(error)) },
    );
    this.#fanOut = new FanOut({
      clock: deps.clock,
      connections: this.#connections,
      sendAll: (connection) => this.#sendAll(connection),
      giveUp: (connection) => {
        connection.close("overload");
        this.leave(connection);
      },
    });
    this.#doc.on("update", (bytes: Uint8Array) => this.#emitted.push(bytes));
    this.#doc.on("afterTransaction", (transaction: Y.Transaction) => this.#transactions.push(transaction));
  }

  get connectionCount(): number {
    return this.#connections.size;
  }

  /** The head of the sign-off ledger; undefined before the first entry. */
  get ledgerHead(): string | undefined {
    return this.#ledger.n === 0 ? undefined : this.#ledger.hash;
  }

  /** Lets a socket in. Frames that arrive meanwhile wait; a socket that may not is closed with a named code. */
  async join(request: JoinRequest): Promise<Connection> {
    const connection = new Connection(request);
    this.#connections.set(connection.id, connection);
    if (request.epoch !== undefined && request.epoch !== this.epoch)
      return this.#turnAway(connection, "otherEpoch");
    const bound = await this.#owners.bind(request.who.person, request.clientIds).catch(() => undefined);
    if (bound === false) return this.#turnAway(connection, "otherEpoch");
    // Without `bound` the store cannot save just now, and says so itself.
    if (bound === undefined || this.#gone || connection.state.kind !== "joining")
      return this.#turnAway(connection, "goingAway");
    const { early } = connection.state;
    connection.state = { kind: "open", hears: false };
    if (connection.speaksOurs) this.#send(connection, ownFrame("hello", { epoch: this.epoch }));
    if (connection.writes) this.#sendStep1(connection);
    this.#fanOut.sendPresence(connection);
    for (const bytes of early) this.receive(connection, bytes);
    return connection;
  }

  leave(connection: Connection): void {
    connection.state = { kind: "closed" };
    if (!this.#connections.delete(connection.id)) return;
    this.#fanOut.departed(connection);
  }

  /** One frame from a socket, in the order in which it was sent. */
  receive(connection: Connection, bytes: Uint8Array): void {
    if (connection.state.kind === "joining") {
      connection.state.early.push(bytes);
      return;
    }
    if (connection.state.kind === "closed" || this.#gone) return;
    const frame = readFrame(bytes);
    if (frame.kind === "document") this.#receiveDocument(connection, frame.update);
    else this.#receiveOther(connection, frame);
  }

  /** Performs a command; answers when its effect is on disk. A repeated id answers the first result. */
  async execute(who: Who, command: Command): Promise<CommandAnswer> {
    const underWay = this.#commandsUnderWay.get(command.id);
    if (underWay !== undefined) return underWay;
    const answer = this.#executeOnce(who, command);
    this.#commandsUnderWay.set(command.id, answer);
    try {
      return await answer;
    } finally {
      this.#commandsUnderWay.delete(command.id);
    }
  }

  /** Reads the document as it is now; answers when all that was read is on disk. */
  async read<T>(reader: (doc: Y.Doc) => T): Promise<T> {
    if (this.#gone) throw new Error("the room was closed");
    const value = reader(this.#doc);
    await this.#log.settled();
    return value;
  }

  /** One beat of the wheel. */
  breakSilence(): void {
    this.#fanOut.breakSilence();
  }

  /** Says goodbye, waits for what is under way, and leaves a snapshot behind. */
  async close(): Promise<void> {
    this.#closeAll("goingAway");
    // A command that was under way may add a change while the last commit is awaited.
    do await this.#log.settled();
    while (this.#log.applied > this.#log.committed);
    this.#gone = true;
    this.#fanOut.stop();
    const snapshot = {
      documentId: this.documentId,
      epoch: this.epoch,
      seq: this.#log.committed,
      bytes: Y.encodeStateAsUpdate(this.#doc),
    };
    await this.#deps.store.writeSnapshot(snapshot);
    this.#doc.destroy();
  }

  #turnAway(connection: Connection, reason: "otherEpoch" | "goingAway"): Connection {
    this.#connections.delete(connection.id);
    connection.close(reason);
    return connection;
  }

  #receiveOther(connection: Connection, frame: Exclude<InboundFrame, { kind: "document" }>): void {
    switch (frame.kind) {
      case "step1":
        this.#answerStep1(connection, frame.stateVector);
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
      case "unknown":
        // Named and let be: an older or newer client may say more than we understand.
        return;
    }
  }

  /** The diff is computed now and leaves when everything in it is on disk. */
  #answerStep1(connection: Connection, stateVector: Uint8Array): void {
    const ahead = this.#owners.isAhead(connection.who.person, stateVector);
    // Three bytes ask for the whole document, so a flood of them is a weapon.
    const tooOften = !connection.mayAskForAll(this.#deps.clock.tickMs());
    if (ahead !== false || tooOften) {
      connection.close(tooOften ? "overload" : "otherEpoch");
      this.leave(connection);
      return;
    }
    const diff = Y.encodeStateAsUpdate(this.#doc, stateVector);
    this.#log.afterCommit(this.#log.applied, () => {
      this.#send(connection, syncFrame("step2", diff));
      if (connection.state.kind === "open") connection.state.hears = true;
    });
  }

  #sendAll(connection: Connection): void {
    const all = Y.encodeStateAsUpdate(this.#doc);
    this.#log.afterCommit(this.#log.applied, () => this.#send(connection, syncFrame("update", all)));
  }

  #sendStep1(connection: Connection): void {
    const stateVector = Y.encodeStateVector(this.#doc);
    this.#log.afterCommit(this.#log.applied, () => this.#send(connection, syncFrame("step1", stateVector)));
  }

  #receiveDocument(connection: Connection, update: Uint8Array): void {
    if (connection.state.kind === "refused") return;
    // A connection without client ids only reads: its bytes are not even decoded.
    if (connection.writes) {
      const asker = this.#askerOf(connection);
      const verdict = judgeUpdate(this.#doc, update, asker);
      if (verdict.kind === "refuse") return this.#refuse(connection, verdict);
      if (verdict.kind === "apply" && !this.#apply(connection, asker, verdict)) return;
    }
    connection.judged(this.#log.applied);
    this.#log.afterCommit(this.#log.applied, () =>
      connection.acknowledge(this.#log.committed, this.#deps.clock.tickMs()),
    );
  }

  #apply(connection: Connection, asker: Asker, verdict: Verdict & { kind: "apply" }): boolean {
    this.#emitted = [];
    this.#transactions = [];
    if (
      !this.#tryApply(verdict.update) ||
      !appliedAsPredicted(this.#doc, this.#transactions, asker, verdict.roots)
    ) {
      connection.close("noRight");
      this.#collapse("an applied update did not do what the guard predicted");
      return false;
    }
    const seq = this.#record({
      at: this.#deps.clock.now(),
      person: connection.who.person,
      clientId: connection.firstClientId,
    });
    if (seq !== undefined) this.#authors.set(seq, connection.id);
    if (verdict.lost !== undefined && connection.speaksOurs) {
      const lost = ownFrame("lost", { section: "", text: verdict.lost });
      this.#log.afterCommit(this.#log.applied, () => this.#send(connection, lost));
    }
    return true;
  }

  #tryApply(update: Uint8Array): boolean {
    try {
      Y.applyUpdate(this.#doc, update, FROM_CLIENT);
      return true;
    } catch {
      // Yjs stopped half way: the same as an assertion that fails, and the caller says so aloud.
      return false;
    }
  }

  /** Puts what the document itself emitted into the log; never the client's bytes. */
  #record(facts: Omit<Entry["record"], "bytes">, more: Omit<Entry, "record"> = {}): number | undefined {
    const emitted = this.#emitted;
    this.#emitted = [];
    const first = emitted[0];
    if (first === undefined && facts.command === undefined) return undefined;
    const bytes = first === undefined ? NOTHING : emitted.length === 1 ? first : Y.mergeUpdates(emitted);
    return this.#log.add({ ...more, record: { ...facts, bytes } });
  }

  #askerOf(connection: Connection): Asker {
    const phase = phaseOf(this.#doc);
    const sections = sectionsRoot(this.#doc);
    return {
      clientIds: connection.clientIds,
      mayEdit: (root) => {
        const section = sections.get(sectionIdOfRoot(root) ?? "");
        if (section === undefined || connection.mode === "foreslaa") return false;
        const question = {
          phase,
          area: areaOfSection(section.kind),
          roles: connection.who.roles,
          act: "edit",
          settings: this.#deps.settings,
        } as const;
        return mayI(question).allowed;
      },
    };
  }

  #refuse(connection: Connection, verdict: Verdict & { kind: "refuse" }): void {
    connection.state = { kind: "refused" };
    const section = verdict.root === undefined ? null : (sectionIdOfRoot(verdict.root) ?? null);
    const refused = ownFrame("refused", { reason: verdict.reason, section });
    // It may rest on a lock or a deletion that is not on disk yet.
    this.#log.afterCommit(this.#log.applied, () => {
      if (connection.speaksOurs) return this.#send(connection, refused);
      connection.close("noRight");
      this.leave(connection);
    });
  }

  async #executeOnce(who: Who, command: Command): Promise<CommandAnswer> {
    const known = await this.#deps.store.commandResult(this.documentId, command.id);
    // Written by this class below, as JSON of an object.
    if (known !== undefined) return { kind: "done", body: JSON.parse(known) as Record<string, unknown> };
    if (this.#gone) return { kind: "refused", refusal: refusalOf("serverRestart") };
    const before = phaseOf(this.#doc);
    const now = this.#deps.clock.now();
    this.#emitted = [];
    const outcome = executeCommand(this.#doc, command, {
      now,
      newId: this.#deps.newId,
      actor: who,
      settings: this.#deps.settings,
      meetingId: this.documentId,
      nextSeq: this.#log.applied + 1,
      ledger: this.#ledger,
      ...(this.#deps.nameOf === undefined ? {} : { nameOf: this.#deps.nameOf }),
    });
    if (outcome.kind === "refused") {
      await this.#log.settled();
      return outcome;
    }
    const body = { seq: this.#log.applied + 1, ...outcome.result };
    this.#ledger = outcome.ledger.at(-1) ?? this.#ledger;
    this.#record(
      {
        at: now,
        person: who.person,
        clientId: 0,
        command: { id: command.id, effect: outcome.effect, result: JSON.stringify(body) },
      },
      { ledger: outcome.ledger, summary: summaryOf(this.#doc) },
    );
    const moved = phaseOf(this.#doc) !== before;
    await this.#log.settled();
    if (moved) this.#tellRightsChanged();
    return { kind: "done", body };
  }

  #tellRightsChanged(): void {
    for (const connection of this.#connections.values()) {
      if (connection.speaksOurs) this.#send(connection, ownFrame("rightsChanged", {}));
    }
  }

  #tell(records: readonly NewRecord[]): void {
    for (const record of records) {
      const from = this.#authors.get(record.seq);
      this.#authors.delete(record.seq);
      if (record.bytes === NOTHING) continue;
      this.#fanOut.tell(record.bytes, from);
    }
  }

  #send(connection: Connection, bytes: Uint8Array): void {
    connection.send(bytes, this.#deps.clock.tickMs());
  }

  #closeAll(reason: "goingAway"): void {
    const connections = [...this.#connections.values()];
    this.#connections.clear();
    for (const connection of connections) connection.close(reason);
  }

  /** What is in memory and not on disk must not be seen: the document is dropped and read again from the log. */
  #collapse(why: string): void {
    if (this.#gone) return;
    this.#gone = true;
    this.#fanOut.stop();
    this.#closeAll("goingAway");
    this.#doc.destroy();
    this.#deps.onCollapsed(this.documentId, why);
  }
}

/** The update that changes nothing; a command such as a sign-off of an unchanged state may have no other effect. */
const NOTHING = Y.encodeStateAsUpdate(new Y.Doc());
