/** Who came, who is online, who sent word; guests and deputies. Each choice is a command at once. */
import { useId, useState } from "react";
import { listAttendance, listItems, readMeetingRecord } from "../../shared/document/read.ts";
import { useDocument } from "../connection/useDocument.ts";
import { ActButton } from "../page/ActButton.tsx";
import { Dialog } from "../page/Dialog.tsx";
import { pageText } from "../text/da.ts";
import { attendanceText } from "../text/meeting.ts";
import { AttendanceLine } from "./AttendanceLine.tsx";
import { attendanceRows } from "./attendanceRows.ts";
import { useRoom } from "./room.ts";
import { TroubleNote } from "./TroubleNote.tsx";

export function AttendanceDialog({ onClose }: { readonly onClose: () => void }) {
  const { session, may, send, noCommands } = useRoom();
  const participants = useDocument(session.doc, (doc) => readMeetingRecord(doc).participants, ["meeting"]);
  const attendance = useDocument(session.doc, listAttendance, ["attendance"]);
  const rows = attendanceRows(participants, attendance);
  const mayEdit = may("fremmoede").allowed;
  const allPresent = async () => {
    for (const { name, record } of rows) {
      // In order and one at a time: the first that is refused says why and stops the rest.
      if (record === undefined && !(await send({ type: "setAttendance", name, state: "tilStede" }))) return;
    }
  };
  return (
    <Dialog title={attendanceText.title} size="wide" onClose={onClose}>
      <TroubleNote />
      {!mayEdit && <p className="note">{attendanceText.readOnly}</p>}
      {rows.length === 0 && <p className="muted">{attendanceText.none}</p>}
      {mayEdit && rows.some(({ record }) => record === undefined) && (
        <ActButton whyNot={noCommands} onPress={() => void allPresent()}>
          {attendanceText.all}
        </ActButton>
      )}
      <ul className="plain-list attendance">
        {rows.map((row) => (
          <li key={row.record?.id ?? row.name}>
            <AttendanceLine row={row} names={participants.map(({ name }) => name)} />
          </li>
        ))}
      </ul>
      {mayEdit && <AddGuest />}
      <div className="dialog-acts">
        <button type="button" className="button main" onClick={onClose}>
          {pageText.close}
        </button>
      </div>
    </Dialog>
  );
}

function AddGuest() {
  const { session, send, noCommands } = useRoom();
  const items = useDocument(session.doc, listItems, ["items", "meeting"]);
  const [name, setName] = useState("");
  const [itemId, setItemId] = useState("");
  const id = useId();
  return (
    <form
      className="add-guest"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "" || noCommands !== undefined) return;
        const where = itemId === "" ? {} : { itemId };
        void send({ type: "setAttendance", name: name.trim(), state: "tilStede", ...where }).then(
          (result) => {
            if (result) setName("");
          },
        );
      }}
    >
      <h3>{attendanceText.guest}</h3>
      <div className="field">
        <label htmlFor={`${id}-name`}>{attendanceText.guestName}</label>
        <input
          id={`${id}-name`}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
      </div>
      <div className="field">
        <label htmlFor={`${id}-item`}>{attendanceText.guestItem}</label>
        <select
          id={`${id}-item`}
          value={itemId}
          onChange={(event) => {
            setItemId(event.target.value);
          }}
        >
          <option value="">{attendanceText.guestWhole}</option>
          {items.map((item) => (
            <option key={item.id} value={item.id}>
              {attendanceText.guestUnder(item.number)}
            </option>
          ))}
        </select>
      </div>
      <button
        type="submit"
        className="button"
        aria-disabled={noCommands !== undefined || undefined}
        title={noCommands}
      >
        {attendanceText.add}
      </button>
    </form>
  );
}
