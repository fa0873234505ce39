/** Random section texts with every kind of block, in normal form, and random places in them. */
import { joinRuns } from "../../shared/document/fragmentText.ts";
import type { Mark, RichNode } from "../../shared/meeting/richText.ts";
import type { Random } from "./random.ts";
import { br, cell, figure, h, li, ol, p, row, run, table, ul } from "./suggested.ts";

const WORDS = ["Udvalget ", "tog ", "sagen ", "op. ", "Æ", "12", "🌊", "aa ", "a"] as const;
const MARKS: readonly (readonly Mark[])[] = [
  [],
  [],
  [],
  [{ type: "bold" }],
  [{ type: "bold" }, { type: "italic" }],
  [{ type: "link", attrs: { href: "https://nordsund.example/" } }],
];

export function randomText(random: Random): readonly RichNode[] {
  return Array.from({ length: 1 + random.below(5) }, () => randomBlock(random, 2));
}

export function randomWords(random: Random): string {
  return Array.from({ length: 1 + random.below(2) }, () => random.pick(WORDS)).join("");
}

function randomInline(random: Random): readonly RichNode[] {
  const nodes = Array.from({ length: random.below(4) }, () =>
    random.chance(0.1) ? br : run(randomWords(random), ...random.pick(MARKS)),
  );
  return joinRuns(nodes);
}

export function randomBlock(random: Random, depth: number): RichNode {
  const kind = random.below(depth > 0 ? 10 : 6);
  if (kind < 4) return p(...randomInline(random));
  if (kind === 4) return h(...randomInline(random));
  if (kind === 5) return figure(...randomInline(random));
  if (kind === 6 || kind === 7) return ul(...some(random, 3, () => randomItem(random, depth - 1)));
  if (kind === 8) return ol(...some(random, 3, () => randomItem(random, depth - 1)));
  return table(...some(random, 2, () => randomRow(random, depth - 1)));
}

export function randomItem(random: Random, depth: number): RichNode {
  const below = random.chance(0.3) ? [randomBlock(random, depth)] : [];
  return li(p(...randomInline(random)), ...below);
}

export function randomRow(random: Random, depth: number): RichNode {
  return row(
    ...some(random, 2, () =>
      cell(random.chance(0.8) ? p(...randomInline(random)) : randomBlock(random, depth)),
    ),
  );
}

function some<T>(random: Random, most: number, make: () => T): readonly T[] {
  return Array.from({ length: 1 + random.below(most) }, make);
}
