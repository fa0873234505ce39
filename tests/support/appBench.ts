/** The app over a store in memory: requests without a port. */
import { Hono } from "hono";
import { Registry } from "prom-client";
import { createApp } from "../../server/app.ts";
import { OpenSockets } from "../../server/access/openSockets.ts";
import { makeSessions } from "../../server/access/sessions.ts";
import { demoCommittee, demoPersonOf } from "../../server/demo/demoPeople.ts";
import { Metrics } from "../../server/measures/metrics.ts";
import { renderPdf } from "../../server/print/renderPdf.ts";
import { storeNewDocument } from "../../server/room/newDocument.ts";
import { Rooms } from "../../server/room/rooms.ts";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { FakeClock } from "./fakeClock.ts";
import { MemoryStore } from "./memoryStore.ts";
import { THREE_ITEMS } from "./rooms.ts";

export interface AppBench {
  readonly app: Hono;
  readonly store: MemoryStore;
  readonly rooms: Rooms;
  readonly clock: FakeClock;
  readonly errors: unknown[];
  /** A request as this demo person, or as nobody. */
  readonly ask: (person: string | undefined, path: string, init?: RequestInit) => Promise<Response>;
  readonly command: (person: string, body: object) => Promise<Response>;
}

/** With one meeting, `m1`, in the given phase. */
export async function openApp(
  phase: Phase = "moede",
  { showMetrics = true }: { readonly showMetrics?: boolean } = {},
): Promise<AppBench> {
  let made = 0;
  const newId = () => `id${(made += 1)}`;
  const store = new MemoryStore();
  const clock = new FakeClock();
  const errors: unknown[] = [];
  const metrics = new Metrics(new Registry(), () => clock.tickMs());
  const rooms = new Rooms(
    { store, watch: metrics, clock, newId, newClientId: () => 2_000_000 + made, settings: DEMO_SETTINGS },
    (_id, why) => errors.push(why),
  );
  await storeNewDocument(THREE_ITEMS, {
    store,
    newId,
    documentId: "m1",
    person: "referent",
    now: clock.now(),
    phase,
  });
  const sockets = new OpenSockets();
  const sessions = makeSessions({
    store,
    nowIso: () => clock.now(),
    secure: false,
    personOf: demoPersonOf,
    onRevoked: (login) => sockets.cut(login),
  });
  const app = createApp({
    store,
    rooms,
    sessions,
    sockets,
    metrics,
    showMetrics,
    settings: DEMO_SETTINGS,
    clock,
    newId,
    people: demoCommittee,
    renderPdf,
    demo: true,
    clientDir: "nowhere",
    origins: { hosts: new Set(["localhost"]), publicUrl: undefined },
    onError: (error) => errors.push(error),
  });
  const cookies = new Map<string, string>();
  const ask: AppBench["ask"] = async (person, path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set("host", headers.get("host") ?? "localhost");
    if (person !== undefined) {
      const cookie =
        cookies.get(person) ?? (await sessions.open(person)).map((one) => one.split(";")[0]).join("; ");
      cookies.set(person, cookie);
      headers.set("cookie", cookie);
    }
    return app.request(path, { ...init, headers });
  };
  const command: AppBench["command"] = (person, body) =>
    ask(person, "/api/meetings/m1/commands", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  return { app, store, rooms, clock, errors, ask, command };
}
