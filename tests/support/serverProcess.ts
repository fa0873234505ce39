/** A real server process on a free port, with its data in a folder that the test names. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("../../server/main.ts", import.meta.url));

export class ServerProcess {
  readonly address: string;
  readonly #child: ChildProcess;
  readonly #output: () => string;

  /**
   * Starts and waits for the address in the output. The child never inherits our stdio. `before` is a
   * command that runs the server as its last arguments, like strace.
   */
  static async start(
    dataDir: string,
    env: Readonly<Record<string, string>> = {},
    before: readonly string[] = [],
  ): Promise<ServerProcess> {
    const [command, ...args] = [...before, process.execPath, MAIN];
    const child = spawn(command ?? process.execPath, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        ...process.env,
        PORT: "0",
        HOST: "127.0.0.1",
        DATA_DIR: dataDir,
        MEDSKRIV_DEMO: "on",
        PUBLIC_URL: "",
        ...env,
      },
    });
    let output = "";
    const found = Promise.withResolvers<string>();
    const listen = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const address = /http:\/\/127\.0\.0\.1:\d+/u.exec(output)?.[0];
      if (address !== undefined) found.resolve(address);
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) => found.reject(new Error(`the server ended with ${code}:\n${output}`)));
    return new ServerProcess(child, await found.promise, () => output);
  }

  private constructor(child: ChildProcess, address: string, output: () => string) {
    this.#child = child;
    this.address = address;
    this.#output = output;
  }

  /** What the process holds in memory, as the kernel counts it; undefined where there is no /proc. */
  residentBytes(): number | undefined {
    const status = `/proc/${this.#child.pid}/status`;
    if (!existsSync(status)) return undefined;
    const kilobytes = /^VmRSS:\s*(\d+) kB$/mu.exec(readFileSync(status, "utf8"))?.[1];
    return Number(kilobytes) * 1024;
  }

  get output(): string {
    return this.#output();
  }

  /** For a server that comes back at the address that its clients know. */
  get port(): string {
    return new URL(this.address).port;
  }

  /** Of the server, or of the command that it runs under. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Stops it in the middle of what it does, or lets it go on. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    this.#child.kill(signal);
  }

  /** Ends the process with this signal and waits until it is gone; answers its exit code. */
  async end(signal: "SIGTERM" | "SIGKILL"): Promise<number | null> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return this.#child.exitCode;
    const gone = once(this.#child, "exit");
    this.#child.kill(signal);
    await gone;
    return this.#child.exitCode;
  }

  /** Logs a demo person in; answers the cookie header. */
  async cookieOf(person: string): Promise<string> {
    const response = await fetch(`${this.address}/api/demo/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ person }),
    });
    if (!response.ok) throw new Error(`login of ${person}: ${response.status}`);
    return response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(";")[0])
      .join("; ");
  }

  async getJson(path: string, cookie: string): Promise<unknown> {
    const response = await fetch(this.address + path, { headers: { cookie } });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }
}
