/** What printer.ts and its worker thread say to each other. */

export interface PrintJob {
  readonly id: number;
  /** A PrintedMeeting as JSON. */
  readonly json: string;
}

export type PrintAnswer =
  | { readonly id: number; readonly ok: true; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly id: number; readonly ok: false; readonly problem: string };
