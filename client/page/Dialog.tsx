/**
 * A modal dialog: the browser's own element, which traps the focus, closes on Escape and is
 * mounted only while open. The focus goes back to where it was when it closes.
 */
import { type ReactNode, useEffect, useId, useRef } from "react";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly size?: "normal" | "wide";
  /** A sheet comes up from below and leaves the text above it to be seen. */
  readonly look?: "dialog" | "sheet";
  /** An alertdialog must be answered by one of its buttons; Escape does not close it. */
  readonly kind?: "dialog" | "alertdialog";
}

export function Dialog(props: DialogProps) {
  const { title, onClose, children, size = "normal", look = "dialog", kind = "dialog" } = props;
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Opens the browser's modal layer; undone by closing it and giving the focus back.
  useEffect(() => {
    const before = document.activeElement;
    const dialog = element.current;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      className={["dialog", size, look].join(" ")}
      role={kind === "alertdialog" ? kind : undefined}
      aria-labelledby={titleId}
      onCancel={(event) => {
        // To React a dialog in this one is a child whose events bubble.
        if (event.target !== event.currentTarget) return;
        event.preventDefault();
        if (kind === "dialog") onClose();
      }}
    >
      <div className="dialog-inside" data-scrolls>
        <h2 id={titleId}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
