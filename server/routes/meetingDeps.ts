/** What the routes of meetings need from the rest of the server. */
import type { CommitteeSettings } from "../../shared/meeting/committee.ts";
import type { Meeting } from "../../shared/meeting/meeting.ts";
import type { Sessions } from "../access/sessions.ts";
import type { Clock } from "../room/clock.ts";
import type { Who } from "../room/connection.ts";
import type { Rooms } from "../room/rooms.ts";
import type { Store } from "../store/store.ts";

export interface MeetingDeps {
  readonly store: Store;
  readonly rooms: Rooms;
  readonly sessions: Sessions;
  readonly settings: CommitteeSettings;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Everybody in the committee, in its own order. */
  readonly people: () => readonly Who[];
  readonly renderPdf: (
    meeting: Meeting,
    options: { readonly draft: boolean; readonly ledgerHead?: string },
  ) => Promise<Uint8Array>;
}
