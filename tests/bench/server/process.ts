/** A server process as the kernel sees it: started, ended, its CPU and memory read from outside. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";

/** The unit of the times in /proc/PID/stat on every Linux. */
const TICK_US = 10_000;

export interface Command {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  /** What it prints when it can be reached. */
  readonly ready: RegExp;
}

export class Process {
  readonly #child: ChildProcess;

  /** The child never inherits our stdio. */
  static async start({ script, env, ready }: Command): Promise<Process> {
    const child = spawn(process.execPath, [script], {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    let output = "";
    const isReady = Promise.withResolvers<void>();
    const listen = (chunk: Buffer) => {
      // Some of them write a line for each thing that they dislike.
      if (output.length < 20_000) output += chunk.toString("utf8");
      if (ready.test(output)) isReady.resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.once("exit", (code) => isReady.reject(new Error(`${script} ended with ${code}:\n${output}`)));
    await isReady.promise;
    return new Process(child);
  }

  private constructor(child: ChildProcess) {
    this.#child = child;
  }

  /** What all its threads have used, in microseconds. */
  cpuUs(): number {
    // The name of the process may hold spaces; the numbers begin after its bracket.
    const fields = this.#read("stat").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * TICK_US;
  }

  residentKb(): number {
    return Number(/VmRSS:\s+(\d+)/u.exec(this.#read("status"))?.[1]);
  }

  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill(signal);
    // A server that is drowning does not hear a polite word.
    const patience = setTimeout(() => this.#child.kill("SIGKILL"), 20_000);
    await gone;
    clearTimeout(patience);
  }

  #read(name: "stat" | "status"): string {
    return readFileSync(`/proc/${this.#child.pid}/${name}`, "utf8");
  }
}

export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

/** How much this process itself has used: who measures must not be what is measured. */
export function ownCpuUs(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
