/** The server's figures: right, and without a word of anybody's meeting. */
import { expect, test } from "vitest";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { REFUSAL_REASONS } from "../../shared/policy/refusal.ts";
import { openApp, type AppBench } from "../support/appBench.ts";
import { REFERENT, settle } from "../support/rooms.ts";
import { RoomClient, typeIn } from "../support/roomClient.ts";

const IS_BUCKET = /^le=(?:[\d.]+|\+Inf)$/u;

async function figuresOf({ ask }: AppBench): Promise<ReadonlyMap<string, number>> {
  const text = await (await ask(undefined, "/metrics")).text();
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.split(" ").at(-1))]));
}

test("[OPS1] rooms, sockets, edits, commands, refusals, commits and queues are counted", async () => {
  const bench = await openApp();
  const writer = await bench.rooms.use("m1", (room) => RoomClient.join(room, REFERENT));
  await bench.rooms.use("m1", (room) => RoomClient.join(room, REFERENT, { reads: true }));
  if (writer === undefined) throw new Error("there is no room");
  await settle();
  writer.queued = 1000;
  const [decision = "", locked = ""] = await sectionsOf(bench);
  typeIn(writer.doc, decision, "Nordsund");
  await settle();
  bench.store.holdCommits();
  typeIn(writer.doc, decision, " Kommune");
  await settle();
  const waiting = await figuresOf(bench);
  expect(waiting.get("medskriv_unsaved_records")).toBe(1);
  bench.store.releaseCommits();
  await settle();
  const { items } = (await (await bench.ask("referent", "/api/meetings/m1")).json()) as {
    items: { id: string }[];
  };
  await bench.command("referent", { type: "setCurrentItem", id: "1", itemId: items[0]?.id });
  await bench.command("referent", { type: "setHeader", id: "2", field: "place", value: "Månen" });
  typeIn(writer.doc, locked, "Rettet");
  await settle();
  const figures = await figuresOf(bench);
  expect(Object.fromEntries(figures)).toMatchObject({
    medskriv_rooms: 1,
    'medskriv_connections{kind="editor"}': 1,
    'medskriv_connections{kind="follower"}': 1,
    'medskriv_edits_total{end="saved"}': 2,
    'medskriv_commands_total{end="saved"}': 1,
    'medskriv_refusals_total{at="edit",reason="locked"}': 1,
    'medskriv_refusals_total{at="request",reason="locked"}': 1,
    'medskriv_commit_seconds_count{end="saved"}': 3,
    medskriv_unsaved_records: 0,
    medskriv_outbound_bytes: 1000,
    medskriv_can_save: 1,
  });
});

test("[OPS1] a commit that fails is counted as one, and no longer as something to come", async () => {
  const bench = await openApp();
  const { items } = (await (await bench.ask("referent", "/api/meetings/m1")).json()) as {
    items: { id: string }[];
  };
  bench.store.failNextCommit("full");
  await bench.command("referent", { type: "setCurrentItem", id: "1", itemId: items[0]?.id });
  const figures = await figuresOf(bench);
  expect(figures.get('medskriv_commands_total{end="failed"}')).toBe(1);
  expect(figures.get("medskriv_unsaved_records")).toBe(0);
  bench.store.failCommits("full");
  expect((await figuresOf(bench)).get("medskriv_can_save")).toBe(0);
});

test("[OPS4] a store that does not answer within five seconds is one that cannot save", async () => {
  const bench = await openApp();
  const facts = bench.store.facts.bind(bench.store);
  bench.store.facts = () => new Promise(() => undefined);
  const asked = bench.ask(undefined, "/healthz");
  await settle();
  bench.clock.advance(LIMITS.healthMs);
  const answer = await asked;
  expect([answer.status, await answer.json()]).toEqual([503, { status: "cannotSave", store: "silent" }]);
  bench.store.facts = facts;
  expect((await bench.ask(undefined, "/healthz")).status).toBe(200);
});

test("[OPS2] no label holds a person, a document or a word of a meeting", async () => {
  const bench = await openApp();
  await bench.command("referent", { type: "setHeader", id: "2", field: "place", value: "Månen" });
  await bench.ask("ansat", "/api/meetings/m1");
  await bench.ask("referent", "/api/meetings/Hemmelig");
  const text = await (await bench.ask(undefined, "/metrics")).text();
  const labels = new Set(
    [...text.matchAll(/(\w+)="([^"]*)"/gu)].map(([, name, value]) => `${name}=${value}`),
  );
  const reasons = REFUSAL_REASONS.map((reason) => `reason=${reason}`);
  const sides = ["end=saved", "end=failed", "at=edit", "at=request", "kind=editor", "kind=follower"];
  const known = new Set(sides.concat(reasons));
  expect(labels.size).toBeGreaterThan(3);
  expect([...labels].filter((label) => !known.has(label) && !IS_BUCKET.test(label))).toEqual([]);
});

test("[OPS3] where the figures are not shown, their address does not exist, and a foreign host never gets them", async () => {
  const hidden = await openApp("moede", { showMetrics: false });
  expect((await hidden.ask("referent", "/metrics")).status).toBe(404);
  const shown = await openApp();
  expect((await shown.ask(undefined, "/metrics")).status).toBe(200);
  expect((await shown.ask(undefined, "/metrics", { headers: { host: "evil.dk" } })).status).toBe(403);
});

/** The first item's Beslutning, which the referent may write, and its Sagsfremstilling, which nobody may. */
async function sectionsOf({ ask }: AppBench): Promise<readonly (string | undefined)[]> {
  const { items } = (await (await ask("referent", "/api/meetings/m1")).json()) as {
    items: { sections: { id: string; kind: string }[] }[];
  };
  return ["beslutning", "sagsfremstilling"].map(
    (kind) => items[0]?.sections.find((section) => section.kind === kind)?.id,
  );
}
