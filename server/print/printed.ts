/**
 * What the template meeting.typ reads: a meeting as it stands on paper, with every word and label
 * in place and every table laid out on its grid. JSON only.
 */

export interface TextRun {
  readonly kind: "text";
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
}

export interface BreakRun {
  readonly kind: "break";
}

export type PlainRun = TextRun | BreakRun;

export type InlineRun =
  | PlainRun
  | { readonly kind: "link"; readonly href: string; readonly runs: readonly PlainRun[] }
  | { readonly kind: "missingLink"; readonly runs: readonly PlainRun[] };

export interface PrintedCell {
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly rowspan: number;
  readonly header: boolean;
  /** Numbers stand to the right. */
  readonly right: boolean;
  readonly blocks: readonly PrintedBlock[];
}

export interface PrintedTable {
  readonly kind: "table";
  readonly columns: number;
  /** On a page of its own that is turned on its side. */
  readonly landscape: boolean;
  /** Parts of the page's width; null lets each column be as wide as its text. */
  readonly widths: readonly number[] | null;
  /** 1 is the size of the text around the table. */
  readonly size: number;
  /** Space at the sides of a cell, in the size of its text. */
  readonly inset: number;
  /** Rows at the top that are repeated on each page. */
  readonly headerRows: number;
  readonly cells: readonly PrintedCell[];
}

export interface PrintedParagraph {
  readonly kind: "paragraph" | "caption";
  readonly runs: readonly InlineRun[];
  /** It leads to the list or table after it and stays on its page. */
  readonly leadsOn: boolean;
}

export type PrintedBlock =
  | PrintedParagraph
  | { readonly kind: "heading"; readonly level: number; readonly runs: readonly InlineRun[] }
  | { readonly kind: "bulletList"; readonly items: readonly (readonly PrintedBlock[])[] }
  | {
      readonly kind: "orderedList";
      readonly start: number;
      /** Typst's numbering pattern. */
      readonly numbering: "1." | "a.";
      readonly items: readonly (readonly PrintedBlock[])[];
    }
  | PrintedTable;

export interface PrintedField {
  readonly label: string;
  readonly value: string;
}

export interface PrintedSection {
  readonly heading: string;
  readonly blocks: readonly PrintedBlock[];
  /** A line of ours about the section; empty when there is none. */
  readonly note: string;
}

export interface PrintedItem {
  readonly number: number;
  readonly title: string;
  readonly journalNumber: string;
  readonly sections: readonly PrintedSection[];
  readonly attachments: readonly string[];
}

export interface PrintedMeeting {
  /** The document's title in a reader's window; on paper headline and day stand together. */
  readonly title: string;
  readonly headline: string;
  readonly day: string;
  readonly author: string;
  readonly footer: string;
  /** The words before and between the page numbers. */
  readonly pageWords: readonly [string, string];
  /** On each page; empty when the text is approved. */
  readonly draftMark: string;
  readonly draftNote: string;
  readonly fields: readonly PrintedField[];
  readonly attendanceHeading: string;
  readonly attendance: readonly PrintedField[];
  readonly preamble: readonly PrintedBlock[];
  readonly contentsHeading: string;
  readonly itemWord: string;
  readonly attachmentsHeading: string;
  readonly missingLink: string;
  readonly items: readonly PrintedItem[];
  readonly approval: { readonly line: string; readonly receipt: string } | null;
}
