/**
 * Words that are composed, as ´ and e become é, must not be drawn anew before they are finished. So
 * what they replace is suggested deleted before the first key, and they get their marks from the start.
 */
import type { Mark, ResolvedPos } from "@tiptap/pm/model";
import { type EditorState, TextSelection } from "@tiptap/pm/state";
import type { EditorView } from "@tiptap/pm/view";
import type { Stamp } from "../../../shared/document/stamps.ts";
import { isSuggestionMark, ownBlockAround, ownMark, stampOf } from "./ownWords.ts";
import { outOfDeletion } from "./words.ts";

/** `author` undefined: Skriv. */
export function beginComposition(view: EditorView, author: string | undefined, stamp: () => Stamp): void {
  if (author === undefined) {
    composeAsBase(view);
    return;
  }
  const { from, empty } = view.state.selection;
  if (!empty) {
    // Goes the way of every change of the person's own, and leaves the caret before what is deleted.
    const { to } = view.state.selection;
    const size = view.state.doc.content.size;
    view.dispatch(view.state.tr.deleteSelection());
    const end = to - (size - view.state.doc.content.size);
    if (view.state.doc.content.size > 0) placeCaret(view, end);
  }
  const { $head } = view.state.selection;
  placeCaret(view, outOfDeletion($head));
  view.dispatch(view.state.tr.setStoredMarks(composedMarks(view.state, author, stamp)));
  if (view.state.selection.head !== from) keepCaretAtComposed(view);
}

/**
 * Chromium counts where the caret goes from where the selection began, and what is struck still
 * stands there. In those words the caret would end the composition after its first letter, which
 * then stays. ProseMirror looks at it after the first listener, so this one must be the first.
 */
function keepCaretAtComposed(view: EditorView): void {
  const onInput = () => {
    const composed = view.dom.querySelector("img[mark-placeholder]")?.nextSibling;
    const selection = document.getSelection();
    if (composed instanceof Text && selection?.focusNode !== composed)
      selection?.collapse(composed, composed.length);
  };
  window.addEventListener("input", onInput, { capture: true, once: true });
}

function composeAsBase(view: EditorView): void {
  const marks = view.state.selection.$from.marks();
  if (marks.some(isSuggestionMark))
    view.dispatch(view.state.tr.setStoredMarks(marks.filter((mark) => !isSuggestionMark(mark))));
}

function placeCaret(view: EditorView, place: number): void {
  const { doc, tr, selection } = view.state;
  const $place = doc.resolve(Math.min(place, doc.content.size));
  if ($place.pos !== selection.head && $place.parent.isTextblock)
    view.dispatch(tr.setSelection(TextSelection.create(doc, $place.pos)));
}

function composedMarks(state: EditorState, author: string, stamp: () => Stamp): readonly Mark[] {
  const { $head } = state.selection;
  const base = (state.storedMarks ?? $head.marks()).filter((mark) => !isSuggestionMark(mark));
  const { id, at } = stampAt($head, author) ?? stamp();
  return state.schema.mark("insertion", { id, author, at }).addToSet(base);
}

function stampAt($at: ResolvedPos, author: string): Stamp | undefined {
  const around = ownBlockAround($at, author);
  if (around !== undefined) return around;
  for (const node of [$at.nodeBefore, $at.nodeAfter]) {
    const mark = ownMark(node, "insertion", author) ?? ownMark(node, "deletion", author);
    if (mark !== undefined) return stampOf(mark);
  }
  return undefined;
}
