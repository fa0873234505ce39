/** How much a section may hold, asked of updates: letters and blocks, with what goes at the same time. */
import * as Y from "yjs";
import { expect, test } from "vitest";
import { judgeUpdate } from "../../server/guard/guard.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { editorWith } from "../support/asker.ts";

const MAX = LIMITS.charactersPerSection;
const asker = editorWith([7], () => true);

/** A section of one block with so many letters, and a device that has it. */
function section(letters: number) {
  const server = new Y.Doc();
  const paragraph = new Y.XmlElement("paragraph");
  server.getXmlFragment("s:a").insert(0, [paragraph]);
  paragraph.insert(0, [new Y.XmlText("x".repeat(letters))]);
  const device = new Y.Doc();
  Y.applyUpdate(device, Y.encodeStateAsUpdate(server));
  device.clientID = 7;
  return { server, device };
}

function textOf(doc: Y.Doc): Y.XmlText {
  const paragraph = doc.getXmlFragment("s:a").get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) throw new Error("no text");
  return text;
}

/** What the guard says to what the device does. */
function verdictOn(server: Y.Doc, device: Y.Doc, edit: () => void): string {
  device.transact(edit);
  const update = Y.encodeStateAsUpdate(device, Y.encodeStateVector(server));
  const verdict = judgeUpdate(server, update, asker);
  if (verdict.kind === "apply") Y.applyUpdate(server, verdict.update);
  return verdict.kind === "refuse" ? verdict.reason : verdict.kind;
}

// The paragraph and its text count as one each.
test.each([
  ["the last letter that fits", MAX - 3, "apply"],
  ["one letter more", MAX - 2, "tooLarge"],
] as const)("[GUARD17] %s", (_name, letters, expected) => {
  const { server, device } = section(letters);
  expect(verdictOn(server, device, () => textOf(device).insert(0, "y"))).toBe(expected);
});

test("[GUARD17] blocks fill a section, too", () => {
  const { server, device } = section(MAX - 3);
  const twoBlocks = [new Y.XmlElement("paragraph"), new Y.XmlElement("paragraph")];
  expect(verdictOn(server, device, () => device.getXmlFragment("s:a").insert(1, twoBlocks))).toBe("tooLarge");
});

test("[GUARD17] a full section can be rewritten in one edit, letter by letter and again", () => {
  const { server, device } = section(MAX - 2);
  for (let times = 0; times < 3; times += 1) {
    const rewrite = () => {
      textOf(device).delete(0, MAX - 2);
      textOf(device).insert(0, "y".repeat(MAX - 2));
    };
    expect(verdictOn(server, device, rewrite)).toBe("apply");
  }
  expect(verdictOn(server, device, () => textOf(device).delete(0, 10))).toBe("apply");
  for (let letter = 0; letter < 10; letter += 1)
    expect(verdictOn(server, device, () => textOf(device).insert(letter, "z"))).toBe("apply");
  expect(verdictOn(server, device, () => textOf(device).insert(0, "z"))).toBe("tooLarge");
});
