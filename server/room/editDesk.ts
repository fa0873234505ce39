/**
 * The way of a document frame into the room: judge, apply, assert, record, or refuse. Nothing leaves
 * here before the commit of what it rests on. Knows no lanes; the room tells others what the log has
 * committed.
 */
import * as Y from "yjs";
import { sectionIdOfRoot, sectionsRoot } from "../../shared/document/layout.ts";
import { phaseOf } from "../../shared/document/read.ts";
import type { CommitteeSettings } from "../../shared/meeting/committee.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import { writtenAs } from "../../shared/policy/writingMode.ts";
import { appliedAsPredicted } from "../guard/assertion.ts";
import { judgeUpdate } from "../guard/guard.ts";
import { SuggestionGuard, type Mended, type Rehearsed } from "../guard/suggestionGuard.ts";
import type { Asker, Verdict } from "../guard/verdict.ts";
import type { Clock } from "./clock.ts";
import type { CommitLog } from "./commitLog.ts";
import type { Connection } from "./connection.ts";
import type { Emission } from "./emission.ts";
import { ownFrame } from "./frames.ts";
import { busyAfterUpdate } from "./pace.ts";
import type { Watch } from "./watch.ts";

const RIGHTS = { edit: "edit", suggestion: "suggest", nothing: undefined } as const;

/** Origin of what clients write; only such transactions are held against a verdict. */
const FROM_CLIENT = "client";

interface EditDeps {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly settings: CommitteeSettings;
  readonly watch?: Watch;
}

/** What the desk works on, and whom it tells. */
interface Desk {
  readonly doc: Y.Doc;
  readonly emission: Emission;
  readonly log: CommitLog;
  /** An update did not do what the guard predicted: the document in memory can no longer be trusted. */
  onBroken(): void;
  leave(connection: Connection): void;
}

export class EditDesk {
  readonly #deps: EditDeps;
  readonly #desk: Desk;
  /** Who made the changes that wait for their commit, by their number. */
  readonly #authors = new Map<number, string>();
  readonly #suggestions: SuggestionGuard;
  /** Those whose frames wait for a commit. */
  readonly #unthanked = new Set<Connection>();

