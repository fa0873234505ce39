/** One open suggestion: who, when, what in one sentence, what was said about it, and what I can do with it. */
import { Check, MessageSquare, Undo2, X } from "lucide-react";
import { type KeyboardEvent, memo, useState } from "react";
import type { ListedComment } from "../../shared/document/read.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import { sentenceOf } from "../../shared/suggestion/sentence.ts";
import { useRoom } from "../meeting/room.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { commentText } from "../text/comment.ts";
import { suggestionText } from "../text/suggestion.ts";
import { CommentForm } from "./CommentForm.tsx";
import { Messages } from "./Messages.tsx";
import type { OpenSuggestion } from "../connection/openSuggestions.ts";
import type { PersonOf } from "./people.ts";
import { Quoted } from "./Quoted.tsx";
import { focusText, scrollToSuggestion } from "./textReach.ts";
import { cardId, type Verdicts } from "./verdicts.ts";
import { Who } from "./Who.tsx";

interface SuggestionCardProps {
  readonly suggestion: OpenSuggestion;
  /** «2 af 5», of the whole meeting. */
  readonly number: number;
  readonly all: number;
  readonly threads: readonly ListedComment[];
  readonly personOf: PersonOf;
  readonly verdicts: Verdicts;
  readonly onPoint: (suggestion: string | undefined) => void;
  /** Back to the text: closes the sheet where the cards lie over it. */
  readonly onLeave: () => void;
}

/** Drawn anew only when it says something else: there may be a hundred, and somebody types. */
export const SuggestionCard = memo(function SuggestionCard(props: SuggestionCardProps) {
  const { suggestion, number, all, threads, personOf, verdicts, onPoint, onLeave } = props;
  const { me, noCommands } = useRoom();
  const [isReplying, setReplying] = useState(false);
  const who = personOf(suggestion.author);
  const sentence = sentenceOf(suggestion);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const act = keyActOf(event.key, suggestion, { ...props, me: me.person, noCommands });
    if (act === undefined) return;
    event.preventDefault();
    act();
  };
  return (
    <div
      id={cardId(suggestion.id)}
      className="card suggestion-card"
      role="group"
      tabIndex={-1}
      aria-label={suggestionText.card(number, all, who.name, sentence)}
      aria-busy={verdicts.pending === suggestion.id || undefined}
      onKeyDown={onKeyDown}
      {...pointing(suggestion.id, onPoint)}
    >
      <Who who={who} at={suggestion.at} />
      <button
        type="button"
        className="sentence"
        title={suggestionText.show}
        onClick={() => {
          onLeave();
          scrollToSuggestion(suggestion.id);
        }}
      >
        <Quoted sentence={sentence} />
      </button>
      {threads.map((thread) => (
        <Messages key={thread.id} messages={thread.messages} personOf={personOf} />
      ))}
      {isReplying ? (
        <ReplyForm
          suggestion={suggestion}
          thread={threads.at(-1)}
          name={who.name}
          onClose={() => {
            setReplying(false);
            document.getElementById(cardId(suggestion.id))?.focus();
          }}
        />
      ) : (
        <CardActs
          {...props}
          isMine={suggestion.author === me.person}
          onReply={() => {
            setReplying(true);
          }}
        />
      )}
    </div>
  );
});

/** Whoever looks at a card sees in the text what it is about. */
function pointing(suggestion: string, onPoint: SuggestionCardProps["onPoint"]) {
  const begin = () => {
    onPoint(suggestion);
  };
  const end = () => {
    onPoint(undefined);
  };
  return { onFocus: begin, onBlur: end, onMouseEnter: begin, onMouseLeave: end };
}

interface CardActsProps extends SuggestionCardProps {
  readonly isMine: boolean;
  readonly onReply: () => void;
}

function CardActs({ suggestion, verdicts, isMine, onReply }: CardActsProps) {
  const { may, noCommands } = useRoom();
  const area = areaOfSection(suggestion.section.kind);
  const comments = may(area, "comment");
  const mayJudge = may(area).allowed;
  if (!mayJudge && !isMine && !comments.allowed) return null;
  return (
    <div className="row card-acts">
      {mayJudge && (
        <>
          <ActButton
            look={noCommands === undefined ? "main" : "plain"}
            size="slight"
            icon={Check}
            whyNot={noCommands}
            onPress={() => void verdicts.end(suggestion, "accept")}
          >
            {suggestionText.accept}
          </ActButton>
          {!isMine && (
            <ActButton
              size="slight"
              icon={X}
              whyNot={noCommands}
              onPress={() => void verdicts.end(suggestion, "reject")}
            >
              {suggestionText.reject}
            </ActButton>
          )}
        </>
      )}
      {isMine && (
        <ActButton
          size="slight"
          icon={Undo2}
          whyNot={noCommands}
          onPress={() => void verdicts.end(suggestion, "withdraw")}
        >
          {suggestionText.withdraw}
        </ActButton>
      )}
      {comments.allowed && (
        <ActButton look="quiet" size="slight" icon={MessageSquare} whyNot={noCommands} onPress={onReply}>
          {suggestionText.reply}
        </ActButton>
      )}
    </div>
  );
}

interface ReplyFormProps {
  readonly suggestion: OpenSuggestion;
  readonly thread: ListedComment | undefined;
  readonly name: string;
  readonly onClose: () => void;
}

/** The first answer makes the thread. */
function ReplyForm({ suggestion, thread, name, onClose }: ReplyFormProps) {
  const { send } = useRoom();
  const say = async (text: string) => {
    const result = await send(
      thread === undefined
        ? { type: "addComment", sectionId: suggestion.section.id, suggestionId: suggestion.id, text }
        : { type: "replyComment", threadId: thread.id, text },
    );
    return result !== undefined;
  };
  return <CommentForm label={commentText.replyTo(name)} onSend={say} onClose={onClose} />;
}

interface KeyPlace extends SuggestionCardProps {
  readonly me: string;
  readonly noCommands: string | undefined;
}

/** Enter accepts, Delete rejects (or takes my own back), Escape goes back to the text. */
function keyActOf(key: string, suggestion: OpenSuggestion, place: KeyPlace): (() => void) | undefined {
  const { verdicts, onLeave, me, noCommands } = place;
  if (key === "Escape") {
    return () => {
      onLeave();
      focusText(suggestion.section.id);
    };
  }
  if (key !== "Enter" && key !== "Delete") return undefined;
  const isTakenBack = key === "Delete" && suggestion.author === me;
  const why = isTakenBack ? noCommands : verdicts.whyNot(suggestion);
  if (why === undefined && isTakenBack) return () => void verdicts.end(suggestion, "withdraw");
  if (why === undefined) return () => void verdicts.end(suggestion, key === "Enter" ? "accept" : "reject");
  return () => {
    announce(why);
  };
}
