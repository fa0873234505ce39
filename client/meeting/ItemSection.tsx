/** One section of an item: its heading, why it is locked, the text, and for Beslutning the outcome. */
import { Lock, PencilRuler } from "lucide-react";
import { lazy, Suspense } from "react";
import type { ListedItem, ListedSection } from "../../shared/document/read.ts";
import { OUTCOME_LABELS, SECTION_LABELS } from "../../shared/meeting/labels.ts";
import { OUTCOMES } from "../../shared/meeting/vocabulary.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import { SectionText } from "../editor/SectionText.tsx";
import { Chip } from "../page/Chip.tsx";
import { useSuggestionView } from "../suggestion/view.ts";
import { meetingText } from "../text/meeting.ts";
import { modeText } from "../text/mode.ts";
import { KeptTextNotes } from "./KeptTextNotes.tsx";
import { useRoom } from "./room.ts";

const ResolvedSection = lazy(async () => ({
  default: (await import("../suggestion/ResolvedSection.tsx")).ResolvedSection,
}));

interface ItemSectionProps {
  readonly item: ListedItem;
  readonly section: ListedSection;
  readonly autoFocus: boolean;
}

export function ItemSection({ item, section, autoFocus }: ItemSectionProps) {
  const { session, may, writes } = useRoom();
  const { view } = useSuggestionView();
  const area = areaOfSection(section.kind);
  const permission = may(area, "suggest");
  const label = SECTION_LABELS[section.kind];
  return (
    <section className={permission.allowed ? "item-section open" : "item-section locked"}>
      <div className="row section-heading">
        <h3>{label}</h3>
        {!permission.allowed && (
          <span className="lock-reason">
            <Lock className="icon" aria-hidden="true" />
            {permission.refusal.detail}
          </span>
        )}
        {writes(area) === "suggestion" && (
          <span className="written-as">
            <PencilRuler className="icon" aria-hidden="true" />
            {modeText.suggesting}
          </span>
        )}
        {section.kind === "beslutning" && <OutcomeChoice item={item} />}
      </div>
      <KeptTextNotes section={section.id} where={label} />
      {view === "markup" ? (
        <SectionText
          session={session}
          sectionId={section.id}
          writtenAs={writes(area)}
          label={meetingText.sectionName(label, item.number)}
          autoFocus={autoFocus}
        />
      ) : (
        <Suspense>
          <ResolvedSection link={session.text} sectionId={section.id} view={view} />
        </Suspense>
      )}
    </section>
  );
}

function OutcomeChoice({ item }: { readonly item: ListedItem }) {
  const { may, send, noCommands } = useRoom();
  if (!may("beslutning").allowed) {
    return item.outcome === undefined ? null : <Chip tone="quiet">{OUTCOME_LABELS[item.outcome]}</Chip>;
  }
  return (
    <select
      className="outcome slight"
      aria-label={meetingText.outcomeOf(item.number)}
      value={item.outcome ?? ""}
      disabled={noCommands !== undefined}
      title={noCommands}
      onChange={(event) => {
        const outcome = OUTCOMES.find((known) => known === event.target.value) ?? null;
        void send({ type: "setOutcome", itemId: item.id, outcome });
      }}
    >
      <option value="">{meetingText.outcomeNone}</option>
      {OUTCOMES.map((outcome) => (
        <option key={outcome} value={outcome}>
          {OUTCOME_LABELS[outcome]}
        </option>
      ))}
    </select>
  );
}
