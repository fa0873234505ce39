/** No item is being treated: before, between and after. The page changes by itself when one begins. */
import type { Phase } from "../../shared/meeting/vocabulary.ts";
import { ADDRESS, withPerson } from "../page/address.ts";
import { usePage } from "../page/usePage.ts";
import { followText } from "../text/follow.ts";

interface Saying {
  readonly title: string;
  readonly words: string;
  readonly link: string;
}

const BEFORE: Saying = {
  title: followText.waiting,
  words: followText.waitingWords,
  link: followText.readAgenda,
};
const AFTER: Saying = { title: followText.ended, words: followText.endedWords, link: followText.read };
const APPROVED: Saying = { title: followText.ended, words: followText.approved, link: followText.read };

const SAYINGS: Readonly<Record<Phase, Saying>> = {
  planlagt: BEFORE,
  dagsordenIArbejde: BEFORE,
  dagsordenTilGodkendelse: BEFORE,
  dagsordenFrigivet: BEFORE,
  moede: { title: followText.notBegun, words: followText.waitingWords, link: followText.readAgenda },
  referatIArbejde: AFTER,
  tilGodkendelse: AFTER,
  godkendt: APPROVED,
  endeligtGodkendt: APPROVED,
  aflyst: AFTER,
};

export function FollowState({ id, phase }: { readonly id: string; readonly phase: Phase }) {
  const { title, words, link } = SAYINGS[phase];
  const heading = usePage(followText.title);
  return (
    <main id="indhold" tabIndex={-1} className="follow-main follow-state">
      <h1 ref={heading} tabIndex={-1}>
        {title}
      </h1>
      <p>{words}</p>
      <p>
        <a href={withPerson(ADDRESS.meeting(id))} className="button">
          {link}
        </a>
      </p>
    </main>
  );
}
