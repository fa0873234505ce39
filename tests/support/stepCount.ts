/** How many steps does Yjs take? Counted at what its loops must touch, so that no test depends on time. */
import * as Y from "yjs";

export interface Steps {
  /** Items that a search for a place looks at: it remembers each in a set. */
  readonly remembered: number;
  /** How often an item was asked whether it is deleted. */
  readonly asked: number;
}

export function stepsOf(act: () => void): Steps {
  const steps = { remembered: 0, asked: 0 };
  const undoSets = counted(Set.prototype, "add", () => (steps.remembered += 1));
  const undoItems = counted(Y.Item.prototype, "deleted", () => (steps.asked += 1));
  try {
    act();
  } finally {
    undoSets();
    undoItems();
  }
  return steps;
}

/** Tells of each call of a method or a getter; answers how to put the old one back. */
function counted(owner: object, name: string, onUse: () => void): () => void {
  const before = Object.getOwnPropertyDescriptor(owner, name);
  if (before === undefined) throw new Error(`there is no ${name} any more`);
  const isGetter = "get" in before;
  // Called on whatever it was called on, and answering whatever it answers.
  const original = Reflect.get(before, isGetter ? "get" : "value") as (...given: unknown[]) => unknown;
  function use(this: unknown, ...given: unknown[]): unknown {
    onUse();
    return Reflect.apply(original, this, given);
  }
  Object.defineProperty(owner, name, {
    ...before,
    ...(isGetter ? { get: use } : { value: use }),
  });
  return () => {
    Object.defineProperty(owner, name, before);
  };
}
