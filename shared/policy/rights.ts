/** The closed lists of the permission table: the parts of a meeting, the rights, and how an act is said. */

export const AREAS = [
  /** Committee, date, time, place, participants. */
  "hoved",
  /** Titles and order of the items. */
  "punkter",
  /** Adding, removing and restoring items, journal numbers, closing. */
  "sagsdata",
  /** Every section but Beslutning. */
  "sagstekst",
  "bilag",
  /** Text and outcome of the decision. */
  "beslutning",
  "fremmoede",
  /** Which item is being treated now. */
  "afvikling",
  "opgaver",
  "godkendelse",
  /** What the importer was not sure of. */
  "tvivl",
] as const;
export type Area = (typeof AREAS)[number];

/** Rising from nothing to edit; `sign` stands apart. */
export const RIGHTS = ["nothing", "read", "comment", "suggest", "edit", "sign"] as const;
export type Right = (typeof RIGHTS)[number];
export type Act = Exclude<Right, "nothing">;

interface AreaActs extends Readonly<Record<Act, string>> {
  /** Whether this part lies in the meeting's document as text that every reader of it gets. */
  readonly readWithMeeting: boolean;
  /** Whether it is running text, in which a change can be suggested. */
  readonly isText: boolean;
}

/** Ends the sentence «Kun referenten kan …». */
export const AREA_ACTS: Readonly<Record<Area, AreaActs>> = {
  hoved: acts("mødets oplysninger", "rette mødets oplysninger"),
  punkter: acts("punkterne", "rette punkternes titler og rækkefølge"),
  sagsdata: acts("punkterne", "tilføje og fjerne punkter og rette journalnumre"),
  sagstekst: { ...acts("sagsteksten", "skrive i sagsteksten"), isText: true },
  bilag: acts("bilagene", "rette bilag"),
  beslutning: { ...acts("Beslutning", "skrive i Beslutning"), isText: true },
  fremmoede: acts("fremmødet", "registrere fremmøde"),
  afvikling: { ...acts("mødets gang", "vælge det punkt, der behandles nu"), readWithMeeting: false },
  opgaver: { ...acts("opgaverne", "rette opgaver"), readWithMeeting: false },
  godkendelse: { ...acts("godkendelserne", "ændre godkendelser"), readWithMeeting: false },
  tvivl: { ...acts("listen over tvivl", "afklare tvivl fra importen"), readWithMeeting: false },
};

function acts(part: string, edit: string): AreaActs {
  return {
    read: `læse ${part} på dette trin`,
    comment: `kommentere ${part}`,
    suggest: `foreslå ændringer i ${part}`,
    edit,
    sign: "godkende",
    readWithMeeting: true,
    isText: false,
  };
}
