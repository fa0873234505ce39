import { expect, test } from "vitest";
import { commentsRoot, sectionRootOf } from "../../shared/document/layout.ts";
import { listComments, sectionsOfItem } from "../../shared/document/read.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { commandRoom } from "./commandRoom.ts";
import type { CommandRoom } from "./commandRoom.ts";
import { accept, added, paragraph, stamp, suggestedRoom } from "./suggestedRoom.ts";

const ITEM = "Ny vagtplan";
const AT = { client: 7, clock: 0 };

function sectionOf(room: CommandRoom, kind: string): string {
  const section = sectionsOfItem(room.doc, room.item(ITEM)).find((each) => each.kind === kind);
  return section?.id ?? expect.fail(`no ${kind}`);
}

const onSuggestion = (sectionId: string, suggestionId: string) => ({
  type: "addComment",
  sectionId,
  suggestionId,
  text: "God idé",
});

const wordsIn = (sectionId: string, text = "Skal det være uge 27?") => ({
  type: "addComment",
  sectionId,
  anchor: {
    from: { item: AT, assoc: 0 },
    to: { tname: sectionRootOf(sectionId), assoc: -1 },
    quote: "uge 26",
  },
  text,
});

test("[SUG75] a comment is a thread on words or on a suggestion; everybody who may comment can answer and close it", () => {
  const room = commandRoom("tilGodkendelse");
  const sectionId = sectionOf(room, "beslutning");
  const { threadId } = room.done(
    "forperson",
    wordsIn(sectionId, "  Skal det\u00a0være \r\n\n\n\n uge 27? "),
  ).result;
  room.done("medlem", { type: "replyComment", threadId, text: "Ja." }, "2026-03-19T09:05:00.000Z");
  expect(listComments(room.doc)).toEqual([
    {
      id: threadId,
      section: sectionId,
      anchor: { kind: "words", ...wordsIn(sectionId).anchor },
      messages: [
        {
          person: "forperson",
          name: "Karen Holm",
          at: "2026-03-19T09:00:00.000Z",
          text: "Skal det være\n\nuge 27?",
        },
        { person: "medlem", name: "Pia Lund", at: "2026-03-19T09:05:00.000Z", text: "Ja." },
      ],
    },
  ]);
  room.done("referent", { type: "resolveComment", threadId });
  expect(listComments(room.doc)[0]).toMatchObject({ resolvedBy: "referent" });
  room.done("referent", { type: "reopenComment", threadId });
  expect(listComments(room.doc)[0]).not.toHaveProperty("resolvedAt");
  room.done("referent", { type: "resolveComment", threadId });
  room.done("medlem", { type: "replyComment", threadId, text: "Og hvad med uge 28?" });
  expect(listComments(room.doc)[0]).not.toHaveProperty("resolvedAt");
});

test("[SUG75] a comment on a suggestion is on one that stands in the section, or stood there until its verdict", () => {
  const room = suggestedRoom("tilGodkendelse", paragraph("Vi mødes", added(" kl. 9", stamp("s1"))));
  const there = sectionOf(room, "beslutning");
  room.done("medlem", onSuggestion(there, "s1"));
  expect(listComments(room.doc)[0]?.anchor).toEqual({ kind: "suggestion", id: "s1" });
  room.refused("medlem", onSuggestion(there, "s2"), "unknownSuggestion");
  room.done("referent", accept("s1"));
  room.done("medlem", onSuggestion(there, "s1"));
});

test("[SUG75] a comment is refused without the right to comment there, without a place and in another section's words", () => {
  const room = commandRoom("tilGodkendelse");
  const [decision, text] = [sectionOf(room, "beslutning"), sectionOf(room, "sagsfremstilling")];
  room.refused("ansat", wordsIn(decision), "noRight");
  room.refused("forperson", wordsIn(text), "locked");
  room.refused("forperson", wordsIn("nowhere"), "unknownSection");
  room.refused("forperson", { ...wordsIn(decision), suggestionId: "s1" }, "wrongTypes");
  room.refused("forperson", { type: "addComment", sectionId: decision, text: "Hvor?" }, "wrongTypes");
  room.refused("forperson", { ...wordsIn(decision), anchor: wordsIn(text).anchor }, "wrongTypes");
  room.refused("forperson", wordsIn(decision, " \n "), "wrongTypes");
  room.refused("forperson", wordsIn(decision, "x".repeat(LIMITS.commentCharacters + 1)), "tooLarge");
  room.refused("forperson", { type: "replyComment", threadId: "none", text: "Ja" }, "unknownComment");
  const { threadId } = room.done("forperson", wordsIn(decision)).result;
  for (const type of ["resolveComment", "reopenComment"])
    room.refused("ansat", { type, threadId }, "noRight");
  const closed = commandRoom("godkendt");
  closed.refused("referent", wordsIn(sectionOf(closed, "beslutning")), "locked");
});

test("[SUG75] a meeting has so many threads, and a thread so many messages", () => {
  const room = commandRoom("moede");
  const sectionId = sectionOf(room, "beslutning");
  const { threadId } = room.done("referent", wordsIn(sectionId)).result;
  const reply = { type: "replyComment", threadId, text: "Ja" };
  for (let n = 1; n < LIMITS.messagesPerThread; n += 1) room.done("referent", reply);
  room.refused("referent", reply, "tooMany");
  const thread = commentsRoot(room.doc).get(String(threadId)) ?? expect.fail("no thread");
  for (let n = 1; n < LIMITS.commentThreadsPerMeeting; n += 1) commentsRoot(room.doc).set(`t${n}`, thread);
  room.refused("referent", wordsIn(sectionId), "tooMany");
});
