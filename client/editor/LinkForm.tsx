/** Asks for the address of a link; only addresses that the schema allows are set. */
import { type Editor, getAttributes } from "@tiptap/core";
import { type SyntheticEvent, useEffect, useId, useRef, useState } from "react";
import { isAllowedHref } from "../../shared/document/schema.ts";
import { editorText } from "../text/editor.ts";
import { act, stateShown } from "./acting.ts";

interface LinkFormProps {
  readonly editor: Editor;
  readonly onDone: () => void;
}

export function LinkForm({ editor, onDone }: LinkFormProps) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const before: unknown = getAttributes(stateShown(editor), "link")["href"];
  const [address, setAddress] = useState(typeof before === "string" ? before : "");
  const [isWrong, setWrong] = useState(false);
  // Moves the focus into the field that has just been asked for; nothing to undo, leaving moves it on.
  useEffect(() => field.current?.focus(), []);

  const set = (event: SyntheticEvent) => {
    event.preventDefault();
    const href = fullAddress(address);
    if (href === undefined) {
      setWrong(true);
      field.current?.focus();
      return;
    }
    act(editor, (one) => setLink(one, href));
    onDone();
  };
  return (
    <form
      className="section-link"
      onSubmit={set}
      onKeyDown={(event) => {
        if (event.key === "Escape") onDone();
      }}
    >
      <label htmlFor={id}>{editorText.linkAddress}</label>
      <input
        id={id}
        ref={field}
        type="text"
        inputMode="url"
        autoComplete="off"
        value={address}
        aria-invalid={isWrong}
        aria-describedby={`${id}-wrong`}
        onChange={(event) => {
          setAddress(event.target.value);
        }}
      />
      <button type="submit" className="button main slight">
        {editorText.linkSet}
      </button>
      {before !== undefined && (
        <button
          type="button"
          className="button slight"
          onClick={() => {
            act(editor, (one) => one.chain().extendMarkRange("link").unsetMark("link").run());
            onDone();
          }}
        >
          {editorText.linkRemove}
        </button>
      )}
      <button type="button" className="button quiet slight" onClick={onDone}>
        {editorText.linkCancel}
      </button>
      <p id={`${id}-wrong`} role="alert">
        {isWrong ? editorText.linkWrong : ""}
      </p>
    </form>
  );
}

/** `www.kommune.dk` and an e-mail address get their scheme; undefined when it is no address we allow. */
function fullAddress(typed: string): string | undefined {
  const trimmed = typed.trim();
  if (trimmed === "") return undefined;
  const isMail = /^[^\s@:/]+@[^\s@/]+$/u.test(trimmed);
  const hasScheme = /^[a-z][a-z0-9+.-]*:/iu.test(trimmed);
  const full = isMail ? `mailto:${trimmed}` : hasScheme ? trimmed : `https://${trimmed}`;
  return isAllowedHref(full) ? full : undefined;
}

function setLink(editor: Editor, href: string): boolean {
  const chain = editor.chain().extendMarkRange("link");
  return editor.state.selection.empty && !editor.isActive("link")
    ? chain.insertContent({ type: "text", text: href, marks: [{ type: "link", attrs: { href } }] }).run()
    : chain.setMark("link", { href }).run();
}
