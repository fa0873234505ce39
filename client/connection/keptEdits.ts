/**
 * The journal of a recovery, on the device: one entry for each section whose text the server did
 * not take, written before anything that depends on it. An entry says how far it has come, so that
 * a reload between any two steps goes on from there and puts no word back twice.
 */
import { isRecord } from "./answers.ts";
import type { DeviceStore } from "./deviceStore.ts";
import type { RefusedEdit } from "./meetingSession.ts";
import type { PutBackStep, Source } from "./unsentSection.ts";

export type KeptStep =
  /** Until the new document is here: then it is put back or offered. */
  | { readonly kind: "waiting"; readonly plan: readonly PutBackStep[] }
  /** Being put back by this client id, from this clock on; over when the server has that. */
  | {
      readonly kind: "putting";
      readonly plan: readonly PutBackStep[];
      readonly client: number;
      readonly clock: number;
    }
  /** Shown to the person, until they let it go. */
  | { readonly kind: "offered" }
  /** Over. Remembered only while another tab might keep the same words. */
  | { readonly kind: "done" };

export interface KeptEdit extends RefusedEdit {
  readonly step: KeptStep;
  /** The device copy that it was taken from; as long as that is in use the words are still in the document. */
  readonly generation: number;
  /** The tab that brings it to its end. */
  readonly tab: string;
  readonly sources: readonly Source[];
}

const NAME = "kept:";

export class KeptEdits {
  readonly #store: DeviceStore;
  /** Also for a browser that keeps nothing. */
  #all = new Map<string, KeptEdit>();

  constructor(store: DeviceStore) {
    this.#store = store;
    this.refresh();
  }

  /** Another tab has written. */
  refresh(): void {
    if (this.#store.denied) return;
    const entries = this.#store.namesAfter(NAME).flatMap((id): [string, KeptEdit][] => {
      const value = this.#store.read(NAME + id);
      return isKeptEdit(value) ? [[id, value]] : [];
    });
    this.#all = new Map(entries);
  }

  all(): readonly KeptEdit[] {
    return [...this.#all.values()];
  }

  find(id: string): KeptEdit | undefined {
    return this.#all.get(id);
  }

  put(edit: KeptEdit): void {
    this.#all.set(edit.id, edit);
    this.#store.write(NAME + edit.id, edit);
  }

  remove(id: string): void {
    this.#all.delete(id);
    this.#store.write(NAME + id, undefined);
  }
}

const STEPS: readonly unknown[] = ["waiting", "putting", "offered", "done"] satisfies KeptStep["kind"][];

/** Only our own pages write it, each entry whole; an entry of an older client is passed over. */
function isKeptEdit(value: unknown): value is KeptEdit {
  if (!isRecord(value) || !isRecord(value.step) || !STEPS.includes(value.step.kind)) return false;
  const { id, section, text, reason, tab, generation, sources, step } = value;
  return (
    [id, section, text, reason, tab].every((field) => typeof field === "string") &&
    typeof generation === "number" &&
    Array.isArray(sources) &&
    (step.plan === undefined || Array.isArray(step.plan))
  );
}
