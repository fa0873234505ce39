/** «Afgjorte forslag»: verdict, by whom, the words before and after, and opening one again. */
import { Check, RotateCcw, Undo2, X } from "lucide-react";
import { memo } from "react";
import type { ResolutionRecord } from "../../shared/document/layout.ts";
import { findSection, type ListedComment } from "../../shared/document/read.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import { useRoom } from "../meeting/room.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { Chip, type Tone } from "../page/Chip.tsx";
import type { Icon } from "../page/Icon.ts";
import { suggestionText } from "../text/suggestion.ts";
import type { PersonOf } from "./people.ts";
import { Messages } from "./Messages.tsx";
import { Quoted } from "./Quoted.tsx";
import { settledSentence } from "./settled.ts";
import { useThreadsOn } from "./threads.ts";
import { Who, whenText } from "./Who.tsx";

const LOOKS: Readonly<Record<ResolutionRecord["verdict"], { readonly tone: Tone; readonly icon: Icon }>> = {
  accept: { tone: "ok", icon: Check },
  reject: { tone: "bad", icon: X },
  withdraw: { tone: "quiet", icon: Undo2 },
};

interface SettledListProps {
  readonly settled: readonly ResolutionRecord[];
  readonly threads: readonly ListedComment[];
  readonly personOf: PersonOf;
}

export const SettledList = memo(function SettledList({ settled, threads, personOf }: SettledListProps) {
  const threadsOn = useThreadsOn(threads);
  if (settled.length === 0) return null;
  return (
    <details className="settled">
      <summary>{suggestionText.settled(settled.length)}</summary>
      <ul className="plain-list cards">
        {settled.map((record) => (
          <li key={record.id} className="card settled-card">
            <SettledCard record={record} threads={threadsOn(record.id)} personOf={personOf} />
          </li>
        ))}
      </ul>
    </details>
  );
});

interface SettledCardProps {
  readonly record: ResolutionRecord;
  readonly threads: readonly ListedComment[];
  readonly personOf: PersonOf;
}

function SettledCard({ record, threads, personOf }: SettledCardProps) {
  const { session, may, send, noCommands } = useRoom();
  const section = findSection(session.doc, record.section);
  const look = LOOKS[record.verdict];
  const sentence = settledSentence(record);
  const mayReopen = section !== undefined && may(areaOfSection(section.kind)).allowed;
  return (
    <>
      <Who who={{ ...personOf(record.author), name: record.authorName }} at={record.at} />
      <p>
        <Quoted sentence={sentence} />
      </p>
      <p className="row small">
        <Chip tone={look.tone} icon={look.icon}>
          {suggestionText.end[record.verdict]}
        </Chip>
        <span className="muted">{suggestionText.endBy(record.byName, whenText(record.resolvedAt))}</span>
        {record.reopenedAt !== undefined && <Chip tone="open">{suggestionText.wasReopened}</Chip>}
      </p>
      <BeforeAndAfter record={record} />
      {threads.map((thread) => (
        <Messages key={thread.id} messages={thread.messages} personOf={personOf} />
      ))}
      {mayReopen && canBeReopened(record) && (
        <ActButton
          size="slight"
          icon={RotateCcw}
          whyNot={noCommands}
          label={suggestionText.reopenOf(sentence)}
          onPress={() => {
            void send({ type: "reopenSuggestion", suggestionId: record.id }).then((result) => {
              if (result) announce(suggestionText.reopened);
            });
          }}
        >
          {suggestionText.reopen}
        </ActButton>
      )}
    </>
  );
}

/** One that was part of very much has no place to go back to, and its author has taken the third kind back. */
function canBeReopened({ reopenedAt, verdict, place }: ResolutionRecord): boolean {
  return reopenedAt === undefined && verdict !== "withdraw" && place !== undefined;
}

function BeforeAndAfter({ record: { before, after } }: { readonly record: ResolutionRecord }) {
  return (
    <dl className="before-after small">
      <dt>{suggestionText.before}</dt>
      <dd>{before.trim() === "" ? suggestionText.noWords : before}</dd>
      <dt>{suggestionText.after}</dt>
      <dd>{after.trim() === "" ? suggestionText.noWords : after}</dd>
    </dl>
  );
}
