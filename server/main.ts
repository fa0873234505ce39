/** The server process: reads the environment, starts, prints where to go, stops in good order. */
import { pino } from "pino";
import { ConfigError, readConfig } from "./config.ts";
import { startServer } from "./server.ts";

const logger = pino({ level: process.env["LOG_LEVEL"] ?? "warn" });

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const server = await startServer(config, {
    error: (error, words) => logger.error({ err: error }, words),
    warn: (words) => logger.warn(words),
  });
  let stopping = false;
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      void server.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          logger.fatal({ err: error }, "could not stop in good order");
          process.exit(1);
        },
      );
    });
  }
  process.stdout.write(welcome(server.address, config.demo));
}

function welcome(address: string, demo: boolean): string {
  const lines = [`Åbn ${address}   (Open ${address})`];
  if (demo) {
    const page = `${address}/moeder?som=`;
    lines.push(
      `  referent        ${page}referent`,
      `  forperson       ${page}forperson`,
      `  næstforperson   ${page}naestforperson`,
      `  følg med        ${page}medlem`,
      "Nulstil demo: npm run demo:reset",
    );
  }
  return `${lines.join("\n")}\n`;
}

main().catch((error: unknown) => {
  const words =
    error instanceof ConfigError ? error.message : error instanceof Error ? error.message : String(error);
  process.stderr.write(`Medskriv kunne ikke starte: ${words}\n`);
  process.exit(1);
});
