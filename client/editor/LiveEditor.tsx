/** The live editor of one section on the page, with its toolbar. Loaded only when somebody begins to write. */
import { type Editor } from "@tiptap/core";
import { isChangeOrigin } from "@tiptap/extension-collaboration";
import { useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { sectionText } from "../../shared/document/layout.ts";
import { oncePerFrame } from "../connection/animationFrame.ts";
import type { TextLink } from "../connection/meetingSession.ts";
import { editorText } from "../text/editor.ts";
import { Toolbar, type ToolbarHandle } from "./Toolbar.tsx";
import { caretOf, openSectionEditor, placeCaret, type StartPlace } from "./sectionEditor.ts";
import { useKeyHold } from "./useKeyHold.ts";

export interface LiveEditorProps {
  readonly link: TextLink;
  readonly section: string;
  readonly label: string;
  readonly start: StartPlace;
  /** A lock is announced: no keys for a moment. */
  readonly isHeld: boolean;
  /** Whether the focus may still come here. */
  readonly hasFocusDue: () => boolean;
  readonly onLeave: () => void;
  /** The element that holds the drawn text, for carets. */
  readonly onDrawn: (element: HTMLElement | null) => void;
}

export function LiveEditor(props: LiveEditorProps) {
  const { link, section, label, start, isHeld, hasFocusDue, onLeave, onDrawn } = props;
  const place = useRef<HTMLDivElement>(null);
  const toolbar = useRef<ToolbarHandle>(null);
  const [editor, setEditor] = useState<Editor | null>(null);
  const [note, setNote] = useState("");
  const locking = useKeyHold(editor, { link, section, isHeld });
  // What these hold may change from render to render; the editor itself must not.
  const onEscape = useEffectEvent(onLeave);
  const onMounted = useEffectEvent((opened: Editor) => {
    placeCaret(opened, start);
    if (hasFocusDue()) opened.view.focus();
    onDrawn(opened.view.dom);
  });
  const onGone = useEffectEvent(() => {
    onDrawn(null);
  });
  const nameOf = useEffectEvent(() => label);

  // Makes the editor in its place on the page; undone by destroying it.
  useLayoutEffect(() => {
    if (place.current === null) return;
    const opened = openSectionEditor({
      element: place.current,
      link,
      section,
      label: nameOf(),
      onLeave: onEscape,
      onToolbar: () => toolbar.current?.focus(),
      onLink: () => toolbar.current?.openLink(),
      onTooMuch: () => {
        setNote(editorText.tooMuch);
      },
      onCannotSuggest: setNote,
    });
    const fragment = sectionText(link.doc, section);
    const tellCaret = oncePerFrame(() => {
      if (!opened.isDestroyed) link.setCaret(section, caretOf(opened, fragment));
    });
    opened.on("transaction", tellCaret.request);
    opened.on("update", ({ transaction }) => {
      if (!isChangeOrigin(transaction)) setNote("");
    });
    onMounted(opened);
    setEditor(opened);
    return () => {
      tellCaret.cancel();
      onGone();
      setEditor(null);
      opened.destroy();
    };
  }, [link, section]);

  return (
    <div className="section-editor">
      <div ref={place} />
      {locking !== undefined && <p className="section-locking">{locking}</p>}
      {note !== "" && (
        <p className="section-note" role="alert">
          {note}
        </p>
      )}
      {editor !== null && (
        <div inert={isHeld}>
          <Toolbar editor={editor} link={link} ref={toolbar} />
        </div>
      )}
    </div>
  );
}
