/** A page with a component on it, and what somebody does there. */
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, vi } from "vitest";

/** Call it at the top of a test file: each test has an empty page. */
export function setUpPage(): ShownPage {
  const page = new ShownPage();
  beforeEach(() => {
    vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
    window.localStorage.clear();
    page.begin();
  });
  afterEach(() => {
    page.end();
    vi.unstubAllGlobals();
  });
  return page;
}

export class ShownPage {
  place: HTMLElement = document.createElement("div");
  #root: Root | undefined;

  begin(): void {
    this.place = document.createElement("div");
    document.body.replaceChildren(this.place);
    this.#root = createRoot(this.place);
  }

  end(): void {
    act(() => {
      this.#root?.unmount();
    });
  }

  /** Without waiting for what it asks others. */
  draw(node: ReactNode): void {
    act(() => {
      this.#root?.render(node);
    });
  }

  async show(node: ReactNode): Promise<void> {
    await this.after(() => this.#root?.render(node));
  }

  /** When all that follows from it has been done. */
  async after(happens: () => unknown): Promise<void> {
    await act(async () => {
      happens();
      await settle();
    });
  }

  /** What is drawn with the next frame is drawn, too. */
  async afterFrame(happens: () => unknown): Promise<void> {
    await act(async () => {
      happens();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      await settle();
    });
  }

  /** By its words, or what it is called. */
  button(name: string, within: Element = this.place): HTMLButtonElement {
    const all = [...within.querySelectorAll("button")];
    const found =
      all.find(({ textContent }) => textContent === name) ??
      all.find((each) => each.getAttribute("aria-label")?.startsWith(name));
    if (found === undefined) throw new Error(`There is no button «${name}».`);
    return found;
  }

  async click(name: string, within?: Element): Promise<void> {
    const found = this.button(name, within);
    await this.after(() => {
      found.click();
    });
  }

  async press(key: string, options: KeyboardEventInit = {}): Promise<void> {
    const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...options });
    await this.after(() => document.activeElement?.dispatchEvent(event));
  }

  async write(text: string, within: Element): Promise<void> {
    const field = within.querySelector("textarea");
    if (field === null) throw new Error("There is no field.");
    await this.after(() => {
      // React hears of a value only through the setter of the element itself.
      Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, text);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  }
}

async function settle(): Promise<void> {
  for (let i = 0; i < 20; i++) await Promise.resolve();
}
