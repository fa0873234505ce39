/** A real server with screens on the demo's meeting, for tests that let something go wrong with it. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { MEETING, sectionOf } from "./killRun.ts";
import { typeIn } from "./roomClient.ts";
import { holdsAll, Screen, untilAll } from "./screen.ts";
import { ServerProcess } from "./serverProcess.ts";

interface BenchOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** A command that runs the server as its last arguments. */
  readonly before?: readonly string[];
}

export class FaultBench {
  readonly dataDir = mkdtempSync(join(tmpdir(), "medskriv-fault-"));
  readonly screens: Screen[] = [];
  readonly #options: BenchOptions;
  readonly #cookies = new Map<string, string>();
  #server: ServerProcess | undefined;

  /** Opens, tests, and cleans up whatever happens. */
  static async use(options: BenchOptions, test: (bench: FaultBench) => Promise<void>): Promise<void> {
    const bench = new FaultBench(options);
    try {
      await bench.start();
      await test(bench);
    } finally {
      await bench.close();
    }
  }

  private constructor(options: BenchOptions) {
    this.#options = options;
    process.setMaxListeners(100);
  }

  get server(): ServerProcess {
    if (this.#server === undefined) throw new Error("the server was never started");
    return this.#server;
  }

  get databaseFile(): string {
    return join(this.dataDir, "medskriv.sqlite");
  }

  /** At the address that its clients know. */
  async start(): Promise<void> {
    const port = this.#server?.port;
    const { env = {}, before = [] } = this.#options;
    const faults = {
      NODE_OPTIONS: `--import=${fileURLToPath(new URL("faultyDisk.ts", import.meta.url))}`,
      FAULTY_DISK: join(this.dataDir, "fault"),
    };
    this.#server = await ServerProcess.start(
      this.dataDir,
      { ...faults, ...env, ...(port === undefined ? {} : { PORT: port }) },
      before,
    );
  }

  async open(person: string, params: Readonly<Record<string, string>> = {}): Promise<Screen> {
    const reads = person.startsWith("medlem");
    const { server } = this;
    const cookie = await this.cookieOf(person);
    const screen = await Screen.open({ server, cookie, documentId: MEETING, reads, params });
    this.screens.push(screen);
    return screen;
  }

  /** One login for each person, which outlives the server. */
  async cookieOf(person: string): Promise<string> {
    const cookie = this.#cookies.get(person) ?? (await this.server.cookieOf(person));
    this.#cookies.set(person, cookie);
    return cookie;
  }

  /** From now on the disk has this fault. */
  setFault(fault: "fsync" | "full" | "slow" | ""): void {
    writeFileSync(join(this.dataDir, "fault"), fault);
  }

  /** Types into the last decision, or into the n-th before it. */
  type(screen: Screen, words: string, n = 0): void {
    typeIn(screen.doc, sectionOf(screen.doc, n * 2), words);
  }

  textOf(screen: Screen, n = 0): string {
    return screen.doc.getXmlFragment(`s:${sectionOf(screen.doc, n * 2)}`).toJSON();
  }

  /** Resolves when every screen that is open holds every edit of all of them. */
  settled(): Promise<void> {
    return this.settledOn(this.screens);
  }

  async settledOn(screens: readonly Screen[]): Promise<void> {
    await untilAll(screens, () => screens.every(({ doc }) => holdsAll(doc, screens)));
  }

  ask(path: string, cookie = "", init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set("cookie", cookie);
    return fetch(this.server.address + path, { ...init, headers });
  }

  command(cookie: string, body: object): Promise<Response> {
    return this.ask(`/api/meetings/${MEETING}/commands`, cookie, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  /** Runs a command of the product on this data, as a person would. */
  run(
    command: "backup" | "restore",
    file: string,
  ): Promise<{ readonly code: number; readonly said: string }> {
    const program = fileURLToPath(new URL(`../../server/${command}Command.ts`, import.meta.url));
    const env = { ...process.env, DATA_DIR: this.dataDir };
    return new Promise((resolve) => {
      const child = execFile(process.execPath, [program, file], { env }, (_error, out, err) =>
        resolve({ code: child.exitCode ?? -1, said: out + err }),
      );
    });
  }

  async close(): Promise<void> {
    for (const screen of this.screens) screen.close();
    await this.#server?.end("SIGKILL");
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
