/**
 * Title and journal number of an item. They stand outside every text field; whoever may change
 * them opens a small form, everybody else sees the padlock and the reason.
 */
import { Lock, Pencil } from "lucide-react";
import { type RefObject, useId, useState } from "react";
import type { ListedItem } from "../../shared/document/read.ts";
import { JOURNAL_NUMBER_HINT, journalNumberHint } from "../../shared/meeting/journalNumber.ts";
import { ActButton } from "../page/ActButton.tsx";
import { pageText } from "../text/da.ts";
import { agendaText, meetingText } from "../text/meeting.ts";
import { ItemMoves } from "./ItemMoves.tsx";
import { useRoom } from "./room.ts";
import { articleId } from "./useItemInView.ts";

interface ItemHeadingProps {
  readonly item: ListedItem;
  readonly index: number;
  readonly items: readonly ListedItem[];
  readonly headingRef: RefObject<HTMLHeadingElement | null>;
}

export function ItemHeading({ item, index, items, headingRef }: ItemHeadingProps) {
  const { may } = useRoom();
  const [isEditing, setEditing] = useState(false);
  const mayEdit = may("punkter").allowed || may("sagsdata").allowed;
  return (
    <header className="item-header">
      <h2 ref={headingRef} tabIndex={-1} id={`${articleId(item.id)}-title`}>
        {meetingText.itemTitle(item.number, item.title === "" ? pageText.noTitle : item.title)}
      </h2>
      {isEditing && mayEdit ? (
        <ItemForm
          item={item}
          onClose={() => {
            setEditing(false);
            headingRef.current?.focus();
          }}
        />
      ) : (
        <div className="row item-facts">
          <JournalNumber item={item} />
          {mayEdit && (
            <>
              <span className="spring" />
              <ItemEditButton
                item={item}
                onPress={() => {
                  setEditing(true);
                }}
              />
              <ItemMoves item={item} index={index} items={items} />
            </>
          )}
        </div>
      )}
    </header>
  );
}

function JournalNumber({ item }: { readonly item: ListedItem }) {
  const { may } = useRoom();
  const permission = may("sagsdata");
  const words = item.journalNumber === "" ? meetingText.noJournalNumber : item.journalNumber;
  return (
    <p
      className="muted small journal-number"
      title={permission.allowed ? undefined : permission.refusal.detail}
    >
      {!permission.allowed && <Lock className="icon" aria-hidden="true" />}
      {item.journalNumber !== "" && <span className="only-read-aloud">{meetingText.journalNumber} </span>}
      {words}
      {!permission.allowed && <span className="only-read-aloud">. {permission.refusal.detail}</span>}
    </p>
  );
}

function ItemEditButton({ item, onPress }: { readonly item: ListedItem; readonly onPress: () => void }) {
  const { noCommands } = useRoom();
  return (
    <ActButton
      size="slight"
      icon={Pencil}
      whyNot={noCommands}
      label={agendaText.editOf(item.number)}
      onPress={onPress}
    >
      {agendaText.edit}
    </ActButton>
  );
}

function ItemForm({ item, onClose }: { readonly item: ListedItem; readonly onClose: () => void }) {
  const { may, send, noCommands } = useRoom();
  const [title, setTitle] = useState(item.title);
  const [journalNumber, setJournalNumber] = useState(item.journalNumber);
  const id = useId();
  const save = async () => {
    const changed = {
      ...(title.trim() !== item.title && { title: title.trim() }),
      ...(journalNumber.trim() !== item.journalNumber && { journalNumber: journalNumber.trim() }),
    };
    if (Object.keys(changed).length === 0 || (await send({ type: "setItem", itemId: item.id, ...changed }))) {
      onClose();
    }
  };
  return (
    <form
      className="item-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (noCommands === undefined) void save();
      }}
    >
      {may("punkter").allowed && (
        <div className="field grow">
          <label htmlFor={`${id}-title`}>{agendaText.title}</label>
          <input
            id={`${id}-title`}
            value={title}
            required
            // The form opens because the person pressed «Ret»: the caret belongs in it.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            onChange={(event) => {
              setTitle(event.target.value);
            }}
          />
        </div>
      )}
      {may("sagsdata").allowed && (
        <div className="field">
          <label htmlFor={`${id}-journal`}>{agendaText.journalNumber}</label>
          <input
            id={`${id}-journal`}
            value={journalNumber}
            aria-describedby={`${id}-hint`}
            onChange={(event) => {
              setJournalNumber(event.target.value);
            }}
          />
          <p id={`${id}-hint`} className="hint">
            {journalNumberHint(journalNumber) ?? JOURNAL_NUMBER_HINT}
          </p>
        </div>
      )}
      <div className="row">
        <button type="button" className="button" onClick={onClose}>
          {pageText.cancel}
        </button>
        <button
          type="submit"
          className="button main"
          aria-disabled={noCommands !== undefined || undefined}
          title={noCommands}
        >
          {agendaText.save}
        </button>
      </div>
    </form>
  );
}
