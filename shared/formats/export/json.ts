/** A meeting as JSON for archives and other systems; import/json.ts reads it back to the same meeting. */
import type { Meeting } from "../../meeting/meeting.ts";

export const JSON_FORMAT = "medskriv-meeting";
export const JSON_VERSION = 1;

export function meetingAsJson(meeting: Meeting): string {
  return `${JSON.stringify({ format: JSON_FORMAT, version: JSON_VERSION, ...meeting }, null, 2)}\n`;
}
