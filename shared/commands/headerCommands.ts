/** The meeting's own fields: header and the importer's doubts. */
import type * as Y from "yjs";
import { readMeetingRecord } from "../document/read.ts";
import { setMeetingField } from "../document/write.ts";
import type { SetHeader, TickDoubt } from "./command.ts";
import { planOf, refuse } from "./plan.ts";
import type { Judged } from "./plan.ts";

export function judgeSetHeader(doc: Y.Doc, command: SetHeader): Judged {
  return planOf({
    effect: `setHeader ${command.field}`,
    write: () => {
      setMeetingField(doc, command.field, command.value);
      // The printed date is kept only while it says more than date and time do; now it would contradict.
      if (command.field === "date" || command.field === "startTime") {
        setMeetingField(doc, "dateText", undefined);
      }
    },
  });
}

export function judgeTickDoubt(doc: Y.Doc, command: TickDoubt): Judged {
  const doubts = readMeetingRecord(doc).doubts ?? [];
  const doubt = doubts[command.index];
  if (doubt === undefined) return refuse("unknownDoubt");
  if (command.text !== undefined && command.text !== doubt.text) return refuse("unknownDoubt");
  return planOf({
    effect: `tickDoubt ${doubt.code} line ${doubt.line}`,
    result: { doubts: doubts.length - 1 },
    write: () => {
      setMeetingField(
        doc,
        "doubts",
        doubts.filter((each) => each !== doubt),
      );
    },
  });
}
