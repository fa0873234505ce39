/** The cards of all open suggestions, in text order, under the items they are in. */
import { useEffect, useRef } from "react";
import type { ListedComment } from "../../shared/document/read.ts";
import { suggestionText } from "../text/suggestion.ts";
import type { OpenSuggestion } from "../connection/openSuggestions.ts";
import type { PersonOf } from "./people.ts";
import { useRoom } from "../meeting/room.ts";
import { useThreadsOn } from "./threads.ts";
import { SuggestionCard } from "./SuggestionCard.tsx";
import type { Verdicts } from "./verdicts.ts";

interface SuggestionListProps {
  readonly open: readonly OpenSuggestion[];
  readonly threads: readonly ListedComment[];
  readonly personOf: PersonOf;
  readonly verdicts: Verdicts;
  /** The item at the top of the window: its cards are the first to be seen. */
  readonly inView: string | undefined;
  readonly onPoint: (suggestion: string | undefined) => void;
  readonly onLeave: () => void;
}

export function SuggestionList(props: SuggestionListProps) {
  const { open, inView } = props;
  const place = useShowItem(inView);
  if (open.length === 0) return <NoSuggestions />;
  return (
    <div ref={place}>
      {groupsByItem(open).map((group) => (
        <ItemCards key={group.item.id} {...props} group={group} />
      ))}
    </div>
  );
}

function NoSuggestions() {
  const { mode } = useRoom();
  return (
    <p className="empty-side">
      {suggestionText.none}{" "}
      {mode.permissions.foreslaa.allowed && <span className="muted">{suggestionText.noneNext}</span>}
    </p>
  );
}

interface ItemGroup {
  readonly item: OpenSuggestion["item"];
  readonly cards: readonly OpenSuggestion[];
}

function ItemCards({ group, ...props }: SuggestionListProps & { readonly group: ItemGroup }) {
  const { open, threads, personOf, verdicts, onPoint, onLeave } = props;
  const { item, cards } = group;
  const threadsOn = useThreadsOn(threads);
  return (
    <section data-item={item.id} aria-label={suggestionText.item(item.number, cards.length)}>
      <h3 className="side-heading">{suggestionText.item(item.number, cards.length)}</h3>
      <ol className="plain-list cards">
        {stacksOf(cards).map((stack) => (
          <li key={stack[0]?.id} className={stack.length > 1 ? "stack" : undefined}>
            {stack.length > 1 && <p className="stack-heading">{suggestionText.same(stack.length)}</p>}
            {stack.map((suggestion) => (
              <SuggestionCard
                key={suggestion.id}
                suggestion={suggestion}
                number={open.indexOf(suggestion) + 1}
                all={open.length}
                threads={threadsOn(suggestion.id)}
                personOf={personOf}
                verdicts={verdicts}
                onPoint={onPoint}
                onLeave={onLeave}
              />
            ))}
          </li>
        ))}
      </ol>
    </section>
  );
}

function groupsByItem(open: readonly OpenSuggestion[]): readonly ItemGroup[] {
  const items = [...new Map(open.map(({ item }) => [item.id, item])).values()];
  return items.map((item) => ({ item, cards: open.filter((one) => one.item.id === item.id) }));
}

/** Those about the same words stand together where the first of them stands. */
function stacksOf(cards: readonly OpenSuggestion[]): readonly (readonly OpenSuggestion[])[] {
  const stacks: OpenSuggestion[][] = [];
  for (const card of cards) {
    const stack = stacks.find((each) => each.some(({ id }) => card.sharedWith.includes(id)));
    if (stack === undefined) stacks.push([card]);
    else stack.push(card);
  }
  return stacks;
}

/** As the reader walks through the text, the cards go along. The page itself never moves by it. */
function useShowItem(inView: string | undefined) {
  const place = useRef<HTMLDivElement>(null);
  // Scrolls the panel; nothing to undo.
  useEffect(() => {
    if (inView === undefined || place.current === null) return;
    const scroller = place.current.closest<HTMLElement>("[data-scrolls]");
    const group = place.current.querySelector<HTMLElement>(`[data-item="${CSS.escape(inView)}"]`);
    if (!scroller || !group || scroller.contains(document.activeElement)) return;
    const head = scroller.querySelector<HTMLElement>("[role=tablist]")?.offsetHeight ?? 0;
    const isFirst = group.previousElementSibling === null;
    const above = group.getBoundingClientRect().top - scroller.getBoundingClientRect().top - head;
    // Above the first item's cards stand the tools for all of them.
    scroller.scrollTop = isFirst ? 0 : scroller.scrollTop + above;
  }, [inView]);
  return place;
}
