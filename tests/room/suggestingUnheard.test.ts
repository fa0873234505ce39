/** Two people write at one spot before either hears of the other: each one's words keep the marks that they were written with. */
import { expect, test } from "vitest";
import { FORPERSON, NAESTFORPERSON } from "../support/rooms.ts";
import {
  marked,
  markedUp,
  openSuggesting,
  stampBy,
  type SuggestingBench,
  textOf,
} from "../support/suggesting.ts";

const karens = marked("insertion", stampBy(FORPERSON, "k1"));
const jonases = marked("insertion", stampBy(NAESTFORPERSON, "j1"));
const nulled = (marks: object) => Object.fromEntries(Object.keys(marks).map((key) => [key, null]));
const link = { link: { href: "https://nordsund.example/" } };

type Act = (bench: SuggestingBench) => unknown;

test.each<[string, Act, Act, Act, string]>([
  [
    "words become bold around them",
    ({ karen, section }) => textOf(karen, section).insert(8, " nu t", karens),
    ({ jonas, section }) => textOf(jonas, section).insert(10, "x", { ...nulled(karens), ...jonases }),
    ({ karen, section }) => textOf(karen, section).format(8, 5, { bold: {} }),
    "Godkendt[ n|bold +forperson][x|+naestforperson][u t|bold +forperson].",
  ],
  [
    "words with a link go from around them",
    ({ karen, section }) => textOf(karen, section).insert(8, " nu t", { ...karens, ...link }),
    ({ referent, section }) => textOf(referent, section).insert(10, "x", { ...nulled(karens), ...link }),
    ({ karen, section }) => textOf(karen, section).delete(8, 5),
    "Godkendt[x|link].",
  ],
  [
    "words go, and with them what an editor has parted them with",
    ({ karen, referent, section }) => {
      textOf(karen, section).insert(8, " nu t", karens);
      return () => textOf(referent, section).insert(10, " ", nulled(karens));
    },
    ({ karen, section }) => textOf(karen, section).insert(8, "Ja", karens),
    ({ referent, section }) => textOf(referent, section).delete(8, 3),
    "Godkendt[Jau t|+forperson].",
  ],
  [
    "words go together with all behind them, and others come",
    ({ jonas, section }) => textOf(jonas, section).insert(8, " nu t", jonases),
    ({ karen, section }) => textOf(karen, section).insert(10, "x", { ...nulled(jonases), ...karens }),
    ({ referent, section }) => {
      textOf(referent, section).delete(8, 6);
      textOf(referent, section).insert(8, "!");
    },
    "Godkendt[x|+forperson]!",
  ],
  [
    "words go from before others that an editor carries along",
    ({ jonas, section }) => textOf(jonas, section).insert(8, " nu t", jonases),
    ({ jonas, section }) => textOf(jonas, section).delete(8, 2),
    ({ referent, section }) => {
      textOf(referent, section).delete(10, 3);
      textOf(referent, section).insert(10, "xy");
    },
    "Godkendt[xy|+naestforperson].",
  ],
  [
    "words go from before those that an editor writes behind them",
    ({ jonas, section }) => textOf(jonas, section).insert(8, " nu t", jonases),
    ({ jonas, section }) => textOf(jonas, section).delete(8, 5),
    ({ referent, section }) => textOf(referent, section).insert(13, "xy", nulled(jonases)),
    "Godkendtxy.",
  ],
])(
  "[SUG63] what is written while somebody's %s keeps the marks that it was written with",
  async (_what, before, write, act, expected) => {
    const bench = await openSuggesting("Godkendt.");
    const { section, karen, jonas, referent, flush, text } = bench;
    const more = before(bench);
    await flush();
    if (typeof more === "function") {
      more(bench);
      await flush();
    }
    write(bench);
    act(bench);
    await flush();
    const refusals = [karen, jonas, referent].flatMap((each) => each.refusals);
    expect([refusals, await text()]).toEqual([[], expected]);
    for (const { doc } of [karen, jonas, referent]) expect(markedUp(doc, section)).toBe(expected);
  },
);

test("[SUG63] what an editor carries along within a suggestion stays in it", async () => {
  const { section, jonas, referent, flush, text } = await openSuggesting("Godkendt.");
  textOf(jonas, section).insert(8, " nu t", jonases);
  await flush();
  textOf(referent, section).delete(10, 3);
  textOf(referent, section).insert(10, "xy");
  await flush();
  expect(await text()).toBe("Godkendt[ nxy|+naestforperson].");
});
