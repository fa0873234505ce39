/** Looking around without losing the meeting: other items, the way back, and the size of the text. */
import type { ListedItem } from "../../shared/document/read.ts";
import { ActButton } from "../page/ActButton.tsx";
import { ADDRESS, withPerson } from "../page/address.ts";
import { followText } from "../text/follow.ts";
import { Next, Previous } from "./icons.tsx";
import type { TextSize } from "./useTextSize.ts";

interface FollowBarProps {
  readonly meetingId: string;
  readonly items: readonly ListedItem[];
  readonly current: ListedItem;
  readonly shown: ListedItem;
  readonly size: TextSize;
  readonly onLook: (itemId: string | undefined) => void;
}

export function FollowBar({ meetingId, items, current, shown, size, onLook }: FollowBarProps) {
  const place = items.findIndex(({ id }) => id === shown.id);
  const before = items[place - 1];
  const after = items[place + 1];
  const coming = items[items.findIndex(({ id }) => id === current.id) + 1];
  return (
    <section className="follow-bar" aria-label={followText.controls}>
      {shown.id === current.id ? (
        <p className="follow-next">
          {coming ? (
            <>
              {followText.next} <strong>{`${coming.number} ${coming.title}`}</strong>
            </>
          ) : (
            followText.last
          )}
        </p>
      ) : (
        <p className="follow-away">
          <span>{followText.away(shown.number, current.number)}</span>
          <ActButton
            look="main"
            onPress={() => {
              onLook(undefined);
            }}
          >
            {followText.goTo}
          </ActButton>
        </p>
      )}
      <div className="row follow-acts">
        {before && (
          <ActButton
            icon={Previous}
            label={followText.previousItem}
            onPress={() => {
              onLook(before.id);
            }}
          />
        )}
        {after && (
          <ActButton
            icon={Next}
            label={followText.nextItem}
            onPress={() => {
              onLook(after.id);
            }}
          />
        )}
        <ActButton label={followText.smaller} onPress={size.smaller}>
          A−
        </ActButton>
        <ActButton label={followText.larger} onPress={size.larger}>
          A+
        </ActButton>
        <a href={withPerson(ADDRESS.meeting(meetingId))} className="button">
          {followText.read}
        </a>
      </div>
    </section>
  );
}
