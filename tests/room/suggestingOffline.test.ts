/** What is sent in one piece by somebody who was away for a while, and is honest however it looks. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { FORPERSON, NAESTFORPERSON } from "../support/rooms.ts";
import { marked } from "../support/stampedText.ts";
import {
  blockOf,
  karens,
  openSuggesting,
  stampBlock,
  stampBy,
  type SuggestingBench,
} from "../support/suggesting.ts";

test("[SUG63] bold words of a suggestion end nobody else's bold, which an editor has begun meanwhile", async () => {
  const { karen, referent, flush, text } = await openSuggesting();
  referent.words().format(0, 9, { bold: {} });
  karen.words().insert(4, "x", { ...marked("insertion", karens), bold: {} });
  await flush();
  expect([karen.refusals, referent.refusals]).toEqual([[], []]);
  expect(await text()).toBe("[Godk|bold][x|bold +forperson][endt.|bold]");
});

test("[SUG61] formatting that ends without any words of the author's before it is refused", async () => {
  const { karen, referent, flush, text } = await openSuggesting();
  referent.words().format(0, 9, { bold: {} });
  await flush();
  karen.words().format(4, 5, { bold: null });
  await flush();
  expect([karen.reasons, await text()]).toEqual([["suggestOnly"], "[Godkendt.|bold]"]);
});

/** The forperson stamps the block so many times while nothing is sent, and can undo each. */
function stampAgain({ karen, section }: SuggestingBench, stamps: readonly (typeof karens)[]): void {
  const away = new Y.Doc({ gc: false });
  away.clientID = karen.doc.clientID;
  Y.applyUpdate(away, Y.encodeStateAsUpdate(karen.doc));
  for (const stamp of stamps) stampBlock(blockOf({ doc: away }, section), "sDel", [stamp]);
  karen.client.sendUpdate(Y.encodeStateAsUpdate(away, Y.encodeStateVector(karen.doc)));
}

test("[GUARD6] an attribute that was set again and again is one item with several values, and is taken", async () => {
  const bench = await openSuggesting();
  stampAgain(
    bench,
    ["k1", "k2", "k3", "k4"].map((id) => stampBy(FORPERSON, id)),
  );
  await bench.flush();
  expect([bench.karen.refusals, await bench.text()]).toEqual([[], "<paragraph sDel forperson>Godkendt."]);
});

test.each([
  ["one that bears another's name", (index: number) => (index === 1 ? NAESTFORPERSON : FORPERSON), 4],
  ["more than anybody sets in earnest", () => FORPERSON, LIMITS.valuesOfAttribute + 2],
] as const)("[GUARD6] among several values of an attribute, %s is refused", async (_what, who, count) => {
  const bench = await openSuggesting();
  stampAgain(
    bench,
    Array.from({ length: count }, (_, index) => stampBy(who(index), `k${index}`)),
  );
  await bench.flush();
  expect(bench.karen.reasons).toEqual(["notAllowed"]);
  expect(await bench.text()).toBe("Godkendt.");
});
