/** Joins the log and the small tables into the desk that serves the calls of `Store`. */
import type { DatabaseSync } from "node:sqlite";
import type { Desk } from "./desk.ts";
import type { Standing } from "./groupCommit.ts";
import { backUp } from "./sqliteBackup.ts";
import type { Durability } from "./sqliteDatabase.ts";
import { SqliteLog } from "./sqliteLog.ts";
import { SqliteTables } from "./sqliteTables.ts";

interface Surroundings extends Durability {
  readonly standing: () => Standing;
  readonly isOlderCopy?: () => boolean;
}

export function deskOf(database: DatabaseSync, surroundings: Surroundings): Desk {
  const { standing, isOlderCopy = () => false, ...durability } = surroundings;
  const log = new SqliteLog(database);
  const tables = new SqliteTables(database);
  return {
    facts: () => {
      const { commits, trouble } = standing();
      return {
        ...durability,
        commits,
        ...(trouble === undefined ? {} : { trouble }),
        ...(isOlderCopy() ? { isOlderCopy: true } : {}),
      };
    },
    probe: () => tables.writeProbe(standing().probeBytes),
    create: (batch) => log.create(batch),
    append: (batch) => log.append(batch),
    load: (documentId) => log.load(documentId),
    writeSnapshot: (snapshot) => log.writeSnapshot(snapshot),
    startEpochs: (starts) => log.startEpochs(starts),
    backUp: (file) => backUp(database, file),
    commandResult: (documentId, commandId) => log.commandResult(documentId, commandId),
    bindClients: (documentId, person, clientIds) => tables.bindClients(documentId, person, clientIds),
    listMeetings: () => tables.listMeetings(),
    findMeeting: (documentId) => tables.findMeeting(documentId),
    putSession: (session) => tables.putSession(session),
    touchSession: (tokenHash, seenAt) => tables.touchSession(tokenHash, seenAt),
    findSession: (tokenHash) => tables.findSession(tokenHash),
    deleteSession: (tokenHash) => tables.deleteSession(tokenHash),
    getSetting: (name) => tables.getSetting(name),
    putSetting: (name, value) => tables.putSetting(name, value),
  };
}
