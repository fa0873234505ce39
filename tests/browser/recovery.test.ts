/** Words that the server does not take, in a real browser: none is lost and none comes twice, whatever happens meanwhile. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Visitor } from "../support/browser.ts";
import { dieBefore, letPagesDie, spoilNextFrame } from "../support/dyingPage.ts";
import { setUpStage } from "../support/stage.ts";

const AGENDA = `DAGSORDEN AfdelingsMED Kultur og Fritid d. 23-04-2026

Mødedato Torsdag d. 23. april 2026 kl. 10:00

Mødested Havnesalen

Mødedeltagere Karen Holm (Afdelingschef, forperson), Jonas Vinter (TR, næstforperson), Pia Lund (AMR)

Punkt 1: Ny vagtplan i svømmehallen

Sagsfremstilling

Svømmehallen får længere åbningstid.

Punkt 2: Personalearrangement

Sagsfremstilling

Sommerfesten holdes i Havnesalen.
`;

const stage = setUpStage();

/** A meeting of its own, with its agenda in work. */
const newMeeting = () => stage.importMeeting(AGENDA);

const advance = (meetingId: string, to: string) =>
  stage.mustGive(meetingId, "forperson", { type: "advance", to });

const takeBack = (meetingId: string) =>
  stage.mustGive(meetingId, "referent", {
    type: "advance",
    to: "dagsordenIArbejde",
    reason: "Der mangler et bilag.",
  });

const enter = (meetingId: string): Promise<Visitor> => stage.visit("referent", `/moeder/${meetingId}`);

const textOf = (page: Page, item: number): Locator =>
  page.getByRole("article", { name: `Punkt ${item}:` }).locator(".section-text");

const notesOf = (page: Page): Locator => page.locator(".refused-edit");

async function writeAtEnd(page: Page, item: number, words: string): Promise<void> {
  const textbox = textOf(page, item).getByRole("textbox");
  await textOf(page, item).getByRole("group").or(textbox).first().click();
  await textbox.waitFor();
  await page.keyboard.press("ControlOrMeta+End");
  if (words !== "") await page.keyboard.insertText(words);
}

async function saved(page: Page): Promise<void> {
  await page.getByText("Alt er gemt").filter({ visible: true }).first().waitFor();
}

/** Says goodbye to the server first, so that no lock waits for this page. */
async function goOffline(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Mere", exact: true }).click();
  await page.getByRole("button", { name: "Simulér netværksbrud" }).click();
  await page
    .getByText(/Du kan skrive videre/u)
    .first()
    .waitFor();
}

const comeBack = (page: Page) => page.getByRole("button", { name: "Prøv nu" }).click();

interface ApiMeeting {
  readonly items: readonly { readonly sections: readonly { readonly content: unknown }[] }[];
}

async function textOnServer(meetingId: string): Promise<string> {
  // The wire contract's shape; the assertions would show another one.
  const meeting = (await stage.meeting(meetingId)) as ApiMeeting;
  return JSON.stringify(meeting.items.map(({ sections }) => sections));
}

/** How often a word is to be seen: in the text of the meeting, and among the words that are offered. */
async function seen(page: Page, word: string): Promise<{ text: number; offered: number }> {
  const times = (texts: readonly string[]) => texts.join("#").split(word).length - 1;
  return {
    text: times(await page.locator(".section-text:visible").allInnerTexts()),
    offered: times(await page.locator(".refused-edit blockquote").allInnerTexts()),
  };
}

/** Waits until the recovery has gone through, or the page has died in it and is here again; true: it died. */
async function overOrDead(page: Page, died: () => boolean): Promise<boolean> {
  await expect.poll(async () => died() || (await isOver(page)), { timeout: 20_000, interval: 50 }).toBe(true);
  return died();
}

async function isOver(page: Page): Promise<boolean> {
  try {
    return await page.evaluate(
      () =>
        window.fate.isCounting &&
        !window.fate.isDead &&
        document.querySelector(".saving-state.ok") !== null &&
        !Object.keys(localStorage).some((key) => key.includes(":left:") || key.includes(":unsent:")),
    );
  } catch {
    // The page is on its way to its next life.
    return false;
  }
}

