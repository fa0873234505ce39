/** What stood before the first item and is no header field: kept, so that no word is lost. */
import { isEmptyText, type RichText } from "../../shared/meeting/richText.ts";
import { PlainText } from "../page/StaticSection.tsx";

export function Preamble({ text }: { readonly text: RichText }) {
  if (isEmptyText(text)) return null;
  return (
    <div className="preamble">
      <PlainText text={text} />
    </div>
  );
}
