/** One person of the attendance sheet: state, for whom a deputy sits, and when somebody came or went. */
import { useId } from "react";
import { listItems } from "../../shared/document/read.ts";
import { ATTENDANCE_LABELS } from "../../shared/meeting/labels.ts";
import { ATTENDANCE_STATES, type AttendanceState } from "../../shared/meeting/vocabulary.ts";
import { useDocument } from "../connection/useDocument.ts";
import { attendanceText } from "../text/meeting.ts";
import type { AttendanceRow } from "./attendanceRows.ts";
import { useRoom } from "./room.ts";

interface AttendanceChange {
  readonly state?: AttendanceState;
  readonly for?: string;
  readonly from?: string;
  readonly to?: string;
}

interface AttendanceLineProps {
  readonly row: AttendanceRow;
  /** Of the participants, for choosing whose deputy somebody is. */
  readonly names: readonly string[];
}

export function AttendanceLine({ row, names }: AttendanceLineProps) {
  const { may, noCommands } = useRoom();
  const set = useSetAttendance(row);
  const { record, name } = row;
  const isOff = !may("fremmoede").allowed || noCommands !== undefined;
  const hasTimes = record !== undefined && record.state !== "afbud" && record.state !== "fravaerende";
  return (
    <>
      <span className="who">
        <strong>{name}</strong> <span className="muted small">{row.detail}</span>
        <GuestOf row={row} />
      </span>
      <span className="states">
        <select
          aria-label={attendanceText.stateOf(name)}
          value={record?.state ?? ""}
          disabled={isOff}
          onChange={(event) => {
            const state = ATTENDANCE_STATES.find((known) => known === event.target.value);
            if (state !== undefined) set({ state });
          }}
        >
          <option value="" disabled>
            {attendanceText.unset}
          </option>
          {ATTENDANCE_STATES.map((state) => (
            <option key={state} value={state}>
              {ATTENDANCE_LABELS[state]}
            </option>
          ))}
        </select>
        {record?.state === "suppleant" && (
          <DeputyFor name={name} names={names} value={record.for ?? ""} isOff={isOff} onSet={set} />
        )}
      </span>
      <span className="times">
        {hasTimes && (
          <>
            <TimeField
              label={attendanceText.from}
              name={name}
              value={record.from ?? ""}
              isOff={isOff}
              onSet={(from) => {
                set({ from });
              }}
            />
            <TimeField
              label={attendanceText.to}
              name={name}
              value={record.to ?? ""}
              isOff={isOff}
              onSet={(to) => {
                set({ to });
              }}
            />
          </>
        )}
      </span>
    </>
  );
}

/** A record is replaced whole, so what did not change is sent along. */
function useSetAttendance({ name, record }: AttendanceRow): (change: AttendanceChange) => void {
  const { send } = useRoom();
  return (change) => {
    const state = change.state ?? record?.state ?? "tilStede";
    const deputyFor = change.for ?? record?.for;
    const from = change.from ?? record?.from ?? "";
    const to = change.to ?? record?.to ?? "";
    void send({
      type: "setAttendance",
      name,
      state,
      ...(record?.person !== undefined && { person: record.person }),
      ...(state === "suppleant" && deputyFor !== undefined && { for: deputyFor }),
      ...(from !== "" && { from }),
      ...(to !== "" && { to }),
      ...(record?.item !== undefined && { itemId: record.item }),
    });
  };
}

interface DeputyForProps {
  readonly name: string;
  readonly names: readonly string[];
  readonly value: string;
  readonly isOff: boolean;
  readonly onSet: (change: AttendanceChange) => void;
}

function DeputyFor({ name, names, value, isOff, onSet }: DeputyForProps) {
  return (
    <select
      aria-label={attendanceText.forOf(name)}
      value={value}
      disabled={isOff}
      onChange={(event) => {
        onSet({ for: event.target.value });
      }}
    >
      <option value="" disabled>
        {attendanceText.choose}
      </option>
      {names
        .filter((other) => other !== name)
        .map((other) => (
          <option key={other}>{other}</option>
        ))}
    </select>
  );
}

function GuestOf({ row }: { readonly row: AttendanceRow }) {
  const { session } = useRoom();
  const items = useDocument(session.doc, listItems, ["items", "meeting"]);
  const item = items.find(({ id }) => id === row.record?.item);
  return item ? <span className="muted small">{attendanceText.guestUnder(item.number)}</span> : null;
}

interface TimeFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string;
  readonly isOff: boolean;
  readonly onSet: (value: string) => void;
}

/** Sent when the field is left, not at each digit. */
function TimeField({ label, name, value, isOff, onSet }: TimeFieldProps) {
  const id = useId();
  return (
    <span className="time">
      <label htmlFor={id}>
        {label}
        <span className="only-read-aloud"> {name}</span>
      </label>
      <input
        id={id}
        type="time"
        key={value}
        defaultValue={value}
        disabled={isOff}
        onBlur={(event) => {
          if (event.target.value !== value) onSet(event.target.value);
        }}
      />
    </span>
  );
}
