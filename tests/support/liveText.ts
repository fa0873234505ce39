/** Writing in a section's text with a real browser's selection and keys, and reading what is marked there. */
import type { Locator, Page } from "playwright-core";

export interface SectionPlace {
  readonly item: number;
  readonly section: string;
}

export function textIn(page: Page, { item, section }: SectionPlace): Locator {
  const heading = page.getByRole("heading", { name: section, exact: true });
  return page
    .getByRole("article", { name: `Punkt ${item}:` })
    .locator("section")
    .filter({ has: heading })
    .locator(".section-text");
}

/** A click, as people open a text. */
export async function openText(page: Page, place: SectionPlace): Promise<void> {
  const text = textIn(page, place);
  const live = text.getByRole("textbox");
  await text.getByRole("group").or(live).first().click();
  await live.waitFor();
}

/** Draws over the words from the first letters to the last, in the open editor. */
export async function mark(page: Page, from: string, to = from): Promise<void> {
  await page.evaluate(
    ([first = "", last = ""]) => {
      const live = document.querySelector(".section-live");
      if (live === null) throw new Error("No editor is open.");
      const find = (words: string) => {
        const walk = document.createTreeWalker(live, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node !== null; node = walk.nextNode()) {
          const at = node.nodeValue?.indexOf(words) ?? -1;
          if (at !== -1) return { node, at };
        }
        throw new Error(`No «${words}» in the text.`);
      };
      const [begin, end] = [find(first), find(last)];
      document.getSelection()?.setBaseAndExtent(begin.node, begin.at, end.node, end.at + last.length);
    },
    [from, to],
  );
  await nextFrame(page);
}

export async function caretAfter(page: Page, words: string): Promise<void> {
  await mark(page, words);
  await page.evaluate(() => document.getSelection()?.collapseToEnd());
  await nextFrame(page);
}

/** The editor hears of a new selection in a task of its own. */
async function nextFrame(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise((resolve) => {
        requestAnimationFrame(() => {
          setTimeout(resolve);
        });
      }),
  );
}

/** What stands there, live or still: blocks parted by «/», a star on one that is proposed, [+added+] and [-struck-]. */
export function markedText(page: Page, place: SectionPlace): Promise<string> {
  return textIn(page, place).evaluate((text) => {
    const drawn = text.querySelector(".section-live") ?? text.querySelector(".section-still");
    const told = (node: Node): string => {
      if (!(node instanceof Element)) return node.nodeValue ?? "";
      const inner = [...node.childNodes].map((child) => told(child)).join("");
      if (node.tagName === "INS") return `[+${inner}+]`;
      if (node.tagName === "DEL") return `[-${inner}-]`;
      const isBlock = /^(?:P|LI|UL|OL|H\d|TABLE|TR|TD|TH)$/u.test(node.tagName);
      return isBlock ? `/${node.hasAttribute("data-suggestion") ? "*" : ""}${inner}` : inner;
    };
    return drawn === null ? "" : told(drawn).replaceAll("\u2029", "¶");
  });
}
