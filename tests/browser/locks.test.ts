/** Two people who write while a third thing happens to them: the phase moves. No key that they pressed is lost. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { markedText, openText, type SectionPlace, textIn } from "../support/liveText.ts";
import { setUpStage, wordsIn } from "../support/stage.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";

const AGENDA = `DAGSORDEN AfdelingsMED Kultur og Fritid d. 23-04-2026

Mødedato Torsdag d. 23. april 2026 kl. 10:00

Punkt 1: Ny vagtplan i svømmehallen

81.38.05-P35-5-26

Sagsfremstilling

Svømmehallen får fra 1. juni længere åbningstid.
`;

/** Words without a letter of their neighbours, so that a lost or moved key shows. */
const KEYS = Array.from({ length: 150 }, (_, index) => "abcdefghijklmnopqrstuvwxyz"[index % 26]).join("");
const KEY_DELAY_MS = 25;
const ROUNDS = 2;

const stage = setUpStage();

/** Opens the meeting and counts the refusals that the server sends. */
async function enter(person: string, meeting: string) {
  const { page } = await stage.newVisitor(person);
  const heard: number[] = [];
  page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => typeof payload !== "string" && heard.push(payload[0] ?? -1)),
  );
  await page.goto(`${stage.server.address}/moeder/${meeting}?som=${person}`);
  return { page, heard };
}

const section = (page: Page) =>
  page
    .getByRole("article", { name: "Punkt 1:" })
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "Sagsfremstilling", exact: true }) });

async function writeInto(page: Page): Promise<void> {
  const textbox = section(page).getByRole("textbox");
  await section(page).getByRole("group").or(textbox).first().click();
  await textbox.waitFor();
  await page.keyboard.press("Control+End");
}

/** What the page was asked to type, seen by a listener in front of everything else. */
async function countKeys(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    let count = 0;
    document.addEventListener(
      "keydown",
      ({ key }) => {
        if (key.length === 1) count += 1;
        document.documentElement.dataset["keys"] = String(count);
      },
      true,
    );
  });
  return async () => Number(await page.locator("html").getAttribute("data-keys"));
}

async function textOnServer(meeting: string): Promise<string> {
  return wordsIn(await stage.meeting(meeting));
}

async function offered(page: Page): Promise<string> {
  return (await page.locator(".refused-edit blockquote").allTextContents()).join("");
}

test("[LOCK2] [LOCK8] the referent types on while the forperson sends the agenda out: every key is in the text or offered, and nothing is refused", async () => {
  const meeting = await stage.importMeeting(AGENDA);
  const { page, heard } = await enter("referent", meeting);
  const other = await enter("naestforperson", meeting);
  await writeInto(other.page);
  let before = await textOnServer(meeting);
  for (let round = 0; round < ROUNDS; round += 1) {
    await writeInto(page);
    const pressed = await countKeys(page);
    const typing = page.keyboard.type(KEYS, { delay: KEY_DELAY_MS });
    await expect.poll(pressed, { timeout: 20_000 }).toBeGreaterThan(40 + round * 3);
    const early = await pressed();
    await stage.mustGive(meeting, "forperson", { type: "advance", to: "dagsordenFrigivet" });
    await section(page).getByRole("textbox").waitFor({ state: "detached" });
    const late = await pressed();
    await typing;
    const after = await textOnServer(meeting);
    const written = after.slice(before.length);
    const kept = await offered(page);
    expect(KEYS.startsWith(written + kept)).toBe(true);
    expect((written + kept).length).toBeGreaterThanOrEqual(early);
    expect((written + kept).length).toBeLessThanOrEqual(late);
    expect(after.startsWith(before)).toBe(true);
    expect(heard.filter((type) => type === MESSAGE.refused)).toEqual([]);
    expect(heard.filter((type) => type === MESSAGE.lockPending)).toHaveLength(round + 1);
    for (const drop of await page.getByRole("button", { name: "Fjern", exact: true }).all())
      await drop.click();
    await stage.mustGive(meeting, "referent", {
      type: "advance",
      to: "dagsordenIArbejde",
      reason: "En gang til",
    });
    before = after;
  }
  expect(other.heard).toContain(MESSAGE.lockPending);
  expect(other.heard).not.toContain(MESSAGE.refused);
});

const FEWER_KEYS = KEYS.slice(0, 60);

/** Types at the end of a section while the referent moves the meeting on. */
async function typeWhile(page: Page, place: SectionPlace, move: () => Promise<void>): Promise<void> {
  await openText(page, place);
  await page.keyboard.press("ControlOrMeta+End");
  const [first, second] = [FEWER_KEYS.slice(0, 20), FEWER_KEYS.slice(20)];
  await page.keyboard.type(first, { delay: 20 });
  await Promise.all([page.keyboard.type(second, { delay: 20 }), move()]);
}

test("[LOCK2] [LOCK4] a lock while somebody suggests, and the end of Skriv while somebody writes: each key is there, as suggested or as written", async () => {
  const agenda = await stage.importMeeting(AGENDA);
  const advance = (to: string) => stage.mustGive(agenda, "referent", { type: "advance", to });
  const { page, errors, context } = await stage.visit("forperson", `/moeder/${agenda}`);
  await page.getByRole("button", { name: "Foreslå", exact: true }).click();
  const place = { item: 1, section: "Sagsfremstilling" };
  await typeWhile(page, place, async () => {
    const { answer } = await stage.give(agenda, "referent", { type: "advance", to: "dagsordenFrigivet" });
    expect(answer).toMatchObject({ refusal: { reason: "openSuggestions" } });
  });
  const suggested = `/Svømmehallen får fra 1. juni længere åbningstid.[+${FEWER_KEYS}+]`;
  await expect.poll(() => markedText(page, place), { timeout: 15_000 }).toBe(suggested);
  expect(wordsIn(await stage.meeting(agenda))).not.toContain("abc");
  await page.getByText("Alt er gemt").filter({ visible: true }).first().waitFor();
  const id = await textIn(page, place).locator("ins").first().getAttribute("data-suggestion");
  await stage.mustGive(agenda, "referent", { type: "resolveSuggestions", ids: [id], verdict: "reject" });
  await advance("dagsordenFrigivet");

  await advance("moede");
  await page.getByRole("button", { name: "Skriv", exact: true }).click();
  const minutes = { item: 1, section: "Beslutning" };
  await textIn(page, minutes).waitFor();
  await typeWhile(page, minutes, () => advance("referatIArbejde"));
  await page.getByText("Alt er gemt").filter({ visible: true }).first().waitFor();
  await expect.poll(() => markedText(page, minutes), { timeout: 15_000 }).toMatch(/^\/\w+(?:\[\+\w+\+\])?$/u);
  expect((await markedText(page, minutes)).replaceAll(/[^\w]/gu, "")).toBe(FEWER_KEYS);
  expect(FEWER_KEYS.startsWith((await markedText(page, minutes)).replace(/\[.*/u, "").slice(1))).toBe(true);
  expect(errors).toEqual([]);
  await context.close();
});
