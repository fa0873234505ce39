import { expect, test } from "vitest";
import {
  attachmentsOfItem,
  listAttendance,
  listItems,
  readMeetingRecord,
  sectionsOfItem,
  sectionTextOf,
} from "../../shared/document/read.ts";
import { EMPTY_TEXT } from "../../shared/meeting/richText.ts";
import { commandRoom, removedItem } from "./commandRoom.ts";

const [FIRST, SECOND, THIRD] = ["Godkendelse af dagsorden", "Ny vagtplan", "Eventuelt"] as const;
const inWork = () => commandRoom("dagsordenIArbejde");

test("setHeader: the referent changes the header of an agenda in work; others and later phases do not", () => {
  const command = { type: "setHeader", field: "place", value: "  Rådhuset,\tlokale 2 " };
  const room = inWork();
  room.done("referent", command);
  expect(readMeetingRecord(room.doc).place).toBe("Rådhuset, lokale 2");
  expect(room.refused("forperson", command, "noRight")).toMatch(
    /^Kun referenten kan rette mødets oplysninger\. /u,
  );
  expect(commandRoom("dagsordenFrigivet").refused("referent", command, "locked")).toBe(
    "Låst, da dagsordenen er udsendt. Referenten kan tage dagsordenen tilbage i arbejde.",
  );
});

test("[CMD9] setHeader: a new date or time drops the printed date, a new place does not", () => {
  const room = inWork();
  room.done("referent", { type: "setHeader", field: "place", value: "Salen" });
  expect(readMeetingRecord(room.doc).dateText).toBeDefined();
  room.done("referent", { type: "setHeader", field: "startTime", value: "09:30" });
  expect(readMeetingRecord(room.doc)).not.toHaveProperty("dateText");
});

test("setHeader: participants are people with a detail", () => {
  const room = inWork();
  const value = [{ name: "Pia Lund", detail: "TR" }, { name: "Mads Krogh" }];
  room.done("referent", { type: "setHeader", field: "participants", value });
  expect(readMeetingRecord(room.doc).participants).toEqual([
    { name: "Pia Lund", detail: "TR" },
    { name: "Mads Krogh", detail: "" },
  ]);
});

test("[PERM8] addItem: the referent adds at the end or after an item; chairs, members and staff do not", () => {
  const room = inWork();
  const { result } = room.done("referent", { type: "addItem", title: "Budget", after: room.item(FIRST) });
  room.done("referent", { type: "addItem", title: "Sidst" });
  expect(room.titles()).toEqual([FIRST, "Budget", SECOND, THIRD, "Sidst"]);
  expect(result).toEqual({ itemId: room.item("Budget") });
  const command = { type: "addItem", title: "Nyt" };
  room.refused("forperson", command, "noRight");
  room.refused("ansat", command, "noRight");
  room.refused("medlem", command, "noRight");
  room.refused("referent", { ...command, after: "nobody" }, "unknownItem");
  room.refused("referent", { ...command, closed: true }, "closedItems");
  commandRoom("moede").refused("referent", command, "locked");
});

test("[CMD4] addItem: the 201st item is refused", () => {
  const room = inWork();
  for (let count = listItems(room.doc).length; count < 200; count += 1) {
    room.done("referent", { type: "addItem", title: `Punkt ${count}` });
  }
  expect(room.refused("referent", { type: "addItem", title: "For meget" }, "tooMany")).toContain("200");
});

test("setItem: chairs change titles but not journal numbers; the referent both; nobody after release", () => {
  const room = inWork();
  const itemId = room.item(SECOND);
  room.done("forperson", { type: "setItem", itemId, title: "Ny vagtplan i hallen" });
  room.done("referent", { type: "setItem", itemId, journalNumber: "81.38.05-P35-4-26" });
  const item = listItems(room.doc)[1];
  expect(item).toMatchObject({ title: "Ny vagtplan i hallen", journalNumber: "81.38.05-P35-4-26" });
  room.refused("forperson", { type: "setItem", itemId, title: "A", journalNumber: "B" }, "noRight");
  room.refused("medlem", { type: "setItem", itemId, title: "A" }, "noRight");
  room.refused("referent", { type: "setItem", itemId, closed: true }, "closedItems");
  room.refused("referent", { type: "setItem", itemId, ready: true }, "notYet");
  room.refused("referent", { type: "setItem", itemId: "nobody", title: "A" }, "unknownItem");
  const released = commandRoom("dagsordenFrigivet");
  released.refused("referent", { type: "setItem", itemId: released.item(SECOND), title: "A" }, "locked");
});

