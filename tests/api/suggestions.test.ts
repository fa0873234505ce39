/** Suggestions over HTTP: verdicts by command, and what leaves the house without them. */
import { expect, test } from "vitest";
import { storeNewDocument } from "../../server/room/newDocument.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { openApp, type AppBench } from "../support/appBench.ts";
import { THREE_ITEMS } from "../support/rooms.ts";

const attrs = { id: "s1", author: "naestforperson", at: "2026-03-19T08:00:00.000Z" };
const run = (text: string, type: string): RichNode => ({ type: "text", text, marks: [{ type, attrs }] });
const PARAGRAPH: RichNode = {
  type: "paragraph",
  content: [{ type: "text", text: "Vi har " }, run("et par", "deletion"), run("tolv", "insertion")],
};

/** Meeting `m2` is in work after the meeting; each Beslutning holds one proposal. */
async function withProposals(): Promise<AppBench> {
  const bench = await openApp();
  const items = THREE_ITEMS.items.map((item) => ({
    ...item,
    sections: item.sections.map((section) =>
      section.kind === "beslutning"
        ? { ...section, content: { type: "doc" as const, content: [PARAGRAPH] } }
        : section,
    ),
  }));
  let made = 0;
  await storeNewDocument(
    { ...THREE_ITEMS, items },
    {
      store: bench.store,
      newId: () => `p${(made += 1)}`,
      documentId: "m2",
      person: "referent",
      now: bench.clock.now(),
      phase: "referatIArbejde",
    },
  );
  return bench;
}

test("[SUG77] JSON, text and what a page asks for hold the base text alone", async () => {
  const { ask } = await withProposals();
  for (const path of ["", "/export?format=json", "/export?format=text"]) {
    const answer = await ask("forperson", `/api/meetings/m2${path}`);
    const body = await answer.text();
    expect([path, answer.status, body.includes("Vi har et par"), /tolv|deletion|s1/u.test(body)]).toEqual([
      path,
      200,
      true,
      false,
    ]);
  }
});

test("[SUG34] [SUG36] a verdict is a command: 403 without the right, then 200, and 409 for who comes second", async () => {
  const { ask } = await withProposals();
  const resolve = async (person: string, id: string, verdict: string) => {
    const answer = await ask(person, "/api/meetings/m2/commands", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ type: "resolveSuggestions", id, ids: ["s1"], verdict }),
    });
    return { status: answer.status, body: await answer.text() };
  };
  expect((await resolve("naestforperson", "k1", "accept")).status).toBe(403);
  expect((await resolve("referent", "k2", "accept")).status).toBe(200);
  const second = await resolve("referent", "k3", "reject");
  expect(second.status).toBe(409);
  expect(second.body).toContain("Forslaget er allerede accepteret af Amira Nørgaard");
  expect(await (await ask("medlem", "/api/meetings/m2")).text()).toContain("Vi har tolv");
});
