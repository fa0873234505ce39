/**
 * One person's and one document's corner of the browser's storage: small values under short names,
 * each written at once and whole. A value that two tabs may write at once has a name of its own, so
 * that no tab reads, changes and writes over another one's work.
 */

/** The part of `Storage` that is used; a browser that denies storage gives none. */
export type PlainStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

export class DeviceStore {
  /** Full name of the corner; names of locks between tabs begin with it too. */
  readonly prefix: string;
  #storage: PlainStorage | undefined;

  constructor(prefix: string, storage: PlainStorage | undefined = browserStorage()) {
    this.prefix = prefix;
    this.#storage = storage;
  }

  get denied(): boolean {
    return this.#storage === undefined;
  }

  read(name: string): unknown {
    const text = this.#storage?.getItem(this.prefix + name);
    if (text === undefined || text === null) return undefined;
    try {
      const value: unknown = JSON.parse(text);
      return value;
    } catch {
      // Written by hand or by an older client: as good as nothing.
      return undefined;
    }
  }

  /** Undefined takes the value away. */
  write(name: string, value: unknown): void {
    try {
      if (value === undefined) this.#storage?.removeItem(this.prefix + name);
      else this.#storage?.setItem(this.prefix + name, JSON.stringify(value));
    } catch {
      // The device is full: from now on it counts as one that keeps nothing, and the screen says so.
      this.#storage = undefined;
    }
  }

  /** What follows `start` in the names that begin with it. */
  namesAfter(start: string): readonly string[] {
    const whole = this.prefix + start;
    const names: string[] = [];
    for (let index = 0; index < (this.#storage?.length ?? 0); index++) {
      const key = this.#storage?.key(index);
      if (key?.startsWith(whole) === true) names.push(key.slice(whole.length));
    }
    return names;
  }
}

/** The browser's storage, or undefined where it is denied (then already touching it throws). */
export function browserStorage(): PlainStorage | undefined {
  try {
    const probe = "medskriv:probe";
    window.localStorage.setItem(probe, probe);
    window.localStorage.removeItem(probe);
    return window.localStorage;
  } catch {
    // Denied or full: the screen says so, and text lives in this page alone.
    return undefined;
  }
}
