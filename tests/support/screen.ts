/**
 * A person's screen on a meeting over a real socket. It remembers each own edit with the number of the
 * frame that carried it, and how many frames the server has acknowledged, so that after a fault each edit
 * can be looked for by its ids: text by its clocks, a deletion by what it deleted.
 */
import * as decoding from "lib0/decoding";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { connectProvider, synced, type ProviderOptions } from "./provider.ts";
import type { Random } from "./random.ts";

export interface Edit {
  readonly frame: number;
  /** The clock that each client has reached with it. */
  readonly reached: readonly { readonly client: number; readonly clock: number }[];
  readonly deleted: readonly { readonly client: number; readonly clock: number; readonly len: number }[];
}

export class Screen {
  readonly provider: WebsocketProvider;
  readonly edits: Edit[] = [];
  /** What the server said that is not in order: refusals and lost words. */
  readonly complaints: string[] = [];
  /** The codes with which its sockets were closed, in order. */
  readonly closes: number[] = [];
  /** Of the log it is connected to; known after `hello`. */
  epoch = "";
  acknowledgedFrames = 0;
  /** The answer to the server's step 1 is the first document frame. */
  #frames = 1;

  static async open(options: ProviderOptions): Promise<Screen> {
    const screen = new Screen(connectProvider({ ...options, params: { v: "1", ...options.params } }));
    await synced(screen.provider);
    return screen;
  }

  constructor(provider: WebsocketProvider) {
    this.provider = provider;
    for (const type of Object.values(MESSAGE)) if (type >= 100) provider.messageHandlers[type] = ignore;
    provider.on("connection-close", (event) => this.closes.push(event?.code ?? 0));
    provider.messageHandlers[MESSAGE.hello] = (_encoder, decoder) => {
      this.epoch = String(bodyOf(decoder)["epoch"]);
    };
    provider.messageHandlers[MESSAGE.saved] = (_encoder, decoder) => {
      this.acknowledgedFrames = Number(bodyOf(decoder)["frames"]);
    };
    for (const type of [MESSAGE.refused, MESSAGE.lost])
      provider.messageHandlers[type] = (_encoder, decoder) => {
        this.complaints.push(`${type}: ${JSON.stringify(bodyOf(decoder))}`);
      };
    provider.doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin === provider) return;
      this.#frames += 1;
      this.edits.push({ frame: this.#frames, ...idsIn(update) });
    });
  }

  get doc(): Y.Doc {
    return this.provider.doc;
  }

  /** Own edits that the server said are on disk. Holds only until the first reconnect: then counting begins anew. */
  get acknowledged(): readonly Edit[] {
    return this.edits.filter(({ frame }) => frame <= this.acknowledgedFrames);
  }

  /**
   * Has this person deleted some of the same letters? Then that they are gone here says nothing of the
   * server. On a busy machine seed 4 of the soak, with 247 edits on their way, called that «seen and lost».
   */
  deletedTheSame(edit: Edit): boolean {
    return edit.deleted.some((range) =>
      this.edits.some((own) =>
        own.deleted.some(
          ({ client, clock, len }) =>
            client === range.client && clock < range.clock + range.len && range.clock < clock + len,
        ),
      ),
    );
  }

  /** Writes a word somewhere in the section's first paragraph, or at every fifth edit deletes a letter. */
  editAtRandom(random: Random, sectionId: string): void {
    const text = firstTextOf(this.doc, sectionId);
    const at = random.below(text.length + 1);
    if (text.length > 20 && random.chance(0.2))
      text.delete(Math.min(at, text.length - 3), 1 + random.below(3));
    else text.insert(at, random.pick(["ja ", "udsat ", "ø", "godkendt. "]));
  }

  /** Resolves with the code when its socket is closed the next time. */
  nextClose(): Promise<number> {
    return new Promise((resolve) => {
      this.provider.once("connection-close", (event) => resolve(event?.code ?? 0));
    });
  }

  close(): void {
    this.provider.destroy();
  }
}

/** Finds edits in one document; ask it when the document no longer changes. */
export class Holding {
  readonly #doc: Y.Doc;
  readonly #deleted: ReadonlyMap<number, readonly { readonly clock: number; readonly len: number }[]>;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#deleted = Y.createDeleteSetFromStructStore(doc.store).clients;
  }

  has(edit: Edit): boolean {
    return (
      edit.reached.every(({ client, clock }) => Y.getState(this.#doc.store, client) >= clock) &&
      edit.deleted.every(({ client, clock, len }) =>
        (this.#deleted.get(client) ?? []).some(
          (range) => range.clock <= clock && clock + len <= range.clock + range.len,
        ),
      )
    );
  }
}

function idsIn(update: Uint8Array): Omit<Edit, "frame"> {
  const { structs, ds } = Y.decodeUpdate(update);
  const reached = structs.map((struct) => ({
    client: struct.id.client,
    clock: struct.id.clock + struct.length,
  }));
  const deleted = [...ds.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, clock, len })),
  );
  return { reached, deleted };
}

/** Resolves when `condition` holds after some change on one of the screens. */
export function untilAll(screens: readonly Screen[], condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = () => {
      if (!condition()) return;
      for (const { doc, provider } of screens) {
        doc.off("update", check);
        provider.off("status", check);
      }
      resolve();
    };
    for (const { doc, provider } of screens) {
      doc.on("update", check);
      provider.on("status", check);
    }
    check();
  });
}

/** Does this document hold every edit of every screen? */
export function holdsAll(doc: Y.Doc, screens: readonly Screen[]): boolean {
  const holding = new Holding(doc);
  return screens.every((screen) => screen.edits.every((edit) => holding.has(edit)));
}

function firstTextOf(doc: Y.Doc, sectionId: string): Y.XmlText {
  const paragraph = doc.getXmlFragment(`s:${sectionId}`).get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
  if (!(text instanceof Y.XmlText)) throw new Error("the section has no place for words");
  return text;
}

function bodyOf(decoder: decoding.Decoder): Readonly<Record<string, unknown>> {
  // Our own messages carry JSON objects.
  return JSON.parse(decoding.readVarString(decoder)) as Record<string, unknown>;
}

function ignore(): void {
  // The stock provider complains aloud of messages that it does not know.
}
