/**
 * The border that a command crosses: unknown JSON in, a Command out or a refusal. After this nobody
 * checks again what the types say. Text comes out in one spelling (NFC, one line, no outer space).
 */
import { z } from "zod";
import { isClockTime, isDate } from "../meeting/dates.ts";
import { ATTENDANCE_STATES, OUTCOMES, PHASES, SECTION_KINDS } from "../meeting/vocabulary.ts";
import { refusalOf } from "../policy/refusal.ts";
import type { Refusal } from "../policy/refusal.ts";
import { LIMITS } from "../protocol/limits.ts";
import type { Command, CommandType } from "./command.ts";

export type ParsedCommand =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly refusal: Refusal };

export function parseCommand(body: unknown): ParsedCommand {
  const named = z.looseObject({ type: z.string() }).safeParse(body);
  if (!named.success) return { ok: false, refusal: refusalOf("wrongTypes") };
  const { type } = named.data;
  if (!isCommandType(type)) return { ok: false, refusal: refusalOf("unknownCommand") };
  const parsed = PARSERS[type].safeParse(body);
  if (parsed.success) return { ok: true, command: parsed.data };
  return { ok: false, refusal: refusalOfIssue(parsed.error.issues[0]) };
}

function isCommandType(type: string): type is CommandType {
  return Object.hasOwn(PARSERS, type);
}

type Issue = z.core.$ZodIssue;

function refusalOfIssue(issue: Issue | undefined): Refusal {
  const path = issue?.path.join(".") ?? "";
  const where = path === "" ? "" : ` (${path})`;
  if (issue?.code === "too_big") {
    const unit = issue.origin === "string" ? " tegn" : "";
    return refusalOf("tooLarge", `Der må højst være ${issue.maximum}${unit}${where}`);
  }
  // Our own sentences stand in `params`; zod's are English.
  const own: unknown = issue?.code === "custom" ? issue.params?.["what"] : undefined;
  if (typeof own === "string") return refusalOf("wrongTypes", `${own}${where}`, "Ret det, og prøv igen.");
  return refusalOf("wrongTypes", `Oplysningerne har forkert form${where}`);
}

function say(what: string) {
  return { params: { what } };
}

/**
 * Broken halves of characters cannot be stored, control characters and turned writing direction can
 * make a title look like another one.
 */
// oxlint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;

/** One line of text, up to so many characters. */
function line(charactersMax: number) {
  return z
    .string()
    .refine((text) => text.isWellFormed() && !HIDDEN.test(text), say("Teksten har skjulte styretegn"))
    .transform((text) => text.normalize("NFC").replaceAll(/\s+/gu, " ").trim())
    .pipe(z.string().max(charactersMax));
}

function filledLine(charactersMax: number) {
  return line(charactersMax).refine((text) => text !== "", say("Feltet må ikke være tomt"));
}

/** Ids that we made, and command ids: printable ASCII, so that they are one key everywhere. */
const id = z
  .string()
  .max(LIMITS.idCharacters)
  .regex(/^[\u0021-\u007e]+$/u);
const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const clockTime = z.string().refine(isClockTime, say("Klokkeslættet skrives som 10:00"));
const name = filledLine(LIMITS.nameCharacters);
const title = filledLine(LIMITS.titleCharacters);
const journalNumber = line(LIMITS.journalNumberCharacters);

const participant = z.strictObject({
  name,
  detail: line(LIMITS.nameCharacters).default(""),
});

const setHeader = z.discriminatedUnion("field", [
  headerField("committee", name),
  headerField("place", line(LIMITS.nameCharacters)),
  headerField("date", emptyOr(isDate, "Datoen skrives som 2026-03-19")),
  headerField("startTime", emptyOr(isClockTime, "Klokkeslættet skrives som 10:00")),
  headerField("participants", z.array(participant).max(LIMITS.participantsPerMeeting)),
]);

function headerField<Field extends string, Value extends z.ZodType>(field: Field, value: Value) {
  return z.strictObject({ type: z.literal("setHeader"), id, field: z.literal(field), value });
}

function emptyOr(isRight: (text: string) => boolean, what: string) {
  return z.string().refine((text) => text === "" || isRight(text), say(what));
}

function command<Type extends CommandType, Shape extends z.ZodRawShape>(type: Type, shape: Shape) {
  return z.strictObject({ type: z.literal(type), id, ...shape });
}

const onItem = { itemId: id };
const onThread = { threadId: id };
const suggestionIds = z.array(id).min(1).max(LIMITS.suggestionsPerCommand);

