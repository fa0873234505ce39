/**
 * An exported meeting read back. Strict: a field that is missing, wrong or unknown is named in
 * Danish, since a half-read meeting would lose words without telling anybody.
 */
import type {
  AgendaItem,
  Approval,
  Attachment,
  Attendance,
  Meeting,
  Participant,
  Section,
} from "../../meeting/meeting.ts";
import {
  ATTENDANCE_STATES,
  CHAIR_ROLES,
  MEETING_KINDS,
  OUTCOMES,
  PHASES,
  SECTION_KINDS,
} from "../../meeting/vocabulary.ts";
import {
  failed,
  integerAt,
  listAt,
  oneOf,
  optional,
  recordAt,
  textAt,
  type Fields,
  type JsonFailure,
} from "./jsonReader.ts";
import { richTextAt } from "./jsonRichText.ts";

export type ParsedMeeting =
  | { readonly ok: true; readonly meeting: Meeting }
  | { readonly ok: false; readonly message: string };

const APPROVAL_STATES = ["valid", "stale", "withdrawn"] as const;
/** What the server adds to a meeting it hands out; no part of the meeting itself. */
const SERVER_FIELDS = ["format", "version", "id", "doubts", "me", "firstNumber"];
const JSON_VERSION_READ = 1;

export function parseMeetingJson(value: unknown): ParsedMeeting {
  const failures: JsonFailure[] = [];
  const root = recordAt({ value, path: "", failures }, [
    "kind",
    "committee",
    "date",
    "dateText",
    "startTime",
    "place",
    "participants",
    "preamble",
    "items",
    "attendance",
    "approvalLine",
    "phase",
    ...SERVER_FIELDS,
  ]);
  const version = root.get("version");
  if (version !== undefined && version !== JSON_VERSION_READ) {
    failed(root.at("version"), `skal være ${JSON_VERSION_READ}; filen er måske lavet af en nyere udgave`);
  }
  const meeting = meetingFrom(root);
  const [first] = failures;
  if (first === undefined) return { ok: true, meeting };
  return {
    ok: false,
    message: `Filen er ikke et møde, der kan læses: ${first.path || "filen"} ${first.message}.`,
  };
}

function meetingFrom(fields: Fields): Meeting {
  return {
    kind: oneOf(fields.at("kind"), MEETING_KINDS),
    committee: textAt(fields.at("committee")),
    date: textAt(fields.at("date")),
    ...optional(fields, "dateText", textAt),
    startTime: textAt(fields.at("startTime")),
    place: textAt(fields.at("place")),
    participants: listAt(fields.at("participants"), participantAt),
    preamble: richTextAt(fields.at("preamble")),
    items: listAt(fields.at("items"), itemAt),
    ...optional(fields, "attendance", (at) => listAt(at, attendanceAt)),
    ...optional(fields, "approvalLine", textAt),
    ...optional(fields, "phase", (at) => oneOf(at, PHASES)),
  };
}

function participantAt(at: Parameters<typeof textAt>[0]): Participant {
  const fields = recordAt(at, ["name", "detail"]);
  return { name: textAt(fields.at("name")), detail: textAt(fields.at("detail")) };
}

function itemAt(at: Parameters<typeof textAt>[0]): AgendaItem {
  const fields = recordAt(at, [
    "id",
    "number",
    "title",
    "journalNumber",
    "sections",
    "attachments",
    "outcome",
    "contentHash",
    "approvals",
  ]);
  return {
    ...optional(fields, "id", textAt),
    number: integerAt(fields.at("number")),
    title: textAt(fields.at("title")),
    journalNumber: textAt(fields.at("journalNumber")),
    sections: listAt(fields.at("sections"), sectionAt),
    attachments: listAt(fields.at("attachments"), attachmentAt),
    ...optional(fields, "outcome", (each) => oneOf(each, OUTCOMES)),
    ...optional(fields, "contentHash", textAt),
    ...optional(fields, "approvals", (each) => listAt(each, approvalAt)),
  };
}

function sectionAt(at: Parameters<typeof textAt>[0]): Section {
  const fields = recordAt(at, ["id", "kind", "content"]);
  return {
    ...optional(fields, "id", textAt),
    kind: oneOf(fields.at("kind"), SECTION_KINDS),
    content: richTextAt(fields.at("content")),
  };
}

function attachmentAt(at: Parameters<typeof textAt>[0]): Attachment {
  const fields = recordAt(at, ["id", "name"]);
  return { ...optional(fields, "id", textAt), name: textAt(fields.at("name")) };
}

function approvalAt(at: Parameters<typeof textAt>[0]): Approval {
  const fields = recordAt(at, ["role", "person", "name", "at", "hash", "state"]);
  return {
    role: oneOf(fields.at("role"), CHAIR_ROLES),
    person: textAt(fields.at("person")),
    name: textAt(fields.at("name")),
    at: textAt(fields.at("at")),
    hash: textAt(fields.at("hash")),
    state: oneOf(fields.at("state"), APPROVAL_STATES),
  };
}

function attendanceAt(at: Parameters<typeof textAt>[0]): Attendance {
  const fields = recordAt(at, ["id", "name", "person", "state", "for", "from", "to", "itemId"]);
  return {
    ...optional(fields, "id", textAt),
    name: textAt(fields.at("name")),
    ...optional(fields, "person", textAt),
    state: oneOf(fields.at("state"), ATTENDANCE_STATES),
    ...optional(fields, "for", textAt),
    ...optional(fields, "from", textAt),
    ...optional(fields, "to", textAt),
    ...optional(fields, "itemId", textAt),
  };
}
