/** Below the last item: adding one, and the bin with those that were removed. */
import { Plus, RotateCcw } from "lucide-react";
import { useState } from "react";
import { listRemovedItems, type ListedItem } from "../../shared/document/read.ts";
import { useDocument } from "../connection/useDocument.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { pageText } from "../text/da.ts";
import { agendaText, meetingText } from "../text/meeting.ts";
import { useRoom } from "./room.ts";
import { useWanting } from "./wanted.ts";

export function AgendaEnd({ items }: { readonly items: readonly ListedItem[] }) {
  const { may } = useRoom();
  const mayAdd = may("sagsdata").allowed;
  return (
    <>
      {items.length === 0 && (
        <p className="empty">
          {meetingText.emptyAgenda} {mayAdd && meetingText.emptyAgendaNext}
        </p>
      )}
      {mayAdd && <AddItem />}
      {mayAdd && <Bin />}
    </>
  );
}

function AddItem() {
  const { send, noCommands } = useRoom();
  const { want } = useWanting();
  const [title, setTitle] = useState("");
  const [isMissing, setMissing] = useState(false);
  const add = async () => {
    if (title.trim() === "") {
      setMissing(true);
      return;
    }
    const result = await send({ type: "addItem", title: title.trim() });
    if (result === undefined) return;
    setTitle("");
    if (typeof result.itemId === "string") want({ itemId: result.itemId, as: "read" });
  };
  return (
    <form
      className="add-item field"
      onSubmit={(event) => {
        event.preventDefault();
        if (noCommands === undefined) void add();
      }}
    >
      <label htmlFor="nyt-punkt">{agendaText.add}</label>
      <div className="row">
        <input
          id="nyt-punkt"
          value={title}
          placeholder={agendaText.addTitle}
          aria-invalid={isMissing || undefined}
          aria-describedby="nyt-punkt-fejl"
          onChange={(event) => {
            setTitle(event.target.value);
            setMissing(false);
          }}
        />
        <button
          type="submit"
          className="button main"
          aria-disabled={noCommands !== undefined || undefined}
          title={noCommands}
        >
          <Plus className="icon" aria-hidden="true" />
          {agendaText.addHere}
        </button>
      </div>
      <p id="nyt-punkt-fejl" className="wrong">
        {isMissing ? agendaText.titleNeeded : ""}
      </p>
    </form>
  );
}

function Bin() {
  const { session, send, noCommands } = useRoom();
  const removed = useDocument(session.doc, listRemovedItems, ["items"]);
  if (removed.length === 0) return null;
  return (
    <details className="bin">
      <summary>{agendaText.binCount(removed.length)}</summary>
      <ul className="plain-list">
        {removed.map((item) => (
          <li key={item.id} className="row">
            <span className="spring">{item.title === "" ? pageText.noTitle : item.title}</span>
            <ActButton
              size="slight"
              icon={RotateCcw}
              whyNot={noCommands}
              label={agendaText.restoreOf(item.title)}
              onPress={() => {
                void send({ type: "restoreItem", itemId: item.id }).then((result) => {
                  if (result) announce(agendaText.restored(item.title));
                });
              }}
            >
              {agendaText.restore}
            </ActButton>
          </li>
        ))}
      </ul>
    </details>
  );
}
