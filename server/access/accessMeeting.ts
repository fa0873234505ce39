/** The only way to a meeting: may this person know of it at all? A document is read whole or not at all. */
import { mayReadMeeting } from "../../shared/policy/permissions.ts";
import type { CommitteeSettings } from "../../shared/meeting/committee.ts";
import { PHASES, type Phase } from "../../shared/meeting/vocabulary.ts";
import { refusalOf, type Refusal } from "../../shared/policy/refusal.ts";
import type { MeetingSummary, Store } from "../store/store.ts";
import type { Who } from "../room/connection.ts";

type ListedMeeting = MeetingSummary & { readonly id: string };

export type MeetingAccess =
  | { readonly kind: "granted"; readonly meeting: ListedMeeting }
  | { readonly kind: "refused"; readonly refusal: Refusal };

interface AccessDeps {
  readonly store: Store;
  readonly settings: CommitteeSettings;
}

export async function accessMeeting(
  { store, settings }: AccessDeps,
  who: Who,
  meetingId: string,
): Promise<MeetingAccess> {
  const meeting = await store.findMeeting(meetingId);
  if (meeting === undefined) return { kind: "refused", refusal: refusalOf("unknownMeeting") };
  return mayRead(who, meeting, settings)
    ? { kind: "granted", meeting }
    : { kind: "refused", refusal: refusalOf("noRight") };
}

export async function listAccessible(
  { store, settings }: AccessDeps,
  who: Who,
): Promise<readonly ListedMeeting[]> {
  return (await store.listMeetings()).filter((meeting) => mayRead(who, meeting, settings));
}

function mayRead(who: Who, meeting: MeetingSummary, settings: CommitteeSettings): boolean {
  return mayReadMeeting({ phase: phaseOfSummary(meeting), roles: who.roles, settings }).allowed;
}

/** The store keeps a phase as text; one that we do not know shows the meeting to nobody but those who plan. */
function phaseOfSummary(meeting: MeetingSummary): Phase {
  return PHASES.find((phase) => phase === meeting.phase) ?? "planlagt";
}
