/** Why the last command was not done; stays until read. */
import { TriangleAlert, X } from "lucide-react";
import { ActButton } from "../page/ActButton.tsx";
import { pageText } from "../text/da.ts";
import { useRoom } from "./room.ts";

export function TroubleNote() {
  const { trouble, dismissTrouble } = useRoom();
  return (
    <div role="alert" className="trouble">
      {trouble !== undefined && (
        <div className="note bad">
          <TriangleAlert className="icon" aria-hidden="true" />
          <span className="words">{trouble}</span>
          <ActButton look="quiet" size="slight" icon={X} label={pageText.close} onPress={dismissTrouble} />
        </div>
      )}
    </div>
  );
}
