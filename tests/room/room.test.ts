import * as Y from "yjs";
import { describe, expect, test } from "vitest";
import { liveRoot, meetingRoot } from "../../shared/document/layout.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { FORPERSON, MEDLEM, openRoom, REFERENT, settle, type RoomBench } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

async function twoIn(bench: RoomBench) {
  const referent = await RoomClient.join(bench.room, REFERENT);
  const forperson = await RoomClient.join(bench.room, FORPERSON);
  await settle();
  const [decision = "", other = ""] = bench.decisions;
  const [locked = ""] = bench.cases;
  return { referent, forperson, decision, other, locked };
}

async function flush(bench: RoomBench) {
  await settle();
  bench.clock.advance(200);
  await settle();
}

describe("writing together", () => {
  test("[ROOM1] what one types the others see, and the sender is thanked", async () => {
    const bench = await openRoom();
    const { referent, forperson, decision } = await twoIn(bench);
    typeIn(referent.doc, decision, "Godkendt.");
    await flush(bench);
    expect(textIn(forperson.doc, decision)).toBe("Godkendt.");
    expect(referent.allSaved).toBe(true);
  });

  test("[ROOM2] a follower sees the text and can write nothing", async () => {
    const bench = await openRoom();
    const { referent, decision } = await twoIn(bench);
    const medlem = await RoomClient.join(bench.room, MEDLEM, { reads: true });
    typeIn(referent.doc, decision, "Godkendt.");
    await flush(bench);
    expect(textIn(medlem.doc, decision)).toBe("Godkendt.");
    typeIn(medlem.doc, decision, "Hærværk");
    await flush(bench);
    expect(textIn(referent.doc, decision)).toBe("Godkendt.");
  });

  test("[ROOM3] a restart loses nothing, deletions included", async () => {
    const bench = await openRoom();
    const { referent, decision } = await twoIn(bench);
    typeIn(referent.doc, decision, "Godkendt i dag.");
    const text = referent.doc.getXmlFragment(`s:${decision}`).get(0);
    if (!(text instanceof Y.XmlElement) || !(text.get(0) instanceof Y.XmlText)) throw new Error("no text");
    // The line above made sure of it.
    (text.get(0) as Y.XmlText).delete(8, 6);
    await flush(bench);
    const again = await bench.reopen();
    expect(await again.read((doc) => textIn(doc, decision))).toBe("Godkendt.");
  });
});

