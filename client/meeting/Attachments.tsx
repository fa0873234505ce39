/** The attachments of an item, by name; added and taken away while the agenda is built. */
import { Paperclip, X } from "lucide-react";
import { useState } from "react";
import { attachmentsOfItem, type ListedItem } from "../../shared/document/read.ts";
import { ATTACHMENTS_LABEL } from "../../shared/meeting/labels.ts";
import { useDocument } from "../connection/useDocument.ts";
import { ActButton } from "../page/ActButton.tsx";
import { agendaText } from "../text/meeting.ts";
import { useRoom } from "./room.ts";

export function Attachments({ item }: { readonly item: ListedItem }) {
  const { session, may, send, noCommands } = useRoom();
  const attachments = useDocument(session.doc, (doc) => attachmentsOfItem(doc, item.id), ["attachments"]);
  const mayEdit = may("bilag").allowed;
  if (attachments.length === 0 && !mayEdit) return null;
  return (
    <section className="attachments">
      <h3>{ATTACHMENTS_LABEL}</h3>
      {attachments.length > 0 && (
        <ul className="plain-list">
          {attachments.map(({ id, name }) => (
            <li key={id}>
              <Paperclip className="icon" aria-hidden="true" />
              <span>{name}</span>
              {mayEdit && (
                <ActButton
                  look="quiet"
                  size="slight"
                  icon={X}
                  whyNot={noCommands}
                  label={agendaText.removeAttachment(name)}
                  onPress={() => {
                    void send({ type: "removeAttachment", attachmentId: id });
                  }}
                />
              )}
            </li>
          ))}
        </ul>
      )}
      {mayEdit && <AddAttachment item={item} />}
    </section>
  );
}

function AddAttachment({ item }: { readonly item: ListedItem }) {
  const { send, noCommands } = useRoom();
  const [name, setName] = useState("");
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "" || noCommands !== undefined) return;
        void send({ type: "addAttachment", itemId: item.id, name: name.trim() }).then((result) => {
          if (result) setName("");
        });
      }}
    >
      <input
        className="slight"
        aria-label={agendaText.attachmentName(item.number)}
        placeholder={agendaText.attachmentPlaceholder}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
      <button
        type="submit"
        className="button slight"
        aria-disabled={noCommands !== undefined || undefined}
        title={noCommands}
      >
        {agendaText.addAttachment}
      </button>
    </form>
  );
}
