/**
 * A meeting as it counts: the base text, with all suggestions rejected. What is printed, exported
 * and handed out is this; suggestions are seen only where they can be answered.
 */
import type { Meeting } from "../meeting/meeting.ts";
import { rejectedText } from "./rejectedText.ts";

export function withoutSuggestions(meeting: Meeting): Meeting {
  return {
    ...meeting,
    items: meeting.items.map((item) => ({
      ...item,
      sections: item.sections.map((section) => ({
        ...section,
        content: rejectedText(section.content, "all"),
      })),
    })),
  };
}