test("[RECOVER1] a lock in mid-sentence: the words stay at their section, can be copied, and go when told to", async () => {
  const meetingId = await newMeeting();
  const visitor = await enter(meetingId);
  const { page, context, errors } = visitor;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await writeAtEnd(page, 1, " Vagterne");
  await saved(page);
  await goOffline(page);
  await writeAtEnd(page, 1, " drøftes med persona");
  await advance(meetingId, "dagsordenFrigivet");
  await comeBack(page);
  const note = page.getByRole("article", { name: "Punkt 1:" }).locator(".refused-edit");
  await note.getByText("Din ændring i Sagsfremstilling blev ikke gemt, fordi feltet er låst.").waitFor();
  await saved(page);
  expect(await seen(page, "drøftes med persona")).toEqual({ text: 0, offered: 1 });
  expect(await seen(page, "Vagterne")).toEqual({ text: 1, offered: 0 });
  await note.getByRole("button", { name: "Kopiér min tekst" }).click();
  await note.getByRole("button", { name: "Kopieret" }).waitFor();
  // In an agenda that is sent out nobody suggests.
  expect(await note.getByRole("button", { name: "Foreslå ændringen" }).count()).toBe(0);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe("drøftes med persona");
  await page.reload();
  await note.getByText("drøftes med persona").waitFor();
  expect(await seen(page, "drøftes med persona")).toEqual({ text: 0, offered: 1 });
  await note.getByRole("button", { name: "Fjern" }).click();
  await note.waitFor({ state: "detached" });
  await page.reload();
  await saved(page);
  expect(await notesOf(page).count()).toBe(0);
  expect(await textOnServer(meetingId)).not.toContain("persona");
  expect(errors).toEqual([]);
  await context.close();
});

interface Trial {
  readonly page: Page;
  readonly meetingId: string;
  readonly word: string;
}

/**
 * Meets a refusal again and again, and dies one step later in its recovery each time, until one goes
 * through. Answers where the word was at the end of each.
 */
async function dieAtEachStep(
  name: string,
  refuse: (trial: Trial) => Promise<void>,
): Promise<readonly string[]> {
  const meetingId = await newMeeting();
  const visitor = await enter(meetingId);
  const { page, context } = visitor;
  await letPagesDie(context);
  await page.reload();
  let loads = 0;
  page.on("load", () => (loads += 1));
  const ends: string[] = [];
  for (let hasDied = true; hasDied;) {
    const word = `${name}${ends.length}x`;
    await textOf(page, 1).getByRole("group").first().waitFor();
    await saved(page);
    const before = loads;
    const died = () => loads > before;
    await dieBefore(page, ends.length);
    await refuse({ page, meetingId, word });
    hasDied = await overOrDead(page, died);
    await saved(page);
    const where = `${name}, dead before step ${ends.length}`;
    await expect
      .poll(async () => {
        const { text, offered } = await seen(page, word);
        return text + offered;
      })
      .toBe(1);
    const { text } = await seen(page, word);
    expect((await textOnServer(meetingId)).split(word).length - 1, where).toBe(text);
    ends.push(text === 1 ? "in the text" : `offered ${(await notesOf(page).allInnerTexts()).join()}`);
    for (const button of await notesOf(page).getByRole("button", { name: "Fjern" }).all())
      await button.click();
    await notesOf(page).first().waitFor({ state: "detached" });
    if (ends.length > 60) break;
    await takeBackIfSent(meetingId);
  }
  expect(visitor.errors).toEqual([]);
  await context.close();
  return ends;
}

async function takeBackIfSent(meetingId: string): Promise<void> {
  const meeting = (await stage.meeting(meetingId)) as {
    readonly phase: string;
  };
  if (meeting.phase === "dagsordenFrigivet") await takeBack(meetingId);
}

