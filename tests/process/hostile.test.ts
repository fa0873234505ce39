/** A real server against bytes that no browser sends; somebody else writes on all the while. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as encoding from "lib0/encoding";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { syncFrame } from "../../server/room/frames.ts";
import { listItems, sectionsOfItem } from "../../shared/document/read.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { OPCODE, RawSocket, upgradeRequest, webSocketFrame } from "../support/rawSocket.ts";
import { connectProvider, synced, until } from "../support/provider.ts";
import { textIn, typeIn } from "../support/roomClient.ts";
import { ServerProcess } from "../support/serverProcess.ts";

const MEETING = "demo-moede";
/** Far more than any of these needs, and far less than what was sent. */
const GROWTH_BYTES_MAX = 96 * 1024 * 1024;

let dataDir: string;
let server: ServerProcess;
let cookie: string;
let writer: WebsocketProvider;
let reader: WebsocketProvider;
let section: string;
let written = 0;
let unfinished: RawSocket;
let before: { readonly document: string; readonly residentBytes: number };

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "medskriv-hostile-"));
  server = await ServerProcess.start(dataDir);
  cookie = await server.cookieOf("referent");
  unfinished = await RawSocket.open(server);
  unfinished.write("GET /healthz HTTP/1.1\r\nHost:");
  writer = connectProvider({ server, cookie, documentId: MEETING });
  reader = connectProvider({
    server,
    cookie: await server.cookieOf("medlem"),
    documentId: MEETING,
    reads: true,
  });
  await Promise.all([synced(writer), synced(reader)]);
  section = lastDecision(writer.doc);
});

