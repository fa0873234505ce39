/** What stands beside the cards: verdicts that were given, comments on words, other views, kept words. */
import type { ReactNode } from "react";
import { expect, test, vi } from "vitest";
import type * as Y from "yjs";
import { markedWords, rangeOfWords } from "../../client/editor/wordsAnchor.ts";
import { suggestWords } from "../../client/editor/suggestWords.ts";
import { StaticText } from "../../client/follow/renderStatic.ts";
import { RefusedEditNote } from "../../client/meeting/KeptTextNotes.tsx";
import { spoken } from "../../client/page/announcer.ts";
import { ResolvedSection } from "../../client/suggestion/ResolvedSection.tsx";
import { listSettled } from "../../client/suggestion/settled.ts";
import { SettledList } from "../../client/suggestion/SettledList.tsx";
import { threadsBesideCards } from "../../client/suggestion/threads.ts";
import { VerdictNotice } from "../../client/suggestion/VerdictNotice.tsx";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { type ResolutionRecord, sectionText } from "../../shared/document/layout.ts";
import { listComments } from "../../shared/document/read.ts";
import { putComment, putResolution } from "../../shared/document/write.ts";
import { plainTextOf } from "../../shared/meeting/richText.ts";
import { resolvedText } from "../../shared/suggestion/resolvedText.ts";
import { suggestionsIn } from "../../shared/suggestion/suggestion.ts";
import { textLinkTo } from "../support/textLink.ts";
import { paragraphText } from "./connected.ts";
import {
  AT,
  fakeRoom,
  meetingDoc,
  paragraph,
  type RoomOptions,
  sectionOf,
  suggested,
  words,
} from "./fakeRoom.tsx";
import { setUpPage } from "./shownPage.ts";

const page = setUpPage();

const personOf = (person: string) => ({ person, name: person, role: "", colour: "#000000" });

async function show(doc: Y.Doc, node: ReactNode, options: RoomOptions = {}) {
  const made = fakeRoom(doc, options);
  await page.show(made.within(node));
  return made;
}

const resolution = (more: Partial<ResolutionRecord> = {}): ResolutionRecord => ({
  id: "a",
  section: "s1",
  author: "forperson",
  authorName: "Karen Holm",
  at: AT,
  parts: [{ kind: "insert", text: " inden jul" }],
  before: "Det sker.",
  after: "Det sker inden jul.",
  verdict: "accept",
  by: "referent",
  byName: "Amira Nørgaard",
  resolvedAt: "2026-03-19T11:00:00Z",
  place: { first: {}, blocks: [], count: 1, hash: "h" },
  ...more,
});

function Settled({ doc }: { readonly doc: Y.Doc }) {
  return <SettledList settled={listSettled(doc)} threads={listComments(doc)} personOf={personOf} />;
}

test("[SUG97] a settled suggestion tells verdict, by whom, and the words before and after; it is opened again", async () => {
  const doc = meetingDoc([]);
  putResolution(doc, 1, resolution({ section: sectionOf(doc, 0) }));
  const { sent } = await show(doc, <Settled doc={doc} />);
  expect(page.place.textContent).toContain("Afgjorte forslag (1)");
  for (const part of ["Karen Holm", "Accepteret", "af Amira Nørgaard", "Det sker.", "Det sker inden jul."])
    expect(page.place.textContent).toContain(part);
  await page.click("Genåbn");
  expect(sent).toEqual([{ type: "reopenSuggestion", suggestionId: "a" }]);
});

test("[SUG97] who may not edit cannot open one again, and what was opened again says so", async () => {
  const doc = meetingDoc([]);
  putResolution(doc, 1, resolution({ section: sectionOf(doc, 0), reopenedAt: AT, reopenedBy: "referent" }));
  await show(doc, <Settled doc={doc} />, { person: "forperson", role: "forperson" });
  expect(page.place.querySelector("button")).toBeNull();
  expect(page.place.textContent).toContain("Åbnet igen");
});

test("[SUG97] what was said of a suggestion stays with it, and what has no place to go back to is not opened again", async () => {
  const doc = meetingDoc([]);
  const { place: _place, ...record } = resolution({ section: sectionOf(doc, 0) });
  putResolution(doc, 1, record);
  const said = { person: "medlem", name: "Pia Lund", at: AT, text: "Hvorfor?" };
  const anchor = { kind: "suggestion", id: "a" } as const;
  putComment(doc, "t1", { section: sectionOf(doc, 0), anchor, messages: [said] });
  await show(doc, <Settled doc={doc} />);
  expect(page.place.querySelector("button")).toBeNull();
  expect(page.place.textContent).toContain("Hvorfor?");
  expect(threadsBesideCards(listComments(doc), new Set(["a"]))).toEqual([]);
  expect(threadsBesideCards(listComments(doc), new Set())).toHaveLength(1);
});

test("[SUG97] of many verdicts five are told, and how many more there are; what was taken back is not told", async () => {
  const doc = meetingDoc([]);
  for (let nth = 0; nth < 8; nth += 1) putResolution(doc, 1, resolution({ id: `s${nth}` }));
  putResolution(doc, 1, resolution({ id: "back", reopenedAt: AT, reopenedBy: "referent" }));
  await show(doc, <VerdictNotice />, { person: "forperson", name: "Karen Holm", role: "forperson" });
  expect(page.place.querySelectorAll("li")).toHaveLength(6);
  expect(page.place.textContent).toContain("Og 3 til – se «Afgjorte forslag».");
});

