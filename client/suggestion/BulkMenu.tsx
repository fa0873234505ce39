/** Several at once: all in this item, all by one person, all in what is marked. Each asks first, by name. */
import { ListChecks } from "lucide-react";
import { type ReactNode, type RefObject, useState } from "react";
import type { Verdict } from "../../shared/suggestion/resolvedText.ts";
import { announce } from "../page/announcer.ts";
import { Menu } from "../page/Menu.tsx";
import { suggestionText } from "../text/suggestion.ts";
import { BulkDialog } from "./BulkDialog.tsx";
import type { OpenSuggestion } from "../connection/openSuggestions.ts";
import type { PersonOf } from "./people.ts";
import { suggestionsInRange } from "./textReach.ts";
import type { Verdicts } from "./verdicts.ts";

interface BulkMenuProps {
  /** Those that I may judge. */
  readonly open: readonly OpenSuggestion[];
  readonly inView: string | undefined;
  readonly personOf: PersonOf;
  readonly verdicts: Verdicts;
  readonly selection: RefObject<Range | undefined>;
}

interface Asked {
  readonly verdict: Verdict;
  readonly which: readonly OpenSuggestion[];
}

export function BulkMenu({ open, inView, personOf, verdicts, selection }: BulkMenuProps) {
  const [asked, setAsked] = useState<Asked>();
  const item = open.find((one) => one.item.id === inView)?.item ?? open[0]?.item;
  const authors = [...new Set(open.map(({ author }) => author))];
  const ask = (verdict: Verdict, which: readonly OpenSuggestion[]) => {
    if (which.length === 0) announce(suggestionText.noSelection);
    else setAsked({ verdict, which });
  };
  const marked = () => {
    const ids = selection.current === undefined ? [] : suggestionsInRange(selection.current);
    return open.filter(({ id }) => ids.includes(id));
  };
  if (item === undefined) return null;
  return (
    <>
      <Menu label={suggestionText.bulk} icon={ListChecks}>
        {(["accept", "reject"] as const).map((verdict) => {
          const acts = suggestionText.bulkActs[verdict];
          return [
            <Act
              key={`${verdict} item`}
              isFirst
              onPress={() => {
                ask(
                  verdict,
                  open.filter((one) => one.item.id === item.id),
                );
              }}
            >
              {acts.item} {suggestionText.bulkOf.item(item.number)} …
            </Act>,
            ...authors.map((author) => (
              <Act
                key={`${verdict} ${author}`}
                onPress={() => {
                  ask(
                    verdict,
                    open.filter((one) => one.author === author),
                  );
                }}
              >
                {acts.person} {suggestionText.bulkOf.person(personOf(author).name)} …
              </Act>
            )),
            <Act
              key={`${verdict} selection`}
              onPress={() => {
                ask(verdict, marked());
              }}
            >
              {acts.selection} …
            </Act>,
          ];
        })}
      </Menu>
      {asked && (
        <BulkDialog
          {...asked}
          personOf={personOf}
          onClose={() => {
            setAsked(undefined);
          }}
          onDo={(ids) => {
            setAsked(undefined);
            void verdicts.endAll(ids, asked.verdict);
          }}
        />
      )}
    </>
  );
}

interface ActProps {
  /** Of its verdict: a line parts it from the verdict above, which is the opposite. */
  readonly isFirst?: boolean;
  readonly onPress: () => void;
  readonly children: ReactNode;
}

function Act({ isFirst = false, onPress, children }: ActProps) {
  return (
    <li className={isFirst ? "group-start" : undefined}>
      <button type="button" onClick={onPress}>
        {children}
      </button>
    </li>
  );
}