  constructor(deps: EditDeps, desk: Desk) {
    this.#deps = deps;
    this.#desk = desk;
    const { clock, newId } = deps;
    this.#suggestions = new SuggestionGuard(desk.doc, {
      newId,
      now: () => clock.now(),
      tickMs: () => clock.tickMs(),
    });
  }

  /** One document frame, in the order in which it was sent. */
  receive(connection: Connection, update: Uint8Array): void {
    connection.busyUntilMs = busyAfterUpdate(connection.busyUntilMs, this.#deps.clock.tickMs());
    if (connection.state.kind === "refused") return;
    const asker = this.#askerOf(connection);
    const verdict = judgeUpdate(this.#desk.doc, update, asker);
    if (verdict.kind === "refuse") return this.#refuse(connection, verdict);
    if (verdict.kind === "apply") {
      const rehearsed = this.#suggestions.rehearse(verdict, asker);
      if (rehearsed.kind === "refuse") return this.#refuse(connection, rehearsed);
      if (!this.#apply(connection, asker, rehearsed)) return;
    }
    this.#judged(connection, lostFrameOf(verdict));
  }

  /** A document frame of somebody who only reads: counted, and that is all. */
  drop(connection: Connection): void {
    if (connection.state.kind !== "refused") this.#judged(connection);
  }

  /** One beat of the wheel. */
  forgetUnused(): void {
    this.#suggestions.forgetUnused();
  }

  /** Something was committed: each sender is thanked once for all its frames that are on disk now. */
  thank(): void {
    for (const connection of this.#unthanked) this.#thankOne(connection);
  }

  /** Which connection made the change with this number; asked once, when it is committed. */
  takeAuthor(seq: number): string | undefined {
    const author = this.#authors.get(seq);
    this.#authors.delete(seq);
    return author;
  }

  #judged(connection: Connection, lost?: Uint8Array): void {
    const { applied, committed } = this.#desk.log;
    connection.judged(applied, lost);
    if (applied > committed) this.#unthanked.add(connection);
    else this.#thankOne(connection);
  }

  #thankOne(connection: Connection): void {
    const isAll = connection.acknowledge(this.#desk.log.committed, this.#deps.clock.tickMs());
    if (isAll || !connection.isHeard) this.#unthanked.delete(connection);
  }

  #apply(connection: Connection, asker: Asker, rehearsed: Rehearsed): boolean {
    const { doc, emission } = this.#desk;
    const { update, roots } = rehearsed.verdict;
    emission.begin();
    const isAsPredicted =
      this.#tryApply(update) && appliedAsPredicted(doc, emission.transactions, asker, roots);
    const mended = isAsPredicted ? this.#trySettle(rehearsed) : "broken";
    if (mended === "broken") {
      connection.close("noRight");
      this.#desk.onBroken();
      return false;
    }
    this.#record(connection, mended);
    return true;
  }

  #tryApply(update: Uint8Array): boolean {
    try {
      Y.applyUpdate(this.#desk.doc, update, FROM_CLIENT);
      return true;
    } catch {
      // Yjs stopped half way: the same as an assertion that fails, and the caller says so aloud.
      return false;
    }
  }

  /** What the server writes is not the client's: the guard of suggestions holds it to what was there before. */
  #trySettle(rehearsed: Rehearsed): Mended {
    try {
      return this.#suggestions.settle(rehearsed, this.#desk.emission.transactions);
    } catch {
      // The client's part is in the document and not in the log: the same as an assertion that fails.
      return "broken";
    }
  }

  /** Puts what the document itself emitted into the log; never the client's bytes. */
  #record(connection: Connection, mended: "whole" | "mended"): void {
    const bytes = this.#desk.emission.take();
    if (bytes === undefined) return;
    const { who, firstClientId } = connection;
    const record = { at: this.#deps.clock.now(), person: who.person, clientId: firstClientId, bytes };
    const seq = this.#desk.log.add({ record });
    // What the server wrote is news to the sender as well.
    if (mended === "whole") this.#authors.set(seq, connection.id);
  }

  #askerOf(connection: Connection): Asker {
    const phase = phaseOf(this.#desk.doc);
    const sections = sectionsRoot(this.#desk.doc);
    return {
      clientIds: connection.clientIds,
      person: connection.who.person,
      authorOf: (id) => this.#suggestions.authorOf(id),
      rightIn: (root) => {
        const section = sections.get(sectionIdOfRoot(root) ?? "");
        if (section === undefined) return undefined;
        const { roles } = connection.who;
        const question = { phase, area: areaOfSection(section.kind), roles, settings: this.#deps.settings };
        return RIGHTS[writtenAs(connection.mode, question) ?? "nothing"];
      },
    };
  }

  #refuse(connection: Connection, verdict: Verdict & { kind: "refuse" }): void {
    connection.state = { kind: "refused" };
    this.#deps.watch?.editRefused(verdict.reason);
    const section = verdict.root === undefined ? null : (sectionIdOfRoot(verdict.root) ?? null);
    const refused = ownFrame("refused", { reason: verdict.reason, section });
    const { log } = this.#desk;
    // It may rest on a lock or a deletion that is not on disk yet.
    log.afterCommit(log.applied, () => {
      // What is acknowledged is not among the words that the client now has to keep.
      this.#thankOne(connection);
      if (connection.speaksOurs) return this.#send(connection, refused);
      connection.close("noRight");
      this.#desk.leave(connection);
    });
  }

  #send(connection: Connection, bytes: Uint8Array): void {
    connection.send(bytes, this.#deps.clock.tickMs());
  }
}

function lostFrameOf(verdict: Verdict): Uint8Array | undefined {
  if (verdict.kind !== "apply" || verdict.lost === undefined) return undefined;
  return ownFrame("lost", { section: "", text: verdict.lost });
}
