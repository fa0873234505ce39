/**
 * Asks again whether those who are in the room may stay: a login ends and a role changes while a
 * socket is open. Knows no rule; each connection brings its own question.
 */
import { LIMITS } from "../../shared/protocol/limits.ts";
import type { Clock } from "./clock.ts";
import type { Connection } from "./connection.ts";

interface DoorDeps {
  readonly clock: Clock;
  readonly connections: ReadonlyMap<string, Connection>;
  leave(connection: Connection): void;
}

export class Doorkeeper {
  readonly #deps: DoorDeps;

  constructor(deps: DoorDeps) {
    this.#deps = deps;
  }

  /** Asks those who were last asked a while ago. Fails when one could not be asked; it is asked at the next beat. */
  async askDue(): Promise<void> {
    const dueMs = this.#deps.clock.tickMs() - LIMITS.welcomeMs;
    const due = [...this.#deps.connections.values()].filter(({ welcomedMs }) => welcomedMs <= dueMs);
    await Promise.all(due.map((connection) => this.#ask(connection)));
  }

  /** After rights changed everybody is due. */
  expectAll(): void {
    for (const connection of this.#deps.connections.values())
      connection.welcomedMs = Number.NEGATIVE_INFINITY;
  }

  async #ask(connection: Connection): Promise<void> {
    const askedMs = this.#deps.clock.tickMs();
    const welcome = await connection.stillWelcome();
    if (welcome === "welcome") connection.welcomedMs = askedMs;
    else {
      connection.close(welcome);
      this.#deps.leave(connection);
    }
  }
}
