/**
 * A meeting in which one person may only suggest and means ill. Others write there meanwhile: an
 * editor, somebody who suggests as well, and the server that gives verdicts.
 */
import * as Y from "yjs";
import { judgeUpdate } from "../../server/guard/guard.ts";
import type { Asker } from "../../server/guard/verdict.ts";
import { SuggestionGuard } from "../../server/guard/suggestionGuard.ts";
import { resolutionKey, resolutionsRoot, type ResolutionRecord } from "../../shared/document/layout.ts";
import { leaveFormatting } from "../../shared/document/leaveFormatting.ts";
import type { Stamp } from "../../shared/document/stamps.ts";
import { randomOf, type Random } from "./random.ts";
import { editAtRandom } from "./randomEdits.ts";
import {
  addBlock,
  addStamp,
  anyBlock,
  anyText,
  AT,
  blocksIn,
  eraseOwn,
  marked,
  marksIn,
  placeIn,
  stamp,
  stampsOn,
  textsIn,
} from "./stampedText.ts";

export const SUGGESTED = ["s:a", "s:b"] as const;
const LOCKED = "s:laast";
const ROOTS = [...SUGGESTED, LOCKED] as const;
export const SERVER = 1;
const EDITOR = 5;
const OTHER = 6;
export const FORGER = "forger";
export const OTHERS = "anden";

export interface ForgerWorld {
  readonly random: Random;
  readonly server: Y.Doc;
  readonly guard: SuggestionGuard;
  /** The forger's screen; another one after a refusal. */
  device: Y.Doc;
  readonly aim: Aim;
  readonly mine: Set<number>;
  readonly asker: Asker;
  /** The screen of the other one who suggests, and the editor's: they hear of things late. */
  readonly others: readonly Y.Doc[];
  /** How often a screen hears of the server. */
  readonly hearing: number;
  made: number;
  tickMs: number;
}

/** What a forger is out for: any of it, or also what others have in the forger's own blocks. */
export type Aim = "anything" | "own blocks";

export function newForgerWorld(seed: number, aim: Aim): ForgerWorld {
  const random = randomOf(seed);
  const server = docOf();
  server.clientID = SERVER;
  server.getMap("items").set("x", { title: "Nyt" });
  for (const root of ROOTS) writeBase(server.getXmlFragment(root));
  const device = screenOf(server, 1000);
  const mine = new Set([1000]);
  const world: ForgerWorld = {
    aim,
    random,
    server,
    device,
    mine,
    others: [screenOf(server, OTHER), screenOf(server, EDITOR)],
    hearing: random.pick([0.9, 0.5, 0.1]),
    made: 0,
    tickMs: 0,
    guard: new SuggestionGuard(server, {
      newId: () => newId(world),
      now: () => AT,
      tickMs: () => world.tickMs,
    }),
    asker: {
      clientIds: mine,
      person: FORGER,
      rightIn: (root) => (SUGGESTED.some((open) => open === root) ? "suggest" : undefined),
      authorOf: (id) => world.guard.authorOf(id),
    },
  };
  return world;
}

function docOf(): Y.Doc {
  const doc = new Y.Doc();
  leaveFormatting(doc);
  for (const root of ROOTS) doc.getXmlFragment(root);
  for (const root of ["items", "resolutions"]) doc.getMap(root);
  return doc;
}

function screenOf(server: Y.Doc, clientId: number): Y.Doc {
  const screen = docOf();
  Y.applyUpdate(screen, Y.encodeStateAsUpdate(server));
  screen.clientID = clientId;
  return screen;
}

function writeBase(section: Y.XmlFragment): void {
  for (const words of [
    "Godkendt uden bemærkninger.",
    "Udvalget drøftede sagen 😀 og tog den til efterretning.",
  ]) {
    const paragraph = new Y.XmlElement("paragraph");
    section.insert(section.length, [paragraph]);
    paragraph.insert(0, [new Y.XmlText(words)]);
  }
  const list = new Y.XmlElement("bulletList");
  section.insert(section.length, [list]);
  for (const words of ["Et", "To"]) {
    const item = new Y.XmlElement("listItem");
    list.insert(list.length, [item]);
    const paragraph = new Y.XmlElement("paragraph");
    item.insert(0, [paragraph]);
    paragraph.insert(0, [new Y.XmlText(words)]);
  }
}

export function newId(world: ForgerWorld): string {
  world.made += 1;
  return `id${world.made}`;
}

/** After a refusal: the page is loaded again, with another id. */
export function reload(world: ForgerWorld): void {
  const id = 1001 + world.random.below(100_000) * 10;
  world.device = screenOf(world.server, id);
  world.mine.add(id);
}

