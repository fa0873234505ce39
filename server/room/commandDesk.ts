/**
 * Performs commands on a room's document, each once: by its id a repeat finds the first answer.
 * Knows no sockets; the room tells others what the log has committed.
 */
import type * as Y from "yjs";
import { LEDGER_START } from "../../shared/canonical/ledger.ts";
import type { Command } from "../../shared/commands/command.ts";
import { executeCommand } from "../../shared/commands/execute.ts";
import { phaseOf } from "../../shared/document/read.ts";
import type { CommitteeSettings } from "../../shared/meeting/committee.ts";
import { refusalOf, type Refusal } from "../../shared/policy/refusal.ts";
import { isCannotSave, type CommandResult, type NewLedgerEntry, type Store } from "../store/store.ts";
import type { Clock } from "./clock.ts";
import type { CommitLog } from "./commitLog.ts";
import type { Who } from "./connection.ts";
import { NOTHING, type Emission } from "./emission.ts";
import { summaryOf } from "./summary.ts";

export type CommandAnswer =
  | { readonly kind: "done"; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: "refused"; readonly refusal: Refusal };

export interface CommandDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly settings: CommitteeSettings;
  /** The name of a person of the committee, for attendance that names only the person. */
  readonly nameOf?: (person: string) => string | undefined;
}

/** What the desk works on, and whom it tells. */
interface Desk {
  readonly documentId: string;
  readonly doc: Y.Doc;
  readonly emission: Emission;
  readonly log: CommitLog;
  readonly ledger: readonly NewLedgerEntry[];
  isGone(): boolean;
  /** A command threw half way: the document in memory is no longer the one in the log. */
  onBroken(): void;
  /** The meeting is in another phase, on disk: rights have changed. */
  onMoved(): void;
}

interface UnderWay {
  readonly person: string;
  readonly answer: Promise<CommandAnswer>;
}

export class CommandDesk {
  readonly #deps: CommandDeps;
  readonly #desk: Desk;
  readonly #underWay = new Map<string, UnderWay>();
  #ledger: { readonly n: number; readonly hash: string };

  constructor(deps: CommandDeps, desk: Desk) {
    this.#deps = deps;
    this.#desk = desk;
    this.#ledger = desk.ledger.at(-1) ?? LEDGER_START;
  }

  /** The head of the sign-off ledger; undefined before the first entry. */
  get ledgerHead(): string | undefined {
    return this.#ledger.n === 0 ? undefined : this.#ledger.hash;
  }

  /** Answers when the effect is on disk. */
  async execute(who: Who, command: Command): Promise<CommandAnswer> {
    const underWay = this.#underWay.get(command.id);
    if (underWay !== undefined) return underWay.person === who.person ? underWay.answer : USED_ID;
    const answer = this.#executeOnce(who, command).catch(refusedUnlessBroken);
    this.#underWay.set(command.id, { person: who.person, answer });
    try {
      return await answer;
    } finally {
      this.#underWay.delete(command.id);
    }
  }

  async #executeOnce(who: Who, command: Command): Promise<CommandAnswer> {
    const { doc, documentId, log } = this.#desk;
    const known = await this.#deps.store.commandResult(documentId, command.id);
    if (known !== undefined) return known.person === who.person ? answered(known) : USED_ID;
    // A command that cannot be saved would cost everybody in the room a reconnect.
    await this.#deps.store.probe();
    if (this.#desk.isGone()) return { kind: "refused", refusal: refusalOf("serverRestart") };
    const before = phaseOf(doc);
    const answer = this.#performWhole(who, command);
    const moved = phaseOf(doc) !== before;
    await log.settled();
    if (moved) this.#desk.onMoved();
    return answer;
  }

  /** Yjs keeps what a transaction did before it threw, so after a bug the document itself must go. */
  #performWhole(who: Who, command: Command): CommandAnswer {
    try {
      return this.#perform(who, command);
    } catch (error) {
      this.#desk.onBroken();
      throw error;
    }
  }

  /** Changes the document and hands the change to the log, in one step. */
  #perform(who: Who, command: Command): CommandAnswer {
    const { doc, documentId, emission, log } = this.#desk;
    const at = this.#deps.clock.now();
    const seq = log.applied + 1;
    emission.begin();
    const outcome = executeCommand(doc, command, {
      now: at,
      newId: this.#deps.newId,
      actor: who,
      settings: this.#deps.settings,
      meetingId: documentId,
      nextSeq: seq,
      ledger: this.#ledger,
      ...(this.#deps.nameOf === undefined ? {} : { nameOf: this.#deps.nameOf }),
    });
    if (outcome.kind === "refused") return outcome;
    const body = { seq, ...outcome.result };
    const record = {
      at,
      person: who.person,
      clientId: 0,
      command: { id: command.id, effect: outcome.effect, result: JSON.stringify(body) },
      bytes: emission.take() ?? NOTHING,
    };
    log.add({ record, ledger: outcome.ledger, summary: summaryOf(doc) });
    this.#ledger = outcome.ledger.at(-1) ?? this.#ledger;
    return { kind: "done", body };
  }
}

/** Another person's answer is not ours to give: it may tell of what this one may not do. */
const USED_ID: CommandAnswer = { kind: "refused", refusal: refusalOf("usedId") };

/** The store cannot save: an answer. Anything else is a bug. */
function refusedUnlessBroken(error: unknown): CommandAnswer {
  if (isCannotSave(error)) return { kind: "refused", refusal: refusalOf("cannotSave") };
  throw error;
}

function answered({ result }: CommandResult): CommandAnswer {
  // Written by the desk, as JSON of an object.
  return { kind: "done", body: JSON.parse(result) as Record<string, unknown> };
}
