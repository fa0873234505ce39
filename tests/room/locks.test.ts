/** A phase move that takes somebody's pen: their last words are in, and nobody holds it up. */
import { describe, expect, test } from "vitest";
import { meetingRoot } from "../../shared/document/layout.ts";
import { phaseOf } from "../../shared/document/read.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { MESSAGE } from "../../shared/protocol/messages.ts";
import { agenda, asked, begun, flush, phase, SEND_OUT } from "../support/lockRooms.ts";
import { FORPERSON, MEDLEM, NAESTFORPERSON, openRoom, REFERENT, settle } from "../support/rooms.ts";
import { RoomClient, textIn, typeIn } from "../support/roomClient.ts";

describe("last words", () => {
  test("[LOCK1] the move waits until all who lose the right have said that they sent everything", async () => {
    const { bench, referent, forperson, section } = await agenda();
    typeIn(forperson.doc, section, " Før.");
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    await flush(bench);
    expect(asked(referent).map(({ body }) => body)).toEqual([{ withinMs: LIMITS.lockFlushMs }]);
    expect(asked(forperson)).toHaveLength(1);
    referent.sayFlushed();
    await flush(bench);
    expect([move.now, await phase(bench)]).toEqual([undefined, "dagsordenIArbejde"]);
    typeIn(forperson.doc, section, " Imens.");
    forperson.sayFlushed();
    await flush(bench);
    expect([move.now?.kind, await phase(bench)]).toEqual(["done", "dagsordenFrigivet"]);
    expect(await bench.room.read((doc) => textIn(doc, section))).toMatch(/ Før\. Imens\.$/u);
    expect([referent.refusals, forperson.refusals, forperson.allSaved]).toEqual([[], [], true]);
  });

  test("[LOCK2] what comes after the lock is a refused edit", async () => {
    const { bench, referent, forperson, section } = await agenda();
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    await settle();
    referent.sayFlushed();
    forperson.sayFlushed();
    await move.later;
    typeIn(forperson.doc, section, " For sent.");
    await flush(bench);
    expect(forperson.refusals).toEqual([{ reason: "locked", section }]);
    expect(await bench.room.read((doc) => textIn(doc, section))).not.toContain("For sent");
  });

  test("[LOCK1] everybody hears of the new phase before the word that rights changed", async () => {
    const { bench, referent, forperson } = await agenda();
    const seen: string[] = [];
    forperson.doc.on("update", () => seen.push(`phase ${String(meetingRoot(forperson.doc).get("phase"))}`));
    const send = forperson.send.bind(forperson);
    forperson.send = (bytes) => {
      send(bytes);
      if (forperson.own.at(-1)?.type === MESSAGE.rightsChanged) seen.push("rights changed");
    };
    // Something has just gone out, so that the next change would wait its turn.
    typeIn(referent.doc, bench.cases[0] ?? "", "!");
    await settle();
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    await settle();
    referent.sayFlushed();
    forperson.sayFlushed();
    await move.later;
    expect(seen.slice(-2)).toEqual(["phase dagsordenFrigivet", "rights changed"]);
  });

  test("[LOCK1] who keeps the right, who only reads and who does not know the question are not asked", async () => {
    const bench = await openRoom({ phase: "tilGodkendelse" });
    const referent = await RoomClient.join(bench.room, REFERENT);
    const medlem = await RoomClient.join(bench.room, MEDLEM, { reads: true });
    const back = { type: "advance", id: "k1", to: "referatIArbejde", reason: "Der er en fejl" } as const;
    expect((await bench.room.execute(REFERENT, back)).kind).toBe("done");
    const plain = await RoomClient.join(bench.room, FORPERSON, { speaksOurs: false });
    await flush(bench);
    const again = { type: "advance", id: "k2", to: "tilGodkendelse" } as const;
    expect((await bench.room.execute(REFERENT, again)).kind).toBe("done");
    expect([asked(referent), asked(medlem), asked(plain)]).toEqual([[], [], []]);
    expect(await phase(bench)).toBe("tilGodkendelse");
  });
});

