/** How a server process ends and the next begins: by a crash, by itself, or on an older copy of the disk. */
import { DOCUMENT } from "./simServer.ts";
import type { Backup, World } from "./world.ts";

/** The disk lives on; the process, its sockets and whatever it knew are gone. */
export async function crashNow(world: World, lands: boolean): Promise<void> {
  world.server.clock.stop();
  await world.server.store.die({ lands });
  world.server.state = "left";
  for (const socket of world.sockets.keys()) socket.forgetServer();
  for (const sent of world.commands.sent) if (sent.state === "asked") sent.state = "waiting";
}

export function start(world: World): void {
  // A process that left by itself has also closed what was still open.
  for (const socket of world.sockets.keys()) socket.forgetServer();
  for (const sent of world.commands.sent) if (sent.state === "asked") sent.state = "waiting";
  world.server.clock.stop();
  world.server = world.newServer();
}

export function backUp(world: World): void {
  const document = world.disk.documents.get(DOCUMENT);
  if (document === undefined) return;
  const { records, ledger, clients } = document;
  world.backup = { ...document, records: [...records], ledger: [...ledger], clients: new Map(clients) };
}

/** The disk is lost, and an older copy of it takes its place. */
export function startFrom(world: World, backup: Backup): void {
  world.trace.note(`the log goes back from ${world.log.lastSeq} to ${backup.records.length}`);
  const { records, ledger, clients } = backup;
  world.disk.documents.set(DOCUMENT, {
    ...backup,
    records: [...records],
    ledger: [...ledger],
    clients: new Map(clients),
  });
  world.log.restore(records, ledger);
  world.commands.forget();
  start(world);
  world.server.startNewEpochs();
}
