/** Reads what passes on a document socket: which frames carry changes, and the bodies of our own messages. */
import * as decoding from "lib0/decoding";
import { MESSAGE, SYNC } from "../../shared/protocol/messages.ts";

export type DocumentFrame = "step2" | "update";

/** What a frame carries of the document, or undefined for any other frame. */
export function documentFrameOf(data: unknown): DocumentFrame | undefined {
  if (!(data instanceof Uint8Array) || data[0] !== MESSAGE.sync) return undefined;
  if (data[1] === SYNC.step2) return "step2";
  return data[1] === SYNC.update ? "update" : undefined;
}

/**
 * A WebSocket that tells of each document frame just before it is sent. y-websocket sends changes as
 * soon as the socket is open; those before its answer to the server's step 1 are left out here, since
 * that answer holds them: alone they would follow on unsent ones that the server lacks, and be refused.
 */
export function tellingSocket(
  Base: typeof WebSocket,
  onDocumentFrame: (kind: DocumentFrame) => void,
): typeof WebSocket {
  return class extends Base {
    #hasAnswered = false;

    override send(data: Parameters<WebSocket["send"]>[0]): void {
      const kind = documentFrameOf(data);
      if (kind === "update" && !this.#hasAnswered) return;
      if (kind !== undefined) {
        this.#hasAnswered = true;
        onDocumentFrame(kind);
      }
      super.send(data);
    }
  };
}

/** The state vector in a sync step 1, or undefined for other sync messages. Leaves the decoder where it was. */
export function peekStateVector(decoder: decoding.Decoder): Uint8Array | undefined {
  const copy = decoding.clone(decoder);
  if (decoding.readVarUint(copy) !== SYNC.step1) return undefined;
  return decoding.readVarUint8Array(copy);
}

type Body = Readonly<Record<string, unknown>>;

export function readBody(decoder: decoding.Decoder): Body {
  try {
    const value: unknown = JSON.parse(decoding.readVarString(decoder));
    // What is no object has no fields; the reader of the field decides.
    return typeof value === "object" && value !== null ? (value as Body) : {};
  } catch {
    // A cut-off body counts as one without fields: its message type alone still says what to do.
    return {};
  }
}

export function textField(body: Body, field: string): string | undefined {
  const value = body[field];
  return typeof value === "string" ? value : undefined;
}

export function countField(body: Body, field: string): number {
  const value = body[field];
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 0;
}
