/** Words of mine that the server refused: kept here, with a way out, until I let them go. */
import { Copy, Trash2, TriangleAlert } from "lucide-react";
import { findSection } from "../../shared/document/read.ts";
import { SECTION_LABELS } from "../../shared/meeting/labels.ts";
import { REFUSAL_REASONS, refusalOf } from "../../shared/policy/refusal.ts";
import type { RefusedEdit } from "../connection/meetingSession.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { connectionText } from "../text/da.ts";
import { useRoom } from "./room.ts";

export function RefusedEditNotes() {
  const { session } = useRoom();
  return (
    <div role="alert">
      {session.refusedEdits.map((edit) => (
        <RefusedEditNote key={edit.id} edit={edit} />
      ))}
    </div>
  );
}

function RefusedEditNote({ edit }: { readonly edit: RefusedEdit }) {
  const { session } = useRoom();
  const kind = findSection(session.doc, edit.section)?.kind;
  const where = kind === undefined ? connectionText.refusedSection : SECTION_LABELS[kind];
  return (
    <div className="note bad refused-edit">
      <TriangleAlert className="icon" aria-hidden="true" />
      <div className="words">
        <p>{connectionText.refusedEdit(where, reasonWords(edit.reason))}</p>
        {edit.text !== "" && (
          <blockquote aria-label={connectionText.mine} className="mine">
            {edit.text}
          </blockquote>
        )}
      </div>
      <div className="row">
        {edit.text !== "" && (
          <ActButton icon={Copy} size="slight" onPress={() => void copy(edit.text)}>
            {connectionText.copyMine}
          </ActButton>
        )}
        <ActButton
          icon={Trash2}
          size="slight"
          onPress={() => {
            session.dismissRefused(edit.id);
          }}
        >
          {connectionText.drop}
        </ActButton>
      </div>
    </div>
  );
}

/** «… blev ikke gemt: låst, da dagsordenen er udsendt.» */
function reasonWords(reason: string): string {
  if (reason === "paragraphGone") return connectionText.paragraphGone;
  const known = REFUSAL_REASONS.find((each) => each === reason);
  const { detail } = refusalOf(known ?? "internal");
  return detail.charAt(0).toLowerCase() + detail.slice(1);
}

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    announce(connectionText.copied);
  } catch (reason) {
    // The browser may forbid it; the words stay on the screen to be marked by hand.
    console.info("Copying was not allowed.", reason);
    announce(connectionText.copyFailed, "alert");
  }
}
