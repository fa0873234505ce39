/**
 * The two invented meetings of the demo as data: what they hold, which phase they are in and what
 * the chairs have approved and commented. Knows nothing of rooms and stores; whoever seeds the demo plays it in.
 */
import type { Meeting } from "../../shared/meeting/meeting.ts";
import type { RichText } from "../../shared/meeting/richText.ts";
import type { ChairRole, Phase } from "../../shared/meeting/vocabulary.ts";
import { CURRENT_ITEM_COMMENT } from "./demoCurrentItem.ts";
import {
  FEBRUARY_CHANGED_ITEM_INDEX,
  FEBRUARY_MEETING,
  FEBRUARY_SIGNED_DECISION,
} from "./demoFebruaryMeeting.ts";
import { MARCH_CURRENT_ITEM_INDEX, MARCH_MEETING } from "./demoMarchMeeting.ts";

/** One signature to be made while the demo is seeded. Item indices count from 0. */
export interface DemoApproval {
  readonly role: ChairRole;
  readonly itemIndex: number;
  /** UTC, ISO 8601. */
  readonly at: string;
  /** Set when the decision read so when it was signed; the meeting holds what it reads now, so the approval is stale. */
  readonly signedDecision?: RichText;
}

/** A thread on words of an item's decision. */
export interface DemoComment {
  readonly itemIndex: number;
  readonly quote: string;
  readonly messages: readonly { readonly person: string; readonly at: string; readonly text: string }[];
}

export interface DemoMeeting {
  readonly id: string;
  readonly meeting: Meeting;
  readonly phase: Phase;
  readonly currentItemIndex?: number;
  /** How long the current item has been under way when the demo is made. */
  readonly currentItemMinutes?: number;
  readonly approvals: readonly DemoApproval[];
  readonly comments: readonly DemoComment[];
}

export function demoMeetings(): readonly DemoMeeting[] {
  return [
    {
      id: "demo-moede",
      meeting: MARCH_MEETING,
      phase: "moede",
      currentItemIndex: MARCH_CURRENT_ITEM_INDEX,
      currentItemMinutes: 12,
      approvals: [],
      comments: [{ itemIndex: MARCH_CURRENT_ITEM_INDEX, ...CURRENT_ITEM_COMMENT }],
    },
    {
      id: "demo-godkendelse",
      meeting: FEBRUARY_MEETING,
      phase: "tilGodkendelse",
      approvals: APPROVALS,
      comments: [],
    },
  ];
}

/** The meeting as it read when the chairs approved: play this in, sign, then bring the decisions up to date. */
export function meetingWhenSigned({ meeting, approvals }: DemoMeeting): Meeting {
  const signedDecisionAt = (index: number) =>
    approvals.find((one) => one.itemIndex === index && one.signedDecision !== undefined)?.signedDecision;
  return {
    ...meeting,
    items: meeting.items.map((item, index) => ({
      ...item,
      sections: item.sections.map((section) =>
        section.kind === "beslutning"
          ? { ...section, content: signedDecisionAt(index) ?? section.content }
          : section,
      ),
    })),
  };
}

/** The forperson has one item left, the næstforperson two; both approved the item that was changed later. */
const APPROVALS: readonly DemoApproval[] = [
  ...[0, 1, 2, 3, 4, 5, 6].map((itemIndex) => approval("forperson", itemIndex, "2026-03-02T09")),
  ...[0, 1, 2, 3, 4, 5].map((itemIndex) => approval("naestforperson", itemIndex, "2026-03-03T14")),
];

function approval(role: ChairRole, itemIndex: number, hour: string): DemoApproval {
  const minute = String(5 + itemIndex * 2).padStart(2, "0");
  return {
    role,
    itemIndex,
    at: `${hour}:${minute}:00.000Z`,
    ...(itemIndex === FEBRUARY_CHANGED_ITEM_INDEX ? { signedDecision: FEBRUARY_SIGNED_DECISION } : {}),
  };
}
