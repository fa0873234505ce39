import { expect, test } from "vitest";
import { makeSessions } from "../../server/access/sessions.ts";
import { demoPersonOf } from "../../server/demo/demoPeople.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { openApp } from "../support/appBench.ts";
import { settle } from "../support/rooms.ts";

async function refusalOf(response: Response): Promise<{ status: number; reason: string; message: string }> {
  // Every refusal has this body; the assertions below would show another one.
  const { refusal } = (await response.json()) as { refusal: { reason: string; message: string } };
  return { status: response.status, reason: refusal.reason, message: refusal.message };
}

test("[API1] nobody gets anything without a login", async () => {
  const { ask } = await openApp();
  for (const path of ["/api/session", "/api/meetings", "/api/meetings/m1", "/api/meetings/m1/export"]) {
    expect((await ask(undefined, path)).status, path).toBe(401);
  }
});

test("[API10] logging out ends this login and no other", async () => {
  const { ask } = await openApp();
  const first = await logIn(ask);
  const second = await logIn(ask);
  const sessionOf = (cookie: string, method = "GET") =>
    ask(undefined, "/api/session", { method, headers: { cookie } });
  const gone = await sessionOf(first, "DELETE");
  expect([gone.status, gone.headers.get("set-cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
  expect((await sessionOf(first)).status).toBe(401);
  expect((await sessionOf(second)).status).toBe(200);
  expect((await sessionOf(first, "DELETE")).status).toBe(401);
});

test("[API11] a login ends after eight hours without use, and after twelve in any case", async () => {
  const { ask, clock } = await openApp();
  const used = await logIn(ask);
  const unused = await logIn(ask);
  const statusOf = async (cookie: string) =>
    (await ask(undefined, "/api/session", { headers: { cookie } })).status;
  const HOUR_MS = 3_600_000;
  clock.advance(5 * HOUR_MS);
  expect(await statusOf(used)).toBe(200);
  clock.advance(4 * HOUR_MS);
  expect([await statusOf(used), await statusOf(unused)]).toEqual([200, 401]);
  clock.advance(3 * HOUR_MS + 1);
  expect(await statusOf(used)).toBe(401);
});

test("[API11] a store that cannot save turns nobody away who is logged in", async () => {
  const { ask, clock, store } = await openApp();
  const cookie = await logIn(ask);
  clock.advance(LIMITS.sessionNoteMs + 1);
  store.failCommits("full");
  expect((await ask(undefined, "/api/session", { headers: { cookie } })).status).toBe(200);
});

test("[API12] over https the cookies are bound to this host alone", async () => {
  const { store } = await openApp();
  const sessions = makeSessions({
    store,
    nowIso: () => "2026-03-19T09:00:00.000Z",
    secure: true,
    personOf: demoPersonOf,
    onRevoked: () => undefined,
  });
  const cookies = await sessions.open("referent");
  expect(cookies).toHaveLength(2);
  for (const cookie of cookies)
    expect(cookie).toMatch(/^__Host-[^;]+; Path=\/; HttpOnly; SameSite=Lax; Secure$/u);
  const header = cookies.map((cookie) => cookie.split(";")[0]).join("; ");
  expect((await sessions.identify(header, undefined))?.who.person).toBe("referent");
  expect(await sessions.identify(header.replaceAll("__Host-", ""), undefined)).toBeUndefined();
});

async function logIn(ask: Awaited<ReturnType<typeof openApp>>["ask"]): Promise<string> {
  const body = '{"person":"referent"}';
  const headers = { "content-type": "application/json" };
  const response = await ask(undefined, "/api/demo/session", { method: "POST", headers, body });
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");
}

test("[API2] a member sees the meeting in session, staff do not", async () => {
  const { ask } = await openApp();
  expect(await (await ask("medlem", "/api/meetings")).json()).toMatchObject([
    { id: "m1", phase: "moede", date: "2026-03-19" },
  ]);
  expect(await (await ask("ansat", "/api/meetings")).json()).toEqual([]);
  expect((await refusalOf(await ask("ansat", "/api/meetings/m1"))).status).toBe(403);
});

test("[API3] the meeting comes with ids, numbers, hashes and who I am", async () => {
  const { ask } = await openApp();
  const meeting: unknown = await (await ask("forperson", "/api/meetings/m1")).json();
  expect(meeting).toMatchObject({
    id: "m1",
    phase: "moede",
    me: { person: "forperson", roles: ["forperson"] },
    items: [
      { number: 1, title: "Godkendelse af dagsorden", contentHash: expect.stringMatching(/^[0-9a-f]{64}$/u) },
      {},
      {},
    ],
  });
});

test.each([
  ["an unknown command", { type: "blowUp", id: "1" }, 400, "unknownCommand"],
  ["wrong types", { type: "addItem", id: "1", title: 7 }, 400, "wrongTypes"],
  ["no id", { type: "addItem", title: "x" }, 400, "wrongTypes"],
  ["an unknown item", { type: "setCurrentItem", id: "1", itemId: "nix" }, 404, "unknownItem"],
  ["a locked field", { type: "setHeader", id: "1", field: "place", value: "Månen" }, 403, "locked"],
])(
  "[API4] %s is refused with a reason and a Danish message, and nothing changes",
  async (_case, body, status, reason) => {
    const { ask, command } = await openApp();
    const before = await (await ask("referent", "/api/meetings/m1")).text();
    const refusal = await refusalOf(await command("referent", body));
    expect(refusal).toMatchObject({ status, reason });
    expect(refusal.message).toMatch(/\.$/u);
    expect(await (await ask("referent", "/api/meetings/m1")).text()).toBe(before);
  },
);

test("[API5] an unknown meeting is a 404, no JSON a 400, 10 MB a 413", async () => {
  const { ask, command } = await openApp();
  expect((await refusalOf(await ask("referent", "/api/meetings/nix"))).status).toBe(404);
  const post = (body: string) => ask("referent", "/api/meetings/m1/commands", { method: "POST", body });
  expect((await refusalOf(await post("{"))).status).toBe(400);
  expect((await refusalOf(await post("x".repeat(10_000_000)))).reason).toBe("tooLarge");
  expect((await command("referent", { type: "setCurrentItem", id: "ok", itemId: "nix" })).status).toBe(404);
});

test("[API6] a foreign origin and a foreign host are refused", async () => {
  const { ask } = await openApp();
  const login = (headers: Record<string, string>) =>
    ask(undefined, "/api/demo/session", {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: '{"person":"referent"}',
    });
  expect((await login({})).status).toBe(200);
  expect((await login({ origin: "http://localhost" })).status).toBe(200);
  for (const origin of [
    "null",
    "http://evil.dk",
    "http://localhost.evil.dk",
    "http://localhost:1",
    "https://localhost",
  ]) {
    expect((await refusalOf(await login({ origin }))).reason, origin).toBe("badOrigin");
  }
  expect((await refusalOf(await login({ host: "evil.dk" }))).reason).toBe("badOrigin");
});

test("[SAVE5] with a held commit no GET shows a command's effect", async () => {
  const { ask, command, store } = await openApp("dagsordenIArbejde");
  await ask("referent", "/api/meetings/m1");
  store.holdCommits();
  const commanded = command("referent", { type: "addItem", id: "1", title: "Nyt punkt" });
  await settle();
  let shown: string | undefined;
  const asked = ask("forperson", "/api/meetings/m1").then(
    async (response) => (shown = await response.text()),
  );
  await settle();
  expect(shown).toBeUndefined();
  store.releaseCommits();
  expect((await commanded).status).toBe(200);
  await asked;
  expect(shown).toContain("Nyt punkt");
});
