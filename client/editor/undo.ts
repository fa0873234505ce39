/**
 * One undo history for a whole document, over all its sections. The editors come and go and get a
 * stand-in: y-tiptap destroys the manager that it is given as soon as an editor goes.
 */
import { defaultDeleteFilter, defaultProtectedNodes, ySyncPluginKey } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { sectionIdOfRoot } from "../../shared/document/layout.ts";

const SECTION = "section";
const managers = new WeakMap<Y.Doc, Y.UndoManager>();

export function undoManagerOf(doc: Y.Doc): Y.UndoManager {
  const known = managers.get(doc);
  if (known !== undefined) return known;
  const manager = new Y.UndoManager(doc, {
    trackedOrigins: new Set([ySyncPluginKey]),
    // Without it an undo deletes a whole paragraph together with what others have typed in it since.
    deleteFilter: (item) => defaultDeleteFilter(item, defaultProtectedNodes),
    captureTransaction: (transaction) => transaction.meta.get("addToHistory") !== false,
  });
  manager.on("stack-item-added", ({ stackItem, changedParentTypes }) => {
    const root = [...doc.share].find(([, type]) => changedParentTypes.has(type))?.[0];
    stackItem.meta.set(SECTION, root === undefined ? undefined : sectionIdOfRoot(root));
  });
  managers.set(doc, manager);
  return manager;
}

export type IsWritable = (section: string) => boolean;

export function undo(doc: Y.Doc, isWritable: IsWritable): boolean {
  const manager = undoManagerOf(doc);
  dropLocked(manager.undoStack, isWritable);
  return manager.undo() !== null;
}

export function redo(doc: Y.Doc, isWritable: IsWritable): boolean {
  const manager = undoManagerOf(doc);
  dropLocked(manager.redoStack, isWritable);
  return manager.redo() !== null;
}

/** What was written in a section that is locked by now cannot be taken back: the server would refuse it. */
function dropLocked(stack: Y.UndoManager["undoStack"], isWritable: IsWritable): void {
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const section: unknown = top.meta.get(SECTION);
    if (typeof section !== "string" || isWritable(section)) return;
    stack.pop();
  }
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
