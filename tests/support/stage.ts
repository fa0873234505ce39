/** What a browser test file plays on: one server process with fresh data and one Chromium; both end with the file. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll } from "vitest";
import { launchBrowser, newVisitor, visit, type Viewport, type Visitor } from "./browser.ts";
import { ServerProcess } from "./serverProcess.ts";

/** Call it at the top of a test file. */
export function setUpStage(): Stage {
  const stage = new Stage();
  beforeAll(() => stage.begin());
  afterAll(() => stage.end());
  return stage;
}

export class Stage {
  #dataDir: string | undefined;
  #server: ServerProcess | undefined;
  #browser: Browser | undefined;
  #commands = 0;

  async begin(): Promise<void> {
    this.#dataDir = mkdtempSync(join(tmpdir(), "medskriv-"));
    // One fails without the other being left behind.
    const browser = launchBrowser();
    const [server, launched] = await Promise.allSettled([ServerProcess.start(this.#dataDir), browser]);
    if (server.status === "fulfilled") this.#server = server.value;
    if (launched.status === "fulfilled") this.#browser = launched.value;
    for (const started of [server, launched]) if (started.status === "rejected") throw started.reason;
  }

  async end(): Promise<void> {
    await this.#browser?.close();
    await this.#server?.end("SIGKILL");
    if (this.#dataDir !== undefined) rmSync(this.#dataDir, { recursive: true, force: true });
  }

  get server(): ServerProcess {
    return there(this.#server);
  }

  get dataDir(): string {
    return there(this.#dataDir);
  }

  /** At the address that its clients know; `meanwhile` happens while it is down. Answers how it ended. */
  async restart(meanwhile: () => void = () => undefined): Promise<number | null> {
    const { port } = this.server;
    const code = await this.server.end("SIGTERM");
    meanwhile();
    this.#server = await ServerProcess.start(this.dataDir, { PORT: port });
    return code;
  }

  /** A fresh profile on a page of the product, as a demo person. */
  visit(person: string, path: string, viewport?: Viewport): Promise<Visitor> {
    return visit({ ...this.#as(person, viewport), person, path });
  }

  /** A fresh profile with an empty page, for what must be there before the product. */
  newVisitor(person: string, viewport?: Viewport): Promise<Visitor> {
    return newVisitor(this.#as(person, viewport));
  }

  #as(person: string, viewport: Viewport | undefined) {
    return { browser: there(this.#browser), server: this.server, person, ...(viewport && { viewport }) };
  }

  /** An agenda as text, or a meeting as JSON; answers its id. */
  async importMeeting(paper: string | object): Promise<string> {
    const isText = typeof paper === "string";
    const type = isText ? "text/plain; charset=utf-8" : "application/json";
    const body = isText ? paper : JSON.stringify(paper);
    const { status, answer } = await this.#post("referent", "/api/meetings/import", { type, body });
    if (status !== 201) throw new Error(`import: ${status} ${JSON.stringify(answer)}`);
    return String(answer["meetingId"]);
  }

  /** A command as the person's own client would send it. */
  give(meeting: string, person: string, command: object): Promise<Answer> {
    this.#commands += 1;
    const body = JSON.stringify({ id: `command-${this.#commands}`, ...command });
    return this.#post(person, `/api/meetings/${meeting}/commands`, { type: "application/json", body });
  }

  /** A command that must go through. */
  async mustGive(meeting: string, person: string, command: object): Promise<void> {
    const { status, answer } = await this.give(meeting, person, command);
    if (status !== 200) throw new Error(`${JSON.stringify(command)}: ${status} ${JSON.stringify(answer)}`);
  }

  /** What the server hands out about a meeting. */
  async meeting(id: string, person = "referent"): Promise<unknown> {
    return this.server.getJson(`/api/meetings/${id}`, await this.server.cookieOf(person));
  }

  async #post(person: string, path: string, { type, body }: { type: string; body: string }): Promise<Answer> {
    const headers = { cookie: await this.server.cookieOf(person), "content-type": type };
    const response = await fetch(this.server.address + path, { method: "POST", headers, body });
    // The wire contract answers an object.
    return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
  }
}

export interface Answer {
  readonly status: number;
  readonly answer: Readonly<Record<string, unknown>>;
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("The stage is not set up yet.");
  return value;
}

/** The words of whatever the server hands out, in order. */
export function wordsIn(content: unknown): string {
  return [...JSON.stringify(content).matchAll(/"text":"([^"]*)"/gu)].map(([, text]) => text).join("");
}
