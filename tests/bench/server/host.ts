/** One server under measurement: ours or a peer. It makes rooms, lets participants in and can be ended and started again on its data. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Meeting } from "../../../shared/meeting/meeting.ts";
import { Dialect } from "./dialect.ts";
import type { Door } from "./lightSocket.ts";
import { freePort, Process, type Command } from "./process.ts";

export const SERVERS = ["product", "yws", "hocuspocus", "hocuspocus50"] as const;
export type ServerName = (typeof SERVERS)[number];

export const SHOWN: Readonly<Record<ServerName, string>> = {
  product: "Medskriv",
  yws: "@y/websocket-server",
  hocuspocus: "Hocuspocus",
  hocuspocus50: "Hocuspocus, flushDelay 50",
};

/** Sockets of one login: a person with some tabs, not a crowd. After so many logins the first has room again. */
const SOCKETS_PER_LOGIN = 8;
const LOGINS = 200;
const WRITERS = ["referent", "forperson", "naestforperson"] as const;
const file = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export class Host {
  readonly name: ServerName;
  readonly dialect: Dialect;
  readonly #port: number;
  readonly #dataDir: string;
  #process: Process;
  #rooms = 0;
  readonly #seen = { viewers: 0, writers: 0 };
  readonly #cookies = new Map<string, Promise<string>>();

  static async start(name: ServerName): Promise<Host> {
    const dataDir = mkdtempSync(join(tmpdir(), `bench-${name}-`));
    const port = await freePort();
    return new Host({ name, port, dataDir }, await Process.start(commandOf(name, port, dataDir)));
  }

  private constructor(
    { name, port, dataDir }: { readonly name: ServerName; readonly port: number; readonly dataDir: string },
    process: Process,
  ) {
    this.name = name;
    this.#port = port;
    this.#dataDir = dataDir;
    this.#process = process;
    this.dialect = new Dialect(name.startsWith("hocuspocus") ? "withName" : "plain");
  }

  get process(): Process {
    return this.#process;
  }

  /** Peers have no documents of their own: the first who comes brings the meeting along. */
  get needsSeed(): boolean {
    return this.name !== "product";
  }

  async newRoom(meeting: Meeting): Promise<string> {
    this.#rooms += 1;
    if (this.needsSeed) return `room-${this.#rooms}`;
    const response = await fetch(`${this.#address}/api/meetings/import`, {
      method: "POST",
      headers: { cookie: await this.#cookieOf("referent", 0), "content-type": "text/plain" },
      body: JSON.stringify(meeting),
    });
    if (!response.ok) throw new Error(`import: ${response.status} ${await response.text()}`);
    // The wire contract: {meetingId, doubts}.
    return ((await response.json()) as { meetingId: string }).meetingId;
  }

  /** Who writes names its client. */
  async door(room: string, client?: number): Promise<Door> {
    if (this.name === "yws") return { port: this.#port, path: `/${room}`, headers: {} };
    if (this.name !== "product") return { port: this.#port, path: "/", headers: {} };
    const kind = client === undefined ? "viewers" : "writers";
    const login = Math.floor(this.#seen[kind] / SOCKETS_PER_LOGIN) % LOGINS;
    this.#seen[kind] += 1;
    const person = client === undefined ? `medlem-${login + 1}` : WRITERS[login % WRITERS.length];
    const cookie = await this.#cookieOf(person ?? WRITERS[0], login);
    const query = client === undefined ? "v=1" : `v=1&client=${client}`;
    return {
      port: this.#port,
      path: `/collab/${room}?${query}`,
      headers: { Cookie: cookie, Origin: this.#address },
    };
  }

  /** Ends the process and starts one on the same data; `between` is for what is still under way. */
  async restart(signal: "SIGTERM" | "SIGKILL", between?: () => Promise<void>): Promise<void> {
    await this.#process.end(signal);
    await between?.();
    this.#process = await Process.start(commandOf(this.name, this.#port, this.#dataDir));
  }

  async stop(): Promise<void> {
    await this.#process.end(process.env["BENCH_PROFILE"] === undefined ? "SIGKILL" : "SIGTERM");
    rmSync(this.#dataDir, { recursive: true, force: true });
  }

  get #address(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  #cookieOf(person: string, login: number): Promise<string> {
    const key = `${person} ${login}`;
    const known = this.#cookies.get(key) ?? this.#logIn(person);
    this.#cookies.set(key, known);
    return known;
  }

  async #logIn(person: string): Promise<string> {
    const response = await fetch(`${this.#address}/api/demo/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ person }),
    });
    if (!response.ok) throw new Error(`login of ${person}: ${response.status}`);
    await response.arrayBuffer();
    return response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");
  }
}

function commandOf(name: ServerName, port: number, dataDir: string): Command {
  const base = { PORT: String(port), HOST: "127.0.0.1" };
  switch (name) {
    case "product":
      return {
        script: file("../../../server/main.ts"),
        env: { ...base, DATA_DIR: dataDir, MEDSKRIV_DEMO: "on", PUBLIC_URL: "", ...profiling() },
        ready: /http:\/\/127\.0\.0\.1:\d+/u,
      };
    case "yws":
      // Its own server, as it is shipped.
      return {
        script: file("../peers/node_modules/@y/websocket-server/src/server.js"),
        env: { ...base, YPERSISTENCE: join(dataDir, "leveldb") },
        ready: /running at/u,
      };
    case "hocuspocus":
    case "hocuspocus50":
      return {
        script: file("../peers/hocuspocus.js"),
        env: {
          ...base,
          DATABASE: join(dataDir, "documents.sqlite"),
          FLUSH_DELAY: name === "hocuspocus" ? "0" : "50",
        },
        ready: /ready/u,
      };
  }
}

/** `BENCH_PROFILE=FOLDER`: where our server leaves its CPU profile when it ends. */
function profiling(): Readonly<Record<string, string>> {
  const folder = process.env["BENCH_PROFILE"];
  return folder === undefined ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` };
}
