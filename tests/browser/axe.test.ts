/**
 * Every route in its states, at both sizes, against axe' rules for WCAG 2.0 to 2.2, A and AA. A new
 * route gets a row here, else tests/architecture fails.
 */
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { NARROW, WIDE } from "../support/browser.ts";
import { setUpStage } from "../support/stage.ts";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const IN_SESSION = "/moeder/demo-moede";
const IN_APPROVAL = "/moeder/demo-godkendelse";

interface View {
  readonly route: string;
  readonly state: string;
  readonly person: string;
  readonly path: string;
  /** Words that are on the screen when this state is reached. */
  readonly shows: string | RegExp;
  /** Before the page is opened: what the network will do. */
  readonly before?: (page: Page) => Promise<void>;
  /** After it is there: what the person does to reach the state. */
  readonly act?: (page: Page) => Promise<void>;
}

const views: readonly View[] = [
  view("/", "people to choose", "referent", "/", "Karen Holm"),
  view("/", "no connection to the server", "referent", "/", /./u, {
    before: (page) => fail(page, "/api/**"),
  }),
  view("/moeder", "list", "forperson", "/moeder", "Alle møder"),
  view("/moeder", "loading", "referent", "/moeder", "Møder", {
    before: (page) => hold(page, "/api/meetings"),
  }),
  view("/moeder", "empty", "referent", "/moeder", "Der er ingen møder endnu.", {
    before: (page) => answer(page, "/api/meetings", "[]"),
  }),
  view("/moeder", "error", "referent", "/moeder", "Prøv igen", {
    before: (page) => fail(page, "/api/meetings"),
  }),
  view("/importer", "form", "referent", "/importer", "Importér"),
  view("/importer", "not allowed", "ansat", "/importer", "Importér"),
  view("/importer", "refused file", "referent", "/importer", /./u, { act: bringBinary }),
  view("/moeder/:id", "meeting in session", "referent", IN_SESSION, "Ny vagtplan i svømmehallen"),
  view("/moeder/:id", "live editor", "forperson", IN_SESSION, "Ny vagtplan i svømmehallen", { act: write }),
  view("/moeder/:id", "all locked, for a member", "medlem", IN_SESSION, "Ny vagtplan i svømmehallen"),
  view("/moeder/:id", "attendance", "referent", IN_SESSION, "Fremmøde", { act: openAttendance }),
  view("/moeder/:id", "menu open", "referent", IN_SESSION, "Ny vagtplan i svømmehallen", { act: openMore }),
  view("/moeder/:id", "offline", "referent", IN_SESSION, "Ny vagtplan i svømmehallen", { act: goOffline }),
  view("/moeder/:id", "words not saved", "referent", IN_SESSION, "Ny vagtplan i svømmehallen", {
    act: beRefused,
  }),
  view("/moeder/:id", "referat in approval", "referent", IN_APPROVAL, "Budget 2027"),
  view("/moeder/:id", "suggesting", "naestforperson", IN_SESSION, "Ny vagtplan", { act: suggest }),
  view("/moeder/:id", "card with an answer", "referent", IN_SESSION, "Ny vagtplan", { act: answerCard }),
  view("/moeder/:id", "several at once", "referent", IN_APPROVAL, "Budget 2027", { act: askForSeveral }),
  view("/moeder/:id", "settled suggestions", "referent", IN_SESSION, "Ny vagtplan", { act: settleOne }),
  view("/moeder/:id", "comments", "forperson", IN_SESSION, "Ny vagtplan", { act: openComments }),
  view("/moeder/:id", "the final text", "medlem", IN_SESSION, "Ny vagtplan", { act: showFinal }),
  view("/moeder/:id", "sheet on a phone", "referent", IN_SESSION, "Ny vagtplan", { act: openSheet }),
  view("/moeder/:id", "loading", "referent", IN_SESSION, /Henter/u, {
    before: (page) => hold(page, "/api/meetings/*"),
  }),
  view("/moeder/:id", "unknown meeting", "referent", "/moeder/findes-ikke", /./u),
  view("/moeder/:id/foelg", "meeting in session", "medlem", `${IN_SESSION}/foelg`, "Ny vagtplan"),
  view("/moeder/:id/foelg", "meeting is over", "medlem", `${IN_APPROVAL}/foelg`, "Mødet er slut."),
  view("/moeder/:id/godkend", "a stale item", "forperson", `${IN_APPROVAL}/godkend`, "Ferie i skolernes"),
  view("/moeder/:id/godkend", "a reader", "medlem", `${IN_APPROVAL}/godkend`, "Ferie i skolernes"),
  view("/moeder/:id/godkend", "nothing to approve yet", "forperson", `${IN_SESSION}/godkend`, /./u),
  view("*", "page that does not exist", "referent", "/findes/ikke", "Siden findes ikke"),
];

