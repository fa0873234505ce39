/** Whether this person has anything to see or do beside the text: else the panel is not even loaded. */
import { listComments } from "../../shared/document/read.ts";
import { useDocument } from "../connection/useDocument.ts";
import { useRoom } from "../meeting/room.ts";
import { useSuggestionCount } from "../connection/useOpenSuggestions.ts";

export function useHasSide(): boolean {
  const { session, may } = useRoom();
  const count = useSuggestionCount(session.doc);
  const comments = useDocument(session.doc, (doc) => listComments(doc).length, ["comments"]);
  const mayTakePart = may("beslutning", "comment").allowed || may("sagstekst", "comment").allowed;
  return mayTakePart || count > 0 || comments > 0;
}
