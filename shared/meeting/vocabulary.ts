/**
 * The closed lists of MED work. Literals are Danish in ASCII, as the field says them; what people
 * read is in labels.ts. Every table over a list is a mapped type, so a new member without a row
 * does not compile.
 */

export const MEETING_KINDS = ["dagsorden", "referat"] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];

export const PHASES = [
  "planlagt",
  "dagsordenIArbejde",
  "dagsordenTilGodkendelse",
  "dagsordenFrigivet",
  "moede",
  "referatIArbejde",
  "tilGodkendelse",
  "godkendt",
  "endeligtGodkendt",
  "aflyst",
] as const;
export type Phase = (typeof PHASES)[number];

/** `punktansvarlig` and `gaest` hold for one item; all others for the committee and a period. */
export const ROLES = [
  "referent",
  "forperson",
  "naestforperson",
  "medlem",
  "punktansvarlig",
  "gaest",
  "ansat",
] as const;
export type Role = (typeof ROLES)[number];

/** The roles that sign an item; both must. */
export const CHAIR_ROLES = ["forperson", "naestforperson"] as const satisfies readonly Role[];
export type ChairRole = (typeof CHAIR_ROLES)[number];

export const SECTION_KINDS = [
  "resume",
  "sagsfremstilling",
  "oekonomi",
  "lovgrundlag",
  "indstilling",
  "beslutning",
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/** The formula in which a decision ends; a type never overwrites the text. */
export const OUTCOMES = [
  "tilEfterretning",
  "godkendt",
  "droeftet",
  "anbefalet",
  "ikkeTiltraadt",
  "udsat",
  "udgaar",
  "intetUnderPunktet",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const ATTENDANCE_STATES = ["tilStede", "online", "afbud", "fravaerende", "suppleant"] as const;
export type AttendanceState = (typeof ATTENDANCE_STATES)[number];

export const HEADER_FIELDS = ["committee", "date", "startTime", "place", "participants"] as const;
export type HeaderField = (typeof HEADER_FIELDS)[number];
