/** What people read for each literal of vocabulary.ts. Mapped types: a new literal without a label does not compile. */
import type {
  AttendanceState,
  HeaderField,
  MeetingKind,
  Outcome,
  Phase,
  Role,
  SectionKind,
} from "./vocabulary.ts";

export const KIND_LABELS: Readonly<Record<MeetingKind, string>> = {
  dagsorden: "DAGSORDEN",
  referat: "REFERAT",
};

export const PHASE_LABELS: Readonly<Record<Phase, string>> = {
  planlagt: "Planlagt",
  dagsordenIArbejde: "Dagsorden i arbejde",
  dagsordenTilGodkendelse: "Dagsorden til godkendelse",
  dagsordenFrigivet: "Dagsorden udsendt",
  moede: "Møde i gang",
  referatIArbejde: "Referat i arbejde",
  tilGodkendelse: "Til godkendelse",
  godkendt: "Godkendt",
  endeligtGodkendt: "Endeligt godkendt",
  aflyst: "Aflyst",
};

export const SECTION_LABELS: Readonly<Record<SectionKind, string>> = {
  resume: "Resumé",
  sagsfremstilling: "Sagsfremstilling",
  oekonomi: "Økonomi",
  lovgrundlag: "Lovgrundlag",
  indstilling: "Indstilling",
  beslutning: "Beslutning",
};

/** The heading of an item's attachments; they are no section, but are printed like one. */
export const ATTACHMENTS_LABEL = "Bilag";

export const OUTCOME_LABELS: Readonly<Record<Outcome, string>> = {
  tilEfterretning: "Til efterretning",
  godkendt: "Godkendt",
  droeftet: "Drøftet",
  anbefalet: "Anbefalet",
  ikkeTiltraadt: "Ikke tiltrådt",
  udsat: "Udsat",
  udgaar: "Udgår",
  intetUnderPunktet: "Intet under punktet",
};

export const ATTENDANCE_LABELS: Readonly<Record<AttendanceState, string>> = {
  tilStede: "Til stede",
  online: "Online",
  afbud: "Afbud",
  fravaerende: "Fraværende",
  suppleant: "Suppleant",
};

export const HEADER_LABELS: Readonly<Record<HeaderField, string>> = {
  committee: "Udvalg",
  date: "Mødedato",
  startTime: "Mødetidspunkt",
  place: "Mødested",
  participants: "Mødedeltagere",
};

export const ROLE_LABELS: Readonly<Record<Role, string>> = {
  referent: "referent",
  forperson: "forperson",
  naestforperson: "næstforperson",
  medlem: "medlem",
  punktansvarlig: "punktansvarlig",
  gaest: "gæst",
  ansat: "ansat",
};

/** The committee's own word for its chairs: some say forperson, some formand. */
export type ChairTerm = "forperson" | "formand";

export function roleLabel(role: Role, chairTerm: ChairTerm): string {
  return ROLE_LABELS[role].replace("forperson", chairTerm);
}

/** «Punkt 8», «Punkt 3, 5 og 8»: the beginning of a sentence. */
export function itemsText(items: readonly { readonly number: number }[]): string {
  const numbers = items.map(({ number }) => number);
  return `Punkt ${[numbers.slice(0, -1).join(", "), numbers.at(-1)].filter((part) => part !== "").join(" og ")}`;
}
