/** Comments on words: adding one to what is marked, answering, closing and opening again. */
import { Check, MessageSquarePlus, RotateCcw } from "lucide-react";
import { type RefObject, useState } from "react";
import { type ListedComment, findItem, findSection, listItems } from "../../shared/document/read.ts";
import { SECTION_LABELS } from "../../shared/meeting/labels.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import { LIMITS } from "../../shared/protocol/limits.ts";
import { useRoom } from "../meeting/room.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { commentText } from "../text/comment.ts";
import { meetingText } from "../text/meeting.ts";
import { CommentForm } from "./CommentForm.tsx";
import { Messages } from "./Messages.tsx";
import type { PersonOf } from "./people.ts";
import { type Marked, markedWords, rangeOfWords } from "../editor/wordsAnchor.ts";

interface CommentListProps {
  readonly threads: readonly ListedComment[];
  readonly personOf: PersonOf;
  readonly selection: RefObject<Range | undefined>;
  readonly onLeave: () => void;
}

export function CommentList({ threads, personOf, selection, onLeave }: CommentListProps) {
  const open = threads.filter(({ resolvedAt }) => resolvedAt === undefined);
  const closed = threads.filter(({ resolvedAt }) => resolvedAt !== undefined);
  const card = (thread: ListedComment) => (
    <li key={thread.id}>
      <ThreadCard thread={thread} personOf={personOf} onLeave={onLeave} />
    </li>
  );
  return (
    <>
      <NewComment selection={selection} />
      {open.length === 0 && (
        <p className="empty-side">
          {commentText.none} <span className="muted">{commentText.noneNext}</span>
        </p>
      )}
      <ul className="plain-list cards" aria-label={commentText.list}>
        {open.map(card)}
      </ul>
      {closed.length > 0 && (
        <details className="settled">
          <summary>{commentText.resolved(closed.length)}</summary>
          <ul className="plain-list cards">{closed.map(card)}</ul>
        </details>
      )}
    </>
  );
}

function NewComment({ selection }: Pick<CommentListProps, "selection">) {
  const { session, may, send, noCommands, complain } = useRoom();
  const [marked, setMarked] = useState<Extract<Marked, { kind: "words" }>>();
  const begin = () => {
    const found = markedWords(session.doc, selection.current);
    const why = whyNotComment(found, (section) => {
      const known = findSection(session.doc, section);
      const permission = known && may(areaOfSection(known.kind), "comment");
      return permission?.allowed === false ? permission.refusal.message : undefined;
    });
    if (why !== undefined) complain(why);
    else if (found.kind === "words") setMarked(found);
  };
  if (marked === undefined) {
    return (
      <ActButton size="slight" icon={MessageSquarePlus} whyNot={noCommands} onPress={begin}>
        {commentText.add}
      </ActButton>
    );
  }
  const say = async (text: string) => {
    const { section: sectionId, anchor } = marked;
    const result = await send({ type: "addComment", sectionId, anchor, text });
    if (result) announce(commentText.sent);
    return result !== undefined;
  };
  return (
    <div className="card">
      <p className="quote-of">{commentText.about(marked.anchor.quote)}</p>
      <CommentForm
        label={commentText.field}
        onSend={say}
        onClose={() => {
          setMarked(undefined);
        }}
      />
    </div>
  );
}

function whyNotComment(
  marked: Marked,
  whyNotIn: (section: string) => string | undefined,
): string | undefined {
  if (marked.kind === "nothing") return commentText.noSelection;
  if (marked.kind === "tooMuch") return commentText.tooLong(LIMITS.quoteCharacters);
  return whyNotIn(marked.section);
}

interface ThreadCardProps {
  readonly thread: ListedComment;
  readonly personOf: PersonOf;
  readonly onLeave: () => void;
}

function ThreadCard({ thread, personOf, onLeave }: ThreadCardProps) {
  const { session, send, complain } = useRoom();
  const [isReplying, setReplying] = useState(false);
  const { anchor } = thread;
  const show = () => {
    const range = anchor.kind === "words" ? rangeOfWords(session.doc, thread.section, anchor) : undefined;
    if (range === undefined) {
      complain(commentText.gone);
      return;
    }
    onLeave();
    range.startContainer.parentElement?.scrollIntoView({ block: "center" });
  };
  return (
    <div className="card thread-card">
      <p className="muted small">{placeOf(session.doc, thread)}</p>
      <button type="button" className="sentence quote-of" title={commentText.show} onClick={show}>
        {anchor.kind === "words" ? commentText.about(anchor.quote) : commentText.aboutSuggestion}
      </button>
      <Messages messages={thread.messages} personOf={personOf} />
      {isReplying ? (
        <CommentForm
          label={commentText.replyField}
          onClose={() => {
            setReplying(false);
          }}
          onSend={async (text) =>
            (await send({ type: "replyComment", threadId: thread.id, text })) !== undefined
          }
        />
      ) : (
        <ThreadActs
          thread={thread}
          onReply={() => {
            setReplying(true);
          }}
        />
      )}
    </div>
  );
}

interface ThreadActsProps {
  readonly thread: ListedComment;
  readonly onReply: () => void;
}

function ThreadActs({ thread, onReply }: ThreadActsProps) {
  const { session, may, send, noCommands } = useRoom();
  const section = findSection(session.doc, thread.section);
  const permission = section && may(areaOfSection(section.kind), "comment");
  const whyNot = noCommands ?? (permission?.allowed === false ? permission.refusal.message : undefined);
  const isOpen = thread.resolvedAt === undefined;
  const turn = async () => {
    const type = isOpen ? ("resolveComment" as const) : ("reopenComment" as const);
    const result = await send({ type, threadId: thread.id });
    if (result) announce(isOpen ? commentText.closed : commentText.opened);
  };
  return (
    <div className="row card-acts">
      <ActButton size="slight" whyNot={whyNot} onPress={onReply}>
        {commentText.reply}
      </ActButton>
      <ActButton
        size="slight"
        look="quiet"
        icon={isOpen ? Check : RotateCcw}
        whyNot={whyNot}
        onPress={() => void turn()}
      >
        {isOpen ? commentText.resolve : commentText.reopen}
      </ActButton>
    </div>
  );
}

type Doc = Parameters<typeof findSection>[0];

/** «Beslutning, punkt 8» */
function placeOf(doc: Doc, thread: ListedComment): string {
  const section = findSection(doc, thread.section);
  const item = section && findItem(doc, section.item);
  const number = listItems(doc).find(({ id }) => id === item?.id)?.number;
  if (section === undefined) return "";
  const label = SECTION_LABELS[section.kind];
  return number === undefined ? label : meetingText.sectionName(label, number);
}
