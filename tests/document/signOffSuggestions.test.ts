import { expect, test } from "vitest";
import { approvalsOf, readMeetingWithApprovals } from "../../shared/canonical/approvals.ts";
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import type { RichNode } from "../../shared/meeting/richText.ts";
import { expectPhase, type CommandRoom, type Person } from "./commandRoom.ts";
import {
  accept,
  added,
  ITEM,
  paragraph,
  reject,
  reopen,
  rewrite,
  stamp,
  struck,
  suggestedRoom,
  textOf,
} from "./suggestedRoom.ts";

const [ONE, TWO] = [stamp("s1"), stamp("s2", "naestforperson")];
const base = paragraph("Vi har et par pladser.");
const suggested: readonly RichNode[] = [
  paragraph("Vi har ", struck("et par", ONE), added("12", ONE), " pladser", added(" ledige", TWO), "."),
];

const signOff = (room: CommandRoom, title = ITEM) => {
  const itemId = room.item(title);
  return { type: "signOff", itemId, hash: contentHash(room.doc, itemId) };
};
const states = (room: CommandRoom) => approvalsOf(room.doc, room.item(ITEM)).map(({ state }) => state);

function signAll(room: CommandRoom, person: Person): void {
  for (const title of room.titles()) room.done(person, signOff(room, title));
}

test("[SUG39] an item with open suggestions is not signed off; its number and theirs are named", () => {
  const room = suggestedRoom("tilGodkendelse", ...suggested);
  expect(room.refused("forperson", signOff(room), "openSuggestions")).toBe(
    "2 åbne forslag i punkt 2. Afklar dem først.",
  );
  room.done("referent", reject("s1"));
  expect(room.refused("forperson", signOff(room), "openSuggestions")).toBe(
    "1 åbent forslag i punkt 2. Afklar det først.",
  );
  room.done("forperson", signOff(room, "Eventuelt"));
  room.done("referent", accept("s2"));
  room.done("forperson", signOff(room));
});

test("[SUG39] a suggestion leaves a signature valid, accepting it makes it stale, taking that back makes it valid", () => {
  const room = suggestedRoom("tilGodkendelse", base);
  room.done("forperson", signOff(room));
  rewrite(room, ...suggested);
  expect(states(room)).toEqual(["valid"]);
  room.done("referent", accept("s1"));
  expect(states(room)).toEqual(["stale"]);
  room.done("referent", reopen("s1"));
  expect(states(room)).toEqual(["valid"]);
  room.done("referent", reject("s1", "s2"));
  expect([states(room), textOf(room).content]).toEqual([["valid"], [base]]);
});

test("[SUG39] the last signature does not lock the referat while an item has open suggestions; the signer hears which", () => {
  const room = suggestedRoom("tilGodkendelse", base);
  signAll(room, "forperson");
  room.done("naestforperson", signOff(room));
  room.done("naestforperson", signOff(room, "Eventuelt"));
  rewrite(room, ...suggested);
  const { result } = room.done("naestforperson", signOff(room, "Godkendelse af dagsorden"));
  expect(result["notLocked"]).toMatchObject({
    reason: "openSuggestions",
    message: "Punkt 2 har åbne forslag. Referatet er ikke låst endnu. Afklar forslagene, og godkend igen.",
  });
  expectPhase(room, "tilGodkendelse");
  room.done("referent", reject("s1", "s2"));
  expectPhase(room, "tilGodkendelse");
  expect(room.done("naestforperson", signOff(room)).result).not.toHaveProperty("notLocked");
  expectPhase(room, "godkendt");
});

test("[SUG77] what is handed out is the base text: all suggestions rejected", () => {
  const room = suggestedRoom("tilGodkendelse", ...suggested, {
    ...paragraph(added("Nyt afsnit.", ONE)),
    attrs: { sIns: [ONE] },
  });
  const item = readMeetingWithApprovals(room.doc).items.find(({ title }) => title === ITEM);
  expect(item?.sections.find(({ kind }) => kind === "beslutning")?.content.content).toEqual([base]);
});
