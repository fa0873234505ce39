/**
 * Random suggesting: three people at one room do 30 acts of the fixed mix, with times offline, and
 * after each act and at the end the promises of suggestion mode are asked. The seed also decides who
 * they are: one author, three who suggest, or an editor among them.
 */
import assert from "node:assert/strict";
import type { Editor } from "@tiptap/core";
import { WritingDoc } from "../../../client/connection/writingDoc.ts";
import { richTextOf } from "../../../shared/document/fragmentText.ts";
import { writeRichText } from "../../../shared/document/fragmentWrite.ts";
import { sectionText } from "../../../shared/document/layout.ts";
import { plainTextOf, type RichText } from "../../../shared/meeting/richText.ts";
import { resolvedText } from "../../../shared/suggestion/resolvedText.ts";
import { randomOf, type Random } from "../random.ts";
import { placesOf } from "./addresses.ts";
import { BaseLog } from "./baseLog.ts";
import { checkEqual, checkReload, checkResolved, same, shownIn } from "./checks.ts";
import { Hands } from "./hands.ts";
import { mountedEditor } from "./mountedEditor.ts";
import { joinInstead } from "./ownBreaks.ts";
import type { Person } from "./person.ts";
import { KINDS, randomDeed, type Deed } from "./randomActs.ts";
import { placesFor } from "./selections.ts";
import { OF_ALL_KINDS } from "./texts.ts";
import { World } from "./world.ts";

const STEPS = 30;
const CASTS = ["one author", "three suggest", "with an editor"] as const;
type Cast = (typeof CASTS)[number];

export type Counts = Readonly<Record<string, number>> & { readonly units: number };

/** One seed; throws with what was broken and the story up to it. `skipped` steps are not made: for finding the smallest story. */
export async function runSuggestions(
  seed: number,
  skipped: ReadonlySet<number> = new Set(),
): Promise<Counts> {
  const cast = CASTS[seed % CASTS.length] ?? "one author";
  const world = await World.open(OF_ALL_KINDS, {
    clientIds: seed * 100,
    referentMode: cast === "three suggest" ? "foreslaa" : "skriv",
    newId: idsOf(seed),
  });
  const run = new Run(seed, cast, world);
  try {
    await run.begin();
    for (let step = 1; step <= STEPS; step += 1) await run.step(step, skipped.has(step));
    await run.end();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`seed ${seed} (${cast}): ${why}\n${run.story.join("\n")}`, { cause: error });
  } finally {
    world.close();
    run.twin?.destroy();
  }
  return { units: 1, ...run.counts };
}

class Run {
  readonly story: string[] = [];
  readonly counts: Record<string, number> = {};
  /** A plain editor in which a single author's acts are made at once. */
  twin: Editor | undefined;
  readonly #world: World;
  readonly #cast: Cast;
  readonly #random: Random;
  readonly #twinDoc = new WritingDoc();
  #start: RichText | undefined;
  #base: BaseLog | undefined;

  constructor(seed: number, cast: Cast, world: World) {
    this.#world = world;
    this.#cast = cast;
    this.#random = randomOf(seed);
  }

