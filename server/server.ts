/** Puts the parts together and listens: store, rooms, app, sockets. What main starts and tests start too. */
import { randomInt } from "node:crypto";
import { mkdirSync } from "node:fs";
import type { Server } from "node:http";
import { collectDefaultMetrics, Registry } from "prom-client";
import { DEMO_SETTINGS } from "../shared/meeting/committee.ts";
import { LIMITS } from "../shared/protocol/limits.ts";
import { OpenSockets } from "./access/openSockets.ts";
import { makeSessions } from "./access/sessions.ts";
import { createApp } from "./app.ts";
import { answerBackupRequest } from "./backup/backupRequest.ts";
import type { Config } from "./config.ts";
import { demoCommittee, demoPersonOf } from "./demo/demoPeople.ts";
import { seedDemo } from "./demo/seedDemo.ts";
import { createListener, listen } from "./listener.ts";
import { Metrics } from "./measures/metrics.ts";
import { closePrinter, renderPdf } from "./print/renderPdf.ts";
import { newId } from "./newId.ts";
import { systemClock } from "./room/clock.ts";
import { startNewEpochs } from "./room/newEpochs.ts";
import { Rooms } from "./room/rooms.ts";
import { databaseFileOf, openSqliteStore } from "./store/sqliteStore.ts";
import type { Store, Trouble } from "./store/store.ts";

export interface RunningServer {
  readonly port: number;
  readonly address: string;
  /** Says goodbye to all sockets, waits for the last commit and closes the store. */
  stop(): Promise<void>;
}

export interface ServerLog {
  error(error: unknown, words: string): void;
  warn(words: string): void;
}

export async function startServer(config: Config, log: ServerLog): Promise<RunningServer> {
  mkdirSync(config.dataDir, { recursive: true });
  const store = await openSqliteStore({
    file: databaseFileOf(config.dataDir),
    onTrouble: (trouble) => log.warn(wordsOf(trouble)),
  });
  await startNewEpochsIfOlder(store, log);
  const metrics = metricsOfThisProcess();
  const rooms = new Rooms(
    {
      store,
      watch: metrics,
      clock: systemClock,
      newId,
      newClientId: () => randomInt(1, 0xffff_ffff),
      settings: DEMO_SETTINGS,
      nameOf: (person) => demoPersonOf(person)?.name,
      onError: (error) => log.error(error, "a room goes on"),
    },
    (documentId, why) => log.error(new Error(why), `room ${documentId} was closed`),
  );
  if (config.demo) await seedDemo({ store, newId, now: systemClock.now() });
  const openSockets = new OpenSockets();
  const server = createHttpServer(config, { store, rooms, metrics, openSockets }, log);
  const port = await listen(server, config);
  const beat = setInterval(() => {
    rooms.beat().catch((error: unknown) => log.error(error, "the wheel stopped for one beat"));
    openSockets.beat();
    answerBackupRequest(config.dataDir, store).catch((error: unknown) => log.error(error, "no backup"));
  }, LIMITS.beatMs);
  const stop = async () => {
    clearInterval(beat);
    await rooms.close();
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    await closePrinter();
    await store.close();
  };
  return { port, address: config.publicUrl ?? `http://${config.host}:${port}`, stop };
}

/** Somebody put a copy back by hand, or the newest part of the file was lost. */
async function startNewEpochsIfOlder(store: Store, log: ServerLog): Promise<void> {
  if ((await store.facts()).isOlderCopy !== true) return;
  const { meetings, damaged } = await startNewEpochs({ store, newId, now: systemClock.now() });
  log.warn(
    `the database is not the one this folder was last run with: ${meetings} meetings begin a new epoch, and every client fetches them anew`,
  );
  for (const { documentId, error } of damaged) log.error(error, `meeting ${documentId} cannot be read`);
}

function wordsOf(trouble: Trouble | undefined): string {
  if (trouble === undefined) return "the store saves again";
  const { since, failure, message, mends } = trouble;
  const end =
    mends === "byItself"
      ? "it goes on by itself when the disk takes writes again"
      : "nobody can know what is on the disk, so nothing is saved before the server is started again";
  return `the store cannot save since ${since} (${failure}: ${message}); ${end}`;
}

/** With memory, processor time, garbage collection and the delay of the event loop. */
function metricsOfThisProcess(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return new Metrics(registry, () => systemClock.tickMs());
}

function createHttpServer(
  config: Config,
  parts: { store: Store; rooms: Rooms; metrics: Metrics; openSockets: OpenSockets },
  log: ServerLog,
): Server {
  const publicHost = config.publicUrl === undefined ? [] : [new URL(config.publicUrl).hostname];
  const { store, openSockets } = parts;
  const app = createApp({
    ...parts,
    sockets: openSockets,
    showMetrics: config.metrics,
    sessions: makeSessions({
      onRevoked: (login) => openSockets.cut(login),
      store,
      nowIso: () => systemClock.now(),
      secure: config.publicUrl?.startsWith("https:") === true,
      personOf: (person) => (config.demo ? demoPersonOf(person) : undefined),
    }),
    settings: DEMO_SETTINGS,
    clock: systemClock,
    newId,
    people: () => (config.demo ? demoCommittee() : []),
    renderPdf,
    demo: config.demo,
    clientDir: config.clientDir,
    origins: {
      hosts: new Set(["localhost", "127.0.0.1", "[::1]", config.host, ...publicHost]),
      publicUrl: config.publicUrl,
    },
    onError: (error, errorId) => log.error(error, errorId ?? "socket"),
  });
  return createListener(app.fetch);
}
