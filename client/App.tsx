/**
 * The routes. Each screen is its own chunk, so that a follower never loads an editor and a reader
 * never loads the importer.
 */
import { lazy, Suspense } from "react";
import { Route, Switch } from "wouter";
import { Announcements } from "./page/Announcements.tsx";
import { ErrorBoundary } from "./page/ErrorBoundary.tsx";
import { NotFoundPage } from "./page/NotFoundPage.tsx";
import { pageText } from "./text/da.ts";

const StartPage = lazy(async () => ({ default: (await import("./start/StartPage.tsx")).StartPage }));
const MeetingsPage = lazy(async () => ({
  default: (await import("./meetings/MeetingsPage.tsx")).MeetingsPage,
}));
const ImportPage = lazy(async () => ({ default: (await import("./importer/ImportPage.tsx")).ImportPage }));
const MeetingPage = lazy(async () => ({ default: (await import("./meeting/MeetingPage.tsx")).MeetingPage }));
const ApprovalPage = lazy(async () => ({
  default: (await import("./approval/ApprovalPage.tsx")).ApprovalPage,
}));
const FollowPage = lazy(async () => ({ default: (await import("./follow/FollowPage.tsx")).FollowPage }));

export function App() {
  return (
    <>
      <a className="skip-link" href="#indhold">
        {pageText.skip}
      </a>
      <Announcements />
      <ErrorBoundary>
        <Suspense fallback={<Opening />}>
          <Switch>
            <Route path="/" component={StartPage} />
            <Route path="/moeder" component={MeetingsPage} />
            <Route path="/moeder/:id">{({ id }) => <MeetingPage key={id} id={id} />}</Route>
            <Route path="/moeder/:id/foelg">{({ id }) => <FollowPage key={id} id={id} />}</Route>
            <Route path="/moeder/:id/godkend">{({ id }) => <ApprovalPage key={id} id={id} />}</Route>
            <Route path="/importer" component={ImportPage} />
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </>
  );
}

function Opening() {
  return (
    <main id="indhold" tabIndex={-1} className="plain-page loading">
      <h1 className="muted">{pageText.loading}</h1>
    </main>
  );
}
