/**
 * Performs commands on a room's document, each once: by its id a repeat finds the first answer.
 * Knows no sockets; the room tells others what the log has committed.
 */
import type * as Y from "yjs";
import { LEDGER_START } from "../../shared/canonical/ledger.ts";
import type { Command } from "../../shared/commands/command.ts";
import { executeCommand, judgeCommand } from "../../shared/commands/execute.ts";
import type { CommandContext } from "../../shared/commands/plan.ts";
import { whyNotApproved } from "../../shared/commands/signOffCommands.ts";
import { phaseOf } from "../../shared/document/read.ts";
import type { CommitteeSettings } from "../../shared/meeting/committee.ts";
import { refusalOf, type Refusal } from "../../shared/policy/refusal.ts";
import { isCannotSave, type CommandResult, type NewLedgerEntry, type Store } from "../store/store.ts";
import type { Clock } from "./clock.ts";
import type { CommitLog } from "./commitLog.ts";
import type { Who } from "./connection.ts";
import { NOTHING, type Emission } from "./emission.ts";
import type { LockRound, PhaseMove } from "./lockRound.ts";
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
  readonly lock: LockRound;
  isGone(): boolean;
  /** A command threw half way: the document in memory is no longer the one in the log. */
  onBroken(): void;
  /** The meeting is in another phase, on disk: rights have changed. */
  onMoved(): void;
  /** A lock was announced and does not come; the message says why, if a text was in the way. */
  onKept(message: string | undefined): void;
}

type Refused = Extract<CommandAnswer, { readonly kind: "refused" }>;

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
    const { documentId } = this.#desk;
    const known = await this.#deps.store.commandResult(documentId, command.id);
    if (known !== undefined) return known.person === who.person ? answered(known) : USED_ID;
    // A command that cannot be saved would cost everybody in the room a reconnect.
    await this.#deps.store.probe();
    return this.#lockThenPerform(who, command);
  }

  /**
   * A move that takes the right to write from somebody here waits for their last words, and is then
   * judged again on the document as it is. Between a judgement and its effect nothing is awaited.
   */
  async #lockThenPerform(who: Who, command: Command): Promise<CommandAnswer> {
    const { lock } = this.#desk;
    for (;;) {
      if (this.#desk.isGone()) return RESTARTING;
      const move = this.#lockingMove(who, command);
      if (move === undefined) return this.#performAndTell(who, command);
      const answer = await lock.begin(move);
      if (answer === "stopped") return RESTARTING;
      if (answer === "waited") continue;
      try {
        return await this.#performAndTell(who, command, move);
      } finally {
        lock.end();
      }
    }
  }

  /** Judges for the first time; all but the two that move the meeting are judged only once. */
  #lockingMove(who: Who, command: Command): PhaseMove | undefined {
    if (command.type !== "advance" && command.type !== "signOff") return undefined;
    const { doc, lock } = this.#desk;
    const judged = judgeCommand(doc, command, this.#context(who));
    if (judged.kind === "refused" || judged.movesTo === undefined) return undefined;
    const move = { from: phaseOf(doc), to: judged.movesTo };
    return lock.concerns(move) ? move : undefined;
  }

  /** Answers, and tells others, when the effect is on disk; `announced`: the move that writers were told of. */
  async #performAndTell(who: Who, command: Command, announced?: PhaseMove): Promise<CommandAnswer> {
    const { doc, log } = this.#desk;
    const before = phaseOf(doc);
    const answer = this.#performWhole(who, command, announced);
    const moved = phaseOf(doc) !== before;
    const kept = whyKept(doc, announced);
    if (!(await isSaved(log))) return RESTARTING;
    if (moved) this.#desk.onMoved();
    else if (announced !== undefined) this.#desk.onKept(kept?.message);
    return answer;
  }

  /** Yjs keeps what a transaction did before it threw, so after a bug the document itself must go. */
  #performWhole(who: Who, command: Command, announced?: PhaseMove): CommandAnswer {
    try {
      return this.#perform(who, command, announced);
    } catch (error) {
      this.#desk.onBroken();
      throw error;
    }
  }

  /** Changes the document and hands the change to the log, in one step. */
  #perform(who: Who, command: Command, announced?: PhaseMove): CommandAnswer {
    const { doc, emission, log } = this.#desk;
    const context = this.#context(who);
    const { now: at, nextSeq: seq } = context;
    emission.begin();
    const outcome = executeCommand(doc, command, context);
    const notLocked = whyKept(doc, announced);
    if (outcome.kind === "refused") return explained(outcome, notLocked);
    const body = { seq, ...outcome.result, ...(notLocked === undefined ? {} : { notLocked }) };
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

  #context(actor: Who): CommandContext {
    const { clock, nameOf, newId, settings } = this.#deps;
    return {
      now: clock.now(),
      newId,
      actor,
      settings,
      meetingId: this.#desk.documentId,
      nextSeq: this.#desk.log.applied + 1,
      ledger: this.#ledger,
      ...(nameOf === undefined ? {} : { nameOf }),
    };
  }
}

/** Another person's answer is not ours to give: it may tell of what this one may not do. */
const USED_ID: CommandAnswer = { kind: "refused", refusal: refusalOf("usedId") };

/** The store cannot save: an answer. Anything else is a bug. */
function refusedUnlessBroken(error: unknown): CommandAnswer {
  if (isCannotSave(error)) return { kind: "refused", refusal: refusalOf("cannotSave") };
  throw error;
}

/** False when the room went away meanwhile: nobody knows what became of it, and a repeat finds out. */
async function isSaved(log: CommitLog): Promise<boolean> {
  try {
    await log.settled();
    return true;
  } catch (error) {
    if (isCannotSave(error)) throw error;
    return false;
  }
}

const RESTARTING: CommandAnswer = { kind: "refused", refusal: refusalOf("serverRestart") };

/** The signer's own item may be the one that changed while the others sent their last words. */
function explained(refused: Refused, notLocked: Refusal | undefined): Refused {
  const isChanged = refused.refusal.reason === "textChanged" && notLocked !== undefined;
  return isChanged ? { kind: "refused", refusal: notLocked } : refused;
}

/** Why a signature that would have locked the referat did not. */
function whyKept(doc: Y.Doc, move: PhaseMove | undefined): Refusal | undefined {
  return move?.to === "godkendt" && phaseOf(doc) === move.from ? whyNotApproved(doc) : undefined;
}

function answered({ result }: CommandResult): CommandAnswer {
  // Written by the desk, as JSON of an object.
  return { kind: "done", body: JSON.parse(result) as Record<string, unknown> };
}
