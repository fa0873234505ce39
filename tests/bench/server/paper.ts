/** The meeting that is measured with: invented, and as long as the referat of a real committee. */
import type { Meeting } from "../../../shared/meeting/meeting.ts";
import { itemWith, meetingWith, paragraph, textOf } from "../../support/printedMeeting.ts";

const TALK =
  "Udvalget drøftede forslaget og lagde vægt på, at vagtplanen giver plads til både uddannelse og ferie. " +
  "Medarbejdersiden bad om, at erfaringerne gøres op efter et halvt år.";
/** Enough that each of 64 writers has a paragraph. */
const DECISION_PARAGRAPHS = 4;

/** `items`: 17 for a referat, fewer for a quiet room. */
export function paperOf(items: number): Meeting {
  const decision = textOf(...Array.from({ length: DECISION_PARAGRAPHS }, () => paragraph(TALK)));
  return meetingWith({
    items: Array.from({ length: items }, (_, index) =>
      itemWith(textOf(paragraph(TALK), paragraph(TALK)), {
        number: index + 1,
        title: `Ny vagtplan ${index + 1}`,
        sections: [
          { kind: "sagsfremstilling", content: textOf(paragraph(TALK), paragraph(TALK)) },
          { kind: "beslutning", content: decision },
        ],
      }),
    ),
  });
}
