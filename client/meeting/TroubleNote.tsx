/** Why the last command was not done, and why a lock that was announced did not come; each stays until read. */
import { TriangleAlert, X } from "lucide-react";
import { ActButton } from "../page/ActButton.tsx";
import { pageText } from "../text/da.ts";
import { useRoom } from "./room.ts";

export function TroubleNote() {
  const { trouble, dismissTrouble, session } = useRoom();
  const { message } = session.lock;
  return (
    <div role="alert" className="trouble">
      {trouble !== undefined && <Note words={trouble} onClose={dismissTrouble} />}
      {message !== undefined && message !== trouble && <Note words={message} onClose={session.dismissLock} />}
    </div>
  );
}

function Note({ words, onClose }: { readonly words: string; readonly onClose: () => void }) {
  return (
    <div className="note bad">
      <TriangleAlert className="icon" aria-hidden="true" />
      <span className="words">{words}</span>
      <ActButton look="quiet" size="slight" icon={X} label={pageText.close} onPress={onClose} />
    </div>
  );
}
