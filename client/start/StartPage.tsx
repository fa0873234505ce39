/** The front page of the demo: choose who you are, or open two people side by side. */
import { Columns2, Monitor } from "lucide-react";
import { useState } from "react";
import { ROLE_LABELS } from "../../shared/meeting/labels.ts";
import { type Role, ROLES } from "../../shared/meeting/vocabulary.ts";
import { type DemoPerson, readDemoPeople } from "../connection/answers.ts";
import { colourOf } from "../connection/presence.ts";
import { useJson } from "../connection/useJson.ts";
import { ADDRESS } from "../page/address.ts";
import { FailureWords } from "../page/FailureWords.tsx";
import { Initials } from "../page/Initials.tsx";
import { usePage } from "../page/usePage.ts";
import { pageText } from "../text/da.ts";
import { startText } from "../text/start.ts";
import { addressForPerson, openSideBySide } from "./entry.ts";

/** These get the large cards; the others are small. */
const FIRST_CARDS = 3;

export function StartPage() {
  const heading = usePage(startText.title);
  const { fetched, askAgain } = useJson("/api/demo/people", readDemoPeople);
  return (
    <>
      <header className="start-header">
        <p className="start-place">{startText.place}</p>
        <h1 ref={heading} tabIndex={-1}>
          {startText.title}
        </h1>
        <p className="start-lead">{startText.lead}</p>
      </header>
      <main id="indhold" tabIndex={-1} className="start">
        {fetched.state === "loading" && <p className="loading muted">{pageText.loading}</p>}
        {fetched.state === "failed" &&
          (fetched.failure.kind === "refused" ? (
            <p>{startText.noDemo}</p>
          ) : (
            <FailureWords failure={fetched.failure} onRetry={askAgain} />
          ))}
        {fetched.state === "ready" && <DemoEntrances people={fetched.value} />}
      </main>
    </>
  );
}

function DemoEntrances({ people }: { readonly people: readonly DemoPerson[] }) {
  const [isBlocked, setBlocked] = useState(false);
  const first = people.slice(0, FIRST_CARDS);
  const others = people.slice(FIRST_CARDS);
  const follower = others.find((entry) => entry.person === "medlem") ?? people[0];
  return (
    <>
      <h2>{startText.enterAs}</h2>
      <ul className="plain-list start-cards">
        {first.map((person) => (
          <li key={person.person}>
            <PersonCard person={person} />
          </li>
        ))}
        {follower && (
          <li>
            <FollowCard person={follower} />
          </li>
        )}
      </ul>
      <div className="start-two">
        <button
          type="button"
          className="button main"
          onClick={() => {
            setBlocked(openSideBySide("referent", "forperson") === "blocked");
          }}
        >
          <Columns2 className="icon" aria-hidden="true" />
          {startText.openTwo}
        </button>
        <p className="muted small">{startText.openTwoHint}</p>
        <p role="alert" className="small">
          {isBlocked ? startText.blocked : ""}
        </p>
      </div>
      {others.length > 0 && (
        <section aria-labelledby="start-others">
          <h2 id="start-others">{startText.others}</h2>
          <ul className="plain-list start-others">
            {others.map((person) => (
              <li key={person.person}>
                <a className="button" href={addressForPerson(ADDRESS.meetings, person.person)}>
                  {person.name}, {roleWord(person.role)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="start-tries" className="start-tries">
        <h2 id="start-tries">{startText.tries}</h2>
        <ol>
          {startText.tryList.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ol>
      </section>
    </>
  );
}

function PersonCard({ person }: { readonly person: DemoPerson }) {
  return (
    <a className="card start-card" href={addressForPerson(ADDRESS.meetings, person.person)}>
      <Initials name={person.name} colour={colourOf(person.person, roleOf(person.role) ?? "")} />
      <span>
        <strong>{person.name}</strong>
        <span className="start-role">{roleWord(person.role)}</span>
        <span className="muted small">{startText.roleHints[person.person] ?? ""}</span>
      </span>
    </a>
  );
}

function FollowCard({ person }: { readonly person: DemoPerson }) {
  return (
    <a className="card start-card" href={addressForPerson(ADDRESS.meetings, person.person, "foelg")}>
      <span className="start-follow-icon">
        <Monitor className="icon" aria-hidden="true" />
      </span>
      <span>
        <strong>{startText.follow}</strong>
        <span className="start-role">{person.name}</span>
        <span className="muted small">{startText.followHint}</span>
      </span>
    </a>
  );
}

/** The server may send the literal or the label; both read as the label. */
function roleWord(role: string): string {
  const literal = roleOf(role);
  return literal === undefined ? role : ROLE_LABELS[literal];
}

function roleOf(role: string): Role | undefined {
  return ROLES.find((known) => known === role || ROLE_LABELS[known] === role);
}