/** Text of several lines, with at most one empty line between two. */
const comment = z
  .string()
  .refine((text) => text.isWellFormed() && !HIDDEN.test(text), say("Teksten har skjulte styretegn"))
  .transform((text) =>
    text
      .normalize("NFC")
      .split(/\r\n|[\r\n\u2028\u2029]/u)
      .map((part) => part.replaceAll(/\s+/gu, " ").trim())
      .join("\n")
      .replaceAll(/\n{3,}/gu, "\n\n")
      .trim(),
  )
  .pipe(z.string().max(LIMITS.commentCharacters))
  .refine((text) => text !== "", say("Feltet må ikke være tomt"));

const yjsId = z.strictObject({ client: z.int().min(0), clock: z.int().min(0) });
const relativePlace = z
  .strictObject({
    type: yjsId.exactOptional(),
    tname: id.exactOptional(),
    item: yjsId.exactOptional(),
    assoc: z.int().min(-1).max(0).exactOptional(),
  })
  .refine(({ type, tname, item }) => (type ?? tname ?? item) !== undefined, say("Stedet mangler"));
const wordsAnchor = z.strictObject({
  from: relativePlace,
  to: relativePlace,
  quote: line(LIMITS.quoteCharacters),
});

/** A command without a parser does not compile. */
const PARSERS: { readonly [Type in CommandType]: z.ZodType<Extract<Command, { type: Type }>> } = {
  setHeader,
  addItem: command("addItem", {
    title,
    journalNumber: journalNumber.exactOptional(),
    after: id.exactOptional(),
    closed: z.boolean().exactOptional(),
  }),
  setItem: command("setItem", {
    ...onItem,
    title: title.exactOptional(),
    journalNumber: journalNumber.exactOptional(),
    ready: z.boolean().exactOptional(),
    closed: z.boolean().exactOptional(),
  }).refine((it) => Object.keys(it).length > 3, say("Der er ikke noget at ændre")),
  moveItem: command("moveItem", {
    ...onItem,
    before: id.exactOptional(),
    after: id.exactOptional(),
  }).refine(
    (it) => (it.before === undefined) !== (it.after === undefined),
    say("Angiv enten before eller after"),
  ),
  removeItem: command("removeItem", onItem),
  restoreItem: command("restoreItem", onItem),
  addSection: command("addSection", { ...onItem, kind: z.enum(SECTION_KINDS) }),
  addAttachment: command("addAttachment", { ...onItem, name }),
  removeAttachment: command("removeAttachment", { attachmentId: id }),
  setAttendance: command("setAttendance", {
    person: id.exactOptional(),
    name: name.exactOptional(),
    state: z.enum(ATTENDANCE_STATES),
    for: name.exactOptional(),
    from: clockTime.exactOptional(),
    to: clockTime.exactOptional(),
    itemId: id.exactOptional(),
  })
    .refine((it) => it.person !== undefined || it.name !== undefined, say("Angiv en person eller et navn"))
    .refine(
      (it) => it.for === undefined || it.state === "suppleant",
      say("Kun en suppleant er der for en anden"),
    ),
  setOutcome: command("setOutcome", { ...onItem, outcome: z.enum(OUTCOMES).nullable() }),
  setCurrentItem: command("setCurrentItem", onItem),
  advance: command("advance", {
    to: z.enum(PHASES),
    reason: line(LIMITS.reasonCharacters).exactOptional(),
  }),
  signOff: command("signOff", { ...onItem, hash }),
  withdrawSignOff: command("withdrawSignOff", onItem),
  tickDoubt: command("tickDoubt", { index: z.int().min(0), text: z.string().exactOptional() }),
  approveAgenda: command("approveAgenda", { hash }),
  returnItem: command("returnItem", { ...onItem, comment: filledLine(LIMITS.reasonCharacters) }),
  resolveSuggestions: command("resolveSuggestions", {
    ids: suggestionIds,
    verdict: z.enum(["accept", "reject"]),
    shown: z.record(id, hash).exactOptional(),
  }),
  withdrawSuggestions: command("withdrawSuggestions", { ids: suggestionIds }),
  reopenSuggestion: command("reopenSuggestion", { suggestionId: id }),
  addComment: command("addComment", {
    sectionId: id,
    suggestionId: id.exactOptional(),
    anchor: wordsAnchor.exactOptional(),
    text: comment,
  }).refine(
    (it) => (it.suggestionId === undefined) !== (it.anchor === undefined),
    say("Angiv enten et forslag eller nogle ord"),
  ),
  replyComment: command("replyComment", { ...onThread, text: comment }),
  resolveComment: command("resolveComment", onThread),
  reopenComment: command("reopenComment", onThread),
};