describe("nobody can hold a lock", () => {
  test("[LOCK3] a client that never answers holds it for three seconds and no longer", async () => {
    const { bench, referent, forperson, section } = await agenda();
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    await settle();
    referent.sayFlushed();
    for (let ms = 0; ms < LIMITS.lockFlushMs - 100; ms += 100) {
      bench.clock.advance(100);
      typeIn(forperson.doc, section, "x");
      await settle();
    }
    expect(move.now).toBeUndefined();
    bench.clock.advance(100);
    await move.later;
    expect(move.now?.kind).toBe("done");
    expect([forperson.refusals, forperson.closedWith]).toEqual([[], undefined]);
  });

  test("[LOCK3] a socket that leaves has answered", async () => {
    const { bench, referent, forperson } = await agenda();
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    await settle();
    referent.sayFlushed();
    forperson.leave();
    await move.later;
    expect(move.now?.kind).toBe("done");
  });

  test("[LOCK3] who comes back in the middle is asked too, and its words from offline are in", async () => {
    const { bench, referent, forperson, section } = await agenda();
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    await settle();
    forperson.leave();
    bench.clock.advance(1000);
    typeIn(forperson.doc, section, " Fra offline.");
    const back = await RoomClient.join(bench.room, FORPERSON, { doc: forperson.doc });
    await settle();
    expect(asked(back).map(({ body }) => body)).toEqual([{ withinMs: LIMITS.lockFlushMs - 1000 }]);
    referent.sayFlushed();
    await move.later;
    expect(await bench.room.read((doc) => textIn(doc, section))).toContain("Fra offline.");
    expect([back.refusals, await phase(bench)]).toEqual([[], "dagsordenFrigivet"]);
  });

  test("[LOCK3] a newcomer cannot make it longer", async () => {
    const { bench, referent, forperson } = await agenda();
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    await settle();
    referent.sayFlushed();
    bench.clock.advance(LIMITS.lockFlushMs - 100);
    const late = await RoomClient.join(bench.room, NAESTFORPERSON);
    late.answersLocks = false;
    forperson.sayFlushed();
    await settle();
    bench.clock.advance(100);
    await move.later;
    expect(move.now?.kind).toBe("done");
  });

  test("[LOCK3] two answers of one client do not count for another one", async () => {
    const { bench, referent, forperson } = await agenda();
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    await settle();
    referent.sayFlushed();
    referent.sayFlushed();
    await flush(bench);
    expect(move.now).toBeUndefined();
    forperson.sayFlushed();
    await move.later;
  });
});

describe("when the room goes away", () => {
  test("[LOCK6] a collapse in the middle answers serverRestart, and the same id can be sent again", async () => {
    const { bench, forperson, section } = await agenda();
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    const waiting = begun(bench.room.execute(FORPERSON, { ...SEND_OUT, id: "k2" }));
    await settle();
    bench.store.failNextCommit("full");
    typeIn(forperson.doc, section, "Tabt?");
    await Promise.all([move.later, waiting.later]);
    for (const each of [move, waiting])
      expect(each.now).toMatchObject({ kind: "refused", refusal: { reason: "serverRestart" } });
    const room = await bench.reopen();
    expect(await room.read(phaseOf)).toBe("dagsordenIArbejde");
    expect((await room.execute(REFERENT, SEND_OUT)).kind).toBe("done");
  });

  test("[LOCK6] a server that stops does not wait for last words, and does not lock", async () => {
    const { bench } = await agenda();
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    await settle();
    await bench.room.close();
    await move.later;
    expect(move.now).toMatchObject({ kind: "refused", refusal: { reason: "serverRestart" } });
    expect(await (await bench.reopen()).read(phaseOf)).toBe("dagsordenIArbejde");
  });

  test("[LOCK6] a commit that fails while the move is written frees the next one", async () => {
    const { bench, referent, forperson } = await agenda();
    const fates = Promise.all([
      bench.room.execute(REFERENT, SEND_OUT),
      bench.room.execute(FORPERSON, { ...SEND_OUT, id: "k2" }),
    ]);
    await settle();
    bench.store.failNextCommit("full");
    referent.sayFlushed();
    forperson.sayFlushed();
    const [first, second] = await fates;
    expect(first).toMatchObject({ kind: "refused", refusal: { reason: "cannotSave" } });
    expect(second).toMatchObject({ kind: "refused", refusal: { reason: "serverRestart" } });
  });
});
