/** What passes the socket, and what waits for the answer to the server's step 1. */
import { expect, test } from "vitest";
import { tellingSocket, type DocumentFrame } from "../../client/connection/wire.ts";
import { MESSAGE, SYNC } from "../../shared/protocol/messages.ts";

const STEP1 = Uint8Array.of(MESSAGE.sync, SYNC.step1, 1, 0);
const STEP2 = Uint8Array.of(MESSAGE.sync, SYNC.step2, 2, 0, 0);
const UPDATE = Uint8Array.of(MESSAGE.sync, SYNC.update, 2, 0, 0);
const AWARENESS = Uint8Array.of(MESSAGE.awareness, 1, 0);

test("[CONN20] a change waits until this socket has answered step 1, and is counted only when it is sent", () => {
  const sent: unknown[] = [];
  const told: DocumentFrame[] = [];
  class Base {
    send(data: unknown): void {
      sent.push(data);
    }
  }
  // It has the one member that is used.
  const Socket = tellingSocket(Base as unknown as typeof WebSocket, (kind) => told.push(kind));
  const socket = new Socket("ws://nowhere");
  for (const frame of [STEP1, UPDATE, AWARENESS, UPDATE, STEP2, UPDATE]) socket.send(frame);
  expect(sent).toEqual([STEP1, AWARENESS, STEP2, UPDATE]);
  expect(told).toEqual(["step2", "update"]);
});
