/**
 * The closed list of what the importer may be in doubt about, with the sentence the referent reads.
 * A doubt never carries words that are not also in the meeting, save for what the rules leave out:
 * the contents list and page numbers.
 */
import type { Doubt } from "../../meeting/meeting.ts";

const MESSAGES = {
  noItems: "Der blev ikke fundet nogen punkter. Al tekst står i indledningen.",
  committeeMissing: "Udvalgets navn blev ikke fundet. Skriv det i mødets hoved.",
  kindGuessed: "Der står hverken referat eller dagsorden i overskriften. Arten er valgt efter indholdet.",
  kindFollowsContent: "Der står dagsorden, men teksten har beslutninger. Den er læst som referat.",
  dateMissing: "Mødets dato blev ikke fundet. Skriv den i mødets hoved.",
  dateUnreadable: "Datoen kunne ikke læses. Den er bevaret, som den stod.",
  weekdayWrong: "Ugedagen passer ikke til datoen. Teksten er bevaret, som den stod.",
  dateDiffers: "Datoen i overskriften er en anden end mødedatoen. Den er bevaret i indledningen.",
  headerWords: "Ordene stod i overskriften og er bevaret i indledningen. Slet dem, hvis de ikke skal bruges.",
  preambleText: "Teksten før det første punkt er bevaret i indledningen.",
  absenceAsText: "Afbud og fravær er bevaret som tekst. Før det ind under fremmøde, hvis det skal tælle med.",
  contentsDiffer: "Indholdsfortegnelsen har en anden titel end punktet. Punktets egen titel er brugt.",
  contentsText: "Teksten stod ved indholdsfortegnelsen og er bevaret i indledningen.",
  numberOrder: "Punktets nummer følger ikke efter det forrige. Numrene bliver fortløbende i systemet.",
  titleMissing: "Punktet har ingen titel. Skriv en.",
  textBeforeHeading: "Teksten stod før den første afsnitsoverskrift. Den er sat i Sagsfremstilling.",
  recommendationWithoutHeading: "Indstillingen stod uden overskrift. Den er sat i afsnittet Indstilling.",
  headingKept: "Overskriften hører ikke til de faste afsnit. Den er bevaret som tekst i afsnittet.",
  repeatedSection: "Afsnittet stod mere end én gang i punktet. Teksten er samlet i ét afsnit.",
  repeatedLine: "Linjen står to gange. Slet den ene, hvis det er en fejl.",
  brokenParagraph: "Afsnittet ser ud til at være delt i to, måske af et sideskift.",
  linkWithoutTarget: "Linket har ingen adresse. Teksten er bevaret.",
  pictureLost: "Billedet fulgte ikke med. Billedteksten er bevaret.",
  tableBroken: "Tabellen er samlet hen over en tom linje. Se efter, at rækkerne hører sammen.",
  tableRagged: "Rækkerne i tabellen har ikke lige mange felter. Tomme felter er føjet til.",
  loneMark: "Der står en enlig stjerne i teksten. Den er bevaret.",
  navigation: "Linjen ligner et link fra en hjemmeside. Slet den, hvis den ikke skal med.",
  pageNumber: "Sidetallet er udeladt.",
  gluedLine: "Teksten hang sammen på én linje og er delt. Se efter, at delingen er rigtig.",
  textInAttachments: "Linjen under Bilag ligner ikke et bilagsnavn. Den er bevaret i afsnittet ovenfor.",
  tooManyLines: "Teksten har meget mange linjer. Resten er samlet i store afsnit.",
  tooManyDoubts: "Der er flere tvivl end dem, der vises her.",
} as const;

export type DoubtCode = keyof typeof MESSAGES;

const DOUBTS_MAX = 500;
const DOUBT_TEXT_MAX = 300;

/** Collects doubts in the order in which they are found; handed down instead of returned upwards. */
export interface DoubtList {
  readonly add: (code: DoubtCode, line: number, text: string) => void;
  readonly all: () => readonly Doubt[];
}

export function newDoubtList(): DoubtList {
  const doubts: Doubt[] = [];
  return {
    add: (code, line, text) => {
      if (doubts.length > DOUBTS_MAX) return;
      const kept = doubts.length === DOUBTS_MAX ? "tooManyDoubts" : code;
      doubts.push({ code: kept, line, text: shortened(text), message: MESSAGES[kept] });
    },
    all: () => doubts.toSorted((a, b) => a.line - b.line),
  };
}

function shortened(text: string): string {
  const trimmed = text.trim();
  return trimmed.length <= DOUBT_TEXT_MAX ? trimmed : `${trimmed.slice(0, DOUBT_TEXT_MAX)} …`;
}
