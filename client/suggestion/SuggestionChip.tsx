/** «2 forslag» at an item of the list. */
import { PencilRuler } from "lucide-react";
import { useRoom } from "../meeting/room.ts";
import { Chip } from "../page/Chip.tsx";
import { modeText } from "../text/mode.ts";
import { useSuggestionCount } from "../connection/useOpenSuggestions.ts";

export function SuggestionChip({ itemId }: { readonly itemId: string }) {
  const { session } = useRoom();
  const count = useSuggestionCount(session.doc, itemId);
  if (count === 0) return null;
  return (
    <Chip tone="warn" icon={PencilRuler}>
      {modeText.count(count)}
    </Chip>
  );
}
