/**
 * One undo history for a whole document, over all its sections. The editors come and go and get a
 * stand-in: y-tiptap destroys the manager that it is given as soon as an editor goes.
 */
import { defaultDeleteFilter, defaultProtectedNodes, ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";
import { isSettled } from "../../shared/document/read.ts";

/** What is kept with an act in the history. */
interface ActNote {
  readonly section: string | undefined;
  /** The ids of the suggestions that it touched; undefined: it was made in Skriv. */
  readonly suggestions: ReadonlySet<string> | undefined;
}

const NOTE = "note";
const managers = new WeakMap<Y.Doc, Y.UndoManager>();
/** The suggestions that are being written now. */
const underway = new WeakMap<Y.Doc, ReadonlySet<string>>();

/** What is written to the document meanwhile is an act on these suggestions. */
export function asSuggestions(doc: Y.Doc, ids: ReadonlySet<string>, write: () => void): void {
  underway.set(doc, ids);
  try {
    write();
  } finally {
    underway.delete(doc);
  }
}

export function undoManagerOf(doc: Y.Doc): Y.UndoManager {
  const known = managers.get(doc);
  if (known !== undefined) return known;
  let wasSuggesting = false;
  const manager = new Y.UndoManager(doc, {
    trackedOrigins: new Set([ySyncPluginKey]),
    // Without it an undo deletes a whole paragraph together with what others have typed in it since.
    deleteFilter: (item) =>
      defaultDeleteFilter(item, defaultProtectedNodes) && mayGo(item, takingBack.has(doc)),
    captureTransaction: (transaction) => {
      // A moved caret is a change of nothing, and must not end what can be done again.
      if (transaction.changed.size === 0 || transaction.meta.get("addToHistory") === false) return false;
      const isSuggesting = underway.has(doc);
      if (isSuggesting !== wasSuggesting) manager.stopCapturing();
      wasSuggesting = isSuggesting;
      return true;
    },
  });
  const note = ({ stackItem, changedParentTypes }: StackItemEvent) => {
    const done = manager.undoing || manager.redoing ? noteOf(manager.currStackItem) : undefined;
    stackItem.meta.set(NOTE, done ?? noteNow(doc, changedParentTypes, noteOf(stackItem)));
  };
  manager.on("stack-item-added", note);
  manager.on("stack-item-updated", note);
  managers.set(doc, manager);
  return manager;
}

type StackItem = Y.UndoManager["undoStack"][number];
interface StackItemEvent {
  readonly stackItem: StackItem;
  readonly changedParentTypes: ReadonlyMap<unknown, unknown>;
}

function noteOf(item: StackItem | null): ActNote | undefined {
  // Nobody else writes under this name.
  return item?.meta.get(NOTE) as ActNote | undefined;
}

function noteNow(
  doc: Y.Doc,
  changed: StackItemEvent["changedParentTypes"],
  before: ActNote | undefined,
): ActNote {
  const root = [...doc.share].find(([, type]) => changed.has(type))?.[0];
  const section = before?.section ?? (root === undefined ? undefined : sectionIdOfRoot(root));
  const now = underway.get(doc);
  return { section, suggestions: now && new Set([...(before?.suggestions ?? []), ...now]) };
}

export type IsWritable = (section: string) => boolean;
export type SuggestsAs = (section: string) => string | undefined;

/** Without `suggestsAs` acts of both modes are taken back. */
export function undo(doc: Y.Doc, isWritable: IsWritable, suggestsAs?: SuggestsAs): boolean {
  return goBack(doc, "undo", (note) => isOffered(note, isWritable, suggestsAs));
}

export function redo(doc: Y.Doc, isWritable: IsWritable, suggestsAs?: SuggestsAs): boolean {
  return goBack(doc, "redo", (note) => isOffered(note, isWritable, suggestsAs));
}

/**
 * What was written in a section that is locked by now cannot be taken back: the server would refuse
 * it. Nor can what was written in the other mode, since it would be judged as an act of this one.
 */
function isOffered(
  { section, suggestions }: ActNote,
  isWritable: IsWritable,
  suggestsAs: SuggestsAs | undefined,
): boolean {
  if (section === undefined) return true;
  if (!isWritable(section)) return false;
  return suggestsAs === undefined || (suggestsAs(section) !== undefined) === (suggestions !== undefined);
}

/** Documents in which suggestions are being taken back. */
const takingBack = new WeakSet<Y.Doc>();

function goBack(doc: Y.Doc, direction: "undo" | "redo", isWanted: (note: ActNote) => boolean): boolean {
  const manager = undoManagerOf(doc);
  const stack = direction === "undo" ? "undoStack" : "redoStack";
  // A suggestion that has its verdict is no longer its author's to take back.
  const open = manager[stack].filter((item) => !hasVerdict(doc, noteOf(item)));
  const offered = open.filter((item) => isWanted(noteOf(item) ?? NO_NOTE));
  const isSuggestion = noteOf(offered.at(-1) ?? null)?.suggestions !== undefined;
  const ofOneKind = offered.filter((item) => (noteOf(item)?.suggestions !== undefined) === isSuggestion);
  // A copy: the manager takes what it undoes out of it.
  manager[stack] = [...ofOneKind];
  if (isSuggestion) takingBack.add(doc);
  try {
    return manager[direction]() !== null;
  } finally {
    takingBack.delete(doc);
    const left = new Set(manager[stack]);
    manager[stack] = open.filter((item) => left.has(item) || !ofOneKind.includes(item));
  }
}

const NO_NOTE: ActNote = { section: undefined, suggestions: undefined };

function hasVerdict(doc: Y.Doc, note: ActNote | undefined): boolean {
  return [...(note?.suggestions ?? [])].some((id) => isSettled(doc, id));
}

/**
 * With a suggestion only what is still suggested goes: no words that became the text's own, no block
 * in which somebody else has written, and no stamp that says of such a block that it is suggested.
 */
function mayGo(item: Y.Item, isSuggestion: boolean): boolean {
  if (!isSuggestion) return true;
  if (item.parentSub === "sIns") return false;
  if (item.content instanceof Y.ContentString)
    return item.parent instanceof Y.XmlText && isPending(item, item.parent);
  const type = item.content instanceof Y.ContentType ? item.content.type : undefined;
  return !(type instanceof Y.XmlElement) || isAllPending(type);
}

const isInsertion = (key: string) => key.startsWith("insertion--");

function isPending(item: Y.Item, text: Y.XmlText): boolean {
  const keys = new Set<string>();
  for (let each = text._start; each !== null && each !== item; each = each.right) {
    if (each.deleted || !(each.content instanceof Y.ContentFormat)) continue;
    if (each.content.value === null) keys.delete(each.content.key);
    else keys.add(each.content.key);
  }
  return [...keys].some(isInsertion);
}

function isAllPending(element: Y.XmlElement): boolean {
  return element.toArray().every((child) => {
    if (!(child instanceof Y.XmlText)) return child instanceof Y.XmlElement && isAllPending(child);
    // Yjs types a delta as any[]; this is the field that it documents.
    const runs = child.toDelta() as readonly { readonly attributes?: object }[];
    return runs.every(({ attributes }) => Object.keys(attributes ?? {}).some(isInsertion));
  });
}

type Listener = Parameters<Y.UndoManager["on"]>[1];
type Event = Parameters<Y.UndoManager["on"]>[0];

/** What y-tiptap may see of the manager. Its `destroy` takes back only what this editor has attached. */
export class UndoStandIn {
  readonly #manager: Y.UndoManager;
  readonly #attached: [Event, Listener][] = [];

  constructor(manager: Y.UndoManager) {
    this.#manager = manager;
  }

  get undoStack(): Y.UndoManager["undoStack"] {
    return this.#manager.undoStack;
  }

  get redoStack(): Y.UndoManager["redoStack"] {
    return this.#manager.redoStack;
  }

  get trackedOrigins(): Set<unknown> {
    return this.#manager.trackedOrigins;
  }

  /** The collaboration extension leaves a function here to revive a destroyed manager; ours never dies. */
  get restore(): undefined {
    return undefined;
  }

  set restore(_revive: unknown) {
    // Nothing to revive.
  }

  undo(): unknown {
    return this.#manager.undo();
  }

  redo(): unknown {
    return this.#manager.redo();
  }

  stopCapturing(): void {
    this.#manager.stopCapturing();
  }

  /**
   * y-tiptap puts the caret of an undone act aside for the undo, but gets it only when the undo is
   * over; the next change of somebody else would move the caret there, or fail where that place is
   * beyond the end of the text by now.
   */
  on(event: Event, listener: Listener): void {
    if (event === "stack-item-popped") return;
    this.#attached.push([event, listener]);
    this.#manager.on(event, listener);
  }

  destroy(): void {
    for (const [event, listener] of this.#attached.splice(0)) this.#manager.off(event, listener);
  }
}