const stage = setUpStage();

test.each(views)("[A11Y1] axe finds nothing on $route: $state", async (one) => {
  const { context, page } = await stage.visit(one.person, "/healthz");
  await one.before?.(page);
  await page.goto(`${stage.server.address}${one.path}?som=${one.person}`);
  await page.locator("h1:visible").first().waitFor();
  await page.getByText(one.shows).filter({ visible: true }).first().waitFor();
  await one.act?.(page);
  for (const size of [WIDE, NARROW]) {
    await page.setViewportSize(size);
    expect(await violationsOn(page), `at ${size.width}x${size.height}`).toEqual([]);
  }
  await context.close();
});

async function violationsOn(page: Page): Promise<readonly string[]> {
  const { violations, passes } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  // A page on which axe found nothing to look at proves nothing.
  expect(passes.length).toBeGreaterThan(5);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(" ")}`));
}

function view(
  route: string,
  state: string,
  person: string,
  path: string,
  shows: string | RegExp,
  more: Pick<View, "before" | "act"> = {},
): View {
  return { route, state, person, path, shows, ...more };
}

async function hold(page: Page, address: string): Promise<void> {
  await page.route(`**${address}`, () => {
    // Never answered: the page stays in its loading state.
  });
}

async function fail(page: Page, address: string): Promise<void> {
  await page.route(`**${address}`, (route) => route.abort());
}

async function answer(page: Page, address: string, body: string): Promise<void> {
  await page.route(`**${address}`, (route) => route.fulfill({ contentType: "application/json", body }));
}

async function bringBinary(page: Page): Promise<void> {
  const file = {
    name: "billede.png",
    mimeType: "image/png",
    buffer: Buffer.from([0x89, 0x50, 0, 1, 2, 0xff]),
  };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.getByRole("alert").filter({ hasText: /\S/u }).waitFor();
}

/** The editor opens by itself at the item that is being treated. */
async function write(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Beslutning, punkt 8" }).waitFor();
}

/** Words, a paragraph and bold, so that each kind of mark is there. */
async function suggest(page: Page): Promise<void> {
  await write(page);
  await page.keyboard.press("Control+Shift+E");
  await page.keyboard.press("Control+End");
  await page.keyboard.type(" Svar senest 1. maj.");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Nyt afsnit.");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.keyboard.press("Control+b");
  await page.getByText("Tilføj afsnit").filter({ visible: true }).first().waitFor();
}

const card = (page: Page) => page.getByRole("group", { name: /^Forslag 1 af/u });

async function answerCard(page: Page): Promise<void> {
  await card(page).getByRole("button", { name: "Svar" }).click();
  await page.getByRole("textbox", { name: /^Svar/u }).waitFor();
}

async function askForSeveral(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Flere", exact: true }).click();
  await page.getByRole("button", { name: /^Acceptér alle i punkt 8/u }).click();
  await page.getByRole("dialog").waitFor();
}

async function settleOne(page: Page): Promise<void> {
  await card(page).waitFor();
  await page.keyboard.press("F8");
  await page.keyboard.press("Enter");
  await page.getByText(/^Afgjorte forslag/u).click();
  await page.getByText("Accepteret", { exact: true }).first().waitFor();
}

async function openComments(page: Page): Promise<void> {
  await page.getByRole("tab", { name: /^Kommentarer/u }).click();
  await page.getByRole("button", { name: "Kommentér det markerede" }).waitFor();
}

async function showFinal(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Endelig" }).click();
  await page.getByRole("button", { name: "Vis forslagene igen" }).waitFor();
}

async function openSheet(page: Page): Promise<void> {
  await page.setViewportSize(NARROW);
  await page.getByRole("button", { name: /^Forslag/u }).click();
  await page.getByRole("dialog").waitFor();
}

async function openAttendance(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Fremmøde" }).first().click();
  await page.getByRole("dialog").waitFor();
}

async function openMore(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Mere", exact: true }).click();
  await page.getByRole("link", { name: "Følg mødet" }).waitFor();
}

/** What a recovery leaves on the device: words whose section nobody knows any more. */
async function beRefused(page: Page): Promise<void> {
  await page.evaluate(() => {
    const entry = {
      id: "1-0",
      section: "slettet",
      text: "Ord i et afsnit, der blev slettet",
      reason: "paragraphGone",
      generation: -1,
      tab: "før",
      sources: [],
      step: { kind: "offered" },
    };
    localStorage.setItem("medskriv:referent:demo-moede:kept:1-0", JSON.stringify(entry));
  });
  await page.reload();
  await page.getByRole("button", { name: "Kopiér min tekst" }).waitFor();
}

async function goOffline(page: Page): Promise<void> {
  await page.context().setOffline(true);
  await page
    .getByText(/Ingen forbindelse/u)
    .filter({ visible: true })
    .first()
    .waitFor();
}