afterAll(async () => {
  writer.destroy();
  reader.destroy();
  await server.end("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

beforeEach(async () => {
  before = { document: await documentNow(), residentBytes: server.residentBytes() ?? 0 };
});

afterEach(async () => {
  expect((await fetch(`${server.address}/healthz`)).status).toBe(200);
  expect(await documentNow()).toBe(before.document);
  expect((server.residentBytes() ?? 0) - before.residentBytes).toBeLessThan(GROWTH_BYTES_MAX);
  const words = ` Ord ${(written += 1)}.`;
  typeIn(writer.doc, section, words);
  await until(reader.doc, () => textIn(reader.doc, section).endsWith(words));
  expect(server.output).not.toMatch(/"level":(?:50|60)/u);
});

function lastDecision(doc: Y.Doc): string {
  const item = listItems(doc).at(-1);
  const found =
    item === undefined ? undefined : sectionsOfItem(doc, item.id).find(({ kind }) => kind === "beslutning");
  if (found === undefined) throw new Error("the demo has no last decision");
  return found.id;
}

async function documentNow(): Promise<string> {
  return JSON.stringify(await server.getJson(`/api/meetings/${MEETING}`, cookie));
}

/** A list with its length before it: so many entries, each made of the next number. */
function countedFrom(first: number, count: number, entryOf: (n: number) => readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, count);
  for (let n = first; n < first + count; n += 1)
    for (const number of entryOf(n)) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

const socketTo = (path = `/collab/${MEETING}`) => RawSocket.upgraded(server, path, cookie);
const filled = (sizeBytes: number) => new Uint8Array(sizeBytes).fill(0xff);
const STEP1 = syncFrame("step1", Y.encodeStateVector(new Y.Doc()));

const OWN = () => [`Origin: ${server.address}`, `Cookie: ${cookie}`];

/** The status of the answer to these bytes. */
async function asked(bytes: string): Promise<number> {
  const raw = await RawSocket.open(server);
  raw.write(bytes);
  const head = await raw.head();
  raw.end();
  return Number(head.split(" ")[1]);
}

describe("frames", () => {
  test("[HOST3] a text frame ends its socket with 1003", async () => {
    const socket = await socketTo();
    socket.write(webSocketFrame(Buffer.from("hej"), { opcode: OPCODE.text }));
    expect(await socket.closeCode()).toBe(1003);
  });

  test("[HOST9] a frame over the limit ends its socket with 1009 before it is read", async () => {
    const socket = await socketTo();
    socket.write(webSocketFrame(filled(LIMITS.frameBytes + 1)).subarray(0, 64));
    expect(await socket.closeCode()).toBe(1009);
  });

  test("[HOST9] a frame that says it has 2^60 bytes ends its socket with 1009", async () => {
    const socket = await socketTo();
    const head = webSocketFrame(filled(70_000)).subarray(0, 14);
    head.writeBigUInt64BE(2n ** 60n, 2);
    socket.write(head);
    expect(await socket.closeCode()).toBe(1009);
  });

  test("[HOST9] a frame without a mask ends its socket with 1002", async () => {
    const socket = await socketTo();
    socket.write(webSocketFrame(STEP1, { isMasked: false }));
    expect(await socket.closeCode()).toBe(1002);
  });

  test.each([
    ["small pieces", 1, 1008],
    ["pieces of nothing", 0, 1008],
    ["large pieces", 64 * 1024, 1009],
  ])("[HOST10] a frame in %s without end ends its socket with a code", async (_what, sizeBytes, code) => {
    const socket = await socketTo();
    const piece = (opcode: number) => webSocketFrame(filled(sizeBytes), { opcode, isLast: false });
    socket.write(piece(OPCODE.binary));
    const next = piece(OPCODE.continuation);
    const ended = socket.closeCode();
    for (let n = 0; n < 3000 && (await socket.pour(next)); n += 1);
    expect(await ended).toBe(code);
  });

  test("[HOST10] thirty frames that never end hold no more than they have sent", async () => {
    const sockets = await Promise.all(Array.from({ length: LIMITS.socketsPerLogin - 2 }, () => socketTo()));
    const half = webSocketFrame(filled(LIMITS.frameBytes / 2), { isLast: false });
    await Promise.all(sockets.map((socket) => socket.pour(half)));
    const last = sockets.at(-1);
    last?.write(webSocketFrame(filled(LIMITS.frameBytes), { opcode: OPCODE.continuation }));
    expect(await last?.closeCode()).toBe(1009);
    for (const socket of sockets) socket.end();
  });

  test("[HOST42] a flood of state vectors as large as a frame may be ends its socket with 4409", async () => {
    const socket = await socketTo();
    const vector = countedFrom(1, 180_000, (client) => [client, 1]);
    const frame = webSocketFrame(syncFrame("step1", vector));
    const ended = socket.closeCode();
    for (let n = 0; n < 50 && (await socket.pour(frame)); n += 1);
    expect(await ended).toBe(4409);
  });

  test("[HOST45] fifty frames full of ghosts are read and left out while somebody else writes", async () => {
    const socket = await socketTo(`/collab/${MEETING}?client=78`);
    const ghosts = countedFrom(5_000_000, 100_000, (client) => [client, 1, 2, 123, 125]);
    const body = encoding.createEncoder();
    encoding.writeVarUint(body, MESSAGE.awareness);
    encoding.writeVarUint8Array(body, ghosts);
    const frame = webSocketFrame(encoding.toUint8Array(body));
    const poured = (async () => {
      for (let n = 0; n < 50; n += 1) await socket.pour(frame);
      socket.write(webSocketFrame(Buffer.from("slut"), { opcode: OPCODE.text }));
      return socket.closeCode();
    })();
    const words = ` Imens ${(written += 1)}.`;
    typeIn(writer.doc, section, words);
    await until(reader.doc, () => textIn(reader.doc, section).endsWith(words));
    expect(await poured).toBe(1003);
    expect(reader.awareness.getStates().size).toBeLessThan(5);
    before = { ...before, document: await documentNow() };
  });

  test("[HOST56] five megabytes in one document frame end their socket with 1009", async () => {
    const socket = await socketTo(`/collab/${MEETING}?client=77`);
    const pasted = syncFrame("update", Buffer.from("<p onclick=alert(1)>x</p>".repeat(220_000)));
    expect(pasted.length).toBeGreaterThan(5_000_000);
    const ended = socket.closeCode();
    await socket.pour(webSocketFrame(pasted));
    expect(await ended).toBe(1009);
  });

  test("[WIRE4] frames behind the upgrade wait in the network until the login is checked", async () => {
    const flood = Buffer.concat(Array.from({ length: 500 }, () => webSocketFrame(Uint8Array.of(77))));
    for (const [headers, code] of [
      [[`Cookie: ${cookie}`], 1003],
      [[], 4401],
    ] as const) {
      const raw = await RawSocket.open(server);
      const origin = `Origin: ${server.address}`;
      raw.write(upgradeRequest(server, `/collab/${MEETING}`, [origin, ...headers]));
      for (let n = 0; n < 20; n += 1) raw.write(flood);
      raw.write(webSocketFrame(Buffer.from("slut"), { opcode: OPCODE.text }));
      expect(await raw.head()).toContain(" 101 ");
      expect(await raw.closeCode()).toBe(code);
    }
  });
});

describe("requests", () => {
  test.each([
    ["..%2f..%2fetc%2fpasswd", 4404],
    ["%00", 4404],
    ["demo-moede%00", 4404],
    ["%ff%fe", 4404],
    ["%", 4404],
    ["__proto__", 4404],
    ["x".repeat(8000), 4404],
    [`${MEETING}%0d%0aX:%20y`, 4404],
    ["' OR 1=1 --".replaceAll(" ", "%20"), 4404],
  ])("[HOST47] the room %s does not exist", async (name, code) => {
    expect(await (await socketTo(`/collab/${name}`)).closeCode()).toBe(code);
  });

  test("[HOST47] somebody else's room says 4403, and a path beside the rooms is no socket", async () => {
    const foreign = await RawSocket.upgraded(server, `/collab/${MEETING}`, await server.cookieOf("ansat"));
    expect(await foreign.closeCode()).toBe(4403);
    expect(await asked(upgradeRequest(server, `/collab/${MEETING}/x`, OWN()))).not.toBe(101);
    expect(await asked(upgradeRequest(server, "/collab/../healthz", OWN()))).not.toBe(101);
  });

  test.each(["//", "///", "//evil.dk/", "http://[", "http://[::1", "*", "/%", "/?%", "/collab/"])(
    "[HOST48] an upgrade to %s is answered and not let through",
    async (path) => {
      const status = await asked(upgradeRequest(server, path, OWN()));
      // A page (200, or 503 when the client is not built), or a refusal of the request's own making.
      expect([200, 400, 403, 404, 503]).toContain(status);
    },
  );

  test("[HOST48] an upgrade to another protocol is answered as a plain request", async () => {
    const host = `Host: ${new URL(server.address).host}`;
    for (const protocol of ["h2c", "foo", ""]) {
      const lines = ["GET /healthz HTTP/1.1", host, "Connection: Upgrade", `Upgrade: ${protocol}`];
      expect(await asked([...lines, "", ""].join("\r\n"))).toBe(200);
    }
  });

  test.each([
    ["2,000 short headers", () => Array.from({ length: 2000 }, (_, n) => `X-${n}: y`)],
    ["2,000 headers of one name", () => Array.from({ length: 2000 }, () => "Accept: */*")],
    ["headers of more than 64 kB", () => [`X-Long: ${"y".repeat(LIMITS.headerBytes)}`]],
  ])("[HOST49] %s are refused with 431, as an upgrade and as a request", async (_what, headers) => {
    const lines = headers();
    expect(await asked(upgradeRequest(server, `/collab/${MEETING}`, [...OWN(), ...lines]))).toBe(431);
    const plain = ["GET /healthz HTTP/1.1", `Host: ${new URL(server.address).host}`, ...lines, "", ""];
    expect(await asked(plain.join("\r\n"))).toBe(431);
  });

  test("[HOST50] an upgrade from a missing or foreign origin is refused with 403", async () => {
    const { host, port } = new URL(server.address);
    const foreign = [
      undefined,
      "null",
      "",
      "http://evil.dk",
      `http://${host}.evil.dk`,
      `http://evil.dk#${server.address}`,
      `${server.address}/`,
      `https://${host}`,
      `http://127.0.0.1:${Number(port) + 1}`,
      `http://localhost:${port}`,
    ];
    for (const origin of foreign) {
      const headers = [...(origin === undefined ? [] : [`Origin: ${origin}`]), `Cookie: ${cookie}`];
      expect([origin, await asked(upgradeRequest(server, `/collab/${MEETING}`, headers))]).toEqual([
        origin,
        403,
      ]);
    }
    expect(await asked(upgradeRequest(server, `/collab/${MEETING}`, OWN()))).toBe(101);
  });

  test("[HOST51] logging out over HTTP cuts the sockets of that login with 4401", async () => {
    const own = await server.cookieOf("referent");
    const socket = await RawSocket.upgraded(server, `/collab/${MEETING}`, own);
    const ended = socket.closeCode();
    const answer = await fetch(`${server.address}/api/session`, {
      method: "DELETE",
      headers: { cookie: own },
    });
    expect([answer.status, await ended]).toEqual([204, 4401]);
  });

  test("[HOST60] a body of 10 MB is refused with 413 wherever it is sent, also without a length", async () => {
    const body = Buffer.alloc(10_000_000, "x");
    for (const path of ["/api/demo/session", `/api/meetings/${MEETING}/commands`, "/api/meetings/import"]) {
      const stream = new Blob([body]).stream();
      for (const sent of [body, stream]) {
        const answer = await fetch(server.address + path, {
          method: "POST",
          headers: { cookie, "content-type": "application/json" },
          body: sent,
          duplex: "half",
        } as RequestInit);
        expect([path, answer.status]).toEqual([path, 413]);
      }
    }
  });
});

describe("afterwards", () => {
  test("[WIRE4] a request that was begun before all this and never finished got 408", async () => {
    expect(await unfinished.head()).toContain(" 408 ");
  });

  test("[OPS1] the figures tell of all this in numbers, and of nobody in words", async () => {
    const codes = [1003, 1008, 1009, 4401, 4403, 4404];
    let page = "";
    // A socket that never says goodbye is counted when it is cut.
    while (!codes.every((code) => page.includes(`medskriv_socket_closes_total{code="${code}"}`)))
      page = await (await fetch(`${server.address}/metrics`)).text();
    const figureOf = (name: string) =>
      Number(
        page
          .split("\n")
          .find((line) => line.startsWith(`${name} `))
          ?.split(" ")[1],
      );
    expect(figureOf('medskriv_connections{kind="editor"}')).toBe(1);
    expect(figureOf('medskriv_connections{kind="follower"}')).toBe(1);
    expect(figureOf('medskriv_refusals_total{at="request",reason="badOrigin"}')).toBeGreaterThan(5);
    expect(figureOf('medskriv_edits_total{end="saved"}')).toBe(written);
    expect(figureOf('medskriv_commit_seconds_count{end="saved"}')).toBeGreaterThan(0);
    expect(figureOf("process_resident_memory_bytes")).toBeGreaterThan(1e7);
    expect(figureOf("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
    expect(page).not.toMatch(new RegExp(`${MEETING}|Nørgaard|referent|medlem|Ord \\d`, "u"));
  });
});
