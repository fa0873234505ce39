/**
 * Checksums of what the log holds. They are computed over the address (document, epoch, seq) too, so that
 * sound bytes in the wrong place are found as well as damaged ones.
 */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import type { NewRecord } from "./store.ts";

export interface LogAddress {
  readonly documentId: string;
  readonly epoch: string;
}

/** A CRC, not a hash: it finds damage by disks and kernels. What stands against people is the ledger. */
export function crcOfRecord({ documentId, epoch }: LogAddress, record: NewRecord): number {
  const { seq, at, person, clientId, command, bytes } = record;
  const act = command === undefined ? [] : [command.id, command.effect, command.result];
  return crc32(bytes, crc32(JSON.stringify([seq, epoch, documentId, at, person, clientId, ...act])));
}

export function hashOfSnapshot({ documentId, epoch }: LogAddress, seq: number, bytes: Uint8Array): string {
  return createHash("sha256")
    .update(JSON.stringify([seq, epoch, documentId]))
    .update(bytes)
    .digest("hex");
}
