/** A lock is judged twice and comes one at a time: what changed meanwhile keeps the phase and is named. */
import { describe, expect, test } from "vitest";
import {
  agenda,
  almostApproved,
  asked,
  begun,
  flush,
  phase,
  SEND_OUT,
  signed,
  signedAgain,
  told,
} from "../support/lockRooms.ts";
import { FORPERSON, MEDLEM, NAESTFORPERSON, openRoom, REFERENT, settle } from "../support/rooms.ts";
import { RoomClient, typeIn } from "../support/roomClient.ts";

describe("judged twice", () => {
  test("[LOCK4] when all is as it was, the last signature locks the referat", async () => {
    const { bench, referent, last, hash } = await almostApproved();
    const sign = begun(bench.room.execute(NAESTFORPERSON, { type: "signOff", id: "k1", itemId: last, hash }));
    await settle();
    expect([asked(referent).length, await phase(bench)]).toEqual([1, "tilGodkendelse"]);
    referent.sayFlushed();
    await sign.later;
    expect([sign.now?.kind, await phase(bench)]).toEqual(["done", "godkendt"]);
    expect(told(referent).at(-1)?.body).toEqual({});
  });

  test("[LOCK4] another item that changed meanwhile keeps the phase; the signature stands and the item is named", async () => {
    const { bench, referent, last, hash } = await almostApproved();
    const before = bench.room.ledgerHead;
    const command = { type: "signOff", id: "k1", itemId: last, hash } as const;
    const sign = begun(bench.room.execute(NAESTFORPERSON, command));
    await settle();
    typeIn(referent.doc, bench.decisions[0] ?? "", "Rettet.");
    referent.sayFlushed();
    await sign.later;
    const message =
      "Punkt 1 blev ændret, mens referatet blev låst. Referatet er ikke låst endnu. Se ændringen, og godkend igen.";
    expect(sign.now).toMatchObject({
      kind: "done",
      body: { role: "naestforperson", notLocked: { reason: "changedWhileLocking", message } },
    });
    expect(await phase(bench)).toBe("tilGodkendelse");
    expect(bench.room.ledgerHead).not.toBe(before);
    expect(told(referent).at(-1)?.body).toEqual({ message });
    typeIn(referent.doc, bench.decisions[0] ?? "", " Igen.");
    await flush(bench);
    expect(referent.refusals).toEqual([]);
    // Also a repeat after a restart tells of it.
    expect(await (await bench.reopen()).execute(NAESTFORPERSON, command)).toEqual(sign.now);
  });

  test("[LOCK4] the signer's own item that changed meanwhile is not signed, and is named", async () => {
    const { bench, referent, last, hash } = await almostApproved();
    const before = bench.room.ledgerHead;
    const sign = begun(bench.room.execute(NAESTFORPERSON, { type: "signOff", id: "k1", itemId: last, hash }));
    await settle();
    typeIn(referent.doc, bench.decisions[2] ?? "", "Rettet.");
    referent.sayFlushed();
    await sign.later;
    expect(sign.now).toMatchObject({
      kind: "refused",
      refusal: {
        reason: "changedWhileLocking",
        detail: "Punkt 3 blev ændret, mens referatet blev låst",
      },
    });
    expect([await phase(bench), bench.room.ledgerHead]).toEqual(["tilGodkendelse", before]);
  });

  test("[LOCK4] a signature that was taken back meanwhile is missing", async () => {
    const { bench, referent, last, hash } = await almostApproved();
    const sign = begun(bench.room.execute(NAESTFORPERSON, { type: "signOff", id: "k1", itemId: last, hash }));
    await settle();
    const withdrawal = { type: "withdrawSignOff", id: "k2", itemId: bench.items[1] ?? "" } as const;
    expect((await bench.room.execute(FORPERSON, withdrawal)).kind).toBe("done");
    referent.sayFlushed();
    await sign.later;
    expect(told(referent).at(-1)?.body["message"]).toMatch(/^Punkt 2 mangler en godkendelse\./u);
    expect(await phase(bench)).toBe("tilGodkendelse");
  });

  test("[LOCK4] a move that is refused when asked asks nobody", async () => {
    const { bench, referent } = await agenda();
    const answer = await bench.room.execute(MEDLEM, { ...SEND_OUT, id: "k9" });
    expect([answer.kind, asked(referent)]).toEqual(["refused", []]);
  });

  test("[LOCK4] a move that nobody may make any more is refused, and the writers go on", async () => {
    const { bench, referent, forperson, section } = await agenda();
    const move = begun(bench.room.execute(REFERENT, SEND_OUT));
    await settle();
    for (const itemId of bench.items) {
      await bench.room.execute(REFERENT, { type: "removeItem", id: `væk-${itemId}`, itemId });
    }
    referent.sayFlushed();
    forperson.sayFlushed();
    await move.later;
    expect(move.now).toMatchObject({ kind: "refused", refusal: { reason: "notComplete" } });
    expect(told(forperson).map(({ body }) => body)).toEqual([{}]);
    typeIn(forperson.doc, section, "Mere.");
    await flush(bench);
    expect(forperson.refusals).toEqual([]);
  });
});

