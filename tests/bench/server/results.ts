/** Figures of earlier runs, so that the table can be made in pieces; they lie in .build and are never committed. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Figures } from "./figures.ts";
import type { ServerName } from "./host.ts";

const FILE = fileURLToPath(new URL("../../../.build/bench/server.json", import.meta.url));

export interface Results {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly quick: boolean;
  /** By server, one entry a round. */
  readonly figures: Readonly<Partial<Record<ServerName, readonly Figures[]>>>;
}

/** By scenario. */
export type Kept = Readonly<Record<string, Results>>;

export function readKept(): Kept {
  try {
    // Written by `keep` below.
    return JSON.parse(readFileSync(FILE, "utf8")) as Kept;
  } catch {
    // Nothing was measured here yet.
    return {};
  }
}

export function keep(letter: string, results: Results): Kept {
  const kept = { ...readKept(), [letter]: results };
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, JSON.stringify(kept, null, 2));
  return kept;
}