describe("rights", () => {
  test("[GUARD1] a locked section takes no bytes, the text of others stays and nobody else hears of it", async () => {
    const bench = await openRoom();
    const { referent, forperson, locked } = await twoIn(bench);
    const before = textIn(forperson.doc, locked);
    const heard = forperson.heard.length;
    typeIn(referent.doc, locked, " Ændret!");
    await flush(bench);
    expect(referent.refusals).toEqual([{ reason: "locked", section: locked }]);
    expect(textIn(forperson.doc, locked)).toBe(before);
    expect(forperson.heard.length).toBe(heard);
    expect(await bench.room.read((doc) => textIn(doc, locked))).toBe(before);
  });

  test.each(["items", "approvals", "meeting", "s:unknown", "__proto__"])(
    "[GUARD2] the root %s has no write path",
    async (root) => {
      const bench = await openRoom();
      const { referent, decision } = await twoIn(bench);
      referent.doc.getMap(root).set("x", { title: "Kuppet" });
      typeIn(referent.doc, decision, "efter");
      await flush(bench);
      expect(referent.refusals).toEqual([
        root === "s:unknown"
          ? { reason: "locked", section: "unknown" }
          : { reason: "foreignRoot", section: null },
      ]);
      expect(await bench.room.read((doc) => textIn(doc, decision))).toBe("");
    },
  );

  test("[GUARD3] nobody deletes what they may not edit", async () => {
    const bench = await openRoom();
    const { referent, forperson, locked } = await twoIn(bench);
    referent.doc.getXmlFragment(`s:${locked}`).delete(0, 1);
    await flush(bench);
    expect(referent.refusals).toHaveLength(1);
    expect(textIn(forperson.doc, locked)).not.toBe("");
  });

  test("[GUARD4] a client id belongs to one person for ever", async () => {
    const bench = await openRoom();
    const { referent } = await twoIn(bench);
    const thief = await RoomClient.join(bench.room, FORPERSON, { clientIds: [referent.doc.clientID] });
    expect(thief.closedWith).toBe(4409);
    referent.leave();
    const later = await RoomClient.join(bench.room, FORPERSON, { clientIds: [referent.doc.clientID] });
    expect(later.closedWith).toBe(4409);
    expect(
      (await RoomClient.join(await bench.reopen(), FORPERSON, { clientIds: [referent.doc.clientID] }))
        .closedWith,
    ).toBe(4409);
  });

  test("[GUARD5] structs of a foreign client id are refused", async () => {
    const bench = await openRoom();
    const { referent, decision } = await twoIn(bench);
    const forged = new Y.Doc();
    Y.applyUpdate(forged, Y.encodeStateAsUpdate(referent.doc));
    const sv = Y.encodeStateVector(forged);
    typeIn(forged, decision, "En andens ord");
    referent.sendUpdate(Y.encodeStateAsUpdate(forged, sv));
    expect(referent.refusals).toEqual([{ reason: "foreignClient", section: null }]);
  });

  test("[GUARD6] a script node, an unknown attribute and a foreign link are refused", async () => {
    for (const poison of [
      () => new Y.XmlElement("script"),
      () => {
        const paragraph = new Y.XmlElement("paragraph");
        paragraph.setAttribute("onclick", "x");
        return paragraph;
      },
      () => {
        const paragraph = new Y.XmlElement("paragraph");
        const text = new Y.XmlText();
        text.insert(0, "klik", { link: { href: "javascript:alert(1)" } });
        paragraph.insert(0, [text]);
        return paragraph;
      },
      () => {
        const paragraph = new Y.XmlElement("paragraph");
        const text = new Y.XmlText();
        text.insert(0, "ny", { insertion: { id: "1", author: "referent", at: "" } });
        paragraph.insert(0, [text]);
        return paragraph;
      },
    ]) {
      const bench = await openRoom();
      const { referent, decision } = await twoIn(bench);
      referent.doc.getXmlFragment(`s:${decision}`).insert(1, [poison()]);
      await settle();
      expect(referent.refusals).toEqual([{ reason: "notAllowed", section: decision }]);
    }
  });

  test("[GUARD7] bytes that are no update are refused and the room lives on", async () => {
    const bench = await openRoom();
    const { referent, forperson, decision } = await twoIn(bench);
    const valid = Y.encodeStateAsUpdate(referent.doc);
    for (const bytes of [
      new Uint8Array(),
      valid.subarray(0, 40),
      Uint8Array.from([...valid, 7]),
      Uint8Array.from([255, 255, 255, 255, 255, 255, 1]),
    ]) {
      const hostile = await RoomClient.join(bench.room, REFERENT, { doc: new Y.Doc() });
      await settle();
      hostile.sendUpdate(bytes);
      expect(hostile.refusals).toEqual([{ reason: "malformed", section: null }]);
    }
    typeIn(forperson.doc, decision, "Godkendt.");
    await flush(bench);
    expect(textIn(referent.doc, decision)).toBe("Godkendt.");
  });

  test("[GUARD8] an unmodified client is closed with a named code instead of a message it would not know", async () => {
    const bench = await openRoom();
    const plain = await RoomClient.join(bench.room, REFERENT, { speaksOurs: false });
    await settle();
    typeIn(plain.doc, bench.cases[0] ?? "", "Ændret!");
    expect(plain.closedWith).toBe(4403);
    expect(plain.own).toEqual([]);
  });

  test("[GUARD9] typed into a paragraph that somebody deleted: allowed, and the words come back to the sender", async () => {
    const bench = await openRoom();
    const { referent, forperson, decision } = await twoIn(bench);
    typeIn(referent.doc, decision, "Et afsnit");
    await flush(bench);
    forperson.leave();
    referent.doc.getXmlFragment(`s:${decision}`).delete(0, 1);
    await flush(bench);
    typeIn(forperson.doc, decision, " med mere");
    const late = await RoomClient.join(bench.room, FORPERSON, { doc: forperson.doc });
    await flush(bench);
    expect(late.closedWith).toBeUndefined();
    expect(late.own.filter(({ type }) => type === MESSAGE.lost).map(({ body }) => body["text"])).toEqual([
      " med mere",
    ]);
    expect(late.allSaved).toBe(true);
    expect(bench.collapsed).toEqual([]);
  });
});

