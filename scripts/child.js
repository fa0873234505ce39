/**
 * Child processes. Both forms pass SIGTERM, SIGINT and SIGHUP on, since npm tells only the process
 * that it started itself: without this a stopped `npm start` would leave the server running.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { environmentWith, ROOT } from "./project.js";

const SIGNALS = /** @type {const} */ (["SIGTERM", "SIGINT", "SIGHUP"]);

/** Runs a program in our place: same terminal, our signals, and its status is the answer. */
export function runInOurPlace(
  /** @type {string} */ program,
  /** @type {readonly string[]} */ args,
  /** @type {Record<string, string>} */ environment = {},
) {
  const child = spawn(program, args, { cwd: ROOT, stdio: "inherit", env: environmentWith(environment) });
  const stopForwarding = forwardSignals((signal) => child.kill(signal));
  return statusOf(child).finally(stopForwarding);
}

/**
 * Runs a tool in a process group of its own and hands its output on as it comes. Ends when the tool
 * ends, not when its output closes: a grandchild that kept the pipe once hung a run for 13 minutes.
 * What the tool left running is ended with it.
 */
export function runTool(
  /** @type {string} */ program,
  /** @type {readonly string[]} */ args,
  /** @type {{environment?: Record<string, string>, onOutput(text: string): void}} */ options,
) {
  const child = spawn(program, args, {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: environmentWith(options.environment),
  });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => options.onOutput(text));
  }
  const endGroup = () => signalGroup(child.pid, "SIGKILL");
  const stopForwarding = forwardSignals((signal) => signalGroup(child.pid, signal));
  const status = statusOf(child).finally(() => {
    stopForwarding();
    endGroup();
  });
  return { status, endGroup };
}

/** The status a shell would report: 128 plus the signal's number for a child that a signal ended. */
export function statusOf(/** @type {import("node:child_process").ChildProcess} */ child) {
  return new Promise((resolve) => {
    child.on("error", (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    // The pipes are drained within one turn; waiting for "close" could wait for a grandchild.
    child.on("exit", (code, signal) => {
      setTimeout(() => resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])), 50);
    });
  });
}

function forwardSignals(/** @type {(signal: NodeJS.Signals) => void} */ forward) {
  for (const signal of SIGNALS) process.on(signal, forward);
  return () => {
    for (const signal of SIGNALS) process.off(signal, forward);
  };
}

function signalGroup(/** @type {number | undefined} */ leader, /** @type {NodeJS.Signals} */ signal) {
  if (leader === undefined) return;
  try {
    process.kill(-leader, signal);
  } catch (error) {
    // ESRCH: the whole group has ended already, which is what we want.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH") throw error;
  }
}
