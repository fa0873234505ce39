/**
 * Before a phase move takes the right to write from people who are here, they are asked for their
 * last words: each stops taking keys, sends what it has and says so. The round ends when all have
 * answered, or after a fixed time, so that nobody can hold a lock up. What is moved, and whether it
 * still may be, is not known here.
 */
import type { CommitteeSettings } from "../../shared/meeting/committee.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { takesPen } from "../../shared/policy/lifecycle.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";
import { ownFrame } from "./frames.ts";

export interface PhaseMove {
  readonly from: Phase;
  readonly to: Phase;
}

type State =
  | { readonly kind: "none" }
  | {
      readonly kind: "asking";
      readonly move: PhaseMove;
      readonly endsMs: number;
      /** Those who have not answered. */
      readonly silent: Set<Connection>;
      finish(answer: "answered" | "stopped"): void;
    }
  /** All has been said; the move is being judged and written. */
  | { readonly kind: "closing" }
  /** The room is going away. */
  | { readonly kind: "stopped" };

interface RoundDeps {
  readonly clock: Clock;
  readonly settings: CommitteeSettings;
  readonly connections: ReadonlyMap<string, Connection>;
}

export class LockRound {
  readonly #deps: RoundDeps;
  #state: State = { kind: "none" };
  /** Moves that wait for the end of this round. */
  #next: (() => void)[] = [];

  constructor(deps: RoundDeps) {
    this.#deps = deps;
  }

  /** Is there anybody here whose last words the move must wait for? */
  concerns(move: PhaseMove): boolean {
    return this.#losers(move).length > 0;
  }

  /** Asks them, and answers when they have answered or time is up. Only one round at a time: others wait here. */
  async begin(move: PhaseMove): Promise<"answered" | "stopped" | "waited"> {
    if (this.#state.kind === "stopped") return "stopped";
    if (this.#state.kind !== "none") {
      await new Promise<void>((resolve) => this.#next.push(resolve));
      // Whatever was moved meanwhile: this one must be judged again before it may ask.
      return "waited";
    }
    return this.#ask(move);
  }

  /** The move has been made, or not: the next one may be judged. */
  end(): void {
    if (this.#state.kind !== "stopped") this.#state = { kind: "none" };
    for (const wake of this.#next.splice(0)) wake();
  }

  /** Says `flushed`, or has left: what it had has come, or comes no more. */
  answered(connection: Connection): void {
    if (this.#state.kind !== "asking") return;
    this.#state.silent.delete(connection);
    if (this.#state.silent.size === 0) this.#state.finish("answered");
  }

  /** Somebody came in the middle, maybe with words from offline: asked too, for the time that is left. */
  joined(connection: Connection): void {
    if (this.#state.kind !== "asking" || !isLoser(connection, this.#state.move, this.#deps.settings)) return;
    this.#state.silent.add(connection);
    this.#tell(connection, this.#state.endsMs);
  }

  /** The room goes away: nobody waits any more. */
  stop(): void {
    const before = this.#state;
    this.#state = { kind: "stopped" };
    if (before.kind === "asking") before.finish("stopped");
    this.end();
  }

  #ask(move: PhaseMove): Promise<"answered" | "stopped"> {
    const { clock } = this.#deps;
    return new Promise((resolve) => {
      const cancel = clock.after(LIMITS.lockFlushMs, () => finish("answered"));
      const finish = (answer: "answered" | "stopped") => {
        cancel();
        if (answer === "answered") this.#state = { kind: "closing" };
        resolve(answer);
      };
      const asked = this.#losers(move);
      const endsMs = clock.tickMs() + LIMITS.lockFlushMs;
      this.#state = { kind: "asking", move, endsMs, silent: new Set(asked), finish };
      for (const connection of asked) this.#tell(connection, endsMs);
    });
  }

  #tell(connection: Connection, endsMs: number): void {
    const nowMs = this.#deps.clock.tickMs();
    connection.send(ownFrame("lockPending", { withinMs: Math.max(0, Math.round(endsMs - nowMs)) }), nowMs);
  }

  #losers(move: PhaseMove): readonly Connection[] {
    return [...this.#deps.connections.values()].filter((each) => isLoser(each, move, this.#deps.settings));
  }
}

/** Clients that do not know the question are not waited for; a refused one sends nothing that counts. */
function isLoser(connection: Connection, move: PhaseMove, settings: CommitteeSettings): boolean {
  const { speaksOurs, state, who, writes } = connection;
  return speaksOurs && writes && state.kind === "open" && takesPen({ ...move, roles: who.roles, settings });
}