describe("durable before visible", () => {
  test("[SAVE1] with a held commit nobody sees the edit: not the others, not a joiner, not a reader, not the sender", async () => {
    const bench = await openRoom();
    const { referent, forperson, decision } = await twoIn(bench);
    bench.store.holdCommits();
    typeIn(referent.doc, decision, "Godkendt.");
    await flush(bench);
    let read: string | undefined;
    const reading = bench.room.read((doc) => textIn(doc, decision)).then((text) => (read = text));
    const joining = RoomClient.join(bench.room, MEDLEM, { reads: true });
    await flush(bench);
    expect(textIn(forperson.doc, decision)).toBe("");
    expect(referent.allSaved).toBe(false);
    expect(read).toBeUndefined();
    const joiner = await joining;
    expect(joiner.doc.share.size).toBe(0);
    bench.store.releaseCommits();
    await flush(bench);
    await reading;
    expect(textIn(forperson.doc, decision)).toBe("Godkendt.");
    expect(textIn(joiner.doc, decision)).toBe("Godkendt.");
    expect(referent.allSaved).toBe(true);
    expect(read).toBe("Godkendt.");
  });

  test("[SAVE2] a command answers, and shows, only when its effect is on disk", async () => {
    const bench = await openRoom();
    const { referent, forperson } = await twoIn(bench);
    bench.store.holdCommits();
    let answered = false;
    const command = { type: "setCurrentItem", id: "k1", itemId: bench.items[1] ?? "" } as const;
    const done = bench.room.execute(REFERENT, command).then(() => (answered = true));
    await flush(bench);
    expect(answered).toBe(false);
    expect(liveRoot(forperson.doc).get("currentItem")).toBeUndefined();
    bench.store.releaseCommits();
    await flush(bench);
    await done;
    expect(liveRoot(forperson.doc).get("currentItem")).toBe(bench.items[1]);
    expect(referent.own.some(({ type }) => type === MESSAGE.hello)).toBe(true);
  });

  test("[SAVE3] when a commit fails the room drops its memory and everybody comes back to what is on disk", async () => {
    const bench = await openRoom();
    const { referent, forperson, decision } = await twoIn(bench);
    bench.store.failNextCommit("full");
    typeIn(referent.doc, decision, "Tabt?");
    await flush(bench);
    expect(bench.collapsed).toHaveLength(1);
    expect([referent.closedWith, forperson.closedWith]).toEqual([4507, 4507]);
    expect(referent.allSaved).toBe(false);
    const room = await bench.reopen();
    const back = await RoomClient.join(room, REFERENT, { doc: referent.doc });
    await flush(bench);
    expect(await room.read((doc) => textIn(doc, decision))).toBe("Tabt?");
    expect(back.allSaved).toBe(true);
  });
});

