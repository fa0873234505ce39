import { expect, test } from "vitest";
import { LEDGER_START, verifyLedger } from "../../shared/canonical/ledger.ts";
import { approvalsOf } from "../../shared/canonical/approvals.ts";
import { contentHash } from "../../shared/canonical/canonicalItem.ts";
import {
  listItems,
  readLive,
  readMeetingRecord,
  sectionsOfItem,
  sectionTextOf,
} from "../../shared/document/read.ts";
import { replaceRichText } from "../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { EMPTY_TEXT } from "../../shared/meeting/richText.ts";
import { commandRoom, expectPhase } from "./commandRoom.ts";
import type { CommandRoom, Person } from "./commandRoom.ts";
import { accept, added, paragraph, stamp, suggestedRoom } from "./suggestedRoom.ts";

const [FIRST, SECOND, THIRD] = ["Godkendelse af dagsorden", "Ny vagtplan", "Eventuelt"] as const;

test("[PHASE1] advance: from agenda to approval, each step by those who may", () => {
  const room = commandRoom("dagsordenIArbejde");
  const step = (person: Person, to: string) => room.done(person, { type: "advance", to });
  room.refused("medlem", { type: "advance", to: "dagsordenFrigivet" }, "noRight");
  step("naestforperson", "dagsordenFrigivet");
  room.refused("naestforperson", { type: "advance", to: "moede" }, "noRight");
  step("forperson", "moede");
  room.refused("referent", { type: "advance", to: "tilGodkendelse" }, "wrongPhase");
  step("referent", "referatIArbejde");
  room.refused("forperson", { type: "advance", to: "tilGodkendelse" }, "noRight");
  expect(step("referent", "tilGodkendelse").result).toEqual({ phase: "tilGodkendelse" });
  expectPhase(room, "tilGodkendelse");
});

test("[PHASE2] advance: back by the referent alone, and with a reason", () => {
  for (const [from, to] of [
    ["dagsordenFrigivet", "dagsordenIArbejde"],
    ["tilGodkendelse", "referatIArbejde"],
  ] as const) {
    const room = commandRoom(from);
    room.refused("forperson", { type: "advance", to, reason: "Der er en fejl" }, "noRight");
    room.refused("referent", { type: "advance", to }, "reasonNeeded");
    room.refused("referent", { type: "advance", to, reason: "  " }, "reasonNeeded");
    const { effect } = room.done("referent", { type: "advance", to, reason: "Der er en fejl" });
    expect(effect).toBe(`advance ${from} to ${to}: Der er en fejl`);
    expectPhase(room, to);
  }
});

test("[PHASE3] advance: nobody can ask for godkendt", () => {
  const room = commandRoom("tilGodkendelse");
  for (const person of ["referent", "forperson", "medlem"] as const) {
    room.refused(person, { type: "advance", to: "godkendt" }, "onlyBySigning");
  }
  commandRoom("godkendt").refused("referent", { type: "advance", to: "endeligtGodkendt" }, "notYet");
});

test("[PHASE7] advance: a text with open suggestions is not closed for everybody; when they are judged it is", () => {
  const room = commandRoom("dagsordenIArbejde");
  const section = sectionsOfItem(room.doc, room.item(SECOND)).find(({ kind }) => kind === "sagsfremstilling");
  const text = { type: "doc", content: [paragraph("Ny plan", added(" fra uge 9", stamp("s1")))] } as const;
  room.doc.transact(() => replaceRichText(sectionText(room.doc, section?.id ?? ""), text));
  expect(room.refused("referent", { type: "advance", to: "dagsordenFrigivet" }, "openSuggestions")).toBe(
    "Punkt 2 har åbne forslag. Afklar dem først. Bagefter er teksten låst for alle.",
  );
  room.done("referent", accept("s1"));
  room.done("referent", { type: "advance", to: "dagsordenFrigivet" });
});

