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
      {keys.isOn && (
        <>
          <Key letter="J" does={approvalText.keysNext} />
          <Key letter="K" does={approvalText.keysPrevious} />
          {maySign && <Key letter="G" does={approvalText.keysApprove} />}
        </>
      )}
    </span>
  );
}

function Key({ letter, does }: { readonly letter: string; readonly does: string }) {
  return (
    <>
      {" "}
      <kbd title={does}>{letter}</kbd>
      <span className="only-read-aloud"> {does}</span>
    </>
  );
}
