/**
 * What became of my words that the server did not take, at the section where I wrote them: put back
 * by itself, or kept here with a way out until I let them go.
 */
import { Check, CheckCheck, Copy, PencilLine, Trash2, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import { findSection } from "../../shared/document/read.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import type { RefusedEdit } from "../connection/meetingSession.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { pageText } from "../text/da.ts";
import { keptText, refusedWords } from "../text/kept.ts";
import { useRoom } from "./room.ts";

interface KeptTextNotesProps {
  readonly section: string;
  /** «Beslutning» */
  readonly where: string;
}

export function KeptTextNotes({ section, where }: KeptTextNotesProps) {
  const { session } = useRoom();
  const back = session.putBack.filter((each) => each.section === section);
  const refused = session.refusedEdits.filter((each) => each.section === section);
  if (back.length === 0 && refused.length === 0) return null;
  return (
    <div className="kept-text" id={notesId(section)} tabIndex={-1}>
      {back.map(({ id }) => (
        <div key={id} className="note ok">
          <CheckCheck className="icon" aria-hidden="true" />
          <p className="words">{keptText.putBack(where)}</p>
          <ActButton
            look="quiet"
            size="slight"
            icon={X}
            label={pageText.close}
            onPress={() => {
              session.dismissRefused(id);
            }}
          />
        </div>
      ))}
      {refused.map((edit) => (
        <RefusedEditNote key={edit.id} edit={edit} where={where} />
      ))}
    </div>
  );
}

export const notesId = (section: string) => `tekst-${section}`;

interface RefusedEditNoteProps {
  readonly edit: RefusedEdit;
  readonly where: string;
}

export function RefusedEditNote({ edit, where }: RefusedEditNoteProps) {
  const { session } = useRoom();
  return (
    <div className="note bad refused-edit">
      <TriangleAlert className="icon" aria-hidden="true" />
      <div className="words">
        <p>{refusedWords(where, edit.reason)}</p>
        {edit.text !== "" && (
          // A long text scrolls in its own frame, and keys must reach it.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          <blockquote aria-label={keptText.mine} className="mine" tabIndex={0}>
            {edit.text.trim()}
          </blockquote>
        )}
        <div className="row">
          {edit.text !== "" && (
            <>
              <SuggestMine edit={edit} />
              <CopyMine text={edit.text.trim()} />
            </>
          )}
          <ActButton
            icon={Trash2}
            size="slight"
            onPress={() => {
              session.dismissRefused(edit.id);
            }}
          >
            {keptText.drop}
          </ActButton>
        </div>
      </div>
    </div>
  );
}

/** Only where I may suggest now; the words stand at the end of the section then, for the others to judge. */
function SuggestMine({ edit }: { readonly edit: RefusedEdit }) {
  const { session, me, may } = useRoom();
  const section = findSection(session.doc, edit.section);
  const { state } = session.connection;
  const canWrite = state === "live" || state === "offline" || state === "cannotSave";
  if (section === undefined || !canWrite || !may(areaOfSection(section.kind), "suggest").allowed) return null;
  return (
    <ActButton
      icon={PencilLine}
      size="slight"
      onPress={() => {
        void import("../editor/suggestWords.ts").then(({ suggestWords }) => {
          suggestWords(session.doc, { section: edit.section, words: edit.text.trim(), author: me.person });
          session.dismissRefused(edit.id);
          announce(keptText.suggested);
        });
      }}
    >
      {keptText.suggest}
    </ActButton>
  );
}

function CopyMine({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <ActButton
      icon={isCopied ? Check : Copy}
      size="slight"
      onPress={() => {
        void copy(text).then(setCopied);
      }}
    >
      {isCopied ? keptText.copiedShort : keptText.copyMine}
    </ActButton>
  );
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    announce(keptText.copied);
    return true;
  } catch (reason) {
    // The browser may forbid it; the words stay on the screen to be marked by hand.
    console.info("Copying was not allowed.", reason);
    announce(keptText.copyFailed, "alert");
    return false;
  }
}
