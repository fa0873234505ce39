/** The small tables beside the log: client ids, the list of meetings, sessions and settings. */
import type { DatabaseSync } from "node:sqlite";
import { textIn } from "./row.ts";
import type { MeetingSummary, StoredSession } from "./store.ts";

export class SqliteTables {
  readonly #sql: ReturnType<typeof prepare>;

  constructor(database: DatabaseSync) {
    this.#sql = prepare(database);
  }

  bindClients(documentId: string, person: string, clientIds: readonly number[]): readonly number[] {
    const foreign = clientIds.filter((clientId) => {
      const row = this.#sql.personOfClient.get(documentId, clientId);
      return row !== undefined && textIn(row, "person") !== person;
    });
    if (foreign.length > 0) return foreign;
    for (const clientId of clientIds) this.#sql.bindClient.run(documentId, clientId, person);
    return [];
  }

  listMeetings(): readonly (MeetingSummary & { readonly id: string })[] {
    return this.#sql.meetings.all().map(meetingOf);
  }

  findMeeting(documentId: string): (MeetingSummary & { readonly id: string }) | undefined {
    const row = this.#sql.meeting.get(documentId);
    return row && meetingOf(row);
  }

  putSession({ tokenHash, person, createdAt, seenAt }: StoredSession): void {
    this.#sql.putSession.run(tokenHash, person, createdAt, seenAt);
  }

  touchSession(tokenHash: string, seenAt: string): void {
    this.#sql.touchSession.run(seenAt, tokenHash);
  }

  findSession(tokenHash: string): StoredSession | undefined {
    const row = this.#sql.findSession.get(tokenHash);
    if (row === undefined) return undefined;
    return {
      tokenHash,
      person: textIn(row, "person"),
      createdAt: textIn(row, "created_at"),
      seenAt: textIn(row, "seen_at"),
    };
  }

  deleteSession(tokenHash: string): void {
    this.#sql.deleteSession.run(tokenHash);
  }

  /** What comes after it shall fit as well. The file keeps the last probe, no more. */
  writeProbe(sizeBytes: number): void {
    this.#sql.putSetting.run("probe", "x".repeat(sizeBytes));
  }

  getSetting(name: string): string | undefined {
    const row = this.#sql.getSetting.get(name);
    return row === undefined ? undefined : textIn(row, "value");
  }

  putSetting(name: string, value: string): void {
    this.#sql.putSetting.run(name, value);
  }
}

function meetingOf(row: Parameters<typeof textIn>[0]): MeetingSummary & { readonly id: string } {
  return {
    id: textIn(row, "id"),
    title: textIn(row, "title"),
    kind: textIn(row, "kind"),
    committee: textIn(row, "committee"),
    phase: textIn(row, "phase"),
    date: textIn(row, "date"),
    startTime: textIn(row, "start_time"),
    place: textIn(row, "place"),
  };
}

const MEETING_COLUMNS = "id, title, kind, committee, phase, date, start_time, place";

function prepare(database: DatabaseSync) {
  return {
    personOfClient: database.prepare("SELECT person FROM clients WHERE document = ? AND client_id = ?"),
    bindClient: database.prepare(
      "INSERT OR IGNORE INTO clients (document, client_id, person) VALUES (?, ?, ?)",
    ),
    meetings: database.prepare(
      `SELECT ${MEETING_COLUMNS} FROM documents ORDER BY date DESC, start_time DESC, id`,
    ),
    meeting: database.prepare(`SELECT ${MEETING_COLUMNS} FROM documents WHERE id = ?`),
    putSession: database.prepare(
      "INSERT OR REPLACE INTO sessions (token_hash, person, created_at, seen_at) VALUES (?, ?, ?, ?)",
    ),
    touchSession: database.prepare("UPDATE sessions SET seen_at = ? WHERE token_hash = ?"),
    findSession: database.prepare("SELECT person, created_at, seen_at FROM sessions WHERE token_hash = ?"),
    deleteSession: database.prepare("DELETE FROM sessions WHERE token_hash = ?"),
    getSetting: database.prepare("SELECT value FROM settings WHERE name = ?"),
    putSetting: database.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)"),
  };
}
