/** The smallest things that a store takes, for tests of the store itself. */
import type { NewRecord } from "../../server/store/store.ts";

export const AT = { documentId: "moede-1", epoch: "epoke-1" };
export const summary = {
  title: "",
  kind: "",
  committee: "",
  phase: "",
  date: "",
  startTime: "",
  place: "",
};

export function record(seq: number): NewRecord {
  return {
    seq,
    at: "2026-03-19T09:00:00Z",
    person: "referent",
    clientId: 7,
    bytes: new TextEncoder().encode(`optegnelse ${seq}`),
  };
}
