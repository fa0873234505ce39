/** `npm run demo:reset`: throws the demo's data away, so that the next start makes it anew. */
import { rmSync } from "node:fs";
import { readConfig } from "./config.ts";
import { newId } from "./newId.ts";
import { seedDemo } from "./demo/seedDemo.ts";
import { systemClock } from "./room/clock.ts";
import { markFileOf } from "./store/runMark.ts";
import { databaseFileOf, openSqliteStore } from "./store/sqliteStore.ts";
import { StoreError } from "./store/store.ts";

async function resetDemo(): Promise<void> {
  const config = readConfig(process.env);
  if (!config.demo) throw new Error("Demoen er slået fra (MEDSKRIV_DEMO=off); intet er slettet.");
  const file = databaseFileOf(config.dataDir);
  // Opening it first makes sure that no running server owns the file.
  await (await openSqliteStore({ file })).close();
  for (const ending of ["", "-wal", "-shm"]) rmSync(file + ending, { force: true });
  rmSync(markFileOf(file), { force: true });
  const store = await openSqliteStore({ file });
  await seedDemo({ store, newId, now: systemClock.now() });
  await store.close();
  process.stdout.write("Demoen er nulstillet. Start den med «npm start».\n");
}

resetDemo().catch((error: unknown) => {
  process.stderr.write(`Demoen blev ikke nulstillet: ${reasonOf(error)}\n`);
  process.exit(1);
});

function reasonOf(error: unknown): string {
  if (error instanceof StoreError && error.failure === "inUse")
    return "serveren kører og bruger dataene. Stop den først (Ctrl+C), og prøv igen.";
  return error instanceof Error ? error.message : String(error);
}
