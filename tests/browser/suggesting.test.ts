/** Suggestion mode as people use it: two chairs suggest, the referent decides by keyboard, and every screen shows the same. */
import type { CDPSession, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Visitor } from "../support/browser.ts";
import { caretAfter, mark, markedText, openText, type SectionPlace, textIn } from "../support/liveText.ts";
import { setUpStage, wordsIn } from "../support/stage.ts";

const stage = setUpStage();

const paragraph = (text: string) => ({
  type: "paragraph",
  ...(text !== "" && { content: [{ type: "text", text }] }),
});
const list = (...entries: readonly string[]) => ({
  type: "bulletList",
  content: entries.map((entry) => ({ type: "listItem", content: [paragraph(entry)] })),
});

const SHIFTS = [
  paragraph("Vagtplanen blev drøftet. Der er stadig et par ledige vagter i sommerferien."),
  paragraph("Henrik Toft sender planen til alle."),
  paragraph("Planen hænger i vagtstuen."),
  list("Aftenvagter fordeles på skift.", "Vikar aftales med lederen."),
];
const CAFE = [
  paragraph("Cafeen holder længere åbent."),
  paragraph("Jens Havn og Pia Lund prøver det i maj."),
  paragraph("Alle er med."),
];
const PARTY_WORDS = "Sommerfesten holdes i Havnesalen.";
const PARTY = [paragraph(PARTY_WORDS), paragraph("Alle huse er med.")];
const TABLE = {
  type: "table",
  content: [
    {
      type: "tableRow",
      content: ["Uge 20", "Uge 21"].map((words) => ({ type: "tableCell", content: [paragraph(words)] })),
    },
  ],
};
const OTHER = [TABLE, paragraph("Der var intet til eventuelt.")];

/** A referat in work with an item for each test. */
const MINUTES = {
  kind: "referat",
  committee: "AfdelingsMED Kultur og Fritid",
  date: "2026-04-23",
  startTime: "10:00",
  place: "Havnesalen",
  participants: [],
  preamble: { type: "doc", content: [paragraph("")] },
  items: [SHIFTS, CAFE, PARTY, OTHER].map((content, index) => ({
    number: index + 1,
    title: ["Ny vagtplan", "Cafeen", "Sommerfest", "Eventuelt"][index],
    journalNumber: "81.38.05-P35-5-26",
    attachments: [],
    sections: [{ kind: "beslutning", content: { type: "doc", content } }],
  })),
};

const decision = (item: number): SectionPlace => ({ item, section: "Beslutning" });

let meeting: string;

const enter = (person: string, id: string) => stage.visit(person, `/moeder/${id}`);

/** Karen suggests, Jonas too, Amira decides, and Pia looks on. */
const PEOPLE = ["forperson", "naestforperson", "referent", "medlem"] as const;
type Person = (typeof PEOPLE)[number];
const pages = new Map<Person, Visitor>();

function visitorOf(person: Person): Visitor {
  const visitor = pages.get(person);
  if (visitor === undefined) throw new Error(`${person} is not here`);
  return visitor;
}

const pageOf = (person: Person) => visitorOf(person).page;

interface ApiItem {
  readonly id: string;
  readonly contentHash: string;
  readonly sections: readonly { readonly content: unknown }[];
}

async function items(): Promise<readonly ApiItem[]> {
  // The wire contract's shape; the assertions would show another one.
  return ((await stage.meeting(meeting)) as { readonly items: readonly ApiItem[] }).items;
}

/** What is handed out of a decision: its base text. */
async function baseOf(item: number): Promise<string> {
  return wordsIn((await items())[item - 1]?.sections);
}

async function saved(page: Page): Promise<void> {
  await page.getByText("Alt er gemt").filter({ visible: true }).first().waitFor();
}

/** A busy machine takes its time. */
const SOON = { timeout: 15_000 };

const shownTo = (page: Page, item: number) => expect.poll(() => markedText(page, decision(item)), SOON);

/** Everybody who is here sees the same, and this is it. */
async function allSee(item: number, text: string): Promise<void> {
  for (const { page } of pages.values()) await shownTo(page, item).toBe(text);
}

const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.tagName);

const said = (page: Page) => page.locator(".only-read-aloud [role=status]").textContent();

