/** The commands of a run: each has one effect and one answer, however often it is sent. */
import type { Command } from "../../../shared/commands/command.ts";
import type { CommandAnswer } from "../../../server/room/commandDesk.ts";
import type { LogOracle } from "./logOracle.ts";

export interface Sent {
  readonly person: string;
  readonly command: Command;
  state: "waiting" | "asked" | "answered";
}

export class CommandBook {
  readonly #log: LogOracle;
  readonly #fail: (why: string) => void;
  readonly sent: Sent[] = [];
  readonly #answers = new Map<string, string>();

  constructor(log: LogOracle, fail: (why: string) => void) {
    this.#log = log;
    this.#fail = fail;
  }

  get waiting(): readonly Sent[] {
    return this.sent.filter(({ state }) => state === "waiting");
  }

  add(person: string, command: Command): void {
    this.sent.push({ person, command, state: "waiting" });
  }

  /** An older backup was put in place: what was answered after it is not known any more. */
  forget(): void {
    this.#answers.clear();
  }

  /** An answer leaves the server. */
  onAnswer({ person, command }: Sent, answer: CommandAnswer): void {
    const effects = this.#log.records.filter((record) => record.command?.id === command.id);
    if (effects.length > 1) this.#fail(`command ${command.id} counts ${effects.length} times`);
    if (answer.kind === "refused") return;
    const [effect] = effects;
    if (effect?.command === undefined) return this.#fail(`command ${command.id} is answered and not on disk`);
    const body = JSON.stringify(answer.body);
    if (effect.command.result !== body || effect.person !== person)
      this.#fail(`command ${command.id} is answered with ${body}, on disk is ${effect.command.result}`);
    if (command.type === "signOff" && answer.body["hash"] !== command.hash)
      this.#fail(`command ${command.id} signs another text than was shown`);
    const before = this.#answers.get(command.id);
    if (before !== undefined && before !== body) this.#fail(`command ${command.id} has two answers`);
    this.#answers.set(command.id, body);
  }
}
