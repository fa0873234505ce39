/**
 * The connection has ended for a reason that waiting does not mend: logged out, no right any
 * longer, meeting gone, page too old. The page stays behind the dialog; nothing is lost.
 */
import { logInAs } from "../connection/http.ts";
import type { Connection, MeetingSession } from "../connection/meetingSession.ts";
import { connectionText, pageText } from "../text/da.ts";
import { ADDRESS, demoPerson, withPerson } from "./address.ts";
import { Dialog } from "./Dialog.tsx";

type Why = Extract<Connection, { state: "ended" }>["why"];

const SAYS: Readonly<Record<Why, { readonly title: string; readonly words: string; readonly act: string }>> =
  {
    login: {
      title: connectionText.loggedOutTitle,
      words: connectionText.loggedOut(0),
      act: connectionText.logInAgain,
    },
    noRight: { title: connectionText.noRightTitle, words: connectionText.noRight, act: pageText.toMeetings },
    unknown: { title: connectionText.unknownTitle, words: connectionText.unknown, act: pageText.toMeetings },
    reload: { title: connectionText.reloadTitle, words: connectionText.reload, act: pageText.reload },
  };

export function ConnectionEnd({ session }: { readonly session: MeetingSession }) {
  const { connection } = session;
  if (connection.state !== "ended") return null;
  const { why } = connection;
  const { title, words, act } = SAYS[why];
  return (
    <Dialog title={title} kind="alertdialog" onClose={ignoreEscape}>
      <p>{words}</p>
      <div className="dialog-acts">
        <button
          type="button"
          className="button main"
          onClick={() => {
            void goOn(why);
          }}
        >
          {act}
        </button>
      </div>
    </Dialog>
  );
}

/** An alertdialog is left by its button alone. */
function ignoreEscape(): void {
  /* Nothing to do: the dialog stays. */
}

async function goOn(why: Why): Promise<void> {
  if (why === "noRight" || why === "unknown") {
    window.location.assign(withPerson(ADDRESS.meetings));
    return;
  }
  const person = demoPerson();
  if (why === "login" && person !== null) await logInAs(person);
  // Unsent text lies on the device and is sent by the page that opens now.
  window.location.reload();
}
