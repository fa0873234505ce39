/** What the environment may set, read once at the start. A wrong value is an error in words, not a surprise later. */
import { fileURLToPath } from "node:url";
import { resolve } from "node:path";

export interface Config {
  /** 0: any free port. Undefined: 3000, or the next free one. */
  readonly port: number | undefined;
  readonly host: string;
  readonly dataDir: string;
  readonly demo: boolean;
  readonly publicUrl: string | undefined;
  /** Are the figures of /metrics there? */
  readonly metrics: boolean;
  /** Where the built client lies, if it was built. */
  readonly clientDir: string;
}

export class ConfigError extends Error {}

const LOOPBACK = new Set(["127.0.0.1", "localhost", "::1", "[::1]"]);

export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const host = env["HOST"] ?? "127.0.0.1";
  const publicUrl = publicUrlOf(env["PUBLIC_URL"]);
  if (env["DATABASE_URL"] !== undefined && env["DATABASE_URL"] !== "") {
    throw new ConfigError(
      "DATABASE_URL: PostgreSQL er ikke understøttet endnu. Fjern den for at bruge SQLite.",
    );
  }
  return {
    port: portOf(env["PORT"]),
    host,
    dataDir: resolve(env["DATA_DIR"] ?? "data"),
    demo: switchOf(
      "MEDSKRIV_DEMO",
      env["MEDSKRIV_DEMO"],
      LOOPBACK.has(host) && env["NODE_ENV"] !== "production",
    ),
    publicUrl,
    // A server with a public address is behind a proxy that may pass everything on.
    metrics: switchOf("METRICS", env["METRICS"], LOOPBACK.has(host) && publicUrl === undefined),
    clientDir: fileURLToPath(new URL("../.build/client", import.meta.url)),
  };
}

function portOf(value: string | undefined): number | undefined {
  if (value === undefined || value === "") return undefined;
  const port = Number(value);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new ConfigError(`PORT: «${value}» er ikke et portnummer fra 0 til 65535.`);
  return port;
}

function switchOf(name: string, value: string | undefined, byDefault: boolean): boolean {
  if (value === undefined || value === "") return byDefault;
  if (value === "on" || value === "off") return value === "on";
  throw new ConfigError(`${name}: «${value}» skal være on eller off.`);
}

function publicUrlOf(value: string | undefined): string | undefined {
  if (value === undefined || value === "") return undefined;
  if (!URL.canParse(value)) throw new ConfigError(`PUBLIC_URL: «${value}» er ikke en adresse.`);
  return new URL(value).origin;
}
