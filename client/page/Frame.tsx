/** What stands around every screen: the skip link, the spoken regions, and the last net. */
import { type ReactNode, Suspense } from "react";
import { pageText } from "../text/da.ts";
import { Announcements } from "./Announcements.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";

export function Frame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <a className="skip-link" href="#indhold">
        {pageText.skip}
      </a>
      <Announcements />
      <ErrorBoundary>
        <Suspense fallback={<Opening />}>{children}</Suspense>
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