test("moveItem: before and after, by referent and chairs; numbers follow", () => {
  const room = inWork();
  const ids = { first: room.item(FIRST), second: room.item(SECOND), third: room.item(THIRD) };
  room.done("naestforperson", { type: "moveItem", itemId: ids.third, before: ids.first });
  expect(room.titles()).toEqual([THIRD, FIRST, SECOND]);
  room.done("referent", { type: "moveItem", itemId: ids.third, after: ids.first });
  expect(room.titles()).toEqual([FIRST, THIRD, SECOND]);
  expect(listItems(room.doc).map((item) => item.number)).toEqual([1, 2, 3]);
  room.refused("medlem", { type: "moveItem", itemId: ids.third, before: ids.first }, "noRight");
  room.refused("referent", { type: "moveItem", itemId: ids.third, before: "nobody" }, "unknownItem");
  room.refused("referent", { type: "moveItem", itemId: ids.third, before: ids.third }, "unknownItem");
  room.refused("referent", { type: "moveItem", itemId: ids.third }, "wrongTypes");
  room.refused(
    "referent",
    { type: "moveItem", itemId: ids.third, before: ids.first, after: ids.second },
    "wrongTypes",
  );
});

test("[CMD5] removeItem and restoreItem: the item comes back to its place with its parts", () => {
  const room = inWork();
  const itemId = room.item(SECOND);
  room.refused("forperson", { type: "removeItem", itemId }, "noRight");
  room.refused("referent", { type: "restoreItem", itemId }, "notRemoved");
  room.done("referent", { type: "removeItem", itemId });
  expect(room.titles()).toEqual([FIRST, THIRD]);
  room.refused("referent", { type: "removeItem", itemId }, "unknownItem");
  room.refused("referent", { type: "setItem", itemId, title: "A" }, "unknownItem");
  room.refused("referent", { type: "addItem", title: "A", after: itemId }, "unknownItem");
  room.refused("forperson", { type: "restoreItem", itemId }, "noRight");
  room.done("referent", { type: "restoreItem", itemId: removedItem(room) });
  expect(room.titles()).toEqual([FIRST, SECOND, THIRD]);
  expect(sectionsOfItem(room.doc, itemId)).toHaveLength(3);
  room.refused("referent", { type: "restoreItem", itemId: "nobody" }, "unknownItem");
});

test("[CMD6] an item added where a removed one stood does not take its place", () => {
  const room = inWork();
  const itemId = room.item(SECOND);
  room.done("referent", { type: "removeItem", itemId });
  room.done("referent", { type: "addItem", title: "Budget", after: room.item(FIRST) });
  room.done("referent", { type: "restoreItem", itemId });
  const orders = listItems(room.doc).map((item) => item.order);
  expect(new Set(orders).size).toBe(4);
  room.done("referent", { type: "moveItem", itemId: room.item(THIRD), after: room.item("Budget") });
  expect(room.titles()).toEqual([FIRST, "Budget", THIRD, SECOND]);
});

test("[CMD7] addSection: in the committee's order, with one empty paragraph, once of each kind", () => {
  const room = inWork();
  const itemId = room.item(SECOND);
  const { result } = room.done("forperson", { type: "addSection", itemId, kind: "resume" });
  expect(sectionsOfItem(room.doc, itemId).map((section) => section.kind)).toEqual([
    "indstilling",
    "resume",
    "sagsfremstilling",
    "beslutning",
  ]);
  expect(sectionTextOf(room.doc, String(result["sectionId"]))).toEqual(EMPTY_TEXT);
  room.refused("referent", { type: "addSection", itemId, kind: "resume" }, "sectionExists");
  room.refused("medlem", { type: "addSection", itemId, kind: "oekonomi" }, "noRight");
  room.refused("referent", { type: "addSection", itemId: "nobody", kind: "oekonomi" }, "unknownItem");
  expect(
    room.refused("referent", { type: "addSection", itemId: room.item(THIRD), kind: "beslutning" }, "locked"),
  ).toBe("Låst, da mødet ikke er begyndt. Vent, til mødet er nået så langt.");
});