test("[RECOVER2] a reload at each step of the recovery from a lock: the words are offered, once", async () => {
  const ends = await dieAtEachStep("laas", async ({ page, meetingId, word }) => {
    await goOffline(page);
    await writeAtEnd(page, 1, ` ${word}`);
    await advance(meetingId, "dagsordenFrigivet");
    await comeBack(page);
  });
  console.info(`A recovery from a lock was cut at ${ends.length - 1} steps: ${ends.join(", ")}.`);
  expect(ends.length).toBeGreaterThan(4);
  expect(ends.every((end) => end.startsWith("offered"))).toBe(true);
});

test("[RECOVER3] a reload at each step of putting back: the words are in the text or offered, once", async () => {
  const ends = await dieAtEachStep("igen", async ({ page, word }) => {
    await spoilNextFrame(page);
    await writeAtEnd(page, 1, ` ${word}`);
  });
  console.info(`A putting back was cut at ${ends.length - 1} steps: ${ends.join(", ")}.`);
  expect(ends.length).toBeGreaterThan(8);
  expect(ends.filter((end) => end !== "in the text")).toEqual([]);
});

test("[RECOVER4] two tabs of one person, one of them cut off or gone: the refusal in the other costs no word", async () => {
  const meetingId = await newMeeting();
  const { page, context, errors } = await enter(meetingId);
  await letPagesDie(context);
  await page.reload();
  const address = page.url();
  const openSecond = async () => {
    const second = await context.newPage();
    await second.goto(address);
    await saved(second);
    await goOffline(second);
    return second;
  };
  const cutOff = await openSecond();
  await writeAtEnd(cutOff, 2, " afskåret");
  await spoilNextFrame(page);
  await writeAtEnd(page, 1, " første");
  await Promise.all([page, cutOff].map((each) => textOf(each, 1).getByText("første").waitFor()));
  await Promise.all([page, cutOff].map((each) => textOf(each, 2).getByText("afskåret").waitFor()));
  await Promise.all([page, cutOff].map(saved));
  await cutOff.close();

  const gone = await openSecond();
  await writeAtEnd(gone, 2, " efterladt");
  await gone.close();
  await spoilNextFrame(page);
  await writeAtEnd(page, 1, " anden");
  await textOf(page, 1).getByText("anden").waitFor();
  const ofTheGone = async () => {
    const { text, offered } = await seen(page, "efterladt");
    return text + offered;
  };
  await expect.poll(ofTheGone).toBe(1);
  await saved(page);
  const onServer = await textOnServer(meetingId);
  for (const word of ["første", "anden", "afskåret"]) expect(onServer.split(word)).toHaveLength(2);
  expect(errors).toEqual([]);
  await context.close();
});

/** One of the server's own commands, while it is stopped or beside it. */
function runCommand(name: string, file: string): void {
  const script = fileURLToPath(new URL(`../../server/${name}.ts`, import.meta.url));
  execFileSync(process.execPath, [script, file], {
    env: { ...process.env, DATA_DIR: stage.dataDir },
    stdio: "pipe",
  });
}

test("[RECOVER5] an older backup is put back: the browser keeps its own unsaved words", async () => {
  const meetingId = await newMeeting();
  const { page, context, errors } = await enter(meetingId);
  await writeAtEnd(page, 1, " Kendt");
  await saved(page);
  const backup = join(stage.dataDir, "tidligere.sqlite");
  runCommand("backupCommand", backup);
  await writeAtEnd(page, 1, " Glemt");
  await saved(page);
  await goOffline(page);
  await writeAtEnd(page, 1, " herefter");
  await writeAtEnd(page, 2, " uberørt");
  const code = await stage.restart(() => {
    runCommand("restoreCommand", backup);
  });
  expect(code).toBe(0);
  await comeBack(page);
  await page.getByText("Din tekst i Sagsfremstilling er sat ind igen.", { exact: true }).waitFor();
  await saved(page);
  // Where the server has forgotten the words before them, they would say something else.
  expect(await seen(page, "herefter")).toEqual({ text: 0, offered: 1 });
  expect(await seen(page, "uberørt")).toEqual({ text: 1, offered: 0 });
  expect(await seen(page, "Kendt")).toEqual({ text: 1, offered: 0 });
  expect(await textOnServer(meetingId)).toContain("uberørt");
  expect(errors).toEqual([]);
  await context.close();
});
