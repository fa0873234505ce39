/** The main job, end to end: from an agenda as text to an approved referat as PDF, in four browsers. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import type { Visitor } from "../support/browser.ts";
import { setUpStage, wordsIn } from "../support/stage.ts";

const AGENDA = `DAGSORDEN AfdelingsMED Kultur og Fritid d. 23-04-2026

Mødedato Torsdag d. 23. april 2026 kl. 10:00

Mødested Havnesalen

Mødedeltagere Karen Holm (Afdelingschef, forperson), Jonas Vinter (TR, næstforperson), Pia Lund (AMR)

Indholdsfortegnelse

Godkendelse af dagsorden.....\t3
Ny vagtplan i svømmehallen.....\t4

Punkt 1: Godkendelse af dagsorden

81.38.05-P35-5-26

Indstilling

Forpersonen indstiller

1. at dagsordenen godkendes.

Punkt 2: Ny vagtplan i svømmehallen

81.38.05-P35-5-26

Indstilling

Forpersonen indstiller

1. at udkastet drøftes.

Sagsfremstilling

Svømmehallen får fra 1. juni længere åbningstid.

- Hal, sauna og café
- Weekender og helligdage

Bilag

Udkast til vagtplan
`;

/** Each person types letters that nobody else types, so that each one's text can be told from the others'. */
const PEOPLE = [
  { person: "referent", letters: "abcdefgh" },
  { person: "forperson", letters: "ijklmnop" },
  { person: "naestforperson", letters: "qrstuvwx" },
] as const;
const SECONDS = 60;
const KEYS_PER_SECOND = 10;
const KEYS = SECONDS * KEYS_PER_SECOND;

const stage = setUpStage();
let meetingId: string;
const visitors = new Map<string, Visitor>();

function pageOf(person: string): Page {
  const visitor = visitors.get(person);
  if (visitor === undefined) throw new Error(`${person} is not here`);
  return visitor.page;
}

async function enter(person: string, path: string): Promise<Page> {
  const visitor = await stage.visit(person, path);
  visitors.set(person, visitor);
  return visitor.page;
}

/** Presses a phase button and says yes in its dialog. */
async function advance(page: Page, act: string): Promise<void> {
  await page.getByRole("button", { name: act, exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: act, exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "detached" });
}

function sectionOf(page: Page, item: number, name: string): Locator {
  const heading = page.getByRole("heading", { name, exact: true });
  return page
    .getByRole("article", { name: `Punkt ${item}:` })
    .locator("section")
    .filter({ has: heading });
}

const decisionOf = (page: Page, item: number) => sectionOf(page, item, "Beslutning");

async function writeInto(page: Page, item: number): Promise<void> {
  const textbox = decisionOf(page, item).getByRole("textbox");
  await decisionOf(page, item).getByRole("group").or(textbox).first().click();
  await textbox.waitFor();
}

async function saved(page: Page): Promise<void> {
  await page.getByText("Alt er gemt").first().waitFor();
}

interface ApiMeeting {
  readonly phase: string;
  readonly approvalLine?: string;
  readonly items: readonly {
    readonly title: string;
    readonly sections: readonly { readonly kind: string; readonly content: unknown }[];
    readonly approvals: readonly { readonly role: string; readonly state: string }[];
  }[];
}

async function apiMeeting(): Promise<ApiMeeting> {
  // The wire contract's shape; the assertions would show another one.
  return (await stage.meeting(meetingId, "forperson")) as ApiMeeting;
}

async function decisionOnServer(item: number): Promise<string> {
  const decision = (await apiMeeting()).items[item - 1]?.sections.find(({ kind }) => kind === "beslutning");
  return wordsIn(decision?.content ?? {});
}

/** What one person typed, told from the others' by its letters. */
function own(text: string, letters: string): string {
  return text.replaceAll(new RegExp(`[^${letters}]`, "gu"), "");
}

async function approvalStates(): Promise<string[]> {
  return (await apiMeeting()).items.map(({ approvals }) => approvals.map(({ state }) => state).join(" "));
}

