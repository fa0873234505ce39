/** A value read from the document, as React state: read again when one of its roots changed, stable while equal. */
import { equalityDeep } from "lib0/function";
import { useMemo, useSyncExternalStore } from "react";
import type * as Y from "yjs";
import { oncePerFrame } from "./animationFrame.ts";

/** Without `roots` every change of the document counts. `read` may be a new function at each render. */
export function useDocument<T>(doc: Y.Doc, read: (doc: Y.Doc) => T, roots?: readonly string[]): T {
  const key = roots?.join("\n");
  const reader = useMemo(() => new DocumentReader<T>(doc, key?.split("\n")), [doc, key]);
  return useSyncExternalStore(reader.subscribe, () => reader.value(read));
}

class DocumentReader<T> {
  readonly #doc: Y.Doc;
  readonly #roots: readonly string[] | undefined;
  #version = 0;
  #last: { readonly version: number; readonly read: (doc: Y.Doc) => T; readonly value: T } | undefined;

  constructor(doc: Y.Doc, roots: readonly string[] | undefined) {
    this.#doc = doc;
    this.#roots = roots;
  }

  value(read: (doc: Y.Doc) => T): T {
    const last = this.#last;
    if (last !== undefined && last.version === this.#version && last.read === read) return last.value;
    const fresh = read(this.#doc);
    const value = last !== undefined && equalityDeep(fresh, last.value) ? last.value : fresh;
    this.#last = { version: this.#version, read, value };
    return value;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    const job = oncePerFrame(listener);
    const onTransaction = (transaction: Y.Transaction) => {
      if (!this.#concerns(transaction)) return;
      this.#version += 1;
      job.request();
    };
    this.#doc.on("afterTransaction", onTransaction);
    // What changed between the first reading and now went unheard.
    this.#version += 1;
    return () => {
      job.cancel();
      this.#doc.off("afterTransaction", onTransaction);
    };
  };

  #concerns(transaction: Y.Transaction): boolean {
    if (this.#roots === undefined) return transaction.changedParentTypes.size > 0;
    return this.#roots.some((root) => {
      const type = this.#doc.share.get(root);
      return type !== undefined && transaction.changedParentTypes.has(type);
    });
  }
}
