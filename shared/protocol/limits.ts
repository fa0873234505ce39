/**
 * Every limit of the product, in one place. Over a limit is a refusal with a reason, never a slow
 * death. Units last: a name says what it counts.
 */
const MIB = 1024 * 1024;

export const LIMITS = {
  /** Frames of a document socket; `maxPayload` of the WebSocket server. */
  frameBytes: MIB,
  /** Pieces that one frame may come in. */
  fragmentsPerFrame: 1024,
  /** How long a socket that we close may take to say goodbye. */
  goodbyeMs: 5000,
  /** New structs, and living items deleted, in one update: Yjs needs more than a second for many more. */
  structsPerUpdate: 20_000,
  deletedItemsPerUpdate: 20_000,
  /** Comparisons with what stands at the same spots, and cuts of what stands there; some 0.05 s of Yjs' time. */
  placingStepsPerUpdate: 200_000,
  /** What a rehearsal's copy may be behind before it is made anew instead, and how long it waits for the next suggestion. */
  rehearsalBehindBytes: 256 * 1024,
  rehearsalIdleMs: 60_000,
  /** Letters and blocks of others that the server writes anew because a person's own blocks went with them, for one update. */
  revivedCharacters: 5000,
  /** Suggestions of one person in a minute that may fail in their rehearsal, which costs a new copy, or need such writing. */
  failedRehearsalsPerMinute: 10,
  awarenessBytes: 2048,
  /** How often one connection may ask for the whole document (sync step 1). */
  syncsPerMinute: 5,
  updatesPerSecond: 60,
  /** How many updates a quiet connection may send at once. */
  updatesBurst: 200,
  commandBytes: 64 * 1024,
  importBytes: 5 * MIB,
  itemsPerMeeting: 200,
  attachmentsPerItem: 100,
  attendancePerMeeting: 400,
  charactersPerSection: 200_000,
  titleCharacters: 500,
  journalNumberCharacters: 100,
  /** Names of people, committees, places and attachments. */
  nameCharacters: 200,
  participantsPerMeeting: 200,
  /** The reason given for moving a meeting back. */
  reasonCharacters: 1000,
  /** A piece of formatting, or an attribute of a block, takes the room of so many characters. */
  charactersPerFormat: 5,
  /** Of one attribute, one after the other, in one item of an update. */
  valuesOfAttribute: 1000,
  /** Marks of one person's suggestions over the same words, and of all: more can only be meant to take time. */
  ownMarksOnWords: 20,
  marksOnWords: 400,
  suggestionsPerCommand: 200,
  /** Parts and breaks of what is accepted at once: with many blocks that takes the server's time. */
  piecesPerAccept: 2000,
  /** So many around one spot get their verdict one after the other. */
  suggestionsInTurn: 50,
  /** What is kept of a verdict: its parts, the words before and after, and what taking it back needs. */
  resolutionParts: 50,
  resolutionCharacters: 1000,
  resolutionPlaceCharacters: 8000,
  /** One message of a comment, and the words that a comment is about. */
  commentCharacters: 2000,
  quoteCharacters: 500,
  commentThreadsPerMeeting: 500,
  messagesPerThread: 100,
  idCharacters: 100,
  /** Editors hear of changes at most this often; the first change after silence goes at once. */
  editorFlushMs: 12,
  followerFlushMs: 90,
  /** A snapshot is stored each time so many records have come since the last. */
  snapshotEveryRecords: 2000,
  /** y-websocket reconnects after 30 s without a message. */
  silenceMs: 15_000,
  beatMs: 5000,
  /** After so many beats without a word from a socket the server asks whether anybody is there. */
  askedAfterBeats: 3,
  /** After so many it is taken to be gone. A phone that wakes up after this connects anew. */
  silentBeats: 7,
  /** How long a socket stays before its login and its right to read are asked again; a minute, with the beat. */
  welcomeMs: 55_000,
  /** How long a phase move waits at most for the last words of those who may no longer write after it. */
  lockFlushMs: 3000,
  /** A room that nobody uses is closed after this time. */
  roomIdleMs: 30_000,
  /** Above this, or when something has been queued for so long, a slow reader is skipped; above the hard limit it is closed. */
  outboundSoftBytes: MIB,
  outboundSoftMs: 2000,
  outboundHardBytes: 16 * MIB,
  /** How long frames are taken in one turn of the event loop; then they wait, and senders are served in turn. */
  intakeSliceMs: 8,
  /** A socket with more than this waiting is not read. */
  inboundFramesWaiting: 64,
  inboundWaitingBytes: MIB,
  /** Answers to a joiner that are kept for others who ask for the same. */
  syncAnswers: 8,
  /** Frames that a socket may send before its login is checked, and their bytes together. */
  earlyFrames: 64,
  earlyBytes: MIB,
  /** A request must be read, and a socket let in, within this time. */
  authenticateMs: 10_000,
  /** Documents and tabs that one login may have open at once. */
  socketsPerLogin: 32,
  /** A device may hold unsent edits of so many earlier page loads. */
  clientIds: 64,
  /** All headers of one request, and how many they may be; a browser behind a proxy sends some thirty. */
  headerBytes: 64 * 1024,
  headersPerRequest: 100,
  /** One PDF may take so long; so many may wait; and its thread may hold so much. */
  printMs: 30_000,
  printsWaiting: 40,
  printHeapMib: 512,
  /** A wider or fuller table is printed as the text of its cells, one after the other. */
  printedColumns: 200,
  printedSquares: 50_000,
  /** `/healthz` waits so long for the store. */
  healthMs: 5000,
  /** A login lasts at most this long, and so long without a page that is open; its use is noted so often. */
  sessionMs: 12 * 60 * 60 * 1000,
  sessionIdleMs: 8 * 60 * 60 * 1000,
  sessionNoteMs: 10 * 60 * 1000,
} as const;

export type LimitName = keyof typeof LIMITS;