test("[PHASE7] advance: suggestions in Beslutning go along to where the referent can still judge them", () => {
  const room = suggestedRoom("moede", paragraph("Ja", added(" tak", stamp("s1"))));
  for (const to of ["referatIArbejde", "tilGodkendelse"]) room.done("referent", { type: "advance", to });
  room.done("referent", accept("s1"));
});

test("[PHASE4] advance: a meeting without items is not sent out", () => {
  const room = commandRoom("dagsordenIArbejde");
  for (const item of listItems(room.doc)) room.done("referent", { type: "removeItem", itemId: item.id });
  expect(room.refused("referent", { type: "advance", to: "dagsordenFrigivet" }, "notComplete")).toBe(
    "Mødet har ingen punkter. Tilføj mindst ét punkt først.",
  );
});

test("[PHASE5] advance: the meeting's start makes a referat with one Beslutning for each item", () => {
  const room = commandRoom("dagsordenFrigivet");
  room.done("referent", { type: "advance", to: "moede" });
  expect(readMeetingRecord(room.doc).kind).toBe("referat");
  for (const item of listItems(room.doc)) {
    const kinds = sectionsOfItem(room.doc, item.id).map((section) => section.kind);
    expect(kinds.filter((kind) => kind === "beslutning")).toHaveLength(1);
    expect(kinds.at(-1)).toBe("beslutning");
  }
  const added = sectionsOfItem(room.doc, room.item(THIRD))[0];
  expect(sectionTextOf(room.doc, added?.id ?? "")).toEqual(EMPTY_TEXT);
});

test("setOutcome: who may write Beslutning sets and clears it", () => {
  const room = commandRoom("moede");
  const itemId = room.item(SECOND);
  room.done("forperson", { type: "setOutcome", itemId, outcome: "droeftet" });
  expect(listItems(room.doc)[1]?.outcome).toBe("droeftet");
  room.refused("medlem", { type: "setOutcome", itemId, outcome: "udsat" }, "noRight");
  room.refused("referent", { type: "setOutcome", itemId, outcome: "vedtaget" }, "wrongTypes");
  room.refused("referent", { type: "setOutcome", itemId: "nobody", outcome: "udsat" }, "unknownItem");
  room.done("referent", { type: "setOutcome", itemId, outcome: null });
  expect(listItems(room.doc)[1]).not.toHaveProperty("outcome");
  const released = commandRoom("dagsordenFrigivet");
  released.refused(
    "referent",
    { type: "setOutcome", itemId: released.item(SECOND), outcome: "udsat" },
    "locked",
  );
  const approving = commandRoom("tilGodkendelse");
  const command = { type: "setOutcome", itemId: approving.item(SECOND), outcome: "udsat" };
  approving.refused("forperson", command, "noRight");
  approving.done("referent", command);
});

test("[CMD10] setCurrentItem: the referent, while the meeting is held; again does not start the clock again", () => {
  const room = commandRoom("moede");
  const itemId = room.item(SECOND);
  room.refused("forperson", { type: "setCurrentItem", itemId }, "noRight");
  room.refused("referent", { type: "setCurrentItem", itemId: "nobody" }, "unknownItem");
  room.done("referent", { type: "setCurrentItem", itemId }, "2026-03-19T09:10:00Z");
  room.done("referent", { type: "setCurrentItem", itemId }, "2026-03-19T09:20:00Z");
  expect(readLive(room.doc)).toEqual({ currentItem: itemId, currentSince: "2026-03-19T09:10:00Z" });
  room.done("referent", { type: "setCurrentItem", itemId: room.item(THIRD) }, "2026-03-19T09:30:00Z");
  expect(readLive(room.doc).currentSince).toBe("2026-03-19T09:30:00Z");
});

test("[PHASE6] advance: when the meeting ends, no item is current, and none can be made so", () => {
  const room = commandRoom("moede");
  const itemId = room.item(SECOND);
  room.done("referent", { type: "setCurrentItem", itemId });
  room.done("referent", { type: "advance", to: "referatIArbejde" });
  expect(readLive(room.doc)).toEqual({});
  expect(room.refused("referent", { type: "setCurrentItem", itemId }, "locked")).toMatch(
    /^Låst, da mødet er slut\./u,
  );
});

