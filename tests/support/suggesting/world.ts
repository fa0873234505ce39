/**
 * A referat that several people work on at one room: a referent who writes and chairs who suggest, in the
 * product's own editors, over the real frames. Nothing here knows how a suggestion is stored.
 */
import * as Y from "yjs";
import type { CommandAnswer } from "../../../server/room/commandDesk.ts";
import type { Who } from "../../../server/room/connection.ts";
import { richTextOf } from "../../../shared/document/fragmentText.ts";
import { sectionText } from "../../../shared/document/layout.ts";
import { DEMO_SETTINGS } from "../../../shared/meeting/committee.ts";
import type { RichText } from "../../../shared/meeting/richText.ts";
import { sentenceOf } from "../../../shared/suggestion/sentence.ts";
import { type Suggestion, suggestionsIn } from "../../../shared/suggestion/suggestion.ts";
import { flush } from "../hostileRoom.ts";
import { FORPERSON, NAESTFORPERSON, openRoom, REFERENT, THREE_ITEMS, type RoomBench } from "../rooms.ts";
import type { Hands } from "./hands.ts";
import { Person, type Mode } from "./person.ts";

/** Both chairs may only suggest, as the law of the table has it without the committee's own habits. */
const CHAIRS_SUGGEST = {
  ...DEMO_SETTINGS,
  chairsEditInMoede: false,
  chairsEditInReferatIArbejde: false,
};

interface WorldOptions {
  /** The first of the three people's Yjs ids is the next number. */
  readonly clientIds?: number;
  /** The referent may write, and may choose to suggest. */
  readonly referentMode?: Mode | undefined;
  /** Names for suggestions; random ones unless told. */
  readonly newId?: (() => string) | undefined;
}

export class World {
  readonly bench: RoomBench;
  readonly section: string;
  readonly itemId: string;
  readonly referent: Person;
  readonly forperson: Person;
  readonly naestforperson: Person;
  #commands = 0;
  readonly #firstClientId: number;
  #clientIds: number;
  readonly #newId: (() => string) | undefined;

  /** The second item's Beslutning holds the text, and three people have it open. */
  static async open(text: RichText, options: WorldOptions = {}): Promise<World> {
    const meeting = {
      ...THREE_ITEMS,
      items: THREE_ITEMS.items.map((item, index) => ({
        ...item,
        sections: item.sections.map((section) =>
          index === 1 && section.kind === "beslutning" ? { ...section, content: text } : section,
        ),
      })),
    };
    const bench = await openRoom({ phase: "referatIArbejde", meeting, settings: CHAIRS_SUGGEST });
    const world = new World(bench, options);
    for (const person of world.people) await person.goOnline(bench.room);
    await world.sync();
    for (const person of world.people) void person.editor;
    return world;
  }

  private constructor(bench: RoomBench, { clientIds = 100, referentMode = "skriv", newId }: WorldOptions) {
    this.bench = bench;
    this.section = bench.decisions[1] ?? "";
    this.itemId = bench.items[1] ?? "";
    this.#firstClientId = clientIds + 1;
    this.#clientIds = clientIds;
    this.#newId = newId;
    this.referent = this.#person(REFERENT, referentMode);
    this.forperson = this.#person(FORPERSON, "foreslaa");
    this.naestforperson = this.#person(NAESTFORPERSON, "foreslaa");
  }

  get people(): readonly Person[] {
    return [this.referent, this.forperson, this.naestforperson];
  }

  /** All that was sent arrives everywhere, with what the server makes of it. */
  async sync(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) {
      for (const person of this.people) person.deliver();
      await flush(this.bench);
    }
  }

  async reconnect(person: Person): Promise<void> {
    await person.goOnline(this.bench.room);
    await this.sync();
  }

  /** The text as the server has it. */
  serverText(): Promise<RichText> {
    return this.bench.room.read((doc) => richTextOf(sectionText(doc, this.section)));
  }

  /** A copy of the whole document, to try things on. */
  async copy(): Promise<Y.Doc> {
    const bytes = await this.bench.room.read((doc) => Y.encodeStateAsUpdate(doc));
    const doc = new Y.Doc();
    Y.applyUpdate(doc, bytes);
    return doc;
  }

  async suggestions(): Promise<readonly Suggestion[]> {
    return suggestionsIn(await this.serverText());
  }

  /** Ids of all open suggestions, in text order. */
  async openIds(author?: Person): Promise<readonly string[]> {
    const all = await this.suggestions();
    return all.filter((one) => author === undefined || one.author === author.who.person).map(({ id }) => id);
  }

  /** What the cards say. */
  async sentences(): Promise<readonly string[]> {
    return (await this.suggestions()).map((one) => sentenceOf(one));
  }

  resolve(who: Who, ids: readonly string[], verdict: "accept" | "reject"): Promise<CommandAnswer> {
    return this.bench.room.execute(who, {
      type: "resolveSuggestions",
      id: this.commandId(),
      ids,
      verdict,
    });
  }

  commandId(): string {
    this.#commands += 1;
    return `befaling-${this.#commands}`;
  }

  newClientId(): number {
    this.#clientIds += 1;
    return this.#clientIds;
  }

  /** Did a person's editor write under this Yjs id, and not the server? */
  isPersons(client: number): boolean {
    return client >= this.#firstClientId && client <= this.#clientIds;
  }

  close(): void {
    for (const person of this.people) person.unmount();
  }

  #person(who: Who, mode: Mode): Person {
    const clientId = this.newClientId();
    return new Person({ who, mode, section: this.section, clientId, newId: this.#newId });
  }
}

type Act = (hands: Hands) => unknown;

/** The forperson and somebody else act before either hears of the other. */
export async function atOnce(
  world: World,
  forperson: Act,
  { who, act }: { readonly who: Person; readonly act: Act },
): Promise<void> {
  world.forperson.hold();
  who.hold();
  forperson(world.forperson.hands);
  act(who.hands);
  world.forperson.release();
  who.release();
  await world.sync();
}
