/** Which stretches of a text a change of several steps replaces, as one would see them from outside. */
import type { Node } from "@tiptap/pm/model";
import type { Transaction } from "@tiptap/pm/state";
import { Mapping, ReplaceAroundStep, type Step } from "@tiptap/pm/transform";

/** `from`-`to` before the change became `newFrom`-`newTo`. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly newFrom: number;
  readonly newTo: number;
}

/** In text order, apart from each other. */
export function changesOf({ mapping, steps, docs }: Transaction): readonly Change[] {
  const changes: Change[] = [];
  for (const [index, map] of mapping.maps.entries()) {
    // Behind the words that such a step carries only blocks end that have become empty.
    const last = isCarriedWords(steps[index], docs[index]) ? steps[index].gapFrom : Infinity;
    // A slice of a mapping would be inverted as a whole.
    const back = new Mapping(mapping.maps.slice(0, index)).invert();
    const on = mapping.slice(index + 1);
    map.forEach((from, to, newFrom, newTo) => {
      if (from > last) return;
      changes.push({
        from: back.map(from, -1),
        to: back.map(to, 1),
        newFrom: on.map(newFrom, -1),
        newTo: on.map(newTo, 1),
      });
    });
  }
  return merged(changes);
}

/** Words of one block that are carried to the end of another, as a deletion across two of them does. */
export function isCarriedWords(step: Step | undefined, doc: Node | undefined): step is ReplaceAroundStep {
  return step instanceof ReplaceAroundStep && doc?.resolve(step.gapFrom).parent.isTextblock === true;
}

function merged(changes: readonly Change[]): readonly Change[] {
  const apart: Change[] = [];
  for (const change of changes.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = apart.at(-1);
    if (last === undefined || (change.from > last.to && change.newFrom > last.newTo)) {
      apart.push(change);
      continue;
    }
    apart[apart.length - 1] = {
      from: Math.min(last.from, change.from),
      to: Math.max(last.to, change.to),
      newFrom: Math.min(last.newFrom, change.newFrom),
      newTo: Math.max(last.newTo, change.newTo),
    };
  }
  return apart;
}
