/** Comments on words or on a suggestion: threads that anybody who may comment there can answer and close. */
import type * as Y from "yjs";
import { commentsRoot, sectionRootOf } from "../document/layout.ts";
import type { CommentAnchor, CommentMessage, CommentRecord } from "../document/layout.ts";
import { findItem, findSection, latestResolution, sectionTextOf } from "../document/read.ts";
import { putComment } from "../document/write.ts";
import { LIMITS } from "../protocol/limits.ts";
import { suggestionsIn } from "../suggestion/suggestion.ts";
import type { AddComment, ReopenComment, ReplyComment, ResolveComment } from "./command.ts";
import { planOf, refuse } from "./plan.ts";
import type { CommandContext, Judged, Refused } from "./plan.ts";
import { whyNotInSection } from "./sectionRights.ts";

export function judgeAddComment(doc: Y.Doc, command: AddComment, context: CommandContext): Judged {
  const { sectionId } = command;
  const no = whyNoComment(doc, sectionId, context);
  if (no !== undefined) return no;
  const anchor = anchorOf(command);
  if (anchor === undefined) return refuse("wrongTypes");
  if (anchor.kind === "suggestion" && !standsIn(doc, sectionId, anchor.id))
    return refuse("unknownSuggestion");
  if (commentsRoot(doc).size >= LIMITS.commentThreadsPerMeeting) {
    return refuse("tooMany", `Mødet kan højst have ${LIMITS.commentThreadsPerMeeting} kommentarer`);
  }
  const threadId = context.newId();
  return planOf({
    effect: `addComment ${threadId} in ${sectionId}`,
    result: { threadId },
    write: () => {
      putComment(doc, threadId, {
        section: sectionId,
        anchor,
        messages: [messageOf(command.text, context)],
      });
    },
  });
}

/** An answer in a closed thread opens it: else nobody would see the answer. */
export function judgeReplyComment(doc: Y.Doc, command: ReplyComment, context: CommandContext): Judged {
  return judgeThread(doc, command, context, (thread) => {
    if (thread.messages.length >= LIMITS.messagesPerThread) {
      return refuse("tooMany", `En kommentar kan højst have ${LIMITS.messagesPerThread} svar`);
    }
    return { ...openAgain(thread), messages: [...thread.messages, messageOf(command.text, context)] };
  });
}

export function judgeResolveComment(doc: Y.Doc, command: ResolveComment, context: CommandContext): Judged {
  const { now, actor } = context;
  return judgeThread(doc, command, context, (thread) =>
    thread.resolvedAt === undefined ? { ...thread, resolvedAt: now, resolvedBy: actor.person } : thread,
  );
}

export function judgeReopenComment(doc: Y.Doc, command: ReopenComment, context: CommandContext): Judged {
  return judgeThread(doc, command, context, openAgain);
}

type OnThread = ReplyComment | ResolveComment | ReopenComment;

/** `next` says what becomes of the thread, or why nothing does. */
function judgeThread(
  doc: Y.Doc,
  { type, threadId }: OnThread,
  context: CommandContext,
  next: (thread: CommentRecord) => CommentRecord | Refused,
): Judged {
  const thread = commentsRoot(doc).get(threadId);
  if (thread === undefined) return refuse("unknownComment");
  const no = whyNoComment(doc, thread.section, context);
  if (no !== undefined) return no;
  const after = next(thread);
  if ("kind" in after) return after;
  return planOf({
    effect: `${type} ${threadId}`,
    result: { threadId },
    write: () => {
      putComment(doc, threadId, after);
    },
  });
}

function whyNoComment(doc: Y.Doc, sectionId: string, context: CommandContext): Refused | undefined {
  const section = findSection(doc, sectionId);
  if (section === undefined) return refuse("unknownSection");
  if (findItem(doc, section.item)?.deletedAt !== undefined) return refuse("unknownItem");
  return whyNotInSection(doc, section, "comment", context);
}

/** Open there now, or judged there: the answer may have been on its way. */
function standsIn(doc: Y.Doc, sectionId: string, suggestionId: string): boolean {
  const isOpen = suggestionsIn(sectionTextOf(doc, sectionId)).some(({ id }) => id === suggestionId);
  return isOpen || latestResolution(doc, suggestionId)?.section === sectionId;
}

/** Words of another section are no place for a comment on this one. */
function anchorOf({ sectionId, suggestionId, anchor }: AddComment): CommentAnchor | undefined {
  if (suggestionId !== undefined) return { kind: "suggestion", id: suggestionId };
  if (anchor === undefined) return undefined;
  const roots = [anchor.from.tname, anchor.to.tname].filter((tname) => tname !== undefined);
  if (roots.some((tname) => tname !== sectionRootOf(sectionId))) return undefined;
  return { kind: "words", ...anchor };
}

function messageOf(text: string, { now, actor }: CommandContext): CommentMessage {
  return { person: actor.person, name: actor.name, at: now, text };
}

function openAgain({ resolvedAt: _at, resolvedBy: _by, ...thread }: CommentRecord): CommentRecord {
  return thread;
}
