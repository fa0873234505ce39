/**
 * The wire: message types of a document socket, close codes with what the client shall do, and
 * the connect parameters. Types below 100 are y-websocket's; ours begin at 100 and go only to
 * sockets that connected with `v=1`. The body of those is JSON in one varstring after the type.
 */

export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** {frames}: so many document frames of this connection are judged and on disk. */
  saved: 100,
  /** {reason, section}: the last document frame was refused; further ones are ignored. */
  refused: 101,
  /** {message?}: rights changed, or a pending lock came to nothing, which the message explains; ask again. */
  rightsChanged: 102,
  /** {epoch}: before step 1. */
  hello: 103,
  /** Client to server {mode}: 'skriv' or 'foreslaa', in the ordered stream. */
  mode: 104,
  /** {section, text}: typed into a paragraph that somebody deleted. */
  lost: 105,
  /** {withinMs}: you will lose the right to write. Take no more keys, send what you have, then say `flushed`. */
  lockPending: 106,
  /** Client to server {}: all that I had is sent; in the ordered stream, after the last update. */
  flushed: 107,
} as const;

/** The body of `MESSAGE.mode`. In `foreslaa` every edit is judged as a suggestion, whatever the role allows. */
export type DeclaredMode = "skriv" | "foreslaa";

/** Sub-types of `MESSAGE.sync`. */
export const SYNC = { step1: 0, step2: 1, update: 2 } as const;

/** y-websocket stops for ever on 4400-4499 and tries again on all others. */
export const CLOSE = {
  /** Said by the WebSocket server itself: sending the same again would end the same way. */
  tooLarge: { code: 1009, reason: "frame over the limit" },
  notBinary: { code: 1003, reason: "binary frames only" },
  goingAway: { code: 1012, reason: "restart" },
  overload: { code: 1013, reason: "overload" },
  tooManySockets: { code: 1013, reason: "too many sockets of one login" },
  logIn: { code: 4401, reason: "log in" },
  noRight: { code: 4403, reason: "no right" },
  unknown: { code: 4404, reason: "unknown document" },
  otherEpoch: { code: 4409, reason: "other epoch" },
  reload: { code: 4426, reason: "reload" },
  rightsChanged: { code: 4503, reason: "rights changed" },
  /** The store takes no writes just now: keep the text on the device, and try again with patience. */
  cannotSave: { code: 4507, reason: "cannot save" },
} as const;

export type CloseReason = keyof typeof CLOSE;

/** Query parameters of `/collab/:documentId`; all are optional. */
export const PARAM = { client: "client", version: "v", schema: "schema", as: "som", epoch: "epoch" } as const;

export const AS_HEADER = "X-Medskriv-Som";
export const PROTOCOL_VERSION = "1";
