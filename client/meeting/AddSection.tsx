/** Adding a section that the item does not have yet, in the committee's order of sections. */
import type { ListedItem, ListedSection } from "../../shared/document/read.ts";
import { SECTION_LABELS } from "../../shared/meeting/labels.ts";
import { SECTION_KINDS } from "../../shared/meeting/vocabulary.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import { agendaText } from "../text/meeting.ts";
import { useRoom } from "./room.ts";
import { useWanting } from "./wanted.ts";

interface AddSectionProps {
  readonly item: ListedItem;
  readonly sections: readonly ListedSection[];
}

export function AddSection({ item, sections }: AddSectionProps) {
  const { may, send, settings, noCommands } = useRoom();
  const { want } = useWanting();
  const missing = settings.sectionOrder.filter(
    (kind) => may(areaOfSection(kind)).allowed && !sections.some((section) => section.kind === kind),
  );
  if (missing.length === 0) return null;
  return (
    <select
      className="slight add-section"
      aria-label={agendaText.addSectionOf(item.number)}
      value=""
      disabled={noCommands !== undefined}
      title={noCommands}
      onChange={(event) => {
        const kind = SECTION_KINDS.find((known) => known === event.target.value);
        if (kind === undefined) return;
        void send({ type: "addSection", itemId: item.id, kind }).then((result) => {
          if (typeof result?.sectionId !== "string") return;
          want({ itemId: item.id, as: "write", section: result.sectionId });
        });
      }}
    >
      <option value="" disabled>
        {agendaText.addSection}
      </option>
      {missing.map((kind) => (
        <option key={kind} value={kind}>
          {SECTION_LABELS[kind]}
        </option>
      ))}
    </select>
  );
}
