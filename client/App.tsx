/**
 * The routes. Each screen is its own chunk, so that a follower never loads an editor and a reader
 * never loads the importer.
 */
import { lazy } from "react";
import { Route, Switch } from "wouter";
import { NotFoundPage } from "./page/NotFoundPage.tsx";

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
  );
}