test("[CMD1] a command is one transaction, and one that is refused is none", () => {
  const room = commandRoom("moede");
  const itemId = room.item(SECOND);
  const updates: Uint8Array[] = [];
  room.doc.on("update", (update: Uint8Array) => updates.push(update));
  room.refused("medlem", { type: "setCurrentItem", itemId }, "noRight");
  expect(updates).toHaveLength(0);
  room.done("referent", { type: "advance", to: "referatIArbejde" });
  expect(updates).toHaveLength(1);
});

/** Approves as the person sees the item now. */
const signOff = (room: CommandRoom, title: string) => {
  const itemId = room.item(title);
  return { type: "signOff", itemId, hash: contentHash(room.doc, itemId) };
};
const states = (room: CommandRoom, title: string) =>
  approvalsOf(room.doc, room.item(title)).map((approval) => `${approval.role} ${approval.state}`);

test("[SIGN1] [SIGN4] signOff: only the text as it is now; a change makes it stale, its undo valid", () => {
  const room = commandRoom("tilGodkendelse");
  const itemId = room.item(SECOND);
  const seen = signOff(room, SECOND);
  room.done("forperson", seen);
  room.done("referent", { type: "setOutcome", itemId, outcome: "droeftet" });
  expect(states(room, SECOND)).toEqual(["forperson stale"]);
  expect(room.refused("naestforperson", seen, "textChanged")).toMatch(
    /^Teksten blev ændret, mens du læste\. /u,
  );
  room.done("referent", { type: "setOutcome", itemId, outcome: null });
  expect(states(room, SECOND)).toEqual(["forperson valid"]);
  room.done("naestforperson", seen);
  room.refused("forperson", { ...seen, hash: "abc" }, "wrongTypes");
  room.refused("forperson", { ...seen, itemId: "nobody" }, "unknownItem");
});

test("[SIGN2] signOff: only the chairs, and only while the referat is to be approved", () => {
  const room = commandRoom("tilGodkendelse");
  for (const person of ["referent", "medlem", "ansat"] as const) {
    expect(room.refused(person, signOff(room, FIRST), "noRight")).toMatch(
      /^Kun forperson og næstforperson kan godkende\. /u,
    );
  }
  room.done("forperson", signOff(room, FIRST));
  for (const phase of ["dagsordenTilGodkendelse", "moede", "referatIArbejde"] as const) {
    const early = commandRoom(phase);
    early.refused("forperson", signOff(early, FIRST), "wrongPhase");
  }
  const closed = commandRoom("godkendt");
  closed.refused("forperson", signOff(closed, FIRST), "locked");
});

test("[SIGN3] signOff: one role for each person", () => {
  const room = commandRoom("tilGodkendelse");
  expect(room.done("begge", signOff(room, FIRST)).result).toMatchObject({ role: "forperson" });
  room.done("begge", signOff(room, FIRST));
  expect(states(room, FIRST)).toEqual(["forperson valid"]);
  room.done("naestforperson", signOff(room, FIRST));
  expect(states(room, FIRST)).toEqual(["forperson valid", "naestforperson valid"]);
});

test("[SIGN5] withdrawSignOff: the own one, a stale one too, until the referat is approved", () => {
  const room = commandRoom("tilGodkendelse");
  const withdraw = { type: "withdrawSignOff", itemId: room.item(SECOND) };
  room.refused("forperson", withdraw, "nothingToWithdraw");
  room.done("forperson", signOff(room, SECOND));
  room.refused("naestforperson", withdraw, "nothingToWithdraw");
  room.refused("referent", withdraw, "noRight");
  room.done("referent", { type: "setOutcome", itemId: withdraw.itemId, outcome: "udsat" });
  room.done("forperson", withdraw);
  expect(states(room, SECOND)).toEqual(["forperson withdrawn"]);
  room.refused("forperson", withdraw, "nothingToWithdraw");
  room.refused("forperson", { ...withdraw, itemId: "nobody" }, "unknownItem");
});

