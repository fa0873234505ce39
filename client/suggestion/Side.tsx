/** Forslag and Kommentarer as two tabs, with what holds for all of them above. */
import { Lock } from "lucide-react";
import { type RefObject, useMemo, useState } from "react";
import type { ResolutionRecord } from "../../shared/document/layout.ts";
import { type ListedComment, listComments } from "../../shared/document/read.ts";
import { areaOfSection } from "../../shared/policy/permissions.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useRoom } from "../meeting/room.ts";
import { commentText } from "../text/comment.ts";
import { suggestionText } from "../text/suggestion.ts";
import { BulkMenu } from "./BulkMenu.tsx";
import { CommentList } from "./CommentList.tsx";
import type { OpenSuggestion } from "../connection/openSuggestions.ts";
import type { PersonOf } from "./people.ts";
import { SettledList } from "./SettledList.tsx";
import { listSettled } from "./settled.ts";
import { SuggestionList } from "./SuggestionList.tsx";
import { threadsBesideCards } from "./threads.ts";
import { Tabs } from "./Tabs.tsx";
import { VerdictNotice } from "./VerdictNotice.tsx";
import type { Verdicts } from "./verdicts.ts";
import { ViewSwitch } from "./ViewSwitch.tsx";

interface SideProps {
  readonly open: readonly OpenSuggestion[];
  readonly inView: string | undefined;
  readonly personOf: PersonOf;
  readonly verdicts: Verdicts;
  readonly selection: RefObject<Range | undefined>;
  readonly onPoint: (suggestion: string | undefined) => void;
  readonly onLeave: () => void;
}

type TabName = "suggestions" | "comments";

export function Side(props: SideProps) {
  const { open, personOf, selection, onLeave } = props;
  const { session } = useRoom();
  const [tab, setTab] = useState<TabName>("suggestions");
  const threads = useDocument(session.doc, listComments, ["comments"]);
  const settled = useDocument(session.doc, listSettled, ["resolutions"]);
  const onWords = useMemo(
    () => threadsBesideCards(threads, new Set([...open, ...settled].map(({ id }) => id))),
    [threads, open, settled],
  );
  const openCount = onWords.filter(({ resolvedAt }) => resolvedAt === undefined).length;
  return (
    <>
      <VerdictNotice />
      <Tabs
        label={suggestionText.side}
        tabs={[
          { name: "suggestions", label: suggestionText.tab(open.length) },
          { name: "comments", label: commentText.tab(openCount) },
        ]}
        chosen={tab}
        onChoose={setTab}
      >
        {tab === "suggestions" ? (
          <Suggestions {...props} threads={threads} settled={settled} />
        ) : (
          <CommentList threads={onWords} personOf={personOf} selection={selection} onLeave={onLeave} />
        )}
      </Tabs>
    </>
  );
}

interface SuggestionsProps extends SideProps {
  readonly threads: readonly ListedComment[];
  readonly settled: readonly ResolutionRecord[];
}

function Suggestions(props: SuggestionsProps) {
  const { open, threads, settled, inView, personOf, verdicts, selection } = props;
  const mayJudge = open.filter((one) => verdicts.whyNot(one) === undefined);
  return (
    <>
      {open.length > 0 && <KeyHint mayJudge={mayJudge.length > 0} />}
      <OnlyOthers open={open} />
      <SuggestionList {...props} />
      <SettledList settled={settled} threads={threads} personOf={personOf} />
      <div className="row side-tools">
        <ViewSwitch />
        <span className="spring" />
        {mayJudge.length > 1 && (
          <BulkMenu
            open={mayJudge}
            inView={inView}
            personOf={personOf}
            verdicts={verdicts}
            selection={selection}
          />
        )}
      </div>
    </>
  );
}

/** Said once above the cards, not at each of them. */
function OnlyOthers({ open }: { readonly open: readonly OpenSuggestion[] }) {
  const { may } = useRoom();
  const mayAny = open.some(({ section }) => may(areaOfSection(section.kind)).allowed);
  if (open.length === 0 || mayAny) return null;
  return (
    <p className="only-others small muted">
      <Lock className="icon" aria-hidden="true" />
      <span>{suggestionText.onlyOthers}</span>
    </p>
  );
}

function KeyHint({ mayJudge }: { readonly mayJudge: boolean }) {
  const { keys, next } = suggestionText;
  return (
    <p className="key-hint wide-only-inline muted small">
      <kbd>F8</kbd> {next}
      {mayJudge && (
        <>
          {" "}
          · <kbd>Enter</kbd> {keys.accept} · <kbd>Del</kbd> {keys.reject}
        </>
      )}{" "}
      · <kbd>Esc</kbd> {keys.toText}
    </p>
  );
}
