/** Writing a comment or an answer; Ctrl+Enter sends, Escape gives up. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { useRoom } from "../meeting/room.ts";
import { ActButton } from "../page/ActButton.tsx";
import { pageText } from "../text/da.ts";
import { commentText } from "../text/comment.ts";

interface CommentFormProps {
  readonly label: string;
  /** False: it was not taken, and the words stay in the field. */
  readonly onSend: (text: string) => Promise<boolean>;
  readonly onClose: () => void;
}

export function CommentForm({ label, onSend, onClose }: CommentFormProps) {
  const { noCommands } = useRoom();
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState("");
  const [isMissing, setMissing] = useState(false);
  const [isSending, setSending] = useState(false);
  // Moves the focus into the field that has just been asked for; nothing to undo, closing moves it on.
  useEffect(() => field.current?.focus(), []);
  const send = async () => {
    if (noCommands !== undefined || isSending) return;
    if (text.trim() === "") {
      setMissing(true);
      field.current?.focus();
      return;
    }
    setSending(true);
    const isTaken = await onSend(text.trim());
    setSending(false);
    if (isTaken) onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") onClose();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void send();
    // The card around it has keys of its own.
    event.stopPropagation();
  };
  return (
    <div className="comment-form">
      <label htmlFor={id} className="field-label">
        {label}
      </label>
      <textarea
        id={id}
        ref={field}
        rows={2}
        maxLength={LIMITS.commentCharacters}
        value={text}
        aria-invalid={isMissing || undefined}
        aria-describedby={`${id}-wrong`}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setText(event.target.value);
          setMissing(false);
        }}
      />
      <p id={`${id}-wrong`} className="wrong small">
        {isMissing ? commentText.needed : ""}
      </p>
      <div className="row">
        <ActButton size="slight" look="main" whyNot={noCommands} onPress={() => void send()}>
          {commentText.send}
        </ActButton>
        <button type="button" className="button slight quiet" onClick={onClose}>
          {pageText.cancel}
        </button>
      </div>
    </div>
  );
}
