/** `npm run backup -- FILE`: a whole copy of the data, also while the server runs. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { requestBackup, type BackupAnswer } from "./backup/backupRequest.ts";
import { complain } from "./complaint.ts";
import { readConfig } from "./config.ts";
import { checkFile } from "./store/sqliteCheck.ts";
import { databaseFileOf, openSqliteStore } from "./store/sqliteStore.ts";
import { StoreError } from "./store/store.ts";

const USAGE = "Brug: npm run backup -- FIL";

async function main(paths: readonly string[]): Promise<number> {
  const [path] = paths;
  if (path === undefined || paths.length !== 1) return complain(USAGE, 2);
  const file = resolve(path);
  if (existsSync(file)) return complain(`${file} findes allerede. Vælg et andet navn.`, 1);
  const { dataDir } = readConfig(process.env);
  if (!existsSync(databaseFileOf(dataDir))) return complain(`Der er ingen data i ${dataDir}.`, 1);
  const answer = await backUp(dataDir, file);
  if (answer.kind === "silent")
    return complain("Serveren kører, men svarer ikke. Prøv igen, eller stop den først.", 1);
  if (answer.kind === "failed") return complain(`Kopien kunne ikke laves: ${answer.message}`, 1);
  const { meetings, records, damage } = checkFile(file);
  if (damage.length > 0)
    return complain(`Kopien er lavet, men data er beskadiget:\n${damage.slice(0, 20).join("\n")}`, 1);
  process.stdout.write(
    `Kopieret til ${file}: ${meetings} møder, ${records} optegnelser, alle kontrolleret.\n`,
  );
  return 0;
}

/** A server that runs makes the copy itself; it owns the file. */
async function backUp(dataDir: string, file: string): Promise<BackupAnswer> {
  try {
    const store = await openSqliteStore({ file: databaseFileOf(dataDir) });
    try {
      await store.backUp(file);
    } finally {
      await store.close();
    }
    return { kind: "done" };
  } catch (error) {
    if (error instanceof StoreError && error.failure === "inUse") return requestBackup(dataDir, file);
    return { kind: "failed", message: String(error) };
  }
}

process.exitCode = await main(process.argv.slice(2));
