/** The strict reader of exported meetings. */
import { expect, test } from "vitest";
import { meetingAsJson } from "../../shared/formats/export/json.ts";
import { parseMeetingJson } from "../../shared/formats/import/json.ts";
import type { Meeting } from "../../shared/meeting/meeting.ts";
import { EMPTY_TEXT } from "../../shared/meeting/richText.ts";

const MEETING: Meeting = {
  kind: "referat",
  committee: "AfdelingsMED Kultur og Fritid",
  date: "2026-03-19",
  startTime: "10:00",
  place: "Lokale 2",
  participants: [{ name: "Karen Holm", detail: "forperson" }],
  preamble: EMPTY_TEXT,
  items: [
    {
      id: "i1",
      number: 1,
      title: "Godkendelse af dagsorden",
      journalNumber: "81.38.05-P35-4-26",
      sections: [
        {
          kind: "beslutning",
          content: {
            type: "doc",
            content: [
              {
                type: "paragraph",
                content: [{ type: "text", text: "her", marks: [{ type: "link", attrs: { href: null } }] }],
              },
            ],
          },
        },
      ],
      attachments: [{ name: "Notat.pdf" }],
      outcome: "godkendt",
    },
  ],
  attendance: [{ name: "Pia Lund", state: "afbud" }],
  approvalLine: "Referatet er godkendt.",
  phase: "godkendt",
};

/** The exported meeting with one thing changed at a path such as `items.0.title`. */
function changed(path: string, value: unknown): unknown {
  const root: unknown = JSON.parse(meetingAsJson(MEETING));
  const names = path.split(".");
  const last = names.pop() ?? "";
  // The tree was just parsed from our own export; the test names paths that exist in it.
  const holder = names.reduce(
    (node, name) => node[name] as Record<string, unknown>,
    root as Record<string, unknown>,
  );
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return root;
}

function messageOf(value: unknown): string {
  const parsed = parseMeetingJson(value);
  return parsed.ok ? "read" : parsed.message;
}

test("[IMP24] an exported meeting is read back as the same meeting", () => {
  expect(parseMeetingJson(JSON.parse(meetingAsJson(MEETING)))).toEqual({ ok: true, meeting: MEETING });
});

test("[IMP24] what the server adds to a meeting is no part of it", () => {
  const handedOut = { ...MEETING, id: "m1", doubts: [], me: { person: "referent" }, firstNumber: 1 };
  expect(parseMeetingJson(handedOut)).toEqual({ ok: true, meeting: MEETING });
});

test.each([
  ["committee", undefined, "committee skal være tekst"],
  ["kind", "møde", "kind skal være en af dagsorden, referat"],
  ["version", 2, "version skal være 1"],
  ["secret", "x", "secret er et ukendt felt"],
  ["items", {}, "items skal være en liste"],
  ["items.0.number", 1.5, "items[0].number skal være et helt tal"],
  ["items.0.closed", true, "items[0].closed er et ukendt felt"],
  ["items.0.sections.0.kind", "bilag", "items[0].sections[0].kind skal være en af"],
  ["items.0.sections.0.content.content.0.type", "script", "type er en ukendt slags tekst"],
  ["items.0.sections.0.content.content.0.attrs", { onclick: "x" }, "attrs.onclick er et ukendt felt"],
  [
    "items.0.sections.0.content.content.0.content.0.marks.0.attrs.href",
    "javascript:alert(1)",
    "attrs.href har en værdi, der ikke er tilladt",
  ],
  ["attendance.0.state", "syg", "attendance[0].state skal være en af"],
])("[IMP27] %s with the wrong value is refused by name", (path, value, message) => {
  expect(messageOf(changed(path, value))).toContain(message);
});

test.each([null, [], "text", 7, {}])("[IMP27] %j is no meeting", (value) => {
  expect(messageOf(value)).toMatch(/^Filen er ikke et møde, der kan læses: .+\.$/u);
});

test("[IMP27] text nested without end is refused and harms nobody", () => {
  let node: Record<string, unknown> = { type: "paragraph" };
  for (let depth = 0; depth < 5000; depth += 1)
    node = { type: "bulletList", content: [{ type: "listItem", content: [node] }] };
  expect(messageOf(changed("preamble.content", [node]))).toContain("indlejret");
});

test("[SUG77] a file brings no suggestions: their words stay, marks, stamps and suggested breaks go", () => {
  const stamp = { id: "s1", author: "forperson", at: "2026-03-19T09:00:00.000Z" };
  const insertion = { type: "insertion", attrs: stamp };
  const [first, second] = ["Lukket", " i uge\u2029 26\u2028."];
  const content = {
    type: "doc",
    content: [
      {
        type: "paragraph",
        attrs: { sIns: [stamp] },
        content: [
          { type: "text", text: first, marks: [{ type: "bold" }, { type: "deletion", attrs: stamp }] },
          { type: "text", text: second, marks: [insertion] },
        ],
      },
    ],
  };
  const read = parseMeetingJson(changed("items.0.sections.0.content", content));
  if (!read.ok) return expect.fail(read.message);
  const text = read.meeting.items[0]?.sections[0]?.content;
  expect(JSON.stringify(text)).not.toMatch(/sIns|insertion|deletion|s1/u);
  expect(text?.content[0]?.content).toEqual([
    { type: "text", text: "Lukket", marks: [{ type: "bold" }] },
    { type: "text", text: " i uge  26 .", marks: [] },
  ]);
});
