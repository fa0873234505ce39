/** What somebody with bad will may post: nothing of it counts, and the next honest request is served. */
import * as Y from "yjs";
import { describe, expect, test } from "vitest";
import { isAllowedOrigin } from "../../server/routes/http.ts";
import { judgeUpdate } from "../../server/guard/guard.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { editorWith } from "../support/asker.ts";
import { openApp } from "../support/appBench.ts";
import { THREE_ITEMS } from "../support/rooms.ts";
import { documentOf } from "../document/sampleMeeting.ts";

const isDanish = expect.stringMatching(/[a-zæøå]\.$/u);

async function attackedApp(phase: Parameters<typeof openApp>[0] = "moede") {
  const bench = await openApp(phase);
  const before = await (await bench.ask("referent", "/api/meetings/m1")).text();
  /** The document is as it was, the list too, and the next command is performed. */
  const goesOn = async () => {
    expect(await (await bench.ask("referent", "/api/meetings/m1")).text()).toBe(before);
    const { items } = JSON.parse(before) as { items: { id: string }[] };
    const answer = await bench.command("referent", {
      type: "setCurrentItem",
      id: "bagefter",
      itemId: items[0]?.id,
    });
    expect([answer.status, bench.errors]).toEqual([phase === "moede" ? 200 : 403, []]);
  };
  return { ...bench, goesOn };
}

async function answerOf(response: Response): Promise<readonly [number, string | undefined]> {
  const body: unknown = await response.json();
  expect(body).toMatchObject(response.ok ? {} : { refusal: { message: isDanish } });
  const refusal =
    typeof body === "object" && body !== null && "refusal" in body
      ? // Every refusal has a reason.
        (body.refusal as { reason: string })
      : undefined;
  return [response.status, refusal?.reason];
}

test("[HOST50] an origin is ours exactly, or not at all", () => {
  const own = { hosts: new Set(["good.dk", "localhost"]), publicUrl: undefined };
  const allowed = (origin: string | undefined, host = "good.dk:3000") => isAllowedOrigin(own, origin, host);
  expect(allowed("http://good.dk:3000")).toBe(true);
  const foreign = [
    undefined,
    "",
    "null",
    "http://good.dk",
    "http://good.dk:3001",
    "https://good.dk:3000",
    "http://good.dk.evil.dk:3000",
    "http://evilgood.dk:3000",
    "http://good.dk:3000.evil.dk",
    "http://user@good.dk:3000",
    "http://GOOD.dk:3000",
    "http://good.dk:3000/",
    "file://good.dk:3000",
  ];
  expect(foreign.filter((origin) => allowed(origin))).toEqual([]);
  expect(allowed("http://evil.dk", "evil.dk")).toBe(false);
  const published = { hosts: new Set(["good.dk"]), publicUrl: "https://good.dk" };
  expect(isAllowedOrigin(published, "https://good.dk", "good.dk")).toBe(true);
  for (const origin of [
    "http://good.dk",
    "https://good.dk.evil.dk",
    "https://good.dk:444",
    "null",
    undefined,
  ])
    expect([origin, isAllowedOrigin(published, origin, "good.dk")]).toEqual([origin, false]);
});

test("[HOST55] a sign-off with an old hash is refused however often it is sent, and signs nothing", async () => {
  const { ask, command, goesOn } = await attackedApp("tilGodkendelse");
  const { items } = (await (await ask("forperson", "/api/meetings/m1")).json()) as {
    items: { id: string; contentHash: string; approvals: unknown[] }[];
  };
  const [item, other] = items;
  const old = { type: "signOff", itemId: item?.id, hash: other?.contentHash };
  for (const id of ["s1", "s1", "s2"])
    expect(await answerOf(await command("forperson", { ...old, id }))).toEqual([409, "textChanged"]);
  for (const hash of [
    "",
    "0",
    "x".repeat(64),
    item?.contentHash.toUpperCase(),
    `${item?.contentHash} `,
    null,
  ])
    expect((await answerOf(await command("forperson", { ...old, id: `h${hash}`, hash })))[0]).not.toBe(200);
  await goesOn();
});

