/**
 * A process that appends to a store until it is killed or has appended enough, and says `saved N` once
 * record N was acknowledged. Arguments: file, how many batches may be on their way at once, how many in all.
 */
import { openSqliteStore } from "../../server/store/sqliteStore.ts";

const [file = "", atOnceText = "1", countText = "Infinity"] = process.argv.slice(2);
const DOCUMENT = { documentId: "moede-1", epoch: "epoke-1" };
const summary = { title: "", kind: "", committee: "", phase: "", date: "", startTime: "", place: "" };

const store = await openSqliteStore({ file });
const stored = await store.load(DOCUMENT.documentId);
if (stored === undefined) await store.create({ ...DOCUMENT, records: [], summary });
process.stdout.write("opened\n");

const last = (stored?.lastSeq ?? 0) + Number(countText);
let next = (stored?.lastSeq ?? 0) + 1;
const commitsBefore = (await store.facts()).commits;
await Promise.all(Array.from({ length: Number(atOnceText) }, appendOneAfterAnother));
process.stdout.write(`commits ${(await store.facts()).commits - commitsBefore}\n`);
await store.close();

async function appendOneAfterAnother(): Promise<void> {
  while (next <= last) {
    const seq = next;
    next += 1;
    const bytes = new TextEncoder().encode(`record ${seq}`);
    const at = "2026-03-19T09:00:00Z";
    await store.append({ ...DOCUMENT, records: [{ seq, at, person: "referent", clientId: 1, bytes }] });
    process.stdout.write(`saved ${seq}\n`);
  }
}
