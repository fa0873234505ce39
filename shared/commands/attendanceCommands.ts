/** Who was there: one record for each person or name, and one more for each item they were guests of. */
import type * as Y from "yjs";
import type { AttendanceRecord } from "../document/layout.ts";
import { listAttendance } from "../document/read.ts";
import type { ListedAttendance } from "../document/read.ts";
import { orderBetween, putAttendance } from "../document/write.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { SetAttendance } from "./command.ts";
import { livingItem } from "./itemCommands.ts";
import { planOf, refuse } from "./plan.ts";
import type { CommandContext, Judged } from "./plan.ts";

/** Replaces what was known of this person, or adds them. Times and deputy not named are gone. */
export function judgeSetAttendance(doc: Y.Doc, command: SetAttendance, context: CommandContext): Judged {
  if (command.itemId !== undefined && livingItem(doc, command.itemId) === undefined)
    return refuse("unknownItem");
  const listed = listAttendance(doc);
  const known = listed.find((record) => isSame(record, command));
  const name = command.name ?? known?.name ?? nameOfPerson(command.person, context);
  if (name === undefined) return refuse("unknownPerson");
  if (known === undefined && listed.length >= LIMITS.attendancePerMeeting) {
    return refuse("tooMany", `Fremmødet kan højst have ${LIMITS.attendancePerMeeting} navne`);
  }
  const attendanceId = known?.id ?? context.newId();
  const order = known === undefined ? orderBetween(lastOrder(listed), null) : known.order;
  return planOf({
    effect: `setAttendance ${attendanceId} ${command.state}`,
    result: { attendanceId },
    write: () => {
      putAttendance(
        doc,
        attendanceId,
        recordOf(command, { name, order, person: command.person ?? known?.person }),
      );
    },
  });
}

function isSame(record: ListedAttendance, { person, name, itemId }: SetAttendance): boolean {
  if (record.item !== itemId) return false;
  return person === undefined || record.person === undefined
    ? record.name === name
    : record.person === person;
}

function nameOfPerson(person: string | undefined, { actor, nameOf }: CommandContext): string | undefined {
  if (person === undefined) return undefined;
  return person === actor.person ? actor.name : nameOf?.(person);
}

function lastOrder(listed: readonly ListedAttendance[]): string | null {
  return listed.findLast((record) => record.order !== undefined)?.order ?? null;
}

interface Known {
  readonly name: string;
  readonly order: string | undefined;
  readonly person: string | undefined;
}

function recordOf(command: SetAttendance, { name, order, person }: Known): AttendanceRecord {
  return {
    name,
    state: command.state,
    ...(person === undefined ? {} : { person }),
    ...(order === undefined ? {} : { order }),
    ...(command.for === undefined ? {} : { for: command.for }),
    ...(command.from === undefined ? {} : { from: command.from }),
    ...(command.to === undefined ? {} : { to: command.to }),
    ...(command.itemId === undefined ? {} : { item: command.itemId }),
  };
}