describe("[HOST56] five megabytes of HTML", () => {
  const HTML = `<html><script>alert(1)</script>${"<p onclick='x()' style='a:b'>Ord</p>".repeat(145_000)}`;

  test("[HOST56] as a command it is refused before it is parsed", async () => {
    const { command, goesOn } = await attackedApp();
    expect(HTML.length).toBeGreaterThan(5_000_000);
    const answer = await command("referent", { type: "addItem", id: "k1", title: HTML });
    expect(await answerOf(answer)).toEqual([413, "tooLarge"]);
    await goesOn();
  });

  test("[HOST56] as a title within a command's size it is refused by the title's own limit", async () => {
    const { command, goesOn } = await attackedApp();
    const answer = await command("referent", { type: "addItem", id: "k1", title: HTML.slice(0, 40_000) });
    expect(await answerOf(answer)).toEqual([413, "tooLarge"]);
    await goesOn();
  });

  test("[HOST56] as a file over the limit it is refused, within the limit it is words and nothing else", async () => {
    const { ask, goesOn } = await attackedApp();
    const bring = (body: string) => ask("referent", "/api/meetings/import", { method: "POST", body });
    expect(await answerOf(await bring(HTML + HTML))).toEqual([413, "tooLarge"]);
    await goesOn();
    const { meetingId } = (await (await bring(HTML.slice(0, 100_000))).json()) as { meetingId: string };
    const json = await (await ask("referent", `/api/meetings/${meetingId}`)).text();
    expect(json).toContain("<script>alert(1)");
    expect(json).not.toContain('"type":"script"');
  });
});

describe("[HOST57] files that only look like paper", () => {
  const SVG = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>';

  test("[HOST57] an archive named .docx is not unpacked but refused as no text", async () => {
    const { ask, goesOn } = await attackedApp();
    const bomb = Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(1_000_000)]);
    const answer = await ask("referent", "/api/meetings/import", { method: "POST", body: bomb });
    expect(await answerOf(answer)).toEqual([415, "notText"]);
    await goesOn();
  });

  test("[HOST57] a picture with a script is a name as bilag, words as paper, and never markup", async () => {
    const { ask, command } = await attackedApp("dagsordenIArbejde");
    const { items } = (await (await ask("referent", "/api/meetings/m1")).json()) as {
      items: { id: string }[];
    };
    const name = "<svg onload=alert(1)>.svg";
    const added = await command("referent", {
      type: "addAttachment",
      id: "k1",
      itemId: items[0]?.id,
      name,
    });
    expect(added.status).toBe(200);
    const got = await ask("referent", "/api/meetings/m1");
    expect(got.headers.get("content-type")).toContain("application/json");
    expect(got.headers.get("x-content-type-options")).toBe("nosniff");
    expect(await got.json()).toMatchObject({ items: [{ attachments: [{ name }] }, {}, {}] });
    const brought = await ask("referent", "/api/meetings/import", { method: "POST", body: SVG });
    const { meetingId } = (await brought.json()) as { meetingId: string };
    const text = await ask("referent", `/api/meetings/${meetingId}/export?format=text`);
    expect(text.headers.get("content-type")).toContain("text/plain");
    expect(text.headers.get("content-disposition")).toContain("attachment");
    expect(text.headers.get("content-security-policy")).toContain("object-src 'none'");
  });
});

const tableOf = (rows: number, cells: number, attrs: object) => ({
  type: "table",
  content: Array.from({ length: rows }, () => ({
    type: "tableRow",
    content: Array.from({ length: cells }, () => ({
      type: "tableCell",
      attrs,
      content: [{ type: "paragraph", content: [{ type: "text", text: "1" }] }],
    })),
  })),
});
const paperWith = (table: object) => {
  const [first] = THREE_ITEMS.items;
  const sections = [{ kind: "beslutning", content: { type: "doc", content: [table] } }];
  return JSON.stringify({ ...THREE_ITEMS, items: [{ ...first, sections }] });
};

/** The same cell, typed into the document by a client that somebody wrote by hand. */
function verdictOn(attrs: object) {
  const doc = documentOf(THREE_ITEMS, "moede");
  const root = [...doc.share.keys()].find((name) => name.startsWith("s:")) ?? "";
  const device = new Y.Doc();
  Y.applyUpdate(device, Y.encodeStateAsUpdate(doc));
  const known = Y.encodeStateVector(device);
  device.transact(() => {
    const cell = new Y.XmlElement("tableCell");
    const row = new Y.XmlElement("tableRow");
    const table = new Y.XmlElement("table");
    device.getXmlFragment(root).insert(0, [table]);
    table.insert(0, [row]);
    row.insert(0, [cell]);
    // Yjs types attributes as strings; y-tiptap stores other values as they are.
    for (const [name, value] of Object.entries(attrs)) cell.setAttribute(name, value as string);
  });
  const asker = editorWith([device.clientID], (name) => name === root);
  return judgeUpdate(doc, Y.encodeStateAsUpdate(device, known), asker);
}

/** Three documents, the first of which starts the print thread, beside other tests on a small machine. */
const PRINT_MS = 60_000;

