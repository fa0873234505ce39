/** Everything that an update inserts: whose it is, whether it follows on, where it lands and what it holds. */
import * as Y from "yjs";
import { isAllowedContent } from "./contents.ts";
import type { Struct } from "./decoded.ts";
import { roomFor } from "./sectionSize.ts";
import { areStampsAllowed } from "./stampAuthors.ts";
import { mayTouch, refuse, refuseRoot, type GuardRefusal, type Question } from "./verdict.ts";

interface Written {
  readonly kind: "written";
  /** Words for a place that is gone for good. */
  readonly lost: string;
}

export function judgeStructs(question: Question, structs: readonly Struct[]): Written | GuardRefusal {
  const { doc, asker } = question;
  let lost = "";
  let client = -1;
  let expected = 0;
  for (const struct of structs) {
    if (struct.id.client !== client) {
      client = struct.id.client;
      if (!asker.clientIds.has(client)) return refuse("foreignClient");
      expected = Y.getState(doc.store, client);
    }
    if (struct.id.clock !== expected) return refuse("staleClient");
    expected += struct.length;
    if (struct instanceof Y.GC) continue;
    const answer = struct instanceof Y.Item ? judgeItem(question, struct) : refuse("malformed");
    if (typeof answer !== "string") return answer;
    lost += answer;
  }
  return { kind: "written", lost };
}

/** The words that would be lost, usually none; or the refusal. */
function judgeItem(question: Question, item: Y.Item): string | GuardRefusal {
  const place = question.parentage.placeOf(item);
  if (place.kind === "unknown") return refuse("malformed");
  const root = place.kind === "gone" ? undefined : place.root;
  if (root !== undefined && !mayTouch(question, root, roomFor(item, place))) return refuseRoot(root);
  if (!isAllowedContent(item, place)) return refuse("notAllowed", root);
  if (root !== undefined && !areStampsAllowed(question, item, place)) return refuse("notAllowed", root);
  return root === undefined && item.content instanceof Y.ContentString ? item.content.str : "";
}
