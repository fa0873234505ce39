/** Reads a whole database file and names what is damaged in it: pages, records, gaps. Meant for copies. */
import { DatabaseSync } from "node:sqlite";
import { crcOfRecord } from "./integrity.ts";
import { integerIn, textIn } from "./row.ts";
import { recordOf } from "./sqliteLog.ts";
import { failedOf } from "./sqliteFailure.ts";

export interface CheckedFile {
  readonly meetings: number;
  readonly records: number;
  /** When the newest record was made; UTC, ISO 8601. */
  readonly newest: string | undefined;
  readonly damage: readonly string[];
}

const NOTHING: Omit<CheckedFile, "damage"> = { meetings: 0, records: 0, newest: undefined };

export function checkFile(file: string): CheckedFile {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    const pages = damagedPages(database);
    return pages.length > 0 ? { ...NOTHING, damage: pages } : checkRecords(database);
  } catch (error) {
    return { ...NOTHING, damage: [failedOf(error).message] };
  } finally {
    database?.close();
  }
}

function damagedPages(database: DatabaseSync): readonly string[] {
  const lines = database.prepare("PRAGMA integrity_check").all();
  return lines.map((row) => textIn(row, "integrity_check")).filter((line) => line !== "ok");
}

/** All records of all epochs, which follow each other by their numbers. */
function checkRecords(database: DatabaseSync): CheckedFile {
  const damage: string[] = [];
  let records = 0;
  let newest: string | undefined;
  const documents = database.prepare("SELECT id, last_seq FROM documents").all();
  const recordsOf = database.prepare("SELECT * FROM records WHERE document = ? ORDER BY seq");
  for (const document of documents) {
    const documentId = textIn(document, "id");
    let seq = 0;
    for (const row of recordsOf.iterate(documentId)) {
      const record = recordOf(row);
      seq += 1;
      const isSound =
        integerIn(row, "crc") === crcOfRecord({ documentId, epoch: textIn(row, "epoch") }, record);
      if (!isSound || record.seq !== seq)
        damage.push(`Record ${seq} of ${documentId} is damaged or missing.`);
      seq = record.seq;
      records += 1;
      if (newest === undefined || record.at > newest) newest = record.at;
    }
    if (seq !== integerIn(document, "last_seq"))
      damage.push(`Record ${seq + 1} of ${documentId} is damaged or missing.`);
  }
  return { meetings: documents.length, records, newest, damage };
}
