/**
 * The guard: may this person make this change? Checks an update's bytes against the document
 * without touching it: whole update or nothing, and what cannot be resolved is refused. The order
 * and the attacks it stands against are in docs/adr/0003. It knows rights only as a question about
 * a root; who may do what is the policy's.
 */
import * as Y from "yjs";
import type { Stamp } from "../../shared/document/stamps.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { stepsToPlace } from "./conflicts.ts";
import { decodeWhole, type DecodedUpdate } from "./decoded.ts";
import { judgeDeletes, withDeletes } from "./deletes.ts";
import { Parentage } from "./parentage.ts";
import { hasRoomFor } from "./sectionSize.ts";
import { judgeStructs } from "./structs.ts";
import { refuse, type Asker, type Verdict } from "./verdict.ts";

/** Judges one document update. The document is only read. */
export function judgeUpdate(doc: Y.Doc, update: Uint8Array, asker: Asker): Verdict {
  const whole = decodeWhole(update);
  const known = whole && withoutKnown(doc, update, whole);
  if (known === undefined) return refuse("malformed");
  const { structs } = known.decoded;
  if (structs.length > LIMITS.structsPerUpdate) return refuse("tooLarge");
  const parentage = new Parentage(doc, structs);
  const roots = new Map<string, number>();
  const suggested = new Set<string>();
  const written = {
    all: [],
    lists: new Map<string, readonly Stamp[]>(),
    changedIn: new Map<string, Y.ID>(),
  };
  const question = { doc, asker, parentage, roots, suggested, written };
  const judged = judgeStructs(question, structs);
  if (judged.kind === "refuse") return judged;
  const stepsMax = LIMITS.placingStepsPerUpdate;
  if (stepsToPlace(doc, structs, { parentage, stepsMax }) > stepsMax) return refuse("tooLarge");
  const deleted = judgeDeletes(question, known.decoded);
  if (deleted.kind === "refuse") return deleted;
  for (const [root, growth] of roots) {
    if (!hasRoomFor(doc, root, growth)) return refuse("tooLarge", root);
  }
  if (structs.length === 0 && !deleted.anyLiving) return { kind: "drop" };
  const bytes = deleted.passive ? withDeletes(known.update, known.decoded, deleted.kept) : known.update;
  const lost = judged.lost === "" ? undefined : judged.lost;
  return { kind: "apply", update: bytes, roots, suggested, written, lost };
}

/** An honest resend overlaps what is here; only the rest is judged and applied. */
function withoutKnown(
  doc: Y.Doc,
  update: Uint8Array,
  whole: DecodedUpdate,
): { readonly update: Uint8Array; readonly decoded: DecodedUpdate } | undefined {
  const overlaps = whole.structs.some(({ id }) => id.clock < Y.getState(doc.store, id.client));
  if (!overlaps) return { update, decoded: whole };
  const rest = Y.diffUpdate(update, Y.encodeStateVector(doc));
  const decoded = decodeWhole(rest);
  return decoded === undefined ? undefined : { update: rest, decoded };
}
