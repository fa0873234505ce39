import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { OpenSuggestions } from "../../client/connection/openSuggestions.ts";
import { listItems } from "../../shared/document/read.ts";
import { putItem } from "../../shared/document/write.ts";
import { sameWordsIn } from "../../shared/suggestion/sameWords.ts";
import { AT, meetingDoc, paragraph, sectionOf, suggested, words, writeDecision } from "./fakeRoom.tsx";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const by = (id: string, author = "forperson") => suggested("insertion", id, author);
const plain = (text: string) => [paragraph(words(text))];

const deletion = (id: string) => suggested("deletion", id, id);
const stamp = (id: string) => ({ id, author: id, at: "2026-03-19T10:00:00Z" });

function watched(doc: ReturnType<typeof meetingDoc>) {
  const open = new OpenSuggestions(doc);
  const listener = vi.fn();
  const stop = open.subscribe(listener);
  return { open, listener, stop };
}

test("[SUG93] open suggestions stand in text order over the meeting, and are counted for each item", () => {
  const doc = meetingDoc(
    [paragraph(words("a", by("s1")), words("b"), words("c", by("s2")))],
    plain("intet"),
    [paragraph(words("d", by("s3", "naestforperson")))],
  );
  const { open } = watched(doc);
  expect(open.all().map(({ id, item }) => [id, item.number])).toEqual([
    ["s1", 1],
    ["s2", 1],
    ["s3", 3],
  ]);
  const items = ["n1", "n3", "n5"].map((id) => open.countIn(id));
  expect(items.reduce((sum, count) => sum + count, 0)).toBe(3);
});

test("[SUG93] a letter in one section reads that section alone, and tells nobody when no suggestion changed", () => {
  const doc = meetingDoc([paragraph(words("a", by("s1")))], plain("ingen"));
  const { open, listener } = watched(doc);
  const before = open.all();
  for (let i = 0; i < 5; i++) writeDecision(doc, 1, plain(`ingen ${i}`));
  const reads = vi.spyOn(doc, "getXmlFragment");
  vi.advanceTimersByTime(300);
  expect(reads.mock.calls).toEqual([[`s:${sectionOf(doc, 1)}`]]);
  expect(listener).not.toHaveBeenCalled();
  expect(open.all()).toBe(before);
});

test("[SUG93] a new suggestion is told once a frame, and a suggestion that ended is gone", () => {
  const doc = meetingDoc([paragraph(words("a", by("s1")))], plain("ingen"));
  const { open, listener } = watched(doc);
  open.all();
  writeDecision(doc, 1, [paragraph(words("b", by("s2")))]);
  writeDecision(doc, 1, [paragraph(words("bc", by("s2")))]);
  vi.advanceTimersByTime(300);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(open.all().map(({ id }) => id)).toEqual(["s1", "s2"]);
  writeDecision(doc, 0, plain("a"));
  vi.advanceTimersByTime(300);
  expect(open.all().map(({ id, section }) => [id, section.id])).toEqual([["s2", sectionOf(doc, 1)]]);
});

test("[SUG93] a suggestion that stays as it was is the same object when the one beside it grows", () => {
  const doc = meetingDoc([paragraph(words("a", by("s1")), words(" og "), words("b", by("s2")))]);
  const { open } = watched(doc);
  const before = open.all();
  writeDecision(doc, 0, [paragraph(words("a", by("s1")), words(" og "), words("bc", by("s2")))]);
  vi.advanceTimersByTime(300);
  const after = open.all();
  expect(after.map((one, index) => one === before[index])).toEqual([true, false]);
});

test("[SUG93] an item that goes is told, also when somebody has looked before the frame is painted", () => {
  const doc = meetingDoc([paragraph(words("a", by("s1")))], [paragraph(words("b", by("s2")))]);
  const { open, listener } = watched(doc);
  expect(open.all()).toHaveLength(2);
  const [item] = listItems(doc);
  if (item === undefined) throw new Error("There is no item.");
  const { id: itemId, number: _number, ...record } = item;
  putItem(doc, itemId, { ...record, deletedAt: AT });
  open.all();
  vi.advanceTimersByTime(300);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(open.all().map(({ id }) => id)).toEqual(["s2"]);
});

test("[SUG93] what changed while nobody listened is read when somebody does", () => {
  const doc = meetingDoc([paragraph(words("a", by("s1")))]);
  const { open, stop } = watched(doc);
  expect(open.all()).toHaveLength(1);
  stop();
  writeDecision(doc, 0, plain("a"));
  open.subscribe(() => undefined);
  expect(open.all()).toEqual([]);
});

test("[SUG93] suggestions about the same words are told together", () => {
  const text = {
    type: "doc" as const,
    content: [
      paragraph(
        words("a", deletion("x"), deletion("y")),
        words("b", deletion("y"), by("z")),
        words("c", by("w")),
      ),
      { ...paragraph(words("d")), attrs: { sDel: [stamp("p"), stamp("q")] } },
    ],
  };
  expect(sameWordsIn(text).map((ids) => ids.toSorted())).toEqual([
    ["x", "y", "z"],
    ["p", "q"],
  ]);
});
