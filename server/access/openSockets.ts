/**
 * The open sockets of each login: so many and no more, and all of them cut at the moment in which
 * the login is revoked. Knows no rooms and no people, only a login's name and a way to end a socket.
 */
import { LIMITS } from "../../shared/protocol/limits.ts";

export interface OpenSocket {
  /** The login ended: close at once. */
  cut(): void;
  /** One beat of the wheel. */
  beat(): void;
}

export class OpenSockets {
  readonly #ofLogin = new Map<string, Set<OpenSocket>>();

  /** False when this login has as many sockets as it may. */
  add(login: string, socket: OpenSocket): boolean {
    const open = this.#ofLogin.get(login) ?? new Set();
    if (open.size >= LIMITS.socketsPerLogin) return false;
    this.#ofLogin.set(login, open.add(socket));
    return true;
  }

  remove(login: string, socket: OpenSocket): void {
    const open = this.#ofLogin.get(login);
    if (open?.delete(socket) === true && open.size === 0) this.#ofLogin.delete(login);
  }

  /** Each socket looks whether its other side is still there. */
  beat(): void {
    for (const sockets of this.#ofLogin.values()) for (const socket of sockets) socket.beat();
  }

  cut(login: string): void {
    for (const socket of this.#ofLogin.get(login) ?? []) socket.cut();
  }
}