test("[JOURNEY1] the referent imports the agenda, releases it and starts the meeting", async () => {
  const page = await enter("referent", "/importer");
  await page.getByRole("textbox").fill(AGENDA);
  await page.getByRole("button", { name: "Importér teksten" }).click();
  await page.getByRole("link", { name: "Åbn mødet" }).click();
  await page.getByRole("heading", { name: "Punkt 2: Ny vagtplan i svømmehallen" }).waitFor();
  meetingId = /\/moeder\/([^/?]+)/u.exec(page.url())?.[1] ?? "";
  expect(meetingId).not.toBe("");
  await advance(page, "Udsend dagsorden");
  await advance(page, "Start mødet");
  await decisionOf(page, 2).waitFor();
  for (const { person } of PEOPLE.slice(1)) {
    const other = await enter(person, `/moeder/${meetingId}`);
    await decisionOf(other, 2).waitFor();
  }
  const follower = await enter("medlem", `/moeder/${meetingId}/foelg`);
  await page.getByRole("button", { name: "Behandl nu: punkt 2" }).click();
  await follower.getByRole("heading", { name: "Ny vagtplan i svømmehallen" }).waitFor();
});

test(
  "[JOURNEY2] three people type in one paragraph for a minute, and every letter is there, in its order, everywhere",
  { timeout: 200_000 },
  async () => {
    await Promise.all(PEOPLE.map(({ person }) => writeInto(pageOf(person), 2)));
    const typed = PEOPLE.map(({ letters }) =>
      Array.from({ length: KEYS }, (_, index) => letters[index % letters.length]).join(""),
    );
    await Promise.all(
      PEOPLE.map(({ person }, index) =>
        pageOf(person).keyboard.type(typed[index] ?? "", { delay: 1000 / KEYS_PER_SECOND }),
      ),
    );
    await Promise.all(PEOPLE.map(({ person }) => saved(pageOf(person))));
    const textOf = async (person: string) =>
      (await decisionOf(pageOf(person), 2).getByRole("textbox").locator("p").first().textContent()) ?? "";
    for (const { person } of PEOPLE) {
      const theirs = async () => {
        const text = await textOf(person);
        return PEOPLE.map(({ letters }) => own(text, letters));
      };
      await expect.poll(theirs, { timeout: 10_000 }).toEqual(typed);
    }
    const texts = await Promise.all(PEOPLE.map(({ person }) => textOf(person)));
    expect(new Set(texts).size).toBe(1);
    await pageOf("medlem")
      .getByText(texts[0] ?? "no text")
      .waitFor();
    expect(await stage.restart()).toBe(0);
    expect(await decisionOnServer(2)).toBe(texts[0]);
    for (const { person } of PEOPLE) await saved(pageOf(person));
  },
);

test("[JOURNEY3] nobody can change a locked field, and the lock says why", async () => {
  for (const { person } of PEOPLE) {
    const page = pageOf(person);
    const item = page.getByRole("article", { name: "Punkt 2:" });
    const locked = sectionOf(page, 2, "Sagsfremstilling");
    await expect.poll(() => locked.innerText()).toContain("Låst, da dagsordenen er udsendt");
    const before = await locked.innerText();
    const title = await item.getByRole("heading", { level: 2 }).innerText();
    for (const place of [locked.getByText("længere åbningstid"), item.getByRole("heading", { level: 2 })]) {
      await place.click();
      await page.keyboard.press("ControlOrMeta+a");
      await page.keyboard.type("hærværk");
      await page.keyboard.press("Delete");
    }
    expect(await locked.innerText()).toBe(before);
    expect(await item.getByRole("heading", { level: 2 }).innerText()).toBe(title);
  }
});

