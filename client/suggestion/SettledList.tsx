/** «Afgjorte forslag»: verdict, by whom, the words before and after, and opening one again. */
import { Check, RotateCcw, Undo2, X } from "lucide-react";
import type { ResolutionRecord } from "../../shared/document/layout.ts";
import { findSection } from "../../shared/document/read.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useRoom } from "../meeting/room.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { Chip, type Tone } from "../page/Chip.tsx";
import type { Icon } from "../page/Icon.ts";
import { suggestionText } from "../text/suggestion.ts";
import type { PersonOf } from "./people.ts";
import { Quoted } from "./Quoted.tsx";
import { listSettled, settledSentence } from "./settled.ts";
import { Who, whenText } from "./Who.tsx";

const LOOKS: Readonly<Record<ResolutionRecord["verdict"], { readonly tone: Tone; readonly icon: Icon }>> = {
  accept: { tone: "ok", icon: Check },
  reject: { tone: "bad", icon: X },
  withdraw: { tone: "quiet", icon: Undo2 },
};

export function SettledList({ personOf }: { readonly personOf: PersonOf }) {
  const { session } = useRoom();
  const settled = useDocument(session.doc, listSettled, ["resolutions"]);
  if (settled.length === 0) return null;
  return (
    <details className="settled">
      <summary>{suggestionText.settled(settled.length)}</summary>
      <ul className="plain-list cards">
        {settled.map((record) => (
          <li key={record.id} className="card settled-card">
            <SettledCard record={record} personOf={personOf} />
          </li>
        ))}
      </ul>
    </details>
  );
}

interface SettledCardProps {
  readonly record: ResolutionRecord;
  readonly personOf: PersonOf;
}

function SettledCard({ record, personOf }: SettledCardProps) {
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
      {mayReopen && record.reopenedAt === undefined && record.verdict !== "withdraw" && (
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
