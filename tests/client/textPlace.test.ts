/** Places in a text that somebody else's client names: in a caret, or as the anchor of a comment. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { placeOfRelative } from "../../client/editor/textPlace.ts";
import { writeRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { words } from "../support/rooms.ts";

const doc = new Y.Doc();
const section = sectionText(doc, "s1");
doc.transact(() => {
  writeRichText(section, words("Godkendt."));
  doc.getMap("meeting").set("phase", "moede");
});

test.each([
  ["nothing at all", {}],
  ["an item without a number", { item: "x" }],
  ["an item of a client that nobody knows", { item: { client: 1, clock: 5 } }],
  ["a type that is none", { type: { client: doc.clientID, clock: 4 } }],
  ["a root that holds no text", { tname: "meeting" }],
])("[HOST68] a place that names %s is nowhere, and nobody's page stops at it", (_what, relative) => {
  expect(placeOfRelative(section, relative)).toBeUndefined();
});