test("[SIGN6] every sign-off and withdrawal is an entry that follows the last one; the receipt names it", () => {
  const room = commandRoom("tilGodkendelse");
  const { result } = room.done("forperson", signOff(room, FIRST));
  room.done("naestforperson", signOff(room, FIRST));
  room.done("forperson", { type: "withdrawSignOff", itemId: room.item(FIRST) });
  room.refused("forperson", { type: "withdrawSignOff", itemId: room.item(FIRST) }, "nothingToWithdraw");
  expect(room.ledger.map((entry) => entry.n)).toEqual([1, 2, 3]);
  expect(result["receipt"]).toMatchObject({ entry: LEDGER_START.n + 1, chain: room.ledger[0]?.hash });
  expect(verifyLedger(room.ledger)).toMatchObject({ ok: true, entries: 3 });
  expect(JSON.parse(room.ledger[2]?.entry ?? "")).toMatchObject({
    act: "withdraw",
    person: "forperson",
    meeting: "m1",
    seq: 7,
  });
});

test("[SIGN7] the signature that completes the referat locks it and writes the line, with the day in Denmark", () => {
  const room = commandRoom("tilGodkendelse");
  for (const title of [FIRST, SECOND, THIRD]) room.done("forperson", signOff(room, title));
  for (const title of [FIRST, SECOND]) room.done("naestforperson", signOff(room, title));
  expectPhase(room, "tilGodkendelse");
  const at = "2026-03-26T23:30:00Z";
  room.done("naestforperson", signOff(room, THIRD), at);
  expectPhase(room, "godkendt");
  expect(readMeetingRecord(room.doc).approved).toEqual({
    at,
    line: "Referatet er godkendt af forperson Karen Holm og næstforperson Jonas Vinter d. 27. marts 2026.",
  });
  room.refused("forperson", { type: "withdrawSignOff", itemId: room.item(FIRST) }, "locked");
  room.refused("referent", { type: "setOutcome", itemId: room.item(FIRST), outcome: "udsat" }, "locked");
});

test("[SIGN8] when an undo makes the last stale item valid, approving any item again completes the referat", () => {
  const room = commandRoom("tilGodkendelse");
  const outcome = (value: string | null) =>
    room.done("referent", { type: "setOutcome", itemId: room.item(FIRST), outcome: value });
  for (const title of [FIRST, SECOND, THIRD]) room.done("forperson", signOff(room, title));
  for (const title of [FIRST, SECOND]) room.done("naestforperson", signOff(room, title));
  outcome("droeftet");
  room.done("naestforperson", signOff(room, THIRD));
  expectPhase(room, "tilGodkendelse");
  outcome(null);
  expectPhase(room, "tilGodkendelse");
  room.done("naestforperson", signOff(room, THIRD));
  expectPhase(room, "godkendt");
});

test("[CMD11] commands of later issues are known and refused with a reason of their own", () => {
  const room = commandRoom("tilGodkendelse");
  const hash = contentHash(room.doc, room.item(FIRST));
  room.refused("forperson", { type: "approveAgenda", hash }, "notYet");
  room.refused(
    "forperson",
    { type: "returnItem", itemId: room.item(FIRST), comment: "Ret tallet" },
    "notYet",
  );
});

test("[CMD13] the effect for the audit log holds no words of the minutes", () => {
  const room = commandRoom("dagsordenIArbejde");
  const secret = "Hemmelig overskrift";
  const effects = [
    room.done("referent", { type: "addItem", title: secret }).effect,
    room.done("referent", { type: "setItem", itemId: room.item(secret), title: `${secret} 2` }).effect,
    room.done("referent", { type: "addAttachment", itemId: room.item(FIRST), name: secret }).effect,
    room.done("referent", { type: "setHeader", field: "place", value: secret }).effect,
    room.done("referent", { type: "setAttendance", name: secret, state: "afbud" }).effect,
  ];
  expect(effects.join(" ")).not.toContain(secret);
});
