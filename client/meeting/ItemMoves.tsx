/** Moving and removing an item: by buttons and by number, since nobody should have to drag. */
import { ArrowDown, ArrowUp, Trash2 } from "lucide-react";
import type { ListedItem } from "../../shared/document/read.ts";
import { ActButton } from "../page/ActButton.tsx";
import { announce } from "../page/announcer.ts";
import { agendaText } from "../text/meeting.ts";
import { useRoom } from "./room.ts";
import { useWanting } from "./wanted.ts";

interface ItemMovesProps {
  readonly item: ListedItem;
  readonly index: number;
  readonly items: readonly ListedItem[];
}

export function ItemMoves({ item, index, items }: ItemMovesProps) {
  const { may, noCommands } = useRoom();
  const moveTo = useMoveTo(item, items);
  return (
    <>
      {may("punkter").allowed && (
        <>
          {index > 0 && (
            <ActButton
              size="slight"
              icon={ArrowUp}
              whyNot={noCommands}
              label={agendaText.upOf(item.number)}
              onPress={() => {
                moveTo(index - 1);
              }}
            />
          )}
          {index < items.length - 1 && (
            <ActButton
              size="slight"
              icon={ArrowDown}
              whyNot={noCommands}
              label={agendaText.downOf(item.number)}
              onPress={() => {
                moveTo(index + 1);
              }}
            />
          )}
          {items.length > 2 && (
            <select
              className="slight"
              aria-label={agendaText.moveToOf(item.number)}
              title={noCommands}
              disabled={noCommands !== undefined}
              value=""
              onChange={(event) => {
                moveTo(Number(event.target.value));
              }}
            >
              <option value="" disabled>
                {agendaText.moveTo}
              </option>
              {items.map((other, place) => (
                <option key={other.id} value={place} disabled={place === index}>
                  {other.number}
                </option>
              ))}
            </select>
          )}
        </>
      )}
      {may("sagsdata").allowed && <RemoveItem item={item} />}
    </>
  );
}

function RemoveItem({ item }: { readonly item: ListedItem }) {
  const { send, noCommands } = useRoom();
  return (
    <ActButton
      size="slight"
      icon={Trash2}
      whyNot={noCommands}
      label={agendaText.removeOf(item.number)}
      onPress={() => {
        void send({ type: "removeItem", itemId: item.id }).then((result) => {
          if (result) announce(agendaText.removed(item.title));
        });
      }}
    />
  );
}

function useMoveTo(item: ListedItem, items: readonly ListedItem[]) {
  const { send } = useRoom();
  const { want } = useWanting();
  return (place: number) => {
    const others = items.filter(({ id }) => id !== item.id);
    const before = others[place];
    const last = others.at(-1);
    if (last === undefined) return;
    const where = before ? { before: before.id } : { after: last.id };
    void send({ type: "moveItem", itemId: item.id, ...where }).then((result) => {
      if (result === undefined) return;
      const first = items[0]?.number ?? 1;
      announce(agendaText.moved(item.title, first + place, first + items.length - 1));
      want({ itemId: item.id, as: "read" });
    });
  };
}
