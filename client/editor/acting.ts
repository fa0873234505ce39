/**
 * How buttons and menus act on a live editor, and what they show. In Foreslå an act has to mean what it
 * means in the text as its author sees it, also where it would do nothing to the text that stands
 * there: so it is kept for as long as it lasts, and made once more in that text (suggesting/asAccepted).
 */
import type { Editor } from "@tiptap/core";
import type { EditorState } from "@tiptap/pm/state";
import { type LastIntent, nothing } from "./suggesting/asAccepted/intents.ts";
import { seenAround } from "./suggesting/asAccepted/seen.ts";

declare module "@tiptap/core" {
  interface Storage {
    /** Not there in an editor that only says what an act would make of a text. */
    readonly suggesting?: {
      readonly last: LastIntent;
      /** Whose suggestion it is what is written now; undefined in Skriv. */
      readonly author: () => string | undefined;
    };
  }
}

/** `use` gets the editor to act on, and sends at most one change; it may be called for another editor as well. */
export function act<Answer>(editor: Editor, use: (editor: Editor) => Answer): Answer {
  const last = editor.storage.suggesting?.last;
  // A key that tries one act after the other is asked as a whole.
  const key = last?.pending;
  last?.begin(editor.state, { kind: "use", use });
  const answer = use(editor);
  if (key === undefined && last?.pending !== undefined) editor.view.dispatch(nothing(editor.state));
  if (last?.pending !== undefined) last.pending = key;
  return answer;
}

/** What is on where the caret is: in Foreslå also what its person has only proposed. */
export function stateShown({ state, storage }: Editor): EditorState {
  const author = storage.suggesting?.author();
  return (author === undefined ? undefined : seenAround(state, author)) ?? state;
}
