/** What will be accepted or rejected, each by name, before it is; exactly these are sent. */
import type { Verdict } from "../../shared/suggestion/resolvedText.ts";
import { sentenceOf } from "../../shared/suggestion/sentence.ts";
import { useRoom } from "../meeting/room.ts";
import { ActButton } from "../page/ActButton.tsx";
import { Dialog } from "../page/Dialog.tsx";
import { pageText } from "../text/da.ts";
import { meetingText } from "../text/meeting.ts";
import { suggestionText } from "../text/suggestion.ts";
import type { OpenSuggestion } from "../connection/openSuggestions.ts";
import type { PersonOf } from "./people.ts";
import { Quoted } from "./Quoted.tsx";

interface BulkDialogProps {
  readonly verdict: Verdict;
  readonly which: readonly OpenSuggestion[];
  readonly personOf: PersonOf;
  readonly onDo: () => void;
  readonly onClose: () => void;
}

export function BulkDialog({ verdict, which, personOf, onDo, onClose }: BulkDialogProps) {
  const { noCommands } = useRoom();
  const count = which.length;
  return (
    <Dialog title={suggestionText.bulkTitle[verdict](count)} onClose={onClose} size="wide">
      <p>{suggestionText.bulkWords}</p>
      <ol className="bulk-list">
        {which.map((one) => (
          <li key={one.id}>
            <Quoted sentence={sentenceOf(one)} />
            <span className="muted small">
              {" "}
              – {personOf(one.author).name}, {meetingText.item(one.item.number).toLowerCase()}
            </span>
          </li>
        ))}
      </ol>
      <div className="dialog-acts">
        <button type="button" className="button" onClick={onClose}>
          {pageText.cancel}
        </button>
        <ActButton look={verdict === "accept" ? "main" : "danger"} whyNot={noCommands} onPress={onDo}>
          {suggestionText.bulkDo[verdict](count)}
        </ActButton>
      </div>
    </Dialog>
  );
}