test("[SUG97] the author hears of a verdict once, and not of own withdrawals", async () => {
  const doc = meetingDoc([]);
  const karen = { person: "forperson", name: "Karen Holm", role: "forperson" } as const;
  await show(doc, <VerdictNotice />, karen);
  expect(page.place.textContent).toBe("");
  await page.afterFrame(() => {
    putResolution(doc, 1, resolution({ verdict: "reject" }));
    putResolution(doc, 1, resolution({ id: "b", verdict: "withdraw", by: "forperson" }));
  });
  const said = "Amira Nørgaard afviste dit forslag: Tilføj ‹inden jul›.";
  expect(page.place.textContent).toBe(said);
  expect(spoken("polite").trim()).toBe(said);
  await page.click("Luk");
  expect(page.place.textContent).toBe("");
  page.end();
  page.begin();
  await show(doc, <VerdictNotice />, karen);
  expect(page.place.textContent).toBe("");
});

test("[SUG99] Endelig is the text with all suggestions accepted, Original without any; both follow the text", async () => {
  const doc = meetingDoc([
    paragraph(
      words("Der er "),
      words("et par", suggested("deletion", "a", "x")),
      words("12", suggested("insertion", "a", "x")),
    ),
  ]);
  const link = textLinkTo(doc);
  const section = sectionOf(doc, 0);
  await show(doc, <ResolvedSection link={link} sectionId={section} view="final" />);
  expect(page.place.textContent).toBe("Der er 12");
  await show(doc, <ResolvedSection link={link} sectionId={section} view="original" />);
  expect(page.place.textContent).toBe("Der er et par");
  expect(page.place.querySelector("ins, del, [tabindex]")).toBeNull();
});

function drawn(doc: Y.Doc): HTMLElement {
  const section = sectionOf(doc, 0);
  const text = document.createElement("div");
  text.id = `afsnit-${section}`;
  text.className = "section-text";
  text.dataset["section"] = section;
  const still = document.createElement("div");
  still.className = "section-still";
  text.append(still);
  document.body.append(text);
  new StaticText(still).render(richTextOf(sectionText(doc, section)));
  return still;
}

function rangeOver(node: Node | null | undefined, from: number, to: number): Range {
  const range = document.createRange();
  if (!node) throw new Error("There is no text.");
  range.setStart(node, from);
  range.setEnd(node, to);
  return range;
}

test("[SUG98] a comment stays with its words when others write before them, and says when they are gone", () => {
  const doc = meetingDoc([paragraph(words("Planen blev drøftet.")), paragraph(words("Slut."))]);
  const marked = markedWords(doc, rangeOver(drawn(doc).querySelector("p")?.firstChild, 12, 19));
  if (marked.kind !== "words") throw new Error("The words were not found.");
  expect([marked.section, marked.anchor.quote]).toEqual([sectionOf(doc, 0), "drøftet"]);
  const fragment = sectionText(doc, sectionOf(doc, 0));
  paragraphText(doc, sectionOf(doc, 0)).insert(19, " længe");
  paragraphText(doc, sectionOf(doc, 0)).insert(0, "Ja. ");
  document.querySelector(`#afsnit-${sectionOf(doc, 0)}`)?.remove();
  drawn(doc);
  expect(rangeOfWords(doc, marked.section, marked.anchor)?.toString()).toBe("drøftet");
  fragment.delete(0, 1);
  expect(rangeOfWords(doc, marked.section, marked.anchor)).toBeUndefined();
});

test("[SUG98] without marked words, with words of two places, or with too many, there is no comment", () => {
  const doc = meetingDoc([paragraph(words("a".repeat(600)))]);
  const node = drawn(doc).querySelector("p")?.firstChild;
  expect(markedWords(doc, undefined)).toEqual({ kind: "nothing" });
  expect(markedWords(doc, rangeOver(node, 3, 3))).toEqual({ kind: "nothing" });
  expect(markedWords(doc, rangeOver(node, 0, 600))).toEqual({ kind: "tooMuch" });
});

test("[SCR10] kept words become a suggestion at the end of their section, and the base text stays as it was", () => {
  const doc = meetingDoc([paragraph(words("Drøftet."))]);
  const section = sectionOf(doc, 0);
  suggestWords(doc, { section, words: "Første linje.\n\nAnden linje.", author: "forperson" });
  const text = richTextOf(sectionText(doc, section));
  expect(suggestionsIn(text).map(({ author, parts }) => [author, parts.length])).toEqual([["forperson", 2]]);
  expect(plainTextOf(resolvedText(text, "all", "reject"))).toBe("Drøftet.");
});

test("[SCR10] «Foreslå ændringen» is there for who may suggest, and lets the kept words go", async () => {
  const doc = meetingDoc([paragraph(words("Drøftet."))]);
  const edit = { id: "e1", section: sectionOf(doc, 0), text: "Og aftalt.", reason: "locked" };
  const { room } = await show(doc, <RefusedEditNote edit={edit} where="Beslutning" />);
  await page.click("Foreslå ændringen");
  await vi.waitFor(() => {
    expect(room.session.dismissRefused).toHaveBeenCalledWith("e1");
  });
  expect(suggestionsIn(richTextOf(sectionText(doc, edit.section)))).toHaveLength(1);
  await show(doc, <RefusedEditNote edit={edit} where="Beslutning" />, { person: "medlem", role: "medlem" });
  expect(page.place.textContent).not.toContain("Foreslå ændringen");
});