/** Presses a key; then this has the focus, and this has been said. */
async function press(
  page: Page,
  key: string,
  then: { readonly focus: string | RegExp; readonly says?: string },
) {
  await page.keyboard.press(key);
  await expect.poll(() => focused(page), SOON).toMatch(then.focus);
  if (then.says !== undefined) await expect.poll(() => said(page), SOON).toContain(then.says);
}

/** Composes as Chromium does for an input method or a dead key; without a commit it is given up. */
async function compose(keyboard: CDPSession, steps: readonly string[], commit?: string): Promise<void> {
  for (const text of steps) {
    const caret = { selectionStart: text.length, selectionEnd: text.length };
    await keyboard.send("Input.imeSetComposition", { text, ...caret });
  }
  if (commit !== undefined) await keyboard.send("Input.insertText", { text: commit });
}

/** As Ctrl+V does, with this on the clipboard. */
async function paste(page: Page, html: string): Promise<void> {
  await page.locator(".section-live").evaluate((live, words) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", words);
    live.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, html);
}

/** Rejects all that is open in an item, through the menu and its preview. */
async function rejectAll(item: number, count: string): Promise<void> {
  const page = pageOf("referent");
  await page
    .getByRole("article", { name: `Punkt ${item}:` })
    .getByRole("heading", { level: 2 })
    .click();
  await page.getByRole("button", { name: "Flere" }).click();
  await page.getByRole("button", { name: `Afvis alle i punkt ${item} …` }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: `Afvis ${count}` })
    .click();
}

const KARENS =
  "/Vagtplanen blev drøftet. Der er stadig [-et par-][+tolv+] ledige vagter i sommerferien." +
  "/Henrik Toft sender planen[- til alle.-]/*[-Planen -]hænger i vagtstuen." +
  "///Aftenvagter fordeles på skift.//Vikar aftales med lederen./*/[+Byt kun hele vagter.+]";
const DECIDED =
  "/Vagtplanen blev drøftet. Der er stadig tolv ledige vagter i sommerferien." +
  "/Henrik Toft sender planen til alle./Planen hænger i vagtstuen." +
  "///Aftenvagter fordeles på skift.//Vikar aftales med lederen.//Byt kun altid hele vagter.";

test("[JOURNEY7] two chairs suggest, the referent decides by keyboard alone, and all screens end up equal", async () => {
  meeting = await stage.importMeeting(MINUTES);
  await Promise.all(PEOPLE.map(async (person) => pages.set(person, await enter(person, meeting))));
  const [karen, jonas, amira] = [pageOf("forperson"), pageOf("naestforperson"), pageOf("referent")];
  await Promise.all([karen, jonas].map((page) => openText(page, decision(1))));
  const base = await baseOf(1);
  await mark(karen, "et par");
  await karen.keyboard.type("tolv");
  await mark(karen, " til alle.", "Planen ");
  await karen.keyboard.press("Delete");
  await caretAfter(karen, "lederen.");
  await karen.keyboard.press("Enter");
  await karen.keyboard.type("Byt kun hele vagter.");
  await shownTo(jonas, 1).toBe(KARENS);
  await caretAfter(jonas, "Byt kun");
  await jonas.keyboard.type(" altid");
  await allSee(1, KARENS.replace("Byt kun", "Byt kun+][+ altid+][+"));
  expect(await baseOf(1)).toBe(base);

  await press(amira, "F8", { focus: "Forslag 1 af 4 fra Karen Holm: Erstat ‹et par› med ‹tolv›" });
  await press(amira, "Enter", {
    focus: /^Forslag 1 af 3 fra Karen Holm: Slet ‹til alle/u,
    says: "Accepteret: Erstat ‹et par› med ‹tolv›. Næste forslag, fra Karen Holm: Slet",
  });
  await press(amira, "Delete", {
    focus: /^Forslag 1 af 2 fra Karen Holm: Tilføj listepunkt/u,
    says: "Afvist: Slet",
  });
  await press(amira, "Escape", { focus: /^Beslutning, punkt 1/u });
  await press(amira, "Shift+F8", { focus: "Forslag 2 af 2 fra Jonas Vinter: Tilføj ‹altid›" });
  await press(amira, "Enter", {
    focus: /^Forslag 1 af 1 fra Karen Holm/u,
    says: "Accepteret: Tilføj ‹altid›",
  });
  await press(amira, "Enter", { focus: /^Beslutning, punkt 1/u, says: "Der er ingen flere forslag." });
  await allSee(1, DECIDED);
  expect(await baseOf(1)).toBe(DECIDED.replaceAll("/", ""));
  for (const page of [karen, amira]) await page.reload();
  await allSee(1, DECIDED);
});

