/**
 * The one live editor, bound to one section of the shared document. Plain Tiptap; React only
 * gives it a place on the page. It must be made after the document has its content: an editor on
 * an empty document would write its own empty paragraph into it.
 */
import { Editor, Extension, isActive } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { TextSelection } from "@tiptap/pm/state";
import { absolutePositionToRelativePosition } from "@tiptap/y-tiptap";
import * as Y from "yjs";
import { sectionText } from "../../shared/document/layout.ts";
import type { CaretPlace, TextLink } from "../connection/meetingSession.ts";
import { cannotSuggestText } from "../text/editor.ts";
import { stateShown } from "./acting.ts";
import { bindingOf } from "./binding.ts";
import { CaretMemory } from "./caretMemory.ts";
import { KeyFence } from "./keyHold.ts";
import { KeepValid } from "./keepValid.ts";
import { schemaExtensions } from "./schemaExtensions.ts";
import { newSuggestionId } from "./suggesting/newSuggestionId.ts";
import { Suggesting } from "./suggesting/suggesting.ts";
import { SuggestedBreaks } from "./suggestedBreaks.ts";
import { pointOfPlace, type TextPlace, type TextSpan } from "./textPlace.ts";
import { redo, undo, undoManagerOf, UndoStandIn } from "./undo.ts";

/** Where the caret begins. */
export type StartPlace = TextSpan | "start" | "end";

export interface SectionEditorOptions {
  readonly element: HTMLElement;
  readonly link: TextLink;
  readonly section: string;
  readonly label: string;
  readonly onLeave: () => void;
  readonly onToolbar: () => void;
  readonly onLink: () => void;
  readonly onTooMuch: () => void;
  /** What was tried is not in the text, and the message says what to do instead. */
  readonly onCannotSuggest?: (message: string) => void;
  /** Random names, unless chance is to be repeated. */
  readonly newId?: () => string;
}

export function openSectionEditor(options: SectionEditorOptions): Editor {
  const { element, link, section, label } = options;
  const manager = undoManagerOf(link.doc);
  manager.stopCapturing();
  const editor = new Editor({
    element,
    // The page's style sheet has it; an injected one is refused by the content security policy.
    injectCSS: false,
    // The text comes from the document; an empty one as HTML would be parsed first.
    content: { type: "doc", content: [] },
    extensions: [
      ...schemaExtensions(),
      Collaboration.configure({
        fragment: sectionText(link.doc, section),
        yUndoOptions: { undoManager: new UndoStandIn(manager) },
      }),
      CaretMemory,
      KeepValid.configure({ onTooMuch: options.onTooMuch, author: () => link.suggestsAs(section) }),
      suggestingIn(options),
      SuggestedBreaks,
      sectionKeys(options),
      KeyFence,
    ],
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        lang: "da",
        class: "section-live",
        spellcheck: "true",
      },
    },
  });
  return editor;
}

function suggestingIn({ link, section, onCannotSuggest, newId = newSuggestionId }: SectionEditorOptions) {
  return Suggesting.configure({
    author: () => link.suggestsAs(section),
    newId,
    now: () => new Date().toISOString(),
    onCannotSuggest: (why) => onCannotSuggest?.(cannotSuggestText[why]),
  });
}

function sectionKeys({ link, onLeave, onToolbar, onLink }: SectionEditorOptions) {
  const isWritable = (section: string) => link.isWritable(section);
  const suggestsAs = (section: string) => link.suggestsAs(section);
  return Extension.create({
    name: "sectionKeys",
    // Before the collaboration extension, whose undo knows nothing of locked sections.
    priority: 1100,
    addKeyboardShortcuts: () => ({
      "Mod-z": () => undo(link.doc, isWritable, suggestsAs) || true,
      "Mod-y": () => redo(link.doc, isWritable, suggestsAs) || true,
      "Shift-Mod-z": () => redo(link.doc, isWritable, suggestsAs) || true,
      "Mod-k": ({ editor }) => {
        if (editor.state.selection.empty && !isActive(stateShown(editor), "link")) return false;
        onLink();
        return true;
      },
      "Alt-F10": () => {
        onToolbar();
        return true;
      },
      Escape: () => {
        onLeave();
        return true;
      },
    }),
  });
}

export function placeCaret(editor: Editor, start: StartPlace): void {
  const { view, state } = editor;
  const selection =
    start === "start" || start === "end"
      ? edgeSelection(editor, start)
      : TextSelection.create(state.doc, positionOf(editor, start.anchor), positionOf(editor, start.head));
  view.dispatch(state.tr.setSelection(selection).setMeta("addToHistory", false));
}

function edgeSelection({ state }: Editor, edge: "start" | "end"): TextSelection {
  const near = edge === "start" ? TextSelection.atStart(state.doc) : TextSelection.atEnd(state.doc);
  return TextSelection.create(state.doc, near.anchor, near.head);
}

function positionOf({ view, state }: Editor, place: TextPlace): number {
  const point = pointOfPlace(view.dom, place);
  return point === undefined ? TextSelection.atEnd(state.doc).head : view.posAtDOM(point.node, point.offset);
}

/** My caret as others can place it, whatever is typed meanwhile. */
export function caretOf(editor: Editor, section: Y.XmlFragment): CaretPlace | null {
  const { mapping } = bindingOf(editor.state);
  const { anchor, head } = editor.state.selection;
  const relative = (position: number): unknown =>
    Y.relativePositionToJSON(absolutePositionToRelativePosition(position, section, mapping));
  return { anchor: relative(anchor), head: relative(head) };
}
