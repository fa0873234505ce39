/** The bottom bar of a narrow screen: which item, the one before and after, and the list of all. */
import { ArrowDown, ArrowUp, ListOrdered } from "lucide-react";
import { ActButton } from "../page/ActButton.tsx";
import { Dialog } from "../page/Dialog.tsx";
import { SideButton } from "../suggestion/SideButton.tsx";
import { pageText } from "../text/da.ts";
import { meetingText } from "../text/meeting.ts";
import { ItemCount, ItemList, type ItemPlace } from "./ItemList.tsx";
import { useWanting } from "./wanted.ts";

interface PhoneBarProps extends ItemPlace {
  readonly isListOpen: boolean;
  readonly onList: (isOpen: boolean) => void;
  readonly onSide?: () => void;
}

export function PhoneBar({ isListOpen, onList, onSide, ...place }: PhoneBarProps) {
  const { want } = useWanting();
  const { items, inView } = place;
  const index = items.findIndex(({ id }) => id === inView);
  const here = items[index];
  const before = items[index - 1];
  const after = items[index + 1];
  const close = () => {
    onList(false);
  };
  if (items.length === 0) return null;
  return (
    <nav className="phone-bar narrow-only" aria-label={meetingText.itemsNav}>
      <ActButton
        icon={ListOrdered}
        onPress={() => {
          onList(true);
        }}
      >
        {here ? meetingText.itemOf(here.number, items.at(-1)?.number ?? 0) : meetingText.itemsHeading}
      </ActButton>
      {onSide && <SideButton onOpen={onSide} />}
      <span className="spring" />
      {before && (
        <ActButton
          icon={ArrowUp}
          label={meetingText.previousItem}
          onPress={() => {
            want({ itemId: before.id, as: "read" });
          }}
        />
      )}
      {after && (
        <ActButton
          icon={ArrowDown}
          label={meetingText.nextItemView}
          onPress={() => {
            want({ itemId: after.id, as: "read" });
          }}
        />
      )}
      {isListOpen && (
        <Dialog title={meetingText.itemsHeading} onClose={close}>
          <ItemCount items={items} live={place.live} />
          <ItemList {...place} onChosen={close} />
          <div className="dialog-acts">
            <button type="button" className="button" onClick={close}>
              {pageText.close}
            </button>
          </div>
        </Dialog>
      )}
    </nav>
  );
}
