/** Two people write at one spot before either hears of the other: each one's words keep the marks that they were written with. */
import { expect, test } from "vitest";
import { marked } from "../support/stampedText.ts";
import { jonases, karens, openSuggesting, type SuggestingBench, unmarked } from "../support/suggesting.ts";

const byKaren = marked("insertion", karens);
const byJonas = marked("insertion", jonases);
const notKarens = unmarked("insertion", karens);
const notJonases = unmarked("insertion", jonases);
const link = { link: { href: "https://nordsund.example/" } };

type Act = (bench: SuggestingBench) => unknown;

test.each<[string, Act, Act, Act, string]>([
  [
    "words become bold around them",
    ({ karen }) => karen.suggest(8, " nu t"),
    ({ jonas }) => jonas.words().insert(10, "x", { ...notKarens, ...byJonas }),
    ({ karen }) => karen.words().format(8, 5, { bold: {} }),
    "Godkendt[ n|bold +forperson][x|+naestforperson][u t|bold +forperson].",
  ],
  [
    "words with a link go from around them",
    ({ karen }) => karen.words().insert(8, " nu t", { ...byKaren, ...link }),
    ({ referent }) => referent.words().insert(10, "x", { ...notKarens, ...link }),
    ({ karen }) => karen.words().delete(8, 5),
    "Godkendt[x|link].",
  ],
  [
    "words go, and with them what an editor has parted them with",
    ({ karen, referent }) => {
      karen.suggest(8, " nu t");
      return () => referent.words().insert(10, " ", notKarens);
    },
    ({ karen }) => karen.suggest(8, "Ja"),
    ({ referent }) => referent.words().delete(8, 3),
    "Godkendt[Jau t|+forperson].",
  ],
  [
    "words go together with all behind them, and others come",
    ({ jonas }) => jonas.suggest(8, " nu t"),
    ({ karen }) => karen.words().insert(10, "x", { ...notJonases, ...byKaren }),
    ({ referent }) => {
      referent.words().delete(8, 6);
      referent.words().insert(8, "!");
    },
    "Godkendt[x|+forperson]!",
  ],
  [
    "words go from before others that an editor carries along",
    ({ jonas }) => jonas.suggest(8, " nu t"),
    ({ jonas }) => jonas.words().delete(8, 2),
    ({ referent }) => {
      referent.words().delete(10, 3);
      referent.words().insert(10, "xy");
    },
    "Godkendt[xy|+naestforperson].",
  ],
  [
    "words go from before those that an editor writes behind them",
    ({ jonas }) => jonas.suggest(8, " nu t"),
    ({ jonas }) => jonas.words().delete(8, 5),
    ({ referent }) => referent.words().insert(13, "xy", notJonases),
    "Godkendtxy.",
  ],
])(
  "[SUG63] what is written while somebody's %s keeps the marks that it was written with",
  async (_what, before, write, act, expected) => {
    const bench = await openSuggesting();
    const { karen, jonas, referent, flush, text, everywhere } = bench;
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
    expect(await everywhere()).toEqual([expected]);
  },
);

test("[SUG63] what an editor carries along within a suggestion stays in it", async () => {
  const { jonas, referent, flush, text } = await openSuggesting();
  jonas.suggest(8, " nu t");
  await flush();
  referent.words().delete(10, 3);
  referent.words().insert(10, "xy");
  await flush();
  expect(await text()).toBe("Godkendt[ nxy|+naestforperson].");
});
