/** Suggesting and judging in two real browsers, by keyboard alone, and what a screen reader gets of it. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { NARROW } from "../support/browser.ts";
import { setUpStage } from "../support/stage.ts";

const IN_SESSION = "/moeder/demo-moede";
const SEEDED = "Erstat ‹efter påske› med ‹senest den 10. april›";

const stage = setUpStage();

const opens = (person: string) => stage.visit(person, IN_SESSION);
const decision = (page: Page) => page.getByRole("textbox", { name: /^Beslutning, punkt 8/u });
const card = (page: Page, sentence: string) => page.getByRole("group", { name: sentence });
const focusedName = (page: Page) =>
  page.evaluate(
    () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.className,
  );

test("[SUG90] [SUG95] a chair suggests and the referent judges, each with the keyboard alone, and the focus never gets lost", async () => {
  const chair = await opens("naestforperson");
  const referent = await opens("referent");
  await decision(chair.page).waitFor();
  await chair.page.keyboard.press("Control+End");
  await chair.page.keyboard.press("Control+Shift+E");
  expect(await focusedName(chair.page)).toMatch(/^Beslutning, punkt 8/u);
  await chair.page.keyboard.type(" Svar senest 1. maj.");
  await card(referent.page, "Tilføj ‹Svar senest 1. maj.›").waitFor();

  await decision(referent.page).waitFor();
  // F8 begins where the caret is.
  await referent.page.keyboard.press("Control+Home");
  await referent.page.keyboard.press("F8");
  expect(await focusedName(referent.page)).toContain(SEEDED);
  await referent.page.keyboard.press("F8");
  expect(await focusedName(referent.page)).toContain("Tilføj ‹Svar senest 1. maj.›");
  await referent.page.keyboard.press("Enter");
  await referent.page.getByRole("status").getByText("Accepteret: Tilføj ‹Svar senest 1. maj.›.").waitFor();
  await expect.poll(() => focusedName(referent.page)).toContain(SEEDED);
  await referent.page.keyboard.press("Delete");
  await referent.page.getByRole("status").getByText("Der er ingen flere forslag.").waitFor();
  await expect.poll(() => focusedName(referent.page)).toMatch(/^Beslutning, punkt 8/u);

  await chair.page.getByText("Amira Nørgaard accepterede dit forslag").first().waitFor();
  const words = await decision(chair.page).innerText();
  expect(words).toContain("efter påske, så alle hold kan nå at svare. Svar senest 1. maj.");
  expect(await decision(chair.page).locator("ins, del").count()).toBe(0);
  expect([...chair.errors, ...referent.errors]).toEqual([]);
  await chair.context.close();
  await referent.context.close();
});

test("[SUG92] a screen reader hears of inserted and deleted words by role and by name, and of no colour", async () => {
  const { page, context } = await opens("forperson");
  await decision(page).waitFor();
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Control+Shift+E");
  await page.keyboard.press("Enter");
  await page.keyboard.type("Nyt.");
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+Shift+ArrowRight");
  await page.keyboard.type("Vilkår");
  await card(page, "Tilføj afsnit ‹Nyt.›").waitFor();
  await card(page, "Erstat ‹Rammer").waitFor();
  const tree = await accessibleTree(page);
  const marked = tree.filter((line) => /^(?:insertion|deletion):/u.test(line));
  expect(marked.join("\n")).toMatch(/^insertion: indsættes: Vilkår/mu);
  expect(marked.join("\n")).toMatch(/^deletion: slettes: Rammer/mu);
  expect(tree.join("\n")).toContain("+ Nyt afsnit");
  await context.close();
});

test("[SUG94] on a phone the cards lie in a sheet, and nothing is wider than the screen", async () => {
  const { page, context } = await stage.visit("referent", IN_SESSION, NARROW);
  await page.getByRole("button", { name: /^Forslag/u }).click();
  await page.getByRole("dialog", { name: "Forslag og kommentarer" }).waitFor();
  await page.getByRole("tab", { name: /^Kommentarer/u }).click();
  await page.getByText("Om «46 ugentlige timer»").waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(NARROW.width);
  await context.close();
});

test("[SUG96] Escape in the menu and in the preview leaves the sheet that they were opened from", async () => {
  const { page, context } = await stage.visit("referent", "/moeder/demo-godkendelse", NARROW);
  await page.getByRole("button", { name: /^Forslag/u }).click();
  const sheet = page.getByRole("dialog", { name: "Forslag og kommentarer" });
  const menu = sheet.getByRole("button", { name: "Flere" });
  const act = sheet.getByRole("button", { name: /^Acceptér alle fra Karen Holm/u });
  await menu.click();
  await page.keyboard.press("Escape");
  await act.waitFor({ state: "hidden" });
  await menu.click();
  await act.click();
  const preview = page.getByRole("dialog", { name: /^Acceptér \d+ forslag\?$/u });
  await preview.waitFor();
  await page.keyboard.press("Escape");
  await preview.waitFor({ state: "detached" });
  expect(await sheet.isVisible()).toBe(true);
  expect(await focusedName(page)).toContain("button");
  await context.close();
});

/** Each insertion and deletion with all the text in it, and the names of generated words. */
async function accessibleTree(page: Page): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send("Accessibility.getFullAXTree");
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const wordsIn = (id: string): string => {
    const node = byId.get(id);
    if (node === undefined) return "";
    if (node.role?.value === "StaticText") return String(node.name?.value ?? "");
    return (node.childIds ?? []).map(wordsIn).join("");
  };
  return nodes
    .filter(({ ignored }) => !ignored)
    .map(({ nodeId, role }) => `${String(role?.value)}: ${wordsIn(nodeId)}`);
}
