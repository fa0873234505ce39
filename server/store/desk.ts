/**
 * What crosses between the server's thread and the storage thread: the calls of `Store`, numbered, and
 * their answers. The desk is the same interface without promises, as the storage thread serves it.
 */
import type { Store, StoreFailure, Trouble } from "./store.ts";

/** Closing is no act on the data; it ends the thread. */
type Act = Exclude<keyof Store, "close">;

export type Desk = { readonly [A in Act]: (...input: Parameters<Store[A]>) => Awaited<ReturnType<Store[A]>> };

/** Written so that act and input stay one pair when a function is generic over the act. */
export type Call<A extends Act = Act> = {
  [B in A]: { readonly id: number; readonly act: B; readonly input: Parameters<Store[B]> };
}[A];

export interface Failed {
  readonly failure: StoreFailure;
  readonly message: string;
}

export type Answer =
  | { readonly id: number; readonly kind: "done"; readonly value: unknown }
  | ({ readonly id: number; readonly kind: "failed" } & Failed);

/** What the storage thread is told: a call, or to close, which is served after every call before it. */
export type ToStorage = Call | { readonly act: "close" };

/** What it tells: first that it opened or could not, then answers, last how closing went. */
export type FromStorage =
  | { readonly kind: "opened" }
  | ({ readonly kind: "notOpened" } & Failed)
  | { readonly kind: "answers"; readonly answers: readonly Answer[] }
  /** Writes began to fail, or (undefined) get to the disk again. */
  | { readonly kind: "trouble"; readonly trouble: Trouble | undefined }
  | { readonly kind: "closedWell" }
  | ({ readonly kind: "closedBadly" } & Failed);

export interface StorageOptions {
  readonly file: string;
  readonly synchronous: string;
}

/** Writes are answered after their commit; reads touch nothing and are served after it. */
export const ACT_KIND: Readonly<Record<Act, "read" | "write">> = {
  facts: "read",
  probe: "write",
  create: "write",
  append: "write",
  load: "read",
  writeSnapshot: "write",
  startEpochs: "write",
  backUp: "read",
  bindClients: "write",
  commandResult: "read",
  listMeetings: "read",
  findMeeting: "read",
  putSession: "write",
  touchSession: "write",
  findSession: "read",
  deleteSession: "write",
  getSetting: "read",
  putSetting: "write",
};

export function serve<A extends Act>(desk: Desk, call: Call<A>): Awaited<ReturnType<Store[A]>> {
  return desk[call.act](...call.input);
}
