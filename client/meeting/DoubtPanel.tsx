/** What the importer was not sure of, beside the text; each is ticked off when somebody has looked. */
import { Check } from "lucide-react";
import type { Doubt } from "../../shared/meeting/meeting.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { doubtText } from "../text/meeting.ts";
import { useRoom } from "./room.ts";

export function DoubtPanel({ doubts }: { readonly doubts: readonly Doubt[] }) {
  const { send, noCommands } = useRoom();
  return (
    <aside className="side" aria-labelledby="doubts-title">
      <div className="row side-title">
        <h2 id="doubts-title">{doubtText.title}</h2>
        <span className="spring" />
        <span className="muted small figures">{doubtText.left(doubts.length)}</span>
      </div>
      <ol className="plain-list doubt-list">
        {doubts.map((doubt, index) => (
          // Doubts have no id: the command names them by place and words.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={`${index}-${doubt.line}-${doubt.code}`} className="card">
            <p className="label">{doubtText.line(doubt.line)}</p>
            <p>{doubt.message}</p>
            {doubt.text !== "" && <p className="quoted">«{doubt.text}»</p>}
            <ActButton
              size="slight"
              icon={Check}
              whyNot={noCommands}
              label={doubtText.tickOf(doubt.message)}
              onPress={() => {
                void send({ type: "tickDoubt", index, text: doubt.text }).then((result) => {
                  if (result) announce(doubtText.ticked(doubts.length - 1));
                });
              }}
            >
              {doubtText.tick}
            </ActButton>
          </li>
        ))}
      </ol>
    </aside>
  );
}
