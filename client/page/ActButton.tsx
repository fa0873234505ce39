/**
 * A button that sends a command. When it cannot be used it stays where it is, can be focused, and
 * says why: hover and screen reader get the reason. `aria-disabled` and not `disabled`, which
 * would take the focus away from somebody who has just lost the connection.
 */
import { type ReactNode, useId } from "react";
import type { Icon } from "./Icon.ts";

interface ActButtonProps {
  readonly onPress: () => void;
  /** Why it cannot be used now. */
  readonly whyNot?: string | undefined;
  readonly icon?: Icon;
  readonly look?: "main" | "plain" | "quiet" | "danger";
  readonly size?: "normal" | "slight";
  /** The whole name when the words on the button do not say enough alone. */
  readonly label?: string;
  /** Only the icon is shown; `label` names it. */
  readonly children?: ReactNode;
}

export function ActButton(props: ActButtonProps) {
  const { onPress, whyNot, icon: Drawing, look = "plain", size = "normal", label, children } = props;
  const reasonId = useId();
  const isOff = whyNot !== undefined;
  const looks = ["button", look, size, children === undefined ? "square" : ""];
  return (
    <>
      <button
        type="button"
        className={looks.filter((word) => word !== "" && word !== "plain" && word !== "normal").join(" ")}
        aria-disabled={isOff || undefined}
        aria-label={label}
        aria-describedby={isOff ? reasonId : undefined}
        title={whyNot ?? (children === undefined ? label : undefined)}
        onClick={() => {
          if (!isOff) onPress();
        }}
      >
        {Drawing && <Drawing className="icon" aria-hidden="true" />}
        {children}
      </button>
      {isOff && (
        <span id={reasonId} hidden>
          {whyNot}
        </span>
      )}
    </>
  );
}