test("[JOURNEY4] one goes offline, types, reloads, comes back, and not a letter is lost", async () => {
  const { context, page } = visitors.get("referent") ?? {};
  if (context === undefined || page === undefined) throw new Error("the referent is not here");
  await writeInto(page, 1);
  await page.keyboard.type("Godkendt.");
  await saved(page);
  // The shell and the device copy are kept by a worker that starts with the first visit.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
  await page.reload();
  await decisionOf(page, 1).getByText("Godkendt.").waitFor();
  await context.setOffline(true);
  await writeInto(page, 1);
  await page.keyboard.press("ControlOrMeta+End");
  await page.keyboard.type(" Uden net.");
  await page
    .getByText(/Du kan skrive videre/u)
    .first()
    .waitFor();
  await page.reload();
  await decisionOf(page, 1).getByText("Godkendt. Uden net.").waitFor();
  expect(await page.getByText("Alt er gemt").count()).toBe(0);
  await context.setOffline(false);
  await saved(page);
  await decisionOf(pageOf("forperson"), 1).getByText("Godkendt. Uden net.").waitFor();
  expect(await decisionOnServer(1)).toBe("Godkendt. Uden net.");
});

test("[JOURNEY5] both approve; one changed word makes exactly that item stale; undone it is valid again", async () => {
  const referent = pageOf("referent");
  await advance(referent, "Afslut mødet");
  await advance(referent, "Send til godkendelse");
  for (const [person, items] of [
    ["forperson", [1, 2]],
    ["naestforperson", [1]],
  ] as const) {
    const page = pageOf(person);
    await page.goto(`${stage.server.address}/moeder/${meetingId}/godkend?som=${person}`);
    for (const item of items) {
      await page
        .getByRole("navigation")
        .getByRole("button", { name: new RegExp(`^${item} `, "u") })
        .click();
      await page.getByRole("button", { name: `Godkend punkt ${item}` }).click();
      await expect.poll(async () => (await approvalStates())[item - 1]).toContain("valid");
    }
  }
  await expect.poll(approvalStates).toEqual(["valid valid", "valid"]);
  await writeInto(referent, 1);
  await referent.keyboard.press("ControlOrMeta+End");
  await referent.keyboard.type(" Enstemmigt");
  await saved(referent);
  await expect.poll(approvalStates).toEqual(["stale stale", "valid"]);
  await pageOf("naestforperson").getByText("Ændret siden du godkendte").waitFor();
  await referent.keyboard.press("ControlOrMeta+z");
  await saved(referent);
  await expect.poll(approvalStates).toEqual(["valid valid", "valid"]);
  expect(await decisionOnServer(1)).toBe("Godkendt. Uden net.");
});

test("[JOURNEY6] the last approval locks the referat, and the PDF says who approved it", async () => {
  const page = pageOf("naestforperson");
  await page.getByRole("navigation").getByRole("button", { name: /^2 /u }).click();
  await page.getByRole("button", { name: "Godkend punkt 2" }).click();
  await page.getByRole("dialog").getByText("Det er den sidste godkendelse.", { exact: false }).waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "Godkend punkt 2" }).click();
  await expect.poll(async () => (await apiMeeting()).phase).toBe("godkendt");
  const line = (await apiMeeting()).approvalLine ?? "";
  expect(line).toContain("Referatet er godkendt af forperson Karen Holm og næstforperson Jonas Vinter d. ");
  const referent = pageOf("referent");
  expect(await decisionOf(referent, 1).getByRole("textbox").count()).toBe(0);
  // The switch of modes says it, too, unseen.
  await referent.getByText("Låst, da referatet er godkendt").filter({ visible: true }).first().waitFor();
  await referent.getByText("Hent", { exact: true }).first().click();
  const download = referent.waitForEvent("download");
  await referent.getByRole("link", { name: /^PDF/u }).click();
  const file = await (await download).path();
  expect(readFileSync(file).subarray(0, 5).toString("latin1")).toBe("%PDF-");
  expect(execFileSync("qpdf", ["--check", file], { encoding: "utf8" })).toContain(
    "No syntax or stream encoding errors",
  );
  expect(execFileSync("pdfinfo", [file], { encoding: "utf8" })).toMatch(/Tagged:\s+yes/u);
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  expect(text).toContain("Indholdsfortegnelse");
  expect(text).toMatch(/Ny vagtplan i svømmehallen[ .]+\d/u);
  expect(text.replaceAll(/\s+/gu, " ")).toContain(line);
  for (const { errors } of visitors.values()) expect(errors).toEqual([]);
});