/** Others write on what they have heard of, and what they wrote reaches the server at some time. */
export function othersAct(world: ForgerWorld): void {
  const { random, server, others, device } = world;
  const [suggester, editor] = others;
  if (suggester !== undefined && random.chance(0.5)) suggestAtRandom(world, suggester, OTHERS);
  if (editor !== undefined && random.chance(0.3))
    editAtRandom(random, editor.getXmlFragment(random.pick(SUGGESTED)));
  if (random.chance(0.04)) {
    giveVerdict(world);
    // Who deletes own words that had their verdict unheard of is another story.
    if (world.aim === "own blocks")
      Y.applyUpdate(device, Y.encodeStateAsUpdate(server, Y.encodeStateVector(device)));
  }
  for (const [screen, person] of [
    [suggester, OTHERS],
    [editor, "redaktør"],
  ] as const) {
    if (screen !== undefined && random.chance(0.5)) takeHonest(world, screen, person);
  }
  for (const screen of [...others, device]) {
    if (random.chance(world.hearing))
      Y.applyUpdate(screen, Y.encodeStateAsUpdate(server, Y.encodeStateVector(screen)));
  }
}

/** Through the guard as well, since it takes note of who suggests what. */
function takeHonest({ server, guard }: ForgerWorld, screen: Y.Doc, person: string): void {
  const asker: Asker = {
    clientIds: new Set([screen.clientID]),
    person,
    rightIn: () => "edit",
    authorOf: (id) => guard.authorOf(id),
  };
  const update = Y.encodeStateAsUpdate(screen, Y.encodeStateVector(server));
  const verdict = judgeUpdate(server, update, asker);
  if (verdict.kind === "drop") return;
  if (verdict.kind === "refuse") throw new Error(`${person} is refused: ${verdict.reason}`);
  const rehearsed = guard.rehearse(verdict, asker);
  if (rehearsed.kind === "refuse") throw new Error(`${person} is refused: ${rehearsed.reason}`);
  server.clientID = SERVER;
  const transactions: Y.Transaction[] = [];
  const note = (transaction: Y.Transaction) => transactions.push(transaction);
  server.on("afterTransaction", note);
  Y.applyUpdate(server, verdict.update, "client");
  server.off("afterTransaction", note);
  if (guard.settle(rehearsed, transactions) === "broken") throw new Error(`${person} broke the room`);
}

/** What an honest client writes in Foreslå. */
export function suggestAtRandom(world: ForgerWorld, screen: Y.Doc, author: string): void {
  const { random } = world;
  const section = screen.getXmlFragment(random.pick(SUGGESTED));
  const by = stamp(author, newId(world));
  screen.transact(() => random.pick(HONEST)({ random, section, by }));
}

interface Act {
  readonly random: Random;
  readonly section: Y.XmlFragment;
  readonly by: Stamp;
}

const HONEST: readonly ((act: Act) => void)[] = [
  ({ random, section, by }) => {
    const text = anyText(random, section);
    text?.insert(placeIn(random, text), random.pick([" nu", "ø", "😀"]), marked("insertion", by));
  },
  ({ random, section, by }) => {
    const text = anyText(random, section);
    if (text === undefined || text.length < 2) return;
    const [from = 0, to = 0] = [placeIn(random, text), placeIn(random, text)].toSorted((a, b) => a - b);
    text.format(from, to - from, marked(random.pick(["deletion", "formatChange"]), by));
  },
  ({ random, section, by }) => eraseOwn(anyText(random, section), by.author),
  ({ random, section, by }) => {
    const block = anyBlock(random, section);
    if (block !== undefined) addStamp(block, random.pick(["sDel", "sJoin"]), by);
  },
  ({ random, section, by }) => addBlock(random, section, by),
];

/** The referent accepts what the forger has suggested, and the forger may not have heard of it. */
function giveVerdict({ server, random }: ForgerWorld): void {
  const root = random.pick(SUGGESTED);
  server.clientID = SERVER;
  for (const text of textsIn(server.getXmlFragment(root))) {
    const mark = marksIn(text).find(
      ([key, { author }]) => key.startsWith("insertion--") && author === FORGER,
    );
    if (mark === undefined) continue;
    const [, { id }] = mark;
    server.transact(() => {
      resolutionsRoot(server).set(resolutionKey(id, 1), resolutionOf(id, root.slice(2)));
      for (const each of SUGGESTED.flatMap((one) => textsIn(server.getXmlFragment(one)))) {
        for (const [key, { id: other }] of marksIn(each))
          if (other === id) each.format(0, each.length, { [key]: null });
      }
      for (const block of SUGGESTED.flatMap((one) => blocksIn(server.getXmlFragment(one))))
        for (const key of ["sIns", "sDel", "sJoin"]) {
          if (stampsOn(block, key).some((one) => one.id === id)) {
            const rest = stampsOn(block, key).filter((one) => one.id !== id);
            if (rest.length === 0) block.removeAttribute(key);
            else block.setAttribute(key, rest as unknown as string);
          }
        }
    });
    return;
  }
}

function resolutionOf(id: string, section: string): ResolutionRecord {
  return {
    id,
    section,
    author: FORGER,
    authorName: "Mads Krogh",
    at: AT,
    parts: [],
    before: "",
    after: "",
    verdict: "accept",
    by: "referent",
    byName: "Amira Nørgaard",
    resolvedAt: AT,
  };
}
