/**
 * Writes what shall become of blocks as the author's stamps. What the author proposes now is added
 * to what they have proposed before: in and out again, or the same once more, leaves nothing.
 */
import type { MoveStamp, Stamp } from "../../../../shared/document/stamps.ts";
import { ownStampOn } from "./ownership.ts";
import type { Placed, Proposal } from "./reshape.ts";
import { type Sheet, setStamp } from "./sheet.ts";
import type { Textblock } from "./textblocks.ts";
import { itemsAround } from "./textblocks.ts";

/** `blocks` are those of the text before. */
export function propose(sheet: Sheet, placed: readonly Placed[], blocks: readonly Textblock[]): void {
  const isAgain = placed.every((one) => isProposedAlready(sheet, one));
  for (const one of placed) {
    if (one.proposal.name === "sMove") move(sheet, one, blocks);
    else if (isAgain) setStamp(sheet, one.pos, { name: one.proposal.name, stamp: undefined });
    else setStamp(sheet, one.pos, { name: one.proposal.name, stamp: stampOf(sheet, one.proposal) });
  }
}

export function stampOf({ stamp }: Sheet, proposal: Proposal): Stamp {
  const { name, ...fields } = proposal;
  return name === "sJoin" ? stamp() : { ...stamp(), ...fields };
}

function isProposedAlready({ author }: Sheet, { node, proposal }: Placed): boolean {
  if (proposal.name === "sFmt") {
    const own = ownStampOn(node, "sFmt", author);
    return own?.type === proposal.type && JSON.stringify(own.attrs) === JSON.stringify(proposal.attrs);
  }
  if (proposal.name === "sWrap") return ownStampOn(node, "sWrap", author)?.list === proposal.list;
  return proposal.name === "sJoin" && ownStampOn(node, "sJoin", author) !== undefined;
}

function move(sheet: Sheet, { pos, node, proposal }: Placed, blocks: readonly Textblock[]): void {
  if (proposal.name !== "sMove") return;
  const before = ownStampOn(node, "sMove", sheet.author)?.depth ?? 0;
  const isOut = before < 0 && levelOf(sheet, pos, blocks) <= 0;
  // Out of the list already: whoever takes it out once more wants it back.
  const depth = isOut && proposal.depth < 0 ? 0 : before + proposal.depth;
  setStamp(sheet, pos, {
    name: "sMove",
    stamp: depth === 0 ? undefined : ({ ...sheet.stamp(), depth } as MoveStamp),
  });
}

/** The level that the item has with what the author has proposed so far. */
function levelOf({ author }: Sheet, pos: number, blocks: readonly Textblock[]): number {
  const block = blocks.find((each) => itemsAround(each).some((item) => item.pos === pos));
  const items = block === undefined ? [] : itemsAround(block);
  const around = items.slice(0, items.findIndex((item) => item.pos === pos) + 1);
  const moved = around.map(({ node }) => ownStampOn(node, "sMove", author)?.depth ?? 0);
  return around.length + moved.reduce((sum, depth) => sum + depth, 0);
}
