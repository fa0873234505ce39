/** Rights of a command that names no part of the meeting, but something that stands in a section. */
import type * as Y from "yjs";
import { phaseOf } from "../document/read.ts";
import type { SectionKind } from "../meeting/vocabulary.ts";
import { areaOfSection, mayI } from "../policy/permissions.ts";
import type { Act } from "../policy/rights.ts";
import type { CommandContext, Refused } from "./plan.ts";

/** The refusal when this person may not do this in such a section now. */
export function whyNotInSection(
  doc: Y.Doc,
  { kind }: { readonly kind: SectionKind },
  act: Act,
  { actor, settings }: CommandContext,
): Refused | undefined {
  const area = areaOfSection(kind);
  const permission = mayI({ phase: phaseOf(doc), area, roles: actor.roles, act, settings });
  return permission.allowed ? undefined : { kind: "refused", refusal: permission.refusal };
}
