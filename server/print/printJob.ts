/** What printer.ts and its worker thread say to each other. */
import type { Meeting } from "../../shared/meeting/meeting.ts";
import type { PrintOptions } from "./printable.ts";

export interface PrintJob {
  readonly id: number;
  /** PrintContent as JSON. */
  readonly json: string;
}

export interface PrintContent {
  readonly meeting: Meeting;
  readonly options: PrintOptions;
}

export type PrintAnswer =
  | { readonly id: number; readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly ok: false; readonly problem: string };