describe("one at a time", () => {
  test("[LOCK5] a second move waits its turn and is judged then", async () => {
    const { bench, referent, forperson } = await agenda();
    const first = begun(bench.room.execute(REFERENT, SEND_OUT));
    const second = begun(bench.room.execute(FORPERSON, { ...SEND_OUT, id: "k2" }));
    await settle();
    expect([asked(referent).length, first.now, second.now]).toEqual([1, undefined, undefined]);
    referent.sayFlushed();
    forperson.sayFlushed();
    await Promise.all([first.later, second.later]);
    expect(first.now?.kind).toBe("done");
    expect(second.now).toMatchObject({ kind: "refused", refusal: { reason: "wrongPhase" } });
    expect(asked(referent)).toHaveLength(1);
  });

  test("[LOCK5] when the first comes to nothing, the second has its own round", async () => {
    const { bench, referent, last, hash } = await almostApproved();
    const sign = { type: "signOff", itemId: last, hash } as const;
    const first = begun(bench.room.execute(NAESTFORPERSON, { ...sign, id: "k1" }));
    const second = begun(bench.room.execute(NAESTFORPERSON, { ...sign, id: "k2" }));
    await settle();
    const own = bench.decisions[0] ?? "";
    typeIn(referent.doc, own, "Rettet.");
    referent.sayFlushed();
    await Promise.all([first.later, second.later]);
    // Nothing to lock with item 1 changed: the second is a signature like any other.
    expect([first.now?.kind, second.now?.kind, asked(referent).length]).toEqual(["done", "done", 1]);
    await signedAgain(bench, referent, 0);
    expect([await phase(bench), asked(referent).length]).toEqual(["godkendt", 2]);
  });

  test("[LOCK5] of the last two signatures, given in one instant, the second asks for last words", async () => {
    const bench = await openRoom({ phase: "tilGodkendelse" });
    const referent = await RoomClient.join(bench.room, REFERENT);
    await flush(bench);
    const [last = "", ...others] = bench.items;
    for (const itemId of others) {
      await signed(bench, FORPERSON, itemId);
      await signed(bench, NAESTFORPERSON, itemId);
    }
    await Promise.all([signed(bench, FORPERSON, last), signed(bench, NAESTFORPERSON, last)]);
    expect([asked(referent).length, await phase(bench)]).toEqual([1, "godkendt"]);
  });

  test("[LOCK6] a repeated id waits for the same answer, and another person's use of it is refused", async () => {
    const { bench, referent, forperson } = await agenda();
    const first = begun(bench.room.execute(REFERENT, SEND_OUT));
    await settle();
    const repeat = begun(bench.room.execute(REFERENT, SEND_OUT));
    const foreign = await bench.room.execute(FORPERSON, SEND_OUT);
    referent.sayFlushed();
    forperson.sayFlushed();
    await Promise.all([first.later, repeat.later]);
    expect(repeat.now).toEqual(first.now);
    expect(foreign).toMatchObject({ kind: "refused", refusal: { reason: "usedId" } });
    expect(await bench.room.execute(REFERENT, SEND_OUT)).toEqual(first.now);
  });
});
