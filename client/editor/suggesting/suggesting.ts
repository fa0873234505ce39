/**
 * Foreslå: each change of the person's own becomes a suggestion before anything of it is applied.
 * What comes from the shared document passes; what cannot be suggested is not applied at all.
 */
import { type Editor, Extension } from "@tiptap/core";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import { Plugin, type Transaction } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import { ySyncPluginKey } from "@tiptap/y-tiptap";
import type { Stamp } from "../../../shared/document/stamps.ts";
import { agree, forgetChanged } from "./agreement.ts";
import { checked } from "./asAccepted/checked.ts";
import { cameToNothing, handlesKey, LastIntent, mayChange, nothing } from "./asAccepted/intents.ts";
import { PlainTwin } from "./asAccepted/plainTwin.ts";
import { keepsBase } from "./baseKept.ts";
import { bindingOf } from "../binding.ts";
import { asSuggestions } from "../undo.ts";
import { beginComposition } from "./composition.ts";
import { writeExactly } from "./exactWrite.ts";
import { hasLetterToTake, passOver } from "./passing.ts";
import type { CannotSuggest } from "./plain.ts";
import { withoutSuggestions, writeAsBase } from "./suggestionFree.ts";
import { touchedIds } from "./touchedIds.ts";
import { suggestionOf } from "./translation.ts";

export interface SuggestingOptions {
  /** The person when what is written now is a suggestion. */
  readonly author: () => string | undefined;
  readonly newId: () => string;
  /** UTC, ISO 8601. */
  readonly now: () => string;
  readonly onCannotSuggest: (why: CannotSuggest) => void;
}

interface SuggestingStorage {
  /** Translations that would have changed the text itself: each is a fault. */
  faults: number;
  readonly last: LastIntent;
  readonly twin: PlainTwin;
  readonly author: SuggestingOptions["author"];
}

export const Suggesting = Extension.create<SuggestingOptions, SuggestingStorage>({
  name: "suggesting",
  addStorage() {
    return { faults: 0, last: new LastIntent(), twin: new PlainTwin(), author: this.options.author };
  },
  onDestroy() {
    this.storage.twin.destroy();
  },
  // Before the rules that make a list of «- »: a person in Foreslå asks for one by the button.
  priority: 1200,
  addOptions: () => ({
    author: () => undefined,
    newId: () => "",
    now: () => "",
    onCannotSuggest: () => undefined,
  }),
  addProseMirrorPlugins() {
    return [inputPlugin(this.options, this.storage.last)];
  },
  dispatchTransaction({ transaction, next }) {
    const { editor, options, storage } = this;
    const isAct = transaction.docChanged || cameToNothing(transaction);
    const isOwn = isAct && !isChangeOrigin(transaction) && !editor.isCapturingTransaction;
    if (!isOwn) {
      next(transaction);
      return;
    }
    const author = options.author();
    if (author === undefined) {
      writeAsBase(transaction);
      send(editor, transaction, next);
      return;
    }
    const stamp = stampMaker(options, author);
    const context = { state: editor.state, plain: transaction, stamp, author };
    const meant = storage.last.behind(transaction, editor.state);
    const made = checked(suggestionOf(context), { context, meant, twin: storage.twin });
    if (isDone(made) || transaction.docChanged) storage.last.end();
    if (typeof made === "string") options.onCannotSuggest(made);
    else if (!keepsBase(editor.state.doc, made.doc, author)) {
      storage.faults += 1;
      options.onCannotSuggest("baseWouldChange");
    } else {
      const ids = touchedIds(made, author);
      asSuggestions(bindingOf(editor.state).doc, ids, () => {
        send(editor, withMeaning(made, transaction), next);
      });
    }
  },
});

/** Otherwise it is not known what it would do: it is the browser's. */
const isDone = (made: Transaction | CannotSuggest) =>
  typeof made === "string" || made.docChanged || made.selectionSet;

/** What the keyboard and the clipboard bring. */
function inputPlugin(options: SuggestingOptions, last: LastIntent): Plugin {
  return new Plugin({
    props: {
      transformPasted: withoutSuggestions,
      handleKeyDown: keyHandler(options, last),
      handlePaste: (view, event, slice) => {
        last.begin(view.state, { kind: "paste", event, slice });
        return false;
      },
      handleTextInput: (view, _from, _to, letters, plain) => {
        if (options.author() === undefined) return false;
        last.begin(view.state, { kind: "letters", letters });
        view.dispatch(plain());
        return true;
      },
      handleDOMEvents: {
        cut: ({ state }) => {
          last.begin(state, { kind: "use", use: ({ commands }) => commands.deleteSelection() });
          return false;
        },
        compositionstart: (view) => {
          const author = options.author();
          beginComposition(view, author, stampMaker(options, author ?? ""));
          return false;
        },
      },
    },
  });
}

/** All others handle a key first: one that comes to nothing here may do something to the text as accepted. */
function keyHandler(options: SuggestingOptions, last: LastIntent) {
  let isWithOthers = false;
  const withOthers = (handle: () => boolean) => {
    isWithOthers = true;
    try {
      return handle();
    } finally {
      isWithOthers = false;
    }
  };
  return (view: EditorView, event: KeyboardEvent): boolean => {
    const author = options.author();
    if (author === undefined || isWithOthers || !mayChange(event)) return false;
    const { selection } = view.state;
    passOver(view, event, author);
    last.begin(view.state, { kind: "key", event }, selection);
    const isTaken = withOthers(() => handlesKey(view, event));
    if (!isTaken && hasLetterToTake(view.state, event, author)) return false;
    if (last.pending !== undefined) view.dispatch(nothing(view.state));
    return isTaken || last.pending === undefined;
  };
}

function stampMaker({ newId, now }: SuggestingOptions, author: string): () => Stamp {
  let made: Stamp | undefined;
  return () => (made ??= { id: newId(), author, at: now() });
}

/** What the plain one says besides its steps. */
const KEPT_META = ["addToHistory", "composition", "focus", "blur", "paste", "uiEvent", "preventUpdate"];

function withMeaning(made: Transaction, plain: Transaction): Transaction {
  for (const key of KEPT_META) {
    const value: unknown = plain.getMeta(key);
    if (value !== undefined) made.setMeta(key, value);
  }
  if (plain.storedMarksSet) made.setStoredMarks(plain.storedMarks);
  return plain.scrolledIntoView ? made.scrollIntoView() : made;
}

/** First into the shared document, exactly; then y-tiptap finds nothing to write. */
function send(editor: Editor, made: Transaction, next: (transaction: Transaction) => void): void {
  if (made.docChanged && editor.state.applyTransaction(made).transactions.length > 0) {
    const binding = bindingOf(editor.state);
    binding.mux(() => {
      binding.doc.transact((transaction) => {
        const isExact = writeExactly(binding.type, made);
        forgetChanged(binding, transaction);
        if (isExact) agree(binding, made.doc);
      }, ySyncPluginKey);
    });
  }
  next(made);
}
