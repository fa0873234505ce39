/** All meetings, latest first: a table on a wide screen, cards on a narrow one (by CSS alone). */
import { FileDown } from "lucide-react";
import type { MeetingSummary } from "../connection/answers.ts";
import { ADDRESS, exportAddress } from "../page/address.ts";
import { AppLink } from "../page/AppLink.tsx";
import { PhaseChip } from "../page/PhaseChip.tsx";
import { meetingsText } from "../text/meetings.ts";
import { bodyOf, dayOf } from "./meetingNames.ts";

export function MeetingTable({ meetings }: { readonly meetings: readonly MeetingSummary[] }) {
  const latestFirst = meetings.toSorted((a, b) => b.date.localeCompare(a.date));
  return (
    <section aria-labelledby="all-meetings">
      <h2 id="all-meetings">{meetingsText.all}</h2>
      <table className="meeting-table">
        <thead>
          <tr>
            <th scope="col">{meetingsText.columnDate}</th>
            <th scope="col">{meetingsText.columnMeeting}</th>
            <th scope="col">{meetingsText.columnPhase}</th>
            <th scope="col">
              <span className="only-read-aloud">{meetingsText.columnActs}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {latestFirst.map((meeting) => (
            <tr key={meeting.id}>
              <th scope="row">
                <AppLink to={ADDRESS.meeting(meeting.id)}>{dayOf(meeting)}</AppLink>
              </th>
              <td>{bodyOf(meeting)}</td>
              <td>
                <PhaseChip phase={meeting.phase} />
              </td>
              <td>
                <a
                  className="button quiet slight"
                  href={exportAddress(meeting.id, "pdf")}
                  aria-label={meetingsText.pdfOf(dayOf(meeting))}
                >
                  <FileDown className="icon" aria-hidden="true" />
                  {meetingsText.pdf}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