test("[SUG18] composed letters, dead keys and compositions over a selection are suggestions, and no stray letter stays", async () => {
  const karen = pageOf("forperson");
  const base = await baseOf(2);
  await openText(karen, decision(2));
  const keyboard = await visitorOf("forperson").context.newCDPSession(karen);
  await caretAfter(karen, "Cafeen");
  await compose(keyboard, ["´", "é"], "é");
  await karen.keyboard.type("n");
  const cafe = "/Cafeen[+én+] holder længere åbent.";
  const trial = "/Jens Havn og Pia Lund prøver det i maj./Alle er med.";
  await shownTo(karen, 2).toBe(cafe + trial);

  await mark(karen, "længere");
  await compose(keyboard, ["な", "なが", "長"], "長い");
  const longer = cafe.replace("længere", "[-længere-][+長い+]");
  await shownTo(karen, 2).toBe(longer + trial);

  await mark(karen, "Jens");
  await compose(keyboard, ["s", "so", ""]);
  await mark(karen, "maj.", "Alle");
  await compose(keyboard, ["´", "É"], "É");
  await karen.keyboard.type("n");
  await caretAfter(karen, "Je");
  await compose(keyboard, ["´", "Í"], "Í");
  const end = "/[-Jens-][+Í+] Havn og Pia Lund prøver det i [-maj.-]/*[-Alle-][+Én+] er med.";
  await shownTo(karen, 2).toBe(longer + end);

  await allSee(2, longer + end);
  await saved(karen);
  expect(await baseOf(2)).toBe(base);
  await rejectAll(2, "4 forslag");
  await allSee(2, `/${base.replace("åbent.", "åbent./").replace("maj.", "maj./")}`);
});

test("[SUG8] Ctrl+A and Delete strikes a table with all else, as one card, and Ctrl+Z brings it back", async () => {
  const karen = pageOf("forperson");
  const whole = await markedText(karen, decision(4));
  await openText(karen, decision(4));
  await karen.keyboard.press("ControlOrMeta+a");
  await karen.keyboard.press("Delete");
  await allSee(4, "/*///[-Uge 20-]//[-Uge 21-]/*[-Der var intet til eventuelt.-]");
  await pageOf("referent")
    .getByRole("group", { name: "Slet tabel ‹Uge 20 Uge 21›, slet afsnit ‹Der var intet til eventuelt.›" })
    .waitFor();
  await karen.keyboard.press("ControlOrMeta+z");
  await allSee(4, whole);
});

test("[SUG15] what is typed over cells that the mouse has marked stands in the last one, letter by letter", async () => {
  const karen = pageOf("forperson");
  const whole = await markedText(karen, decision(4));
  await openText(karen, decision(4));
  const cells = textIn(karen, decision(4)).getByRole("cell");
  await cells.first().hover();
  await karen.mouse.down();
  await cells.last().hover();
  await karen.mouse.up();
  await karen.keyboard.type("fri");
  await allSee(4, "////[-Uge 20-]//[-Uge 21-][+fri+]/Der var intet til eventuelt.");
  await karen.keyboard.press("ControlOrMeta+z");
  await allSee(4, whole);
});

test("[SUG104] bold that is only proposed shows on its button, and pressing that once more takes it back", async () => {
  const karen = pageOf("forperson");
  await openText(karen, decision(4));
  await mark(karen, "intet");
  const bold = karen.getByRole("button", { name: "Fed", exact: true });
  const card = pageOf("referent").getByRole("group", { name: "Gør ‹intet› fed" });
  const isOn = () => bold.getAttribute("aria-pressed");
  expect(await isOn()).toBe("false");
  await bold.click();
  await expect.poll(isOn, SOON).toBe("true");
  await card.waitFor();
  await bold.click();
  await expect.poll(isOn, SOON).toBe("false");
  await card.waitFor({ state: "detached" });
});

