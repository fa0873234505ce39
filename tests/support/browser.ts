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

interface VisitOptions {
  readonly browser: Browser;
  readonly server: ServerProcess;
  readonly person: string;
  readonly path: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

/** Opens a page of the product as a demo person, in a fresh profile. */
export async function visit({
  browser,
  server,
  person,
  path,
  viewport = WIDE,
}: VisitOptions): Promise<Visitor> {
  const context = await browser.newContext({
    viewport,
    locale: "da-DK",
    timezoneId: "Europe/Copenhagen",
    acceptDownloads: true,
  });
  await context.request.post(`${server.address}/api/demo/session`, { data: { person } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  const separator = path.includes("?") ? "&" : "?";
  await page.goto(`${server.address}${path}${separator}som=${person}`);
  return { context, page, errors };
}
