/** Several at once: all in this item, all by one person, all in what is marked. Each asks first, by name. */
import { ListChecks } from "lucide-react";
import { type ReactNode, type RefObject, useState } from "react";
import type { Verdict } from "../../shared/suggestion/resolvedText.ts";
import { useRoom } from "../meeting/room.ts";
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

export function BulkMenu(props: BulkMenuProps) {
  const { open, inView, personOf, verdicts } = props;
  const { complain } = useRoom();
  const [asked, setAsked] = useState<Asked>();
  const item = open.find((one) => one.item.id === inView)?.item ?? open[0]?.item;
  if (item === undefined) return null;
  const ask = (verdict: Verdict, which: readonly OpenSuggestion[]) => {
    if (which.length === 0) complain(suggestionText.noSelection);
    else setAsked({ verdict, which });
  };
  return (
    <>
      <Menu label={suggestionText.bulk} icon={ListChecks}>
        {VERDICTS.map((verdict) =>
          choicesFor(verdict, item, props).map(({ of, label, which }) => (
            <Act
              key={`${verdict} ${of}`}
              isFirst={of === "item"}
              onPress={() => {
                ask(verdict, which());
              }}
            >
              {label} …
            </Act>
          )),
        )}
      </Menu>
      {asked && (
        <BulkDialog
          {...asked}
          personOf={personOf}
          onClose={() => {
            setAsked(undefined);
          }}
          onDo={() => {
            setAsked(undefined);
            void verdicts.endAll(asked.which, asked.verdict);
          }}
        />
      )}
    </>
  );
}

const VERDICTS = ["accept", "reject"] as const satisfies readonly Verdict[];

interface Choice {
  /** `item`, `selection` or a person. */
  readonly of: string;
  readonly label: string;
  readonly which: () => readonly OpenSuggestion[];
}

function choicesFor(
  verdict: Verdict,
  item: OpenSuggestion["item"],
  { open, personOf, selection }: BulkMenuProps,
): readonly Choice[] {
  const acts = suggestionText.bulkActs[verdict];
  const { bulkOf } = suggestionText;
  const authors = [...new Set(open.map(({ author }) => author))];
  const marked = () => {
    const ids = selection.current === undefined ? [] : suggestionsInRange(selection.current);
    return open.filter(({ id }) => ids.includes(id));
  };
  return [
    {
      of: "item",
      label: `${acts.item} ${bulkOf.item(item.number)}`,
      which: () => open.filter((one) => one.item.id === item.id),
    },
    ...authors.map((author) => ({
      of: author,
      label: `${acts.person} ${bulkOf.person(personOf(author).name)}`,
      which: () => open.filter((one) => one.author === author),
    })),
    { of: "selection", label: acts.selection, which: marked },
  ];
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
