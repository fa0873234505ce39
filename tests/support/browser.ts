/** Headless Chromium for tests: one browser a file, one context a person. */
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { ServerProcess } from "./serverProcess.ts";

export const WIDE = { width: 1440, height: 900 } as const;
export const NARROW = { width: 390, height: 844 } as const;

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM_PATH"];
  const path = executablePath === undefined || executablePath === "" ? "/usr/bin/chromium" : executablePath;
  return chromium.launch({ executablePath: path, args: FLAGS });
}

export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the page logged as an error. */
  readonly errors: string[];
}

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export interface NewVisitor {
  readonly browser: Browser;
  readonly server: ServerProcess;
  /** Nobody, when left out. */
  readonly person?: string;
  readonly viewport?: Viewport;
}

/** A fresh profile with one page, logged in as a demo person. */
export async function newVisitor({ browser, server, person, viewport = WIDE }: NewVisitor): Promise<Visitor> {
  const context = await browser.newContext({ viewport, locale: "da-DK", timezoneId: "Europe/Copenhagen" });
  if (person !== undefined)
    await context.request.post(`${server.address}/api/demo/session`, { data: { person } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  return { context, page, errors };
}

interface VisitOptions extends NewVisitor {
  readonly person: string;
  readonly path: string;
}

/** Opens a page of the product as a demo person. */
export async function visit(options: VisitOptions): Promise<Visitor> {
  const visitor = await newVisitor(options);
  await visitor.page.goto(`${options.server.address}${options.path}?som=${options.person}`);
  return visitor;
}
