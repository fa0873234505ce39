import type { ReactNode } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type * as Y from "yjs";
import { spoken } from "../../client/page/announcer.ts";
import { SuggestionLayer } from "../../client/suggestion/SuggestionLayer.tsx";
import { useMakeView, ViewProvider } from "../../client/suggestion/view.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { shownAs } from "../../shared/canonical/shownSuggestion.ts";
import { openSuggestions } from "../../shared/suggestion/openSuggestions.ts";
import { putComment } from "../../shared/document/write.ts";
import { richTextOf } from "../../shared/document/fragmentText.ts";
import { StaticText } from "../../client/follow/renderStatic.ts";
import {
  AT,
  fakeRoom,
  meetingDoc,
  paragraph,
  type RoomOptions,
  sectionOf,
  suggested,
  words,
  writeDecision,
} from "./fakeRoom.tsx";
import { setUpPage } from "./shownPage.ts";

const page = setUpPage();

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({
    matches: true,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }));
  vi.stubGlobal("CSS", { escape: (text: string) => text });
  vi.stubGlobal("fetch", () => Promise.resolve(new Response(JSON.stringify(PEOPLE), { headers: JSON_TYPE })));
});

const JSON_TYPE = { "content-type": "application/json" };
const PEOPLE = [
  { person: "referent", name: "Amira Nørgaard", roles: ["referent"] },
  { person: "forperson", name: "Karen Holm", roles: ["forperson"] },
  { person: "naestforperson", name: "Jonas Vinter", roles: ["naestforperson"] },
];

function Views({ children }: { readonly children: ReactNode }) {
  return <ViewProvider value={useMakeView()}>{children}</ViewProvider>;
}

const insertion = (id: string, author: string) => suggested("insertion", id, author);
const deletion = (id: string, author: string) => suggested("deletion", id, author);

/** Jonas: «et par» becomes «12»; Karen adds two things, one in each item. */
function threeSuggestions(): Y.Doc {
  return meetingDoc(
    [
      paragraph(
        words("Der er "),
        words("et par", deletion("a", "naestforperson")),
        words("12", insertion("a", "naestforperson")),
        words(" ønsker"),
        words(" inden jul", insertion("b", "forperson")),
      ),
    ],
    [paragraph(words("Drøftet "), words("igen", insertion("c", "forperson")))],
  );
}

async function show(doc: Y.Doc, options: RoomOptions = {}) {
  const made = fakeRoom(doc, options);
  await page.show(
    made.within(
      <Views>
        <main id="indhold">
          {[0, 1].map((index) => (
            <div key={index} id={`afsnit-${sectionOf(doc, index)}`} className="section-text" tabIndex={-1}>
              <StillText doc={doc} index={index} />
            </div>
          ))}
        </main>
        <SuggestionLayer inView={undefined} isSheetOpen={false} onSheet={() => undefined} />
      </Views>,
    ),
  );
  return made;
}

function StillText({ doc, index }: { readonly doc: Y.Doc; readonly index: number }) {
  return (
    <div
      className="section-still"
      ref={(element) => {
        if (element !== null)
          new StaticText(element).render(richTextOf(sectionText(doc, sectionOf(doc, index))));
      }}
    />
  );
}

const cards = () => [...page.place.querySelectorAll<HTMLElement>(".suggestion-card")];
const nameOf = (element: Element | null) => element?.getAttribute("aria-label");
const focused = () => document.activeElement;

test("[SUG94] a card says who, in which role and what, and stands in text order over the meeting", async () => {
  await show(threeSuggestions());
  expect(cards().map(nameOf)).toEqual([
    "Forslag 1 af 3 fra Jonas Vinter: Erstat ‹et par› med ‹12›",
    "Forslag 2 af 3 fra Karen Holm: Tilføj ‹inden jul›",
    "Forslag 3 af 3 fra Karen Holm: Tilføj ‹igen›",
  ]);
  expect(cards()[0]?.textContent).toContain("næstforperson");
  expect(page.place.textContent).toContain("Punkt 1 · 2 forslag");
});

test("[SUG93] of three cards a letter in one suggestion draws that one anew", async () => {
  // Each card that is drawn reads Danish clocks: when it was, and whether that is today.
  const read = vi.spyOn(Intl.DateTimeFormat.prototype, "formatToParts");
  const readWhileGrowing = async (doc: Y.Doc, item: number) => {
    await show(doc);
    read.mockClear();
    await page.afterFrame(() => {
      writeDecision(doc, item, [paragraph(words("Drøftet "), words("igen!", insertion("c", "forperson")))]);
    });
    expect(cards().map(nameOf).at(-1)).toContain("‹igen!›");
    return read.mock.calls.length;
  };
  const alone = meetingDoc([paragraph(words("Drøftet "), words("igen", insertion("c", "forperson")))]);
  const ofOne = await readWhileGrowing(alone, 0);
  expect(ofOne).toBeGreaterThan(0);
  expect(await readWhileGrowing(threeSuggestions(), 1)).toBe(ofOne);
  read.mockRestore();
});

/** The command with what stands on the cards now. */
function resolving(doc: Y.Doc, verdict: "accept" | "reject", ids: readonly string[]) {
  const read = openSuggestions(doc).map(({ suggestion }) => suggestion);
  const shown = read.filter(({ id }) => ids.includes(id)).map((one) => [one.id, shownAs(one)]);
  return { type: "resolveSuggestions", ids, verdict, shown: Object.fromEntries(shown) };
}

