import { expect, test } from "vitest";
import { hashText } from "../../shared/canonical/canonicalItem.ts";
import { LEDGER_START, ledgerEntry, type LedgerEntry, verifyLedger } from "../../shared/canonical/ledger.ts";

function chainOf(length: number, item = "i"): readonly LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (let n = 1; n <= length; n += 1) {
    const facts = {
      n,
      at: "2026-03-19T10:00:00Z",
      person: "forperson",
      role: "forperson",
      authLevel: "demo",
      meeting: "m",
      item: `${item}${n}`,
      hash: hashText(`text ${n}`),
      seq: 100 + n,
      act: "signOff",
    } as const;
    entries.push(ledgerEntry(facts, entries.at(-1)?.hash ?? LEDGER_START.hash));
  }
  return entries;
}

function altered(
  entries: readonly LedgerEntry[],
  at: number,
  change: Partial<LedgerEntry>,
): readonly LedgerEntry[] {
  return entries.map((entry, index) => (index === at ? { ...entry, ...change } : entry));
}

test("[LED1] an entry is canonical JSON and is chained to the one before", () => {
  const [first, second] = chainOf(2);
  expect(first?.entry).toBe(
    `{"act":"signOff","at":"2026-03-19T10:00:00Z","authLevel":"demo","hash":"${hashText("text 1")}",` +
      '"item":"i1","meeting":"m","n":1,"person":"forperson","role":"forperson","seq":101}',
  );
  expect(second?.hash).toBe(hashText(`${first?.hash}${second?.entry}`));
});

test("[LED2] a whole chain holds, and an empty one", () => {
  const entries = chainOf(3);
  expect(verifyLedger(entries)).toEqual({ ok: true, head: entries[2]?.hash, entries: 3 });
  expect(verifyLedger([])).toEqual({ ok: true, head: LEDGER_START.hash, entries: 0 });
});

test("[LED2] any altered byte of any entry or hash is found, at that entry", () => {
  const entries = chainOf(3);
  let tried = 0;
  for (const [at, { entry, hash, n }] of entries.entries()) {
    for (let byte = 0; byte < entry.length; byte += 1) {
      const other = String.fromCharCode(entry.charCodeAt(byte) ^ 1);
      const verdict = verifyLedger(
        altered(entries, at, { entry: entry.slice(0, byte) + other + entry.slice(byte + 1) }),
      );
      expect(verdict).toMatchObject({ ok: false, n });
      tried += 1;
    }
    for (let digit = 0; digit < hash.length; digit += 1) {
      const other = hash[digit] === "0" ? "1" : "0";
      const verdict = verifyLedger(
        altered(entries, at, { hash: hash.slice(0, digit) + other + hash.slice(digit + 1) }),
      );
      expect(verdict).toMatchObject({ ok: false, n });
      tried += 1;
    }
  }
  expect(tried).toBeGreaterThan(700);
});

test("[LED2] an entry taken out, put in again or moved is found", () => {
  const [first, second, third] = chainOf(3);
  if (first === undefined || second === undefined || third === undefined) expect.fail("no chain");
  expect(verifyLedger([first, third])).toEqual({ ok: false, n: 2, why: "gap" });
  expect(verifyLedger([first, first, second])).toEqual({ ok: false, n: 2, why: "gap" });
  expect(verifyLedger([second, third])).toEqual({ ok: false, n: 1, why: "gap" });
});

test("[LED2] an entry spelled otherwise is found even when the chain over it is made anew", () => {
  const [first] = chainOf(1);
  const entry = first?.entry.replace('"n":1', '"n": 1') ?? "";
  const hash = hashText(LEDGER_START.hash + entry);
  expect(verifyLedger([{ n: 1, hash, entry }])).toEqual({ ok: false, n: 1, why: "entryAltered" });
});

test("[LED3] with the head of any receipt a chain made anew, or cut short, is found", () => {
  const entries = chainOf(3);
  const receipt = entries[1]?.hash ?? "";
  expect(verifyLedger(entries, receipt)).toMatchObject({ ok: true });
  expect(verifyLedger(chainOf(3, "other"), receipt)).toEqual({ ok: false, n: 3, why: "otherHead" });
  expect(verifyLedger(entries.slice(0, 1), receipt)).toEqual({ ok: false, n: 1, why: "otherHead" });
});
