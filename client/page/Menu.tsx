/** A button that shows a few links or acts; closes on Escape, on a choice and when the focus leaves. */
import { ChevronDown, type LucideIcon } from "lucide-react";
import { type ReactNode, useId, useRef, useState } from "react";

interface MenuProps {
  readonly label: string;
  readonly icon?: LucideIcon;
  readonly children: ReactNode;
}

export function Menu({ label, icon: Icon, children }: MenuProps) {
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  return (
    <div
      className="menu"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !isOpen) return;
        // Else a dialog around the menu closes with it.
        event.preventDefault();
        setOpen(false);
        button.current?.focus();
      }}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        className="button"
        aria-expanded={isOpen}
        aria-controls={listId}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {Icon && <Icon className="icon" aria-hidden="true" />}
        <span className="narrow-quiet">{label}</span>
        <ChevronDown className="icon" aria-hidden="true" />
      </button>
      <ul
        id={listId}
        className="plain-list menu-list"
        hidden={!isOpen}
        onClick={() => {
          setOpen(false);
          // A dialog that was opened from here gives the focus back to something that is still on the page.
          button.current?.focus();
        }}
      >
        {children}
      </ul>
    </div>
  );
}
