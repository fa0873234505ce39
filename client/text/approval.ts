/** The sentences of the approval screen. The verb is Godkend. */

const items = (count: number) => (count === 1 ? "1 punkt" : `${count} punkter`);

export const approvalText = {
  title: "Godkend referat",
  titleReader: "Godkendelser",
  back: "Tilbage til referatet",
  progressName: "Fremdrift",
  progress: (done: number, all: number) => `Du har godkendt ${done} af ${items(all)}`,
  progressAll: (done: number, all: number) => `${done} af ${items(all)} er godkendt af begge`,
  counts: (stale: number, missing: number) =>
    [stale > 0 ? `${stale} ændret` : "", missing > 0 ? `${missing} mangler` : ""]
      .filter((part) => part !== "")
      .join(" · "),
  nav: "Punkter til godkendelse",
  needsYou: "Kræver dig",
  approvedByYou: "Godkendt af dig",
  needsSomebody: "Mangler godkendelse",
  approvedByBoth: "Godkendt af begge",
  both: "Begge",
  you: "Dig",
  changedSince: "Ændret siden du godkendte",
  notApproved: "Ikke godkendt",
  waitsForOther: (count: number) => `Du er færdig. Den anden mangler at godkende ${items(count)}.`,
  stale: (when: string) => `Din godkendelse fra ${when} gælder ikke længere.`,
  staleWords: "Teksten er ændret siden. Læs punktet, og godkend igen.",
  changedWhileReading: "Teksten blev ændret, mens du læste. Se ændringen.",
  haveSeen: "Jeg har læst ændringen",
  approve: (number: number) => `Godkend punkt ${number}`,
  withdraw: "Træk godkendelse tilbage",
  alreadyApproved: (number: number) => `Du har godkendt punkt ${number}`,
  openSuggestions: (count: number) =>
    count === 1 ? "1 åbent forslag – afklar det først" : `${count} åbne forslag – afklar dem først`,
  toSuggestions: "Gå til forslagene",
  offline: "Godkendelse kræver forbindelse",
  lastTitle: "Godkend hele referatet?",
  lastWords: "Det er den sidste godkendelse. Referatet låses.",
  approved: (number: number, left: number, next: number | undefined) =>
    [
      `Punkt ${number} godkendt.`,
      left === 0 ? "Du har godkendt alle punkter." : `${items(left)} tilbage.`,
      next === undefined ? "" : `Næste: punkt ${next}.`,
    ]
      .filter((part) => part !== "")
      .join(" "),
  withdrawn: (number: number) => `Din godkendelse af punkt ${number} er trukket tilbage.`,
  panel: (number: number) => `Godkendelse af punkt ${number}`,
  dig: "(dig)",
  state: { valid: "Godkendt", stale: "Forældet", withdrawn: "Trukket tilbage", missing: "Mangler" },
  stateWords: {
    valid: (when: string) => `${when} · gælder den nuværende tekst`,
    stale: (when: string) => `Godkendt ${when} · teksten er ændret siden`,
    withdrawn: (when: string) => `Godkendt ${when}, siden trukket tilbage`,
  },
  receipt: "Din kvittering",
  receiptEntry: (entry: number) => `Nr. ${entry} i godkendelsesloggen`,
  receiptHash: "Tekstens fingeraftryk",
  receiptChain: "Loggens fingeraftryk",
  receiptHint: "Gem kvitteringen, hvis du vil kunne bevise, hvilken tekst du godkendte.",
  outcome: (label: string) => `Beslutningstype: ${label}`,
  previous: "Forrige punkt",
  next: "Næste punkt",
  keys: "Genveje",
  keysNext: "næste",
  keysPrevious: "forrige",
  keysApprove: "godkend",
  done: "Referatet er godkendt",
  empty: "Referatet har ingen punkter.",
} as const;