test("[PERM9] addAttachment and removeAttachment: after release only the referent adds, and nobody removes", () => {
  const room = inWork();
  const itemId = room.item(THIRD);
  const { result } = room.done("forperson", { type: "addAttachment", itemId, name: "Udkast.pdf" });
  expect(attachmentsOfItem(room.doc, itemId).map((each) => each.name)).toEqual(["Bilag 3", "Udkast.pdf"]);
  const remove = { type: "removeAttachment", attachmentId: result["attachmentId"] };
  room.refused("medlem", remove, "noRight");
  room.done("referent", remove);
  room.refused("referent", remove, "unknownAttachment");

  const released = commandRoom("dagsordenFrigivet");
  const add = { type: "addAttachment", itemId: released.item(THIRD), name: "Sent.pdf" };
  released.refused("forperson", add, "noRight");
  const late = released.done("referent", add);
  released.refused(
    "referent",
    { type: "removeAttachment", attachmentId: late.result["attachmentId"] },
    "locked",
  );
  released.refused("referent", { ...add, itemId: "nobody" }, "unknownItem");
});

test("[CMD12] tickDoubt: by its place, and by its words when given", () => {
  const room = inWork();
  room.refused("medlem", { type: "tickDoubt", index: 0 }, "noRight");
  room.refused("referent", { type: "tickDoubt", index: 2 }, "unknownDoubt");
  room.refused("referent", { type: "tickDoubt", index: 0, text: "Slut" }, "unknownDoubt");
  room.done("referent", { type: "tickDoubt", index: 0, text: "Hilsen" });
  room.refused("forperson", { type: "tickDoubt", index: 0, text: "Hilsen" }, "unknownDoubt");
  expect(readMeetingRecord(room.doc).doubts?.map((doubt) => doubt.text)).toEqual(["Slut"]);
});

test("[CMD8] setAttendance: the referent, for anybody, and again replaces", () => {
  const room = commandRoom("moede");
  room.done("referent", { type: "setAttendance", person: "medlem", state: "tilStede", from: "10:15" });
  room.done("referent", { type: "setAttendance", name: "Ulla Sand", state: "suppleant", for: "Mads Krogh" });
  room.done("referent", { type: "setAttendance", person: "medlem", state: "online" });
  room.done("referent", {
    type: "setAttendance",
    name: "Ulla Sand",
    state: "online",
    itemId: room.item(SECOND),
  });
  expect(listAttendance(room.doc).map(({ id: _id, order: _order, ...rest }) => rest)).toEqual([
    { name: "Pia Lund", person: "medlem", state: "online" },
    { name: "Ulla Sand", state: "suppleant", for: "Mads Krogh" },
    { name: "Ulla Sand", state: "online", item: room.item(SECOND) },
  ]);
  const command = { type: "setAttendance", name: "Ulla Sand", state: "afbud" };
  room.refused("forperson", command, "noRight");
  room.refused("referent", { ...command, itemId: "nobody" }, "unknownItem");
  room.refused("referent", { ...command, for: "Pia Lund" }, "wrongTypes");
  room.refused("referent", { type: "setAttendance", state: "afbud" }, "wrongTypes");
  room.refused("referent", { type: "setAttendance", person: "stranger", state: "afbud" }, "unknownPerson");
  commandRoom("godkendt").refused("referent", command, "locked");
});

test("[PERM9] setAttendance: after release a member reports own absence and nothing else", () => {
  const room = commandRoom("dagsordenFrigivet");
  room.refused("medlem", { type: "setAttendance", person: "forperson", state: "afbud" }, "noRight");
  room.refused("medlem", { type: "setAttendance", person: "medlem", state: "online" }, "noRight");
  room.refused(
    "medlem",
    { type: "setAttendance", person: "medlem", name: "En anden", state: "afbud" },
    "noRight",
  );
  room.done("medlem", { type: "setAttendance", person: "medlem", state: "afbud" });
  expect(listAttendance(room.doc)).toMatchObject([{ name: "Pia Lund", person: "medlem", state: "afbud" }]);
});
