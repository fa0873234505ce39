/** What the import made, beside what it doubted: the referent compares before opening the meeting. */
import { ArrowRight, TriangleAlert } from "lucide-react";
import { useEffect, useRef } from "react";
import { readImported } from "../connection/answers.ts";
import { useJson } from "../connection/useJson.ts";
import { ADDRESS } from "../page/address.ts";
import { AppLink } from "../page/AppLink.tsx";
import { FailureWords } from "../page/FailureWords.tsx";
import { importText } from "../text/importer.ts";

interface ImportResultProps {
  readonly meetingId: string;
  readonly name: string;
  readonly onAnother: () => void;
}

export function ImportResult({ meetingId, name, onAnother }: ImportResultProps) {
  const { fetched, askAgain } = useJson(`/api/meetings/${encodeURIComponent(meetingId)}`, readImported);
  const heading = useRef<HTMLHeadingElement>(null);
  // The form is gone, so the focus goes to what took its place; nothing to undo.
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <>
      <h2 ref={heading} tabIndex={-1}>
        {importText.done(name)}
      </h2>
      <p className="row">
        <AppLink to={ADDRESS.meeting(meetingId)} className="button main">
          {importText.open}
          <ArrowRight className="icon" aria-hidden="true" />
        </AppLink>
        <button type="button" className="button" onClick={onAnother}>
          {importText.another}
        </button>
      </p>
      {fetched.state === "loading" && <p className="loading muted">{importText.resultLoading}</p>}
      {fetched.state === "failed" && <FailureWords failure={fetched.failure} onRetry={askAgain} />}
      {fetched.state === "ready" && (
        <div className="import-result">
          <section aria-labelledby="import-items" className="card">
            <h3 id="import-items">{fetched.value.title}</h3>
            <p className="muted small">{importText.items(fetched.value.items.length)}</p>
            <ol className="plain-list import-items">
              {fetched.value.items.map((item) => (
                <li key={item.number}>
                  <span className="figures muted">{item.number}</span> <span>{item.title}</span>
                </li>
              ))}
            </ol>
          </section>
          <section aria-labelledby="import-doubts">
            <ImportDoubts doubts={fetched.value.doubts} />
          </section>
        </div>
      )}
    </>
  );
}

interface Told {
  readonly line: number;
  readonly text: string;
  readonly message: string;
}

function ImportDoubts({ doubts }: { readonly doubts: readonly Told[] }) {
  if (doubts.length === 0) {
    return (
      <div className="note ok">
        <h3 id="import-doubts" className="words">
          {importText.noDoubts}
        </h3>
      </div>
    );
  }
  return (
    <>
      <h3 id="import-doubts" className="row">
        <TriangleAlert className="icon" aria-hidden="true" />
        {importText.doubts(doubts.length)}
      </h3>
      <p className="muted small">{importText.doubtsHint}</p>
      <ol className="plain-list doubt-list">
        {doubts.map((doubt, index) => (
          // Two doubts may be about the same line and words; the list never changes here.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className="card">
            <p className="label">{importText.line(doubt.line)}</p>
            <p>{doubt.message}</p>
            {doubt.text !== "" && <p className="quoted">«{doubt.text}»</p>}
          </li>
        ))}
      </ol>
    </>
  );
}
