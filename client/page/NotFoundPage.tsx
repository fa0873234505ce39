/** An address that leads nowhere. */
import { pageText } from "../text/da.ts";
import { ADDRESS } from "./address.ts";
import { AppLink } from "./AppLink.tsx";
import { PlainPage } from "./PlainPage.tsx";

export function NotFoundPage() {
  return (
    <PlainPage title={pageText.notFoundTitle}>
      <p>{pageText.notFoundWords}</p>
      <p>
        <AppLink to={ADDRESS.meetings} className="button main">
          {pageText.toMeetings}
        </AppLink>
      </p>
    </PlainPage>
  );
}
