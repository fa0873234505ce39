/** Says which letters act here, and switches them off for those who talk to their computer. */
import { approvalText } from "../text/approval.ts";
import type { SingleKeys } from "./useApprovalKeys.ts";

interface KeySwitchProps {
  readonly keys: SingleKeys;
  readonly maySign: boolean;
}

export function KeySwitch({ keys, maySign }: KeySwitchProps) {
  return (
    <span className="key-switch wide-only small muted">
      {keys.isOn && (
        <>
          <kbd>J</kbd> {approvalText.keysNext} <kbd>K</kbd> {approvalText.keysPrevious}{" "}
          {maySign && (
            <>
              <kbd>G</kbd> {approvalText.keysApprove}
            </>
          )}
        </>
      )}
      <label>
        <input
          type="checkbox"
          checked={keys.isOn}
          onChange={(event) => {
            keys.setOn(event.target.checked);
          }}
        />{" "}
        {approvalText.keys}
      </label>
    </span>
  );
}