describe("[HOST58] tables", () => {
  test.each([
    [{ colspan: 1e9 }],
    [{ rowspan: 1e9 }],
    [{ colspan: -1 }],
    [{ colspan: 0 }],
    [{ colspan: 1.5 }],
    [{ colspan: "100000" }],
    [{ colspan: Number.POSITIVE_INFINITY }],
    [{ colwidth: Array.from({ length: 101 }, () => 1) }],
  ])("[HOST58] a cell with %j is refused in a file and by the guard", async (attrs) => {
    const { ask, goesOn } = await attackedApp();
    const answer = await ask("referent", "/api/meetings/import", {
      method: "POST",
      body: paperWith(tableOf(1, 1, attrs)).replace("null", "1e999"),
    });
    expect(await answerOf(answer)).toEqual([400, "wrongTypes"]);
    await goesOn();
    expect(verdictOn(attrs)).toMatchObject({ kind: "refuse", reason: "notAllowed" });
  });

  test(
    "[HOST58] the widest and the fullest table that is allowed are printed, and so is the next meeting",
    { timeout: PRINT_MS },
    async () => {
      const { ask, errors } = await attackedApp();
      for (const table of [tableOf(100, 40, { colspan: 100, rowspan: 100 }), tableOf(2, 3000, {})]) {
        const brought = await ask("referent", "/api/meetings/import", {
          method: "POST",
          body: paperWith(table),
        });
        expect(brought.status).toBe(201);
        const { meetingId } = (await brought.json()) as { meetingId: string };
        const pdf = await ask("referent", `/api/meetings/${meetingId}/export?format=pdf`);
        expect([pdf.status, errors]).toEqual([200, []]);
      }
      const next = await ask("referent", "/api/meetings/m1/export?format=pdf");
      expect((await next.text()).startsWith("%PDF-")).toBe(true);
    },
  );
});

describe("[HOST60] commands", () => {
  test.each([
    ["an unknown type", { type: "__proto__", id: "1" }, [400, "unknownCommand"]],
    ["a type that is no text", { type: ["addItem"], id: "1" }, [400, "wrongTypes"]],
    ["a list", [{ type: "addItem", id: "1", title: "x" }], [400, "wrongTypes"]],
    ["nothing", null, [400, "wrongTypes"]],
    ["a number", 7, [400, "wrongTypes"]],
    ["an id that is no text", { type: "addItem", id: { $gt: "" }, title: "x" }, [400, "wrongTypes"]],
    [
      "a long id",
      { type: "addItem", id: "x".repeat(LIMITS.idCharacters + 1), title: "x" },
      [413, "tooLarge"],
    ],
    ["a field too many", { type: "addItem", id: "1", title: "x", phase: "godkendt" }, [400, "wrongTypes"]],
    ["a title of another type", { type: "addItem", id: "1", title: ["x"] }, [400, "wrongTypes"]],
    [
      "an inherited field",
      JSON.parse('{"type":"addItem","id":"1","title":"x","__proto__":{"a":1}}'),
      [400, "wrongTypes"],
    ],
    ["a turned writing direction", { type: "addItem", id: "1", title: "a\u202Eb" }, [400, "wrongTypes"]],
    ["10 MB", { type: "addItem", id: "1", title: "x".repeat(10_000_000) }, [413, "tooLarge"]],
  ])("[HOST60] %s is refused", async (_case, body: object | number | null, expected) => {
    const { ask, goesOn } = await attackedApp();
    const answer = await ask("referent", "/api/meetings/m1/commands", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    expect(await answerOf(answer)).toEqual(expected);
    await goesOn();
  });

  test("[HOST60] JSON nested 30,000 deep is refused", async () => {
    const { ask, goesOn } = await attackedApp();
    const body = `{"type":"addItem","id":"1","title":${"[".repeat(30_000)}${"]".repeat(30_000)}}`;
    const answer = await ask("referent", "/api/meetings/m1/commands", { method: "POST", body });
    expect(await answerOf(answer)).toEqual([400, "wrongTypes"]);
    await goesOn();
  });

  test("[HOST60] a repeated id performs nothing anew, whatever it asks for, and is refused to anybody else", async () => {
    const { ask, command } = await openApp("dagsordenIArbejde");
    const add = (person: string, title: string) => command(person, { type: "addItem", id: "samme", title });
    const first = await (await add("referent", "Første")).text();
    for (const title of ["Første", "Andet"]) expect(await (await add("referent", title)).text()).toBe(first);
    expect(await answerOf(await add("forperson", "Første"))).toEqual([409, "usedId"]);
    const { items } = (await (await ask("referent", "/api/meetings/m1")).json()) as {
      items: { title: string }[];
    };
    expect(items.map(({ title }) => title).filter((title) => /Første|Andet/u.test(title))).toEqual([
      "Første",
    ]);
  });
});
