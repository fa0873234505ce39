/**
 * What a room tells whoever keeps count. Numbers and names from closed lists alone go this way: no
 * text, no person, no document.
 */
import type { RefusalReason } from "../../shared/policy/refusal.ts";
import type { NewRecord } from "../store/store.ts";
import type { Connection } from "./connection.ts";

export type CommitEnd = "saved" | "failed";

export interface Watch {
  editRefused(reason: RefusalReason): void;
  /** A batch is on its way to the disk; the answer is called with how it ended. */
  commitBegins(records: readonly NewRecord[]): (end: CommitEnd) => void;
}

export interface RoomFacts {
  readonly editors: number;
  readonly followers: number;
  /** Applied in memory and not on disk. */
  readonly unsavedRecords: number;
  /** Sent to sockets and not yet taken by the network. */
  readonly outboundBytes: number;
}

export function factsOf(
  connections: Iterable<Connection>,
  log: { readonly applied: number; readonly committed: number },
): RoomFacts {
  const all = [...connections];
  const editors = all.filter(({ writes }) => writes).length;
  return {
    editors,
    followers: all.length - editors,
    unsavedRecords: log.applied - log.committed,
    outboundBytes: all.reduce((sum, { queuedBytes }) => sum + queuedBytes, 0),
  };
}
