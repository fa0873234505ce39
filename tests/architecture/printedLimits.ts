/** Prints shared/protocol/limits.ts as docs/limits.md: each limit, and what happens above it. */
import type { RefusalReason } from "../../shared/policy/refusal.ts";
import { LIMITS, type LimitName } from "../../shared/protocol/limits.ts";
import { CLOSE, type CloseReason } from "../../shared/protocol/messages.ts";

type Above =
  | { readonly refusal: RefusalReason }
  | { readonly close: CloseReason }
  /** Said by the protocol itself: a close code of WebSocket or a status of HTTP. */
  | { readonly code: number; readonly means: string }
  /** Nothing is refused: the server slows down, leaves out or waits. */
  | { readonly instead: string }
  /** A pace of the server's own; nobody can be above it. */
  | { readonly pace: string };

/** One row for each limit; a new limit without one does not compile. */
const ABOVE: Readonly<Record<LimitName, Above>> = {
  frameBytes: { close: "tooLarge" },
  fragmentsPerFrame: { code: 1008, means: "too many pieces" },
  goodbyeMs: { instead: "the connection is cut" },
  structsPerUpdate: { refusal: "tooLarge" },
  deletedItemsPerUpdate: { refusal: "tooLarge" },
  placingStepsPerUpdate: { refusal: "tooLarge" },
  rehearsalBehindBytes: { instead: "the next suggestion there takes a new copy of the section" },
  rehearsalIdleMs: { instead: "the next suggestion there takes a new copy of the section" },
  revivedCharacters: { refusal: "suggestOnly" },
  failedRehearsalsPerMinute: { refusal: "tooFast" },
  awarenessBytes: { instead: "it is told to nobody" },
  syncsPerMinute: { close: "overload" },
  updatesPerSecond: { instead: "the socket is read more slowly" },
  updatesBurst: { instead: "the socket is read more slowly" },
  commandBytes: { refusal: "tooLarge" },
  importBytes: { refusal: "tooLarge" },
  itemsPerMeeting: { refusal: "tooMany" },
  attachmentsPerItem: { refusal: "tooMany" },
  attendancePerMeeting: { refusal: "tooMany" },
  charactersPerSection: { refusal: "tooLarge" },
  titleCharacters: { refusal: "tooLarge" },
  journalNumberCharacters: { refusal: "tooLarge" },
  nameCharacters: { refusal: "tooLarge" },
  participantsPerMeeting: { refusal: "tooLarge" },
  reasonCharacters: { refusal: "tooLarge" },
  charactersPerFormat: { instead: "it is how much room one takes" },
  valuesOfAttribute: { refusal: "notAllowed" },
  ownMarksOnWords: { refusal: "suggestOnly" },
  marksOnWords: { refusal: "suggestOnly" },
  suggestionsPerCommand: { refusal: "tooLarge" },
  piecesPerAccept: { refusal: "tooLarge" },
  suggestionsInTurn: { instead: "they get it together, and it cannot be taken back one by one" },
  resolutionParts: { instead: "the record of the verdict keeps the first of them" },
  resolutionCharacters: { instead: "the record of the verdict keeps the beginning" },
  resolutionPlaceCharacters: { instead: "the verdict cannot be taken back" },
  commentCharacters: { refusal: "tooLarge" },
  quoteCharacters: { refusal: "tooLarge" },
  commentThreadsPerMeeting: { refusal: "tooMany" },
  messagesPerThread: { refusal: "tooMany" },
  idCharacters: { refusal: "tooLarge" },
  editorFlushMs: { pace: "editors hear of what others wrote" },
  followerFlushMs: { pace: "followers hear of what others wrote" },
  snapshotEveryRecords: { pace: "a snapshot is stored" },
  silenceMs: { pace: "a quiet socket gets a message" },
  beatMs: { pace: "the wheel turns" },
  askedAfterBeats: { instead: "a silent socket is asked whether anybody is there" },
  silentBeats: { instead: "the socket is ended; whoever was there connects anew" },
  welcomeMs: { pace: "login and rights are asked again" },
  lockFlushMs: { instead: "the phase moves without them; later words are a refused edit" },
  roomIdleMs: { instead: "the room is closed, with a snapshot" },
  outboundSoftBytes: { instead: "the reader is skipped and gets what it missed at once later" },
  outboundSoftMs: { instead: "the reader is skipped and gets what it missed at once later" },
  outboundHardBytes: { close: "overload" },
  intakeSliceMs: { instead: "frames wait, and senders are served in turn" },
  inboundFramesWaiting: { instead: "the socket is read later" },
  inboundWaitingBytes: { instead: "the socket is read later" },
  syncAnswers: { instead: "the kept answers are made anew when asked for" },
  earlyFrames: { close: "overload" },
  earlyBytes: { close: "overload" },
  authenticateMs: { close: "overload" },
  socketsPerLogin: { close: "tooManySockets" },
  clientIds: { close: "otherEpoch" },
  headerBytes: { code: 431, means: "header fields too large" },
  headersPerRequest: { code: 431, means: "header fields too large" },
  printMs: { instead: "that PDF is given up (500), in words" },
  printsWaiting: { instead: "that PDF is not begun (503), in words" },
  printHeapMib: { instead: "that PDF is given up (500), in words" },
  printedColumns: { instead: "the table is printed as the text of its cells" },
  printedSquares: { instead: "the table is printed as the text of its cells" },
  healthMs: { instead: "`/healthz` answers 503" },
  sessionMs: { close: "logIn" },
  sessionIdleMs: { close: "logIn" },
  sessionNoteMs: { pace: "the use of a login is noted" },
};

const INTRODUCTION = `# Limits

Printed from \`shared/protocol/limits.ts\` by \`tests/architecture/limits.test.ts\`, which fails when the two differ.
After a change: \`npx vitest run --project architecture tests/architecture/limits.test.ts -u\`, and read the diff.

A limit of size or number refuses, with a reason that programs and people can read; a limit of pace slows
down and never refuses text. Nesting (32) belongs to the schema: \`shared/document/validate.ts\`.`;

/** `ABOVE` names every limit and no other, so its order is the order of the page. */
const NAMES = Object.keys(LIMITS) as readonly LimitName[];

export function printedLimits(): string {
  const rows = NAMES.map((name) => `| \`${name}\` | ${printedValue(name)} | ${printedAbove(ABOVE[name])} |`);
  return [INTRODUCTION, ["| limit | value | above it |", "| --- | --- | --- |", ...rows].join("\n"), ""].join(
    "\n\n",
  );
}

function printedValue(name: LimitName): string {
  const value = LIMITS[name];
  if (name.endsWith("Bytes")) return value % 1024 === 0 ? bytesIn(value) : `${value} bytes`;
  if (name.endsWith("Ms")) return timeOf(value);
  return value.toLocaleString("en");
}

function bytesIn(value: number): string {
  return value >= 1024 * 1024 ? `${value / 1024 / 1024} MiB` : `${value / 1024} KiB`;
}

function timeOf(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  return ms < 3_600_000 ? `${ms / 1000} s` : `${ms / 3_600_000} h`;
}

function printedAbove(above: Above): string {
  if ("refusal" in above) return `refused: \`${above.refusal}\``;
  if ("close" in above) return `closed: ${CLOSE[above.close].code} ${CLOSE[above.close].reason}`;
  if ("code" in above) return `${above.code} ${above.means}`;
  return "pace" in above ? `(how often ${above.pace})` : above.instead;
}
