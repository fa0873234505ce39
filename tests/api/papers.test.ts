import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseMeetingJson } from "../../shared/formats/import/json.ts";
import { openApp } from "../support/appBench.ts";

const paper = readFileSync(new URL("../fixtures/import/referat-afdelingsmed.txt", import.meta.url));

test("[API7] a paper becomes a meeting in its first phase, and its JSON becomes the same meeting again", async () => {
  const { ask } = await openApp();
  const bring = async (body: BodyInit) => {
    const answer = await ask("referent", "/api/meetings/import", { method: "POST", body });
    expect(answer.status).toBe(201);
    // The wire contract's answer.
    return (await answer.json()) as { meetingId: string; doubts: unknown[] };
  };
  const exported = async (meetingId: string): Promise<string> =>
    (await ask("referent", `/api/meetings/${meetingId}/export?format=json`)).text();
  const first = await bring(paper);
  const json = await exported(first.meetingId);
  const again = await exported((await bring(json)).meetingId);
  expect(JSON.parse(again)).toEqual(JSON.parse(json));
  expect(parseMeetingJson(JSON.parse(json)).ok).toBe(true);
});

test("[API8] only those who build agendas may import; a file that is no text is refused in words", async () => {
  const { ask } = await openApp();
  const bring = (person: string, body: BodyInit) =>
    ask(person, "/api/meetings/import", { method: "POST", body });
  expect((await bring("medlem", paper)).status).toBe(403);
  const before = await (await ask("referent", "/api/meetings")).text();
  for (const [body, status] of [
    ["%PDF-1.7 ...", 415],
    [new Uint8Array([0, 255, 254, 3]), 415],
    ['{"items": 7}', 400],
    ["x".repeat(5 * 1024 * 1024 + 1), 413],
    [`Referat\n${itemsOf(201)}`, 409],
  ] as const) {
    const answer = await bring("referent", body);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ refusal: { message: expect.stringMatching(/\.$/u) } });
  }
  expect(await (await ask("referent", "/api/meetings")).text()).toBe(before);
});

function itemsOf(count: number): string {
  return Array.from({ length: count }, (_, n) => `Punkt ${n + 1}: Sag\nSagsfremstilling\nOrd.\n`).join("\n");
}

test("[API9] a meeting leaves as text, JSON and PDF, and an unknown format is refused", async () => {
  const { ask } = await openApp();
  const leave = (format: string) => ask("medlem", `/api/meetings/m1/export?format=${format}`);
  expect(await (await leave("text")).text()).toContain("Punkt 2: Ny vagtplan i svømmehallen");
  expect(await (await leave("json")).json()).toMatchObject({ committee: "AfdelingsMED Kultur og Fritid" });
  const pdf = await leave("pdf");
  expect(pdf.headers.get("content-disposition")).toContain("referat-2026-03-19.pdf");
  expect((await pdf.text()).startsWith("%PDF-")).toBe(true);
  expect((await leave("rtf")).status).toBe(400);
});
