/**
 * A committee's habits: its words, its section order, its numbering and the few rights that it
 * decides itself. One set is built in until committees can be set up: the demo committee's.
 */
import type { ChairTerm } from "./labels.ts";
import type { SectionKind } from "./vocabulary.ts";

export interface CommitteeSettings {
  /** Who must approve the agenda before it is sent out. `both` comes with approval of agendas. */
  readonly agendaApproval: "none";
  /** Whether every item must be marked Klar before the referat goes to approval. */
  readonly requireReady: boolean;
  /** Whether the chairs write in Beslutning during the meeting; otherwise they suggest. */
  readonly chairsEditInMoede: boolean;
  readonly chairsEditInReferatIArbejde: boolean;
  /** Whether members suggest in Beslutning; otherwise they read. */
  readonly membersMaySuggest: boolean;
  /** Whether members see and comment Beslutning while it is up for approval. */
  readonly membersFollowApproval: boolean;
  /** Whether staff see the names of those who were there in approved minutes. */
  readonly staffSeesNames: boolean;
  readonly terms: { readonly chair: ChairTerm };
  readonly sectionOrder: readonly SectionKind[];
  /** Item numbers begin anew at each meeting, or run on over the year. */
  readonly numbering: "perMeeting" | "perYear";
}

export const DEMO_SETTINGS: CommitteeSettings = {
  agendaApproval: "none",
  requireReady: false,
  chairsEditInMoede: true,
  chairsEditInReferatIArbejde: false,
  membersMaySuggest: false,
  membersFollowApproval: true,
  staffSeesNames: true,
  terms: { chair: "forperson" },
  sectionOrder: ["indstilling", "resume", "sagsfremstilling", "oekonomi", "lovgrundlag", "beslutning"],
  numbering: "perMeeting",
};

/** The sections in the committee's order; those of one kind keep the order they came in. */
export function orderSections<T extends { readonly kind: SectionKind }>(
  sections: readonly T[],
  sectionOrder: readonly SectionKind[],
): readonly T[] {
  return sections.toSorted((a, b) => sectionOrder.indexOf(a.kind) - sectionOrder.indexOf(b.kind));
}
