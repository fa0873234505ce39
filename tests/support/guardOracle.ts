/**
 * What did bytes really change? Asked of plain Yjs alone, sharing no code with the guard: the text of
 * every root, and for every clock of every client whether it lives and under which root it hangs,
 * before and after.
 */
import * as Y from "yjs";

export interface Picture {
  readonly roots: ReadonlyMap<string, string>;
  /** For each client one entry for each clock. */
  readonly clocks: ReadonlyMap<number, readonly Unit[]>;
  readonly pending: boolean;
}

interface Unit {
  /** Undefined: it was deleted for good, and Yjs no longer knows where it stood. */
  readonly root: string | undefined;
  readonly living: boolean;
  readonly isFormat: boolean;
}

/** Who wrote, and where that person may write. */
export interface Rights {
  readonly mine: ReadonlySet<number>;
  readonly open: ReadonlySet<string>;
}

export function pictureOf(doc: Y.Doc): Picture {
  const names = new Map<unknown, string>();
  const roots = new Map<string, string>();
  for (const [name, type] of doc.share) {
    names.set(type, name);
    roots.set(name, JSON.stringify(type.toJSON()));
  }
  const clocks = new Map<number, Unit[]>();
  for (const [client, structs] of doc.store.clients) {
    const units: Unit[] = [];
    for (const struct of structs) {
      const unit = unitOf(struct, names);
      for (let clock = 0; clock < struct.length; clock += 1) units.push(unit);
    }
    clocks.set(client, units);
  }
  return { roots, clocks, pending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null };
}

const GONE: Unit = { root: undefined, living: false, isFormat: false };

function unitOf(struct: Y.Item | Y.GC | Y.Skip, names: ReadonlyMap<unknown, string>): Unit {
  if (!(struct instanceof Y.Item)) return GONE;
  let top: unknown = struct.parent;
  while (top instanceof Y.AbstractType && top._item !== null) top = top._item.parent;
  const root = names.get(top);
  if (root === undefined) return GONE;
  return { root, living: !struct.deleted, isFormat: struct.content instanceof Y.ContentFormat };
}

/**
 * Sentences for what this person may not do; none when all is allowed. Deleting formatting alone is
 * named apart: unmodified clients do it by themselves, in sections that they only look at.
 */
export function forbiddenIn(before: Picture, after: Picture, rights: Rights): Forbidden {
  const found = { grave: [] as string[], formatting: 0 };
  if (after.pending) found.grave.push("something waits for what is not there");
  for (const [name, text] of after.roots) {
    const was = before.roots.get(name);
    if (rights.open.has(name) || was === text) continue;
    if (was === undefined) found.grave.push(`a new root ${name}`);
    else if (withoutMarks(was) !== withoutMarks(text)) found.grave.push(`the text of ${name}`);
    else found.formatting += 1;
  }
  for (const [client, units] of after.clocks)
    compare(before.clocks.get(client) ?? [], { client, units, rights, found });
  return found;
}

export interface Forbidden {
  readonly grave: readonly string[];
  /** How many units of formatting went where this person may not write. */
  readonly formatting: number;
}

function compare(
  was: readonly Unit[],
  {
    client,
    units,
    rights,
    found,
  }: {
    client: number;
    units: readonly Unit[];
    rights: Rights;
    found: { grave: string[]; formatting: number };
  },
): void {
  if (units.length < was.length) found.grave.push(`clocks of ${client} are lost`);
  for (const [clock, now] of units.entries()) {
    const old = was[clock];
    if (old === undefined) {
      if (!rights.mine.has(client)) found.grave.push(`a new clock ${client}:${clock}`);
      else if (now.root !== undefined && !rights.open.has(now.root))
        found.grave.push(`new ${client}:${clock} under ${now.root}`);
    } else if (old.living !== now.living || old.root !== now.root) {
      if (isAllowedChange(old, now, rights)) continue;
      if (old.isFormat && old.living && !now.living) found.formatting += 1;
      else found.grave.push(`${client}:${clock} under ${old.root ?? "nothing"} changed`);
    }
  }
}

/** What stands where this person may write can go, and go for good. Nothing comes back, nothing moves. */
function isAllowedChange(old: Unit, now: Unit, { open }: Rights): boolean {
  return (
    old.root !== undefined &&
    open.has(old.root) &&
    !now.living &&
    (now.root === old.root || now.root === undefined)
  );
}

function withoutMarks(text: string): string {
  return text.replaceAll(/<\/?(?:bold|italic)>/gu, "");
}
