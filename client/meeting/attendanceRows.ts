/** The rows of the attendance sheet: the participants on the list, then others who were written down. */
import type { ListedAttendance } from "../../shared/document/read.ts";
import type { Participant } from "../../shared/meeting/meeting.ts";
import type { AttendanceState } from "../../shared/meeting/vocabulary.ts";

export interface AttendanceRow {
  readonly name: string;
  readonly detail: string;
  readonly record?: ListedAttendance;
}

export function attendanceRows(
  participants: readonly Participant[],
  attendance: readonly ListedAttendance[],
): readonly AttendanceRow[] {
  const listed = participants.map(({ name, detail }): AttendanceRow => {
    const record = attendance.find((one) => one.name === name && one.item === undefined);
    return record ? { name, detail, record } : { name, detail };
  });
  const others = attendance
    .filter((one) => one.item !== undefined || !participants.some(({ name }) => name === one.name))
    .map((record): AttendanceRow => ({ name: record.name, detail: "", record }));
  return [...listed, ...others];
}

const PRESENT: ReadonlySet<AttendanceState> = new Set(["tilStede", "online", "suppleant"]);

/** Guests of one item are not counted. */
export function countPresent(
  participants: readonly Participant[],
  attendance: readonly ListedAttendance[],
): { readonly here: number; readonly all: number } {
  const rows = attendanceRows(participants, attendance).filter(({ record }) => record?.item === undefined);
  const here = rows.filter(({ record }) => record !== undefined && PRESENT.has(record.state));
  return { here: here.length, all: rows.length };
}
