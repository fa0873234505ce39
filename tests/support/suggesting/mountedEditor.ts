/** The product's editor on a document, for tests: detached from any page, and nobody listens. */
import type { Editor } from "@tiptap/core";
import type * as Y from "yjs";
import type { TextLink } from "../../../client/connection/meetingSession.ts";
import { openSectionEditor, placeCaret } from "../../../client/editor/sectionEditor.ts";
import { textLinkTo } from "../textLink.ts";

interface MountOptions {
  readonly suggestsAs?: TextLink["suggestsAs"];
  readonly onCannotSuggest?: (note: string) => void;
  readonly newId?: (() => string) | undefined;
}

export function mountedEditor(
  doc: Y.Doc,
  section: string,
  { suggestsAs = () => undefined, onCannotSuggest = nothing, newId }: MountOptions = {},
): Editor {
  const editor = openSectionEditor({
    element: document.createElement("div"),
    link: textLinkTo(doc, { focus: () => section, suggestsAs }),
    section,
    label: "Beslutning, punkt 8",
    onLeave: nothing,
    onToolbar: nothing,
    onLink: nothing,
    onTooMuch: nothing,
    onCannotSuggest,
    ...(newId === undefined ? {} : { newId }),
  });
  placeCaret(editor, "end");
  return editor;
}

function nothing(): void {
  // Nobody listens here.
}