describe("commands", () => {
  test("[ROOM6] a repeated id answers the first result, also after a restart", async () => {
    const bench = await openRoom({ phase: "dagsordenIArbejde" });
    const command = { type: "addItem", id: "k1", title: "Historier til videreformidling" } as const;
    const [first, second] = await Promise.all([
      bench.room.execute(REFERENT, command),
      bench.room.execute(REFERENT, command),
    ]);
    const third = await (await bench.reopen()).execute(REFERENT, command);
    expect(second).toEqual(first);
    expect(third).toEqual(first);
    expect(first.kind).toBe("done");
  });

  test("[ROOM6] an id that somebody else used is refused, while it is under way and after a restart", async () => {
    const bench = await openRoom({ phase: "dagsordenIArbejde" });
    const command = { type: "addItem", id: "k1", title: "Historier til videreformidling" } as const;
    const answers = await Promise.all([
      bench.room.execute(REFERENT, command),
      bench.room.execute(FORPERSON, command),
    ]);
    answers.push(await (await bench.reopen()).execute(MEDLEM, command));
    const reasons = answers.map((answer) => (answer.kind === "done" ? "done" : answer.refusal.reason));
    expect(reasons).toEqual(["done", "usedId", "usedId"]);
  });

  test("[ROOM7] a phase move locks at once and tells everybody that rights changed", async () => {
    const bench = await openRoom({ phase: "dagsordenIArbejde" });
    const { forperson } = await twoIn(bench);
    const [text = ""] = bench.cases;
    const before = await bench.room.read((doc) => textIn(doc, text));
    const to = "dagsordenFrigivet";
    expect((await bench.room.execute(REFERENT, { type: "advance", id: "frigiv", to })).kind).toBe("done");
    await flush(bench);
    expect(forperson.own.some(({ type }) => type === MESSAGE.rightsChanged)).toBe(true);
    typeIn(forperson.doc, text, "For sent");
    await flush(bench);
    expect(forperson.refusals).toEqual([{ reason: "locked", section: text }]);
    expect(await bench.room.read((doc) => [textIn(doc, text), meetingRoot(doc).get("phase")])).toEqual([
      before,
      to,
    ]);
  });
});

test("[ROOM4] in two quiet minutes nobody waits 30 s for a message, after which y-websocket would reconnect", async () => {
  const bench = await openRoom();
  const { referent } = await twoIn(bench);
  const medlem = await RoomClient.join(bench.room, MEDLEM, { reads: true, speaksOurs: false });
  await flush(bench);
  const longestSilence = { referent: 0, medlem: 0 };
  const lastHeard = { referent: bench.clock.tickMs(), medlem: bench.clock.tickMs() };
  const heard = { referent: referent.heard.length, medlem: medlem.heard.length };
  for (let beat = 0; beat < 120_000 / LIMITS.beatMs; beat += 1) {
    bench.clock.advance(LIMITS.beatMs);
    bench.room.breakSilence();
    for (const [name, client] of [
      ["referent", referent],
      ["medlem", medlem],
    ] as const) {
      const nowMs = bench.clock.tickMs();
      if (client.heard.length > heard[name]) lastHeard[name] = nowMs;
      heard[name] = client.heard.length;
      longestSilence[name] = Math.max(longestSilence[name], nowMs - lastHeard[name]);
    }
  }
  expect(longestSilence.referent).toBeLessThan(30_000);
  expect(longestSilence.medlem).toBeLessThan(30_000);
  expect([referent.closedWith, medlem.closedWith]).toEqual([undefined, undefined]);
});

test("[SNAP1] a long meeting leaves snapshots behind, so that opening it again reads only the last records", async () => {
  const bench = await openRoom();
  const { referent, decision } = await twoIn(bench);
  for (let n = 0; n < LIMITS.snapshotEveryRecords + 5; n += 1) typeIn(referent.doc, decision, "x");
  await flush(bench);
  typeIn(referent.doc, decision, "y");
  await flush(bench);
  const stored = await bench.store.load("m1");
  expect(stored?.snapshot?.seq).toBeGreaterThanOrEqual(LIMITS.snapshotEveryRecords);
  expect(stored?.tail.length).toBeLessThan(10);
  const again = await bench.reopen();
  expect((await again.read((doc) => textIn(doc, decision))).length).toBe(LIMITS.snapshotEveryRecords + 6);
});
