/**
 * A machine that vanishes without a FIN: a proxy between client and server swallows everything in both
 * directions and keeps both connections. The server runs in here, so that its wheel can be turned by hand.
 */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { readConfig } from "../../server/config.ts";
import { startServer, type RunningServer } from "../../server/server.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { MEETING } from "../support/killRun.ts";

const ignore = () => undefined;

let dataDir: string;
let server: RunningServer;
let proxy: Proxy;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "medskriv-"));
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
  const config = readConfig({ PORT: "0", DATA_DIR: dataDir, MEDSKRIV_DEMO: "on" });
  server = await startServer(config, { error: ignore, warn: ignore });
  proxy = await openProxy(server.port);
});

afterEach(async () => {
  proxy.server.close();
  for (const socket of proxy.sockets) socket.destroy();
  await server.stop();
  vi.useRealTimers();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Proxy {
  readonly address: string;
  readonly server: Server;
  readonly sockets: Socket[];
  /** From now on nothing passes, and nobody is told. */
  isSilent: boolean;
}

async function openProxy(port: number): Promise<Proxy> {
  const sockets: Socket[] = [];
  const listening = createServer((client) => {
    const upstream = connect(port, "127.0.0.1");
    sockets.push(client, upstream);
    for (const [from, to] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      from.on("data", (bytes) => made.isSilent || to.write(bytes));
      from.on("error", () => to.destroy());
      from.on("end", () => made.isSilent || to.end());
    }
  });
  listening.listen(0, "127.0.0.1");
  await once(listening, "listening");
  // A server that listens on a port has an address of this kind.
  const address = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
  const made: Proxy = { address, server: listening, sockets, isSilent: false };
  return made;
}

async function openSocket(address: string): Promise<WebSocket> {
  const login = await fetch(`${address}/api/demo/session`, {
    method: "POST",
    headers: { "content-type": "application/json", connection: "close" },
    body: JSON.stringify({ person: "medlem" }),
  });
  const cookie = login.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const socket = new WebSocket(`${address.replace("http", "ws")}/collab/${MEETING}`, {
    origin: address,
    headers: { cookie },
  });
  // Its first message says that it was let in.
  await once(socket, "message");
  return socket;
}

test("[FAULT11] a peer that vanished without a goodbye is dropped by the server, and one that is only quiet stays", async () => {
  const quiet = await openSocket(server.address);
  let pings = 0;
  quiet.on("ping", () => (pings += 1));
  const vanished = await openSocket(proxy.address);
  const upstream = proxy.sockets.at(-1);
  if (upstream === undefined) throw new Error("nobody came through the proxy");
  proxy.isSilent = true;
  const dropped = once(upstream, "close");
  for (let beat = 0; beat <= LIMITS.silentBeats; beat += 1) {
    const asked = beat === LIMITS.askedAfterBeats - 1 ? once(quiet, "ping") : undefined;
    vi.advanceTimersByTime(LIMITS.beatMs);
    // Its pong is on the way before the next beat; the server hears it with its next word to us.
    if (asked !== undefined) await asked.then(() => roundTrip(quiet));
  }
  await dropped;
  // Asked, answered, silent again, asked again.
  expect([pings, quiet.readyState]).toEqual([2, WebSocket.OPEN]);
  expect(vanished.readyState).toBe(WebSocket.OPEN);
  vanished.terminate();
  quiet.terminate();
});

/** A ping of ours is answered after everything that we sent before it was read. */
async function roundTrip(socket: WebSocket): Promise<void> {
  const answered = once(socket, "pong");
  socket.ping();
  await answered;
}
