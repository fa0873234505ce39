/** A whole page that could not be fetched: logged out, no right, unknown, no connection, a bug of ours. */
import { readDemoPeople } from "../connection/answers.ts";
import { type Failure, useJson } from "../connection/useJson.ts";
import { pageText } from "../text/da.ts";
import { ADDRESS, demoPerson, withPerson } from "./address.ts";
import { AppLink } from "./AppLink.tsx";
import { wordsOf } from "./FailureWords.tsx";
import { PlainPage } from "./PlainPage.tsx";

interface FailurePageProps {
  readonly failure: Failure;
  readonly onRetry: () => void;
}

export function FailurePage({ failure, onRetry }: FailurePageProps) {
  if (failure.kind === "refused" && failure.status === 401) return <LogInPage />;
  return (
    <PlainPage title={failure.kind === "unreachable" ? pageText.unreachableTitle : pageText.failedTitle}>
      <p>{wordsOf(failure)}</p>
      <p className="row">
        <button type="button" className="button main" onClick={onRetry}>
          {pageText.retry}
        </button>
        <AppLink to={ADDRESS.meetings} className="button">
          {pageText.toMeetings}
        </AppLink>
        {demoPerson() !== null && (
          <a href={ADDRESS.start} className="button">
            {pageText.switchPerson}
          </a>
        )}
      </p>
    </PlainPage>
  );
}

/** In demo mode a person is chosen and the same page opens again; elsewhere the invitation counts. */
function LogInPage() {
  const { fetched } = useJson("/api/demo/people", readDemoPeople);
  return (
    <PlainPage title={pageText.loginTitle}>
      {fetched.state === "ready" ? (
        <>
          <p>{pageText.loginWords}</p>
          <ul className="plain-list row">
            {fetched.value.map(({ person, name }) => (
              <li key={person}>
                <a className="button" href={withPerson(window.location.pathname, person)}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p>{pageText.loginNoDemo}</p>
      )}
    </PlainPage>
  );
}
