/** The meeting's own fields: committee, date, time, place, participants. Each changed field is one command. */
import { Plus, X } from "lucide-react";
import { useId, useState } from "react";
import type { MeetingRecord } from "../../shared/document/layout.ts";
import { HEADER_LABELS } from "../../shared/meeting/labels.ts";
import type { Participant } from "../../shared/meeting/meeting.ts";
import { ActButton } from "../page/ActButton.tsx";
import { Dialog } from "../page/Dialog.tsx";
import { pageText } from "../text/da.ts";
import { agendaText } from "../text/meeting.ts";
import { useRoom } from "./room.ts";

const TEXT_FIELDS = [
  { field: "committee", type: "text" },
  { field: "date", type: "date" },
  { field: "startTime", type: "time" },
  { field: "place", type: "text" },
] as const;

type TextField = (typeof TEXT_FIELDS)[number]["field"];

interface HeaderDialogProps {
  readonly record: MeetingRecord;
  readonly onClose: () => void;
}

export function HeaderDialog({ record, onClose }: HeaderDialogProps) {
  const { send, noCommands } = useRoom();
  const [texts, setTexts] = useState<Readonly<Record<TextField, string>>>({
    committee: record.committee,
    date: record.date,
    startTime: record.startTime,
    place: record.place,
  });
  const [people, setPeople] = useState<readonly Participant[]>(record.participants);
  const id = useId();
  const save = async () => {
    const named = people.filter(({ name }) => name.trim() !== "");
    onClose();
    for (const { field } of TEXT_FIELDS) {
      const isChanged = texts[field] !== record[field];
      // One after the other: the first that is refused says why, and the rest stay as they were.
      if (isChanged && !(await send({ type: "setHeader", field, value: texts[field] }))) return;
    }
    if (JSON.stringify(named) !== JSON.stringify(record.participants)) {
      await send({ type: "setHeader", field: "participants", value: named });
    }
  };
  return (
    <Dialog title={agendaText.headerTitle} size="wide" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (noCommands === undefined) void save();
        }}
      >
        <div className="header-fields">
          {TEXT_FIELDS.map(({ field, type }) => (
            <div key={field} className="field">
              <label htmlFor={`${id}-${field}`}>{HEADER_LABELS[field]}</label>
              <input
                id={`${id}-${field}`}
                type={type}
                value={texts[field]}
                onChange={(event) => {
                  setTexts({ ...texts, [field]: event.target.value });
                }}
              />
            </div>
          ))}
        </div>
        <ParticipantFields people={people} onChange={setPeople} />
        <div className="dialog-acts">
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
    </Dialog>
  );
}

interface ParticipantFieldsProps {
  readonly people: readonly Participant[];
  readonly onChange: (people: readonly Participant[]) => void;
}

function ParticipantFields({ people, onChange }: ParticipantFieldsProps) {
  const put = (index: number, part: Partial<Participant>) => {
    onChange(people.map((one, place) => (place === index ? { ...one, ...part } : one)));
  };
  return (
    <fieldset className="participants">
      <legend>{agendaText.participants}</legend>
      {people.map((one, index) => (
        // The rows are only ever known by their place while the form is open.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="participant">
          <input
            aria-label={agendaText.participantNumber(agendaText.participantName, index)}
            placeholder={agendaText.participantName}
            value={one.name}
            onChange={(event) => {
              put(index, { name: event.target.value });
            }}
          />
          <input
            aria-label={agendaText.participantNumber(agendaText.participantDetail, index)}
            placeholder={agendaText.participantDetail}
            value={one.detail}
            onChange={(event) => {
              put(index, { detail: event.target.value });
            }}
          />
          <ActButton
            look="quiet"
            icon={X}
            label={agendaText.removeParticipant(one.name)}
            onPress={() => {
              onChange(people.filter((_, place) => place !== index));
            }}
          />
        </div>
      ))}
      <ActButton
        icon={Plus}
        size="slight"
        onPress={() => {
          onChange([...people, { name: "", detail: "" }]);
        }}
      >
        {agendaText.addParticipant}
      </ActButton>
    </fieldset>
  );
}