test("[SUG95] F8 walks the cards, Enter accepts, Delete rejects, the focus goes on and it is said", async () => {
  const doc = threeSuggestions();
  const { sent } = await show(doc, { answer: () => ({ seq: 1 }) });
  await page.press("F8");
  expect(focused()).toBe(cards()[0]);
  await page.press("F8");
  expect(focused()).toBe(cards()[1]);
  await page.press("F8", { shiftKey: true });
  expect(focused()).toBe(cards()[0]);
  await page.press("Enter");
  expect(sent.at(-1)).toEqual(resolving(doc, "accept", ["a"]));
  expect(nameOf(focused())).toContain("Tilføj ‹inden jul›");
  expect(spoken("polite")).toContain("Accepteret: Erstat ‹et par› med ‹12›.");
  expect(spoken("polite")).toContain("Næste forslag, fra Karen Holm: Tilføj ‹inden jul›.");
  await page.press("Delete");
  expect(sent.at(-1)).toEqual(resolving(doc, "reject", ["b"]));
  expect(nameOf(focused())).toContain("Tilføj ‹igen›");
});

test("[SUG95] after the last card, and by Escape, the focus is back in the text where the suggestion stood", async () => {
  const doc = meetingDoc([paragraph(words("x"))], [paragraph(words("igen", insertion("c", "forperson")))]);
  await show(doc);
  await page.press("F8");
  await page.press("Escape");
  expect(focused()?.id).toBe(`afsnit-${sectionOf(doc, 1)}`);
  await page.press("F8");
  await page.press("Enter");
  expect(focused()?.id).toBe(`afsnit-${sectionOf(doc, 1)}`);
  expect(spoken("polite")).toContain("Der er ingen flere forslag.");
});

test("[SUG95] when somebody else ends the one with the focus, the focus stays at its place among the cards", async () => {
  const doc = threeSuggestions();
  await show(doc);
  await page.press("F8");
  await page.afterFrame(() => {
    writeDecision(doc, 0, [
      paragraph(words("Der er 12 ønsker"), words(" inden jul", insertion("b", "forperson"))),
    ]);
  });
  expect(nameOf(focused())).toContain("Tilføj ‹inden jul›");
});

test("[SUG94] who may not judge is told so once, and takes own suggestions back", async () => {
  const doc = threeSuggestions();
  const { sent } = await show(doc, { person: "forperson", name: "Karen Holm", role: "forperson" });
  expect(page.place.textContent).toContain("Forslagene afgøres af den, der kan rette i teksten.");
  const [others, mine] = cards();
  expect(others?.textContent).not.toContain("Acceptér");
  await page.press("F8");
  await page.press("Enter");
  expect(sent).toEqual([]);
  expect(spoken("polite")).toContain("Forslagene afgøres af den, der kan rette i teksten.");
  await page.click("Træk tilbage", mine);
  expect(sent).toEqual([{ type: "withdrawSuggestions", ids: ["b"] }]);
});

test("[SUG95] Delete on my own card takes it back, also when I may judge", async () => {
  const doc = meetingDoc([paragraph(words("nu", insertion("a", "referent")))], []);
  const { sent } = await show(doc);
  await page.press("F8");
  await page.press("Delete");
  expect(sent).toEqual([{ type: "withdrawSuggestions", ids: ["a"] }]);
});

test("[SUG94] two suggestions to the same words stand together", async () => {
  const same = [deletion("a", "forperson"), deletion("b", "naestforperson")];
  await show(meetingDoc([paragraph(words("først", ...same), words(" nu", insertion("c", "forperson")))], []));
  expect(page.place.querySelectorAll(".stack .suggestion-card")).toHaveLength(2);
  expect(page.place.querySelector(".stack")?.textContent).toContain("2 forslag til samme tekst");
});

test("[SUG96] several at once are named before, and exactly those are sent", async () => {
  HTMLDialogElement.prototype.showModal = vi.fn();
  HTMLDialogElement.prototype.close = vi.fn();
  const doc = threeSuggestions();
  const { sent, complaints } = await show(doc, {
    answer: () => ({ seq: 1, resolved: ["b"], already: [{ id: "c", verdict: "reject", by: "referent" }] }),
  });
  await page.click("Acceptér alle fra Karen Holm …");
  const dialog = page.place.querySelector("dialog");
  expect([...(dialog?.querySelectorAll("li") ?? [])].map((item) => item.textContent)).toEqual([
    "Tilføj ‹inden jul› – Karen Holm, punkt 1",
    "Tilføj ‹igen› – Karen Holm, punkt 2",
  ]);
  expect(sent).toEqual([]);
  await page.click("Acceptér 2 forslag");
  expect(sent).toEqual([resolving(doc, "accept", ["b", "c"])]);
  expect(spoken("polite")).toBe("1 forslag er accepteret.");
  expect(complaints).toEqual(["1 forslag var allerede afgjort."]);
});

test("[SUG98] an answer on a card makes a thread on the suggestion, the next one goes on in it", async () => {
  const doc = threeSuggestions();
  const { sent } = await show(doc);
  const [card] = cards();
  if (card === undefined) throw new Error("There is no card.");
  await page.click("Svar", card);
  await page.write("Hvorfor 12?", card);
  await page.click("Send", card);
  expect(sent.at(-1)).toEqual({
    type: "addComment",
    sectionId: sectionOf(doc, 0),
    suggestionId: "a",
    text: "Hvorfor 12?",
  });
  await page.afterFrame(() => {
    putComment(doc, "t1", {
      section: sectionOf(doc, 0),
      anchor: { kind: "suggestion", id: "a" },
      messages: [{ person: "referent", name: "Amira Nørgaard", at: AT, text: "Hvorfor 12?" }],
    });
  });
  expect(card.textContent).toContain("Hvorfor 12?");
  await page.click("Svar", card);
  await page.write("Talt efter.", card);
  await page.click("Send", card);
  expect(sent.at(-1)).toEqual({ type: "replyComment", threadId: "t1", text: "Talt efter." });
});
