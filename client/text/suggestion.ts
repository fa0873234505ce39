/** The sentences about suggestions: cards, verdicts, the preview before several at once, and what became of them. */
import type { Verdict } from "../../shared/suggestion/resolvedText.ts";
import type { SuggestionView } from "../suggestion/view.ts";

const suggestions = (count: number) => (count === 1 ? "1 forslag" : `${count} forslag`);

type PerVerdict<T> = Readonly<Record<Verdict, T>>;
type PerEnd = Readonly<Record<Verdict | "withdraw", string>>;

export const suggestionText = {
  side: "Forslag og kommentarer",
  tab: (count: number) => `Forslag (${count})`,
  item: (number: number, count: number) => `Punkt ${number} · ${suggestions(count)}`,
  next: "næste",
  card: (place: number, all: number, who: string, sentence: string) =>
    `Forslag ${place} af ${all} fra ${who}: ${sentence}`,
  same: (count: number) => `${suggestions(count)} til samme tekst`,
  accept: "Acceptér",
  reject: "Afvis",
  reply: "Svar",
  withdraw: "Træk tilbage",
  show: "Vis i teksten",
  keys: { accept: "acceptér", reject: "afvis", toText: "til teksten" },
  onlyOthers: "Forslagene afgøres af den, der kan rette i teksten.",
  none: "Der er ingen åbne forslag.",
  noneNext: "Skift til Foreslå øverst på siden, og ret i teksten – så står dit forslag her.",
  noMore: "Der er ingen flere forslag. Du er tilbage ved teksten.",
  noneToGoTo: "Der er ingen åbne forslag.",
  done: {
    accept: (sentence: string) => `Accepteret: ${sentence}.`,
    reject: (sentence: string) => `Afvist: ${sentence}.`,
    withdraw: (sentence: string) => `Trukket tilbage: ${sentence}.`,
  },
  nextIs: (who: string, sentence: string) => `Næste forslag, fra ${who}: ${sentence}.`,
  already: (count: number) => `${suggestions(count)} var allerede afgjort.`,
  changed: (count: number) =>
    count === 1
      ? "1 forslag blev ændret imens og er stadig åbent."
      : `${count} forslag blev ændret imens og er stadig åbne.`,
  bulk: "Flere",
  bulkActs: {
    accept: {
      item: "Acceptér alle i",
      person: "Acceptér alle fra",
      selection: "Acceptér alle i markeringen",
    },
    reject: { item: "Afvis alle i", person: "Afvis alle fra", selection: "Afvis alle i markeringen" },
  } satisfies PerVerdict<object>,
  bulkOf: {
    item: (number: number) => `punkt ${number}`,
    person: (name: string) => name,
  },
  noSelection: "Markér først noget tekst, der har forslag i sig.",
  bulkTitle: {
    accept: (count: number) => `Acceptér ${suggestions(count)}?`,
    reject: (count: number) => `Afvis ${suggestions(count)}?`,
  } satisfies PerVerdict<(count: number) => string>,
  bulkWords: "Det gælder disse og ingen andre:",
  bulkDo: {
    accept: (count: number) => `Acceptér ${suggestions(count)}`,
    reject: (count: number) => `Afvis ${suggestions(count)}`,
  } satisfies PerVerdict<(count: number) => string>,
  bulkDone: {
    accept: (count: number) => `${suggestions(count)} er accepteret.`,
    reject: (count: number) => `${suggestions(count)} er afvist.`,
  } satisfies PerVerdict<(count: number) => string>,
  view: "Vis teksten som",
  views: { markup: "Markeret", final: "Endelig", original: "Original" } satisfies Record<
    SuggestionView,
    string
  >,
  viewNote: {
    markup: "Du ser teksten med forslagene markeret.",
    final: "Du ser teksten, som den bliver, hvis alle forslag accepteres. Den kan ikke rettes her.",
    original: "Du ser teksten, som den er uden forslagene. Den kan ikke rettes her.",
  } satisfies Record<SuggestionView, string>,
  backToMarkup: "Vis forslagene igen",
  settled: (count: number) => `Afgjorte forslag (${count})`,
  end: { accept: "Accepteret", reject: "Afvist", withdraw: "Trukket tilbage" } satisfies PerEnd,
  endBy: (name: string, when: string) => `af ${name}, ${when}`,
  before: "Før",
  after: "Efter",
  noWords: "(ingen tekst)",
  reopen: "Genåbn",
  reopenOf: (sentence: string) => `Genåbn forslaget: ${sentence}`,
  reopened: "Forslaget er åbnet igen.",
  wasReopened: "Åbnet igen",
  moreVerdicts: (count: number) => `Og ${count} til – se «Afgjorte forslag».`,
  verdictOn: {
    accept: (by: string, sentence: string) => `${by} accepterede dit forslag: ${sentence}.`,
    reject: (by: string, sentence: string) => `${by} afviste dit forslag: ${sentence}.`,
    withdraw: (by: string, sentence: string) => `${by} trak dit forslag tilbage: ${sentence}.`,
  } satisfies Readonly<Record<Verdict | "withdraw", (by: string, sentence: string) => string>>,
} as const;
