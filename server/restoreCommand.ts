/**
 * `npm run restore -- FILE`: puts a backup in the data's place, when the server is stopped. What stood
 * there stays beside it, and every meeting begins a new epoch.
 */
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { complain } from "./complaint.ts";
import { readConfig } from "./config.ts";
import { newId } from "./newId.ts";
import { systemClock } from "./room/clock.ts";
import { startNewEpochs } from "./room/newEpochs.ts";
import { checkFile, type CheckedFile } from "./store/sqliteCheck.ts";
import { databaseFileOf, openSqliteStore } from "./store/sqliteStore.ts";
import { StoreError } from "./store/store.ts";

const USAGE = "Brug: npm run restore -- FIL";
const SERVER_RUNS = "Serveren kører og bruger dataene. Stop den først (Ctrl+C), og prøv igen.";

async function main(paths: readonly string[]): Promise<number> {
  const [path] = paths;
  if (path === undefined || paths.length !== 1) return complain(USAGE, 2);
  const backup = resolve(path);
  if (!existsSync(backup)) return complain(`Filen findes ikke: ${backup}`, 1);
  const { dataDir } = readConfig(process.env);
  mkdirSync(dataDir, { recursive: true });
  const file = databaseFileOf(dataDir);
  if (await isInUse(file)) return complain(SERVER_RUNS, 1);
  const incoming = `${file}.gendannes`;
  copyFileSync(backup, incoming);
  const checked = checkFile(incoming);
  if (checked.damage.length > 0) {
    rmSync(incoming);
    return complain(`Kopien er beskadiget; intet er ændret:\n${checked.damage.slice(0, 20).join("\n")}`, 1);
  }
  const before = setAside(file);
  renameSync(incoming, file);
  const store = await openSqliteStore({ file });
  await startNewEpochs({ store, newId, now: systemClock.now() });
  await store.close();
  process.stdout.write(wordsOf(checked, before));
  return 0;
}

/** A file that cannot be opened for another reason is just what somebody wants to replace. */
async function isInUse(file: string): Promise<boolean> {
  if (!existsSync(file)) return false;
  try {
    await (await openSqliteStore({ file })).close();
    return false;
  } catch (error) {
    return error instanceof StoreError && error.failure === "inUse";
  }
}

/** With its write-ahead log, without which it may be older than it was. */
function setAside(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  const aside = `${file}.foer-gendannelse-${systemClock.now().replaceAll(/[:.]/gu, "-")}`;
  for (const ending of ["", "-wal"]) if (existsSync(file + ending)) renameSync(file + ending, aside + ending);
  rmSync(`${file}-shm`, { force: true });
  return aside;
}

function wordsOf({ meetings, newest }: CheckedFile, before: string | undefined): string {
  const state = newest === undefined ? "" : `, som de var ${newest}`;
  const kept = before === undefined ? "" : `De tidligere data ligger i ${before}\n`;
  return `Gendannet: ${meetings} møder${state}.\n${kept}Start med «npm start».\n`;
}

process.exitCode = await main(process.argv.slice(2));