test("[SUG82] what cannot be suggested is refused with words that go when something can", async () => {
  const karen = pageOf("forperson");
  const base = await markedText(karen, decision(4));
  await openText(karen, decision(4));
  await mark(karen, "20", "Der var");
  await paste(karen, "<ul><li>Et</li><li>To</li></ul>");
  const note = textIn(karen, decision(4)).getByRole("alert");
  await expect.poll(() => note.textContent(), SOON).toContain("kan ikke foreslås");
  expect(await markedText(karen, decision(4))).toBe(base);
  await caretAfter(karen, "Uge 20");
  await karen.keyboard.type("!");
  await note.waitFor({ state: "detached" });
  await shownTo(karen, 4).toBe("////Uge 20[+!+]//Uge 21/Der var intet til eventuelt.");
});

test("[SUG19] Ctrl+Z takes back my own suggestion and nothing of what others have written since", async () => {
  const [karen, amira] = [pageOf("forperson"), pageOf("referent")];
  await openText(karen, decision(3));
  await caretAfter(karen, "holdes");
  await karen.keyboard.type(" igen");
  await openText(amira, decision(3));
  await caretAfter(amira, "Alle huse");
  await amira.keyboard.type(" og haller");
  await shownTo(karen, 3).toBe("/Sommerfesten holdes[+ igen+] i Havnesalen./Alle huse og haller er med.");
  await karen.keyboard.press("ControlOrMeta+z");
  await allSee(3, `/${PARTY_WORDS}/Alle huse og haller er med.`);
  await karen.keyboard.press("ControlOrMeta+y");
  await allSee(3, "/Sommerfesten holdes[+ igen+] i Havnesalen./Alle huse og haller er med.");
});

test("[SUG31] what is suggested offline comes in over what has been written meanwhile", async () => {
  const [karen, amira] = [pageOf("forperson"), pageOf("referent")];
  await saved(karen);
  await visitorOf("forperson").context.setOffline(true);
  await karen
    .getByText(/Du kan skrive videre/u)
    .first()
    .waitFor();
  await openText(karen, decision(3));
  await mark(karen, "i Havnesalen", "Alle");
  await karen.keyboard.type("i parken");
  await caretAfter(amira, "Alle");
  await amira.keyboard.type(" vores");
  await caretAfter(amira, "Sommerfesten");
  await amira.keyboard.type(" 2027");
  await visitorOf("forperson").context.setOffline(false);
  await allSee(
    3,
    "/Sommerfesten 2027 holdes[+ igen+] [-i Havnesalen.-][+i parken+]/*[-Alle-] vores huse og haller er med.",
  );
});

test("[SUG39] an item with open suggestions is not signed off, and says how many; decided, it is", async () => {
  const karen = pageOf("forperson");
  await stage.mustGive(meeting, "referent", { type: "advance", to: "tilGodkendelse" });
  const [, , , other] = await items();
  const sign = { type: "signOff", itemId: other?.id, hash: other?.contentHash };
  const { status, answer } = await stage.give(meeting, "forperson", sign);
  expect([status, JSON.stringify(answer)]).toEqual([
    409,
    expect.stringContaining("1 åbent forslag i punkt 4"),
  ]);
  await karen.goto(`${stage.server.address}/moeder/${meeting}/godkend?som=forperson`);
  await karen.getByRole("navigation").getByRole("button", { name: /^4 /u }).click();
  const approve = karen.getByRole("button", { name: "Godkend punkt 4" });
  await expect.poll(() => approve.getAttribute("aria-disabled"), SOON).toBe("true");
  await karen.getByText("1 åbent forslag – afklar det først").first().waitFor();
  await pageOf("referent").getByRole("group", { name: "Tilføj ‹!›" }).press("Delete");
  await expect.poll(() => approve.getAttribute("aria-disabled"), SOON).not.toBe("true");
  await approve.click();
  await karen.getByText("Du har godkendt 1 af 4").first().waitFor();
  for (const { errors } of pages.values()) expect(errors).toEqual([]);
});
