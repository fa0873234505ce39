/** What the client does for each way a document socket can close. */
import { CLOSE } from "../../shared/protocol/messages.ts";
import type { EndReason } from "./meetingSession.ts";

export type AfterClose =
  | { readonly kind: "comeBack" }
  /** The server cannot write to its disk now; it may take more than one visit. */
  | { readonly kind: "comeBackToSave" }
  /** The server asks us back at once: our rights have changed. */
  | { readonly kind: "comeBackSoon" }
  | { readonly kind: "startAnew" }
  /** What we sent was more than a frame may hold: it is a refused edit. */
  | { readonly kind: "keepWords" }
  | { readonly kind: "reload" }
  | { readonly kind: "end"; readonly why: EndReason };

const AFTER: ReadonlyMap<number, AfterClose> = new Map([
  [CLOSE.logIn.code, { kind: "end", why: "login" }],
  [CLOSE.noRight.code, { kind: "end", why: "noRight" }],
  [CLOSE.unknown.code, { kind: "end", why: "unknown" }],
  [CLOSE.otherEpoch.code, { kind: "startAnew" }],
  [CLOSE.tooLarge.code, { kind: "keepWords" }],
  [CLOSE.reload.code, { kind: "reload" }],
  [CLOSE.rightsChanged.code, { kind: "comeBackSoon" }],
  [CLOSE.cannotSave.code, { kind: "comeBackToSave" }],
]);

/** `undefined`: we closed it ourselves, or the network did. */
export function afterClose(code: number | undefined): AfterClose {
  return (code === undefined ? undefined : AFTER.get(code)) ?? { kind: "comeBack" };
}

const FIRST_DELAY_MS = 250;
const LONGEST_DELAY_MS = 5000;

/** Rising, and half of it by chance: 500 browsers that lost one server must not come back in one instant. */
export function comeBackDelayMs(attempt: number, chance: number): number {
  const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempt, 10));
  return full / 2 + (full / 2) * chance;
}
