/** Opens the sheet with suggestions and comments where the panel has no room. */
import { PencilRuler } from "lucide-react";
import { useRoom } from "../meeting/room.ts";
import { modeText } from "../text/mode.ts";
import { useSuggestionCount } from "../connection/useOpenSuggestions.ts";

interface SideButtonProps {
  readonly onOpen: () => void;
}

export function SideButton({ onOpen }: SideButtonProps) {
  const { session } = useRoom();
  const count = useSuggestionCount(session.doc);
  return (
    <button type="button" className="button side-button" onClick={onOpen}>
      <PencilRuler className="icon" aria-hidden="true" />
      {modeText.side(count)}
    </button>
  );
}