  async begin(): Promise<void> {
    const world = this.#world;
    this.#start = await world.serverText();
    const copy = await world.copy();
    this.#base = new BaseLog(sectionText(copy, world.section));
    if (this.#cast === "with an editor") this.#base.watch(world.referent);
    if (this.#cast !== "one author") return;
    this.#twinDoc.transact(() => {
      writeRichText(sectionText(this.#twinDoc, "s1"), OF_ALL_KINDS);
    });
    this.twin = mountedEditor(this.#twinDoc, "s1");
  }

  async step(step: number, isSkipped: boolean): Promise<void> {
    const random = this.#random;
    const { people, forperson } = this.#world;
    const actor = this.#cast === "one author" ? forperson : random.pick(people);
    const deed = randomDeed(random);
    const places = placesFor(random, actor.editor.state.doc, deed.reach);
    if (!isSkipped && places !== undefined) {
      const [from, to] = places;
      this.story.push(
        `${step}. ${actor.who.person}: ${deed.what} x${deed.times} from ${from.address} (${from.position}) to ${to.address} (${to.position})`,
      );
      actor.hands.at(from.position, to.position);
      if (this.twin !== undefined) selectIn(this.twin, from.address, to.address);
      this.#act(actor, deed);
    }
    await this.#lineOf(random, random.pick(people), isSkipped);
  }

  /** Once for each press; stops where it cannot be suggested. */
  #act(actor: Person, deed: Deed): void {
    for (let press = 0; press < deed.times; press += 1) {
      this.#count(deed.kind);
      const before = actor.text;
      const notes = actor.notes.length;
      const join = joinInstead(actor.editor, deed);
      deed.act(actor.hands);
      if (actor.notes.length > notes) {
        same(faultsOf(actor.editor), 0, "a translation would have changed the base");
        this.#count(`${deed.kind} refused`);
        this.#count(`${deed.what.replace(/[«<].*/u, "")} refused`);
        this.story.push(`   refused: ${actor.notes.at(-1)}`);
        same(actor.text, before, "what was refused has left something");
        return;
      }
      same(shownIn(actor.editor.getJSON()), actor.text, "the editor shows something else than it wrote");
      if (actor.mode === "foreslaa")
        same(
          resolvedText(actor.text, "all", "reject"),
          resolvedText(before, "all", "reject"),
          "a suggestion changed the base",
        );
      if (this.twin === undefined) continue;
      if (join === undefined) deed.act(new Hands(this.twin));
      else join(this.twin);
      same(shownIn(this.twin.getJSON()), this.#plain, "the plain editor shows something else than it wrote");
      same(resolvedText(actor.text, "all", "accept"), this.#plain, "accepted, it is no plain edit");
    }
  }

  get #plain(): RichText {
    return richTextOf(sectionText(this.#twinDoc, "s1"));
  }

  async #lineOf(random: Random, person: Person, isSkipped: boolean): Promise<void> {
    const what = random.below(10);
    if (isSkipped) return;
    if (what === 0 && person.isOnline) {
      person.goOffline();
      this.story.push(`   ${person.who.person} goes offline`);
    } else if (what <= 2 && !person.isOnline) {
      this.story.push(`   ${person.who.person} comes back`);
      await this.#world.reconnect(person);
    } else if (what === 3) person.hold();
    else if (what === 4) person.release();
    else if (what === 5) person.unmount();
    if (what >= 6) {
      await this.#world.sync();
      this.story.push("   all is passed on");
    }
    this.#askRefusals();
  }

  /** Everybody is back, and all is passed on. */
  async end(): Promise<void> {
    const world = this.#world;
    this.story.push("the end");
    for (const person of world.people) {
      person.release();
      if (!person.isOnline) await world.reconnect(person);
    }
    await world.sync();
    await world.sync();
    this.#askRefusals();
    await checkEqual(world);
    await checkReload(world);
    const text = await world.serverText();
    const rejected = resolvedText(text, "all", "reject");
    if (this.#cast !== "with an editor") same(rejected, this.#start, "rejected, it is no longer the base");
    await checkResolved(world, "reject", rejected);
    await checkResolved(
      world,
      "accept",
      this.twin === undefined ? resolvedText(text, "all", "accept") : this.#plain,
    );
    const copy = await world.copy();
    this.#base?.check(sectionText(copy, world.section), {
      rejectedWords: lettersOf(rejected),
      handedBack: world.referent.lost.join(""),
      isPersons: (client) => world.isPersons(client),
    });
    this.#count("suggestions", (await world.openIds()).length);
    await this.#settleAll();
  }

  /** By command, for all to see. */
  async #settleAll(): Promise<void> {
    const world = this.#world;
    const verdict = this.#random.pick(["accept", "reject"] as const);
    const expected = resolvedText(await world.serverText(), "all", verdict);
    const ids = await world.openIds();
    if (ids.length === 0) return;
    const answer = await world.resolve(world.referent.who, ids, verdict);
    assert.equal(answer.kind, "done", `all ${verdict}ed by command: ${JSON.stringify(answer)}`);
    await world.sync();
    same(await world.openIds(), [], `something is open after all is ${verdict}ed`);
    // What is proposed for one list several times has no one right end: one after the other may give another one.
    if (verdict === "reject") same(await world.serverText(), expected, "all rejected by command");
    else if (!isSame(await world.serverText(), expected)) this.#count("accepted otherwise one by one");
    await checkEqual(world);
  }

  #askRefusals(): void {
    for (const { who, refusals } of this.#world.people)
      same(refusals, [], `the guard refused the honest ${who.person}`);
  }

  #count(name: string, by = 1): void {
    this.counts[name] = (this.counts[name] ?? 0) + by;
  }
}

/** Names as random as the product's, which also decide the order of marks; the same for each run of a seed. */
function idsOf(seed: number): () => string {
  const random = randomOf(seed + 0x5eed);
  return () => Array.from({ length: 4 }, () => random.below(0x1_0000).toString(16).padStart(4, "0")).join("");
}

const isSame = (one: RichText, other: RichText) => JSON.stringify(one) === JSON.stringify(other);

/** What the editor itself calls a fault of its translation. */
function faultsOf({ storage }: Editor): unknown {
  const kept: unknown = Reflect.get(storage, "suggesting");
  return typeof kept === "object" && kept !== null && "faults" in kept ? kept.faults : undefined;
}

/** The same places in the text as it would be. */
function selectIn(editor: Editor, ...addresses: readonly (string | undefined)[]): void {
  const places = placesOf(editor.state.doc);
  const [from, to] = addresses.map((wanted) => places.find(({ address }) => address === wanted)?.position);
  assert(from !== undefined && to !== undefined, `the plain text has no place ${addresses.join(" or ")}`);
  new Hands(editor).at(from, to);
}

const lettersOf = (text: RichText) => plainTextOf(text).replaceAll("\n", "");

/** How many of all acts could not be represented, and how many of each kind. */
export function sharesIn(counts: Readonly<Record<string, number>>): {
  readonly refused: number;
  readonly lines: readonly string[];
} {
  const of = (name: string) => counts[name] ?? 0;
  const sum = (suffix: string) => KINDS.reduce((all, kind) => all + of(`${kind}${suffix}`), 0);
  const lines = KINDS.map((kind) => `${kind}: ${of(`${kind} refused`)} of ${of(kind)}`);
  return { refused: sum(" refused") / sum(""), lines };
}
