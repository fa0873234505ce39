/**
 * The server moves, removes and restores items while three people, who hear of it late, write in
 * their texts. Each section has letters that no other has, so that a word in a foreign one shows.
 */
import assert from "node:assert/strict";
import * as Y from "yjs";
import { LEDGER_START } from "../../shared/canonical/ledger.ts";
import type { CommandBody } from "../../shared/commands/command.ts";
import { executeCommand } from "../../shared/commands/execute.ts";
import { sectionText } from "../../shared/document/layout.ts";
import { listItems, listRemovedItems, sectionsOfItem, sectionTextOf } from "../../shared/document/read.ts";
import { createMeeting } from "../../shared/document/write.ts";
import { DEMO_SETTINGS } from "../../shared/meeting/committee.ts";
import { EMPTY_TEXT, plainTextOf } from "../../shared/meeting/richText.ts";
import { randomOf, type Random } from "./random.ts";

const ITEMS = 5;
const PEOPLE = 3;
const STEPS = 30;
const SERVER_ID = 7;

/** One seed; throws with what was broken. */
export function runStructure(seed: number): { readonly steps: number } {
  const random = randomOf(seed);
  const server = meetingDoc();
  const people = Array.from({ length: PEOPLE }, (_, index) => new Writer(index + 100, server));
  const typed = new Map<string, number>();
  const sections = listItems(server).flatMap(({ id }) => sectionsOfItem(server, id).map((one) => one.id));
  for (let step = 0; step < STEPS; step += 1) {
    const person = random.pick(people);
    const section = random.pick(sections);
    const deed = random.below(4);
    if (deed === 0) command(random, server, `${seed}-${step}`);
    else if (deed === 1) person.exchange(server);
    else {
      person.type(random, section, tagOf(sections, section));
      typed.set(section, (typed.get(section) ?? 0) + 1);
    }
  }
  for (const person of [...people, ...people]) person.exchange(server);
  for (const doc of [server, ...people.map((person) => person.doc)]) {
    const items = [...listItems(doc), ...listRemovedItems(doc)].map(({ id }) => id);
    assert.deepEqual(items.toSorted(), [...new Set(items)].toSorted(), `seed ${seed}: an item is doubled`);
    assert.equal(items.length, ITEMS, `seed ${seed}: an item is lost`);
    for (const section of sections) {
      const tag = tagOf(sections, section);
      const words = plainTextOf(sectionTextOf(doc, section)).replaceAll("\n", "");
      assert.equal(
        words,
        tag.repeat(typed.get(section) ?? 0),
        `seed ${seed}: section ${tag} holds «${words}»`,
      );
    }
  }
  return { steps: STEPS };
}

class Writer {
  readonly doc = new Y.Doc();

  constructor(clientId: number, server: Y.Doc) {
    this.doc.clientID = clientId;
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(server));
  }

  /** A letter somewhere in the section, or in a block of its own. */
  type(random: Random, section: string, letter: string): void {
    const fragment = sectionText(this.doc, section);
    const block = fragment.get(random.below(fragment.length));
    this.doc.transact(() => {
      const words = block instanceof Y.XmlElement ? block.get(0) : undefined;
      if (words instanceof Y.XmlText && random.chance(0.8)) {
        words.insert(random.below(words.length + 1), letter);
        return;
      }
      const added = new Y.XmlElement("paragraph");
      added.insert(0, [new Y.XmlText(letter)]);
      fragment.insert(random.below(fragment.length + 1), [added]);
    });
  }

  exchange(server: Y.Doc): void {
    Y.applyUpdate(server, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(server)));
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(server, Y.encodeStateVector(this.doc)));
  }
}

const tagOf = (sections: readonly string[], section: string) =>
  "abcdefghij".charAt(sections.indexOf(section));

function command(random: Random, doc: Y.Doc, id: string): void {
  const items = listItems(doc).map((item) => item.id);
  const removed = listRemovedItems(doc).map((item) => item.id);
  const deed = random.below(3);
  if (deed === 0 && items.length > 1) {
    const itemId = random.pick(items);
    const after = random.pick(items.filter((other) => other !== itemId));
    give(doc, id, { type: "moveItem", itemId, after });
  } else if (deed === 1 && items.length > 1)
    give(doc, id, { type: "removeItem", itemId: random.pick(items) });
  else if (removed.length > 0) give(doc, id, { type: "restoreItem", itemId: random.pick(removed) });
}

function give(doc: Y.Doc, id: string, body: CommandBody): void {
  const outcome = executeCommand(
    doc,
    { ...body, id },
    {
      now: "2026-03-19T09:00:00.000Z",
      newId: () => id,
      actor: { person: "referent", name: "Amira Nørgaard", roles: ["referent"] },
      settings: DEMO_SETTINGS,
      meetingId: "m1",
      nextSeq: 2,
      ledger: LEDGER_START,
    },
  );
  assert.equal(outcome.kind, "done");
}

function meetingDoc(): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = SERVER_ID;
  let made = 0;
  const items = Array.from({ length: ITEMS }, (_, index) => ({
    number: index + 1,
    title: `Punkt nummer ${index + 1}`,
    journalNumber: "",
    sections: (["indstilling", "sagsfremstilling"] as const).map((kind) => ({ kind, content: EMPTY_TEXT })),
    attachments: [],
  }));
  createMeeting(
    doc,
    {
      kind: "dagsorden",
      committee: "AfdelingsMED Kultur og Fritid",
      date: "2026-03-19",
      startTime: "10:00",
      place: "Havnesalen",
      participants: [],
      preamble: EMPTY_TEXT,
      items,
    },
    { phase: "dagsordenIArbejde", newId: () => `n${(made += 1)}` },
  );
  return doc;
}
